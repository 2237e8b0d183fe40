"""What each field of two entries says for or against their being one party, in powers of ten.

A contribution of +1 makes it ten times as likely, one of -1 ten times less. The name's own contribution is
minus the (log of the) number of other entries that would bear it by chance, so it holds the prior: a name
that nobody else would bear speaks for itself, a common one speaks against until something else agrees.

The constants are in `weights.toml`, each with its reason; they were set by hand and checked on the dev labels
(`bench clusters`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from math import log10

import msgspec

from interlock.model.dates import PartialDate
from interlock.model.explanation import Contribution
from interlock.names import MATCH, likeness, script_of
from interlock.resolve.evidence import births, genders_conflict, shared_roles
from interlock.resolve.likeness import Likeness
from interlock.resolve.profile import Profile
from interlock.resolve.rarity import ALL, Rarity


class Weights(msgspec.Struct, frozen=True):
    """The numbers of `weights.toml`."""

    link: float
    doubt: float
    name_cap: float
    name_cap_no_context: float
    no_context: float
    unlike: float
    unlike_name: float
    different_name: float
    more_names: float
    most_more_names: float
    unique_body: float
    one_bearer: float
    most_one_bearer: float
    two_scripts: float
    same_day: float
    new_year: float
    same_year: float
    wide_birth: float
    near_birth: float
    birth_conflict: float
    birth_conflict_far: float
    birth_conflict_generation: float
    gender_conflict: float
    same_country: float
    other_country: float
    other_regime: float
    same_order: float
    other_order: float
    role_cap: float
    other_role: float
    primary_equal: float
    spelled_alike: float
    other_primary: float
    second_name: float
    same_act_cap: float
    other_act: float
    overlap_cap: float
    un_sheet: float
    number_conflict: float
    document_conflict: float


@cache
def weights() -> Weights:
    """The weights in use."""
    text = resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=Weights)


def name_weight(found: Likeness, a: Profile, b: Profile, rarity: Rarity) -> list[Contribution]:
    """What the names say."""
    w = weights()
    if found.score < w.unlike:
        return [Contribution("names", f"the names are unlike: {found.reason}", w.different_name)]
    (bearers, pool), x, y = min(
        (rarity.bearers(words, a, b), x, y)
        for words, x, y in ((found.words, found.a, found.b), *found.others)
    )
    cap = w.name_cap if a.regimes & b.regimes or a.contexts & b.contexts else w.name_cap_no_context
    weight = min(-bearers, cap) - (1 - found.score) * w.unlike_name
    where = "among all entries" if pool == ALL else f"among the entries of {pool}"
    text = f"{x} and {y}: {found.reason}; {_chance(bearers)} {where}"
    told = [Contribution("names", text, round(weight, 2))]
    if found.equal > 1:
        more = min((found.equal - 1) * w.more_names, w.most_more_names)
        told.append(Contribution("names", f"{found.equal} different names stand on both", round(more, 2)))
    captions = likeness(a.listing.caption, b.listing.caption, a.listing.schema)
    if found.equal and ({a.listing.caption, b.listing.caption} <= {x, y} or captions >= w.spelled_alike):
        told.append(Contribution("names", "they are the first names of both", w.primary_equal))
    elif found.equal == 1 and captions < MATCH:
        if second := _second_name(found, a, b):
            told.append(Contribution("names", f"a second name stands on both: {second}", w.second_name))
        else:
            told.append(Contribution("names", "the first names of the two are others", w.other_primary))
    if found.scripts > 1 or (found.equal and captions >= w.spelled_alike and _is_hangul(x, y)):
        told.append(Contribution("names", "equal in two scripts", w.two_scripts))
    return told


_SEARCHED = 12
"""Names of an entry among which its other's first name is looked for."""


def _second_name(found: Likeness, a: Profile, b: Profile) -> str | None:
    """The first name of the one in the spelling or script of the other, where it is not the equal name."""
    for mine, other, equal in ((a, b, found.a), (b, a, found.b)):
        first, schema = mine.listing.caption, mine.listing.schema
        if likeness(first, equal, schema) >= MATCH:
            continue
        for text in other.spelled[:_SEARCHED]:
            if likeness(first, text, schema) >= MATCH and likeness(equal, text, schema) < MATCH:
                return f"{first} and {text}"
    return None


def _is_hangul(x: str, y: str) -> bool:
    """Both are: then the Latin names are one name too, however romanised."""
    return script_of(x) == script_of(y) == "hangul"


def _chance(bearers: float) -> str:
    if bearers < -2:
        return "fewer than one other would bear it by chance in a hundred such lists"
    return f"about {10**bearers:.2g} others would bear it by chance"


