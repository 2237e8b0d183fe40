"""What a parser made of a snapshot, kept so that it need not be made again.

A cache and nothing else: deleting it changes no answer, and what is damaged counts as absent. An entry
is found by the snapshot's inputs and the parser's version, so a changed parser never meets old results.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from interlock.base.errors import StoreError
from interlock.model.edition import packed
from interlock.model.fill import Fills, fill_counts
from interlock.model.listing import Listing
from interlock.model.snapshot import Alarm, Coverage, Parsed, Removal
from interlock.store.durable import place_file, read_file, seal, unseal
from interlock.store.manifest import Manifest

_COLUMNS = pa.schema(
    [
        pa.field("source_id", pa.string(), nullable=False),
        pa.field("digest", pa.binary(16), nullable=False),
        pa.field("locator", pa.string(), nullable=False),
        pa.field("body", pa.binary(), nullable=False),
    ]
)


_FORMAT = 2
"""Of what is cached: a higher number makes everything be read again. 2: fill rates and fingerprints."""
_DECODER = msgspec.msgpack.Decoder(Listing)


class Head(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that a parser said about a snapshot, but for the entries themselves."""

    list_key: str
    day: date
    list_date: date | None
    entries: int
    coverage: Coverage
    records: dict[str, int]
    removals: tuple[Removal, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    fills: Fills = {}
    """How often each field was filled, as `model.fill` counts."""
    fingerprint: str = ""
    """Names of the elements or columns of the files, one a line."""
    table_sha256: str = ""
    """Of the Parquet file with the entries; empty when there is none."""
    refusal: str = ""
    """Why this version of the parser cannot read the snapshot; empty when it can."""


class Wordings(msgspec.Struct, frozen=True):
    """The entries of a snapshot by the hash of what they say."""

    digests: dict[str, bytes]
    """Native id to the digest of the listing."""
    bodies: dict[bytes, bytes]
    """Digest to the listing as msgpack, for the digests that were not known."""


class ParsedCache:
    """What parsers made of snapshots. Whoever adds holds the lock of `writing`."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "parsed"
        self._scratch = home / "tmp"

    def add(self, manifest: Manifest, parser_version: str, parsed: Parsed) -> Head:
        """The result is in the cache; what older parsers made of this snapshot is gone."""
        encoded = sorted(
            (entry.listing.source_id, *packed(entry.listing), entry.locator) for entry in parsed.entries
        )
        columns = {
            "source_id": [row[0] for row in encoded],
            "digest": [row[1] for row in encoded],
            "locator": [row[3] for row in encoded],
            "body": [row[2] for row in encoded],
        }
        sink = pa.BufferOutputStream()
        pq.write_table(
            pa.table(columns, schema=_COLUMNS), sink, compression="zstd", use_dictionary=False, version="2.6"
        )
        table = sink.getvalue().to_pybytes()
        head = Head(
            list_key=manifest.list_key,
            day=manifest.day,
            list_date=parsed.list_date,
            entries=len(parsed.entries),
            coverage=parsed.coverage,
            records=parsed.records,
            removals=parsed.removals,
            alarms=parsed.alarms,
            fills=fill_counts(entry.listing for entry in parsed.entries),
            fingerprint=parsed.fingerprint,
            table_sha256=hashlib.sha256(table).hexdigest(),
        )
        path = self._path(manifest, parser_version)
        place_file(path.with_suffix(".parquet"), table, self._scratch, durable=False)
        self._add_head(manifest, parser_version, head)
        return head

    def add_refusal(self, manifest: Manifest, parser_version: str, why: str) -> None:
        """The cache knows that this parser cannot read the snapshot, so that nobody tries again."""
        head = Head(
            list_key=manifest.list_key,
            day=manifest.day,
            list_date=None,
            entries=0,
            coverage=Coverage(roster=False, facets=()),
            records={},
            refusal=why,
        )
        self._add_head(manifest, parser_version, head)

    def _add_head(self, manifest: Manifest, parser_version: str, head: Head) -> None:
        path = self._path(manifest, parser_version)
        place_file(path.with_suffix(".json"), seal(head), self._scratch, durable=False)
        for other in path.parent.glob(f"{manifest.day.isoformat()}-*"):
            if other.stem != path.name:
                with suppress(OSError):  # stays: never found again, and no harm
                    other.unlink()

    def head(self, manifest: Manifest, parser_version: str) -> Head | None:
        """What the parser said about the snapshot; None when the cache does not know."""
        path = self._path(manifest, parser_version).with_suffix(".json")
        try:
            return unseal(read_file(path), Head, path)
        except StoreError:
            return None

    def wordings(
        self, manifest: Manifest, parser_version: str, head: Head, known: Collection[bytes]
    ) -> Wordings | None:
        """The entries, with the bodies of those whose digest is not `known`; None when damaged."""
        data = self._table(manifest, parser_version, head)
        if data is None:
            return None
        table = pq.ParquetFile(pa.BufferReader(data)).read(["source_id", "digest", "body"])
        digests = table.column("digest").to_pylist()
        new = [row for row, digest in enumerate(digests) if digest not in known]
        bodies = table.column("body").take(pa.array(new, pa.int64())).to_pylist()
        return Wordings(
            dict(zip(table.column("source_id").to_pylist(), digests, strict=True)),
            dict(zip((digests[row] for row in new), bodies, strict=True)),
        )

    def entry(
        self, manifest: Manifest, parser_version: str, source_ids: Sequence[str]
    ) -> tuple[Listing | None, str] | None:
        """The entry with the first of these ids that the snapshot holds, and its locator.

        (None, "") when it holds none of them; None when the cache does not know the snapshot, or is damaged.
        """
        head = self.head(manifest, parser_version)
        data = self._table(manifest, parser_version, head) if head else None
        if data is None:
            return None
        filters = [("source_id", "in", list(source_ids))]
        table = pq.read_table(
            pa.BufferReader(data), columns=["source_id", "locator", "body"], filters=filters
        )
        found = {
            row["source_id"]: (_DECODER.decode(row["body"]), row["locator"]) for row in table.to_pylist()
        }
        return next((found[source_id] for source_id in source_ids if source_id in found), (None, ""))

    def _table(self, manifest: Manifest, parser_version: str, head: Head) -> bytes | None:
        """The Parquet file with the entries; None when it is damaged."""
        try:
            data = read_file(self._path(manifest, parser_version).with_suffix(".parquet"))
        except StoreError:
            return None
        return data if hashlib.sha256(data).hexdigest() == head.table_sha256 else None

    def _path(self, manifest: Manifest, parser_version: str) -> Path:
        """Without a suffix."""
        text = f"{_FORMAT} {manifest.inputs_key()} {parser_version}"
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        return self._folder / manifest.list_key / f"{manifest.day.isoformat()}-{key}"
