"""From evidence to a decision: linked, not linked, or for a person to judge; always with reasons.

Every field adds to or takes from the odds (`weigh.py`); the score is the probability that they make. What
no sum may overrule stands apart: ships whose IMO numbers differ are two, a quote or a number whose names are
unlike is somebody's slip, a number that one list prints for two entries proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from interlock.model.explanation import Contribution
from interlock.names import fold, name_tokens, telling_tokens
from interlock.resolve.company import Company
from interlock.resolve.evidence import comparable, names_can_agree, shared_numbers
from interlock.resolve.likeness import Likeness, likeness
from interlock.resolve.profile import Profile
from interlock.resolve.rarity import Rarity
from interlock.resolve.setting import Bearers
from interlock.resolve.weigh import (
    birth_weight,
    context_weight,
    name_weight,
    number_weight,
    weights,
)


def probability(weight: float) -> float:
    """0..1 of a sum of powers of ten."""
    odds: float = 10.0 ** min(max(weight, -12.0), 12.0)
    return odds / (1.0 + odds)


LINK = round(probability(weights().link), 3)
"""Scores from here on are linked."""
DOUBT = round(probability(weights().doubt), 3)
"""Scores from here on are for a person to judge."""

_QUOTED = 6.0
"""One list says in so many words that it means the other's entry; one in a hundred such quotes is a slip."""
_NUMBERED = 6.0
_FOR_A_PERSON = 1.2
"""The most that evidence may make where something certain speaks against a link."""

