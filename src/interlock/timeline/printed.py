"""The values of a field of a listing as texts, as printed where the list printed one. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any, get_type_hints

import msgspec

from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Address, Identifier, Listing, Name, Quote, Relation

FIELDS: tuple[str, ...] = tuple(
    name
    for name in get_type_hints(Listing)
    if name in Listing.__struct_fields__ and name not in ("authority", "list_key", "facets")
)
"""Every field of a listing that a list's text fills."""


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field of one entry, before and after."""

    field: str
    before: tuple[str, ...]
    """All its values, as printed; empty when it held none."""
    after: tuple[str, ...]


def values(listing: Listing, field: str) -> tuple[Any, ...]:
    """The values of the field themselves: one, several or none."""
    held = getattr(listing, field)
    if held is None or held == "":
        return ()
    return held if isinstance(held, tuple) else (held,)


def texts(listing: Listing, field: str) -> tuple[str, ...]:
    """The values of the field, each as a text."""
    return tuple(text(value) for value in values(listing, field))


def text(value: Any) -> str:  # one line for each kind of value
    """One value as a text: what the list printed, and what kind of thing it is where that is not plain."""
    if isinstance(value, Name):
        marks = [str(value.kind)] if value.kind != "primary" else []
        marks += ["weak"] if value.quality == "weak" else []
        return f"{value.text} ({', '.join(marks)})" if marks else value.text
    if isinstance(value, Identifier):
        country = f" ({value.country})" if value.country else ""
        return f"{value.label or value.kind} {value.printed or value.value}{country}"
    if isinstance(value, Address):
        return f"{value.text} [{value.country}]" if value.country else value.text
    if isinstance(value, Quote):
        return value.text or f"{value.authority} {value.source_id}"
    if isinstance(value, Relation):
        return f"{value.kind}: {value.name}" + (f" ({value.source_id})" if value.source_id else "")
    if isinstance(value, PartialDate):
        return value.text or value.iso()
    if isinstance(value, ActDate):
        return f"{value.iso()} ({value.basis})"
    return value.isoformat() if isinstance(value, date) else str(value)


def raw(value: Any) -> str:
    """The part of the value that stands in the file as it is, as far as that is known."""
    for attribute in ("printed", "text", "name"):
        if held := getattr(value, attribute, ""):
            return str(held)
    if isinstance(value, Identifier):
        return value.value
    if isinstance(value, Quote):
        return value.source_id
    return text(value)


def change(before: Listing, after: Listing, field: str) -> FieldChange:
    """What the field held and holds."""
    return FieldChange(field=field, before=texts(before, field), after=texts(after, field))
