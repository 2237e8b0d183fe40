"""sdn.csv, alt.csv, add.csv and sdn_comments.csv, joined by uid; any of them may be absent.

The non-SDN list has the same four under other names: cons_prim.csv, cons_alt.csv and so on.

No file prints a header or a date. Rows end in CRLF and the file in a DOS end-of-file mark; third
parties' copies have neither.
Source: https://ofac.treasury.gov/system/files/126/dat_spec.txt (updated 2023-09-25).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from interlock.model.listing import Address, Facet, Listing, Name
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.locators import several
from interlock.sources.ofac.entries import (
    address,
    listing,
    refuse_if_strange,
    same_uid,
    schema_of,
    strong_alias,
)
from interlock.sources.ofac.lists import SDN, OfacList
from interlock.sources.ofac.remarks import CUT_AT, TABLE, alias_kind, country, read_remark
from interlock.sources.ofac.xml_file import VESSEL_FIELDS
from interlock.sources.readers import csv_rows

COLUMNS = {"sdn": 12, "prim": 12, "alt": 5, "add": 6, "comments": 2}
NAME_COLUMN = {"sdn": 1, "prim": 1, "alt": 3}
NULLS = frozenset({"", "-0-", "-0"})
"""`-0- ` is OFAC's null; copies trim it, and a file whose end was cut off has `-0` (2019-01-15)."""
WHOLE_CORE = 0.90
"""Share of add.csv's uids that sdn.csv must describe to be the list itself. Official pairs reach 1.00, a
file of additions 0.005; between them nothing was seen, so any number there would do."""

_UID = re.compile(r"[0-9]{1,9}")


def is_reconstructed(file: File) -> bool:
    """A third party's rows in the official form: never the whole list by itself."""
    return file.name.lower().startswith("reconstructed_")


class _Found(msgspec.Struct):
    """What the CSV files say, by uid."""

    which: OfacList
    core: dict[str, Entry] = {}
    aliases: dict[str, list[Name]] = {}
    addresses: dict[str, list[Address]] = {}
    """A uid without an address has a row of nulls: it stands here with an empty list."""
    rows: dict[str, int] = {}
    cut: int = 0
    """Remarks that end at CUT_AT characters and are not continued."""
    reconstructed: bool = False


def read_csv(which: OfacList, files: Mapping[str, Sequence[File]], audit: Audit) -> Parsed:
    """The list of the CSV files of one date, by role; alarms go to `audit`. Raises: SourceError."""
    found = _Found(which, reconstructed=all(is_reconstructed(file) for file in files.get(which.core, ())))
    _read_core(found, files, audit)
    places: dict[str, list[str]] = {}
    for where, (uid, _, printed_type, name, remark) in _rows("alt", files, found, audit):
        known = found.core.get(uid)
        schema = known.listing.schema if known else "LegalEntity"
        made = strong_alias(printed_type, squeeze(name), schema, audit, where)
        found.aliases.setdefault(uid, []).append(made)
        _expect_null(remark, audit, where)
        places.setdefault(uid, []).append(where)
    for where, (uid, _, street, town, land, remark) in _rows("add", files, found, audit):
        text = ", ".join(part for part in (street, town) if part)
        made_address = address(text, squeeze(land), audit, where)
        found.addresses.setdefault(uid, []).extend([made_address] if made_address else [])
        _expect_null(remark, audit, where)
        places.setdefault(uid, []).append(where)
    return _join(found, places, audit)


def _expect_null(remark: str, audit: Audit, where: str) -> None:
    # The remarks columns of alt.csv and add.csv are null in every official row seen.
    if remark:
        audit.alarm("unknown-field", "alt.csv or add.csv has a remark, which is not read", where)


def _rows(
    role: str, files: Mapping[str, Sequence[File]], found: _Found, audit: Audit
) -> Iterator[tuple[str, list[str]]]:
    """(place, cells without nulls) of each readable row."""
    for file in files.get(role, ()):
        good = bad = 0
        for line, cells in csv_rows(file):
            where = f"{file.name}:{line}"
            uid = cells[0].strip()
            if not _UID.fullmatch(uid) or not _fits(role, cells):
                bad += 1
                audit.alarm("unreadable-record", f"not {COLUMNS[role]} columns that begin with a uid", where)
                continue
            if len(cells) > COLUMNS[role]:
                more = f"{file.name} has {len(cells)} columns, and only {COLUMNS[role]} are read"
                audit.alarm("unknown-field", more, where)
                cells = cells[: COLUMNS[role]]
            if role in NAME_COLUMN and cells[NAME_COLUMN[role]].strip() in NULLS:
                bad += 1
                audit.alarm("unreadable-record", "a row without a name", where)
                continue
            good += 1
            yield where, [uid, *("" if cell.strip() in NULLS else cell for cell in cells[1:])]
        found.rows[role] = found.rows.get(role, 0) + good
        refuse_if_strange(file, bad, good + bad)


def _fits(role: str, cells: Sequence[str]) -> bool:
    """Are the known columns where they belong? More may follow, none may stand between."""
    if len(cells) <= COLUMNS[role]:
        return len(cells) == COLUMNS[role]
    if role in ("sdn", "prim"):
        return cells[2].strip().lower() in TABLE["schemas"]
    if role == "alt":
        return alias_kind(cells[2].strip()) is not None
    return role == "add" and (cells[4].strip() in NULLS or country(cells[4].strip()) is not None)


