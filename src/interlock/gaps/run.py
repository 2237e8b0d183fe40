"""The room's door: reads an edition, asks the pure rules, returns typed answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from interlock.base.errors import QueryError
from interlock.focus import load_focus
from interlock.gaps.question import DEFAULT_COALITION, ask
from interlock.gaps.report import gap_report
from interlock.gaps.severity import default_weights
from interlock.model.edition import Edition
from interlock.model.gap import GAP_KINDS, GapKind, GapReport
from interlock.store.editions import Editions


def answer(
    home: Path,
    *,
    as_of: date,
    coalition: tuple[str, ...] = DEFAULT_COALITION,
    focus: str = "dprk",
    kind: str | None = None,
    edition_id: str | None = None,
) -> GapReport:
    """The gaps of a coalition on a day, from the current edition unless another is named.

    Raises:
        QueryError: unknown authority, focus or kind, or a coalition of one.
        StoreError: no edition, or a damaged one.
    """
    edition = Editions(home).load(edition_id)
    return answer_from(edition, as_of=as_of, coalition=coalition, focus=focus, kind=kind)


def answer_from(
    edition: Edition, *, as_of: date, coalition: tuple[str, ...], focus: str, kind: str | None = None
) -> GapReport:
    """The same, from an edition in hand."""
    known = tuple(dict.fromkeys(spec.key.partition(".")[0] for spec in edition.lists))
    return gap_report(
        ask(as_of, coalition, load_focus(focus), known),
        edition=edition.edition_id,
        targets=edition.targets,
        records={record.key: record for record in edition.records},
        snapshots=edition.snapshots,
        lists=edition.lists,
        weights=default_weights(),
        kinds=_kinds(kind),
    )


def _kinds(kind: str | None) -> Sequence[GapKind]:
    if kind is None:
        return GAP_KINDS
    found = [known for known in GAP_KINDS if known == kind]
    if not found:
        raise QueryError(f"unknown kind of gap {kind!r}", remedy=f"use one of: {', '.join(GAP_KINDS)}")
    return found
