"""From evidence to a decision: linked, not linked, or for a person to judge; always with reasons.

The scores are ranks, not probabilities: LINK and above is linked, DOUBT and above is a doubt. The next
resolver will calibrate them; the rules here are those a careful officer would accept on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from interlock.names import name_tokens, telling_tokens
from interlock.resolve.evidence import (
    BirthVerdict,
    births,
    comparable,
    equal_names,
    equal_native,
    genders_conflict,
    names_can_agree,
    shared_numbers,
    shared_roles,
)
from interlock.resolve.profile import Profile
from interlock.resolve.rarity import Rarity

LINK = 0.9
DOUBT = 0.5

RARE = 0.02
"""Expected chance agreements below which what agrees is evidence: two wrong in a hundred such links."""

_BY_CHANCE: dict[BirthVerdict, float] = {
    "same day": 1e-4,  # one of some 15,000 days of birth, with room for lists that copy each other
    "agree": 1 / 30,  # birth years on the lists spread over some forty years
    "near": 1 / 8,
    "silent": 1.0,
}
_TWO_SCRIPTS = 0.3
"""Another script adds little to an equal romanised name: one is made from the other."""
_UN_SHEET_CHANCE = 0.05
"""One list says that the UN lists the party: the namesake would have to be on the UN list as well."""
_NO_CONTEXT = 20.0
"""Without a country or regime in common, an agreement has the whole world to be chance in."""

_UN_SHEET = "un-listed"
"""Token that a parser puts first in `legal_basis` of an entry on a sheet of UN-listed targets."""

_WHERE_FROM = frozenset({"kore", "chos", "joso", "dprk", "the", "of", "and"})
"""Words that a list adds or drops freely before a North Korean body's name."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How alike two records are, and why."""

    score: float
    reasons: tuple[str, ...]


NOTHING = Decision(0.0, ())


@dataclass(frozen=True, slots=True)
class Setting:
    """What must be known of all records to decide on two."""

    quoted: frozenset[tuple[str, str]]
    disputed: frozenset[tuple[str, str]]
    rarity: Rarity
    bearers: dict[tuple[str, str], int]
    """(list key, equal name key) to the number of records on that list with that name."""


def decide(a: Profile, b: Profile, setting: Setting) -> Decision:
    """Are these two records the same party? Symmetric."""
    if b.key < a.key:
        a, b = b, a
    if not comparable(a.listing.schema, b.listing.schema):
        return NOTHING
    against = _contradictions(a, b)
    by_number = _by_quote_or_number(a, b, setting, against)
    if by_number is not None:
        return by_number
    if against:
        return NOTHING
    by_name = _by_person_name if _is_person(a, b) else _by_body_name
    return by_name(a, b, setting)


def _is_person(a: Profile, b: Profile) -> bool:
    return "Person" in (a.listing.schema, b.listing.schema)


def _contradictions(a: Profile, b: Profile) -> list[str]:
    found = []
    if births(a.births, b.births) == "conflict":
        found.append(f"birth dates differ: {_dates(a)} and {_dates(b)}")
    if genders_conflict(a, b):
        found.append("one is male and the other female")
    if a.ships and b.ships and not a.ships & b.ships:
        found.append(f"IMO numbers differ: {_join(a.ships)} and {_join(b.ships)}")
    return found


def _by_quote_or_number(a: Profile, b: Profile, setting: Setting, against: list[str]) -> Decision | None:
    quoted = (a.key, b.key) in setting.quoted
    shared = shared_numbers(a, b)
    sound = shared - setting.disputed
    if not quoted and not shared:
        return None
    reasons = ["one entry prints the other's reference"] if quoted else []
    reasons += [f"both print {group} {value}" for group, value in sorted(shared)]
    reasons += [
        f"{group} {value} stands on one list for two distinct entries, so it proves nothing"
        for group, value in sorted(shared & setting.disputed)
    ]
    if not names_can_agree(a, b):
        return Decision(DOUBT, (*reasons, "but the names are unlike", *against))
    if against:
        return Decision(0.6, (*reasons, *against))
    if quoted or sound:
        reasons += _agreements(a, b)
        return Decision(0.98 if quoted else 0.97, tuple(reasons))
    by_name = (_by_person_name if _is_person(a, b) else _by_body_name)(a, b, setting)
    return Decision(max(by_name.score, DOUBT), (*by_name.reasons, *reasons))


