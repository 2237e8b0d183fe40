"""The names in cells of a Japanese list: one cell, often two languages, many ways to write a list. Pure.

    アル・ハンマド⏎(a.k.a.: al-Hammad)         (a)ニュルルディヌ（Nureldine）、(b)…
    （別称、株式会社TSKBA）⏎(a.k.a. "TSKBA AO")    Sergey(Sergei/Serhiy) TSYPLAKOV
    （別称）コリア・…⏎Korea …⏎（旧称）リョンガク…⏎Lyongaksan …

`spellings` takes each name apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from interlock.model.listing import Name, NameKind, Quality
from interlock.sources.japanese.spellings import NOTE_WORDS, read_name, unwrapped_brackets
from interlock.sources.japanese.text import (
    balanced,
    has_japanese,
    is_lettered,
    is_unknown,
    lettered,
    outside,
    plain,
    split_outside,
)


class Found(msgspec.Struct, frozen=True):
    """Names of a cell, and what of it is said about a name and is none."""

    names: tuple[Name, ...]
    notes: tuple[str, ...] = ()


_ORIGINAL = re.compile(
    r"\(?\s*original\s+scr?ipt\s*:?\s*([^()]*)\)?|\(\s*([^()]*?)\s*:\s*original\s+script\s*\)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"\(\w{1,8}語\)")
_PLACEHOLDER = re.compile(
    r"\(?【\w+語】\)?|prominently known by this nom de guerre|the following \w+ aliases:|(?<=;) and(?=\s*\n)"
)
"""`【アラビア語】`: the official gazette has Arabic here, the workbook has not. The rest are words around
names (sheet 2, rows 602; sheet 28, row 32)."""
_BROKEN_LINE = re.compile(r"(\([^()]*)\n([^()]*\))")
_TOLD = re.compile(
    r"[、,\s]{0,4}(?:\d{4}年.*|\b(?:born|DOB)\b.*|\b\d{1,2} [A-Z][a-z]{2}\. ?\d{4}.*"
    r"|(?:\w{1,20} )?passport .*)$"
)
"""What is told after a name: when and where the bearer was born, the papers that carry it."""
_CARE_OF = re.compile(r"(?:care of|c/o)\b|ケア・オブ・", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[\u30a1-\u30ff])(?: (?=[A-Z][\w’'-]*[a-z])|(?=[A-Z][\w’'-]* ))(?=[A-Za-z’' -]+$)")
"""Between a Japanese name and a Latin one that follows without a line end: after a space a word that is
no abbreviation, or more than one word."""


def primary_names(japanese: str, english: str, *, person: bool) -> Found:
    """The names of the two name columns: the English first, then other scripts, then short forms."""
    first: list[Name] = []
    rest: list[Name] = []
    notes: list[str] = []
    for cell in (english, japanese):
        text, originals = _originals(plain(cell))
        parts = split_outside(balanced(text), "、" if not person else "")
        for place, part in enumerate(parts):
            if is_unknown(part):
                continue
            reading = read_name(" ".join(part.split()), person)
            kind: NameKind = "alias" if place else "primary"
            first.append(_name(reading.spellings[0], kind, "unknown", person))
            rest += [_name(text, "alias", "unknown", person) for text in reading.spellings[1:]]
            rest += [_name(text, kind, "unknown", person) for text, kind in reading.others]
            notes += reading.notes
        first += [Name(text) for text in originals]
    return Found(_distinct(first + rest), tuple(dict.fromkeys(notes)))


def alias_names(cell: str, *, kind: NameKind, quality: Quality, person: bool) -> Found:
    """The names of an alias cell; `kind` holds until a marker such as （旧称） or f.k.a. says otherwise."""
    text, originals = _originals(_PLACEHOLDER.sub("", plain(cell)))
    names: list[Name] = []
    notes: list[str] = []
    for printed_kind, part in _parts(text, kind):
        if is_unknown(part):
            continue
        if _TOLD.sub("", outside(part)[0]).endswith("。"):  # a sentence about the entry
            notes.append(part)
            continue
        reading = read_name(part, person)
        if reading.was_listed_so:
            printed_kind = "former"
        for spelling in reading.spellings:
            bare = _TOLD.sub("", spelling)
            if bare != spelling:
                notes.append(part)
            bare = bare.strip(" 、,;:/-")
            if _CARE_OF.match(bare):
                notes.append(part)
                continue
            names += [_name(name, printed_kind, quality, person) for name in _GLUED.split(bare)]
        for other, other_kind in reading.others:
            names.append(_name(other, printed_kind if other_kind == "alias" else other_kind, quality, person))
        notes += reading.notes
    names += [Name(text, kind, quality) for text in originals]
    return Found(_distinct(names), tuple(dict.fromkeys(notes)))


def _name(text: str, kind: NameKind, quality: Quality, person: bool) -> Name:
    text = text if has_japanese(text) else re.sub(r"、\s*", ", ", text)
    return Name(text, kind, quality, family=family_of(text) if person else "")


def _distinct(names: list[Name]) -> tuple[Name, ...]:
    seen: dict[str, Name] = {}
    for name in names:
        if name.text and not is_unknown(name.text):
            seen.setdefault(name.text, name)
    return tuple(seen.values())


def family_of(text: str) -> str:
    """The family name where the print marks it: `ALI, Yasin`, or capitals beside `Viktor`; else empty."""
    if has_japanese(text):
        return ""
    before, comma, after = text.partition(", ")
    if comma and after and before.isupper():
        return before
    words = text.split()
    loud = [word for word in words if word.isupper() and len(word.rstrip(".")) > 1]
    if not any(word[1:].islower() for word in words) or loud not in (words[: len(loud)], words[-len(loud) :]):
        return ""
    return " ".join(loud)


def _originals(text: str) -> tuple[str, list[str]]:
    """The text without `(original script: …)`, and what stood there."""
    found = [" ".join((a or b).split()) for a, b in _ORIGINAL.findall(text)]
    rest = _LANGUAGE.sub("", _ORIGINAL.sub(" ", text))
    return rest, [script for script in found if not is_unknown(script)]


# --- lists in one cell

_KINDS: dict[str, NameKind] = {"別": "alias", "旧": "former", "以": "former", "a": "alias", "f": "former"}
_MARKER = re.compile(
    r"[(;、,\s]{0,8}(?:(?P<ja>別称|別名|旧称|以前の別名)\s*\d?[)、:]|\b(?P<la>[af])\s?\.\s?k\s?\.\s?a\s?\.?\s*:?)\s*"
)
_COMPANY_END = re.compile(r", (?=(?:LTD|LIMITED|INC|LLC|CO|CORP|S\.A|PLC|P\.L\.C|JR)\b\.?)", re.IGNORECASE)


class _Cell(msgspec.Struct, frozen=True):
    """How an alias cell is written."""

    by_letters: bool
    latin_marked: bool
    """Latin names have markers of their own, so （旧称） speaks of the Japanese ones only."""
    surname_first: bool
    """`SINWAR, Yehia`: a comma belongs to the name."""


def _parts(text: str, kind: NameKind) -> Iterator[tuple[NameKind, str]]:
    """Every name of the cell with its kind, still with its brackets."""
    text = text.replace("\n・", "・")
    if is_lettered(text):
        text = _BROKEN_LINE.sub(r"\1 \2", text)
    marks = list(_MARKER.finditer(text))
    cell = _Cell(is_lettered(text), any(mark["la"] for mark in marks), bool(_SURNAME_FIRST.search(text)))
    kinds = {"ja": kind, "la": kind}
    beside = 0  # how many Japanese names the line before holds
    start = 0
    for mark in [*marks, None]:
        for line in text[start : mark.start() if mark else len(text)].split("\n"):
            found = _list(line, cell, beside)
            japanese = has_japanese(line)
            if found:
                beside = len(found) if japanese else 0
            use = "ja" if japanese or not cell.latin_marked else "la"
            yield from ((kinds[use], part) for part in found)
        if mark:
            start = mark.end()
            kinds["ja" if mark["ja"] else "la"] = _KINDS[(mark["ja"] or mark["la"])[0]]


_SURNAME_FIRST = re.compile(r"(?:^|[;\n(])\s*[’'‘]?[A-Z][A-Z’' -]+, [A-Z][a-z]", re.MULTILINE)


def _list(line: str, cell: _Cell, beside: int) -> list[str]:
    """The names of one line. A comma separates Latin names only if that gives as many as the Japanese."""
    line = " ".join(line.split())
    if cell.by_letters:
        parts = [part for whole in lettered(line, sure=True) for part in split_outside(whole, ";")]
        return [part for part in parts if not is_unknown(part)]
    line = balanced(line).strip(" 、,;")
    text = unwrapped_brackets(line)
    if text != line and any(word in text for word in NOTE_WORDS):
        return [line]
    if len(found := split_outside(text, ";:" if has_japanese(text) else ";")) > 1:
        return [part.strip(" 、,") for part in found]
    if has_japanese(text) and not cell.surname_first:
        return split_outside(text, "、")
    joined = _COMPANY_END.sub("\0", text)
    found = [part.replace("\0", ", ") for part in split_outside(joined, ",、")]
    if beside > 1 and len(found) == beside and not cell.surname_first:
        return found
    return [text] if text else []
