"""The room's door: reads an edition, asks the pure rules, returns typed answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from interlock.base.errors import QueryError
from interlock.base.heap import no_collection
from interlock.focus import ALL, load_focus
from interlock.gaps import name_keys
from interlock.gaps.extract import Extract, extract_of, name_of, packed, ties_unpacked, unpacked
from interlock.gaps.name_keys import NameKeys
from interlock.gaps.question import DEFAULT_COALITION, ask
from interlock.gaps.report import gap_report
from interlock.gaps.severity import Weights, default_weights, weights_from
from interlock.gaps.ties import Tie, ties_of
from interlock.model.edition import Edition
from interlock.model.gap import GAP_KINDS, GapKind, GapReport
from interlock.store.editions import Editions
from interlock.store.extracts import Extracts

if TYPE_CHECKING:
    from interlock.gaps.explain import Stand
    from interlock.model.explained import ExplainedGap
    from interlock.model.record import Record

DEFAULT_FOCUS = "dprk"


def answer(
    home: Path,
    *,
    as_of: date,
    coalition: tuple[str, ...] = DEFAULT_COALITION,
    focus: str = DEFAULT_FOCUS,
    kind: str | Iterable[str] | None = None,
    edition_id: str | None = None,
    known_by: date | None = None,
    min_severity: float = 0.0,
    weights: Path | None = None,
) -> GapReport:
    """The gaps of a coalition on a day, from the current edition unless another is named.

    Args:
        home: The home folder.
        as_of: The day whose state of law is asked for.
        coalition: Keys of the authorities.
        focus: Key of the focus.
        kind: Kinds of gap, as a comma list or several; every kind when not given.
        edition_id: Another edition than the current one.
        known_by: Only what snapshots up to that day showed is used.
        min_severity: Rows below it are left out; closed gaps have no severity.
        weights: TOML of the weights that shall be others than those that come with Interlock.

    Raises:
        QueryError: unknown authority, focus or kind, a coalition of one, or weights that cannot be read.
        StoreError: no edition, or a damaged one.
    """
    kinds = kinds_of(kind)
    load_focus(focus)
    weighing = default_weights() if weights is None else _weights_of(weights)
    with no_collection():
        if known_by is not None or focus == ALL:
            edition = Editions(home).load(edition_id)
            ties = _ties(home, edition) if known_by is None else None
            report = answer_from(
                edition,
                as_of=as_of,
                coalition=coalition,
                focus=focus,
                kind=kinds,
                known_by=known_by,
                ties=ties,
                weights=weighing,
            )
        else:
            report = _from_extract(home, as_of, coalition, focus, kinds, edition_id, weighing)
    if weights is not None:
        note = f"severity is weighed by {weights.name}, not by the weights that come with Interlock"
        report = msgspec.structs.replace(report, notes=(note, *report.notes))
    return at_least(report, min_severity)


def _weights_of(path: Path) -> Weights:
    try:
        return weights_from(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise QueryError(
            f"the weights cannot be read: {error}",
            where=str(path),
            remedy="give a TOML file with some of the parts and weights of gaps/weights.toml",
        ) from error


def answer_from(
    edition: Edition,
    *,
    as_of: date,
    coalition: tuple[str, ...],
    focus: str,
    kind: str | Iterable[str] | None = None,
    known_by: date | None = None,
    ties: tuple[Tie, ...] | None = None,
    weights: Weights | None = None,
) -> GapReport:
    """The same, from an edition in hand. `ties`: all of it, where they were found before."""
    if known_by is not None:
        from interlock.gaps.known import known_by_day

        edition = known_by_day(edition, known_by)
    with no_collection():
        return gap_report(
            ask(as_of, coalition, load_focus(focus), tuple(spec.key for spec in edition.lists)),
            edition=edition.edition_id,
            targets=edition.targets,
            records={record.key: record for record in edition.records},
            snapshots=edition.snapshots,
            lists=edition.lists,
            weights=weights or default_weights(),
            kinds=kinds_of(kind),
            ties=ties,
            known_by=known_by,
        )


def prepare(home: Path, edition: Edition, focus: str = DEFAULT_FOCUS) -> None:
    """The next answer on the focus from the edition is a quick one.

    Raises:
        StoreError: the edition is damaged.
    """
    if Extracts(home).read(name_of(edition.edition_id, focus)) is None:
        _extract(home, edition, focus)


def at_least(report: GapReport, min_severity: float) -> GapReport:
    """The report without the rows below that severity."""
    if min_severity <= 0:
        return report
    kept = tuple(gap for gap in report.gaps if gap.severity >= min_severity)
    return msgspec.structs.replace(report, gaps=kept)


def kinds_of(kind: str | Iterable[str] | None) -> Sequence[GapKind]:
    """The kinds named, each once, in the order of `GAP_KINDS`; all when none is.

    Raises:
        QueryError: an unknown kind.
    """
    if kind is None:
        return GAP_KINDS
    texts = [kind] if isinstance(kind, str) else list(kind)
    asked = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    strangers = [text for text in asked if text not in GAP_KINDS]
    if strangers:
        raise QueryError(
            f"unknown kind of gap {', '.join(map(repr, strangers))}",
            remedy=f"use one or more of: {', '.join(GAP_KINDS)}",
        )
    return tuple(known for known in GAP_KINDS if known in asked) or GAP_KINDS


def _from_extract(
    home: Path,
    as_of: date,
    coalition: tuple[str, ...],
    focus: str,
    kinds: Sequence[GapKind],
    edition_id: str | None,
    weights: Weights,
) -> GapReport:
    edition = Editions(home).load(edition_id)
    extract = _kept(home, edition.edition_id, focus) or _extract(home, edition, focus)
    return gap_report(
        ask(as_of, coalition, load_focus(focus), tuple(spec.key for spec in extract.lists)),
        edition=edition.edition_id,
        targets=extract.targets,
        records={record.key: record for record in extract.records},
        snapshots=extract.snapshots,
        lists=extract.lists,
        weights=weights,
        kinds=kinds,
        ties=extract.ties,
        nameless=extract.nameless,
    )


def _kept(home: Path, edition_id: str, focus: str) -> Extract | None:
    data = Extracts(home).read(name_of(edition_id, focus))
    if data is None:
        return None
    with suppress(msgspec.DecodeError):
        return unpacked(data)
    return None  # kept by another version of the code: found again


def _ties(home: Path, edition: Edition) -> tuple[Tie, ...]:
    """All ties of the edition, found once."""
    name = name_of(edition.edition_id, ALL)
    data = Extracts(home).read(name)
    if data is not None:
        with suppress(msgspec.DecodeError):
            return ties_unpacked(data)
    names = _names(home)
    ties = ties_of(edition.records, names)
    Extracts(home).keep(name, packed(ties))
    Extracts(home).keep(name_keys.file_name(), names.packed())
    return ties


def _names(home: Path) -> NameKeys:
    """The keys of names that an earlier edition had, where they are kept."""
    data = Extracts(home).read(name_keys.file_name())
    if data is not None:
        with suppress(msgspec.DecodeError):
            return name_keys.unpacked(data)
    return NameKeys()


def _extract(home: Path, edition: Edition, focus: str) -> Extract:
    records = {record.key: record for record in edition.records}
    found = extract_of(
        load_focus(focus),
        edition.targets,
        records,
        edition.snapshots,
        edition.lists,
        _ties(home, edition),
    )
    Extracts(home).keep(name_of(edition.edition_id, focus), packed(found))
    return found


def explain_gaps(home: Path, report: GapReport, gap_ids: Sequence[str]) -> list[ExplainedGap]:
    """Gaps of the report told to the end, in the order asked, their entries looked up in the archive.

    Raises:
        QueryError: the report has no such gap. StoreError: the edition or the archive is damaged.
    """
    from interlock.gaps.explain import explained

    edition = Editions(home).load(report.edition)
    if report.known_by is not None:
        from interlock.gaps.known import known_by_day

        edition = known_by_day(edition, report.known_by)
    records = {record.key: record for record in edition.records}
    targets = {target.target_id: target for target in edition.targets}
    asked = {gap.gap_id: targets.get(gap.target_id) for gap in report.gaps if gap.gap_id in set(gap_ids)}
    stand_of = _stands(home, edition, report.as_of)
    return [explained(report, gap_id, asked.get(gap_id), records, stand_of) for gap_id in gap_ids]


def _stands(home: Path, edition: Edition, as_of: date) -> Callable[[Record], Stand]:
    """Looks an entry up in the newest snapshot up to the day that holds it, else in the first after it."""
    from interlock.gaps.explain import Stand
    from interlock.ingest.provenance import Provenance

    provenance = Provenance(home)

    def stand_of(record: Record) -> Stand:
        days = [
            shot.day
            for shot in edition.snapshots
            if shot.list_key == record.listing.list_key and shot.state == "good"
            if record.first_seen <= shot.day <= record.last_seen
        ]
        before = [day for day in days if day <= as_of]
        for day in [*reversed(before), *(day for day in days if day > as_of)]:
            seen = provenance.seen(record.listing.list_key, day, record.source_ids)
            if seen.listing is not None:
                names = ", ".join(file.name for file in seen.files)
                return Stand(day, names, ", ".join(file.sha256 for file in seen.files), seen.locator)
        return Stand(None, "", "", "")

    return stand_of
