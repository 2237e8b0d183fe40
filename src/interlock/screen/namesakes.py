"""The entities whose names are like those asked: which name of each, how like, and why.

Two steps, each for the few that the one before left: a glance at all names at once (`glance`), then the
careful comparison of names (`interlock.names`) and, where a slip of the keyboard would explain it, `slips`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from interlock.names import MATCH, compare, likeness
from interlock.names.prepared import Prepared
from interlock.screen.asked import NAME_PROPERTIES, clean
from interlock.screen.columns import Array, Columns
from interlock.screen.entity import Entity
from interlock.screen.families import FAMILIES, families_asked, families_held
from interlock.screen.glance import CERTAIN, SLACK, Glance
from interlock.screen.name_index import NameIndex
from interlock.screen.slips import POSSIBLE, possible, slipped
from interlock.screen.spelling import full_words, named

NAME_CEILING = 0.95
"""The score of an equal name and nothing else: above it is room for what else agrees."""
WEAK_ALIAS = 0.8
"""What a weak alias is worth of a strong name: an equal one alerts (0.76), another spelling does not."""
ONE_WORD = 0.88
"""The same where one of the two names of persons is one word, or one and initials: many bear it. An equal one
still alerts; Monica S is no match for Dustin Monica Stokes."""
_GLANCE = 0.6
"""What a glance must find for a name to be compared with care."""
_MOST_COMPARED = 64
"""Names that are compared with care for one name asked. The right one is among the first dozen where the
glance sees what the comparison sees; the rest is for namesakes."""
_NO_GUESS = 0.85
"""A likeness beside which no possibilities are told: the name was found, not a part of it."""
_MOST_POSSIBLE = 100
"""Names that are looked at by their letters when none was found otherwise."""


class Namesake:
    """The best name of one entity so far."""

    __slots__ = ("asked", "family", "likeness", "row", "score", "weak")

    def __init__(
        self, score: float, likeness: float, asked: Prepared, family: str, row: int, *, weak: bool
    ) -> None:
        self.score = score
        """What the likeness says of the parties (0..1)."""
        self.likeness = likeness
        self.asked = asked
        self.family = family
        self.row = row
        self.weak = weak


Found = dict[int, Namesake]
"""By the number of the entity."""
Asked = tuple[str, Prepared]
"""A family, and a name read as one of it."""


class Namesakes:
    """The names of a dataset, and who bears them."""

    def __init__(self, columns: Columns) -> None:
        self._names = {family: NameIndex(columns, family, schema) for family, schema in FAMILIES.items()}

    def find(self, texts: Iterable[str], schema: str, *, cutoff: float, enough: int, guessing: bool) -> Found:
        """Entities that may bear one of the names, by likeness at or above the cutoff.

        `enough`: matching entities after which the rest is not looked at. `guessing`: where no name is
        surely the one asked, those with most letters in common are found too, and score below any match.
        """
        asked = _asked(texts, schema)
        glances = [self._names[family].glance(name, max(cutoff, _GLANCE)) for family, name in asked]
        return self._looked_at(asked, glances, cutoff, enough, guessing=guessing)

    def find_each(
        self, many: Iterable[tuple[Iterable[str], str]], *, cutoff: float, enough: int, guessing: bool
    ) -> Iterator[Found]:
        """The same of many parties, each by (names, schema); the glances are had together."""
        asked = [_asked(texts, schema) for texts, schema in many]
        glances = {
            family: iter(
                index.glance_each(
                    [name for some in asked for kind, name in some if kind == family], max(cutoff, _GLANCE)
                )
            )
            for family, index in self._names.items()
        }
        for some in asked:
            mine = [next(glances[family]) for family, _ in some]
            yield self._looked_at(some, mine, cutoff, enough, guessing=guessing)

    def reasons(self, found: Namesake) -> tuple[list[str], str]:
        """Why the two names are alike, and how the list prints the one it holds."""
        index = self._names[found.family]
        held = index.prepared(found.row)
        told = compare(found.asked, held)
        reasons = list(told.reasons) if told.score >= found.likeness else [possible(found.asked, held)[1]]
        if found.weak:
            reasons.append("a weak alias, as its list says")
        return reasons, index.text(found.row)

    def holding(self, text: str, *, fuzzy: bool) -> Mapping[int, float]:
        """Entities with a name that has every word of the text, and what share of that name it is."""
        best: dict[int, float] = {}
        for index in self._names.values():
            for share, row in index.holding(named(clean(text), index.schema), fuzzy=fuzzy):
                for place, weak in index.owners(row):
                    best[place] = max(best.get(place, 0.0), share * (WEAK_ALIAS if weak else 1.0))
        return best

    def _looked_at(
        self, asked: Sequence[Asked], glances: Sequence[Glance], cutoff: float, enough: int, *, guessing: bool
    ) -> Found:
        best: Found = {}
        for (family, name), glance in zip(asked, glances, strict=True):
            if glance:
                self._compare(name, family, glance, cutoff, enough, best)
        if guessing and not any(one.likeness >= _NO_GUESS for one in best.values()):
            for family, name in asked:
                self._guess(name, family, cutoff, best)
        return best

    def _compare(
        self, asked: Prepared, family: str, glance: Glance, cutoff: float, enough: int, best: Found
    ) -> None:
        index = self._names[family]
        matches = compared = 0
        for row, guess in glance:
            if compared >= _MOST_COMPARED or (matches >= enough and guess < CERTAIN):
                break
            owners = index.owners(row)
            most = _on_its_own(min(1.0, guess + SLACK))
            if all(place in best and best[place].score >= most for place, _ in owners):
                continue  # another name of theirs says as much already
            compared += 1
            alike = _likeness(asked, index.prepared(row), guess)
            if alike >= cutoff:
                matches += _note(best, asked, family, index, row, alike, owners)

    def _guess(self, asked: Prepared, family: str, cutoff: float, best: Found) -> None:
        index = self._names[family]
        for row in index.closest(asked, _MOST_POSSIBLE, cutoff):
            alike = min(POSSIBLE, possible(asked, index.prepared(row))[0])
            if alike >= cutoff:
                _note(best, asked, family, index, row, alike, index.owners(row))

    @staticmethod
    def columns(entities: Iterable[Entity]) -> dict[str, Array]:
        """The columns of the names of these entities, numbered in their order."""
        names: dict[str, list[tuple[str, int, bool]]] = {family: [] for family in FAMILIES}
        for place, entity in enumerate(entities):
            for key in NAME_PROPERTIES:
                for text in entity.properties.get(key, ()):
                    for family in families_held(entity.schema):
                        names[family].append((clean(text), place, key == "weakAlias"))
        found: dict[str, Array] = {}
        for family, schema in FAMILIES.items():
            found |= NameIndex.columns(family, schema, names[family])
        return found


def _asked(texts: Iterable[str], schema: str) -> list[Asked]:
    return [
        (family, name)
        for text in texts
        for family in families_asked(schema)
        if (name := named(text, FAMILIES[family])).flat and name.words
    ]


def _note(
    best: Found,
    asked: Prepared,
    family: str,
    index: NameIndex,
    row: int,
    alike: float,
    owners: Iterable[tuple[int, bool]],
) -> int:
    """Puts the bearers of the name into `best`. Returns how many match by it that did not before."""
    held = index.prepared(row)
    one_word = index.schema == "Person" and min(full_words(asked), full_words(held)) < 2
    base = _on_its_own(alike) * (ONE_WORD if one_word else 1.0)
    matches = 0
    for place, weak in owners:
        score = base * (WEAK_ALIAS if weak else 1.0)
        known = best.get(place)
        if known is None or score > known.score:
            best[place] = Namesake(score, alike, asked, family, row, weak=weak)
            matches += score >= MATCH and (known is None or known.score < MATCH)
    return matches


def _likeness(asked: Prepared, held: Prepared, guess: float) -> float:
    """What the careful comparison says; what a slip would, where the glance saw more than it."""
    if held.flat == asked.flat:
        return 1.0
    alike = likeness(asked, held)
    return max(alike, slipped(asked, held)[0]) if alike + SLACK < guess else alike


def _on_its_own(alike: float) -> float:
    """What a likeness of names says of the parties: the same up to a match, and never 1."""
    return alike if alike <= MATCH else MATCH + (alike - MATCH) * (NAME_CEILING - MATCH) / (1 - MATCH)
