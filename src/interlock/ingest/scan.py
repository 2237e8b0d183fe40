"""Finds the lists under some paths: what is there, what is left aside, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from interlock.base.errors import IngestError, SourceError
from interlock.ingest.parsers import Parsers
from interlock.ingest.unpack import head
from interlock.sources.contract import FileRole

SAMPLE_MARKER = "INTERLOCK-SAMPLE.json"
"""A file of this name at the root marks everything below as fictional."""

LAYOUT = (
    "give a folder laid out <authority>/<YYYY-MM-DD>/<file>[.gz], or one file with --authority and --date"
)


class Skipped(msgspec.Struct, frozen=True):
    """A file that was left aside."""

    path: str
    reason: str
    quiet: bool = False
    """Beside the lists rather than among them (a README): listed, not worth a line on the screen."""


class FoundFile(msgspec.Struct, frozen=True):
    """A file that an authority knows as its own."""

    path: str
    name: str
    """Without `.gz`."""
    role: str


class FoundShot(msgspec.Struct, frozen=True):
    """The files of one list on one day that are to be ingested."""

    authority: str
    list_key: str
    day: date
    files: tuple[FoundFile, ...]
    fictional: bool
    broken: SourceError | None = None
    """Why one of the files cannot even be opened: the snapshot is then not ingested at all."""


class Scan(msgspec.Struct, frozen=True):
    """All that was found."""

    shots: tuple[FoundShot, ...]
    """By day, then list."""
    skipped: tuple[Skipped, ...]
    broken: tuple[SourceError, ...]
    """Files among the lists that cannot be opened, and that no list can be told for."""


class _Candidate(msgspec.Struct, frozen=True):
    authority: str
    day: date
    path: Path
    fictional: bool


def scan(paths: Iterable[Path], parsers: Parsers, authority: str | None, day: date | None) -> Scan:
    """Everything under `paths`, each a root, an authority's folder, a date's folder, or one file.

    `authority` and `day`, when given, stand for what the layout would say.

    Raises:
        IngestError: a path does not exist, or is a file without its authority and day.
        QueryError: the authority given is unknown.
    """
    if authority is not None:
        parsers.authority_of(authority)
    skipped: list[Skipped] = []
    candidates: list[_Candidate] = []
    for path in paths:
        candidates.extend(_candidates(path.absolute(), parsers.keys(), authority, day, skipped))
    shots: dict[tuple[date, str], FoundShot] = {}
    broken: list[SourceError] = []
    for item in candidates:
        _place(item, parsers, shots, skipped, broken)
    in_order = tuple(shots[key] for key in sorted(shots))
    return Scan(in_order, tuple(skipped), tuple(broken))


def _candidates(
    path: Path, keys: Sequence[str], authority: str | None, day: date | None, skipped: list[Skipped]
) -> Iterator[_Candidate]:
    if not path.exists():
        raise IngestError("there is no such file or folder", where=str(path), remedy=LAYOUT)
    if not path.is_dir():
        key, when = authority or _authority_above(path, keys), day or _day_named(path.parent.name)
        if key is None or when is None:
            raise IngestError(
                "one file was given without its authority and date", where=str(path), remedy=LAYOUT
            )
        yield _Candidate(key, when, path, _is_sample(path))
    elif authority is not None and day is not None:
        yield from _in_day(path, authority, day, skipped)
    elif authority is not None or path.name in keys:
        yield from _in_authority(path, authority or path.name, skipped)
    elif path.parent.name in keys and (when := _day_named(path.name)):
        yield from _in_day(path, path.parent.name, when, skipped)
    else:
        yield from _in_root(path, keys, skipped)


def _in_root(root: Path, keys: Sequence[str], skipped: list[Skipped]) -> Iterator[_Candidate]:
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name == SAMPLE_MARKER:
            continue
        if not path.is_dir():
            skipped.append(_skipped(path, "not in the folder of an authority", quiet=True))
        elif path.name in keys:
            yield from _in_authority(path, path.name, skipped)
        else:
            skipped.extend(_strangers(path))


def _strangers(folder: Path) -> Iterator[Skipped]:
    """The files of a folder laid out as an authority's; else the folder alone, however deep it is."""
    reason = f"no authority {folder.name!r} is known"
    days = [path for path in sorted(folder.iterdir()) if path.is_dir() and _day_named(path.name)]
    if not days:
        yield _skipped(folder, reason, quiet=True)
    for day in days:
        yield from (_skipped(path, reason) for path in sorted(day.iterdir()) if path.is_file())


def _in_authority(folder: Path, authority: str, skipped: list[Skipped]) -> Iterator[_Candidate]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            skipped.append(_skipped(path, "not in a folder named by a date", quiet=True))
        elif day := _day_named(path.name):
            yield from _in_day(path, authority, day, skipped)
        else:
            skipped.append(_skipped(path, f"the folder's name {path.name!r} is not a date YYYY-MM-DD"))


def _in_day(folder: Path, authority: str, day: date, skipped: list[Skipped]) -> Iterator[_Candidate]:
    fictional = _is_sample(folder)
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if not path.is_file():
            skipped.append(_skipped(path, "not a file"))
        else:
            yield _Candidate(authority, day, path, fictional)


def _place(
    item: _Candidate,
    parsers: Parsers,
    shots: dict[tuple[date, str], FoundShot],
    skipped: list[Skipped],
    broken: list[SourceError],
) -> None:
    name = _printable(item.path.name.removesuffix(".gz"))
    if name.startswith("derived_"):
        skipped.append(_skipped(item.path, "a third party's conversion, not the official file"))
        return
    recognise = parsers.authority_of(item.authority).recognise
    trouble: SourceError | None = None
    try:
        role = recognise(name, head(item.path))
    except SourceError as error:
        role = recognise(name, b"")
        if role is None:
            broken.append(error)
            return
        trouble = error
    if role is None:
        skipped.append(_skipped(item.path, f"not recognised as a file of {item.authority}"))
        return
    _join(item, role, name, trouble, shots)


def _join(
    item: _Candidate,
    role: FileRole,
    name: str,
    trouble: SourceError | None,
    shots: dict[tuple[date, str], FoundShot],
) -> None:
    key = (item.day, role.list_key)
    found = FoundFile(str(item.path), name, role.role)
    shot = shots.get(key) or FoundShot(item.authority, role.list_key, item.day, (), item.fictional)
    if shot.fictional != item.fictional:
        raise IngestError(
            "the sample world and real lists may not be mixed",
            where=str(item.path),
            remedy="ingest them into two homes",
        )
    shots[key] = msgspec.structs.replace(shot, files=(*shot.files, found), broken=shot.broken or trouble)


def _day_named(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if len(name) == 10 else None
    except ValueError:
        return None


def _authority_above(path: Path, keys: Sequence[str]) -> str | None:
    name = path.parent.parent.name
    return name if name in keys else None


def _is_sample(path: Path) -> bool:
    """A marker lies in the date's folder, the authority's or the root."""
    day = path if path.is_dir() else path.parent
    return any((folder / SAMPLE_MARKER).is_file() for folder in (day, *list(day.parents)[:2]))


def _skipped(path: Path, reason: str, *, quiet: bool = False) -> Skipped:
    return Skipped(_printable(str(path)), reason, quiet)


def _printable(name: str) -> str:
    """Names of files are bytes: what is no text in them is replaced, so that it can be kept and shown."""
    return name.encode("utf-8", "replace").decode("utf-8")