def _agreements(a: Profile, b: Profile) -> list[str]:
    found = [f"names equal: {x} = {y}" for x, y in equal_names(a, b)[:2]]
    found += [f"native names equal: {x}" for x, _ in equal_native(a, b)[:1]]
    verdict = births(a.births, b.births)
    if verdict in ("same day", "agree"):
        found.append(f"birth dates agree ({verdict}): {_dates(a)} and {_dates(b)}")
    elif verdict == "near":
        found.append(f"birth dates near, not equal: {_dates(a)} and {_dates(b)}")
    return found


def _by_person_name(a: Profile, b: Profile, setting: Setting) -> Decision:
    """Names equal: how likely is everything that agrees, were they two men?"""
    names = equal_names(a, b)
    native = equal_native(a, b)
    birth = births(a.births, b.births)
    shared_context = sorted(a.contexts & b.contexts)
    if not names and not native:
        return _by_person_sound(a, b, birth, shared_context, setting)
    reasons = _agreements(a, b)
    chance = _chance(names, a, b, setting)
    reasons.append(_chance_in_words(chance))
    chance *= _BY_CHANCE[birth]
    if words := shared_roles(a, b):
        chance *= setting.rarity.role_chance(words)
        reasons.append(f"offices share: {_join(words)}")
    if names and native:
        chance *= _TWO_SCRIPTS
        reasons.append("equal in two scripts")
    unique = _unique(a, b, setting)
    if _listed_by_un(a, b) and unique:
        chance *= _UN_SHEET_CHANCE
        reasons.append("one list prints it among the UN's targets, and the UN lists one of the name")
    if shared_context:
        reasons.append(f"same context: {_join(shared_context)}")
    else:
        chance *= _NO_CONTEXT
    if chance < RARE and (unique or birth in ("same day", "agree")):
        return Decision(_grade(chance), tuple(reasons))
    missing = "too little else agrees to tell namesakes apart"
    return Decision(0.7 if shared_context else 0.55, (*reasons, missing))


def _grade(chance: float) -> float:
    """LINK to 0.97, the rarer the agreement the higher: so that the best of rivals is joined first."""
    steps = min(max(log10(RARE / max(chance, 1e-9)), 0.0), 3.5)
    return LINK + 0.02 * steps


def _by_person_sound(
    a: Profile, b: Profile, birth: BirthVerdict, shared_context: list[str], setting: Setting
) -> Decision:
    if not a.sounds & b.sounds:
        return NOTHING
    reasons = [f"names sound alike: {a.listing.caption} and {b.listing.caption}"]
    words = shared_roles(a, b)
    if words:
        reasons.append(f"offices share: {_join(words)}")
    if birth == "same day":
        return Decision(0.93, (*reasons, f"same birth date: {_dates(a)}"))
    if birth in ("agree", "near"):
        return Decision(0.7, (*reasons, f"birth dates {birth}: {_dates(a)} and {_dates(b)}"))
    if not shared_context:
        return NOTHING
    if setting.rarity.role_chance(words) < RARE:
        return Decision(0.8, tuple(reasons))
    return Decision(DOUBT, (*reasons, "nothing else agrees or differs"))


