"""A small world of lists, and one call that asks it for gaps."""

from datetime import date

from interlock.focus import load_focus
from interlock.gaps.question import ask
from interlock.gaps.report import gap_report
from interlock.gaps.severity import default_weights
from interlock.model.gap import GAP_KINDS
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot
from interlock.model.snapshot import Coverage
from interlock.resolve import resolve
from made import LIST_OF

BODIES = ("Person", "Organization", "Company", "LegalEntity")
HOLDS = {
    "us": (*BODIES, "Vessel", "Airplane"),
    "un": BODIES,
    "eu": (*BODIES, "Vessel"),
    "jp": BODIES,
    "kr": BODIES,
    "gb": (*BODIES, "Vessel"),
    "ca": BODIES,
}


def list_of(authority):
    return LIST_OF.get(authority, f"{authority}.list")


def specs():
    return [
        ListSpec(
            key=list_of(key), title=key, holds=holds, effects=("asset_freeze",), max_shrink=0.1,
            max_shrink_reason="a test",
        )
        for key, holds in HOLDS.items()
    ]  # fmt: skip


def shot(authority, day, **coverage):
    return Snapshot(
        authority=authority, list_key=list_of(authority), day=date.fromisoformat(day), files=(),
        entries=1000, records={}, coverage=Coverage(**coverage),
    )  # fmt: skip


FRESH = tuple(shot(key, "2026-03-01") for key in HOLDS)


def gaps_of(
    records, as_of="2026-03-10", snapshots=FRESH, focus="dprk", coalition=("us", "jp", "kr"), kinds=GAP_KINDS
):
    question = ask(date.fromisoformat(as_of), coalition, load_focus(focus), tuple(HOLDS))
    return gap_report(
        question,
        edition="test",
        targets=resolve(records),
        records={r.key: r for r in records},
        snapshots=snapshots,
        lists=specs(),
        weights=default_weights(),
        kinds=kinds,
    )


def rows(report, kind=None):
    """(kind, authority, status) of every gap, sorted."""
    return sorted((g.kind, g.authority, g.status) for g in report.gaps if kind in (None, g.kind))
