"""Which of its names an entity goes by: the FSF export has no flag, and no fixed order. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from interlock.model.listing import Name

_LATIN = re.compile(r"[A-Za-z]")


class Alias(NamedTuple):
    """A name and what decides whether it is the main one."""

    number: int
    """Its logicalId: names are numbered as they are made."""
    name: Name
    function: str
    language: str
    """Upper case ISO 639-1; empty for most."""

    def rank(self) -> tuple[bool, bool, bool, bool, int]:
        """The smallest is the primary name: the one that carries the function, then the oldest.

        The function stands on the name that the legal act prints first (`Koryo Credit Development Bank`, the
        newest of its four names). Of 101 PRK entries of 2026-02-24 that have several names, the UN's primary
        name among them, this takes that one in 91; the oldest name is that one in 70. A name in Latin
        script goes before any other, and a former or weak one is never taken where there is another.
        """
        lesser = self.name.kind != "alias" or self.name.quality == "weak"
        foreign = not _LATIN.search(self.name.text)
        return lesser, foreign, not self.function, self.language not in ("", "EN"), self.number
