"""The European Commission's financial sanctions file, XML 1.1.

Source: https://webgate.ec.europa.eu/fsd/fsf (export schema http://eu.europa.ec/fpi/fsd/export), and the
shape of the published file of 2021.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from interlock.sample.formats.common import Made, iso_date, role_text
from interlock.sample.formats.xml import attributes, text
from interlock.sample.naming import Spelled
from interlock.sample.places import COUNTRIES
from interlock.sample.target import Alias, Birth, Entry

_UNKNOWN = ("00", "UNKNOWN")
_LANGUAGES = {"korean": "KO", "chinese": "ZH", "russian": "RU", "arabic": "AR"}
_DESIGNATION_PRINTED = 3
"""Two of three entries print designationDate. Seen: 1,170 of 2,269; the rest is dated by regulation."""


def files(entries: Sequence[Entry], day: date, form: str) -> Iterator[Made]:
    """The one file of a date."""
    shown = [entry.as_of(day) for entry in entries if entry.shown(day)]
    yield Made("xmlFullSanctionsList_1_1.xml", _xml(shown, day), len(shown))


def _xml(shown: Sequence[Entry], day: date) -> Iterator[bytes]:
    stamp = attributes(
        xmlns="http://eu.europa.ec/fpi/fsd/export",
        generationDate=f"{day.isoformat()}T16:28:05.354+01:00",
        globalFileId=str(900_000 + day.toordinal()),
    )
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<export{stamp}>\n'.encode()
    for entry in shown:
        yield _entity(entry).encode()
    yield b"</export>\n"


class _Ids:
    """Logical ids of an entry and its parts: stable, because they count from the entry's own."""

    def __init__(self, entry: Entry) -> None:
        self._next = int(entry.source_id.split(".")[1]) * 100

    def take(self) -> str:
        self._next += 1
        return str(self._next)


def _act(day: date) -> tuple[str, str]:
    """Number and address of the fictional act of a day."""
    of_year = day.timetuple().tm_yday
    number = f"{day.year}/{90_000 + of_year} (OJ L{of_year})"
    return number, f"https://fictional.example/eli/{day.year}/{of_year}"


def _summary(day: date) -> str:
    number, url = _act(day)
    listed = attributes(
        regulationType="amendment", publicationDate=day.isoformat(), numberTitle=number, publicationUrl=url
    )
    return f"            <regulationSummary{listed}/>\n"


def _part(tag: str, day: date, remark: str = "", **pairs: str | None) -> str:
    inside = (f"            <remark>{text(remark)}</remark>\n" if remark else "") + _summary(day)
    return f"        <{tag}{attributes(**pairs)}>\n{inside}        </{tag}>\n"


def _entity(entry: Entry) -> str:
    ids = _Ids(entry)
    printed = entry.on.isoformat() if entry.target % _DESIGNATION_PRINTED else None
    reference = "" if entry.un_ref_remarked else entry.un_ref
    head = attributes(
        designationDate=printed,
        designationDetails="",
        unitedNationId=reference,
        euReferenceNumber=entry.source_id,
        logicalId=ids.take(),
    )
    person = entry.kind == "Person"
    kind, letter = ("person", "P") if person else ("enterprise", "E")
    last = entry.amended[-1] if entry.amended else entry.on
    parts = [
        f"    <sanctionEntity{head}>\n",
        *(f"        <remark>{text(remark)}</remark>\n" for remark in _remarks(entry)),
        _regulation(entry, last, ids),
        f'        <subjectType code="{kind}" classificationCode="{letter}"/>\n',
        *_names(entry, ids),
        *([_citizenship(entry, ids)] if person else []),
        *(_birth(entry, birth, ids) for birth in entry.births),
        *([_address(entry, ids)] if entry.place else []),
        *_identifications(entry, ids),
        "    </sanctionEntity>\n",
    ]
    return "".join(parts)


def _remarks(entry: Entry) -> list[str]:
    remarks = []
    if entry.un_ref_remarked:
        remarks.append(f"UN reference: {entry.un_ref}")
    if entry.linked_to and entry.kind != "Person":
        remarks.append(f"Owned by {entry.linked_to.given}.")
    return remarks


