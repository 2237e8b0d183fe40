"""The state of a regime on a day as one page of Markdown: what the lists show, and what they cannot tell."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from interlock.base.errors import QueryError
from interlock.model.explained import ExplainedGap, SourceRow
from interlock.model.gap import Gap, GapKind, GapReport
from interlock.report.tally import counts, targets_by_status, unknowns
from interlock.report.text import printable
from interlock.report.wording import (
    COVERAGE_STATES,
    FICTIONAL,
    KINDS,
    SILENT,
    STATUSES,
    act_date,
    authority_name,
    authority_names,
    long_date,
    number,
    sum_in_words,
)

TOP = 15
"""Open rows of the leading kinds that the page shows: a page is read, the files are searched."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that a person read in the sources, named by an entry: ids of targets may change."""

    kind: GapKind
    authority: str
    entry: str
    """`us:39498`: an entry of the target."""
    checked: str
    """What the person read, where."""


class Chosen(msgspec.Struct, frozen=True):
    """A checked finding and the gap of the answer that it is about; None when the answer has it no more."""

    checked: Checked
    told: ExplainedGap | None


def read_checked(path: Path) -> tuple[Checked, ...]:
    """The checked findings of a TOML file. Raises: QueryError when it cannot be read as such."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(msgspec.convert(table["finding"], type=list[Checked]))
    except (OSError, ValueError, KeyError, msgspec.ValidationError) as error:
        raise QueryError(
            f"the checked findings cannot be read: {error}",
            where=str(path),
            remedy="give a TOML file of [[finding]] with kind, authority, entry and checked",
        ) from error


def gap_of(report: GapReport, checked: Checked) -> Gap | None:
    """The gap that the finding is about: by kind, authority and an entry of the target."""
    targets = {
        row.target_id
        for row in report.matrix
        for authority, cell in row.cells.items()
        if checked.entry in {f"{authority}:{source_id}" for source_id in cell.source_ids}
    }
    for gap in report.gaps:
        if (gap.kind, gap.authority) == (checked.kind, checked.authority) and gap.target_id in targets:
            return gap
    return None


def as_markdown(report: GapReport, chosen: Sequence[Chosen], command: str) -> str:
    """The page. `command`: what made it, so that anyone can make it again."""
    parts = [
        _heading(report, command),
        _coverage(report),
        _counts(report),
        _top(report),
        _findings(chosen),
        _lags(report),
        _silences(report),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(report: GapReport, command: str) -> str:
    banner = f"**{FICTIONAL}**\n\n" if report.fictional else ""
    known = f" Only what snapshots up to {report.known_by} showed is used." if report.known_by else ""
    title = f"# Focus {report.focus} on {long_date(report.as_of)}: {authority_names(report.coalition)}"
    return (
        f"{title}\n\n{banner}Made by `{command}`. For reference {authority_names(report.references)}.{known}"
        " The state of law on the day, with everything the lists show today; what our copies cannot tell is"
        " *unknown*, and no gap."
    )


def _coverage(report: GapReport) -> str:
    rows = [
        (
            authority_name(row.authority),
            COVERAGE_STATES[row.state],
            str(row.snapshot or "none"),
            row.why,
        )
        for row in report.coverage
    ]
    return f"## What it rests on\n\n{_table(('Authority', 'List', 'Snapshot', 'Why'), rows)}"


def _counts(report: GapReport) -> str:
    rows = [
        (
            authority_name(row.authority),
            KINDS[row.kind],
            *(f"{value:,}" for value in (row.open, row.unresolved, row.unknown, row.closed)),
        )
        for row in counts(report)
    ]
    distinct = targets_by_status(report)
    rows.append(("Targets concerned", "", *(f"{distinct[status]:,}" for status in STATUSES)))
    return f"## In figures\n\n{_table(('Authority', 'Kind', *STATUSES.values()), rows)}"


def _top(report: GapReport) -> str:
    found = [gap for gap in report.gaps if gap.status == "open" and gap.kind != "lag"][:TOP]
    rows = [
        (
            number(gap.severity),
            gap.target_name,
            f"{authority_name(gap.authority)}: {KINDS[gap.kind]}" + (f", {gap.act}" if gap.act else ""),
            "; ".join(f"{one.authority.upper()} {act_date(one.listed_on)}" for one in gap.listed_by),
        )
        for gap in found
    ]
    return f"## The first {len(rows)} open rows\n\n{_table(('Severity', 'Target', 'Gap', 'Listed by'), rows)}"


def _findings(chosen: Sequence[Chosen]) -> str:
    if not chosen:
        return ""
    lines = [f"## {len(chosen)} findings, each read in the source by hand"]
    for place, one in enumerate(chosen, start=1):
        lines.append(_finding(place, one))
    return "\n\n".join(lines)


def _finding(place: int, one: Chosen) -> str:
    told = one.told
    if told is None:
        gone = f"No longer in the answer. Checked before: {one.checked.checked}"
        return f"### {place}. {one.checked.entry}\n\n{gone}"
    gap = told.gap
    rows = [_source(row) for row in told.rows]
    severity = f" Severity {number(gap.severity)} = {sum_in_words(gap.components)}." if gap.components else ""
    days = f" Lag {gap.lag_days} days." if gap.lag_days is not None else ""
    return "\n".join(
        [
            f"### {place}. {_cell(gap.target_name)}",
            "",
            f"**{authority_name(gap.authority)}, {KINDS[gap.kind]}, {STATUSES[gap.status].lower()}.**"
            f" {_cell(gap.why)}.{days}{severity}",
            "",
            *rows,
            "",
            f"Checked: {one.checked.checked}",
        ]
    )


def _source(row: SourceRow) -> str:
    where = f"; {row.file} of {row.snapshot}, `{row.place}`" if row.snapshot else ""
    entry = f"{row.authority.upper()} `{row.source_id}` {_cell(row.name)}"
    return f"- {entry}: {row.standing}, {act_date(row.listed_on)}{where}"


def _lags(report: GapReport) -> str:
    rows = [
        (
            authority_name(lag.first),
            authority_name(lag.second),
            f"{lag.closed:,}",
            f"{lag.same_day:,}",
            "" if lag.median_days is None else number(lag.median_days),
            f"{lag.open:,}",
        )
        for lag in report.lags
    ]
    heads = ("First", "Then", "Closed", "Same day", "Median days", "Still open")
    return f"## Who follows whom\n\n{_table(heads, rows)}"


def _silences(report: GapReport) -> str:
    notes = "\n".join(f"- {_cell(note)}" for note in report.notes)
    unknown = [
        (authority_name(row.authority), f"{targets:,}", why)
        for row in unknowns(report, most=6)
        for why, targets in row.reasons
    ]
    silent = [
        (KINDS[one.kind], authority_name(one.authority), f"{one.targets:,}", SILENT[one.state], one.why)
        for one in report.silences
    ]
    return "\n\n".join(
        [
            "## What the lists cannot tell",
            notes,
            "Targets of which it is not known whether the authority lists them:",
            _table(("Authority", "Targets", "Why"), unknown),
            "Targets of which a kind of gap says nothing:",
            _table(("Kind", "Authority", "Targets", "State", "Why"), silent),
        ]
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Lists' own text, so that it can neither break a table nor become markup."""
    plain = " ".join(printable(text).split())
    for sign in ("\\", "|", "<", "*", "_", "`"):
        plain = plain.replace(sign, f"\\{sign}")
    return plain