def _read_core(found: _Found, files: Mapping[str, Sequence[File]], audit: Audit) -> None:
    rest: dict[str, tuple[str, str]] = {}
    for where, (uid, text) in _rows("comments", files, found, audit):
        rest[uid] = (where, rest[uid][1] + text if uid in rest else text)
    core = found.which.csv[found.which.core]
    for where, row in _rows(found.which.core, files, found, audit):
        uid, remark = row[0], row[11]
        if uid in found.core:
            audit.alarm("duplicate-id", f"a uid stands on two rows of {core}; the first is taken", where)
            continue
        is_cut = len(remark) >= CUT_AT
        if is_cut and uid in rest:
            remark += rest.pop(uid)[1]
            is_cut = False
        is_cut = is_cut and not remark.endswith(".")
        found.cut += is_cut
        found.core[uid] = Entry(_from_row(found.which, row, remark, not is_cut, audit, where), where)
    for where, _ in rest.values():
        comments = found.which.csv["comments"]
        audit.alarm("orphan-rows", f"{comments} continues a remark that is not cut, or not here", where)


def _from_row(which: OfacList, row: list[str], remark: str, whole: bool, audit: Audit, where: str) -> Listing:
    uid, name, printed_type, programmes, title, *vessel = (squeeze(cell) for cell in row[:11])
    schema = schema_of(printed_type, audit, where)
    # The vessel columns become items of the remark, so that one grammar reads both formats.
    items = [f"{label} {value}" for label, value in zip(VESSEL_FIELDS.values(), vessel, strict=True) if value]
    if items:
        remark = "; ".join([*items, remark]) if remark else "; ".join(items) + "."
    reading = read_remark(remark, schema, title, whole=whole)
    return listing(which, uid, schema, name, programmes.split("] ["), reading, audit, where)


def _join(found: _Found, places: Mapping[str, Sequence[str]], audit: Audit) -> Parsed:
    """Brings the parts together under the uids of the roster."""
    described = sum(uid in found.core for uid in found.addresses)
    if found.addresses:
        whole = described >= WHOLE_CORE * len(found.addresses)
    else:
        whole = bool(found.core) and not found.reconstructed
    uids = dict.fromkeys(found.core)
    if not whole:
        uids |= dict.fromkeys(found.addresses or found.aliases)
    for uid, rows in places.items():
        for where in rows if uid not in uids else ():
            name = where.rpartition(":")[0]
            audit.alarm("orphan-rows", f"{name} has rows of uids that are not on the roster", where)
    for uid in found.core if found.addresses else ():
        if uid not in found.addresses:
            where = found.core[uid].locator
            names = found.which.csv
            text = f"an entry of {names[found.which.core]} has no row in {names['add']}"
            audit.alarm("missing-rows", text, where)
    return Parsed(
        list_key=found.which.key,
        list_date=None,
        entries=tuple(_entry(uid, found, places) for uid in sorted(uids, key=int)),
        coverage=_coverage(found, len(uids), roster=whole or bool(found.addresses)),
        records=found.rows,
    )


def _entry(uid: str, found: _Found, places: Mapping[str, Sequence[str]]) -> Entry:
    core = found.core.get(uid)
    facets: list[Facet] = ["core"] if core else []
    # No alias rows mean no aliases, unless add.csv shows that the files are of different days.
    if uid in found.aliases or ("alt" in found.rows and ("add" not in found.rows or uid in found.addresses)):
        facets.append("aliases")
    if uid in found.addresses:
        facets.append("addresses")
    base = core.listing if core else _unnamed(found.which, uid)
    made = msgspec.structs.replace(
        base,
        names=tuple(dict.fromkeys(base.names + tuple(found.aliases.get(uid, ())))),
        addresses=tuple(dict.fromkeys(found.addresses.get(uid, ()))),
        facets=tuple(facets),
    )
    return Entry(made, several([*([core.locator] if core else ()), *places.get(uid, ())]))


def _unnamed(which: OfacList, uid: str) -> Listing:
    """An entry known to be listed, and not as what; on the non-SDN list, not to what effect either."""
    return Listing(
        authority="us",
        list_key=which.key,
        source_id=uid,
        schema="LegalEntity",
        names=(),
        effects=("asset_freeze",) if which is SDN else (),
        quotes=same_uid(which, uid),
    )


def _coverage(found: _Found, entries: int, *, roster: bool) -> Coverage:
    facets: list[Facet] = []
    notes: list[str] = []
    names = found.which.csv
    if len(found.core) >= WHOLE_CORE * entries:
        facets.append("core")
    elif found.addresses:
        notes.append(
            f"{names['add']} lists {len(found.addresses):,} entries and {names[found.which.core]} describes"
            f" {len(found.core):,}: who is listed is complete; the primary names, programmes and identifiers"
            f" of the other {entries - len(found.core):,} are not in this copy"
        )
    if "alt" in found.rows:
        facets.append("aliases")
    if found.addresses and len(found.addresses) >= WHOLE_CORE * entries:
        facets.append("addresses")
    if not roster:
        notes.append("this copy does not hold every entry of the list")
    if found.cut:
        notes.append(
            f"{found.cut} remarks end at {CUT_AT:,} characters and {names['comments']} does not continue"
            " them: identifiers and weak aliases of these entries are incomplete"
        )
    return Coverage(roster=roster, facets=tuple(facets), notes=tuple(notes))
