"""One labelled pair, as it stands in the CSV."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    language: str
    schema: str
    kind: str
    name1: str
    name2: str
    match: bool
    reason: str
    source: str = ""
    """`kr:512`, or two of them with `+`; empty for an invented name."""
