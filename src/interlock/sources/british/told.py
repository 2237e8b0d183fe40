"""What the free text of an entry says that has a field of its own: ships' and bank numbers, wallets. Pure."""

from __future__ import annotations

import re

from interlock.model.listing import Identifier, Schema, normal_identifier

_IMO = re.compile(r"\bIMO\)?\s?(?:[Nn]umber|[Nn]o\.?)?\)?\s?:?\s?\(?(?:IMO)?\s?(\d{7})(?!\d)")
_MMSI = re.compile(r"\bMMSI(?: [Nn]umber)?:? ?(\d{8,9})(?!\d)")
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?(?: [Cc]ode)?:? ?([A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_WALLETS = (
    re.compile(r"\b0x[0-9a-fA-F]{40}\b"),
    re.compile(r"\bT[1-9A-HJ-NP-Za-km-z]{33}\b"),
    re.compile(r"\bbc1[a-z0-9]{25,59}\b"),
    re.compile(r"\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\b"),
)
_OF_WALLETS = re.compile(r"crypto|currency|wallet|bitcoin|blockchain", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\([^()]*OFSI ID:[^()]*\)?")
_UN_REFERENCE = re.compile(
    r"\bUN [Rr][Ee][Ff](?:erence)?(?: [Nn]umber)?[ .:]{0,3}(?:UN Ref )?([A-Z]{2}[ieIE]\.\d{3})(?!\d)"
)


def is_ship_number(value: str) -> bool:
    """Seven digits from 7000000 on, the last of which checks; companies' numbers are lower."""
    if not re.fullmatch(r"[789]\d{6}", value):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(value[:6], range(7, 1, -1), strict=True))
    return total % 10 == int(value[6])


def imo_numbers(text: str) -> list[str]:
    """The distinct IMO numbers of a text, of ships and of companies."""
    return list(dict.fromkeys(_IMO.findall(text)))


def is_ship_entry(text: str) -> bool:
    """Before 2021 ships stood among the entities: the text of one gives one ship's number and no other."""
    numbers = imo_numbers(text)
    return len(numbers) == 1 and is_ship_number(numbers[0])


def un_reference(text: str, schema: Schema) -> str:
    """The entry's own UN reference in a text of before 2021; empty when there is none, or more than one.

    What stands in brackets with another entry's `OFSI ID` is that entry's; `QDe.002` in the text about a
    person is the body that he belongs to.
    """
    letter = "i" if schema == "Person" else "e"
    found = {one for one in _UN_REFERENCE.findall(_ELSEWHERE.sub("", text)) if one[2].lower() == letter}
    return found.pop() if len({one.upper() for one in found}) == 1 else ""


def told_identifiers(text: str, schema: Schema) -> list[Identifier]:
    """IMO, MMSI, SWIFT numbers and wallets that the text of an entry gives as its own.

    The text of a body names the ships it runs: of those numbers only a company's is the body's own.
    """
    found = []
    if schema in ("Organization", "Company"):
        own = (number for number in imo_numbers(text) if not is_ship_number(number))
        found += [Identifier("imo_company", number, number, label="IMO number") for number in own]
    if schema == "Vessel":
        found += [Identifier("mmsi", one, one, label="MMSI") for one in _MMSI.findall(text)]
    if schema in ("Organization", "Company"):
        codes = (normal_identifier(one) for one in _SWIFT.findall(text))
        found += [
            Identifier("swift", code, code, label="SWIFT/BIC") for code in codes if len(code) in (8, 11)
        ]
    return found + wallets(text)


def own_ship_number(text: str) -> list[Identifier]:
    """The ship's own number, where the text about it names one ship and no other."""
    numbers = [number for number in imo_numbers(text) if is_ship_number(number)]
    if len(numbers) != 1:
        return []
    return [Identifier("imo_ship", numbers[0], numbers[0], label="IMO number")]


def wallets(text: str) -> list[Identifier]:
    """Addresses of crypto wallets, where the text speaks of such."""
    if not _OF_WALLETS.search(text):
        return []
    printed = [one for pattern in _WALLETS for one in pattern.findall(text)]
    return [
        Identifier("wallet", normal_identifier(one), one, label="crypto address")
        for one in dict.fromkeys(printed)
    ]
