"""An advanced file beside a plain one of the same date: what each is asked for."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from interlock.model.listing import ALL_FACETS, Listing, Name
from interlock.model.snapshot import Entry, Parsed
from interlock.sources.audit import Audit


def added(plain: Parsed, advanced: Parsed, name: str, audit: Audit) -> Parsed:
    """The plain list, with the dates of acts, legal bases and other scripts of the advanced one.

    The plain formats were read for years of real files and the advanced one was not, so where both speak
    the plain one is kept, and every difference is an alarm. A plain copy that lacks a part (no aliases, no
    addresses, no primary file) is not whole: then the advanced file is the list.
    """
    records = {**plain.records, **advanced.records}
    if set(plain.coverage.facets) != set(ALL_FACETS) or not plain.coverage.roster:
        return msgspec.structs.replace(advanced, records=records)
    richer = {entry.listing.source_id: entry.listing for entry in advanced.entries}
    entries = []
    for entry in plain.entries:
        other = richer.pop(entry.listing.source_id, None)
        if other is None:
            text = f"{name} lacks an entry of the plain file of that date"
            audit.alarm("files-disagree", text, entry.locator)
            entries.append(entry)
            continue
        for field in _differences(entry.listing, other):
            text = f"{field} differ between {name} and the plain file of that date"
            audit.alarm("files-disagree", text, entry.locator)
        entries.append(Entry(_with_acts(entry.listing, other), entry.locator))
    for uid in richer:
        text = f"{name} has an entry that the plain file of that date lacks"
        audit.alarm("files-disagree", text, f"FixedRef={uid}")
    return msgspec.structs.replace(plain, entries=tuple(entries), records=records)


def _with_acts(plain: Listing, advanced: Listing) -> Listing:
    native = tuple(one for one in advanced.names if _is_native(one) and one not in plain.names)
    return msgspec.structs.replace(
        plain,
        names=plain.names + native,
        legal_basis=tuple(sorted({*plain.legal_basis, *advanced.legal_basis})),
        listed_on=advanced.listed_on or plain.listed_on,
        amended_on=advanced.amended_on or plain.amended_on,
    )


def _is_native(name: Name) -> bool:
    """In another script: no plain file prints one."""
    return not any("A" <= letter <= "z" for letter in name.text) and not name.text.isascii()


_COMPARED: dict[str, Callable[[Listing], object]] = {
    "names": lambda one: {(n.text, n.kind, n.quality) for n in one.names if not _is_native(n)},
    "identifiers": lambda one: {(n.kind, n.value, n.country) for n in one.identifiers},
    "birth dates": lambda one: {born.iso() for born in one.birth_dates},
    "programmes": lambda one: set(one.programmes),
    "kinds of target": lambda one: one.schema,
}


def _differences(plain: Listing, advanced: Listing) -> list[str]:
    return [field for field, of in _COMPARED.items() if of(plain) != of(advanced)]
