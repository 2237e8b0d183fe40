"""The finished output: from lines of JSON to the form that was asked for, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from interlock.screen.bulk_hits import BulkHit
from interlock.screen.bulk_input import Form
from interlock.screen.bulk_rows import Reject
from interlock.screen.entity import ListingNote

Safe = Callable[[str], str]
"""Makes a text harmless in a spreadsheet."""

_BATCH = 2_000
"""Hits that are converted at a time: some megabytes."""
_SPAN = 1 << 20
_REJECT_FIELDS = ("row", "line", "id", "what", "screened", "cells")
_HITS = msgspec.json.Decoder(BulkHit)
_REJECTS = msgspec.json.Decoder(Reject)


def columns(*, since: bool) -> tuple[str, ...]:
    """Names of the columns, in order. `since`: with those that tell a change."""
    every = BulkHit.__struct_fields__
    return every if since else every[: every.index("change")]


def sha256_of(path: Path) -> str:
    """Of the file's bytes. Raises: OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while span := file.read(_SPAN):
            digest.update(span)
    return digest.hexdigest()


def write_hits(lines: Path, out: Path, form: Form, *, since: bool, about: bytes, safe: Safe) -> None:
    """`out` holds the hits. `about`: JSON, kept in a Parquet file's metadata. Raises: OSError."""
    if form == "jsonl":
        with lines.open("rb") as source, out.open("wb") as file:
            while span := source.read(_SPAN):
                file.write(span)
    elif form == "csv":
        _write_csv(lines, out, columns(since=since), safe)
    else:
        _write_parquet(lines, out, columns(since=since), about)


def write_rejects(lines: Path, out: Path, safe: Safe) -> None:
    """`out` is a CSV of the rows that could not be read. Raises: OSError."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_REJECT_FIELDS)
        for reject in _decoded(lines, _REJECTS):
            row = (reject.row, reject.line, reject.id, reject.what, reject.screened, _csv_line(reject.cells))
            writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])


def _csv_line(cells: Iterable[str]) -> str:
    """The cells as one line of CSV, as they stood in the file or might have."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _decoded(lines: Path, decoder: msgspec.json.Decoder[Any]) -> Iterator[Any]:
    with lines.open("rb") as file:
        for line in file:
            yield decoder.decode(line)


def _write_csv(lines: Path, out: Path, names: Iterable[str], safe: Safe) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for hit in _decoded(lines, _HITS):
            writer.writerow([_text(name, getattr(hit, name), safe) for name in names])


def _text(name: str, value: object, safe: Safe) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if value is None:
        return ""
    if isinstance(value, str):
        return value if name in ("id", "target_id") else safe(value)
    assert isinstance(value, tuple)  # noqa: S101  # the only other type of a field
    return safe("; ".join(_listed(item) if isinstance(item, ListingNote) else item for item in value))


def _listed(note: ListingNote) -> str:
    """`us.sdn 12345 (listed; asset_freeze; 2018-01-24)`."""
    told = (note.standing, " ".join(note.effects) or "no effect stated", note.listed_on.iso())
    return f"{note.list_key} {note.source_id} ({'; '.join(told)})"


def _write_parquet(lines: Path, out: Path, names: Iterable[str], about: bytes) -> None:
    import pyarrow
    from pyarrow import parquet

    wanted = list(names)
    schema = pyarrow.schema([(name, _types()[name]) for name in wanted], metadata={"interlock": about})
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(_decoded(lines, _HITS)):
            rows = [msgspec.to_builtins(hit) for hit in batch]
            data = {name: [row.get(name) for row in rows] for name in wanted}
            writer.write_table(pyarrow.table(data, schema=schema))


def _batches(hits: Iterator[BulkHit]) -> Iterator[list[BulkHit]]:
    batch: list[BulkHit] = []
    for hit in hits:
        batch.append(hit)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@cache
def _types() -> dict[str, Any]:
    """Field to Arrow type."""
    import pyarrow

    text = pyarrow.string()
    texts = pyarrow.list_(text)
    act = pyarrow.struct([("earliest", text), ("latest", text), ("basis", text)])
    note = pyarrow.struct(
        [
            ("authority", text),
            ("list_key", text),
            ("source_id", text),
            ("name", text),
            ("effects", texts),
            ("listed_on", act),
            ("standing", text),
            ("why", text),
            ("snapshot", text),
        ]
    )
    return {
        "id": text,
        "target_id": text,
        "score": pyarrow.float64(),
        "match": pyarrow.bool_(),
        "caption": text,
        "schema": text,
        "listed_by": pyarrow.list_(note),
        "reasons": texts,
        "delisted": pyarrow.bool_(),
        "not_listed_by": texts,
        "unknown_by": texts,
        "row": pyarrow.int64(),
        "name": text,
        "change": text,
        "differs": texts,
    }
