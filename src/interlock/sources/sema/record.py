"""One `record` of the SEMA file, under either naming of its elements, made into a listing."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Effect, Identifier, Listing, Name, Schema
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit, Fields, squeeze
from interlock.sources.readers import local_name
from interlock.sources.sema.aliases import TABLE, aliases, also_known

LIST_KEY = "ca.sema"

_ELEMENTS: dict[str, str] = {
    printed: field for field, names in TABLE["elements"].items() for printed in names
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


class Record:
    """One record while it is read."""

    def __init__(self, element: etree._Element, number: int, audit: Audit) -> None:
        self.audit = audit
        self.where = f"record[{number}]"
        fields = Fields(element, audit, self.where)
        self.texts: dict[str, str] = {}
        """Of each field, by the key of the table, whichever of its names the file uses."""
        for printed in dict.fromkeys(local_name(child) for child in element):
            if printed in _ELEMENTS and (text := fields.text(printed)):
                if _ELEMENTS[printed] in self.texts:
                    audit.alarm("repeated-field", f"<{printed}> has a twin of another name", self.where)
                self.texts.setdefault(_ELEMENTS[printed], text)
        fields.close()
        self.remarks: list[str] = []

    def entry(self) -> Entry | None:
        """The entry; None, with an alarm, when it has no country or item, or no name."""
        country, item = self.texts.get("country", ""), self.texts.get("item", "")
        names = self._names()
        if not country or not item or not names:
            self.audit.alarm("unreadable-record", "a record without a country, an item or a name", self.where)
            return None
        regulations, schedule = _english(country), _schedule(self.texts.get("schedule", ""))
        if regulations not in TABLE["regulations"]:
            self._unknown("Country", country)
        schema = self._schema()
        act = f"{country}, Schedule {schedule}" if schedule else country
        return Entry(
            Listing(
                authority="ca",
                list_key=LIST_KEY,
                source_id=f"{regulations}/{schedule}/{item}",
                schema=schema,
                names=(*names, *self._aliases(schema)),
                identifiers=self._imo(schema),
                birth_dates=self._births(schema),
                titles=(self.texts["title"],) if schema == "Person" and "title" in self.texts else (),
                programmes=(country,),
                effects=self._effects(schema, regulations, schedule),
                legal_basis=(f"{act}, item {item}",),
                vessel_types=(self.texts["title"],) if schema == "Vessel" and "title" in self.texts else (),
                listed_on=self._listed_on(),
                remarks=tuple(self.remarks),
            ),
            f"{self.where} ({regulations}/{schedule}/{item})",
        )

    def _unknown(self, field: str, value: str) -> None:
        self.audit.alarm("unknown-value", f"{field} is {value!r}", self.where)

    def _schema(self) -> Schema:
        """A ship by its number or its type; the file has one element for a body and a ship."""
        if "body" not in self.texts:
            return "Person"
        title = _english(self.texts.get("title", "")).lower()
        if title and title not in TABLE["ship_types"]:
            self._unknown("TitleOrShip of an entity or ship", self.texts["title"])
        ship = "imo" in self.texts or title in TABLE["ship_types"]
        if title and not ship:
            self.remarks.append(f"TitleOrShip: {self.texts['title']}")
        return "Vessel" if ship else "Organization"

    def _names(self) -> tuple[Name, ...]:
        """The main name; of a body also what its `(also known as ...)` says and its two languages."""
        body, last, given = (self.texts.get(key, "") for key in ("body", "last_name", "given_name"))
        if not body:
            whole = squeeze(f"{given} {last}")
            return (Name(whole, family=last),) if whole else ()
        if last or given:
            self.audit.alarm("two-names", "a person and an entity in one; the entity counts", self.where)
            self.remarks.append(f"Person: {squeeze(f'{given} {last}')}")
        main, more = also_known(body)
        if more:
            self.remarks.append(f"Name: {body}")
        halves = [squeeze(half) for half in main.split("/")]
        more += halves if len(halves) == 2 and all(halves) else []  # English/French
        return (Name(main), *(Name(name, "alias") for name in more))

    def _aliases(self, schema: Schema) -> tuple[Name, ...]:
        printed = self.texts.get("aliases", "")
        found, whole = aliases(printed, person=schema == "Person")
        if printed and not whole:
            self.remarks.append(f"Aliases: {printed}")
        return tuple(Name(name, "alias") for name in found)

    def _imo(self, schema: Schema) -> tuple[Identifier, ...]:
        printed = self.texts.get("imo", "")
        number = re.fullmatch(r"(?:IMO ?)?(\d{7})", printed)
        if printed and (number is None or schema != "Vessel"):
            self._unknown("ShipIMONumber", printed)
            self.remarks.append(f"ShipIMONumber: {printed}")
        return (Identifier("imo_ship", number[1], printed, label="IMO"),) if number else ()

    def _births(self, schema: Schema) -> tuple[PartialDate, ...]:
        """Birth dates of a person; of a ship the element holds the year in which it was built."""
        printed = self.texts.get("birth", "")
        if not printed:
            return ()
        if schema != "Person":
            self.remarks.append(f"Built: {printed}" if schema == "Vessel" else f"Date: {printed}")
            return ()
        found = [_date(part) for part in re.split(r" (?:or|OR) ", printed)]
        known = tuple(one for one in found if one is not None)
        if len(known) < len(found):
            self.remarks.append(f"Date of birth: {printed}")
            if printed not in TABLE["births"]["unread"]:
                self._unknown("date of birth", printed)
        return known

    def _effects(self, schema: Schema, regulations: str, schedule: str) -> tuple[Effect, ...]:
        own = TABLE["effects"].get(f"{regulations}/{schedule}")
        return tuple(own or (("vessel_measures",) if schema == "Vessel" else ("asset_freeze",)))

    def _listed_on(self) -> ActDate | None:
        """As printed; the file of 2020 has no such element."""
        printed = self.texts.get("listed", "")
        if not printed:
            return None
        if not _DAY.fullmatch(printed):
            self._unknown("DateOfListing", printed)
            self.remarks.append(f"DateOfListing: {printed}")
            return None
        try:
            day = date.fromisoformat(printed)
        except ValueError:
            self._unknown("DateOfListing", printed)
            return None
        return ActDate(day, day, "printed")


def _english(bilingual: str) -> str:
    """`Syria` of `Syria / Syrie`, `Oil Tanker` of `Oil Tanker | Pétrolier`; else the whole."""
    return re.split(r"\s*\|\s*|\s+/\s+", bilingual)[0].strip()


def _schedule(printed: str) -> str:
    """`1, Part 3`, also where the space is missing; `N/A` is none, as in the files that leave it out."""
    return "" if printed == "N/A" else re.sub(r",\s*", ", ", printed)


def _date(printed: str) -> PartialDate | None:
    try:
        if _DAY.fullmatch(printed):
            return PartialDate.of_day(date.fromisoformat(printed), text=printed)
        if month := _MONTH.fullmatch(printed):
            return PartialDate.of_month(int(month[1]), int(month[2]), text=printed)
        if years := _YEARS.fullmatch(printed):
            return PartialDate.of_years(int(years[1]), int(years[2] or years[1]), text=printed)
    except ValueError:
        return None
    return None
