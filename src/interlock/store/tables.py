"""The Parquet tables of an edition: from values to columns and back. Pure but for Arrow itself.

Plain columns are for whoever asks with DuckDB, Spark or pandas; `body` holds the whole value as msgpack
and is what Interlock itself reads back. Equal values give equal bytes: rows are sorted, maps are
sorted, and no time or machine is written.

Five tables hold the values. The other four print parts of records and targets again, a row for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from interlock.model.edition import EditionContent, Version
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Link, Target, own_id

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_DAY = pa.date32()

SCHEMAS: Mapping[str, pa.Schema] = {
    "lists": pa.schema(
        {"list_key": _TEXT, "title": _TEXT, "holds": _TEXTS, "effects": _TEXTS, "body": pa.binary()}
    ),
    "snapshots": pa.schema(
        {
            "authority": _TEXT,
            "list_key": _TEXT,
            "day": _DAY,
            "entries": pa.int64(),
            "state": _TEXT,
            "why": _TEXT,
            "fictional": pa.bool_(),
            "body": pa.binary(),
        }
    ),
    "records": pa.schema(
        {
            "key": _TEXT,
            "authority": _TEXT,
            "list_key": _TEXT,
            "source_id": _TEXT,
            "schema": _TEXT,
            "name": _TEXT,
            "programmes": _TEXTS,
            "effects": _TEXTS,
            "first_seen": _DAY,
            "last_seen": _DAY,
            "listed_earliest": _DAY,
            "listed_latest": _DAY,
            "listed_basis": _TEXT,
            "delisted": pa.bool_(),
            "target_id": _TEXT,
            "body": pa.binary(),
        }
    ),
    "names": pa.schema({"key": _TEXT, "target_id": _TEXT, "text": _TEXT, "kind": _TEXT, "quality": _TEXT}),
    "identifiers": pa.schema(
        {"key": _TEXT, "target_id": _TEXT, "kind": _TEXT, "value": _TEXT, "country": _TEXT}
    ),
    "targets": pa.schema(
        {"target_id": _TEXT, "schema": _TEXT, "caption": _TEXT, "members": _TEXTS, "body": pa.binary()}
    ),
    "redirects": pa.schema({"id": _TEXT, "target_id": _TEXT, "key": _TEXT}),
    "links": pa.schema({"a": _TEXT, "b": _TEXT, "score": pa.float64(), "reasons": _TEXTS, "status": _TEXT}),
    "versions": pa.schema({"key": _TEXT, "since": _DAY, "digest": _TEXT, "body": pa.binary()}),
}

_ROW_GROUP = 50_000
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_LIST = msgspec.msgpack.Decoder(ListSpec)
_SNAPSHOT = msgspec.msgpack.Decoder(Snapshot)
_RECORD = msgspec.msgpack.Decoder(Record)
_TARGET = msgspec.msgpack.Decoder(Target)

Columns = dict[str, list[Any]]


class Values(msgspec.Struct, frozen=True, kw_only=True):
    """The content of an edition in the order of its tables, and the bytes of each value."""

    lists: list[ListSpec]
    snapshots: list[Snapshot]
    records: list[tuple[str, Record]]
    """By key, with it."""
    targets: list[Target]
    versions: list[Version]
    bodies: dict[str, list[bytes]]
    """Of each of those tables, in its order: what tells one content from another."""


def values_of(content: EditionContent) -> Values:
    """The values sorted and packed: what the tables will say, before any is made."""
    lists = sorted(content.lists, key=attrgetter("key"))
    snapshots = sorted(content.snapshots, key=attrgetter("list_key", "day"))
    records = sorted(((record.key, record) for record in content.records), key=itemgetter(0))
    targets = sorted(content.targets, key=attrgetter("target_id"))
    versions = sorted(content.versions, key=attrgetter("key", "since"))
    pack = _ENCODER.encode
    return Values(
        lists=lists,
        snapshots=snapshots,
        records=records,
        targets=targets,
        versions=versions,
        bodies={
            "lists": [pack(one) for one in lists],
            "snapshots": [pack(one) for one in snapshots],
            "records": [pack(record) for _, record in records],
            "targets": [pack(one) for one in targets],
            # The digest stands for the wording, which is packed already.
            "versions": [pack((one.key, one.since, one.digest)) for one in versions],
        },
    )


def columns_of(values: Values) -> dict[str, Columns]:
    """Every table of the edition, as columns of Python values, rows sorted."""
    target_of = {key: target.target_id for target in values.targets for key in target.members}
    records = [(key, target_of.get(key, ""), record) for key, record in values.records]
    bodies = values.bodies
    return {
        "lists": {**_lists(values.lists), "body": bodies["lists"]},
        "snapshots": {**_snapshots(values.snapshots), "body": bodies["snapshots"]},
        "records": {**_records(records), "body": bodies["records"]},
        "names": _names(records),
        "identifiers": _identifiers(records),
        "targets": {**_targets(values.targets), "body": bodies["targets"]},
        "redirects": _redirects(values.targets),
        "links": _links(values.targets),
        "versions": _versions(values.versions),
    }


def parquet_of(name: str, columns: Columns) -> bytes:
    """One table as a Parquet file; the same columns give the same bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.table(columns, schema=SCHEMAS[name]),
        sink,
        compression="zstd",
        version="2.6",
        row_group_size=_ROW_GROUP,
        use_dictionary=[field.name for field in SCHEMAS[name] if field.name != "body"],
    )
    data: bytes = sink.getvalue().to_pybytes()
    return data


