"""Numbers and references inside `Additional Information`. Pure.

Only what stands directly behind its own label is taken; the text stays in the remarks, whole.
"""

from __future__ import annotations

import re

from interlock.model.listing import Identifier, normal_identifier
from interlock.sources.countries import country_code
from interlock.sources.dfat.cells import TABLE

_PASSPORT = re.compile(
    r"\b(?P<whose>(?:[A-Z][a-z]+ ){1,3})?[Pp]assport(?: [Ii]nformation)?(?: (?:[Nn]o|[Nn]umber)\b\.?)?[.: ]*"
)
_NUMBER = re.compile(
    r"(?P<letter>\(?[a-h]\) *)?"
    r"(?:(?P<whose>(?:(?:[A-Z][a-z]+|and|of|the) ){1,7})?(?:passport )?(?:number|no\.?):? *)?"
    r"(?P<number>[A-Z]{0,3}[ -]?\d{6,10}[A-Z]{0,2})(?![\w/])(?P<note> *\([^()]*\))?[ ,;]*"
)
_IMO = re.compile(r"\b(?:IMO\)? [Nn]umber:? ?|Company Number IMO )(\d{7})\b")
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?:? ?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_FORMER_NAMES = re.compile(r"Previous names include ([^.;]+)")
_GENDER = re.compile(r"\b(?:[Gg]ender|[Ss]ex): ?(male|female)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?P<list>[A-Za-z]{2})(?P<kind>[ie])\.? ?(?P<number>\d{3,4})(?!\d)")
_LIKE_A_REFERENCE = re.compile(r"[A-Z][A-Za-z]{2,3}\. ?\d{2,4}(?!\d)")


def own_reference(text: str) -> tuple[str, str]:
    """(the UN reference in the one form of all quotes, as printed) that the text begins with.

    References further on are those of other entries. The first is empty when it begins with none; then
    the second holds what looks like one and is not (`IQi.04`).
    """
    if found := _REFERENCE.match(text):
        return f"{found['list']}{found['kind']}.{found['number']}".upper(), found[0]
    alike = _LIKE_A_REFERENCE.match(text)
    if alike is None:
        return "", ""
    mended: str = TABLE["references"].get(alike[0], "")
    return mended.upper(), alike[0]


def passports(text: str) -> list[Identifier]:
    """Every passport number that stands right after the word, the further ones of an enumeration too."""
    found: list[Identifier] = []
    for label in _PASSPORT.finditer(text):
        place, first = label.end(), True
        while (number := _NUMBER.match(text, place)) and (first or number["letter"]):
            printed = number["number"].strip()
            issuer = _issuer(number["note"], number["whose"], label["whose"])
            found.append(Identifier("passport", normal_identifier(printed), printed, issuer))
            place, first = number.end(), False
    return found


def _issuer(*said: str | None) -> str:
    """The first of the words that names a country: `(North Korea)`, `Tunisian`, `Trinidad and Tobago`."""
    for words in said:
        text = re.sub(r"\bpassport\b", "", words or "").strip(" ()")
        if code := TABLE["countries"].get(text) or country_code(text):
            return str(code)
    return ""


def company_numbers(text: str) -> list[Identifier]:
    """IMO company numbers and SWIFT codes of a body."""
    found = [Identifier("imo_company", number, number, label="IMO number") for number in _IMO.findall(text)]
    return found + [Identifier("swift", code, code, label="SWIFT/BIC") for code in _SWIFT.findall(text)]


def gender(text: str) -> str:
    """`male` or `female` where the text has it under its label; else empty."""
    found = _GENDER.search(text)
    return found[1].lower() if found else ""


def former_names(text: str) -> list[str]:
    """A ship's earlier names: `Previous names include LANG YA`."""
    found = _FORMER_NAMES.match(text)
    return [name for part in found[1].split(",") if (name := part.strip())] if found else []
