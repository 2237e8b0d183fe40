"""One entry of the annex, cut into its parts: what it is called, what is said of it, under which order. Pure.

    HONG, Gil Dong (a.k.a. "HONG, Kil Tong"; a.k.a. "HGD") (홍길동), Pyongyang; DOB 03 Jan 1956; nationality
    Korea, North; Passport 100000001; Linked To: EXAMPLE BANK (individual) [E.O.13382]

The text was typed by hand after OFAC's, so brackets stay open, `;` gets lost before a label, and a role
names an employer in Hangul, in brackets, just as the entry itself is named. Only brackets that follow the
name at once are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from interlock.model.listing import NameKind
from interlock.sources.audit import squeeze

Marker = Literal["person", "body", "vessel", ""]


class Called(msgspec.Struct, frozen=True):
    """One name as printed, and what its marker says."""

    text: str
    kind: NameKind


class Pieces(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of one entry."""

    head: str
    """The name it begins with, without what follows in brackets."""
    called: tuple[Called, ...]
    """Names in the brackets after it, in order: other names, and native ones."""
    after: str
    """What follows the names before the first `;`: an address, or a role."""
    items: tuple[str, ...]
    """What is said, item by item."""
    marker: Marker
    orders: tuple[str, ...]
    """`E.O.13382`, as printed in square brackets."""


_ORDERS = re.compile(r"\s*\[([^\[\]]{1,60})\]")
_MARKER = re.compile(r"\(\s*(individual|entity|vessel|개인|단체|선박)\s*\)", re.IGNORECASE)
_MARKERS: Mapping[str, Marker] = {
    "individual": "person",
    "개인": "person",
    "entity": "body",
    "단체": "body",
    "vessel": "vessel",
    "선박": "vessel",
}
_LOST = re.compile(
    r"(?:(?<=[\uac00-\ud7a3)])[\s,]*|(?<!alt\.)(?<!Alt\.)(?<!Diplomatic)(?<!Service)(?<![;(:])[\s,]*\s)"
    r"(?=(?:[Aa]lt\. )?(?:DOB|POB|nationality|Gender|Passport|Linked To|[Ll]ink(?:ed)? to)\b)"
)
"""Before a label that no `;` divides from what stands before it."""
_ALIAS = re.compile(r"\b([afn])\s?\.\s?k\s?\.\s?a\s?\.?\s*:?\s*", re.IGNORECASE)
_KINDS: Mapping[str, NameKind] = {"a": "alias", "f": "former", "n": "alias"}
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")
_SHORT = re.compile(r"[A-Z0-9][A-Z0-9&./-]{1,11}")
_NOT_A_PART = re.compile(r"\(([^()]*)\)")


def pieces(text: str) -> Pieces:
    """The parts of an entry, whatever its text; nothing of it is lost."""
    orders = tuple(dict.fromkeys(squeeze(order) for order in _ORDERS.findall(text)))
    text = _ORDERS.sub(" ", text)
    markers = [_MARKERS[found.lower()] for found in _MARKER.findall(text)]
    items = [item for item in map(_clean, _items(_MARKER.sub(" ", text))) if item]
    name, called, after = _head(items[0] if items else "")
    return Pieces(
        head=name,
        called=called,
        after=after,
        items=tuple(items[1:]),
        marker=markers[0] if len(set(markers)) == 1 else "",
        orders=orders,
    )


def _clean(item: str) -> str:
    return squeeze(item).strip(" ,;").removesuffix(" .").strip()


def _items(text: str) -> Iterator[str]:
    """The parts between `;` outside of brackets, and before labels that lost theirs.

    A bracket that is never closed encloses nothing.
    """
    cuts = {match.end() for match in _LOST.finditer(text)}
    part = ""
    depth = 0
    for place, letter in enumerate(text):
        if depth == 0 and place in cuts:
            yield part
            part = ""
        if letter == "(" and text.find(")", place) > 0:
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        if letter == ";" and not depth:
            yield part
            part = ""
        else:
            part += letter
    yield part


def _head(text: str) -> tuple[str, tuple[Called, ...], str]:
    """(name, names in the brackets after it, the rest)."""
    first = text.find("(")
    if first < 0:
        return text, (), ""
    name, rest = text[:first].rstrip(), text[first:]
    called: list[Called] = []
    while rest.startswith("("):
        content, rest = _bracket(rest)
        if found := _called(content, name):
            called += found
        elif content:
            name = f"{name} ({content})"
        rest = rest.lstrip()
        if rest and not rest.startswith(("(", ",")) and not called:
            # A bracket in the middle of a name: `EXAMPLE (HONG KONG) LTD (…)`.
            place = rest.find("(")
            middle, rest = (rest, "") if place < 0 else (rest[:place].rstrip(), rest[place:])
            name = f"{name} {middle}"
    return name.strip(" ,"), tuple(called), rest.strip(" ,")


def _bracket(text: str) -> tuple[str, str]:
    """(what stands in the bracket that the text begins with, what follows it); an open one ends the text."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[1:place].strip(), text[place + 1 :]
    return text[1:].strip(), ""


def _called(content: str, name: str) -> list[Called]:
    """The names in one bracket; empty when it is a part of the name."""
    marks = list(_ALIAS.finditer(content))
    if marks:
        found = [Called(one, "alias") for one in _native(content[: marks[0].start()])]
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            end = following.start() if following else len(content)
            found += _alias(content[mark.end() : end], _KINDS[mark[1].lower()])
        return found
    if not _LATIN.search(content):
        return [Called(one, "alias") for one in _native(content)]
    if _HANGUL.search(name) and not _LATIN.search(name):
        return [Called(content, "alias")]
    if _SHORT.fullmatch(content) and not _HANGUL.search(content):
        return [Called(content, "alias")]
    return []


def _native(text: str) -> list[str]:
    return [part for part in (one.strip(" \"'“”‘’,;") for one in re.split(r"[;,、/]", text)) if part]


def _alias(text: str, kind: NameKind) -> list[Called]:
    """One other name, without its quotes; a native form in brackets after it is another."""
    text = text.strip(" ;,")
    found = []
    for content in _NOT_A_PART.findall(text):
        if _HANGUL.search(content) and not _LATIN.search(content):
            found += [Called(one, kind) for one in _native(content)]
            text = text.replace(f"({content})", " ")
    bare = squeeze(text).strip(" ;,").strip("\"'“”‘’").strip(" ;,")
    return [Called(bare, kind), *found] if bare else found
