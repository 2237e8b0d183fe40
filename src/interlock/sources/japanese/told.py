"""The facts under labels in a "further information" cell (その他の情報) of a Japanese list. Pure.

    性別：男性⏎出生地：北朝鮮平壌特別市⏎暗号資産アドレス：⏎1986rYHc…；⏎125W5ek3…

The same cell may be a page of prose that mentions such words, so a label counts only where a line begins,
or right after another fact.
"""

from __future__ import annotations

import re
from pathlib import Path
from tomllib import loads
from typing import Literal

import msgspec

from interlock.model.dates import PartialDate
from interlock.model.listing import Address, Identifier, normal_identifier
from interlock.sources.japanese.facts import addresses, imo_numbers, land, lands, numbers
from interlock.sources.japanese.text import birth_dates, is_unknown, outside, plain

_TABLE = Path(__file__).parents[1] / "authorities" / "jp.toml"
_LABELS: dict[str, str] = loads(_TABLE.read_text(encoding="utf-8"))["labels"]


class Told(msgspec.Struct, kw_only=True):
    """What the lines of a "further information" cell tell under known labels, and the other lines."""

    identifiers: list[Identifier] = []
    birth_dates: list[PartialDate] = []
    birth_places: list[str] = []
    death_dates: list[PartialDate] = []
    genders: list[Literal["male", "female"]] = []
    nationalities: list[str] = []
    addresses: list[Address] = []
    titles: list[str] = []
    remarks: list[str] = []
    unread: list[tuple[str, str]] = []
    """(label, value) that is known and could not be read; it is in `remarks` as well."""


_LABEL = re.compile(
    r"(?P<land>[ァ-ヶー]{1,20})?(?P<label>"
    + "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True))
    + r")\s*[:・]\s*"
)
_WALLET = re.compile(r"\b(?:0x[0-9A-Fa-f]{40}|(?=[A-Za-z]*\d)[0-9A-Za-z]{26,})\b")
"""Behind its label no other run of letters and figures is so long: the shortest bitcoin address has 26."""
_DIED = re.compile(r"(\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)(?:に)?死亡。?")
_GENDERS: dict[str, Literal["male", "female"]] = {"男": "male", "女": "female"}


def told(cell: str) -> Told:
    """The labelled facts of a cell, and its other lines as remarks."""
    facts = Told()
    label = ""
    for line in plain(cell).split("\n"):
        line = " ".join(line.split()).strip()
        if not line:
            continue
        marks = list(_LABEL.finditer(line))
        if not marks or marks[0].start():
            if label == "wallet" and _WALLET.match(line):
                _take(facts, label, "", line, line)
            else:
                label = ""
                _untold(facts, line)
            continue
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            value = line[mark.end() : following.start() if following else len(line)].strip(" 、,;")
            label = _LABELS[mark["label"]]
            _take(facts, label, mark["land"] or "", value, line[mark.start() : mark.end()] + value)
    return facts


def _untold(facts: Told, line: str) -> None:
    if died := _DIED.fullmatch(line):
        facts.death_dates += birth_dates(died[1]).found
    elif not is_unknown(line):
        facts.remarks.append(line)


def _take(facts: Told, label: str, prefix: str, value: str, printed: str) -> None:
    """Adds one fact; what cannot be read stays as printed."""
    if not value:
        return
    fact, _, rest = value.partition("。")
    if label not in ("note",) and rest.strip():
        facts.remarks.append(rest.strip())
        value = fact
    if not _taken(facts, label, prefix, value):
        facts.remarks.append(printed)
        facts.unread.append((label, value))


def _taken(facts: Told, label: str, prefix: str, value: str) -> bool:
    if label in ("passport", "national_id", "tax", "registration"):
        read = numbers(value, label)  # type: ignore[arg-type]  # the four are kinds
        code = land(prefix)
        facts.identifiers += [
            msgspec.structs.replace(number, country=number.country or code) for number in read.found
        ]
        return bool(read.found) and not read.unread
    if label == "imo_company":
        read = imo_numbers(value)
        facts.identifiers += read.found
        return not read.unread
    if label in ("phone", "email", "swift", "wallet"):
        return _contacts(facts, label, value)
    return _personal(facts, label, value)


def _contacts(facts: Told, label: str, value: str) -> bool:
    """A telephone number of fewer than seven digits continues the one before and is kept as printed."""
    whole = True
    if label == "phone":
        parts = [part for part in re.split(r"[、;,\n]|\s/\s", value) if part.strip()]
        printed = [part for part in parts if len(re.findall(r"\d", outside(part)[0])) >= 7]
        whole = printed == parts
    elif label == "wallet":
        printed = _WALLET.findall(value)
    else:
        printed = [part.strip() for part in value.split(";")]
    for part in printed:
        bare = part.replace("(AT)", "").replace("(DOT)", "")
        if number := normal_identifier(outside(bare)[0]):
            facts.identifiers.append(Identifier(label, number, part.strip()))  # type: ignore[arg-type]
    if printed and not whole:
        facts.remarks.append(value)
    return bool(printed)


def _personal(facts: Told, label: str, value: str) -> bool:
    if label == "gender":
        facts.genders += [_GENDERS[value[0]]] if value[0] in _GENDERS else []
        return value[0] in _GENDERS
    if label in ("birth_date", "death_date"):
        dates = birth_dates(value)
        (facts.birth_dates if label == "birth_date" else facts.death_dates).extend(dates.found)
        return bool(dates.found) and not dates.unread
    if label == "nationality":
        read = lands(value)
        facts.nationalities += read.codes
        return not read.unread
    if label == "address":
        facts.addresses += addresses(value)
    elif label == "birth_place":
        facts.birth_places.append(value)
    elif label == "title":
        facts.titles.append(value)
    elif label == "note":
        _untold(facts, value)
    return True
