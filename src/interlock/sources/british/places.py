"""Countries as the British lists print them. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from interlock.sources.british.table import TABLE
from interlock.sources.countries import country_code

_KNOWN: dict[str, str] = TABLE["countries"]
_NOTE = re.compile(r"\s*\(([^()]*)\)?\.?$")
_MOST_WORDS = 6
_SHORTEST = 2


@lru_cache(maxsize=20_000)
def country(printed: str) -> str | None:
    """The code; empty for what is known to name no single country; None for what is not known.

    A note in brackets behind the name is left out: `Syria (as at June 2013)`.
    """
    bare = printed.strip(" .,;")
    for text in (bare, _NOTE.sub("", bare).strip(" .,;")):
        if text in _KNOWN:
            return _KNOWN[text]
        if code := country_code(text):
            return code
    return None


@lru_cache(maxsize=20_000)
def leading_country(text: str) -> str:
    """The country whose name or adjective begins the text: `Libyan passport number`; empty when none does."""
    words = re.split(r"[\s,.;:()]+", text.strip(" ("))[:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count]).strip()
        # Two letters are a code only by accident: `No 5`, `in 2003`.
        if (len(name) > _SHORTEST or name in ("UK", "US")) and (code := country(name)):
            return code
    return ""
