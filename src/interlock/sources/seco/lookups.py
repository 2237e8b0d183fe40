"""What the targets of the SECO file point at by number: sets of measures, and places. Pure.

The programmes stand before the targets and the places behind them, so that a first pass gathers both.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from interlock.sources.audit import Audit, Fields
from interlock.sources.countries import country_code
from interlock.sources.readers import local_name

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "authorities" / "ch.toml").read_text(encoding="utf-8")
)


class MeasureSet(msgspec.Struct, frozen=True):
    """One set of measures of a programme, in English."""

    programme: str
    """`program-key`, the short name, as printed."""
    ordinance: str
    """`program-name`, the act."""
    measures: str
    """The set's own words: `article 12 -- Restrictions on named individuals and entities`."""


class Place(msgspec.Struct, frozen=True):
    """One place."""

    text: str
    country: str


class Lookups:
    """Both tables, filled by the first pass over the file."""

    def __init__(self) -> None:
        self.sets: dict[str, MeasureSet] = {}
        self.places: dict[str, Place] = {}

    def note(self, element: etree._Element, audit: Audit) -> None:
        """Takes in a `sanctions-program` or a `place`; anything else passes by."""
        if local_name(element) == "sanctions-program":
            self._note_programme(Fields(element, audit, "sanctions-program"))
        elif local_name(element) == "place":
            self._note_place(Fields(element, audit, "place"))

    def _note_programme(self, fields: Fields) -> None:
        fields.where = f"sanctions-program[ssid={fields.attribute('ssid')}]"
        key, ordinance = _english(fields, "program-key"), _english(fields, "program-name")
        for part in fields.children("sanctions-set"):
            number, language, words = part.attribute("ssid"), part.attribute("lang"), part.own_text()
            if language == "eng" or number not in self.sets:
                self.sets[number] = MeasureSet(key, ordinance, words)
            part.close()
        fields.ignore(*TABLE["ignored"]["programme"])
        fields.close()

    def _note_place(self, fields: Fields) -> None:
        number = fields.attribute("ssid")
        fields.where = f"place[ssid={number}]"
        words = [*fields.texts("location"), *fields.texts("area")]
        variants = [*fields.texts("location-variant"), *fields.texts("area-variant")]
        names, codes = countries(fields)
        text = ", ".join([*words, *names])
        self.places[number] = Place(
            f"{text} ({'; '.join(variants)})" if variants else text, codes[0] if codes else ""
        )
        fields.close()


def countries(fields: Fields) -> tuple[list[str], list[str]]:
    """(names, codes) of the `country` children; a code that is not one of two letters is left out."""
    names: list[str] = []
    codes: list[str] = []
    for part in fields.children("country"):
        code, name = part.attribute("iso-code").upper(), part.own_text()
        part.close()
        names += [name] if name else []
        known = code if len(code) == 2 and code.isalpha() else country_code(name)
        codes += [known] if known else []
    return names, codes


def _english(fields: Fields, tag: str) -> str:
    """The English text of a field that stands once for each language; the first where there is none."""
    found: dict[str, str] = {}
    for part in fields.children(tag):
        language = part.attribute("lang")
        found.setdefault(language, part.own_text())
        part.close()
    return found.get("eng") or next(iter(found.values()), "")
