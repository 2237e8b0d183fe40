"""Text of the Consolidated List's cells, taken apart. Pure.

Officials type the cells by hand: `a) ... b) ...`, `;`, line ends and commas separate what belongs apart, and
the same cell of two years separates it differently.

Source: all rows of the workbooks of 2024-11-11 and 2026-02-24.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from interlock.sources.audit import squeeze
from interlock.sources.countries import country_code

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "authorities" / "au.toml").read_text(encoding="utf-8")
)
T = TypeVar("T")

_NOISE = re.compile("_x000[dD]_|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LETTER = re.compile(r"(?:^|(?<=[\s;,.]))\(?[a-o]\)\s*")
"""`a)`, `(b)`, at the start or after a blank: the letters of an enumeration."""
_FIRST_LETTERS = re.compile(r"(?:^|\s)\(?[ab]\)")
_COUNTRY_ENDS = re.compile(r"[,;:/\n]")


def unique(items: Iterable[T]) -> tuple[T, ...]:
    """Each once, in the order first seen."""
    return tuple(dict.fromkeys(items))


def plain(value: object) -> str:
    """The cell as text: without byte marks, ends stripped, lines kept; empty for none and for `NA`."""
    text = "" if value is None else _NOISE.sub(" ", str(value))
    lines = (squeeze(line) for line in text.split("\n"))
    text = "\n".join(line for line in lines if line)
    return "" if text.lower() in TABLE["empty"]["values"] else text


def lettered(text: str) -> list[str]:
    """The parts of `a) ... b) ...`, without letters and the separators before them; else the whole."""
    if not _FIRST_LETTERS.search(text):
        return [squeeze(text)] if text else []
    parts = (squeeze(raw).strip(" ,;") for raw in _LETTER.split(text))
    return [part for part in parts if part and part.lower() not in TABLE["empty"]["values"]]


def ending_country(text: str) -> str:
    """The country that stands last in an address, after a comma or alone; empty when none is known."""
    tail = text.rsplit(",", 1)[-1]
    return _code(re.sub(r"\([^)]*\)", "", tail).strip(" .;")) or ""


def _code(printed: str) -> str | None:
    """The code; empty for what is known to name no one country, None for what is not known."""
    known: str | None = TABLE["countries"].get(printed)
    if known is not None:
        return known
    return (country_code(printed) or None) if len(printed) > 2 else None  # `LA`, `CA`: no code is printed


def countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(codes, what is known to name no one country, what is not known) of a citizenship cell."""
    codes: list[str] = []
    vague: list[str] = []
    unknown: list[str] = []
    for part in (part for item in lettered(text) for part in _apart(item)):
        code = _code(part)
        if code:
            codes.append(code)
        else:
            (unknown if code is None else vague).append(part)
    return unique(codes), unique(vague), unique(unknown)


def _apart(text: str) -> list[str]:
    """`Russia, Ukraine` and `Russian and Ukrainian` as two, `Bosnia and Herzegovina` as one."""
    if _code(text) is not None:
        return [text]
    parts = [part.strip(" .") for part in _COUNTRY_ENDS.split(text)]
    found: list[str] = []
    for part in parts:
        found += [part] if _code(part) is not None else [one.strip() for one in part.split(" and ")]
    return [part for part in found if part]
