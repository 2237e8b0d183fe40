"""Gap ids: read, and followed to what they are called today when targets merge and part. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar, cast

import msgspec

from interlock.base.errors import QueryError
from interlock.model.casework import GapSighting, GapWord
from interlock.model.edition import Edition
from interlock.model.gap import GAP_KINDS, GapKind
from interlock.model.target import own_id
from interlock.resolve.redirects import renamed

F = TypeVar("F", GapWord, GapSighting)

_ID = re.compile(r"(?P<kind>[a-z_]+)-(?P<authority>[a-z]+)-(?P<target>IL-[A-Z2-7]{10})")


class GapName(msgspec.Struct, frozen=True):
    """The parts of a gap id."""

    kind: GapKind
    authority: str
    target_id: str

    def of(self, target_id: str) -> str:
        """The id of the same gap of another target."""
        return f"{self.kind}-{self.authority}-{target_id}"


def gap_name(text: str) -> GapName:
    """The parts of an id as `interlock gaps` prints it.

    Raises:
        QueryError: it is none.
    """
    match = _ID.fullmatch(text.strip())
    if match is None or match["kind"] not in GAP_KINDS:
        raise QueryError(
            f"{text!r} is no id of a gap",
            where="GAP_ID",
            remedy="copy it from `interlock gaps --format json`: kind, authority and target, joined by -",
        )
    return GapName(cast("GapKind", match["kind"]), match["authority"], match["target"])


class Whereabouts:
    """Which target holds an entry today, and where an id of an earlier day leads."""

    def __init__(self, edition: Edition) -> None:
        self._holder = {key: target.target_id for target in edition.targets for key in target.members}
        for former, key in renamed(edition.records).items():
            if key in self._holder:
                self._holder.setdefault(former, self._holder[key])
        self._known = set(self._holder.values())
        self._founders: dict[str, str] | None = None

    def of_entries(self, entries: Iterable[str]) -> frozenset[str]:
        """The targets that hold them today; entries that no list has any more lead nowhere."""
        return frozenset(self._holder[key] for key in entries if key in self._holder)

    def target(self, target_id: str) -> str | None:
        """The target of that id today: the one that holds the entry from which the id was made."""
        if target_id in self._known:
            return target_id
        if self._founders is None:
            self._founders = {own_id(key): holder for key, holder in self._holder.items()}
        return self._founders.get(target_id)

    def gap(self, gap_id: str) -> str:
        """The id of the gap today; as it is, when its target is nowhere."""
        match = _ID.fullmatch(gap_id)
        if match is None:
            return gap_id
        today = self.target(match["target"])
        return gap_id if today is None else f"{match['kind']}-{match['authority']}-{today}"

    def gaps_of(self, gap_id: str, entries: Iterable[str]) -> frozenset[str]:
        """The gaps that a word on `gap_id`, said of those entries, is about today: of every part of it."""
        match = _ID.fullmatch(gap_id)
        if match is None:
            return frozenset({gap_id})
        targets = self.of_entries(entries)
        if not targets and (today := self.target(match["target"])) is not None:
            targets = frozenset({today})
        return frozenset(f"{match['kind']}-{match['authority']}-{target}" for target in targets) or frozenset(
            {gap_id}
        )


def by_gap(filed: Iterable[F], where: Whereabouts) -> dict[str, list[F]]:
    """What was filed, by the gap that it is about today, in the order given."""
    found: dict[str, list[F]] = defaultdict(list)
    for one in filed:
        for gap_id in where.gaps_of(one.gap_id, one.entries):
            found[gap_id].append(one)
    return found
