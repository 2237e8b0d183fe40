"""Other Information of the consolidated list, cut at its marks: `(UN Ref):KPe.018. (Gender):Male`. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from interlock.sources.british.table import TABLE

_MARKS: dict[str, str] = TABLE["ofsi_marks"]
_SPLIT = re.compile(r"\((" + "|".join(re.escape(mark) for mark in _MARKS) + r")\):")
_LIKE_A_MARK = re.compile(r"\(([A-Z][A-Za-z /]+)\):")
_REFERENCE = re.compile(r"\s*([A-Za-z]{2,4}(?:[ie]\.)?\s?\d{3,5})(?!\d)[.\s]*", re.IGNORECASE)
_REFERENCES = ("uk_reference", "un_reference")


class Told(NamedTuple):
    """One piece: what the mark before it stands for (empty for free text), and the text."""

    field: str
    text: str


def pieces(text: str) -> tuple[list[Told], list[str]]:
    """The pieces in order, and what looks like a mark and is not known.

    Behind a reference the free text goes on: `(UN Ref):KPe.018. The Second Academy...`.
    """
    parts = _SPLIT.split(text)
    found = [Told("", parts[0].strip())]
    for mark, value in zip(parts[1::2], parts[2::2], strict=True):
        field = _MARKS[mark]
        reference = _REFERENCE.match(value) if field in _REFERENCES else None
        if reference:
            found += [Told(field, reference[1]), Told("", value[reference.end() :].strip())]
        else:
            found.append(Told(field, value.strip()))
    unknown = set(_LIKE_A_MARK.findall(text)) - set(_MARKS) - set(TABLE["ofsi_plain"]["words"])
    return [piece for piece in found if piece.text], sorted(unknown)
