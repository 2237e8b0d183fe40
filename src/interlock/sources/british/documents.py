"""Passports, national identifiers and registration numbers, taken out of the words around them. Pure.

A number becomes an identifier only where it stands clear; the words stay as a remark in any case.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from interlock.model.listing import Identifier, IdentifierKind, normal_identifier
from interlock.sources.british.numbered import numbered, paired
from interlock.sources.british.places import leading_country
from interlock.sources.british.table import TABLE

_CUT = re.compile(r"\(|,|;|:\s*(?=[a-z])|\. |\.$| - |\b(?:[Ii]ssued?|[Ee]xpir\w*|[Vv]alid|[Dd]ate)\b")
_GLUED = re.compile(r"\b((?:[Nn][Oo]s?|[Nn]umber)[.:]*)(?=[A-Z]*\d)")
_CLEAN = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./-]{2,}", re.IGNORECASE)
_SHORT_CAPITALS = re.compile(r"[A-Z]{1,3}")
_IN_FRONT = {"ID", "NO", "SSN", "BPA", "CAR", "USA", "UAE", "UK", "DPRK", "NIC"}
_FALSE = re.compile(r"\b(?:false|counterfeit|forged|fraudulent|fake)", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()]*)\)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_COMPANY_NUMBER = re.compile(r"(?<![\w@./+-])(?=[\w./-]*\d)[A-Z0-9][A-Z0-9/-]{4,}(?:\.[0-9]+)*(?![\w@])")
_LABEL_WORDS = 5


class Found(NamedTuple):
    """What was read from one cell."""

    identifiers: list[Identifier]
    remarks: list[str]


def clear_number(text: str) -> str:
    """The number that the text prints, without the words before and behind it; empty when it is not clear."""
    head = _CUT.split(_GLUED.sub(r"\1 ", text), maxsplit=1)[0] if not _CLEAN.fullmatch(text) else text
    words = head.split()
    at = next((index for index, word in enumerate(words) if any(ch.isdigit() for ch in word)), None)
    if at is None:
        return ""
    while at > 0 and _SHORT_CAPITALS.fullmatch(words[at - 1]) and words[at - 1] not in _IN_FRONT:
        at -= 1
    number = " ".join(words[at:]).strip(" .#:-")
    return number if _CLEAN.fullmatch(number) and not _DATE.fullmatch(number) else ""


def documents(numbers: str, details: str, column: str) -> Found:
    """The identifiers of a pair of cells: `column` is `passport` or `national_id`.

    A document that the list calls false is a remark only: it identifies nobody.
    """
    found = Found([], [])
    label = TABLE["document_labels"][column]
    for number, detail in paired(numbers, details):
        if not number and not detail:
            continue
        value = "" if _FALSE.search(detail) or _FALSE.search(number) else clear_number(number)
        kind = _kind(f"{number} {detail}", column)
        country = leading_country(detail) or _issuer(number, value)
        if value:
            found.identifiers.append(Identifier(kind, normal_identifier(value), value, country, label))
        if detail or value != number:
            found.remarks.append(": ".join(filter(None, (f"{label} {number}".strip(), detail))))
    return found


def mixed_documents(text: str, column: str) -> Found:
    """The same for the cells before 2021, which print number, country and dates as one sentence."""
    found = Found([], [])
    label = TABLE["document_labels"][column]
    before, items = numbered(text)
    for item in items:
        value = "" if _FALSE.search(item.text) else clear_number(item.text)
        if not value:
            continue
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
    """What the words say of a national identifier; what its column is called, where they say nothing."""
    low = text.lower()
    if column == "national_id":
        for kind, words in TABLE["document_words"].items():
            if any(word in low for word in words):
                return cast("IdentifierKind", kind)
    return cast("IdentifierKind", column)


def registrations(text: str) -> Found:
    """The numbers of a cell of business registration numbers, each by the label before it."""
    found = Found([], [])
    end = 0
    for match in _COMPANY_NUMBER.finditer(text):
        number = match[0].strip("./-")
        before = text[end : match.start()]
        if _DATE.fullmatch(number) or len(normal_identifier(number)) < 5:
            continue
        label = " ".join(re.split(r"[\s;,()]+", before)[-_LABEL_WORDS:]).strip(" :.-№#")
        kind = _registration_kind(label, number)
        bracket = _BRACKET.match(text[match.end() :].lstrip())
        country = leading_country(bracket[1]) if bracket else ""
        found.identifiers.append(Identifier(kind, normal_identifier(number), number, country, label))
        end = match.end()
    if not (len(found.identifiers) == 1 and found.identifiers[0].printed == text):
        found.remarks.append(f"Business registration number: {text}")
    return found


def _registration_kind(label: str, number: str) -> IdentifierKind:
    words = set(re.findall(r"[^\W\d_]+", label.lower()))
    for kind, known in TABLE["registration_words"].items():
        if words & set(known):
            return cast("IdentifierKind", kind)
    return (
        "lei" if re.fullmatch(r"[A-Z0-9]{18}\d\d", number) and re.search(r"[A-Z]", number) else "registration"
    )


def phones(text: str) -> list[str]:
    """The telephone numbers of a cell; what has fewer than six digits is none."""
    parts: list[str] = []
    before, items = numbered(text)
    for item in ([before] if before else []) + [one.text for one in items]:
        parts += re.split(r"[;,\n]|\. |\bor\b|\band\b|/(?=\s*\+)", item)
    return [one for part in parts if len(re.sub(r"\D", "", one := part.strip(" .:"))) >= 6]


def emails(text: str) -> list[str]:
    """The addresses in a cell."""
    return list(dict.fromkeys(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)))


def websites(text: str) -> list[str]:
    """The web addresses in a cell."""
    found = re.findall(r"(?<![@\w])(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[^\s;,)]*)?", text)
    return list(dict.fromkeys(one.rstrip(".") for one in found if re.search(r"[A-Za-z]{2}", one)))
