"""One group of the consolidated list, made into a listing."""

from __future__ import annotations

import re
from typing import cast

from interlock.model.listing import (
    Identifier,
    Listing,
    NameKind,
    Quality,
    Quote,
    Relation,
    Schema,
    normal_identifier,
)
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit
from interlock.sources.british.contacts import emails, phones, websites
from interlock.sources.british.documents import documents, mixed_documents
from interlock.sources.british.gathered import Gathered, printed_on
from interlock.sources.british.numbered import numbered, values
from interlock.sources.british.registrations import registrations
from interlock.sources.british.table import TABLE
from interlock.sources.british.told import (
    is_ship_entry,
    is_ship_number,
    own_ship_number,
    told_identifiers,
    un_reference,
    wallets,
)
from interlock.sources.ofsi.marks import pieces
from interlock.sources.ofsi.rows import Group
from interlock.sources.unsc.values import deaths

LIST_KEY = "gb.ofsi"

_NAME = ("name1", "name2", "name3", "name4", "name5", "name6")
_ADDRESS = ("address1", "address2", "address3", "address4", "address5", "address6", "post_code")
_UK_REFERENCE = re.compile(r"[A-Z]{3}\d{4}")
_FURTHER = re.compile(r"sanctions imposed in addition to an asset freeze: ([^.]*)\.")
_GENDER = re.compile(r"\bGender: ?(male|female)\b", re.IGNORECASE)


def entry_of(group: Group, audit: Audit, *, has_marks: bool) -> Entry | None:
    """The entry; None, with an alarm, when it has no name."""
    gathered = Gathered(audit, group.where)
    other = group.text("other")
    told, unknown = pieces(other) if has_marks else ([], [])
    for mark in unknown:
        audit.alarm("unknown-field", f"the mark ({mark}): is not known", group.where)
    schema = _schema(group, gathered, [text for field, text in told if field == "entity_type"], has_marks)
    _names(group, gathered)
    if not gathered.values["names"]:
        audit.alarm("unreadable-record", "a group without a name", group.where)
        return None
    _person(group, gathered)
    for row in group.rows:
        gathered.address(tuple(row.get(field, "") for field in _ADDRESS), row.get("country", ""))
    if has_marks:
        for field, text in told:
            _told(field, text, gathered, schema)
    else:
        _free_text(other, gathered, schema)
    return Entry(_listing(group, gathered, schema), group.where)


def _listing(group: Group, gathered: Gathered, schema: Schema) -> Listing:
    for regime in group.texts("regime"):
        if regime not in TABLE["regimes"]["ofsi"]:
            gathered.unknown("Regime", regime)
        gathered.add("programmes", regime)
    # A target of two regimes has a day for each; the first made it a target.
    listed = [day for text in group.texts("listed_on") if (day := gathered.day("Listed On", text))]
    updated = [day for text in group.texts("updated") if (day := gathered.day("Last Updated", text))]
    for text in group.texts("uk_designated"):
        gathered.say("UK Sanctions List date designated", text)
    gathered.values["effects"].insert(0, "asset_freeze")
    first = min(listed, default=None)
    return Listing(
        authority="gb",
        list_key=LIST_KEY,
        source_id=group.text("group_id"),
        schema=schema,
        listed_on=printed_on(first),
        amended_on=tuple(sorted({day for day in (*listed, *updated) if day != first})),
        **gathered.fields(),
    )


def _schema(group: Group, gathered: Gathered, entity_types: list[str], has_marks: bool) -> Schema:
    known = cast("Schema", gathered.known("kinds", group.text("kind")) or "LegalEntity")
    if known != "Organization":
        return known
    if not has_marks and is_ship_entry(group.text("other")):
        return "Vessel"
    words = set(re.findall(r"[a-z]+", " ".join(entity_types).lower()))
    return "Company" if words & set(TABLE["company_words"]["words"]) else "Organization"


def _names(group: Group, gathered: Gathered) -> None:
    """The primary name first; a second of that type is an alias (`Prime Alias` marks every spelling)."""
    found: dict[tuple[str, ...], tuple[NameKind, Quality]] = {}
    for row in group.rows:
        name = tuple(row.get(part, "") for part in _NAME)
        kind = cast("NameKind", gathered.known("name_types", row.get("alias_type", "")) or "alias")
        strength = row.get("alias_quality", "")
        known = gathered.known("alias_strengths", strength) if strength else None
        quality = cast("Quality", known or "unknown")
        if any(name) and (name not in found or kind == "primary"):
            found[name] = (kind, quality)
    order = sorted(found.items(), key=lambda item: item[1][0] != "primary")
    for place, (name, (kind, quality)) in enumerate(order):
        gathered.name(name, "alias" if place and kind == "primary" else kind, quality)
    for text in group.texts("script"):
        gathered.name((text,), "alias" if gathered.values["names"] else "primary")


