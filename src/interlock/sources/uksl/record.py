"""One designation of the UK Sanctions List, made into a listing."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from interlock.model.dates import ActDate
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
from interlock.sources.audit import Audit, squeeze
from interlock.sources.british.contacts import emails, phones, websites
from interlock.sources.british.documents import documents
from interlock.sources.british.gathered import Gathered, printed_on
from interlock.sources.british.numbered import values
from interlock.sources.british.registrations import registrations
from interlock.sources.british.table import TABLE
from interlock.sources.british.told import is_ship_number, own_ship_number, told_identifiers, wallets
from interlock.sources.uksl.raw import ADDRESS_PARTS, NAME_PARTS, Raw

LIST_KEY = "gb.uksl"
UN_LISTED = "un-listed"
"""First in `legal_basis` where the list says that the designation is the UN's."""

_UNIQUE_ID = re.compile(r"[A-Z]{2,4}\d{3,5}")
_GROUP_ID = re.compile(r"\d{3,6}")


def entry_of(raw: Raw, audit: Audit) -> Entry | None:
    """The entry; None, with an alarm, when it has no id or no name."""
    gathered = Gathered(audit, raw.where)
    source_id = raw.text("UniqueID")
    schema = _schema(raw, gathered)
    _names(raw, gathered)
    if not _UNIQUE_ID.fullmatch(source_id) or not gathered.values["names"]:
        audit.alarm("unreadable-record", "a designation without a UniqueID or a name", raw.where)
        return None
    _measures(raw, gathered)
    _references(raw, gathered)
    _person(raw, gathered)
    _body(raw, gathered, schema)
    _ship(raw, gathered)
    _common(raw, gathered, schema)
    designated = gathered.day("DateDesignated", raw.text("DateDesignated"))
    updated = gathered.day("LastUpdated", raw.text("LastUpdated"))
    _repeated(raw, audit)
    listing = Listing(
        authority="gb",
        list_key=LIST_KEY,
        source_id=source_id,
        schema=schema,
        listed_on=_listed_on(designated, gathered),
        amended_on=(updated,) if updated and updated != designated else (),
        **gathered.fields(),
    )
    return Entry(listing, raw.where)


def _listed_on(designated: date | None, gathered: Gathered) -> ActDate | None:
    """The day that the list prints; `by 2020-12-31` where that day is not the UK's own act.

    On that day the UK's regulations took over what EU law had frozen before: it stands on 1,018 entries of
    2026-08-22. Of what the UN had designated by then, the list prints the UN's day (30/03/2018, where OFSI's
    list prints 03/04/2018), which is no act of the UK.
    """
    taken_over: date = TABLE["dates"]["taken_over"]
    by_the_un = UN_LISTED in gathered.values["legal_basis"]
    if designated is None or designated > taken_over or (designated < taken_over and not by_the_un):
        return printed_on(designated)
    gathered.say("Date designated", designated.isoformat())
    return ActDate(None, taken_over, "printed")


def _schema(raw: Raw, gathered: Gathered) -> Schema:
    known = gathered.known("kinds", raw.text("IndividualEntityShip"))
    if known == "Organization" and any(is_company(text) for text in raw.texts("TypeOfEntity")):
        return "Company"
    return cast("Schema", known or "LegalEntity")


def is_company(entity_type: str) -> bool:
    """Does the type of the entity, in its free words, say that it is a company?"""
    words = set(re.findall(r"[a-z]+", entity_type.lower()))
    return bool(words & set(TABLE["company_words"]["words"]))


def _repeated(raw: Raw, audit: Audit) -> None:
    """What an entry has once and yet is printed in two forms: the first counts."""
    for field in TABLE["uksl_single"]["fields"]:
        if len(raw.texts(field)) > 1:
            audit.alarm("repeated-field", f"{field} differs within one designation", raw.where)


def _names(raw: Raw, gathered: Gathered) -> None:
    """The primary name first; a second name of type primary is an alias."""
    order = []
    for parts in raw.parts("Name"):
        name = tuple(parts.get(part, "") for part in NAME_PARTS)
        if not any(name):  # `Primary Name` and nothing else, on 30 names of 2026-08-22
            continue
        kind = cast("NameKind", gathered.known("name_types", parts.get("NameType", "")) or "alias")
        strength = parts.get("AliasStrength", "")
        known = gathered.known("alias_strengths", strength) if strength else None
        order.append((kind != "primary", name, cast("Quality", known or "unknown")))
        if title := parts.get("Title"):
            gathered.add("titles", title)
    order.sort(key=lambda item: item[0])
    for place, (is_alias, name, quality) in enumerate(order):
        gathered.name(name, "alias" if is_alias or place else "primary", quality)
    for parts in raw.parts("NonLatinName"):
        first: NameKind = "alias" if gathered.values["names"] else "primary"
        gathered.name((parts.get("NameNonLatinScript", ""),), first)


def _measures(raw: Raw, gathered: Gathered) -> None:
    regime = raw.text("RegimeName")
    if regime not in TABLE["regimes"]["uksl"]:
        gathered.unknown("RegimeName", regime)
    gathered.add("programmes", regime)
    source = raw.text("DesignationSource")
    known = [gathered.known("sources", part) for part in source.split("|")] if source else []
    if "un" in known:
        gathered.add("legal_basis", UN_LISTED)
    gathered.add("legal_basis", regime)
    for printed in raw.texts("SanctionsImposed"):
        for part in filter(None, map(squeeze, printed.split("|"))):
            gathered.effects("measures", part)
        gathered.say("Sanctions imposed", printed)
    for indicators in raw.parts("SanctionsImposedIndicators"):
        for tag, value in indicators.items():
            if value.lower() == "true":
                gathered.effects("indicators", tag)
            elif value.lower() not in ("false", ""):
                gathered.unknown(tag, value)


