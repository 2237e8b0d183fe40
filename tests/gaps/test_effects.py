"""What an entry does decides whether it opens or closes a gap; silence is told list by list."""

from datetime import date

import msgspec

from interlock.focus import load_focus
from interlock.gaps.question import ask
from interlock.gaps.report import gap_report
from interlock.gaps.severity import default_weights
from interlock.model.gap import GAP_KINDS
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot
from interlock.model.snapshot import Coverage
from interlock.resolve import resolve
from made import record
from world import FRESH, HOLDS, gaps_of, rows, shot, specs

SHIPS = ListSpec(
    key="un.vessels",
    title="ships",
    holds=("Vessel",),
    effects=("asset_freeze", "vessel_measures"),
    max_shrink=0.1,
    max_shrink_reason="a test",
    qualified_keys=True,
)


def softer(made, list_key, effects):
    """The record on another list of its authority."""
    listing = msgspec.structs.replace(made.listing, list_key=list_key, effects=effects)
    return msgspec.structs.replace(made, listing=listing, qualified=True)


def report_of(records, snapshots, as_of="2026-03-10"):
    return gap_report(
        ask(date.fromisoformat(as_of), ("us", "jp", "kr"), load_focus("dprk"), tuple(HOLDS)),
        edition="test",
        targets=resolve(records),
        records={one.key: one for one in records},
        snapshots=snapshots,
        lists=[*specs(), SHIPS],
        weights=default_weights(),
        kinds=GAP_KINDS,
    )


def ships(day):
    return Snapshot(
        authority="un", list_key="un.vessels", day=date.fromisoformat(day), files=(), entries=59, records={},
        coverage=Coverage(),
    )  # fmt: skip


def test_an_entry_that_does_not_freeze_opens_no_gap():
    bank = softer(
        record("us:1", "MADE-UP BANK OF PYONGYANG", schema="Organization"), "us.consolidated", ("sectoral",)
    )
    assert rows(gaps_of([bank])) == []


def test_an_entry_that_does_not_freeze_closes_no_gap_and_is_named_in_the_reason():
    names = ("MADE-UP TRADING CORPORATION OF HAMHUNG",)
    soft = softer(
        record("us:1", *names, schema="Organization", quotes=("jp:017-000001",)),
        "us.consolidated",
        ("sectoral",),
    )
    report = gaps_of([soft, record("jp:017-000001", *names, schema="Organization")])
    found = [gap for gap in report.gaps if (gap.kind, gap.authority) == ("designation", "us")]
    assert [gap.status for gap in found] == ["open"]
    assert "US entry 1 on us.consolidated (sectoral) does not freeze assets" in found[0].why


def test_a_ship_that_the_un_only_keeps_out_of_ports_is_no_gap_of_freezing():
    ship = record("un:9000013", "SAMPLE STAR", schema="Vessel", imo=("9000013",))
    port_ban = softer(ship, "un.vessels", ("vessel_measures",))
    assert rows(report_of([port_ban], (*FRESH, ships("2026-03-01")))) == []
    frozen = softer(ship, "un.vessels", ("asset_freeze", "vessel_measures"))
    found = rows(report_of([frozen], (*FRESH, ships("2026-03-01"))))
    assert ("un_implementation", "us", "open") in found
    assert ("un_implementation", "jp", "unknown") in found


def test_a_fresh_list_of_ships_says_nothing_of_persons():
    """The US lists a man after the UN's last list of persons and before its last list of ships."""
    others = [one for one in FRESH if one.authority != "un"]
    old = (*others, shot("un", "2025-01-01"), ships("2026-03-01"))
    man = record("us:1", "KIM, Made Up", on="2026-01-01")
    report = report_of([man], old)
    row = next(row for row in report.coverage if row.authority == "un")
    assert (row.snapshot, row.state) == (date(2025, 1, 1), "stale")
    assert "un.vessels of 2026-03-01, 59 entries" in row.why


def test_a_list_of_ships_that_is_not_loaded_makes_the_row_partial():
    report = report_of([record("us:1", "KIM, Made Up")], FRESH)
    row = next(row for row in report.coverage if row.authority == "un")
    assert row.state == "partial"
    assert "no usable snapshot of un.vessels is loaded, so its vessels are unknown" in row.why
