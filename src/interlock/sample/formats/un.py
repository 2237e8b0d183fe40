"""The Security Council's consolidated.xml, in the three serialisations seen.

Source: https://scsanctions.un.org/resources/xsd/consolidated.xsd, and the shape of published files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from interlock.sample.formats.common import Made, iso_date, role_text
from interlock.sample.formats.xml import Node, compact, indented
from interlock.sample.places import COUNTRIES
from interlock.sample.target import Birth, Entry

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_SCHEMA = "https://www.un.org/sc/resources/sc-sanctions.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def files(entries: Sequence[Entry], day: date, form: str) -> Iterator[Made]:
    """`form`: `compact` (an entry a line), `quoted` (indented, single quotes) or `standalone`."""
    shown = [entry.as_of(day) for entry in entries if entry.shown(day)]
    yield Made("consolidated.xml", _xml(shown, day, form), len(shown))


def _xml(shown: Sequence[Entry], day: date, form: str) -> Iterator[bytes]:
    quote = "'" if form == "quoted" else '"'
    step = "  " if form == "standalone" else "    "
    alone = " standalone=@yes@" if form == "standalone" else ""
    clock = "T19:37:43.549-05:00" if form == "compact" else "T00:00:09.554Z"
    head = (
        f"<?xml version=@1.0@ encoding=@UTF-8@{alone}?>" + ("" if form == "compact" else "\n")
        + f"<CONSOLIDATED_LIST xmlns:xsi=@{_INSTANCE}@ xsi:noNamespaceSchemaLocation=@{_SCHEMA}@"
        + f" dateGenerated=@{day.isoformat()}{clock}@>\n"
    )  # fmt: skip
    yield head.replace("@", quote).encode()
    for group, member, people in (("INDIVIDUALS", "INDIVIDUAL", True), ("ENTITIES", "ENTITY", False)):
        yield f"{step}<{group}>\n".encode()
        body: Callable[[Entry], list[Node]] = _individual if people else _entity
        for entry in shown:
            if (entry.kind == "Person") is people:
                node: Node = (member, body(entry))
                line = f"{step * 2}{compact(node)}\n" if form == "compact" else indented(node, step, 2)
                yield line.encode()
        yield f"{step}</{group}>\n".encode()
    yield b"</CONSOLIDATED_LIST>\n"


def _head(entry: Entry, names: list[Node]) -> list[Node]:
    nodes: list[Node] = [
        ("DATAID", entry.source_id),
        ("VERSIONNUM", "1"),
        *names,
        ("UN_LIST_TYPE", entry.programmes[0]),
        # Some references carry a stray space, as published ones do.
        ("REFERENCE_NUMBER", entry.un_ref + (" " if entry.target % 23 == 0 else "")),
        ("LISTED_ON", entry.on.isoformat()),
    ]
    if entry.native:
        nodes.append(("NAME_ORIGINAL_SCRIPT", entry.native))
    return nodes


def _tail(entry: Entry) -> list[Node]:
    updates: list[Node] = [("VALUE", day.isoformat()) for day in entry.amended]
    nodes: list[Node] = [("LIST_TYPE", [("VALUE", "UN List")])]
    return [*nodes, ("LAST_DAY_UPDATED", updates or [("VALUE", "")])]


def _individual(entry: Entry) -> list[Node]:
    country = COUNTRIES[entry.country].un
    nodes = _head(entry, _name_parts(entry))
    if entry.gender_printed:
        nodes.append(("GENDER", "Female" if entry.female else "Male"))
    nodes.append(("COMMENTS1", _comment(entry)))
    if role := role_text(entry):
        nodes.append(("DESIGNATION", [("VALUE", role)]))
    nodes.append(("NATIONALITY", [("VALUE", country)]))
    nodes += _tail(entry)
    nodes += _aliases(entry, "INDIVIDUAL_ALIAS", ("Good", "Low", "Good"))
    nodes.append(("INDIVIDUAL_ADDRESS", _address(entry)))
    nodes += [("INDIVIDUAL_DATE_OF_BIRTH", _birth(birth)) for birth in entry.births] or [
        ("INDIVIDUAL_DATE_OF_BIRTH", [("TYPE_OF_DATE", "")])
    ]
    born: list[Node] = [("CITY", entry.birth_city)] if entry.birth_city else []
    nodes.append(("INDIVIDUAL_PLACE_OF_BIRTH", [*born, ("COUNTRY", country if born else "")]))
    nodes += [
        (
            "INDIVIDUAL_DOCUMENT",
            [("TYPE_OF_DOCUMENT", "Passport"), ("NUMBER", passport), ("ISSUING_COUNTRY", country)],
        )
        for passport in entry.passports
    ] or [("INDIVIDUAL_DOCUMENT", "")]
    return [*nodes, ("SORT_KEY", ""), ("SORT_KEY_LAST_MOD", "")]


def _entity(entry: Entry) -> list[Node]:
    nodes = _head(entry, [("FIRST_NAME", entry.name.given.upper())])
    nodes.append(("COMMENTS1", _comment(entry)))
    nodes += _tail(entry)
    nodes += _aliases(entry, "ENTITY_ALIAS", ("a.k.a.", "a.k.a.", "f.k.a."))
    nodes.append(("ENTITY_ADDRESS", _address(entry)))
    return [*nodes, ("SORT_KEY", ""), ("SORT_KEY_LAST_MOD", "")]


def _name_parts(entry: Entry) -> list[Node]:
    """Korean and Chinese: surname, then the given name whole. Others: every part for itself."""
    family, given = entry.name
    if entry.culture in ("korean", "chinese"):
        parts = [family, given]
    else:
        parts = [*given.split(), family]
        parts = [*parts[:3], " ".join(parts[3:])] if len(parts) > 4 else parts
    return [(tag, part.upper()) for tag, part in zip(_PARTS, parts, strict=False) if part]


def _comment(entry: Entry) -> str:
    pieces = []
    if entry.linked_to and entry.kind != "Person":
        pieces.append(f"Subordinate to {entry.linked_to.given}.")
    if entry.imo:
        pieces.append(f"IMO number: {entry.imo}")
    return " ".join(pieces)


def _aliases(entry: Entry, tag: str, qualities: tuple[str, str, str]) -> list[Node]:
    strong, weak, former = qualities
    found: list[Node] = []
    for alias in entry.aliases:
        quality = former if alias.former else weak if alias.weak else strong
        name = alias.name.given_first if entry.culture == "russian" else alias.name.family_first
        found.append((tag, [("QUALITY", quality), ("ALIAS_NAME", name)]))
    return found or [(tag, [("QUALITY", ""), ("ALIAS_NAME", "")])]


def _address(entry: Entry) -> list[Node]:
    if entry.place is None:
        return [("COUNTRY", "")]
    street: list[Node] = [("STREET", entry.place.street)] if entry.place.street else []
    return [*street, ("CITY", entry.place.city), ("COUNTRY", COUNTRIES[entry.place.country].un)]


def _birth(birth: Birth) -> list[Node]:
    if birth.to_year:
        years = [("FROM_YEAR", str(birth.year)), ("TO_YEAR", str(birth.to_year))]
        return [("TYPE_OF_DATE", "BETWEEN"), *years]
    if birth.day:
        return [("TYPE_OF_DATE", "EXACT"), ("DATE", iso_date(birth))]
    return [("TYPE_OF_DATE", "APPROXIMATELY" if birth.circa else "EXACT"), ("YEAR", str(birth.year))]