def _references(raw: Raw, gathered: Gathered) -> None:
    for printed in raw.texts("OFSIGroupID"):
        if _GROUP_ID.fullmatch(printed):
            gathered.add("quotes", Quote("gb", printed, printed))
            gathered.add("identifiers", Identifier("other", printed, printed, "GB", "OFSI Group ID"))
        else:
            gathered.unknown("OFSIGroupID", printed)
            gathered.say("OFSI Group ID", printed)
    for printed in raw.texts("UNReferenceNumber"):
        gathered.un_quote(printed)


def _person(raw: Raw, gathered: Gathered) -> None:
    for text in raw.texts("DOB"):
        gathered.birth(text)
    for text in raw.texts("Nationality"):
        gathered.nationality(text)
    for text in raw.texts("Gender"):
        gathered.gender(text)
    for text in raw.texts("Position"):
        gathered.add("positions", *values(text))
    for text in raw.texts("Title"):
        gathered.add("titles", *values(text))
    for parts in raw.parts("Location"):
        gathered.add("birth_places", _joined(parts, ("TownOfBirth", "CountryOfBirth")))
    for parts in raw.parts("Passport"):
        number, told = parts.get("PassportNumber", ""), parts.get("PassportAdditionalInformation", "")
        gathered.documents(documents(number, told, "passport"))
    for parts in raw.parts("NationalIdentifier"):
        number = parts.get("NationalIdentifierNumber", "")
        told = parts.get("NationalIdentifierAdditionalInformation", "")
        gathered.documents(documents(number, told, "national_id"))


def _joined(parts: dict[str, str], names: tuple[str, ...]) -> str:
    return ", ".join(filter(None, (parts.get(name, "") for name in names)))


def _body(raw: Raw, gathered: Gathered, schema: Schema) -> None:
    for text in raw.texts("BusinessRegistrationNumber"):
        gathered.documents(registrations(text))
    for text in raw.texts("TypeOfEntity"):
        gathered.say("Type of entity", text)
    for text in raw.texts("ParentCompany"):
        gathered.add("relations", *(Relation("parent", one) for one in values(text)))
    for text in raw.texts("Subsidiary"):
        gathered.add("relations", *(Relation("subsidiary", one) for one in values(text)))
    if schema == "Vessel" and (raw.texts("ParentCompany") or raw.texts("Subsidiary")):
        gathered.unknown("ParentCompany or Subsidiary of a ship", "filled")


def _ship(raw: Raw, gathered: Gathered) -> None:
    for text in raw.texts("IMONumber"):
        for one in values(text):
            number = re.sub(r"^IMO[\s:]*", "", one, flags=re.IGNORECASE)
            if not is_ship_number(number):
                gathered.unknown("IMONumber", one)
                gathered.say("IMO number", one)
                continue
            gathered.add("identifiers", Identifier("imo_ship", number, one, label="IMO number"))
    for text in raw.texts("HullIdentificationNumber"):
        gathered.add(
            "identifiers",
            Identifier("other", normal_identifier(text), text, label="Hull identification number"),
        )
    for text in raw.texts("CurrentOwnerOperator"):
        gathered.add("relations", *(Relation("owner or operator", one) for one in values(text)))
    for text in raw.texts("PreviousOwnerOperator"):
        gathered.add("relations", *(Relation("previous owner or operator", one) for one in values(text)))
    for text in raw.texts("CurrentBelievedFlagOfShip"):
        gathered.nationality(text, "countries")
    for text in raw.texts("TypeOfShip"):
        gathered.add("vessel_types", text)
    for field, label in TABLE["ship_remarks"].items():
        for text in raw.texts(field):
            gathered.say(label, text)


def _common(raw: Raw, gathered: Gathered, schema: Schema) -> None:
    for parts in raw.parts("Address"):
        lines = tuple(parts.get(part, "") for part in ADDRESS_PARTS[:-1])
        gathered.address(lines, parts.get("AddressCountry", ""))
    for text in raw.texts("PhoneNumber"):
        gathered.contact("phone", "Phone number", phones(text), text)
    for text in raw.texts("EmailAddress"):
        gathered.contact("email", "Email address", emails(text), text)
    for text in raw.texts("Website"):
        gathered.contact("website", "Website", websites(text), text)
    for text in raw.texts("CryptoWalletAddress"):
        gathered.add(
            "identifiers", Identifier("wallet", normal_identifier(text), text, label="crypto address")
        )
    for text in raw.texts("OtherInformation"):
        gathered.say("", text)
        gathered.add("identifiers", *told_identifiers(text, schema))
    for text in raw.texts("UKStatementofReasons"):
        gathered.add("reasons", text)
        gathered.add("identifiers", *wallets(text))
    if schema == "Vessel" and not raw.texts("IMONumber"):
        texts = " ".join((*raw.texts("UKStatementofReasons"), *raw.texts("OtherInformation")))
        gathered.add("identifiers", *own_ship_number(texts))
