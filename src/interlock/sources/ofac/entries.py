"""The parts of an entry that every OFAC format prints, made into values in one way."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from interlock.base.errors import SourceError
from interlock.model.listing import Address, Listing, Name, Quote, Schema
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.ofac.lists import CONSOLIDATED, OfacList, effects_of, listed_by_text
from interlock.sources.ofac.remarks import TABLE, Reading, alias_kind, country, family_of
from interlock.sources.readers import WRONG_LIST

MAX_UNREADABLE = 0.01
"""Share of records: beyond it the file is another format. No official file at hand has a single one."""


def listing(
    which: OfacList,
    uid: str,
    schema: Schema,
    name: str,
    programmes: Iterable[str],
    reading: Reading,
    audit: Audit,
    where: str,
) -> Listing:
    """The core of one entry: everything but the aliases and addresses that other files hold.

    Programmes are sorted: the formats print those of one entry in different orders. The doubts of the
    reading and unknown programmes go to `audit`.
    """
    for code, text in reading.doubts:
        audit.alarm(code, text, where)
    fields = msgspec.structs.asdict(reading.facts)
    fields["names"] = (Name(name, family=family_of(name, schema)), *fields["names"])
    codes = tuple(sorted({code for code in programmes if code}))
    listed_on, amended_on = listed_by_text(which, codes, reading.facts.legal_basis)
    return Listing(
        authority="us",
        list_key=which.key,
        source_id=uid,
        schema=schema,
        listed_on=listed_on,
        amended_on=amended_on,
        programmes=codes,
        effects=effects_of(which, codes, audit, where),
        quotes=same_uid(which, uid),
        facets=("core",),
        **fields,
    )


def same_uid(which: OfacList, uid: str) -> tuple[Quote, ...]:
    """OFAC gives a party one uid on both lists, so an entry of the non-SDN list names the SDN's.

    All 61 uids on the non-SDN list of 2025-12-19 and the SDN list of 2024-05-03 bear equal names.
    """
    return (Quote("us", uid),) if which is CONSOLIDATED else ()


def schema_of(printed: str, audit: Audit, where: str) -> Schema:
    """The schema of an entry type; `LegalEntity` and an alarm for an unknown one."""
    known: Schema | None = TABLE["schemas"].get(printed.lower())
    if known is None:
        audit.alarm("unknown-value", f"unknown entry type: {printed}", where)
        return "LegalEntity"
    return known


def strong_alias(printed_type: str, text: str, schema: Schema, audit: Audit, where: str) -> Name:
    """An alias that is not weak: of alt.csv, or of category strong in SDN.XML.

    alt.csv prints no category, and holds no weak alias: those are in the remarks of sdn.csv.
    Source: OFAC FAQ 123; checked: of 14,094 aliases of SDN.XML (2021-03-10), none of the 2,402 weak ones
    is in alt.csv of 2021-04-25, and 11,689 of the 11,692 strong ones are.
    """
    kind = alias_kind(printed_type)
    if kind is None:
        audit.alarm("unknown-value", f"unknown alias type: {printed_type}", where)
    return Name(text, kind or "alias", "strong", "aliases", family_of(text, schema))


def address(text: str, printed_country: str, audit: Audit, where: str) -> Address | None:
    """One address; None when the row is empty, as it is for entries without an address."""
    if not text and not printed_country:
        return None
    code = country(printed_country) if printed_country else ""
    if code is None:
        audit.alarm("unknown-value", f"unknown country: {printed_country}", where)
    if printed_country and not code:
        text = f"{text}, {printed_country}" if text else printed_country
    return Address(squeeze(text), code or "")


def refuse_if_strange(file: File, bad: int, total: int) -> None:
    """Raises: SourceError when more than MAX_UNREADABLE of the records, and more than one, are bad."""
    if bad > max(1, MAX_UNREADABLE * total):
        raise SourceError(
            f"{bad:,} of {total:,} records are not in OFAC's format", where=file.name, remedy=WRONG_LIST
        )
