"""A gap report as JSON and as CSV: the public interface that other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from interlock.model.gap import Gap, GapReport, ListedBy
from interlock.report.text import formula_safe
from interlock.report.wording import FICTIONAL

BOM = "\ufeff"
AS_PUBLISHED = "as published"

COLUMNS = (
    "data",
    "gap_id",
    "status",
    "kind",
    "authority",
    "severity",
    "target_id",
    "target_name",
    "native_names",
    "schema",
    "listed_by",
    "listed_by_ids",
    "listed_by_names",
    "listed_on",
    "listed_on_basis",
    "since",
    "age_days",
    "lag_days",
    "components",
    "why",
    "focus_by",
    "may_be",
    "as_of",
    "edition",
    "confidence",
    "rests_on",
    "act",
    "details",
    "closes",
)
"""The columns of the CSV. Inside a cell items are joined with `; `; the five `listed_*` columns pair up."""


def as_json(report: GapReport, *, include_matrix: bool = False) -> bytes:
    """The report under the public field names, UTF-8. Unknown values are null, never left out."""
    return b"".join(json_parts(report, include_matrix=include_matrix))


def json_parts(report: GapReport, *, include_matrix: bool = False) -> Iterator[bytes]:
    """The same, some thousand rows at a time: nine authorities have hundreds of thousands."""
    before: dict[str, Any] = {
        "edition": report.edition,
        "as_of": report.as_of,
        "coalition": report.coalition,
        "references": report.references,
        "focus": report.focus,
        "fictional": report.fictional,
        "coverage": report.coverage,
    }
    after: dict[str, Any] = {
        "lags": report.lags,
        "notes": report.notes,
        "known_by": report.known_by,
        "kinds": report.kinds,
        "silences": report.silences,
    }
    if include_matrix:
        after["matrix"] = report.matrix
    yield _open_object(before) + b',"gaps":['
    for start in range(0, len(report.gaps), _ROWS):
        rows = _ENCODER.encode(report.gaps[start : start + _ROWS])
        yield (b"," if start else b"") + rows[1:-1]
    yield b"]," + _ENCODER.encode(after)[1:]


_ENCODER = msgspec.json.Encoder()
_ROWS = 4_096


def _open_object(value: dict[str, Any]) -> bytes:
    return _ENCODER.encode(value)[:-1]


def as_csv(report: GapReport, *, bom: bool = False) -> str:
    """One row per gap, flat, safe to open in a spreadsheet. `bom`: for files, so that Excel sees UTF-8.

    A text cell that a spreadsheet would run as a formula has an apostrophe in front. Lines end in CRLF
    (RFC 4180): open files with `newline=""`.
    """
    out = io.StringIO()
    if bom:
        out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for gap in report.gaps:
        writer.writerow([_cell(value) for value in _row(report, gap)])
    return out.getvalue()


def _row(report: GapReport, gap: Gap) -> list[str | int | float | None]:
    def listed(field: str) -> str:
        return _joined(_listed_field(entry, field) for entry in gap.listed_by)

    return [
        FICTIONAL if report.fictional else AS_PUBLISHED,
        gap.gap_id,
        gap.status,
        gap.kind,
        gap.authority,
        round(gap.severity, 2),
        gap.target_id,
        gap.target_name,
        _joined(gap.native_names),
        gap.schema,
        listed("authority"),
        listed("source_id"),
        listed("name"),
        listed("listed_on"),
        listed("basis"),
        gap.since.isoformat() if gap.since else None,
        gap.age_days,
        gap.lag_days,
        _joined(f"{name}={value:.2f}" for name, value in gap.components.items()),
        gap.why,
        _joined(gap.focus_by),
        _joined(gap.may_be),
        report.as_of.isoformat(),
        report.edition,
        round(gap.confidence, 4),
        gap.rests_on,
        gap.act,
        _joined(gap.details),
        gap.closes,
    ]


def _listed_field(entry: ListedBy, field: str) -> str:
    if field == "listed_on":
        return entry.listed_on.iso()
    if field == "basis":
        return entry.listed_on.basis
    return str(getattr(entry, field))


def _joined(items: Any) -> str:
    # Each item is guarded: where `;` separates cells, an item may become a cell of its own.
    return "; ".join(formula_safe(item) for item in items)


def _cell(value: str | int | float | None) -> str | int | float:
    if value is None:
        return ""
    return formula_safe(value) if isinstance(value, str) else value
