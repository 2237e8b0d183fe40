"""One sanctionEntity of the FSF export, made into a listing."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, cast

import msgspec
from lxml import etree

from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import (
    Address,
    Effect,
    Identifier,
    IdentifierKind,
    Listing,
    Name,
    NameKind,
    Quality,
    Quote,
    Schema,
    normal_identifier,
)
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit, Fields, squeeze
from interlock.sources.fsf.dates import Act, listed_on
from interlock.sources.fsf.names import Alias
from interlock.sources.fsf.numbers import clean_number, ship_identifiers
from interlock.sources.fsf.table import TABLE

LIST_KEY = "eu.fsf"

_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3,4}")
_CUT_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{0,2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SCRIPT_REMARK = re.compile(r"\(?original script: ([^)]+)\)?", re.IGNORECASE)
_FLAGS = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
_PLACE = ("street", "poBox", "place", "city", "region", "zipCode")


class Record:
    """One record while it is read: acts and remarks gather from all its parts."""

    def __init__(self, element: etree._Element, audit: Audit) -> None:
        self.audit = audit
        self.fields = Fields(element, audit, "sanctionEntity")
        self.acts: set[Act] = set()
        self.remarks: list[str] = []
        self.programmes: list[str] = []
        self.functions: list[str] = []
        self.titles: list[str] = []
        self.genders: list[str] = []

    def entry(self) -> Entry | None:
        """The entry; None, with an alarm, when it has no number or no name."""
        fields = self.fields
        number, reference = fields.attribute("logicalId"), fields.attribute("euReferenceNumber")
        source_id = reference or f"L{number}"
        named = f"euReferenceNumber={reference}" if reference else f"logicalId={number}"
        fields.where = where = f"sanctionEntity[{named}]"
        self._regulations()
        names = self._names()
        if not re.fullmatch(r"[0-9]{1,9}", number) or not names:
            self.audit.alarm("unreadable-record", "an entity without a logicalId or a name", "sanctionEntity")
            return None
        listing = self._listing(source_id, int(number), names)
        fields.close()
        return Entry(listing, where)

    def _listing(self, source_id: str, number: int, names: tuple[Name, ...]) -> Listing:
        schema = self._schema()
        quotes = self._quotes()
        details = self.fields.attribute("designationDetails")
        self._say(*self.fields.texts("remark"), f"Designation: {details}" if details else "")
        births, birth_places = self._births()
        identifiers = self._identifications()
        if schema == "Organization" and (ships := ship_identifiers(identifiers)):
            schema, identifiers = "Vessel", ships
        addresses, contacts = self._addresses()
        person = schema == "Person"
        functions = tuple(dict.fromkeys(self.functions))
        nationalities = self._citizenships()
        acts = sorted(self.acts)
        act_date = self._listed_on(number)
        return Listing(
            authority="eu",
            list_key=LIST_KEY,
            source_id=source_id,
            schema=schema,
            names=names,
            identifiers=tuple(dict.fromkeys((*identifiers, *contacts))),
            birth_dates=births,
            birth_places=birth_places,
            genders=self._genders() if person else (),
            nationalities=nationalities if person else (),
            countries=() if person else nationalities,
            addresses=addresses,
            positions=functions if person else (),
            titles=tuple(dict.fromkeys(self.titles)),
            programmes=tuple(dict.fromkeys(self.programmes)),
            effects=self._effects(),
            legal_basis=tuple(dict.fromkeys(act.title for act in acts)),
            reasons=() if person else functions,
            remarks=tuple(dict.fromkeys(self.remarks)),
            quotes=quotes,
            listed_on=act_date,
            amended_on=_later(acts, act_date),
        )

    def _unknown(self, field: str, value: str) -> None:
        self.audit.alarm("unknown-value", f"{field} is {value!r}", self.fields.where)

    def _say(self, *remarks: str) -> None:
        self.remarks += [text for text in remarks if text and text.lower() not in TABLE["empty"]["remarks"]]

    def _day(self, field: str, printed: str) -> date | None:
        try:
            return date.fromisoformat(printed[:10]) if printed else None
        except ValueError:
            self._unknown(field, printed)
            return None

    def _code(self, part: Fields) -> str:
        """The country of a part; empty for `00`, which is unknown."""
        printed = part.attribute("countryIso2Code")
        if printed in ("", "00"):
            return ""
        if not _COUNTRY.fullmatch(printed):
            self._unknown("countryIso2Code", printed)
            return ""
        return printed

    def _parts(self, tag: str) -> list[Fields]:
        """The parts of this name, their acts taken and what is of no use ignored."""
        parts = self.fields.children(tag)
        for part in parts:
            part.ignore(*TABLE["ignored"]["anywhere"])
            for summary in part.children("regulationSummary"):
                self._act(summary)
        return parts

    def _act(self, part: Fields) -> None:
        title, kind = part.attribute("numberTitle"), part.attribute("regulationType")
        if day := self._day("publicationDate", part.attribute("publicationDate")):
            self.acts.add(Act(day, title, kind))
        part.ignore("publicationUrl")
        part.close()

    def _regulations(self) -> None:
        for part in self.fields.children("regulation"):
            self.programmes += filter(None, (part.attribute("programme"),))
            part.ignore(*TABLE["ignored"]["anywhere"], *TABLE["ignored"]["regulation"])
            self._act(part)
        if not self.programmes:
            self.audit.alarm("missing-field", "an entity without a programme", self.fields.where)

    def _schema(self) -> Schema:
        for part in self.fields.children("subjectType"):
            code = part.attribute("code")
            part.ignore("classificationCode")  # P or E, as the code
            part.close()
            if known := TABLE["subjects"].get(code):
                return cast("Schema", known)
            self._unknown("subjectType", code)
        return "LegalEntity"

    def _effects(self) -> tuple[Effect, ...]:
        """A freeze; nothing yet for what only announces a designation of the UN."""
        return () if set(self.programmes) <= set(TABLE["dates"]["announced"]) else ("asset_freeze",)

    def _listed_on(self, number: int) -> ActDate | None:
        printed = self.fields.attribute("designationDate")
        designated = self._day("designationDate", printed)
        programme = self.programmes[0] if self.programmes else ""
        known = listed_on(programme, number, designated, self.acts)
        if designated and (known is None or (known.earliest, known.latest) != (designated, designated)):
            self._say(f"Designation date: {designated}")
        return known

    def _quotes(self) -> tuple[Quote, ...]:
        """The UN's reference, where it is whole: `QDi.43` and `HTi.00` have lost a digit."""
        printed = self.fields.attribute("unitedNationId")
        if _REFERENCE.fullmatch(printed):
            return (Quote("un", printed.upper(), printed),)
        if printed:
            self._say(f"UN reference: {printed}")
            if not _CUT_REFERENCE.fullmatch(printed):
                self._unknown("unitedNationId", printed)
        return ()

    def _names(self) -> tuple[Name, ...]:
        """The primary name, then the others in the order of their numbers: that of the file varies."""
        aliases: list[Alias] = []
        for part in self.fields.children("nameAlias"):
            aliases += self._alias(part)
        aliases.sort(key=lambda alias: alias.number)
        self.functions += [alias.function for alias in aliases if alias.function]
        if not aliases:
            return ()
        main = min(aliases, key=Alias.rank)
        first = msgspec.structs.replace(main.name, kind="primary")
        rest = (alias.name for alias in aliases if alias.name.text != first.text)
        return tuple(dict.fromkeys((first, *rest)))

    def _alias(self, part: Fields) -> list[Alias]:
        printed_number = part.attribute("logicalId")
        number = int(printed_number) if printed_number.isdecimal() else 0
        kind: NameKind = "alias"
        quality: Quality = "unknown"
        scripts = []
        for remark in part.texts("remark"):
            if known := TABLE["name_remarks"].get(re.sub(r"[().]", "", remark).strip().lower()):
                kind, quality = known
            elif script := _SCRIPT_REMARK.fullmatch(remark):
                scripts.append(script[1].strip())
            else:
                self._say(remark)
        if known := self._known("genders", part.attribute("gender")):
            self.genders.append(known)
        self.titles += filter(None, (part.attribute("title"),))
        text, last = part.attribute("wholeName"), part.attribute("lastName")
        function, language = part.attribute("function"), part.attribute("nameLanguage")
        for summary in part.children("regulationSummary"):
            self._act(summary)
        part.ignore(*TABLE["ignored"]["anywhere"], *TABLE["ignored"]["name"])
        part.close()
        family = last if last and last in text else ""
        named = Alias(number, Name(text, kind, quality, family=family), function, language)
        others = [named._replace(name=Name(one, kind, quality), function="") for one in scripts]
        return [named, *others] if text else others

    def _genders(self) -> tuple[Literal["male", "female"], ...]:
        return cast("tuple[Literal['male', 'female'], ...]", tuple(dict.fromkeys(self.genders)))

    def _known(self, table: str, printed: str) -> str:
        known: str | None = TABLE[table].get(printed)
        if known is None:
            self._unknown(table, printed)
        return known or ""

    def _births(self) -> tuple[tuple[PartialDate, ...], tuple[str, ...]]:
        dates: list[PartialDate] = []
        places: list[str] = []
        for part in self._parts("birthdate"):
            dates += self._birth(part)
            code, country = part.attribute("countryIso2Code"), part.attribute("countryDescription")
            lines = [part.attribute(name) for name in _PLACE] + ["" if code == "00" else country]
            places += filter(None, (", ".join(dict.fromkeys(filter(None, lines))),))
            self._say(*(f"Birth: {remark}" for remark in part.texts("remark")))
            part.close()
        return tuple(dict.fromkeys(dates)), tuple(dict.fromkeys(places))

    def _birth(self, part: Fields) -> list[PartialDate]:
        """One date; none, and a remark, for a year of another calendar or a span that is open."""
        day, year, month = (part.attribute(name) for name in ("birthdate", "year", "monthOfYear"))
        first, last = part.attribute("yearRangeFrom"), part.attribute("yearRangeTo")
        circa, calendar = part.attribute("circa") == "true", part.attribute("calendarType")
        of_month = part.attribute("dayOfMonth")
        if not (day or year or first or last):
            return []
        if calendar not in ("GREGORIAN", "ISLAMIC"):
            self._unknown("calendarType", calendar)
        converted = calendar == "ISLAMIC" and day[:4] != year
        shown = "-".join(filter(None, (year, month, of_month))) if year else f"{first}-{last}"
        try:
            if day and (calendar == "GREGORIAN" or converted):  # 24.6.1402 is printed as 1982-04-19, rightly
                text = day if calendar == "GREGORIAN" else f"{day} ({shown} {calendar})"
                return [PartialDate.of_day(date.fromisoformat(day[:10]), circa=circa, text=text)]
            if calendar == "GREGORIAN" and year and month:
                return [PartialDate.of_month(int(year), int(month), circa=circa, text=shown)]
            if calendar == "GREGORIAN" and (year or (first and last)):
                years = (int(year or first), int(year or last))
                return [PartialDate.of_years(*years, circa=circa, text=year or shown)]
        except (ValueError, OverflowError):  # no such day; a year of a hundred digits
            self._unknown("birthdate", day or shown)
        self._say(f"Birth: {day or shown}{'' if calendar == 'GREGORIAN' else f' ({calendar} calendar)'}")
        return []

    def _citizenships(self) -> tuple[str, ...]:
        codes = []
        for part in self._parts("citizenship"):
            codes.append(self._code(part))
            self._say(
                *(
                    f"Citizenship: {text}"
                    for text in (part.attribute("region"), *part.texts("remark"))
                    if text
                )
            )
            part.ignore("countryDescription")
            part.close()
        return tuple(dict.fromkeys(filter(None, codes)))

    def _addresses(self) -> tuple[tuple[Address, ...], list[Identifier]]:
        found: list[Address] = []
        contacts: list[Identifier] = []
        for part in self._parts("address"):
            code = self._code(part)
            notes = ["as at listing time"] if part.attribute("asAtListingTime") == "true" else []
            notes += [remark.strip("()") for remark in part.texts("remark")]
            text = ", ".join(filter(None, (part.attribute(name) for name in _PLACE)))
            if text or code:
                found.append(
                    Address(" ".join([*filter(None, (text,)), *(f"({note})" for note in notes)]), code)
                )
            else:
                self._say(*(f"Address: {note}" for note in notes))
            for contact in part.children("contactInfo"):
                contacts += self._contact(contact)
            part.ignore("countryDescription")
            part.close()
        return tuple(dict.fromkeys(found)), contacts

    def _contact(self, part: Fields) -> list[Identifier]:
        key, value = part.attribute("key"), part.attribute("value")
        part.ignore("regulationLanguage")
        part.close()
        kind = cast("IdentifierKind", self._known("contacts", key) or "other")
        texts = [text.strip().removeprefix("and ") for text in value.split(";")]
        return [
            Identifier(kind, normal_identifier(text), text, label=key)
            for text in texts
            if normal_identifier(text)
        ]

    def _identifications(self) -> tuple[Identifier, ...]:
        found: list[Identifier] = []
        for part in self._parts("identification"):
            found += self._identification(part)
            part.close()
        return tuple(dict.fromkeys(found))

    def _identification(self, part: Fields) -> list[Identifier]:
        code, printed, country = (
            part.attribute("identificationTypeCode"),
            part.attribute("number"),
            self._code(part),
        )
        kind, label = TABLE["identifications"].get(code, ("other", code))
        if code not in TABLE["identifications"]:
            self._unknown("identificationTypeCode", code)
        remarks = part.texts("remark")
        for remark in remarks if code == "other" else ():
            kind = TABLE["other_remarks"].get(re.sub(r"[().]", "", remark).strip().lower(), kind)
        flags = [flag for flag in _FLAGS if part.attribute(flag) == "true"]
        dated = (
            f"{name} {day}" for name in ("issueDate", "validFrom", "validTo") if (day := part.attribute(name))
        )
        rest = (part.attribute(name) for name in ("latinNumber", "issuedBy", "region", "nameOnDocument"))
        said = "; ".join(filter(None, (*flags, *dated, *rest, *remarks)))
        part.ignore(*TABLE["ignored"]["identification"])
        value = clean_number(printed, kind)
        if said or (printed and not value):
            self._say(squeeze(f"{label} {printed}: {said}" if said else f"{label} {printed}"))
        if not value or "knownFalse" in flags:
            return []
        return [Identifier(cast("IdentifierKind", kind), value, printed, country, label)]


