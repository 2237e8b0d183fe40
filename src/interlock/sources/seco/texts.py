"""Numbers and references inside `other-information`. Pure.

Only what stands behind its own label is taken, since no real file has been read: the text stays a remark.
"""

from __future__ import annotations

import re

from interlock.model.listing import Identifier, Quote, Schema, normal_identifier

_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3,4}", re.IGNORECASE)
_UN = re.compile(
    r"\b(?:UN|UNSC|[Pp]ermanent) [Rr]ef(?:erence)?(?: [Nn]umber| [Nn]o)?\.?:? ?([A-Z]{2}[ie]\.\d{3,4})\b"
)
_EU = re.compile(r"\bEU [Rr]ef(?:erence)?(?: [Nn]umber| [Nn]o)?\.?:? ?(EU\.\d{1,6}\.\d{1,3})\b")
_GB = re.compile(r"\b(?:OFSI [Gg]roup ID|UK [Rr]ef(?:erence)?(?: [Nn]umber)?):? ?([A-Z]{3}\d{4}|\d{4,6})\b")
_IMO = re.compile(r"\bIMO(?: [Nn]umber)?:? ?(\d{7})\b")
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?(?: codes?)?:? ?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_PASSPORT = re.compile(r"^Passport number ?: ([A-Z]{0,3}\d{6,10})\.?$")


def reference(text: str) -> str:
    """The UN reference that the whole text is, in the form of all quotes; else empty."""
    return text.upper() if _REFERENCE.fullmatch(text) else ""


def quotes(text: str) -> list[Quote]:
    """Entries of other lists that the text names as the same target, by a label."""
    found = [Quote("un", number.upper(), number) for number in _UN.findall(text)]
    found += [Quote("eu", number, number) for number in _EU.findall(text)]
    return found + [Quote("gb", number, number) for number in _GB.findall(text)]


def numbers(text: str, schema: Schema | None) -> list[Identifier]:
    """IMO numbers of a ship or a company, SWIFT codes of a body, a passport that is the whole text."""
    if schema == "Person":
        return [Identifier("passport", normal_identifier(one), one) for one in _PASSPORT.findall(text)]
    if schema == "Vessel":
        return [Identifier("imo_ship", one, one, label="IMO") for one in _IMO.findall(text)]
    found = [Identifier("imo_company", one, one, label="IMO") for one in _IMO.findall(text)]
    return found + [Identifier("swift", one, one, label="SWIFT/BIC") for one in _SWIFT.findall(text)]
