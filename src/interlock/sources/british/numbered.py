"""Cells with several values: `(1) A-333602 (2) M110522`, `a) Palaro b) Odek`, `(1)-(2) Tunisia`. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(
    r"\((?P<from>\d{1,2})\)(?:-|\s?–\s?)\((?P<to>\d{1,2})\)"  # (1)-(2)
    r"|\(?(?<![\w+-])(?:(?P<digit>\d{1,2})\)(?!\d{4})|(?P<letter>[A-Za-z])\))"  # (1), 1), (a), a)
)
_NOTHING = {"", "-", "–", "na", "n/a", "unknown", "none", "null", "not available"}


def tidy(text: str) -> str:
    """Runs of white space become one space; none at the ends. Quick: files have a million cells."""
    return " ".join(text.split())


class Item(NamedTuple):
    """One of the values of a cell."""

    first: int
    """Its number, from 1; the first of them, where one value stands for several."""
    last: int
    text: str


def numbered(text: str) -> tuple[str, list[Item]]:
    """What stands before the first mark, and the items; one item with number 1 where nothing is marked.

    Marks count only in their order, from 1 or a: `(217)` and `Branch 2) ` in the middle are text.
    `(1)-(2) Tunisia` is one value for both; `(1) - (2) Tunisia` has nothing for the first.
    """
    marks: list[tuple[int, int, int, int]] = []
    kind = ""
    for found in _MARK.finditer(text):
        label = found["from"] or found["digit"]
        this = "digit" if label else "letter"
        number = int(label) if label else ord(found["letter"].lower()) - ord("a") + 1
        expected = marks[-1][3] + 1 if marks else 1
        if number != expected or (kind and this != kind):
            continue
        kind = this
        last = max(int(found["to"]), number) if found["to"] else number
        marks.append((found.start(), found.end(), number, last))
    if not marks:
        return "", [Item(1, 1, text.strip())]
    ends = [start for start, *_ in marks[1:]] + [len(text)]
    items = [
        Item(first, last, text[begin:end].lstrip(" ,;").rstrip(" ,;("))
        for (_, begin, first, last), end in zip(marks, ends, strict=True)
    ]
    return text[: marks[0][0]].strip(" ,;:("), items


def values(text: str) -> list[str]:
    """The distinct values of a cell, in order; none for what only says that nothing is known."""
    before, items = numbered(text)
    texts = [before, *(item.text for item in items)]
    return [one for one in dict.fromkeys(texts) if one.casefold().strip(" .") not in _NOTHING]


def paired(numbers: str, details: str) -> list[tuple[str, str]]:
    """Each number with the detail that has its place; details that belong to none stand alone."""
    _, left = numbered(numbers)
    before, right = numbered(details)
    by_number = {place: item.text for item in right for place in range(item.first, item.last + 1)}
    if len(left) == 1 and len(right) > 1:
        return [(left[0].text, details)]
    pairs = []
    for item in left:
        told = [by_number.pop(place, "") for place in range(item.first, item.last + 1)]
        pairs.append((item.text, " ".join(filter(None, (before, *told)))))
    pairs += [("", text) for text in by_number.values()]
    return [
        (
            "" if number.casefold() in _NOTHING else number,
            "" if detail.casefold().strip(" .") in _NOTHING else detail,
        )
        for number, detail in pairs
    ]
