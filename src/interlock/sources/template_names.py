"""Names of a filled-in template, also where a machine has cut them badly out of a notice. Pure.

    Kang Sun Nam 강순남 DOB Jan 3, 1956        two names and a date of birth
    조명철 link to First Credit Bank           a name and a tie
    CHOLSON LLC(Cyrillic: OOO ЧХОЛСАН          two names, the bracket lost its end
    리성학; 국방과학원                          of a person: a name, and the employer's

The rules are about such shapes, never about rows; what they cannot place stays as a remark, as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from tomllib import loads

import msgspec

from interlock.model.dates import PartialDate
from interlock.model.listing import Name, NameKind, Quality, Relation
from interlock.sources.audit import squeeze

_SCHEMA = loads(Path(__file__).with_name("template.toml").read_text(encoding="utf-8"))["schema"]
COMPANY_WORDS = frozenset(_SCHEMA["company"])
BODY_WORDS = COMPANY_WORDS | frozenset(_SCHEMA["body"])


class NameRules(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about the names of one authority's list."""

    body_words: frozenset[str]
    """Lower-case words that no person is called by."""
    surnames: frozenset[str] = frozenset()
    """Family names in the native script. When there are any, a native string that begins with none of them,
    or is longer than a name, is not taken for the name of a person."""
    initials: Mapping[str, str] = {}
    """First consonant of a syllable of the native script -> Latin letters that spell it."""
    finals: Mapping[str, str] = {}
    """Last consonant of a syllable, empty for none -> Latin letters that its spelling ends with."""


class NamesFound(msgspec.Struct):
    """What the name columns of one row say."""

    names: list[Name] = []
    birth_dates: list[PartialDate] = []
    relations: list[Relation] = []
    remarks: list[str] = []


_QUOTES = "\"'“”‘’「」"
_DOB = re.compile(r"^(.*?)[,;]?\s*\bDOB\b[:\s]*(.*)$", re.IGNORECASE)
_LINK = re.compile(r"^(.*?)[,;]?\s*\blink(?:ed)? to\b\s*(.+)$", re.IGNORECASE)
_SCRIPT = re.compile(r"^(.*?)\s*\((?:Cyrillic|Chinese|Korean|Japanese|Arabic)\s*:\s*([^()]*)\)?$")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_RUNS = re.compile("[\uac00-\ud7a3][\uac00-\ud7a3 ]*")
_LATIN = re.compile(r"[A-Za-z]")
_PARTS = re.compile(r"[\s,-]+")
LONGEST_NAME = 4
"""Syllables of a Korean personal name: two of a double family name and two of the given name."""


class _Piece(msgspec.Struct, frozen=True):
    text: str
    first: bool
    """From the column of the one primary name."""


def names_of(primary: str, names: Iterable[str], person: bool, rules: NameRules) -> NamesFound:
    """The names in the columns primary_name, names_latin and names_native, Latin ones first."""
    found = NamesFound()
    pieces: dict[str, _Piece] = {}
    for printed, first in [(primary, True), *((name, False) for name in names)]:
        for text in _cleaned(printed, found):
            pieces.setdefault(text, _Piece(text, first))
    latin = [piece for piece in pieces.values() if not _HANGUL.search(piece.text)]
    native = [piece for piece in pieces.values() if _HANGUL.search(piece.text)]
    if person:
        native = _personal(native, found, lambda text: _is_personal(text, rules))
        latin = _personal(latin, found, lambda text: not _is_body(text, rules))
        if native and len(native[0].text) > 2:
            latin = _personal(latin, found, lambda text: len(text.split()) > 1)
    chief = next((piece for piece in latin if piece.first), latin[0] if latin else None)
    for piece in sorted(latin, key=lambda piece: piece is not chief):
        kind: NameKind = "primary" if piece is chief else "alias"
        found.names.append(Name(piece.text, kind, family=family_of(piece.text) if person else ""))
    own = _own(native, chief.text if chief else "", person, rules)
    found.names += [Name(piece.text, "primary" if piece is own else "alias") for piece in native]
    return found


def more_names(cell: str, kind: NameKind, quality: Quality, person: bool) -> list[Name]:
    """The names of an alias column that people filled in: separated by `;`, taken as they stand."""
    texts = [_unquoted(squeeze(part)) for part in cell.split(";")]
    return [
        Name(text, kind, quality, family=family_of(text) if person else "")
        for text in dict.fromkeys(texts)
        if text
    ]


def family_of(text: str) -> str:
    """The family name of `KIM, Su Gil`; empty where the print does not mark it."""
    before, comma, after = text.partition(", ")
    return before if comma and after else ""


def _unquoted(text: str) -> str:
    return text.strip(_QUOTES).strip() if text[:1] in _QUOTES and text[-1:] in _QUOTES else text


