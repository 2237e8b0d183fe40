"""Telephone numbers and addresses on the net. Pure."""

from __future__ import annotations

import re

from interlock.sources.british.numbered import numbered

_LEAST_DIGITS = 6


def phones(text: str) -> list[str]:
    """The telephone numbers of a cell; what has fewer than six digits is none."""
    parts: list[str] = []
    before, items = numbered(text)
    for item in (before, *(one.text for one in items)):
        parts += re.split(r"[;,\n]|\. |\bor\b|\band\b|/(?=\s*\+)", re.sub(r"\([A-Za-z ]+\)", "", item))
    tidy = (part.strip(" .:") for part in parts)
    return [one for one in tidy if len(re.sub(r"\D", "", one)) >= _LEAST_DIGITS]


def emails(text: str) -> list[str]:
    """The addresses in a cell."""
    return list(dict.fromkeys(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)))


def websites(text: str) -> list[str]:
    """The web addresses in a cell."""
    found = re.findall(r"(?<![@\w.])(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[^\s;,)]*)?(?![\w@])", text)
    return list(dict.fromkeys(one.rstrip(".") for one in found if re.search(r"[A-Za-z]{2}", one)))
