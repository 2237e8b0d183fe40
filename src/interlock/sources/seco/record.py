"""One `target` of the SECO file, made into a listing, or into the notice that it was taken off."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, cast

from lxml import etree

from interlock.model.dates import PartialDate
from interlock.model.listing import (
    Address,
    Effect,
    Identifier,
    IdentifierKind,
    Listing,
    Quote,
    Relation,
    Schema,
    normal_identifier,
)
from interlock.model.snapshot import Entry, Removal
from interlock.sources.audit import Audit, Fields
from interlock.sources.countries import country_code
from interlock.sources.seco.acts import Acts, read_acts
from interlock.sources.seco.lookups import TABLE, Lookups, Place, countries
from interlock.sources.seco.names import read_name
from interlock.sources.seco.texts import numbers, quotes, reference

LIST_KEY = "ch.seco"

_ADDRESS_TAGS = ("c-o", "address-details", "p-o-box", "zip-code")


class Record:
    """One target while it is read: what has no field of its own gathers in `remarks`."""

    def __init__(self, element: etree._Element, lookups: Lookups, audit: Audit) -> None:
        self.audit = audit
        self.lookups = lookups
        self.fields = Fields(element, audit, "target")
        self.ssid = self.fields.attribute("ssid")
        self.fields.where = f"target[ssid={self.ssid}]"
        self.found: dict[str, list[Any]] = {}
        """Values of listing fields that can be several, in the order printed."""

    def read(self) -> Entry | Removal | None:
        """The entry, or the removal of a target that the file keeps; None, with an alarm, of neither."""
        acts = read_acts(self.fields, self.audit)
        if not re.fullmatch(r"\d{1,12}", self.ssid):
            self._unreadable("a target without a number")
            return None
        if acts.removed:
            return Removal(self.ssid, acts.removed_on)
        bodies = [(kind, body) for kind in TABLE["bodies"] for body in self.fields.children(kind)]
        if len(bodies) != 1:
            self._unreadable("a target that is not one individual, entity or object")
            return None
        kind, body = bodies[0]
        schema = self._schema(kind, body)
        self._body(body, schema)
        sets = self._sets()
        foreign = self.fields.texts("foreign-identifier")
        for part in self.fields.children("generic-attribute"):
            part.ignore("ssid")
            self._add("remarks", f"{part.attribute('name')}: {part.own_text()}")
            part.close()
        self.fields.close()
        if schema is None or not self.found.get("names"):
            self._unreadable("a target without a name, or an object of a kind that is not known")
            return None
        return Entry(self._listing(schema, sets, foreign, acts), self.fields.where)

    def _listing(self, schema: Schema, sets: list[str], foreign: tuple[str, ...], acts: Acts) -> Listing:
        own = [Quote("un", known, text) for text in foreign if (known := reference(text))]
        rest = [text for text in foreign if not reference(text)]
        self._add("remarks", *(f"foreign-identifier: {text}" for text in rest))
        measures = [self.lookups.sets[number] for number in sets if number in self.lookups.sets]
        basis = [f"{one.ordinance}: {one.measures}" if one.measures else one.ordinance for one in measures]
        found = {field: tuple(dict.fromkeys(values)) for field, values in self.found.items()}
        names = sorted(found.pop("names"), key=lambda name: name.kind != "primary")
        return Listing(
            authority="ch",
            list_key=LIST_KEY,
            source_id=self.ssid,
            schema=schema,
            names=tuple(names),
            programmes=tuple(dict.fromkeys(one.programme for one in measures if one.programme)),
            effects=self._effects(schema, [one.measures for one in measures]),
            legal_basis=tuple(dict.fromkeys(text for text in basis if text)),
            listed_on=acts.listed_on,
            amended_on=acts.amended_on,
            quotes=tuple(dict.fromkeys((*own, *found.pop("quotes", ())))),
            **cast("Any", found),
        )

    def _unreadable(self, why: str) -> None:
        self.audit.alarm("unreadable-record", why, self.fields.where)

    def _unknown(self, field: str, value: str) -> None:
        self.audit.alarm("unknown-value", f"{field} is {value!r}", self.fields.where)

    def _add(self, field: str, *values: Any) -> None:
        self.found.setdefault(field, []).extend(values)

    def _sets(self) -> list[str]:
        numbers_of_sets = [self.fields.attribute("sanctions-set-id"), *self.fields.texts("sanctions-set-id")]
        sets = [number for number in numbers_of_sets if number]
        for number in sets:
            if number not in self.lookups.sets:
                self._unknown("sanctions-set-id", number)
        return sets

    def _schema(self, kind: str, body: Fields) -> Schema | None:
        if kind == "object":
            sort = body.attribute("object-type")
            if sort not in TABLE["objects"]:
                self._unknown("object-type", sort)
            return cast("Schema | None", TABLE["objects"].get(sort))
        sex = body.attribute("sex")
        if sex and sex not in TABLE["sexes"]:
            self._unknown("sex", sex)
        if kind == "individual" and sex in TABLE["sexes"]:
            self._add("genders", cast("Literal['male', 'female']", TABLE["sexes"][sex]))
        return cast("Schema", TABLE["bodies"][kind])

    def _effects(self, schema: Schema, measures: list[str]) -> tuple[Effect, ...]:
        """By the words of the sets; none where they say nothing that the table knows."""
        found: list[Effect] = []
        for words in measures:
            known = next((one for one in TABLE["measures"] if one["words"] in words.lower()), None)
            if known is None:
                self._unknown("sanctions-set", words)
            else:
                found += known["person" if schema == "Person" else "other"]
        return tuple(dict.fromkeys(found))

    def _body(self, body: Fields, schema: Schema | None) -> None:
        body.where = self.fields.where
        body.ignore("ssid")
        identities = body.children("identity")
        for identity in identities:
            self._identity(identity, schema, main=identity.attribute("main") != "false")
        for text in body.texts("justification"):
            self._add("reasons", text)
        for text in body.texts("other-information"):
            self._add("remarks", text)
            self._add("identifiers", *numbers(text, schema))
            self._add("quotes", *quotes(text))
        for part in body.children("relation"):
            part.ignore("ssid")
            kind, other, remark = (
                part.attribute("relation-type"),
                part.attribute("target-id"),
                part.text("remark"),
            )
            part.close()
            if kind not in TABLE["relations"]["known"]:
                self._unknown("relation-type", kind)
            self._add("relations", Relation(kind.replace("-", "_"), "", other))
            self._add("remarks", *([f"{kind} {other}: {remark}"] if remark else []))
        body.close()

    def _identity(self, identity: Fields, schema: Schema | None, *, main: bool) -> None:
        identity.where = self.fields.where
        identity.ignore("ssid")
        for part in identity.children("name"):
            named = read_name(part, self.audit, main=main)
            self._add("names", *named.names)
            self._add("titles", *named.titles)
            self._add("remarks", *named.remarks)
        for part in identity.children("day-month-year"):
            self._date(part, schema)
        for part in identity.children("nationality"):
            part.ignore("ssid")
            names, codes = countries(part)
            self._add("nationalities" if schema == "Person" else "countries", *codes)
            self._add("remarks", *(f"Nationality: {name}" for name in names if not codes))
            part.close()
        for part in identity.children("place-of-birth"):
            text = self._address(part).text
            self._add("birth_places", *([text] if text else []))
        for part in identity.children("address"):
            address = self._address(part)
            self._add("addresses", *([address] if address.text or address.country else []))
        for part in identity.children("identification-document"):
            self._document(part)
        identity.close()

    def _date(self, part: Fields, schema: Schema | None) -> None:
        year, month, day = (part.attribute(name) for name in ("year", "month", "day"))
        calendar, quality = part.attribute("calendar"), part.attribute("quality")
        part.ignore("ssid")
        part.close()
        text = "-".join(piece for piece in (year, month, day) if piece)
        circa = TABLE["date_qualities"].get(quality)
        if circa is None:
            self._unknown("quality of a date", quality)
        known = _partial(year, month, day, circa=bool(circa), text=text)
        if known is None:
            self._unknown("day-month-year", text)
        if known is None or calendar not in TABLE["calendars"]["known"]:
            self._add("remarks", f"Date: {text} {calendar}".strip())
        elif schema == "Person":
            self._add("birth_dates", known)
        elif schema == "Organization":
            self._add("incorporation_dates", known)
        else:
            self._add("remarks", f"Date: {text}")

    def _address(self, part: Fields) -> Address:
        """Its own words, then those of the place it points at."""
        place = self._place(part.attribute("place-id"))
        note = ["not current" if part.attribute("current") == "false" else ""]
        note += [text for tag in ("remarks", "remark") for text in part.texts(tag)]
        part.ignore("ssid", "quality")
        words = [text for tag in _ADDRESS_TAGS for text in part.texts(tag)]
        words += [text for tag in ("location", "area") for text in part.texts(tag)]
        names, codes = countries(part)
        part.close()
        text = ", ".join(piece for piece in (*words, *names, place.text) if piece)
        notes = "; ".join(piece for piece in note if piece)
        return Address(f"{text} ({notes})" if notes else text, codes[0] if codes else place.country)

    def _place(self, number: str) -> Place:
        if number and number not in self.lookups.places:
            self._unknown("place-id", number)
        return self.lookups.places.get(number, Place("", ""))

    def _document(self, part: Fields) -> None:
        label, number = part.attribute("document-type"), part.text("number")
        kind = cast("IdentifierKind | None", TABLE["documents"].get(label))
        if kind is None:
            self._unknown("document-type", label)
        issuer = ""
        for one in part.children("issuer"):
            code, name = one.attribute("code").upper(), one.own_text()
            one.close()
            issuer = code if len(code) == 2 else country_code(name)
            self._add("remarks", *([f"{label} {number}: issued by {name}"] if name and not issuer else []))
        said = [f"{tag} {text}" for tag in ("date-of-issue", "expiry-date") for text in part.texts(tag)]
        said += part.texts("remark")
        for one in part.children("place-of-issue"):
            said.append(f"place-of-issue {self._address(one).text}")
        part.ignore("ssid")
        part.close()
        if said:
            self._add("remarks", f"{label} {number}: {'; '.join(said)}")
        if normal_identifier(number):
            self._add(
                "identifiers", Identifier(kind or "other", normal_identifier(number), number, issuer, label)
            )


def _partial(year: str, month: str, day: str, *, circa: bool, text: str) -> PartialDate | None:
    try:
        if month and day:
            return PartialDate.of_day(date(int(year), int(month), int(day)), circa=circa, text=text)
        if month:
            return PartialDate.of_month(int(year), int(month), circa=circa, text=text)
        return PartialDate.of_years(int(year), circa=circa, text=text) if not day else None
    except ValueError:
        return None
