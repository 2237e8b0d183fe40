"""The names of one identity: parts in their order, and how each part is spelled elsewhere. Pure."""

from __future__ import annotations

from typing import cast

import msgspec

from interlock.model.listing import Name, NameKind, Quality
from interlock.sources.audit import Audit, Fields
from interlock.sources.seco.lookups import TABLE


class Part(msgspec.Struct, frozen=True):
    """One part of a name."""

    order: int
    kind: str
    value: str
    variants: tuple[tuple[str, str], ...]
    """(script, spelling); the script is empty where none is printed."""


class Named(msgspec.Struct, frozen=True):
    """What one `name` element says."""

    names: tuple[Name, ...]
    titles: tuple[str, ...]
    remarks: tuple[str, ...]
    """Spellings that make no whole name."""


def read_name(fields: Fields, audit: Audit, *, main: bool) -> Named:
    """The name, its spellings as aliases, and the titles in it.

    `main`: of the main identity. A primary name of another identity is an alias of the target.
    """
    fields.ignore(*TABLE["ignored"]["name"])
    sort, quality = fields.attribute("name-type"), fields.attribute("quality")
    kind = cast("NameKind | None", TABLE["name_types"].get(sort))
    strength = cast("Quality | None", TABLE["qualities"].get(quality))
    if kind is None:
        audit.alarm("unknown-value", f"name-type is {sort!r}", fields.where)
    if strength is None:
        audit.alarm("unknown-value", f"quality of a name is {quality!r}", fields.where)
    parts = sorted(_parts(fields, audit), key=lambda part: part.order)
    fields.close()
    titles = tuple(part.value for part in parts if part.kind == "title" and part.value)
    parts = [part for part in parts if part.kind != "title"]
    whole = " ".join(part.value for part in parts if part.value)
    family = " ".join(part.value for part in parts if part.kind == "family-name")
    kind = kind or "alias"
    if kind == "primary" and not main:
        kind = "alias"
    names = [Name(whole, kind, strength or "unknown", family=family)] if whole else []
    spelled, loose = _spellings(parts)
    alias: NameKind = "former" if kind == "former" else "alias"
    names += [Name(text, alias, strength or "unknown") for text in spelled if text != whole]
    remarks = tuple(f"Spelling of {whole}: {text}" for text in loose)
    return Named(tuple(names), titles, remarks)


def _parts(fields: Fields, audit: Audit) -> list[Part]:
    found = []
    for number, part in enumerate(fields.children("name-part"), start=1):
        order, kind = part.attribute("order"), part.attribute("name-part-type")
        if kind not in TABLE["name_parts"]["known"]:
            audit.alarm("unknown-value", f"name-part-type is {kind!r}", fields.where)
        variants = []
        for variant in part.children("spelling-variant"):
            script, text = variant.attribute("script").upper(), variant.own_text()
            variant.ignore("lang", "spelling-variant-type", "ssid")
            variant.close()
            variants += [(script, text)] if text else []
        value = part.text("value")
        part.close()
        place = int(order) if order.isdigit() and len(order) < 4 else number
        found.append(Part(place, kind, value, tuple(variants)))
    return found


def _spellings(parts: list[Part]) -> tuple[list[str], list[str]]:
    """(whole names that the variants make, variants of another script that do not cover all parts).

    A variant in Latin letters stands in for its own part, one at a time. Of another script each part must
    have one: the first of each part make a name, the second of each the next.
    """
    whole: list[str] = []
    loose: list[str] = []
    for place, part in enumerate(parts):
        for script, text in part.variants:
            if script in ("", "LATN"):
                words = [text if other == place else one.value for other, one in enumerate(parts)]
                whole.append(" ".join(word for word in words if word))
    scripts = dict.fromkeys(script for part in parts for script, _ in part.variants)
    for script in scripts:
        if script in ("", "LATN"):
            continue
        columns = [[text for other, text in part.variants if other == script] for part in parts]
        if all(columns):
            rows = max(len(column) for column in columns)
            whole += [
                " ".join(column[min(row, len(column) - 1)] for column in columns) for row in range(rows)
            ]
        else:
            loose += [text for column in columns for text in column]
    return list(dict.fromkeys(whole)), list(dict.fromkeys(loose))