def _cleaned(text: str, found: NamesFound) -> list[str]:
    """The names in one string, with the date and the tie that were left in it put where they belong."""
    text = squeeze(text)
    if match := _DOB.match(text):
        text = match[1]
        _birth(match[2], found)
    if match := _LINK.match(text):
        text = match[1]
        relation = Relation("linked_to", match[2])
        if relation not in found.relations:
            found.relations.append(relation)
    others = []
    if match := _SCRIPT.match(text):
        text, others = match[1], [match[2]]
    elif text.count("(") > text.count(")"):
        _remark(found, text)
        text = text[: text.rindex("(")]
    parts = [text]
    if _HANGUL.search(text) and _LATIN.search(text):
        parts = [_RUNS.sub(" ", text), *_RUNS.findall(text)]
    bare = (_unquoted(squeeze(part).strip(" ,;")) for part in parts + others)
    return [part for part in bare if part]


def _birth(text: str, found: NamesFound) -> None:
    try:
        made = birth_date(text)
    except ValueError:
        _remark(found, f"DOB {text}")
    else:
        if made not in found.birth_dates:
            found.birth_dates.append(made)


def _remark(found: NamesFound, text: str) -> None:
    if text not in found.remarks:
        found.remarks.append(text)


def _personal(pieces: list[_Piece], found: NamesFound, is_name: Callable[[str], bool]) -> list[_Piece]:
    for piece in pieces:
        if not is_name(piece.text):
            _remark(found, f"other string in the source: {piece.text}")
    return [piece for piece in pieces if is_name(piece.text)]


def _is_personal(text: str, rules: NameRules) -> bool:
    if not rules.surnames:
        return True
    return 2 <= len(text) <= LONGEST_NAME and (text[0] in rules.surnames or text[:2] in rules.surnames)


def _is_body(text: str, rules: NameRules) -> bool:
    return any(word in rules.body_words for word in _PARTS.split(text.lower()))


def _own(native: list[_Piece], latin: str, person: bool, rules: NameRules) -> _Piece | None:
    """The native form of the primary name: the only one, the printed one, or the one that is spelt so."""
    if len(native) == 1:
        return native[0]
    fitting = [piece for piece in native if person and spells(latin, piece.text, rules)]
    return next((piece for piece in fitting + native if piece in fitting or piece.first), None)


def spells(latin: str, native: str, rules: NameRules) -> bool:
    """Every syllable begins and ends with letters that spell its consonants: `Hwang, Pyong So` and 황병서."""
    parts = [part.strip("'’") for part in _PARTS.split(latin.lower()) if part.strip("'’")]
    return len(parts) == len(native) and all(
        part[0] in rules.initials.get(syllable[0], "") and part[-1] in rules.finals.get(syllable[2:], "")
        for part, syllable in zip(parts, (unicodedata.normalize("NFD", one) for one in native), strict=True)
    )


# --- dates as people type them

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?\.?")
_US = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")
_UK = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[a-z]*\.?,? (\d{4})")
_MONTH = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{4})")
_CIRCA = re.compile(r"(?:c\.|ca\.|circa|about|approximately|~)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:\.\.|\bto\b|–|~)\s*")


def birth_date(text: str) -> PartialDate:
    """`1956-01-03`, `1956-01`, `1956`, `Jan 3, 1956`, `3 Jan 1956`, `Jan 1956`, `circa 1956`, `1958 to 1961`.

    Raises: ValueError for anything else, such as a day without a year.
    """
    text = squeeze(text)
    circa = _CIRCA.match(text)
    ends = _RANGE.split(text[circa.end() if circa else 0 :])
    if len(ends) > 2:
        raise ValueError(text)
    first, last = span(ends[0]), span(ends[-1])
    if last[1] < first[0]:
        raise ValueError(text)
    return PartialDate(first[0], last[1], circa is not None, text)


def span(text: str) -> tuple[date, date]:
    """First and last day of a date typed in any of these forms. Raises: ValueError."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        if day:
            return date(int(year), int(month), int(day)), date(int(year), int(month), int(day))
        whole = PartialDate.of_month(int(year), int(month)) if month else PartialDate.of_years(int(year))
        return whole.earliest, whole.latest
    if match := _MONTH.fullmatch(text):
        whole = PartialDate.of_month(int(match[2]), _MONTHS.index(match[1].lower()) + 1)
        return whole.earliest, whole.latest
    if match := _US.fullmatch(text):
        name, day, year = match.groups()
    elif match := _UK.fullmatch(text):
        day, name, year = match.groups()
    else:
        raise ValueError(text)
    moment = date(int(year), _MONTHS.index(name.lower()) + 1, int(day))
    return moment, moment
