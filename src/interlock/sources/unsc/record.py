"""One INDIVIDUAL or ENTITY of the Consolidated List, made into a listing."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, cast

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
    normal_identifier,
)
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit, Fields
from interlock.sources.countries import country_code
from interlock.sources.readers import local_name
from interlock.sources.unsc.values import (
    TABLE,
    birth_date,
    clean_number,
    company_numbers,
    day_of,
    deaths,
    filled,
    split_names,
    unique,
    with_note,
)

LIST_KEY = "un.consolidated"

_NAME_TAGS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLACE_TAGS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")
_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3,4}")
_SCRIPT_NOTE = re.compile(r"(?:original script|[Ii]n Arabic(?: script)?): ([^A-Za-z]+)$")
_FORMER_NOTE = re.compile(r"(?:previously|formerly) listed as", re.IGNORECASE)
_GENDER = re.compile(r"\bGender:? ?\[?(male|female)\b", re.IGNORECASE)
_MEASURES = re.compile(r"\(\s*((?:Travel Ban|Asset Freeze)[^)]*)\)")


class Record:
    """One record while it is read: what has no field of its own gathers in `remarks`."""

    def __init__(self, element: etree._Element, audit: Audit) -> None:
        self.kind = local_name(element)
        self.is_person = self.kind == "INDIVIDUAL"
        self.audit = audit
        self.fields = Fields(element, audit, self.kind)
        self.remarks: list[str] = []

    def entry(self) -> Entry | None:
        """The entry; None, with an alarm, when it has no DATAID or no name."""
        fields = self.fields
        printed_id = fields.text("DATAID")
        fields.where = where = f"{self.kind}[DATAID={printed_id}]"
        name = " ".join(part for tag in _NAME_TAGS if (part := fields.text(tag)) not in ("", "na"))
        if not re.fullmatch(r"[0-9]{1,12}", printed_id) or not name:
            self.audit.alarm("unreadable-record", "an entry without a DATAID or a name", self.kind)
            return None
        # One of the serialisations drops this space: 600 entries would seem changed between two files.
        comments = fields.text("COMMENTS1").replace("web link:http", "web link: http")
        self.remarks += [comments] if comments else []
        listing = self._listing(TABLE["reissued"].get(printed_id, printed_id), name, comments)
        fields.ignore(*TABLE["ignored"]["elements"])
        fields.close()
        return Entry(listing, where)

    def _listing(self, source_id: str, name: str, comments: str) -> Listing:
        programme = self._known("programmes", self.fields.text("UN_LIST_TYPE"))
        reference = self.fields.text("REFERENCE_NUMBER")
        if not (quotable := _REFERENCE.fullmatch(reference) is not None):
            self._unknown("REFERENCE_NUMBER", reference)
        own = [Identifier("other", normal_identifier(reference), reference, label="UN reference")]
        aliases, alias_births, alias_places = self._aliases()
        return Listing(
            authority="un",
            list_key=LIST_KEY,
            source_id=source_id,
            schema="Person" if self.is_person else "Organization",
            names=unique((Name(name), *self._original_script(), *aliases)),
            identifiers=unique((*own, *self._documents(), *self._company_numbers(comments))),
            birth_dates=unique((*self._births(), *alias_births)),
            birth_places=unique((*self._birth_places(), *alias_places)),
            death_dates=deaths(comments) if self.is_person else (),
            genders=self._genders(comments),
            nationalities=self._nationalities(),
            addresses=self._addresses(),
            positions=self._values("DESIGNATION"),
            titles=self._values("TITLE"),
            programmes=(programme,) if programme else (),
            effects=self._effects(programme, comments),
            quotes=(Quote("un", reference.upper(), reference),) if quotable else (),
            listed_on=self._listed_on(),
            amended_on=self._amended_on(),
            remarks=(*self.remarks, *self._submitted()),
        )

    def _unknown(self, field: str, value: str) -> None:
        self.audit.alarm("unknown-value", f"{field} is {value!r}", self.fields.where)

    def _known(self, table: str, printed: str) -> str:
        known: str | None = TABLE[table].get(printed)
        if known is None:
            self._unknown(table, printed)
        return printed if known is None else known

    def _values(self, tag: str) -> tuple[str, ...]:
        """The VALUEs of a field that holds several."""
        found: list[str] = []
        for part in self.fields.children(tag):
            found += part.texts("VALUE")
            part.close()
        return unique(found)

    def _country(self, printed: str) -> str:
        """The code; empty for what is printed but names no single country, with an alarm if it is new."""
        known: str | None = TABLE["countries"].get(printed)
        code = country_code(printed) if known is None else known
        if printed and not code and known is None:
            self._unknown("country", printed)
        return code

    def _listed_on(self) -> ActDate | None:
        printed = self.fields.text("LISTED_ON")
        try:
            day = day_of(printed)
        except ValueError:
            self._unknown("LISTED_ON", printed)
            return None
        return ActDate(day, day, "printed")

    def _amended_on(self) -> tuple[date, ...]:
        days = set()
        for printed in self._values("LAST_DAY_UPDATED"):
            try:
                days.add(day_of(printed))
            except ValueError:
                self._unknown("LAST_DAY_UPDATED", printed)
        return tuple(sorted(days))

    def _submitted(self) -> list[str]:
        by, on = self.fields.text("SUBMITTED_BY"), self.fields.text("SUBMITTED_ON")
        return [f"Submitted{' by ' + by if by else ''}{' on ' + on if on else ''}"] if by or on else []

    def _original_script(self) -> list[Name]:
        text = re.sub(r"\s*\([A-Za-z]+\)$", "", self.fields.text("NAME_ORIGINAL_SCRIPT"))
        return [Name(text, "alias", "strong")] if text else []

    def _aliases(self) -> tuple[list[Name], list[PartialDate], list[str]]:
        """Names, and the dates and places of birth that some aliases of persons carry."""
        names: list[Name] = []
        births: list[PartialDate] = []
        places: list[str] = []
        for part in self.fields.children(f"{self.kind}_ALIAS"):
            text, note = part.text("ALIAS_NAME"), part.text("NOTE")
            kind, quality = self._quality(part.text("QUALITY"), text)
            former, script = _FORMER_NOTE.match(note), _SCRIPT_NOTE.search(note)
            texts = [*split_names(text), *([script[1].strip()] if script else [])]
            names += [Name(one, "former" if former else kind, quality) for one in texts]
            if note and not script and not _FORMER_NOTE.fullmatch(note):
                self.remarks.append(f"Alias {text}: {note}")
            births += self._birth("", part.text("DATE_OF_BIRTH"), "")
            places += [", ".join(filled(part, ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")))]
            part.close()
        return names, births, [place for place in places if place]

    def _quality(self, printed: str, alias: str) -> tuple[NameKind, Quality]:
        if known := TABLE["qualities"].get(printed):
            return cast("tuple[NameKind, Quality]", tuple(known))
        if alias:
            self._unknown("QUALITY", printed)
        return "alias", "unknown"

    def _births(self) -> list[PartialDate]:
        found: list[PartialDate] = []
        for part in self.fields.children("INDIVIDUAL_DATE_OF_BIRTH"):
            kind, note = part.text("TYPE_OF_DATE"), part.text("NOTE")
            if kind not in ("EXACT", "APPROXIMATELY", "BETWEEN", ""):
                self._unknown("TYPE_OF_DATE", kind)
            span = " - ".join(filled(part, ("FROM_YEAR", "TO_YEAR")))
            found += self._birth(kind, part.text("DATE") or part.text("YEAR") or span, note)
            part.close()
        return found

    def _birth(self, kind: str, printed: str, note: str) -> list[PartialDate]:
        """One date; none when nothing is printed, or, kept as a remark, when it is no date."""
        printed = "" if printed == "null" else printed
        if not printed and not note:
            return []
        try:
            known, text = birth_date(kind, printed, note)
        except ValueError:
            known, text = None, with_note(printed, note)
        if known is None:
            self.remarks.append(f"Date of birth: {text}")
            if printed:
                self._unknown("date of birth", printed)
        return [known] if known else []

    def _birth_places(self) -> list[str]:
        found = []
        for part in self.fields.children("INDIVIDUAL_PLACE_OF_BIRTH"):
            text = ", ".join(unique(filled(part, (*_PLACE_TAGS, "COUNTRY"))))
            found.append(with_note(text, part.text("NOTE")))
            part.close()
        return [place for place in found if place]

    def _addresses(self) -> tuple[Address, ...]:
        found: list[Address] = []
        for part in self.fields.children(f"{self.kind}_ADDRESS"):
            lines, printed = filled(part, _PLACE_TAGS), part.text("COUNTRY")
            code = self._country(printed)
            lines += [printed] if printed and not code else []
            if (text := with_note(", ".join(lines), part.text("NOTE"))) or code:
                found.append(Address(text, code))
            part.close()
        return unique(found)

    def _nationalities(self) -> tuple[str, ...]:
        codes = []
        for printed in self._values("NATIONALITY"):
            if code := self._country(printed):
                codes.append(code)
            elif printed != "na":
                self.remarks.append(f"Nationality: {printed}")
        return unique(codes)

    def _genders(self, comments: str) -> tuple[Literal["male", "female"], ...]:
        """From GENDER; failing that, from the comments, where 26 of the 80 DPRK individuals have it."""
        printed, in_words = self.fields.text("GENDER"), _GENDER.search(comments)
        if not printed and in_words and self.is_person:
            printed = in_words[1]
        known = self._known("genders", printed.lower())
        return (cast("Literal['male', 'female']", known),) if known in ("male", "female") else ()

    def _documents(self) -> list[Identifier]:
        found: list[Identifier] = []
        for part in self.fields.children("INDIVIDUAL_DOCUMENT"):
            found += self._document(part)
            part.close()
        return found

    def _document(self, part: Fields) -> list[Identifier]:
        """One number, if it is clean; all that is said about it goes to the remarks."""
        label, number = part.text("TYPE_OF_DOCUMENT2"), part.text("NUMBER")
        if not number and re.search(r"\d", label):  # the number stands in the label
            label, number = "", label
        label = label or part.text("TYPE_OF_DOCUMENT")
        part.ignore("TYPE_OF_DOCUMENT")  # says less than TYPE_OF_DOCUMENT2, where that is filled
        issuer, issued_in = part.text("ISSUING_COUNTRY"), part.text("COUNTRY_OF_ISSUE")
        city, day, note = part.text("CITY_OF_ISSUE"), part.text("DATE_OF_ISSUE"), part.text("NOTE")
        if not label:
            return []
        kind = cast("IdentifierKind", self._known("documents", label.rstrip(":").lower()))
        # With a city, COUNTRY_OF_ISSUE may be where a consulate stands, and not who issued it.
        country = self._country(issuer) or ("" if city else self._country(issued_in))
        value, named = clean_number(number)
        issued = " in ".join(filter(None, (day, ", ".join(filter(None, (city, issued_in))))))
        said = "; ".join(filter(None, (f"issued {issued}" if issued else "", note)))
        if said or not value:
            self.remarks.append(
                f"{label} {number}: {said}".replace(" : ", ": ") if said else f"{label} {number}"
            )
        return [Identifier(kind, value, number, country or named, label)] if value else []

    def _company_numbers(self, comments: str) -> list[Identifier]:
        return [] if self.is_person else company_numbers(comments)

    def _effects(self, programme: str, comments: str) -> tuple[Effect, ...]:
        """What the comments state (`(Travel Ban, Asset Freeze)`: Libya, Mali), else by list type."""
        stated = " ".join(_MEASURES.findall(comments))
        if not self.is_person:
            return ("asset_freeze",)
        if not stated:
            return tuple(TABLE["effects"].get(programme, ("asset_freeze", "travel_ban")))
        pairs: tuple[tuple[str, Effect], ...] = (
            ("Asset Freeze", "asset_freeze"),
            ("Travel Ban", "travel_ban"),
        )
        return tuple(effect for words, effect in pairs if words in stated)
