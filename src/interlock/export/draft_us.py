"""A draft as an entry of OFAC's legacy XML (SDN.XML). Pure.

The `uid` and the programme are empty: they are OFAC's to give, and until the uid is typed in nothing reads
the entry. OFAC prints Latin letters: names in other scripts stay in the other forms of the draft.

Source: https://ofac.treasury.gov/system/files/126/sdn.xsd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from babel import Locale

from interlock.export.draft import Draft, DraftName
from interlock.model.dates import PartialDate
from interlock.report.text import printable

SPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
_TYPES = {"Person": "Individual", "Vessel": "Vessel", "Airplane": "Aircraft"}
_IDS = {
    "passport": "Passport",
    "national_id": "National ID No.",
    "tax": "Tax ID No.",
    "registration": "Registration Number",
    "imo_ship": "Vessel Registration Identification",
    "mmsi": "MMSI",
    "swift": "SWIFT/BIC",
}
_LANDS = {
    "KP": "Korea, North",
    "KR": "Korea, South",
    "MM": "Burma",
    "CD": "Congo, Democratic Republic of the",
}
"""As OFAC writes them, where CLDR writes otherwise."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write_sdn_xml(draft: Draft, path: Path) -> None:
    """`path` holds one `sdnList` of one `sdnEntry`. Raises: OSError."""
    warning = _xml(" ".join(draft.warnings)).replace("--", "- -")
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sdnList xmlns="{SPACE}">\n<!-- {warning} -->\n'
        f"<publshInformation><Publish_Date>{draft.as_of:%m/%d/%Y}</Publish_Date>"
        "<Record_Count>1</Record_Count></publshInformation>\n"
        "<sdnEntry>\n<uid></uid>\n"
    )
    path.write_bytes((head + "\n".join(_entry(draft)) + "\n</sdnEntry>\n</sdnList>\n").encode())


def _entry(draft: Draft) -> Iterator[str]:
    names = [name for name in draft.names if name.script == "latin"] or list(draft.names)
    chief = next((name for name in names if name.quality != "weak"), names[0])
    yield _name(draft, chief)
    if positions := _told(draft, "positions"):
        yield _element("title", "; ".join(text.replace(";", ",") for text in positions))
    yield _element("sdnType", _TYPES.get(draft.schema, "Entity"))
    yield "<programList/>"
    yield _list("idList", "id", list(_ids(draft)))
    yield _list("akaList", "aka", [_aka(draft, name) for name in names if name is not chief])
    yield _list("addressList", "address", [_element("address1", v.value) for v in draft.addresses])
    if draft.schema == "Person":
        lands = [_element("country", _land(code)) for code in _told(draft, "nationalities")]
        births = [_element("dateOfBirth", us_date(day.value)) for day in draft.dates.get("birth_dates", ())]
        places = [_element("placeOfBirth", text) for text in _told(draft, "birth_places")]
        yield _list("nationalityList", "nationality", lands)
        yield _list("dateOfBirthList", "dateOfBirthItem", births)
        yield _list("placeOfBirthList", "placeOfBirthItem", places)


def us_date(day: PartialDate) -> str:
    """`01 Mar 1970`, `Mar 1970`, `1970`, `circa 1970`, `1958 to 1961`."""
    parts = [_day(part) for part in day.iso().removeprefix("~").split("..")]
    return ("circa " if day.circa else "") + " to ".join(parts)


def _day(iso: str) -> str:
    year, *rest = iso.split("-")
    return " ".join([*rest[1:], *(_MONTHS[int(month) - 1] for month in rest[:1]), year])


def _ids(draft: Draft) -> Iterator[str]:
    for number in draft.identifiers:
        if label := _IDS.get(number.kind):
            # The parser and OFAC itself print the letters of a ship's number.
            printed = f"IMO {number.value}" if number.kind == "imo_ship" else number.printed
            land = _element("idCountry", _land(number.country)) if number.country else ""
            yield _element("idType", label) + _element("idNumber", printed) + land
    genders = _told(draft, "genders")
    if len(genders) == 1:
        yield _element("idType", "Gender") + _element("idNumber", genders[0].capitalize())


def _aka(draft: Draft, name: DraftName) -> str:
    kind = "f.k.a." if name.kind in ("former", "maiden") else "a.k.a."
    strength = "weak" if name.quality == "weak" else "strong"
    return _element("type", kind) + _element("category", strength) + _name(draft, name)


def _name(draft: Draft, name: DraftName) -> str:
    family, comma, given = name.text.partition(", ")
    if draft.schema == "Person" and comma:
        return _element("firstName", given) + _element("lastName", family)
    return _element("lastName", name.text)


def _told(draft: Draft, field: str) -> list[str]:
    return [value.value for value in draft.fields.get(field, ())]


@cache
def _territories() -> dict[str, str]:
    return {code: name for code, name in Locale("en").territories.items() if len(code) == 2}


def _land(code: str) -> str:
    return _LANDS.get(code) or _territories().get(code, code)


def _list(name: str, item: str, items: Iterable[str]) -> str:
    inside = "".join(f"<{item}>{one}</{item}>" for one in items)
    return f"<{name}>{inside}</{name}>" if inside else f"<!-- {name}: none -->"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_xml(text)}</{name}>"


def _xml(text: str) -> str:
    """On one line, and without what XML 1.0 cannot hold."""
    flat = " ".join(printable(text).split())
    return escape(flat.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
