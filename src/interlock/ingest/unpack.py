"""Reads a file that a stranger made, plain or gzip, without trusting its size."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from interlock.base.errors import InterlockError, SourceError

MAX_BYTES = 300_000_000
"""Unpacked. The largest official list, OFAC's SDN_ADVANCED.XML, has about 120 MB; twice that and some
room. Everything larger is not a list, or would not fit the memory that reading it takes."""
MAX_RATIO = 200
"""Unpacked to packed. Official lists reach 25 (XML); gzip can do 1,030, and a bomb does."""
RATIO_FROM_BYTES = 5_000_000
"""The ratio is judged only beyond this size: small files of repeated lines are harmless."""
HEAD_BYTES = 4096
"""What an authority needs to tell its own files."""

_CHUNK = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_AGAIN = "fetch the file again from the authority's own site and compare its size"


def head(path: Path) -> bytes:
    """The first HEAD_BYTES of the file, unpacked.

    Raises:
        SourceError: the file cannot be opened or its beginning cannot be unpacked.
    """
    with _opened(path) as stream:
        return stream.read(HEAD_BYTES)


def unpack(path: Path, *, max_bytes: int = MAX_BYTES, max_ratio: int = MAX_RATIO) -> bytes:
    """All bytes of the file, unpacked when it begins as gzip does, whatever its name.

    Raises:
        SourceError: it is empty, too large (a plain file is refused before it is read), cut off,
            damaged, unpacks out of proportion, or cannot be opened.
    """
    with _opened(path) as stream:
        packed_bytes = path.stat().st_size
        if packed_bytes > max_bytes:
            raise _too_large(path, f"{packed_bytes:,} bytes", max_bytes)
        chunks = []
        total = 0
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            total += len(chunk)
            if total > max_bytes:
                raise _too_large(path, f"more than {max_bytes:,} bytes when unpacked", max_bytes)
            if total > RATIO_FROM_BYTES and total > max_ratio * packed_bytes:
                raise SourceError(
                    f"the file unpacks to more than {max_ratio} times its {packed_bytes:,} bytes,"
                    " as no list does and a zip bomb would",
                    where=str(path),
                    remedy=_AGAIN,
                )
    if not total:
        raise SourceError("the file is empty", where=str(path), remedy=_AGAIN)
    return b"".join(chunks)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP_MAGIC
            raw.seek(0)
            if packed:
                with gzip.open(raw, "rb") as unpacked:
                    yield unpacked  # type: ignore[misc]  # GzipFile reads as BinaryIO does
            else:
                yield raw
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(
            f"the gzip file is cut off or damaged: {error}", where=str(path), remedy=_AGAIN
        ) from error
    except InterlockError:
        raise
    except OSError as error:
        raise SourceError(
            f"the file cannot be read: {error.strerror or error}",
            where=str(path),
            remedy="check that it exists and that you may read it",
        ) from error


def _too_large(path: Path, size: str, max_bytes: int) -> SourceError:
    return SourceError(
        f"the file has {size}; the limit is {max_bytes:,}, more than twice the largest official list",
        where=str(path),
        remedy="check that this is the list itself, not an archive or an image of something larger",
    )
