"""Several places of one entry as one locator; the forms stand in `contract.py`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(.*(?::|!row ))(\d+)")


def several(places: Iterable[str]) -> str:
    """All the places, each once, in order; lines or rows that follow each other become `first-last`."""
    runs: list[tuple[str, int, int]] = []
    for place in dict.fromkeys(places):
        match = _NUMBERED.fullmatch(place)
        head, number = (match[1], int(match[2])) if match else (place, -1)
        if runs and match and runs[-1][0] == head and runs[-1][2] + 1 == number:
            runs[-1] = (head, runs[-1][1], number)
        else:
            runs.append((head, number, number))
    return "; ".join(_written(*run) for run in runs)


def _written(head: str, first: int, last: int) -> str:
    if first < 0:
        return head
    if first == last:
        return f"{head}{first}"
    return f"{head.replace('!row ', '!rows ')}{first}-{last}"
