"""The word pools of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(table: str, row: str) -> tuple[str, ...]:
    """The words of a row; an underscore in a word is a space."""
    return tuple(word.replace("_", " ") for word in _tables()[table][row].split())


@cache
def pairs(table: str, row: str, mark: str = "=") -> tuple[tuple[str, ...], ...]:
    """The words of a row, each cut at its marks."""
    return tuple(tuple(word.split(mark)) for word in words(table, row))


@cache
def lettered(table: str, row: str) -> tuple[tuple[str, str], ...]:
    """The words of a row that hold one non-Latin letter (`Chen陈`, `리Lee`): (that letter, the rest)."""
    found = []
    for word in words(table, row):
        letter = next(ch for ch in word if not ch.isascii())
        found.append((letter, word.replace(letter, "")))
    return tuple(found)