def _by_body_name(a: Profile, b: Profile, setting: Setting) -> Decision:
    names = equal_names(a, b)
    native = equal_native(a, b)
    shared_context = sorted(a.contexts & b.contexts)
    if not names and not native:
        return _by_body_likeness(a, b, shared_context)
    reasons = [f"names equal: {x} = {y}" for x, y in names[:3]]
    reasons += [f"native names equal: {x}" for x, _ in native[:1]]
    if a.listing.schema == "Vessel" or a.listing.schema == "Airplane":
        return Decision(0.7, (*reasons, "no number on one side to tell ships of one name apart"))
    if shared_context:
        reasons.append(f"same context: {_join(shared_context)}")
        if _unique(a, b, setting):
            return Decision(
                _body_grade(a, b, names), (*reasons, "no other entry of either list bears the name")
            )
        if _several(names):
            return Decision(LINK + 0.005 * min(len(names), 4), (*reasons, "several names equal"))
        return Decision(0.75, (*reasons, "but several entries bear the name"))
    if _several(names):
        return Decision(LINK, (*reasons, "several names equal"))
    telling = max((telling_tokens(x, "Organization") for x, _ in names), key=len, default=())
    both_silent = not a.contexts or not b.contexts
    if both_silent and len(telling) >= 2 and _unique(a, b, setting):
        return Decision(LINK, (*reasons, "two or more telling words, and unique on both lists"))
    return Decision(0.6, (*reasons, "no country or programme in common"))


def _several(names: list[tuple[str, str]]) -> bool:
    """Two or more names equal that do not say the same words."""
    return len({telling_tokens(x, "Organization") for x, _ in names}) > 1


def _by_body_likeness(a: Profile, b: Profile, shared_context: list[str]) -> Decision:
    if not shared_context or _other_business(a, b) or _numerals(a) != _numerals(b):
        return NOTHING
    text = f"names have the same or nearly the same telling words: {a.listing.caption}, {b.listing.caption}"
    return Decision(0.55, (text, "nothing else agrees or differs"))


def _numerals(profile: Profile) -> set[str]:
    return {word for word in name_tokens(profile.listing.caption, "Organization") if word.isdigit()}


def _body_grade(a: Profile, b: Profile, names: list[tuple[str, str]]) -> float:
    """0.93 to 0.96: higher when the first names are equal, and for each further equal name."""
    first = (a.listing.caption, b.listing.caption) in names
    return 0.93 + (0.015 if first else 0.0) + 0.004 * min(len(names) - 1, 3)


def _other_business(a: Profile, b: Profile) -> bool:
    """Does each name have a trade word that the other lacks? Namgang Trading is not Namgang Construction.

    Words that begin alike (technical, technology) are one word.
    """
    left = {word[:4] for word in name_tokens(a.listing.caption, "Organization")} - _WHERE_FROM
    right = {word[:4] for word in name_tokens(b.listing.caption, "Organization")} - _WHERE_FROM
    telling = {word[:4] for x in (a, b) for word in telling_tokens(x.listing.caption, "Organization")}
    return bool(left - right - telling and right - left - telling)


def _listed_by_un(a: Profile, b: Profile) -> bool:
    for sheet, other in ((a, b), (b, a)):
        if _UN_SHEET in sheet.listing.legal_basis and other.listing.authority == "un":
            return True
    return False


def _unique(a: Profile, b: Profile, setting: Setting) -> bool:
    keys = (a.equal.keys() & b.equal.keys()) | (a.native.keys() & b.native.keys())
    return any(
        setting.bearers[a.listing.list_key, key] == 1 and setting.bearers[b.listing.list_key, key] == 1
        for key in keys
    )


def _chance(names: list[tuple[str, str]], a: Profile, b: Profile, setting: Setting) -> float:
    """Expected chance bearers of the rarest equal name; a second equal name makes it rarer still."""
    if not names:
        return 1.0
    return min(setting.rarity.chance(text, a, b) for pair in names for text in pair)


def _chance_in_words(chance: float) -> str:
    if chance < 0.001:
        return "a rare name: fewer than one chance bearer in a thousand such lists"
    return f"about {chance:.2g} others would bear the name by chance"


def _dates(profile: Profile) -> str:
    return ", ".join(birth.iso() for birth in profile.births) or "none"


def _join(items: object) -> str:
    return ", ".join(sorted(items))  # type: ignore[call-overload]
