"""The texts of the Consolidated List, taken apart: dates, names, document numbers, deaths. Pure.

Source: the values of the 15 official files of 2021-01-27 to 2026-02-27.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from interlock.model.dates import PartialDate
from interlock.model.listing import Identifier, normal_identifier
from interlock.sources.audit import Fields
from interlock.sources.countries import country_code

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "authorities" / "un.toml").read_text(encoding="utf-8")
)
T = TypeVar("T")

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d|T.*)?")
_YEARS = re.compile(r"(\d{4})(?: - (\d{4}))?")
_WORDS = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]*\.? (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# At the start of a sentence, or it may be somebody else who died; "as of" dates the news, not the death.
_DEATH = re.compile(
    r"(?:^|[.:;] ?)((?:(?:Reportedly|Reported|Confirmed|Believed) )?(?:to have )?(?:deceased|died|killed)\b"
    r"(?:(?! as (?:of|at) )[^.;:\d])*?\b(?:on|in) ((?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?\d{4})\b)",
    re.IGNORECASE,
)
_TWO_SCRIPTS = re.compile(r"([^()]+) \((?:original script: )?([^()]+)\)")
_LATIN = re.compile(r"[A-Za-z]")
_NUMBER_WORDS = re.compile(r"[^\d]*\b(?:number|no\.?|passport)(?:(?<=\.)|\b):?\s*|no(?=\d)", re.IGNORECASE)
_CLEAN_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./-]{2,}")
_IMO = re.compile(r"\bIMO\)?(?: [Nn]umber)?:? ?(\d{7})\b")
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?: ?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")


def unique(items: Iterable[T]) -> tuple[T, ...]:
    """Each once, in the order first seen."""
    return tuple(dict.fromkeys(items))


def filled(part: Fields, tags: Iterable[str]) -> list[str]:
    """The texts of those children that have any."""
    return [text for tag in tags if (text := part.text(tag))]


def with_note(text: str, note: str) -> str:
    """The text with the note behind it in brackets."""
    return f"{text} ({note})" if text and note else text or note


def day_of(printed: str) -> date:
    """A day, its zone or time dropped as printed. Raises: ValueError when it is none."""
    found = _DAY.fullmatch(printed)
    return date.fromisoformat(found[1] if found else printed)


def partial_date(printed: str, text: str, *, circa: bool = False) -> PartialDate | None:
    """A day, a year, `1958 - 1964`, or a day or month in words (`30 Sep. 2011`, `August 1961`).

    Raises: ValueError for a day that no calendar has, and for years reversed.
    """
    if _DAY.fullmatch(printed):
        return PartialDate.of_day(day_of(printed), circa=circa, text=text)
    if years := _YEARS.fullmatch(printed):
        return PartialDate.of_years(int(years[1]), int(years[2] or years[1]), circa=circa, text=text)
    if (words := _WORDS.fullmatch(printed)) and words[2] in _MONTHS:
        year, month = int(words[3]), _MONTHS.index(words[2]) + 1
        if words[1]:
            return PartialDate.of_day(date(year, month, int(words[1])), circa=circa, text=text)
        return PartialDate.of_month(year, month, circa=circa, text=text)
    return None


def birth_date(kind: str, printed: str, note: str) -> tuple[PartialDate | None, str]:
    """The date of one INDIVIDUAL_DATE_OF_BIRTH, and what is printed, with the note.

    The month may stand in the note alone: `Sep.` beside 1958, `Nov. 1973` beside nothing.
    Raises: ValueError as `partial_date`.
    """
    circa = "APPROXIMATELY" in (kind, note.upper())
    whole = f"{note} {printed}".strip()
    if _WORDS.fullmatch(whole):
        printed, note = whole, ""
    text = with_note(printed, "" if note == "Approximately" else note)
    return partial_date(printed, text, circa=circa), text


def deaths(comments: str) -> tuple[PartialDate, ...]:
    """Only where a date is stated; each text keeps the list's doubt: `Reportedly deceased in 2005`."""
    found = []
    for phrase, printed in _DEATH.findall(comments):
        try:
            found.append(partial_date(printed, phrase))
        except ValueError:
            continue  # "on 31 June": the sentence stays in the remarks, whole
    return unique(known for known in found if known)


def split_names(text: str) -> list[str]:
    """The names that one ALIAS_NAME holds: split only where no other reading is possible.

    At `;` and ` b) ` outside of brackets, and before brackets that hold the name in another script:
    `Jin Tiesan (金铁三)`. Anything else stays whole.
    """
    text = text.strip(" ,;").removeprefix(") ")
    pair = _TWO_SCRIPTS.fullmatch(text)
    if "(" not in text:
        parts = re.split(r";| [b-e]\) ", text)
    elif pair and " - " not in pair[2] and bool(_LATIN.search(pair[1])) != bool(_LATIN.search(pair[2])):
        parts = [pair[1], *pair[2].split(";")]
    else:
        parts = [text]
    return [name for part in parts if (name := part.strip(" ,;"))]


def clean_number(printed: str) -> tuple[str, str]:
    """The number alone, normalised, and a country printed with it.

    Both empty unless it is one number and nothing else is left: words in front (`Libyan passport No.`), a
    country in front (`Jordan 654781`), and what is in brackets or after a comma are taken off.
    """
    text, _, tail = printed.partition(", ")
    if bracket := re.fullmatch(r"(.*?) ?\(([^)]*)\)", text):
        text, tail = bracket[1], bracket[2]
    text = _NUMBER_WORDS.sub("", text, count=1) if _NUMBER_WORDS.match(text) else text
    first, _, rest = text.partition(" ")
    if re.fullmatch(r"[A-Z][a-z]+", first) and (TABLE["countries"].get(first) or country_code(first)):
        text, tail = rest.removeprefix("Passport No. "), first
    if not _CLEAN_NUMBER.fullmatch(text):
        return "", ""
    return normal_identifier(text), TABLE["countries"].get(tail) or country_code(tail)


def company_numbers(comments: str) -> list[Identifier]:
    """IMO company numbers and SWIFT codes that the comments of an entity print; always its own so far."""
    imo, swift = unique(_IMO.findall(comments)), unique(_SWIFT.findall(comments))
    found = [Identifier("imo_company", number, number, label="IMO number") for number in imo]
    return found + [Identifier("swift", code, code, label="SWIFT/BIC") for code in swift]