def _regulation(entry: Entry, day: date, ids: _Ids) -> str:
    number, url = _act(day)
    act = attributes(
        regulationType="amendment",
        organisationType="council",
        publicationDate=day.isoformat(),
        entryIntoForceDate=day.isoformat(),
        numberTitle=number,
        programme=entry.programmes[0],
        logicalId=ids.take(),
    )
    inside = f"            <publicationUrl>{url}</publicationUrl>\n"
    return f"        <regulation{act}>\n{inside}        </regulation>\n"


def _names(entry: Entry, ids: _Ids) -> Iterator[str]:
    language = "EN" if entry.target % 2 else ""
    yield _name(entry, entry.name, ids, function=role_text(entry), language=language)
    for alias in entry.aliases:
        yield _name(entry, alias.name, ids, remark=_remark_of(alias))
    if entry.native:
        yield _name(entry, Spelled("", entry.native), ids, language=_LANGUAGES[entry.culture])


def _remark_of(alias: Alias) -> str:
    return "formerly" if alias.former else "low quality alias" if alias.weak else ""


def _name(
    entry: Entry, name: Spelled, ids: _Ids, *, function: str = "", language: str = "", remark: str = ""
) -> str:
    whole = name.family_first if entry.target % 5 == 0 else name.given_first
    gender = ("F" if entry.female else "M") if entry.gender_printed and function else None
    return _part(
        "nameAlias",
        entry.on,
        remark,
        firstName=name.given if name.family else "",
        middleName="",
        lastName=name.family,
        wholeName=whole,
        function=function,
        gender=gender,
        title="",
        nameLanguage=language,
        strong="true",
        regulationLanguage="en",
        logicalId=ids.take(),
    )


def _country(code: str) -> tuple[str, str]:
    return (code, COUNTRIES[code].eu) if code else _UNKNOWN


def _citizenship(entry: Entry, ids: _Ids) -> str:
    code, name = _country(entry.country)
    return _part(
        "citizenship",
        entry.on,
        region="",
        countryIso2Code=code,
        countryDescription=name,
        regulationLanguage="en",
        logicalId=ids.take(),
    )


def _birth(entry: Entry, birth: Birth, ids: _Ids) -> str:
    code, name = _country(entry.country if entry.birth_city else "")
    day = bool(birth.day)
    ranged = bool(birth.to_year)
    return _part(
        "birthdate",
        entry.on,
        circa="true" if birth.circa else "false",
        calendarType="GREGORIAN",
        city=entry.birth_city,
        zipCode="",
        birthdate=iso_date(birth) if day else None,
        dayOfMonth=str(birth.day) if day else None,
        monthOfYear=str(birth.month) if day else None,
        year=None if ranged else str(birth.year),
        yearRangeFrom=str(birth.year) if ranged else None,
        yearRangeTo=str(birth.to_year) if ranged else None,
        region="",
        place="",
        countryIso2Code=code,
        countryDescription=name,
        regulationLanguage="en",
        logicalId=ids.take(),
    )


def _address(entry: Entry, ids: _Ids) -> str:
    assert entry.place is not None  # noqa: S101
    code, name = _country(entry.place.country)
    return _part(
        "address",
        entry.on,
        city=entry.place.city,
        street=entry.place.street,
        poBox="",
        zipCode="",
        region="",
        place="",
        asAtListingTime="false",
        countryIso2Code=code,
        countryDescription=name,
        regulationLanguage="en",
        logicalId=ids.take(),
    )


def _identifications(entry: Entry, ids: _Ids) -> Iterator[str]:
    for passport in entry.passports:
        yield _identification(entry, ids, passport, "passport", "National passport")
    if entry.imo and entry.kind == "Vessel":
        yield _identification(entry, ids, entry.imo, "imo", "IMO (vessel identification)")
    if entry.tax_number:
        yield _identification(entry, ids, entry.tax_number, "fiscalcode", "National Fiscal Code")


def _identification(entry: Entry, ids: _Ids, number: str, code: str, description: str) -> str:
    country, name = _country(entry.country if code == "passport" else "")
    return _part(
        "identification",
        entry.on,
        diplomatic="false",
        knownExpired="false",
        knownFalse="false",
        reportedLost="false",
        revokedByIssuer="false",
        issuedBy="",
        latinNumber="",
        nameOnDocument="",
        number=number,
        region="",
        identificationTypeCode=code,
        identificationTypeDescription=description,
        countryIso2Code=country,
        countryDescription=name,
        regulationLanguage="en",
        logicalId=ids.take(),
    )
