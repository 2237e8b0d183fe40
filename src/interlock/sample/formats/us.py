"""OFAC: sdn.csv with alt.csv, add.csv and sdn_comments.csv, and SDN.XML.

Source: https://ofac.treasury.gov/system/files/126/dat_spec.txt (2023-09-25) and the shape of published files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from interlock.sample.formats.common import Made, role_text, us_date
from interlock.sample.formats.xml import Node, indented
from interlock.sample.places import COUNTRIES
from interlock.sample.target import Alias, Entry

NULL = "-0- "
END = b"\x1a"
FIELD = 1_000
"""Characters of remarks that sdn.csv holds; the rest goes to sdn_comments.csv."""
_TYPES = {"Person": "individual", "Vessel": "vessel"}
_KP_REGULATIONS = (
    ("Secondary sanctions risk:", "North Korea Sanctions Regulations, sections 510.201 and 510.210"),
    (
        "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
        "North Korea Sanctions Regulations section 510.214",
    ),
)
_OTHER_REGULATIONS = {"terror": "Subject to Secondary Sanctions", "iran": "Subject to Secondary Sanctions"}
_NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"


def files(entries: Sequence[Entry], day: date, form: str) -> Iterator[Made]:
    """The files of one date: `form` names them (`sdn alt add comments`, or `xml`)."""
    shown = [entry.as_of(day) for entry in entries if entry.shown(day)]
    if form == "xml":
        yield Made("SDN.XML", _xml(shown, day), len(shown))
        return
    makers: dict[str, tuple[str, Callable[[Entry], list[str]]]] = {
        "sdn": ("sdn.csv", _sdn),
        "alt": ("alt.csv", _alt),
        "add": ("add.csv", _add),
        "comments": ("sdn_comments.csv", _comments),
    }
    for part in form.split():
        name, rows_of = makers[part]
        count = len(shown) if part in ("sdn", "add") else sum(len(rows_of(entry)) for entry in shown)
        if count:
            yield Made(name, _csv(shown, rows_of), count)


def _csv(shown: Sequence[Entry], rows_of: Callable[[Entry], list[str]]) -> Iterator[bytes]:
    for entry in shown:
        for row in rows_of(entry):
            yield (row + "\r\n").encode()
    yield END


def _cell(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if value else NULL


def _sdn(entry: Entry) -> list[str]:
    vessel = entry.kind == "Vessel"
    cells = (
        _cell(entry.name.comma),
        _cell(_TYPES.get(entry.kind, "")),
        _cell("] [".join(entry.programmes)),
        _cell(role_text(entry)),
        NULL,
        _cell("General Cargo" if vessel and entry.regime == "dprk" else "Crude Oil Tanker" if vessel else ""),
        NULL,
        NULL,
        _cell(COUNTRIES[entry.country].us if vessel else ""),
        NULL,
        _cell(_remarks(entry)[:FIELD]),
    )
    return [",".join((entry.source_id, *cells))]


def _comments(entry: Entry) -> list[str]:
    rest = _remarks(entry)[FIELD:]
    return [f"{entry.source_id},{_cell(rest)}"] if rest else []


def _remarks(entry: Entry) -> str:
    """Everything that has no column, `; ` between, a full stop at the end."""
    items = [f"{'alt. ' if index else ''}DOB {us_date(birth)}" for index, birth in enumerate(entry.births)]
    country = COUNTRIES[entry.country].us
    if entry.kind == "Person":
        if entry.birth_city:
            items.append(f"POB {entry.birth_city}, {country}")
        items.append(f"nationality {country}")
    for label, value, of in _identifiers(entry):
        alt = "alt. " if label.startswith("Digital") and any(i.startswith(label) for i in items) else ""
        items.append(f"{alt}{label} {value}" + (f" ({of})" if of else ""))
    if role := role_text(entry):
        items.append(role)
    items += [f"{'f' if a.former else 'a'}.k.a. '{a.name.comma}'" for a in entry.aliases if a.weak]
    if entry.linked_to:
        items.append(f"Linked To: {entry.linked_to.comma}")
    return "; ".join(items) + "." if items else ""


def _identifiers(entry: Entry) -> list[tuple[str, str, str]]:
    """(label, value, issuing country) as both formats print them."""
    country = COUNTRIES[entry.country].us
    found = []
    if entry.gender_printed:
        found.append(("Gender", "Female" if entry.female else "Male", ""))
    found += [("Digital Currency Address - ETH", wallet, "") for wallet in entry.wallets]
    if entry.regime == "dprk":
        found += [(label, value, "") for label, value in _KP_REGULATIONS]
    elif entry.regime in _OTHER_REGULATIONS:
        found.append(("Additional Sanctions Information -", _OTHER_REGULATIONS[entry.regime], ""))
    found += [("Passport", passport, country) for passport in entry.passports]
    if entry.tax_number:
        found.append(("Tax ID No.", entry.tax_number, country))
    if entry.imo:
        label = "Vessel Registration Identification" if entry.kind == "Vessel" else "Company Number"
        found.append((label, f"IMO {entry.imo}", ""))
    return found


def _row_id(entry: Entry, index: int) -> str:
    return str(int(entry.source_id) * 10 + index)


def _strong(entry: Entry) -> list[Alias]:
    return [alias for alias in entry.aliases if not alias.weak]


def _alt(entry: Entry) -> list[str]:
    return [
        f'{entry.source_id},{_row_id(entry, index)},"{"fka" if alias.former else "aka"}",'
        f"{_cell(alias.name.comma)},{NULL}"
        for index, alias in enumerate(_strong(entry))
    ]


def _add(entry: Entry) -> list[str]:
    street = city = country = ""
    if entry.place:
        street, city, country = entry.place.street, entry.place.city, COUNTRIES[entry.place.country].us
    cells = ",".join((_cell(street), _cell(city), _cell(country), NULL))
    return [f"{entry.source_id},{_row_id(entry, 0)},{cells}"]


def _xml(shown: Sequence[Entry], day: date) -> Iterator[bytes]:
    yield (
        '<?xml version="1.0" standalone="yes"?>\n'
        f'<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{_NAMESPACE}">\n'
        "  <publshInformation>\n"
        f"    <Publish_Date>{day:%m/%d/%Y}</Publish_Date>\n"
        f"    <Record_Count>{len(shown)}</Record_Count>\n"
        "  </publshInformation>\n"
    ).encode()
    for entry in shown:
        yield indented(("sdnEntry", _xml_entry(entry)), "  ", 1).encode()
    yield b"</sdnList>\n"


def _xml_entry(entry: Entry) -> list[Node]:
    country = COUNTRIES[entry.country].us
    person = entry.kind == "Person"
    nodes: list[Node] = [("uid", entry.source_id), *_xml_name(entry.name.family, entry.name.given)]
    if role := role_text(entry):
        nodes.append(("title", role))
    nodes.append(("sdnType", {"Person": "Individual", "Vessel": "Vessel"}.get(entry.kind, "Entity")))
    if entry.linked_to:
        nodes.append(("remarks", f"(Linked To: {entry.linked_to.comma})"))
    nodes.append(("programList", [("program", code) for code in entry.programmes]))
    if identifiers := _identifiers(entry):
        nodes.append(("idList", [("id", _xml_id(entry, i, *item)) for i, item in enumerate(identifiers)]))
    if entry.aliases:
        nodes.append(("akaList", [("aka", _xml_alias(entry, i, a)) for i, a in enumerate(entry.aliases)]))
    if entry.place:
        nodes.append(("addressList", [("address", _xml_address(entry))]))
    if person:
        item: Node = (
            "nationality",
            [("uid", _row_id(entry, 0)), ("country", country), ("mainEntry", "true")],
        )
        nodes.append(("nationalityList", [item]))
    if entry.births:
        dates = (_xml_main(entry, "dateOfBirth", us_date(b), i) for i, b in enumerate(entry.births))
        nodes.append(("dateOfBirthList", [("dateOfBirthItem", item) for item in dates]))
    if person and entry.birth_city:
        place = _xml_main(entry, "placeOfBirth", f"{entry.birth_city}, {country}", 0)
        nodes.append(("placeOfBirthList", [("placeOfBirthItem", place)]))
    if entry.kind == "Vessel":
        kind = "General Cargo" if entry.regime == "dprk" else "Crude Oil Tanker"
        nodes.append(("vesselInfo", [("vesselType", kind), ("vesselFlag", country)]))
    return nodes


def _xml_name(family: str, given: str) -> list[Node]:
    if family:
        return [("firstName", given), ("lastName", family.upper())]
    return [("lastName", given.upper())]


def _xml_id(entry: Entry, index: int, label: str, value: str, country: str) -> list[Node]:
    nodes: list[Node] = [("uid", _row_id(entry, index)), ("idType", label), ("idNumber", value)]
    return [*nodes, ("idCountry", country)] if country else nodes


def _xml_alias(entry: Entry, index: int, alias: Alias) -> list[Node]:
    return [
        ("uid", _row_id(entry, index)),
        ("type", "f.k.a." if alias.former else "a.k.a."),
        ("category", "weak" if alias.weak else "strong"),
        *_xml_name(*alias.name),
    ]


def _xml_address(entry: Entry) -> list[Node]:
    assert entry.place is not None  # noqa: S101
    street: list[Node] = [("address1", entry.place.street)] if entry.place.street else []
    country = COUNTRIES[entry.place.country].us
    return [("uid", _row_id(entry, 0)), *street, ("city", entry.place.city), ("country", country)]


def _xml_main(entry: Entry, tag: str, value: str, index: int) -> list[Node]:
    main = "false" if index else "true"
    return [("uid", _row_id(entry, index)), (tag, value), ("mainEntry", main)]