def _later(acts: list[Act], listed: ActDate | None) -> tuple[date, ...]:
    known = listed.latest if listed and listed.latest else date.min
    return tuple(sorted({act.day for act in acts if act.plausible and act.day > known}))


def joined(one: Listing, other: Listing) -> Listing:
    """One listing of two records of one entity, in whichever order they come.

    The entity is exported once for each of its programmes; the first of these by name gives the caption.
    """
    first, second = sorted((one, other), key=lambda listing: listing.programmes)
    merged = {
        field: tuple(dict.fromkeys((*getattr(first, field), *getattr(second, field))))
        for field in first.__struct_fields__
        if isinstance(getattr(first, field), tuple) and field not in ("names", "facets")
    }
    known = {name.text for name in first.names}
    more = (name for name in second.names if name.text not in known)
    names = tuple(
        msgspec.structs.replace(name, kind="alias") if name.kind == "primary" else name for name in more
    )
    dates = [act for act in (first.listed_on, second.listed_on) if act]
    merged["names"] = first.names + names
    merged["amended_on"] = tuple(sorted(merged["amended_on"]))
    act_date = min(dates, key=lambda act: (act.latest or date.max, act.earliest or date.min), default=None)
    return msgspec.structs.replace(first, listed_on=act_date, **merged)
