"""The one element that holds all aliases of a Canadian record, taken apart. Pure.

Names stand in it with `;`, commas, slashes, `or`, `and`, line ends and labels (`Russian: ...`) between them,
and commas stand inside names too (`Авиакон Цитотранс АК, АО`). A piece counts as a name only when no other
reading is possible; the caller keeps the whole text as a remark.

Source: the 2,976 records with aliases in the files of 2020-04-15 and 2025-03-20.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from interlock.sources.audit import squeeze

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "authorities" / "ca.toml").read_text(encoding="utf-8")
)

_FORMS = "|".join(re.escape(form) for form in sorted(TABLE["aliases"]["forms"], key=len, reverse=True))
_LABELS = "|".join(TABLE["aliases"]["labels"])
_LABEL = re.compile(rf"\s*\(?\b(?:{_LABELS}) ?:\s*")
_COMMA = re.compile(rf",(?!\s*(?:{_FORMS})\.?\s*(?:[,;»”\")]|$))\s+")
"""A comma with a space behind it and no legal form: `Legmash, JSC` is one name."""
_ALSO = re.compile(r"\s*\(also\s+known\s+as\s+([^()]+)\)\s*", re.IGNORECASE)
_OR = re.compile(r"\s+(?:or|and)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][^\s]*")


def aliases(printed: str, *, person: bool) -> tuple[list[str], bool]:
    """(the names, whether that is all of the text: nothing left out and nothing cut).

    Of a person a piece of one word is no whole name (`Aleksei, Oleksii SALYAYEV`): it is left out.
    """
    text = squeeze(printed)
    pieces = [piece for part in _LABEL.split(text) for piece in re.split(r";", part)]
    pieces = [name for piece in pieces for part in re.split(r"/", piece) for name in _COMMA.split(part)]
    pieces = [piece for raw in pieces if (piece := _bare(raw))]
    names: list[str] = []
    for piece in pieces:
        names += _either(piece) if person else [piece]
    whole = [name for name in names if _is_name(name, person=person)]
    return list(dict.fromkeys(whole)), whole == [text]


def _either(piece: str) -> list[str]:
    """`A B C or D E F` are two names; of `A B or C D` nobody knows whether it is A B D and A C D."""
    parts = _OR.split(piece)
    if len(parts) == 1:
        return parts
    return parts if all(len(_WORD.findall(part)) > 2 for part in parts) else []


def _is_name(name: str, *, person: bool) -> bool:
    words = _WORD.findall(name)
    return len(words) > 1 if person else bool(words)


def _bare(piece: str) -> str:
    """Without blanks and a bracket that has no partner."""
    piece = squeeze(piece).strip(" ,").removeprefix("or ")
    if piece.count("(") != piece.count(")"):
        piece = piece.strip(" ()")
    return piece


def also_known(printed: str) -> tuple[str, list[str]]:
    """(the name, the names in `(also known as ...)` behind it); the second is not cut at `and`."""
    found = _ALSO.search(printed)
    if found is None:
        return printed, []
    name = squeeze(printed[: found.start()] + " " + printed[found.end() :])
    return (name, [squeeze(found[1])]) if name else (printed, [])