def _person(group: Group, gathered: Gathered) -> None:
    for text in group.texts("dob"):
        gathered.birth(text)
    gathered.nationality(group.text("nationality"))
    for text in group.texts("title"):
        gathered.add("titles", *values(text))
    for text in group.texts("position"):
        gathered.add("positions", *values(text))
    for town, country in _places(group.text("birth_town"), group.text("birth_country")):
        gathered.add("birth_places", ", ".join(filter(None, (town, country))))
    if number := group.text("ni_number"):
        gathered.documents(mixed_documents(number, "national_id"))
    details, number = group.text("passport_details"), group.text("passport_number")
    if "passport_number" in group.rows[0] or number:
        gathered.documents(documents(number, details, "passport"))
    elif details:
        gathered.documents(mixed_documents(details, "passport"))
    gathered.documents(documents(group.text("id_number"), group.text("id_details"), "national_id"))


def _places(towns: str, countries: str) -> list[tuple[str, str]]:
    """Town and country of each birth place, by their numbers."""
    (_, left), (_, right) = numbered(towns), numbered(countries)
    by_town = {place: one.text for one in left for place in range(one.first, one.last + 1)}
    by_country = {place: one.text for one in right for place in range(one.first, one.last + 1)}
    if len(by_town) > 1 and len(by_country) == 1:  # one country printed for all
        by_country = dict.fromkeys(by_town, by_country[1])
    blank = ("-", "")
    pairs = [(by_town.get(place, ""), by_country.get(place, "")) for place in sorted(by_town | by_country)]
    return [("" if town in blank else town, "" if country in blank else country) for town, country in pairs]


def _told(field: str, text: str, gathered: Gathered, schema: Schema) -> None:
    """One piece of Other Information."""
    if field == "uk_reference":
        if _UK_REFERENCE.fullmatch(text):
            gathered.add("quotes", Quote("gb", text, text))
            gathered.add("identifiers", Identifier("other", text, text, "GB", "UK Sanctions List reference"))
        else:
            gathered.unknown("UK Sanctions List Ref", text)
    elif field == "un_reference":
        gathered.un_quote(text)
    elif field == "gender":
        gathered.gender(text.strip(" ."))
    elif field == "reasons":
        gathered.add("reasons", text)
        gathered.add("identifiers", *wallets(text))
    elif field in ("", "hull"):
        gathered.say("Hull identification number" if field else "", text)
        for measures in _FURTHER.findall(text):
            for measure in measures.split(","):
                gathered.effects("ofsi_further", measure)
        if schema == "Person":
            gathered.add("death_dates", *deaths(text))
        gathered.add("identifiers", *told_identifiers(text, schema))
    elif field in ("phone", "website", "email", "registration", "entity_type", "parent", "subsidiary"):
        _told_of_body(field, text, gathered)
    else:
        _told_of_ship(field, text, gathered)


def _told_of_body(field: str, text: str, gathered: Gathered) -> None:
    if field == "phone":
        gathered.contact("phone", "Phone number", phones(text), text)
    elif field == "website":
        gathered.contact("website", "Website", websites(text), text)
    elif field == "email":
        gathered.contact("email", "Email address", emails(text), text)
    elif field == "registration":
        gathered.documents(registrations(text))
    elif field == "entity_type":
        gathered.say("Type of entity", text)
    else:
        gathered.add("relations", *(Relation(field, one) for one in values(text)))


def _told_of_ship(field: str, text: str, gathered: Gathered) -> None:
    if field == "imo":
        number = normal_identifier(text)
        if is_ship_number(number):
            gathered.add("identifiers", Identifier("imo_ship", number, text, label="IMO number"))
        else:
            gathered.unknown("IMO number", text)
            gathered.say("IMO number", text)
    elif field in ("owner", "previous_owner"):
        kind = "owner" if field == "owner" else "previous owner"
        gathered.add("relations", *(Relation(kind, one) for one in values(text)))
    elif field == "flag":
        gathered.nationality(text, "countries")
    elif field == "ship_type":
        gathered.add("vessel_types", text)
    else:
        gathered.say(field.replace("_", " ").capitalize(), text)


def _free_text(text: str, gathered: Gathered, schema: Schema) -> None:
    """Other Information of before 2021: sentences."""
    gathered.say("", text)
    if reference := un_reference(text, schema):
        gathered.un_quote(reference)
    gathered.add("identifiers", *told_identifiers(text, schema))
    if schema == "Vessel":
        gathered.add("identifiers", *own_ship_number(text))
    if schema == "Person":
        gathered.add("death_dates", *deaths(text))
        if sex := _GENDER.search(text):
            gathered.gender(sex[1])