def lists_from(data: bytes) -> tuple[ListSpec, ...]:
    """The lists of a `lists` table."""
    return tuple(_LIST.decode(body) for body in _column(data, "body"))


def snapshots_from(data: bytes) -> tuple[Snapshot, ...]:
    """The snapshots of a `snapshots` table."""
    return tuple(_SNAPSHOT.decode(body) for body in _column(data, "body"))


def records_from(data: bytes) -> tuple[Record, ...]:
    """The records of a `records` table."""
    return tuple(_RECORD.decode(body) for body in _column(data, "body"))


def targets_from(data: bytes) -> tuple[Target, ...]:
    """The targets of a `targets` table."""
    return tuple(_TARGET.decode(body) for body in _column(data, "body"))


def members_from(data: bytes, target_id: str) -> tuple[str, ...]:
    """The members of one target of a `targets` table; none when it is not there."""
    ids = _column(data, "target_id")
    return tuple(_column(data, "members")[ids.index(target_id)]) if target_id in ids else ()


def versions_from(data: bytes) -> tuple[Version, ...]:
    """The versions of a `versions` table; the wordings stay packed."""
    columns = [_column(data, name) for name in ("key", "since", "digest", "body")]
    return tuple(Version(*row) for row in zip(*columns, strict=True))


def _column(data: bytes, name: str) -> list[Any]:
    # Not `read_table`: that brings in all of Arrow's datasets, a tenth of a second.
    values: list[Any] = pq.ParquetFile(pa.BufferReader(data)).read([name]).column(0).to_pylist()
    return values


def _lists(rows: list[ListSpec]) -> Columns:
    return {
        "list_key": [row.key for row in rows],
        "title": [row.title for row in rows],
        "holds": [row.holds for row in rows],
        "effects": [row.effects for row in rows],
    }


def _snapshots(rows: list[Snapshot]) -> Columns:
    return {
        "authority": [row.authority for row in rows],
        "list_key": [row.list_key for row in rows],
        "day": [row.day for row in rows],
        "entries": [row.entries for row in rows],
        "state": [row.state for row in rows],
        "why": [row.why for row in rows],
        "fictional": [row.fictional for row in rows],
    }


Keyed = tuple[str, str, Record]
"""A record with its key and its target's id."""


def _records(records: list[Keyed]) -> Columns:
    rows = [record for _, _, record in records]
    listings = [record.listing for record in rows]
    acts = [record.listed_on for record in rows]
    return {
        "key": [key for key, _, _ in records],
        "authority": [listing.authority for listing in listings],
        "list_key": [listing.list_key for listing in listings],
        "source_id": [listing.source_id for listing in listings],
        "schema": [listing.schema for listing in listings],
        "name": [listing.caption for listing in listings],
        "programmes": [listing.programmes for listing in listings],
        "effects": [listing.effects for listing in listings],
        "first_seen": [record.first_seen for record in rows],
        "last_seen": [record.last_seen for record in rows],
        "listed_earliest": [act.earliest for act in acts],
        "listed_latest": [act.latest for act in acts],
        "listed_basis": [act.basis for act in acts],
        "delisted": [record.delisted for record in rows],
        "target_id": [target_id for _, target_id, _ in records],
    }


def _names(records: list[Keyed]) -> Columns:
    rows = [
        (key, target_id, name.text, name.kind, name.quality)
        for key, target_id, record in records
        for name in record.listing.names
    ]
    return _transposed("names", rows)


def _identifiers(records: list[Keyed]) -> Columns:
    rows = [
        (key, target_id, number.kind, number.value, number.country)
        for key, target_id, record in records
        for number in record.listing.identifiers
    ]
    return _transposed("identifiers", rows)


def _targets(targets: list[Target]) -> Columns:
    return {
        "target_id": [row.target_id for row in targets],
        "schema": [row.schema for row in targets],
        "caption": [row.caption for row in targets],
        "members": [row.members for row in targets],
    }


def _redirects(targets: list[Target]) -> Columns:
    """Ids that a member would give its target, were it the oldest: as it was, or may yet be."""
    rows = [
        (own, target.target_id, key)
        for target in targets
        for key in target.members
        if (own := own_id(key)) != target.target_id
    ]
    return _transposed("redirects", sorted(rows))


def _links(targets: Iterable[Target]) -> Columns:
    found: dict[tuple[str, str, str], Link] = {}
    for target in targets:
        for link in target.links:
            found[link.a, link.b, "linked"] = link
        for link in target.doubts:  # a doubt stands at both of its targets
            found[link.a, link.b, "doubt"] = link
    keys = sorted(found)
    links = [found[key] for key in keys]
    return {
        "a": [link.a for link in links],
        "b": [link.b for link in links],
        "score": [link.score for link in links],
        "reasons": [link.reasons for link in links],
        "status": [status for _, _, status in keys],
    }


def _versions(rows: list[Version]) -> Columns:
    return {
        "key": [row.key for row in rows],
        "since": [row.since for row in rows],
        "digest": [row.digest for row in rows],
        "body": [row.body for row in rows],
    }


def _transposed(name: str, rows: list[tuple[Any, ...]]) -> Columns:
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * len(SCHEMAS[name])
    return {field.name: list(column) for field, column in zip(SCHEMAS[name], columns, strict=True)}
