"""What the rules of one question share: every position, and what may be compared. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TypeVarTuple

from interlock.gaps.absence import Absences
from interlock.gaps.comparability import Comparability
from interlock.gaps.finding import Finding
from interlock.gaps.position import Position, position
from interlock.gaps.prints import Prints, prints_of
from interlock.gaps.question import Question
from interlock.gaps.ties import Tie, Ties
from interlock.model.listing import IdentifierKind
from interlock.model.record import Record, standing_on
from interlock.model.target import Target

Facts = TypeVarTuple("Facts")

STRONG: frozenset[IdentifierKind] = frozenset(
    {"passport", "national_id", "imo_ship", "imo_company", "wallet", "registration", "tax", "swift", "lei"}
)
"""Numbers that somebody issued to one party: an officer can act on them."""

ONE_HOLDER: frozenset[IdentifierKind] = frozenset({"passport", "national_id", "imo_ship"})
"""Of these, the ones that two parties can never share. A wallet or a company's IMO number may have two."""


class Scene:
    """All positions of a question. A position outside the focus is made when a tie leads to it."""

    def __init__(
        self,
        question: Question,
        positions: Sequence[Position],
        records: Mapping[str, Record],
        holders: Mapping[str, Target],
        absences: Absences,
        ties: Ties,
        table: Comparability,
    ) -> None:
        self.question = question
        self.positions = tuple(positions)
        self.records = records
        self.holders = holders
        self.ties = ties
        self.table = table
        self.prints: Prints = prints_of(record for item in positions for record in item.members)
        self._absences = absences
        self._by_target = {item.target.target_id: item for item in positions}
        self._targets: dict[str, Target] | None = None
        self._once: dict[tuple[object, object], list[Finding]] = {}
        self._shared: dict[tuple[IdentifierKind, str], set[str]] | None = None

    def once(self, find: Callable[[*Facts], list[Finding]], *facts: *Facts) -> list[Finding]:
        """What `find` makes of the facts, made once: many targets were listed on one day, for one reason."""
        found = self._once.get((find, facts))
        if found is None:
            found = self._once[find, facts] = find(*facts)
        return found

    def of(self, target: Target) -> Position:
        """Where every authority stands on that target."""
        found = self._by_target.get(target.target_id)
        if found is None:
            found = position(target, self.records, self.holders, self.question, self._absences)
            self._by_target[target.target_id] = found
        return found

    def target(self, target_id: str) -> Target:
        """The target of that id. Raises: KeyError when the scene does not hold it."""
        if self._targets is None:
            self._targets = {target.target_id: target for target in self.holders.values()}
        return self._targets[target_id]

    def is_in_force(self, key: str) -> bool:
        """Is the entry surely in force on the day?"""
        record = self.records.get(key)
        return record is not None and standing_on(record, self.question.as_of).standing == "listed"

    def party(self, tie: Tie) -> Target | None:
        """The one target that bears the name of the tie; None when none does, or more than one."""
        found = {holder.target_id: holder for key in tie.parties if (holder := self.holders.get(key))}
        return next(iter(found.values())) if len(found) == 1 else None

    def sharing(self, kind: IdentifierKind, value: str) -> Set[str]:
        """Records of the scene that print that number of one holder; none where only one does."""
        if self._shared is None:
            self._shared = _shared_numbers(self.positions)
        return self._shared.get((kind, value), frozenset())


def _shared_numbers(positions: Iterable[Position]) -> dict[tuple[IdentifierKind, str], set[str]]:
    """Every number of one holder that two or more entries in force print, and those entries."""
    found: dict[tuple[IdentifierKind, str], set[str]] = defaultdict(set)
    for item in positions:
        for record in item.in_force:
            for identifier in record.listing.identifiers:
                if identifier.kind in ONE_HOLDER:
                    found[identifier.kind, identifier.value].add(record.key)
    return {number: keys for number, keys in found.items() if len(keys) > 1}
