"""Writes the sample world to a folder."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from interlock.base.errors import QueryError, StoreError
from interlock.sample.formats import eu, jp, kr, un, us
from interlock.sample.formats.common import Made
from interlock.sample.plan import AUTHORITIES, SNAPSHOTS
from interlock.sample.target import Entry
from interlock.sample.truth import truth_chunks
from interlock.sample.world import make_world

MARKER: Final = "INTERLOCK-SAMPLE.json"
"""Stands in the folder before any list does: whoever reads the lists can see that they are fiction."""
TRUTH: Final = "truth.json"
VERSION: Final = "1"
"""Of the world: another version may make another world from the same seed."""
_GZIP_LEVEL: Final = 6
_OFFICIAL_NAME: Final = re.compile(
    r"((sdn|alt|add|sdn_comments)\.csv|SDN\.XML|consolidated\.xml|xmlFullSanctionsList_1_1\.xml"
    r"|shisantouketsu\d{8}\.xlsx|notice-\d{4}-1-dprk\.csv)(\.gz)?"
)
"""What a world may have written into the folder of a snapshot, and a new one may remove."""

Writer = Callable[[Sequence[Entry], date, str], Iterator[Made]]
WRITERS: Final[dict[str, Writer]] = {
    "us": us.files,
    "un": un.files,
    "eu": eu.files,
    "jp": jp.files,
    "kr": kr.files,
}


class WrittenFile(msgspec.Struct, frozen=True):
    """One list file of the world."""

    path: str
    """Relative to the world's folder."""
    authority: str
    day: date
    records: int


class WorldSummary(msgspec.Struct, frozen=True):
    """What was written."""

    out: Path
    seed: int
    targets: int
    entries: dict[str, int]
    """Entries of each authority over all time."""
    traps: dict[str, int]
    """How many of each kind the truth file marks."""
    files: tuple[WrittenFile, ...]

    def __str__(self) -> str:
        """What lies where, in a few lines."""
        lines = [
            f"Sample world in {self.out}, all of it fictional: targets {self.targets:,}, seed {self.seed}"
        ]
        for authority in dict.fromkeys(file.authority for file in self.files):
            days = sorted({file.day for file in self.files if file.authority == authority})
            dates = ", ".join(day.isoformat() for day in days)
            lines.append(f"  {authority}: {self.entries[authority]:,} entries; snapshots of {dates}")
        traps = sum(self.traps.values())
        return "\n".join([*lines, f"  {TRUTH}: who every entry is, {traps:,} traps, the gaps to expect"])


def write_world(
    out: Path,
    *,
    targets: int = 300,
    seed: int = 0,
    authorities: Iterable[str] = AUTHORITIES,
    pack: bool = False,
) -> WorldSummary:
    """The fictional world of that size and seed stands in `out`, as `<authority>/<date>/<official name>`.

    Same seed, targets and version: the same bytes. `pack` gzips the lists (`.gz` behind the name).
    `authorities` leaves lists out; the truth still tells of all. An earlier sample world in `out` is
    replaced. Cost: about 0.3 ms, 4 KB of memory and 5 KB of disk a target.

    Raises:
        QueryError: fewer than one target, or an authority that the world does not have.
        StoreError: `out` holds something that is not a sample world.
    """
    wanted = tuple(authorities)
    if targets < 1:
        raise QueryError(f"a sample world of {targets} targets", remedy="ask for one or more")
    if unknown := sorted(set(wanted) - set(AUTHORITIES)):
        raise QueryError(
            f"no sample of {', '.join(unknown)}", remedy=f"use some of: {', '.join(AUTHORITIES)}"
        )
    _clear(out)
    out.mkdir(parents=True, exist_ok=True)
    _write_marker(out, seed, targets)
    world = make_world(targets, seed)
    files = tuple(_write_lists(out, world.entries, wanted, pack=pack))
    _write(out / TRUTH, truth_chunks(world, VERSION), pack=False)
    kinds: dict[str, int] = {}
    for trap in world.traps:
        kinds[trap.kind] = kinds.get(trap.kind, 0) + 1
    counts = {authority: len(entries) for authority, entries in world.entries.items()}
    return WorldSummary(out, seed, targets, counts, kinds, files)


def _clear(out: Path) -> None:
    """Removes the lists of an earlier sample world; refuses a folder that holds anything else."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    remedy = "name a new or empty folder"
    if not out.is_dir():
        raise StoreError("the place for the sample world is a file", where=str(out), remedy=remedy)
    if not (out / MARKER).is_file():
        raise StoreError("the folder is not empty and not a sample world", where=str(out), remedy=remedy)
    for authority, days in SNAPSHOTS.items():
        for day, _ in days:
            _clear_snapshot(out / authority / day.isoformat())


def _clear_snapshot(folder: Path) -> None:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_file() and _OFFICIAL_NAME.fullmatch(path.name):
            path.unlink()
    for empty in (folder, folder.parent):
        if not any(empty.iterdir()):
            empty.rmdir()


def _write_marker(out: Path, seed: int, targets: int) -> None:
    content = {
        "fictional": True,
        "what": "Every person, body and ship in these lists is invented.",
        "version": VERSION,
        "seed": seed,
        "targets": targets,
    }
    (out / MARKER).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _write_lists(
    out: Path, entries: dict[str, list[Entry]], wanted: Sequence[str], *, pack: bool
) -> Iterator[WrittenFile]:
    for authority in wanted:
        for day, form in SNAPSHOTS[authority]:
            folder = out / authority / day.isoformat()
            folder.mkdir(parents=True, exist_ok=True)
            for made in WRITERS[authority](entries[authority], day, form):
                path = folder / (made.name + (".gz" if pack else ""))
                _write(path, made.chunks, pack=pack)
                yield WrittenFile(path.relative_to(out).as_posix(), authority, day, made.records)


def _write(path: Path, chunks: Iterable[bytes], *, pack: bool) -> None:
    with path.open("wb") as raw:
        if not pack:
            raw.writelines(chunks)
            return
        # No name and no time in the header: the same bytes every time.
        with gzip.GzipFile("", "wb", _GZIP_LEVEL, raw, mtime=0) as packed:
            for chunk in chunks:
                packed.write(chunk)