_UN_SHEET = "un-listed"
"""Token that a parser puts first in `legal_basis` of an entry on a sheet of UN-listed targets."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How likely two records are one party, and why."""

    score: float
    """0..1."""
    contributions: tuple[Contribution, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The contributions in words."""
        return tuple(_in_words(one) for one in self.contributions)

    @property
    def strength(self) -> float:
        """The sum of the contributions: it tells apart what the probability rounds to certainty."""
        return sum(one.effect for one in self.contributions)


NOTHING = Decision(0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What must be known of all records to decide on two."""

    quoted: frozenset[tuple[str, str]]
    disputed: frozenset[tuple[str, str]]
    rarity: Rarity
    bearers: Bearers
    company: Company | None = None
    """Who was listed with whom; None before anything is linked."""


class Weighed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What two records themselves say, and the rest of their lists; but not who was listed with whom."""

    told: tuple[Contribution, ...]
    """Empty for two that nothing needs to be asked about."""
    in_company: bool = False
    """Whether who was listed with whom may add to it."""
    cap: Contribution | None = None
    """What makes the pair one for a person, however much agrees."""
    to_look_at: bool = False
    """Too near to be dropped, whatever the sum."""


_NOTHING_TOLD = Weighed(())


def decide(a: Profile, b: Profile, setting: Setting) -> Decision:
    """Are these two records the same party? Symmetric."""
    if b.key < a.key:
        a, b = b, a
    return conclude(weigh(a, b, setting), a, b, setting.company)


def weigh(a: Profile, b: Profile, setting: Setting) -> Weighed:
    """All that can be said of a pair before anything is linked; `a` is the one with the smaller key.

    The dear part of a decision: it compares names. It reads of `setting` all but the company.
    """
    if not comparable(a.listing.schema, b.listing.schema):
        return _NOTHING_TOLD
    if a.ships and b.ships and not a.ships & b.ships:
        return _NOTHING_TOLD
    told = _references(a, b, setting)
    sure = any(one.effect > 0 for one in told)
    names = likeness(a, b)
    if not told and names.score < weights().unlike:
        return _nearly(a, b, names)
    told += _names(a, b, names, setting, sure=sure)
    if not sure:
        told += _one_bearer(a, b, names, setting)
    told += birth_weight(a, b)
    told += number_weight(a, b)
    told += context_weight(a, b, setting.rarity)
    if _listed_by_un(a, b) and _unique(a, b, setting):
        told.append(
            Contribution(
                "legal_basis",
                "one list names it among the UN's targets, and the UN lists one of the name",
                weights().un_sheet,
            )
        )
    return Weighed(
        tuple(told),
        in_company=not sure and names.score >= _EQUAL,
        cap=_caution(a, b, told, setting, sure=sure),
        to_look_at=_must_be_looked_at(a, b, told, names),
    )


def conclude(found: Weighed, a: Profile, b: Profile, company: Company | None = None) -> Decision:
    """The decision that the evidence makes, with who was listed with whom where that is known."""
    if not found.told:
        return NOTHING
    told = list(found.told)
    if company is not None and found.in_company:
        told += company.told(a, b)
    total = sum(one.effect for one in told)
    if found.cap is not None:
        told.append(found.cap)
        total = min(total, _FOR_A_PERSON)
    if total < weights().doubt and found.to_look_at:
        told.append(_TOO_LITTLE)
        total = weights().doubt
    return Decision(probability(total), tuple(told))


_TOO_LITTLE = Contribution("names", "too little else agrees or differs to tell namesakes apart", 0.0)


def _must_be_looked_at(a: Profile, b: Profile, told: list[Contribution], names: Likeness) -> bool:
    """A reference that something contradicts; or an equal name that nothing contradicts, in one regime.

    Where such a pair were dropped, the one's list would be said to lack a target that it may well hold.
    """
    if told[0].field in _REFERENCES:
        return True
    against = any(one.effect <= weights().birth_conflict for one in told[1:])
    return names.score >= _EQUAL and not against and bool(a.regimes & b.regimes)


_EQUAL = 0.97
_NEARLY = 0.6


def _nearly(a: Profile, b: Profile, names: Likeness) -> Weighed:
    """Two bodies of one regime whose names nearly match: one may be the other, or its branch."""
    if a.listing.schema == "Person" or names.score < _NEARLY or not a.regimes & b.regimes:
        return _NOTHING_TOLD
    text = f"{names.a} and {names.b} nearly match; nothing else agrees or differs"
    return Weighed((Contribution("names", text, 0.0),))


_REFERENCES = ("quotes", "identifiers")


def _references(a: Profile, b: Profile, setting: Setting) -> list[Contribution]:
    """Quotes of each other, and numbers in common."""
    told = []
    if (a.key, b.key) in setting.quoted:
        told.append(Contribution("quotes", "one entry prints the other's reference", _QUOTED))
    shared = shared_numbers(a, b)
    sound = sorted(shared - setting.disputed)
    if sound:
        text = "both print " + ", ".join(f"{group} {value}" for group, value in sound)
        told.append(Contribution("identifiers", text, _NUMBERED))
    for group, value in sorted(shared & setting.disputed):
        text = f"both print {group} {value}, which one list gives to two distinct entries: it proves nothing"
        told.append(Contribution("identifiers", text, 0.0))
    return told


def _names(a: Profile, b: Profile, names: Likeness, setting: Setting, *, sure: bool) -> list[Contribution]:
    if sure and names.score < weights().unlike and _one_hull(a, b, setting):
        return [
            Contribution("names", f"ships change their names: {a.listing.caption}, {b.listing.caption}", 0.0)
        ]
    if sure and names.score < weights().unlike and names_can_agree(a, b):
        # Tied by a quote or a number, and not two different names: translated, or known by another alias.
        text = f"names that may be one party's: {a.listing.caption}, {b.listing.caption}"
        return [Contribution("names", text, 0.0)]
    told = name_weight(names, a, b, setting.rarity)
    if a.listing.schema != "Person" and names.equal and (a.regimes & b.regimes or a.contexts & b.contexts):
        lacking = weights().unique_body - told[0].effect
        if lacking > 0 and _telling(names) and _unique(a, b, setting):
            text = "no other entry of either list bears the name: bodies are named to be told apart"
            told.append(Contribution("names", text, round(lacking, 2)))
    return told


_TELLING = 4
"""Letters that a body's name must have beside words of business to be a name of its own,"""
_SEVERAL = 3
"""or words of business: Korea General Corporation for External Construction, but not Technology Company."""


def _telling(names: Likeness) -> bool:
    telling = telling_tokens(names.a, "Organization")
    return sum(map(len, telling)) >= _TELLING or len(name_tokens(names.a, "Organization")) >= _SEVERAL


def _one_bearer(a: Profile, b: Profile, names: Likeness, setting: Setting) -> list[Contribution]:
    """Further authorities that list the name, each list once: whoever lists it seems to mean one party.

    A person's name must be listed in one regime; a body's is its own in any, printed to the legal form alike.
    """
    if not names.equal:
        return []
    if not a.regimes & b.regimes and (a.listing.schema == "Person" or fold(names.a) != fold(names.b)):
        return []
    two = {a.listing.authority, b.listing.authority}
    most = 0
    for key in (a.equal.keys() & b.equal.keys()) | (a.native.keys() & b.native.keys()):
        if _bearers(setting, a, key) == 1 == _bearers(setting, b, key):
            counts = setting.bearers.of(key)
            if max(counts.values(), default=0) <= 1:
                most = max(most, len({one.partition(".")[0] for one in counts} - two))
    if not most:
        return []
    w = weights()
    text = f"{most} more of the authorities list the name, and none lists it twice"
    return [Contribution("names", text, round(min(most * w.one_bearer, w.most_one_bearer), 2))]


def _one_hull(a: Profile, b: Profile, setting: Setting) -> bool:
    """Both are ships and print one IMO number, which belongs to the hull for as long as it floats."""
    return a.listing.schema == b.listing.schema == "Vessel" and any(
        group == "imo" for group, _ in shared_numbers(a, b) - setting.disputed
    )


def _caution(
    a: Profile, b: Profile, told: list[Contribution], setting: Setting, *, sure: bool
) -> Contribution | None:
    """What makes the pair one for a person, however much agrees; None when nothing does."""
    if sure and not names_can_agree(a, b) and not _one_hull(a, b, setting):
        return Contribution("names", "the names are unlike: a quote or number printed by mistake?", 0.0)
    against = [one for one in told if one.effect <= weights().birth_conflict]
    if sure and against:
        return Contribution(against[0].field, "a quote or number ties them, and this speaks against it", 0.0)
    if not sure and a.listing.schema in ("Vessel", "Airplane"):
        return Contribution("identifiers", "no number on one side to tell ships of one name apart", 0.0)
    return None


def _in_words(one: Contribution) -> str:
    sign = f" ({one.effect:+.1f})" if one.effect else ""
    return f"{one.field.replace('_', ' ')}: {one.text}{sign}"


def _listed_by_un(a: Profile, b: Profile) -> bool:
    for sheet, other in ((a, b), (b, a)):
        if _UN_SHEET in sheet.listing.legal_basis and other.listing.authority == "un":
            return True
    return False


def _unique(a: Profile, b: Profile, setting: Setting) -> bool:
    keys = (a.equal.keys() & b.equal.keys()) | (a.native.keys() & b.native.keys())
    return any(_bearers(setting, a, key) == 1 == _bearers(setting, b, key) for key in keys)


def _bearers(setting: Setting, profile: Profile, key: str) -> int:
    """Entries of the name on the profile's list; itself alone where the name is supposed, to explain."""
    return setting.bearers.of(key).get(profile.listing.list_key, 1)
