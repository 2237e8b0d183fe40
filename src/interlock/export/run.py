"""The room's door: reads an edition, asks for the picture, writes the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, get_args

import msgspec

from interlock.base.errors import QueryError
from interlock.export import ftm, graphml, stix
from interlock.export.draft import Draft, draft_of, gap_named
from interlock.export.drafting import form_of, writer_of
from interlock.export.picture import Ask, Picture, picture
from interlock.export.rows import Table, gap_rows, target_rows, tie_rows
from interlock.export.tables import csv_lines, json_lines, write_parquet, write_workbook
from interlock.export.write import place, pour
from interlock.focus import load_focus
from interlock.gaps.run import answer_from
from interlock.ingest.progress import Progress, Silent
from interlock.model.edition import Edition
from interlock.model.gap import GapReport
from interlock.report.machine import as_csv, as_json
from interlock.report.spreadsheet import write_xlsx
from interlock.store.editions import Editions

Subject = Literal["targets", "graph", "gaps"]
Form = Literal["ftm", "stix", "graphml", "xlsx", "parquet", "csv", "json"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
FORMS: tuple[Form, ...] = get_args(Form)
T = TypeVar("T")

_STEP = 1_000
"""Pieces between two signs of progress: some tenths of a second."""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written."""

    subject: Subject
    form: Form
    out: str
    edition: str
    as_of: date
    fictional: bool
    targets: int
    entries: int
    ties: int
    gaps: int


def export(
    home: Path,
    subject: Subject,
    form: Form,
    out: Path,
    *,
    as_of: date,
    focus: str,
    coalition: tuple[str, ...],
    edition_id: str | None = None,
    progress: Progress | None = None,
) -> Exported:
    """`out` holds the export; it is replaced whole.

    Raises:
        QueryError: unknown authority or focus, or the file cannot be written.
        StoreError: no edition, or a damaged one.
    """
    edition = Editions(home).load(edition_id)
    return export_from(
        edition, subject, form, out, as_of=as_of, focus=focus, coalition=coalition, progress=progress
    )


def export_from(
    edition: Edition,
    subject: Subject,
    form: Form,
    out: Path,
    *,
    as_of: date,
    focus: str,
    coalition: tuple[str, ...],
    progress: Progress | None = None,
) -> Exported:
    """The same, from an edition in hand."""
    ask = Ask(as_of=as_of, focus=load_focus(focus), coalition=_known(edition, coalition))
    watch = progress or Silent()
    report: GapReport | None = None
    if subject == "gaps":
        report = answer_from(edition, as_of=as_of, coalition=coalition, focus=focus)
        ask = msgspec.structs.replace(ask, coalition=())
    shown = picture(edition, ask, with_ties=subject == "graph")
    if report is not None:
        shown = _of_gaps(shown, report)
    total = sum(1 + len(card.entries) for card in shown.cards) + len(shown.ties)
    watch.start(total, f"writing {subject} as {form}")
    place(out, _writer(form, subject, shown, report, watch))
    watch.done()
    return Exported(
        subject=subject,
        form=form,
        out=str(out),
        edition=shown.edition,
        as_of=as_of,
        fictional=shown.fictional,
        targets=len(shown.cards),
        entries=sum(len(card.entries) for card in shown.cards),
        ties=len(shown.ties),
        gaps=len(report.gaps) if report is not None else 0,
    )


def draft(
    home: Path,
    gap_id: str,
    out: Path,
    *,
    as_of: date,
    focus: str,
    coalition: tuple[str, ...],
    form: str | None = None,
    edition_id: str | None = None,
) -> Draft:
    """`out` holds a draft that closes the gap; the form is named, or told by the suffix of `out`.

    Raises:
        QueryError: no such gap in the question, it is closed, no such form, or the file cannot be written.
        StoreError: no edition, or a damaged one.
    """
    chosen = form_of(out, form)
    edition = Editions(home).load(edition_id)
    report = answer_from(edition, as_of=as_of, coalition=coalition, focus=focus)
    made = draft_of(edition, gap_named(report.gaps, gap_id), as_of)
    place(out, writer_of(made, chosen, out))
    return made


def _known(edition: Edition, coalition: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(spec.key.partition(".")[0] for spec in edition.lists))
    if strangers := [key for key in coalition if key not in known]:
        raise QueryError(
            f"unknown authority {', '.join(strangers)} in the coalition",
            remedy=f"use a comma-separated choice of: {', '.join(known)}",
        )
    return coalition


def _of_gaps(shown: Picture, report: GapReport) -> Picture:
    """The targets that have a gap, under the question of the report."""
    named = {gap.target_id for gap in report.gaps}
    cards = tuple(card for card in shown.cards if card.target.target_id in named)
    return msgspec.structs.replace(shown, cards=cards, coalition=report.coalition)


Writer = Callable[[Path], object]


def _writer(
    form: Form, subject: Subject, shown: Picture, report: GapReport | None, watch: Progress
) -> Writer:
    if form == "ftm":
        found = ftm.entities(shown) if report is None else ftm.gap_entities(shown, report)
        return pour(_watched((msgspec.json.encode(one) + b"\n" for one in found), watch))
    if form == "stix":
        return pour(_watched(stix.bundle(shown) if report is None else stix.gap_bundle(shown, report), watch))
    if form == "graphml":
        pieces = graphml.graphml(shown) if report is None else graphml.gap_graphml(shown, report)
        return pour(_watched(pieces, watch))
    if report is not None and form in ("csv", "json", "xlsx"):
        return _gap_writer(form, report)
    table = _table(subject, shown, report)
    table = msgspec.structs.replace(table, rows=_watched(table.rows, watch))
    writers: dict[str, Writer] = {
        "csv": pour(csv_lines(table)),
        "json": pour(json_lines(table)),
        "parquet": lambda path: write_parquet(table, path),
        "xlsx": lambda path: write_workbook(table, path),
    }
    return writers[form]


def _gap_writer(form: Form, report: GapReport) -> Writer:
    """The forms of a report that `interlock gaps --out` writes: the same bytes."""
    if form == "xlsx":
        return lambda path: write_xlsx(report, path)
    data = as_csv(report, bom=True).encode() if form == "csv" else as_json(report, include_matrix=True)
    return pour([data])


def _table(subject: Subject, shown: Picture, report: GapReport | None) -> Table:
    if report is not None:
        return gap_rows(report)
    return target_rows(shown) if subject == "targets" else tie_rows(shown)


def _watched(pieces: Iterable[T], watch: Progress) -> Iterator[T]:
    """The pieces, with a sign of progress for each; the words change now and then."""
    label = ""
    for number, piece in enumerate(pieces):
        if number % _STEP == 0:
            label = f"{number:,} written"
        watch.advance(label)
        yield piece
