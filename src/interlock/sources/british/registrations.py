"""Registration and tax numbers of bodies, each told by the label before it. Pure."""

from __future__ import annotations

import re
from typing import cast

from interlock.model.listing import Identifier, IdentifierKind, normal_identifier
from interlock.sources.british.places import leading_country
from interlock.sources.british.table import TABLE

_NUMBER = re.compile(
    r"(?<![\w@./+-])(?<!\d )(?=[\w./-]*\d)[A-Z0-9][A-Z0-9/-]{4,}(?:\.[0-9]+)*(?![\w@])(?! \d)"
)
"""Digits on the other side of a space may belong to it (`19036 9982`): such a number is not taken."""
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_RUN_TOGETHER = re.compile(r"\d{6,}[A-Z]{2,}|\d{8,}/\d{6,}")
"""`6440020175SRN`, `7704734000/770301001`: two things in one word."""
_SHARED = re.compile(r"\d{6}001|04\d{7}")
"""A tax office's or a bank's code of nine figures (KPP, BIK), which many companies share."""
_BRACKET = re.compile(r"\(([^()]*)\)")
_LABEL_WORDS = 5
_SHORTEST = 5


def registrations(text: str) -> tuple[list[Identifier], list[str]]:
    """The identifiers of a cell, and the cell as a remark unless it is one number and nothing else."""
    found = list(_numbers(text))
    alone = len(found) == 1 and found[0].printed == text
    return found, [] if alone else [f"Business registration number: {text}"]


def labelled(text: str) -> list[Identifier]:
    """The numbers of a text that have a label which says what they are."""
    return [one for one in _numbers(text) if one.label]


def _numbers(text: str) -> list[Identifier]:
    found = []
    end = 0
    for match in _NUMBER.finditer(text):
        number = match[0].strip("./-")
        before, end = text[end : match.start()], match.end()
        if (
            _DATE.fullmatch(number)
            or _RUN_TOGETHER.fullmatch(number)
            or len(normal_identifier(number)) < _SHORTEST
        ):
            continue
        label = _label(before)
        bracket = _BRACKET.match(text[match.end() :].lstrip())
        country = leading_country(bracket[1]) if bracket else ""
        found.append(
            Identifier(_kind(label, number), normal_identifier(number), number, country, " ".join(label))
        )
    return found


def _label(before: str) -> list[str]:
    """The words before a number, back to the last figure or bracket."""
    tail = re.split(r"[()\d]+", before)[-1]
    return re.findall(r"[^\W\d_]+(?:/[^\W\d_]+)?", tail)[-_LABEL_WORDS:]


def _kind(label: list[str], number: str) -> IdentifierKind:
    """By the nearest word that says: `Tax Identification Number: INN`, `SWIFT/BIC MINNRUMM BIK (RU)`."""
    if _SHARED.fullmatch(number):
        return "other"
    for word in reversed(label):
        for kind, known in TABLE["registration_words"].items():
            if set(word.lower().split("/")) & set(known):
                return cast("IdentifierKind", kind)
    is_lei = re.fullmatch(r"[A-Z0-9]{18}\d\d", number) and re.search(r"[A-Z]", number)
    return "lei" if is_lei else "registration"
