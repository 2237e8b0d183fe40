"""Which files are one list on one day. Pure: manifests are merged by a rule that knows no order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

import msgspec


class ArchivedFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file as it came."""

    role: str
    """The authority's own word for the part, such as `sdn`, `alt`, `xml`."""
    sha256: str
    """Of the unpacked bytes."""
    name: str
    """Without `.gz`."""
    size_bytes: int
    fetched_at: datetime | None = None
    """When the bytes were first fetched, with its zone, where whoever brought them knows."""

    def rank(self) -> tuple[float, int, str]:
        """Of two issues of one part under one date, the greater rank is the one in force.

        1. An issue whose time of fetching is known beats one without, and a later a earlier one: what
           an authority put in the place of a file is the later one.
        2. Without times, the longer one: a file is re-issued because something was left out (Japan's
           of 2026-10-01, replaced on the 2nd with 42 rows more), and a cut-off copy is shorter.
        3. The greater sha256: arbitrary, but the same on every machine.

        None of these depends on the order in which the two were ingested.
        """
        fetched = self.fetched_at.timestamp() if self.fetched_at else 0.0
        return fetched, self.size_bytes, self.sha256


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One list on one day."""

    authority: str
    list_key: str
    day: date
    files: tuple[ArchivedFile, ...]
    """One for each role, by role."""
    superseded: tuple[ArchivedFile, ...] = ()
    """Other issues of the same parts under the same date; kept, and not read."""
    fictional: bool = False

    @classmethod
    def of(
        cls,
        authority: str,
        list_key: str,
        day: date,
        files: Iterable[ArchivedFile],
        *,
        fictional: bool = False,
    ) -> Manifest:
        """The manifest of these files, whatever their order; the same bytes twice are one file."""
        issues: dict[tuple[str, str], ArchivedFile] = {}
        for file in files:
            known = issues.get((file.role, file.sha256))
            issues[file.role, file.sha256] = _same_bytes(known, file) if known else file
        ranked = sorted(issues.values(), key=lambda file: (file.role, file.rank()))
        in_force = {file.role: file for file in ranked}  # the last of each role: the greatest rank
        return cls(
            authority=authority,
            list_key=list_key,
            day=day,
            files=tuple(in_force.values()),
            superseded=tuple(file for file in ranked if file is not in_force[file.role]),
            fictional=fictional,
        )

    def joined_with(self, files: Iterable[ArchivedFile]) -> Manifest:
        """This and these. Joining is commutative, associative and idempotent."""
        everything = (*self.files, *self.superseded, *files)
        return Manifest.of(self.authority, self.list_key, self.day, everything, fictional=self.fictional)

    def inputs_key(self) -> str:
        """Sixteen hexadecimal digits that change when what a parser would read changes."""
        lines = [self.list_key, *(f"{file.role}\t{file.name}\t{file.sha256}" for file in self.files)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _same_bytes(one: ArchivedFile, other: ArchivedFile) -> ArchivedFile:
    """One file that came twice: its least name and its first fetching, so that order is of no matter."""
    times = [file.fetched_at for file in (one, other) if file.fetched_at is not None]
    return msgspec.structs.replace(
        one, name=min(one.name, other.name), fetched_at=min(times) if times else None
    )
