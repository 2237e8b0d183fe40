"""Editions to measure on: lists into a fresh home, timed, and read back."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from bench.measure import Cost, run
from interlock.model.edition import Edition
from interlock.model.record import Record
from interlock.store.editions import Editions

DPRK = ("DPRK", "PRK")


def chosen(lists: Path, days: Mapping[str, Sequence[str]], into: Path) -> Path:
    """A folder of lists with the given days alone; a day that is not there is left out."""
    for authority, some in days.items():
        for day in some:
            source = lists / authority / day
            if source.is_dir():
                shutil.copytree(source, into / authority / day)
    return into


def made(lists: Path, home: Path) -> tuple[Edition, Cost, Cost]:
    """The edition made of the lists, the cost of reading them and that of the build."""
    reading = run("ingest", str(lists), home=home)
    building = run("build", home=home)
    return Editions(home).load(), reading, building


class View:
    """Who is with whom in one edition."""

    def __init__(self, edition: Edition) -> None:
        self.records: dict[str, Record] = {record.key: record for record in edition.records}
        self.target_of = {key: t.target_id for t in edition.targets for key in t.members}
        self.members = {t.target_id: t.members for t in edition.targets}
        self.doubts = {frozenset((d.a, d.b)) for t in edition.targets for d in t.doubts}

    def linked(self, a: str, b: str) -> bool:
        return self.target_of[a] == self.target_of[b]

    def doubted(self, a: str, b: str) -> bool:
        """Is the pair, or any pair between the two targets, left to a person?"""
        left, right = self.members[self.target_of[a]], self.members[self.target_of[b]]
        return any(frozenset((x, y)) in self.doubts for x in left for y in right)

    def doubtful_share(self) -> float:
        """Listings that some doubt names, among all."""
        named = {key for pair in self.doubts for key in pair}
        return len(named) / len(self.records) if self.records else 0.0

    def name(self, key: str) -> str:
        listing = self.records[key].listing
        return "; ".join(name.text for name in listing.names[:3])

    def is_dprk(self, key: str) -> bool:
        return any(code.startswith(DPRK) for code in self.records[key].listing.programmes)

    def by_source(self) -> dict[tuple[str, str], list[str]]:
        """(authority, native id) to keys: an authority may give one id on two of its lists."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, record in self.records.items():
            found[record.listing.authority, record.listing.source_id].append(key)
        return found


def pairs_of(groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Every pair within each group."""
    for members in groups.values():
        yield from combinations(sorted(members), 2)