def birth_weight(a: Profile, b: Profile) -> list[Contribution]:
    """What the birth dates say; nothing when one side prints none."""
    w = weights()
    verdict = births(a.births, b.births)
    if verdict == "silent":
        return []
    both = f"{_dates(a)} and {_dates(b)}"
    if verdict == "same day":
        shared = {x.earliest for x in a.births if x.is_day} & {y.earliest for y in b.births if y.is_day}
        if all(day.month == day.day == 1 for day in shared):
            return [Contribution("birth_dates", f"the same first of January: {both}", w.new_year)]
        return [Contribution("birth_dates", f"the same day: {both}", w.same_day)]
    if verdict == "agree":
        narrow = any(
            _days(x) <= 366 and _days(y) <= 366 and x.agrees_with(y) for x in a.births for y in b.births
        )
        weight = w.same_year if narrow else w.wide_birth
        return [Contribution("birth_dates", f"the dates agree: {both}", weight)]
    if verdict == "near":
        return [Contribution("birth_dates", f"near, not equal: {both}", w.near_birth)]
    apart = min(_years_apart(x, y) for x in a.births for y in b.births)
    weight = w.birth_conflict
    if apart > _FEW_YEARS:
        weight = w.birth_conflict_far if apart <= _GENERATION else w.birth_conflict_generation
    return [Contribution("birth_dates", f"the dates differ: {both}", weight)]


_FEW_YEARS = 5
_GENERATION = 15


def _days(birth: PartialDate) -> int:
    return (birth.latest - birth.earliest).days + 1


def _years_apart(x: PartialDate, y: PartialDate) -> float:
    gap: int = max((y.earliest - x.latest).days, (x.earliest - y.latest).days, 0)
    return gap / 365.25


_SHORTEST_REGISTRATION = 8


def number_weight(a: Profile, b: Profile) -> list[Contribution]:
    """What numbers of one kind say when none is shared; nothing when one side prints none."""
    w = weights()
    if a.numbers & b.numbers:
        return []
    mine, yours = (
        {(group, len(value)) for group, value in one.numbers if group in ("number", "document", "lei")}
        for one in (a, b)
    )
    of_a_length = sorted(group for group, length in mine & yours if length >= _SHORTEST_REGISTRATION)
    if "Person" not in (a.listing.schema, b.listing.schema) and ({"number", "lei"} & set(of_a_length)):
        return [
            Contribution("identifiers", "registration numbers of one length, none shared", w.number_conflict)
        ]
    if "Person" in (a.listing.schema, b.listing.schema) and "document" in of_a_length:
        return [Contribution("identifiers", "documents of one length, none shared", w.document_conflict)]
    return []


def context_weight(a: Profile, b: Profile, rarity: Rarity) -> list[Contribution]:
    """What programmes, countries, sexes and offices say."""
    w = weights()
    told = []
    shared_regimes, shared = a.regimes & b.regimes, a.contexts & b.contexts
    if shared_regimes:
        told.append(Contribution("programmes", f"both on {_join(shared_regimes)}", 0.0))
    elif shared and a.regimes and b.regimes:
        text = f"{_join(a.regimes)} and {_join(b.regimes)}"
        told.append(Contribution("programmes", text, w.other_regime))
    elif not shared:
        told.append(Contribution("programmes", "no regime or country in common", w.no_context))
    if a.orders and b.orders:
        shared_orders = a.orders & b.orders
        text = (
            f"both under order {_join(shared_orders)}"
            if shared_orders
            else (f"orders {_join(a.orders)} and {_join(b.orders)}")
        )
        told.append(Contribution("legal_basis", text, w.same_order if shared_orders else w.other_order))
    mine, yours = set(a.listing.nationalities), set(b.listing.nationalities)
    if mine & yours:
        told.append(Contribution("nationalities", f"both {_join(mine & yours)}", w.same_country))
    elif mine and yours:
        told.append(Contribution("nationalities", f"{_join(mine)} and {_join(yours)}", w.other_country))
    elif shared and not shared_regimes:
        told.append(Contribution("countries", f"both tied to {_join(shared)}", w.same_country))
    if genders_conflict(a, b):
        told.append(Contribution("genders", "one is male and the other female", w.gender_conflict))
    if words := shared_roles(a, b):
        weight = min(-log10(max(rarity.role_chance(words), 1e-3)), w.role_cap)
        told.append(Contribution("positions", f"offices share: {_join(words)}", round(weight, 2)))
    elif a.role_words and b.role_words:
        told.append(Contribution("positions", "offices have no telling word in common", w.other_role))
    return told


def _dates(profile: Profile) -> str:
    return ", ".join(birth.iso() for birth in profile.births) or "none"


def _join(items: object) -> str:
    return ", ".join(sorted(items))  # type: ignore[call-overload]
