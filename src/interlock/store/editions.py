"""Editions: immutable folders of tables behind a pointer that is swapped atomically."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from interlock.base.errors import NoEditionError, StoreError
from interlock.base.heap import no_collection
from interlock.model.edition import Edition, EditionContent, JudgementsUsed, Version
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Target
from interlock.store.durable import (
    damaged,
    place_file,
    read_file,
    scratch_path,
    seal,
    sync_folder,
    unseal,
    unwritable,
    write_new,
)
from interlock.store.lock import writing

if TYPE_CHECKING:
    from interlock.store import tables

# `tables` brings Arrow in, which takes a third of a second: it is imported where a table is read or written,
# so that an answer from an extract does without.
#
# Tables are packed and written side by side: most of that is done outside the interpreter's lock.

T = TypeVar("T")


class Input(msgspec.Struct, frozen=True):
    """A snapshot that the edition rests on, or that it left aside."""

    list_key: str
    day: str
    state: str
    files: dict[str, str]
    """File name to sha256."""


class Table(msgspec.Struct, frozen=True):
    """One table of an edition."""

    rows: int
    content_sha256: str
    """Of the values; the same for every version of Arrow. Empty where they are parts of another table's."""
    file_sha256: str
    """Of the Parquet file."""


class Colophon(msgspec.Struct, frozen=True, kw_only=True):
    """`edition.json`: what the edition was made of, and how to tell that it is whole."""

    edition_id: str
    code_version: str
    fictional: bool
    inputs: tuple[Input, ...]
    tables: dict[str, Table]
    judgements: JudgementsUsed = JudgementsUsed()


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class Editions:
    """All editions of one home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "editions"
        self._pointer = self._folder / "current"

    def write(self, content: EditionContent) -> str:
        """The edition is there, whole, and current. Returns: its id.

        The id comes from the content, so writing the same again changes nothing; an edition of this id
        that was damaged is put right.

        Raises:
            StoreError: another process is writing, or the folder cannot be written to.
        """
        from interlock.store import tables

        with no_collection():
            values = tables.values_of(content)
        hashes = {name: _content_hash(bodies) for name, bodies in values.bodies.items()}
        edition_id = _edition_id(content.code_version, hashes, content.judgements)
        with writing(self._home) as scratch:
            try:
                if not self._is_whole(edition_id):
                    self._place(edition_id, content, values, hashes, scratch)
            except OSError as error:
                raise unwritable(self._folder, error) from error
            if self.current() != edition_id:
                place_file(self._pointer, f"{edition_id}\n".encode(), scratch)
        return edition_id

    def current(self) -> str | None:
        """The id of the current edition, None when nothing was built yet.

        Raises:
            StoreError: the pointer is damaged.
        """
        if not self._pointer.is_file():
            return None
        text = read_file(self._pointer).decode("ascii", "replace").strip()
        if not (len(text) == 16 and set(text) <= set("0123456789abcdef")):
            raise damaged(self._pointer)
        return text

    def ids(self) -> tuple[str, ...]:
        """Every edition of the home, sorted by id; old ones stay readable."""
        return tuple(sorted(path.parent.name for path in self._folder.glob("*/edition.json")))

    def load(self, edition_id: str | None = None) -> Edition:
        """An edition, the current one unless named. Its tables are read when asked for, and checked.

        Raises:
            NoEditionError: there is none, or none of this name. StoreError: it is damaged.
        """
        chosen = edition_id or self.current()
        if chosen is None:
            raise NoEditionError(
                "no edition has been built in this home",
                where=str(self._home),
                remedy="run `interlock ingest` on a folder of lists, then `interlock build`",
            )
        colophon = self.colophon(chosen)
        stored = _StoredTables(self._folder / chosen, colophon)
        return Edition(chosen, colophon.code_version, stored, colophon.judgements)

    def colophon(self, edition_id: str) -> Colophon:
        """What an edition was made of.

        Raises:
            NoEditionError: there is none of this name. StoreError: it is damaged.
        """
        path = self._folder / edition_id / "edition.json"
        if not path.is_file():
            raise NoEditionError(
                f"there is no edition {edition_id!r} in this home",
                where=str(self._home),
                remedy=f"use one of: {', '.join(self.ids()) or 'none yet'}",
            )
        colophon = unseal(read_file(path), Colophon, path)
        hashes = {name: one.content_sha256 for name, one in colophon.tables.items() if one.content_sha256}
        if _edition_id(colophon.code_version, hashes, colophon.judgements) != edition_id:
            raise damaged(path)
        return colophon

    def once_held(self, target_id: str) -> frozenset[str]:
        """Every record that some edition of this home held under the target id.

        Editions have no order, and this needs none: what matters is where those records are today. One
        that is damaged or of a version that cannot be read tells nothing here; `verify` finds it.
        """
        from interlock.store import tables

        found: set[str] = set()
        for edition_id in self.ids():
            with suppress(StoreError):
                data = _read_table(self._folder / edition_id, self.colophon(edition_id), "targets")
                found.update(tables.members_from(data, target_id))
        return frozenset(found)

    def verify(self, edition_id: str | None = None) -> None:
        """Every file of the edition (of all, when none is named) is what was written.

        Raises:
            NoEditionError: there is none of this name. StoreError: something is missing or damaged.
        """
        chosen = [edition_id] if edition_id else [*self.ids()]
        current = self.current()
        if edition_id is None and current is not None and current not in chosen:
            chosen.append(current)
        for name in chosen:
            colophon = self.colophon(name)
            for table in colophon.tables:
                _read_table(self._folder / name, colophon, table)

    def _is_whole(self, edition_id: str) -> bool:
        try:
            self.verify(edition_id)
        except StoreError:
            return False
        return True

    def _place(
        self,
        edition_id: str,
        content: EditionContent,
        values: tables.Values,
        hashes: Mapping[str, str],
        scratch: Path,
    ) -> None:
        from interlock.store import tables

        unfinished = scratch_path(scratch)
        unfinished.mkdir()
        with no_collection(), ThreadPoolExecutor() as pool:
            columns = tables.columns_of(values)
            alike = (self._alike(name, hashes.get(name, "")) for name in columns)
            files = pool.map(partial(_written, unfinished), columns, columns.values(), alike)
        made = {
            name: Table(len(next(iter(table.values()))), hashes.get(name, ""), file_sha256)
            for (name, table), file_sha256 in zip(columns.items(), files, strict=True)
        }
        colophon = Colophon(
            edition_id=edition_id,
            code_version=content.code_version,
            fictional=any(snapshot.fictional for snapshot in content.snapshots),
            inputs=tuple(_input(snapshot) for snapshot in content.snapshots),
            tables=made,
            judgements=content.judgements,
        )
        write_new(unfinished / "edition.json", seal(colophon))
        sync_folder(unfinished)
        self._folder.mkdir(exist_ok=True)
        final = self._folder / edition_id
        if final.exists():
            final.rename(scratch_path(scratch))  # damaged; swept by the next writer
        unfinished.rename(final)
        sync_folder(self._folder)

    def _alike(self, name: str, content_sha256: str) -> bytes | None:
        """The same table as a file of the current edition; None where that has another, or is damaged."""
        with suppress(StoreError):
            current = self.current() if content_sha256 else None
            if current is not None:
                colophon = self.colophon(current)
                table = colophon.tables.get(name)
                if table is not None and table.content_sha256 == content_sha256:
                    return _read_table(self._folder / current, colophon, name)
        return None


class _StoredTables:
    """Reads the tables of one edition, each checked against its hash."""

    def __init__(self, folder: Path, colophon: Colophon) -> None:
        self._folder = folder
        self._colophon = colophon

    def lists(self) -> tuple[ListSpec, ...]:
        from interlock.store.tables import lists_from

        return self._read("lists", lists_from)

    def snapshots(self) -> tuple[Snapshot, ...]:
        from interlock.store.tables import snapshots_from

        return self._read("snapshots", snapshots_from)

    def records(self) -> tuple[Record, ...]:
        from interlock.store.tables import records_from

        return self._read("records", records_from)

    def targets(self) -> tuple[Target, ...]:
        from interlock.store.tables import targets_from

        return self._read("targets", targets_from)

    def versions(self) -> tuple[Version, ...]:
        from interlock.store.tables import versions_from

        return self._read("versions", versions_from)

    def _read(self, name: str, decode: Callable[[bytes], T]) -> T:
        data = _read_table(self._folder, self._colophon, name)
        try:
            with no_collection():
                return decode(data)
        except msgspec.DecodeError as error:
            raise StoreError(
                "the edition was built by another version of Interlock, which this one cannot read",
                where=str(self._folder),
                remedy="run `interlock build`: it makes a new edition from the archive",
            ) from error


def _read_table(folder: Path, colophon: Colophon, name: str) -> bytes:
    path = folder / f"{name}.parquet"
    data = read_file(path)
    if hashlib.sha256(data).hexdigest() != colophon.tables[name].file_sha256:
        raise damaged(path)
    return data


def _written(folder: Path, name: str, columns: tables.Columns, alike: bytes | None) -> str:
    """The table is a file of the folder. Returns: the sha256 of the file. Raises: OSError."""
    from interlock.store.tables import parquet_of

    data = alike if alike is not None else parquet_of(name, columns)
    write_new(folder / f"{name}.parquet", data)
    return hashlib.sha256(data).hexdigest()


def _content_hash(bodies: Iterable[bytes]) -> str:
    """Of the values of a table; knows nothing of Arrow. Packed values need no mark where each ends."""
    return hashlib.sha256(b"".join(bodies)).hexdigest()


def _edition_id(code_version: str, hashes: Mapping[str, str], judgements: JudgementsUsed) -> str:
    lines = [code_version, *(f"{name}\t{hashes[name]}" for name in sorted(hashes))]
    if judgements.count:
        lines.append(f"judgements\t{hashlib.sha256(_ENCODER.encode(judgements)).hexdigest()}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _input(snapshot: Snapshot) -> Input:
    return Input(
        snapshot.list_key,
        snapshot.day.isoformat(),
        snapshot.state,
        {file.name: file.sha256 for file in snapshot.files},
    )
