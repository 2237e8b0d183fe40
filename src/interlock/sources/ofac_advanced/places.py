"""Locations: the addresses, birth places and countries that features point at by id."""

from __future__ import annotations

import msgspec
from lxml import etree

from interlock.sources.audit import Audit, Fields
from interlock.sources.ofac.remarks import TABLE
from interlock.sources.ofac_advanced.reference import References


class Place(msgspec.Struct, frozen=True):
    """One location, its lines joined as SDN.XML and add.csv join them."""

    text: str
    country: str
    """As OFAC prints it, not a code; empty when none is given."""

    def whole(self) -> str:
        """Lines and country in one."""
        return ", ".join(part for part in (self.text, self.country) if part)


_ORDER: dict[str, int] = {name: place for place, name in enumerate(TABLE["advanced"]["address_parts"])}


class Places:
    """Every location by its id."""

    def __init__(self, references: References, audit: Audit) -> None:
        self._references = references
        self._audit = audit
        self._found: dict[str, Place] = {}

    def read(self, element: etree._Element) -> None:
        """Takes one `Location`."""
        fields = Fields(element, self._audit, "Location")
        ref = fields.attribute("ID")
        parts: dict[str, str] = {}
        for part in fields.children("LocationPart"):
            self._part(part, parts)
        country = self._country(fields)
        fields.ignore("FeatureVersionReference", "IDRegDocumentReference", "DeltaAction")
        fields.close()
        lines = [parts.pop(name, "") for name in ("ADDRESS1", "ADDRESS2", "ADDRESS3")]
        town = ", ".join(filter(None, (parts.pop("CITY", ""), parts.pop("STATE/PROVINCE", ""))))
        town = " ".join(filter(None, (town, parts.pop("POSTAL CODE", ""))))
        rest = [parts[name] for name in sorted(parts, key=lambda name: (_ORDER.get(name, 99), name))]
        self._found[ref] = Place(", ".join(filter(None, (*lines, town, *rest))), country)

    def get(self, ref: str, where: str) -> Place:
        """The location; empty, with an alarm, when the file has none of that id."""
        found = self._found.get(ref)
        if found is None:
            self._audit.alarm("unknown-reference", "a Location id is not among the locations", where)
        return found or Place("", "")

    def _part(self, part: Fields, parts: dict[str, str]) -> None:
        kind = self._references.text("LocPartType", part.attribute("LocPartTypeID"), part.where).upper()
        if kind not in _ORDER:
            self._audit.alarm("unknown-value", f"unknown part of an address: {kind}", part.where)
        values = []
        for value in part.children("LocationPartValue"):
            values.append(value.text("Value"))
            value.ignore("Primary", "LocPartValueTypeID", "LocPartValueStatusID", "Comment", "DeltaAction")
            value.close()
        part.ignore("DeltaAction")
        part.close()
        if text := ", ".join(filter(None, values)):
            parts[kind] = f"{parts[kind]}, {text}" if kind in parts else text

    def _country(self, fields: Fields) -> str:
        """The country's name; where there is none, the name of the area (`Region: Gaza`)."""
        names = []
        for one in fields.children("LocationCountry"):
            names.append(self._references.text("Country", one.attribute("CountryID"), one.where))
            one.ignore("CountryRelevanceID", "DeltaAction")
            one.close()
        areas = []
        for one in fields.children("LocationAreaCode"):
            ref = one.attribute("AreaCodeID")
            text = self._references.text("AreaCode", ref, one.where)
            areas.append(self._references.attribute("AreaCode", ref, "Description") or text)
            one.ignore("DeltaAction")
            one.close()
        found = [name for name in (*names, *(() if names else areas)) if name]
        if len(found) > 1:
            self._audit.alarm("repeated-field", "a location has several countries", fields.where)
        return found[0] if found else ""
