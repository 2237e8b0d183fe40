"""Numbers of the FSF export: what is clean enough to compare, and what belongs to a ship. Pure."""

from __future__ import annotations

import re

import msgspec

from interlock.model.listing import Identifier, normal_identifier

_PREFIX = re.compile(r"(?:ИНН|КПП|[#:№])\s*")
_WORDS = re.compile(r"[a-z]{3}| [Nn]o\b|^N°|\bNr\b")


def clean_number(printed: str, kind: str) -> str:
    """The number normalised; empty when there are words in it, or no digit (which a SWIFT code may lack)."""
    text = re.sub(r"\([^()]*\)$", "", _PREFIX.sub("", printed))
    if _WORDS.search(text) or not (kind == "swift" or re.search(r"\d", text)):
        return ""
    return normal_identifier(text)


def ship_identifiers(identifiers: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """The identifiers of a ship; none when the entity is not surely one.

    Ships and companies share the code `imo` and the type `enterprise`. A ship's number begins with 7, 8 or 9
    and ends in its check digit; companies' numbers are lower. Of the 25 entities with an IMO number on
    2026-02-24 this finds the two ships (Unica, New Konk) and none of the 23 companies.
    """
    if not any(one.kind == "imo_company" and is_ship_number(one.value) for one in identifiers):
        return ()
    return tuple(
        msgspec.structs.replace(one, kind="imo_ship") if is_ship_number(one.value) else one
        for one in identifiers
    )


def is_ship_number(value: str) -> bool:
    """Seven digits from 7000000 on, the last of which checks: 7a+6b+5c+4d+3e+2f ends in it."""
    if not re.fullmatch(r"[789]\d{6}", value):
        return False
    digits = [int(digit) for digit in value]
    return (
        sum(digit * weight for digit, weight in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6]
    )
