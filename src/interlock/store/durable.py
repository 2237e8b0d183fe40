"""Files that appear whole or not at all, and say so when they are damaged."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from interlock.base.errors import StoreError

T = TypeVar("T")

_COMPACT = msgspec.json.Encoder(order="deterministic")


def place_file(path: Path, data: bytes, scratch: Path, *, durable: bool = True) -> None:
    """`path` holds `data`, also after a power cut; before that it held what it held.

    `scratch` is a folder of the same file system. Not `durable`: skips the wait for the disk, for what
    can be made again.

    Raises:
        StoreError: the disk is full, or the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = scratch_path(scratch)
        write_new(unfinished, data, durable=durable)
        unfinished.replace(path)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def write_new(path: Path, data: bytes, *, durable: bool = True) -> None:
    """A file that was not there holds the data. Raises: OSError."""
    with path.open("xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def unwritable(where: Path, error: OSError) -> StoreError:
    """The error for a disk that does not take what it is given."""
    return StoreError(
        f"the home folder cannot be written to: {error.strerror or error}",
        where=str(where),
        remedy="make room on the disk, or choose another --home; what was there before still stands",
    )


def scratch_path(scratch: Path) -> Path:
    """A name in the scratch folder that nobody else has."""
    return scratch / f"{os.getpid()}-{secrets.token_hex(6)}"


def sync_folder(folder: Path) -> None:
    """The names in the folder survive a power cut."""
    if sys.platform == "win32":
        return  # no handle on a folder there; NTFS journals names itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Sealed(msgspec.Struct):
    sha256: str
    content: msgspec.Raw


def seal(content: object) -> bytes:
    """The value as one line of JSON beside the sha256 of itself."""
    text = _COMPACT.encode(content)
    return _COMPACT.encode(_Sealed(hashlib.sha256(text).hexdigest(), msgspec.Raw(text))) + b"\n"


def unseal(data: bytes, kind: type[T], where: Path) -> T:
    """The value that was sealed.

    Raises:
        StoreError: the bytes are not what was written.
    """
    try:
        sealed = msgspec.json.decode(data, type=_Sealed)
        content = bytes(sealed.content)
        if hashlib.sha256(content).hexdigest() == sealed.sha256:
            return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged(where) from error
    raise damaged(where)


def damaged(where: Path) -> StoreError:
    """The error for a file that is not what was written."""
    return StoreError(
        "a file of the home folder is damaged",
        where=str(where),
        remedy="restore the file from a backup, or ingest the lists into a new home",
    )


def read_file(path: Path) -> bytes:
    """The bytes of a file that must be there.

    Raises:
        StoreError: it is not there, or cannot be read.
    """
    with _being_read(path):
        return path.read_bytes()


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file that must be there, with their ends, one after the other.

    Raises:
        StoreError: it is not there, or cannot be read.
    """
    with _being_read(path), path.open("rb") as file:
        yield from file


@contextmanager
def _being_read(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(
            "a file of the home folder is missing",
            where=str(path),
            remedy="restore the file from a backup, or ingest the lists into a new home",
        ) from error
    except OSError as error:
        raise StoreError(
            f"a file of the home folder cannot be read: {error.strerror}",
            where=str(path),
            remedy="check the rights and the disk of the home folder",
        ) from error
