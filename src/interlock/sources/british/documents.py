"""Passports, national identifiers and registration numbers, taken out of the words around them. Pure.

A number becomes an identifier only where it stands clear; the words stay as a remark in any case.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from interlock.model.listing import Identifier, IdentifierKind, normal_identifier
from interlock.sources.british.numbered import numbered, paired
from interlock.sources.british.places import leading_country
from interlock.sources.british.registrations import labelled
from interlock.sources.british.table import TABLE

_CUT = re.compile(
    r"\s\(|\((?=[A-Z]?[a-z]{2})|,|;|:\s*(?=[a-z])|\. |\.$| - "
    r"|\b(?:[Ii]ssued?|[Ee]xpir\w*|[Vv]alid|[Dd]ate)\b"
)
_MARKER = re.compile(r"\b(?:[Nn][Oo]s?|[Nn]umbers?)[.:\s]+(?=\S)|\b(?:[Nn]os?|[Nn]umber)(?=\d)")
_CLEAN = re.compile(r"(?=.*\d)(?!.*\. )[A-Z0-9][A-Z0-9 ./-]{2,}")
_OF_MYANMAR = re.compile(r"\d{1,2}/[A-Z]+\([A-Z]+\)\d+")
"""`12/DAGANA(N)004114`."""
_PART = re.compile(r"[A-Z0-9./-]+")
_SEVERAL = re.compile(r"\. (?=\S*\d)| and (?=\S*\d)")
_SHORT_CAPITALS = re.compile(r"[A-Z]{1,3}(?:-[A-Z])?")
_IN_FRONT = {"ID", "NO", "SSN", "BPA", "CAR", "USA", "UAE", "UK", "DPRK", "NIC", "NI", "NRC"}
_FALSE = re.compile(r"\b(?:false|counterfeit|forged|fake)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()]*)\)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_IDENTITY_CARD = re.compile(r"identity (?:card|number)", re.IGNORECASE)


class Found(NamedTuple):
    """What was read from one cell."""

    identifiers: list[Identifier]
    remarks: list[str]


def clear_number(text: str) -> str:
    """The number that the text prints, without the words before and behind it; empty when it is not clear."""
    text = text.strip(" .#:-/")
    if _OF_MYANMAR.fullmatch(text):
        return text
    head = text if _CLEAN.fullmatch(text) else _CUT.split(_MARKER.sub("number ", text), maxsplit=1)[0]
    words = head.split()
    at = next((index for index, word in enumerate(words) if any(ch.isdigit() for ch in word)), None)
    if at is None:
        return ""
    while at > 0 and _SHORT_CAPITALS.fullmatch(words[at - 1]) and words[at - 1] not in _IN_FRONT:
        at -= 1
    end = next((index for index in range(at, len(words)) if not _PART.fullmatch(words[index])), len(words))
    if any(ch.isdigit() for word in words[end:] for ch in word):  # `8208 number 555627`: which is it?
        return ""
    number = " ".join(words[at:end]).strip(" .#:-/")
    return number if _CLEAN.fullmatch(number) and not _DATE.fullmatch(number) else ""


def _clear_numbers(text: str) -> list[str]:
    """Mostly one; two where `730338534. 604751385` is printed."""
    several = _SEVERAL.split(text.strip(" ."))
    return several if all(map(_CLEAN.fullmatch, several)) else list(filter(None, (clear_number(text),)))


def documents(numbers: str, details: str, column: str) -> Found:
    """The identifiers of a pair of cells: `column` is `passport` or `national_id`.

    A document that the list calls false is a remark only: it identifies nobody.
    """
    found = Found([], [])
    label = TABLE["document_labels"][column]
    for number, detail in paired(numbers, details):
        if not number and not detail:
            continue
        plain = number.strip(" .")
        taken = [] if _FALSE.search(f"{number} {detail}") else _taken(plain, detail, column)
        found.identifiers.extend(taken)
        if detail or [one.printed for one in taken] != [plain]:
            found.remarks.append(": ".join(filter(None, (f"{label} {plain}".strip(), detail))))
    return found


def _taken(number: str, detail: str, column: str) -> list[Identifier]:
    """The identifiers of one number, mostly one."""
    label = TABLE["document_labels"][column]
    kind = _kind(f"{number} {detail}", column)
    taken = [
        Identifier(
            kind, normal_identifier(value), value, leading_country(detail) or _issuer(number, value), label
        )
        for value in _clear_numbers(number)
    ]
    # `OGRNIP: 321547600026521 TIN: 041104686952`, in either cell
    return taken or (labelled(number or detail) if column == "national_id" else [])


def mixed_documents(text: str, column: str) -> Found:
    """The same for the cells before 2021, which print number, country and dates as one sentence."""
    found = Found([], [])
    label = TABLE["document_labels"][column]
    before, items = numbered(text)
    for item in items:
        for value in () if _FALSE.search(item.text) else _clear_numbers(item.text):
            country = _issuer(item.text, value) or leading_country(before)
            kind = _kind(f"{before} {item.text}", column)
            found.identifiers.append(Identifier(kind, normal_identifier(value), value, country, label))
    if not (len(items) == len(found.identifiers) == 1 and items[0].text == found.identifiers[0].printed):
        found.remarks.append(f"{label} {text}")
    return found


def _issuer(text: str, value: str) -> str:
    """Who issued, by the word in front (`Libyan passport number`) or in brackets behind (`(Tunisian)`)."""
    before, _, after = text.partition(value) if value else (text, "", "")
    if code := leading_country(before):
        return code
    bracket = _BRACKET.search(after)
    return leading_country(bracket[1]) if bracket else ""


def _kind(text: str, column: str) -> IdentifierKind:
    """What the words say of the number; what its column is called, where they say nothing."""
    low = text.lower()
    if column == "national_id":
        for kind, words in TABLE["document_words"].items():
            if any(word in low for word in words):
                return cast("IdentifierKind", kind)
    elif _IDENTITY_CARD.search(low) and "passport" not in low:
        return "national_id"
    return cast("IdentifierKind", column)
