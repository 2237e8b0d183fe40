"""What every kind of name can do: be spelled in Latin letters, in its own script and in katakana."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from interlock.sample.dice import Dice


class Spelled(NamedTuple):
    """A name in Latin letters, in ordinary case. Bodies and ships have a given part only."""

    family: str
    given: str

    @property
    def given_first(self) -> str:
        """`Chol-su Kim`."""
        return f"{self.given} {self.family}".strip()

    @property
    def family_first(self) -> str:
        """`Kim Chol-su`."""
        return f"{self.family} {self.given}".strip()

    @property
    def comma(self) -> str:
        """`KIM, Chol-su`: how OFAC prints a person, and a body in capitals."""
        return f"{self.family.upper()}, {self.given}" if self.family else self.given.upper()


class TrueName(Protocol):
    """The name itself, whatever a list makes of it."""

    @property
    def culture(self) -> str:
        """`korean`, `chinese`, `russian` or `arabic`: whose order of names is usual."""

    @property
    def native(self) -> str:
        """In its own script; empty when it has none but Latin. Equal for namesakes."""

    @property
    def latin(self) -> Spelled:
        """The spelling that most lists would print."""

    @property
    def kana(self) -> str:
        """In katakana."""

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """A spelling in the authority's house style, often but not always unlike `latin`."""


def capital(text: str) -> str:
    """The first letter large, the rest as it is (`ch'o'l` has a letter after its apostrophe)."""
    return text[:1].upper() + text[1:]
