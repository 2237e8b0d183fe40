"""Two records side by side: which fields agree, which differ, which are silent. No weighing here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from interlock.model.explanation import Fact
from interlock.model.listing import Listing, normal_identifier
from interlock.names import fold, script_of
from interlock.resolve.evidence import births, comparable, equal_names, equal_native, shared_roles
from interlock.resolve.profile import Profile

AGREE, DIFFER, SILENT = "agree", "differ", "silent"
Compared = tuple[str, Fact]


def compare_fields(a: Profile, b: Profile) -> list[Compared]:
    """Every field, in a fixed order, with what was found."""
    asked = (
        _kind(a, b),
        _names(a, b),
        _native(a, b),
        _births(a, b),
        *_sets(a, b),
        *_numbers(a, b),
        _offices(a, b),
        _references(a, b),
    )
    return [compared for compared in asked if compared is not None]


def _fact(verdict: str, field: str, text: str, a: Iterable[str] = (), b: Iterable[str] = ()) -> Compared:
    return verdict, Fact(field, text, tuple(a), tuple(b))


def _silent(field: str, a: Profile, b: Profile, x: tuple[str, ...], y: tuple[str, ...]) -> Compared | None:
    """The fact that somebody is silent; None when both speak."""
    if x and y:
        return None
    if not x and not y:
        return _fact(SILENT, field, "neither entry prints any")
    who = b.key if x else a.key
    return _fact(SILENT, field, f"{who} prints none", x, y)


def _kind(a: Profile, b: Profile) -> Compared:
    x, y = a.listing.schema, b.listing.schema
    if x == y:
        return _fact(AGREE, "kind", f"both are listed as {x}", [x], [y])
    if comparable(x, y):
        return _fact(AGREE, "kind", f"{x} and {y} may be one party", [x], [y])
    return _fact(DIFFER, "kind", f"{x} and {y} are never one party", [x], [y])


def _latin(listing: Listing, latin: bool) -> tuple[str, ...]:
    return tuple(name.text for name in listing.names if (script_of(name.text) == "latin") is latin)


def _names(a: Profile, b: Profile) -> Compared:
    x, y = _latin(a.listing, latin=True), _latin(b.listing, latin=True)
    if silent := _silent("names", a, b, x, y):
        return silent
    if equal := equal_names(a, b):
        pairs = "; ".join(dict.fromkeys(f"{left} = {right}" for left, right in equal))
        return _fact(AGREE, "names", f"equal but for spelling: {pairs}", x, y)
    if a.sounds & b.sounds:
        text = f"they may sound alike: {a.listing.caption} and {b.listing.caption}"
        return _fact(AGREE, "names", text, x, y)
    return _fact(DIFFER, "names", f"not equal: {a.listing.caption} and {b.listing.caption}", x, y)


def _native(a: Profile, b: Profile) -> Compared | None:
    x, y = _latin(a.listing, latin=False), _latin(b.listing, latin=False)
    if silent := _silent("native names", a, b, x, y):
        return silent
    if equal := equal_native(a, b):
        return _fact(AGREE, "native names", f"equal: {'; '.join(left for left, _ in equal)}", x, y)
    if not {script_of(text) for text in x} & {script_of(text) for text in y}:
        return _fact(SILENT, "native names", "printed in different scripts", x, y)
    return _fact(DIFFER, "native names", "not equal", x, y)


_BIRTHS = {
    "same day": (AGREE, "the same day"),
    "agree": (AGREE, "they agree as far as both are printed"),
    "near": (AGREE, "near, not equal: a copyist may have made two of one"),
    "conflict": (DIFFER, "they cannot both be right"),
}


def _births(a: Profile, b: Profile) -> Compared | None:
    if "Person" not in (a.listing.schema, b.listing.schema):
        return None
    x, y = (tuple(birth.iso() for birth in one.births) for one in (a, b))
    if silent := _silent("birth dates", a, b, x, y):
        return silent
    verdict, text = _BIRTHS[births(a.births, b.births)]
    return _fact(verdict, "birth dates", text, x, y)


_SETS: tuple[tuple[str, bool, Callable[[Listing], tuple[str, ...]]], ...] = (
    ("sex", True, lambda listing: listing.genders),
    ("birth places", False, lambda listing: listing.birth_places),
    ("nationalities", True, lambda listing: listing.nationalities),
    ("countries", False, lambda listing: listing.countries),
    ("addresses", False, lambda listing: tuple(address.text for address in listing.addresses)),
    ("related parties", False, lambda listing: tuple(relation.name for relation in listing.relations)),
)
"""Field, whether two entries that share nothing there contradict each other, and its values.

Somebody has one sex; places and addresses are printed in many ways, and a party may have several.
"""


def _sets(a: Profile, b: Profile) -> list[Compared]:
    found = []
    for field, exclusive, values in _SETS:
        x, y = (tuple(text for text in values(one.listing) if text.strip()) for one in (a, b))
        if not x and not y:
            continue
        if silent := _silent(field, a, b, x, y):
            found.append(silent)
        elif shared := {fold(text) for text in x} & {fold(text) for text in y}:
            words = [text for text in dict.fromkeys(x) if fold(text) in shared]
            found.append(_fact(AGREE, field, f"both print {'; '.join(words)}", x, y))
        elif exclusive:
            found.append(_fact(DIFFER, field, f"{', '.join(x)} and {', '.join(y)}", x, y))
        else:
            found.append(_fact(DIFFER, field, "none in common as printed; a party may have several", x, y))
    return found


_GROUPS = {
    "document": "passports and identity cards",
    "number": "tax and registration numbers",
    "imo": "IMO ship numbers",
    "imo company": "IMO company numbers",
    "aircraft": "aircraft tail and serial numbers",
    "wallet": "wallets",
}


def _numbers(a: Profile, b: Profile) -> list[Compared]:
    found = []
    groups = sorted({group for group, _ in a.numbers | b.numbers})
    for group in groups:
        field = _GROUPS.get(group, f"{group} numbers")
        x, y = (tuple(sorted(value for kind, value in one.numbers if kind == group)) for one in (a, b))
        if silent := _silent(field, a, b, x, y):
            found.append(silent)
        elif shared := sorted(set(x) & set(y)):
            found.append(_fact(AGREE, field, f"both print {', '.join(shared)}", x, y))
        else:
            found.append(_fact(DIFFER, field, "none in common", x, y))
    return found


def _offices(a: Profile, b: Profile) -> Compared | None:
    x, y = a.listing.positions, b.listing.positions
    if not x and not y:
        return None
    if silent := _silent("offices", a, b, x, y):
        return silent
    if words := shared_roles(a, b):
        return _fact(AGREE, "offices", f"they share the telling words {', '.join(words)}", x, y)
    return _fact(DIFFER, "offices", "no telling word in common; offices change", x, y)


def _references(a: Profile, b: Profile) -> Compared:
    x, y = (tuple(f"{quote.authority} {quote.source_id}" for quote in one.listing.quotes) for one in (a, b))
    left, right = _answers_to(a), _answers_to(b)
    if shared := sorted(left & right):
        words = ", ".join(f"{authority} {reference}" for authority, reference in shared)
        return _fact(AGREE, "references", f"both answer to {words}", x, y)
    return _fact(SILENT, "references", "neither prints the other's reference", x, y)


def _answers_to(profile: Profile) -> set[tuple[str, str]]:
    """Its own reference, and those of entries that it says are the same party."""
    listing = profile.listing
    own = {(listing.authority, normal_identifier(listing.source_id))}
    return own | {(quote.authority, normal_identifier(quote.source_id)) for quote in listing.quotes}
