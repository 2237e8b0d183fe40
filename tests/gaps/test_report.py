"""Each rule of the first gaps, on the smallest world that shows it."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from made import between, claimed, record
from world import FRESH, gaps_of, rows, shot


def person(key, on="2020-01-01", **more):
    return record(key, "THAE, Gyok Ryul", on=on, births=("1960-01-02",), **more)


def of(report, kind, authority):
    (found,) = (g for g in report.gaps if (g.kind, g.authority) == (kind, authority))
    return found


def test_what_one_ally_lists_is_a_designation_gap_of_the_others():
    report = gaps_of([person("us:1")])
    assert rows(report, "designation") == [("designation", "jp", "open"), ("designation", "kr", "open")]


def test_what_all_allies_list_on_one_day_is_no_gap():
    report = gaps_of([person("us:1"), person("jp:017-000001"), person("kr:1")])
    assert rows(report, "designation") == []
    assert {(g.authority, g.lag_days) for g in report.gaps if g.kind == "lag"} >= {("jp", 0), ("kr", 0)}


def test_what_the_un_lists_is_a_un_implementation_gap_and_not_a_designation_gap():
    report = gaps_of([person("un:1"), person("us:1")])
    assert rows(report, "un_implementation") == [
        ("un_implementation", "jp", "open"),
        ("un_implementation", "kr", "open"),
    ]
    assert rows(report, "designation") == []


def test_a_reference_alone_opens_no_designation_gap():
    assert rows(gaps_of([person("eu:EU.1.1")]), "designation") == []


def test_a_later_listing_closes_the_gap_and_the_lag_is_its_days():
    records = [person("us:1", on="2022-12-01"), person("jp:017-000001", on="2023-03-17")]
    gap = of(gaps_of(records), "designation", "jp")
    assert (gap.status, gap.lag_days, gap.age_days) == ("closed", 106, 106)
    before = of(gaps_of(records, as_of="2023-03-16"), "designation", "jp")
    assert (before.status, before.lag_days, before.age_days) == ("open", None, 105)
    assert before.gap_id == gap.gap_id


def test_the_lag_of_an_interval_has_bounds():
    records = [
        person("us:1", on=between("2022-11-30", "2022-12-02")),
        person("jp:017-000001", on="2023-03-17"),
    ]
    gap = of(gaps_of(records), "lag", "jp")
    assert gap.lag_days == 106
    (pair,) = gap.lags
    assert (pair.first, pair.at_least, pair.at_most) == ("us", 105, 107)


def test_an_unconfirmed_date_carries_no_lag_and_is_shown():
    records = [
        person("us:1", on="2022-12-01"),
        person("kr:1", on=claimed("2023-03-21"), seen=("2026-01-22",) * 2),
    ]
    gap = of(gaps_of(records), "lag", "kr")
    assert (gap.status, gap.lag_days) == ("unknown", None)
    assert "unconfirmed" in gap.why
    assert rows(gaps_of(records), "designation") == [("designation", "jp", "open")]


def test_an_unconfirmed_listing_is_unknown_before_a_snapshot_shows_it():
    records = [
        person("us:1", on="2022-12-01"),
        person("kr:1", on=claimed("2023-03-21"), seen=("2026-01-22",) * 2),
    ]
    gap = of(gaps_of(records, as_of="2022-12-13"), "designation", "kr")
    assert gap.status == "unknown"
    assert "2023-03-21" in gap.why and "not confirmed" in gap.why


def test_a_list_older_than_the_designation_is_unknown():
    snapshots = (*(s for s in FRESH if s.authority != "jp"), shot("jp", "2019-06-01"))
    gap = of(gaps_of([person("us:1")], snapshots=snapshots), "designation", "jp")
    assert gap.status == "unknown"
    assert "older than the designation" in gap.why


def test_a_later_roster_without_names_does_not_make_an_older_list_newer():
    roster = shot("us", "2026-03-01", facets=("aliases", "addresses"))
    snapshots = (*(s for s in FRESH if s.authority != "us"), shot("us", "2024-05-03"), roster)
    before, after = person("kr:1", on="2024-01-17"), person("kr:1", on="2024-12-17")
    assert of(gaps_of([before], snapshots=snapshots), "designation", "us").status == "open"
    gap = of(gaps_of([after], snapshots=snapshots), "designation", "us")
    assert gap.status == "unknown"
    assert "with names is of 2024-05-03" in gap.why


def test_a_missing_list_is_unknown_and_the_coverage_says_so():
    report = gaps_of([person("us:1")], snapshots=tuple(s for s in FRESH if s.authority != "jp"))
    assert of(report, "designation", "jp").status == "unknown"
    assert {c.authority: c.state for c in report.coverage}["jp"] == "missing"


def test_a_list_that_cannot_hold_ships_is_not_comparable():
    ship = record("us:1", "PAEK SAN", schema="Vessel", imo=("9000001",))
    report = gaps_of([ship])
    assert of(report, "designation", "jp").status == "unknown"
    assert "cannot hold vessels" in of(report, "designation", "jp").why
    assert report.matrix[0].cells["jp"].state == "not_comparable"


def test_a_copy_without_the_un_annex_is_silent_on_un_targets():
    snapshots = (*(s for s in FRESH if s.authority != "kr"), shot("kr", "2026-01-22", without_un=True))
    report = gaps_of([person("un:1")], snapshots=snapshots)
    assert of(report, "un_implementation", "kr").status == "unknown"
    assert of(report, "un_implementation", "jp").status == "open"


def test_a_copy_of_one_focus_is_silent_on_the_rest():
    snapshots = (*(s for s in FRESH if s.authority != "kr"), shot("kr", "2026-01-22", focus="dprk"))
    inside = gaps_of([person("us:1")], snapshots=snapshots)
    assert of(inside, "designation", "kr").status == "open"
    outside = gaps_of([person("us:1", focus=False)], snapshots=snapshots, focus="all")
    assert of(outside, "designation", "kr").status == "unknown"


def test_a_body_known_in_hangul_alone_was_not_compared_and_is_unknown():
    report = gaps_of([record("kr:1", "금하회사", schema="Organization")])
    assert {(g.authority, g.status) for g in report.gaps if g.kind == "designation"} == {
        ("us", "unknown"),
        ("jp", "unknown"),
    }
    assert "hangul only" in of(report, "designation", "us").why


def test_a_person_known_in_hangul_alone_is_compared_by_sound():
    report = gaps_of([record("kr:1", "태격률"), person("us:1")])
    statuses = {(g.authority, g.status) for g in report.gaps if g.kind == "designation"}
    assert ("us", "unresolved") in statuses
    assert ("jp", "open") in statuses


def test_a_possible_match_is_unresolved_and_not_a_gap():
    crowd = [
        record(f"us:{i}", f"KIM, Chol {g}", births=(f"19{i}",)) for i, g in enumerate(["Su", "Il"] * 20, 40)
    ]
    report = gaps_of([record("us:1", "KIM, Chol Su"), record("jp:017-000001", "Kim Chol-su"), *crowd])
    mine = [
        g
        for g in report.gaps
        if g.authority == "jp" and g.status == "unresolved" and "us:1" in str(g.listed_by)
    ]
    assert [g.may_be for g in report.gaps if g.kind == "designation" and g.status == "unresolved"]
    assert all(g.may_be for g in report.gaps if g.status == "unresolved"), mine


def test_the_day_between_two_snapshots_is_unknown_not_open():
    records = [
        person("us:1", on="2020-01-01"),
        person("jp:017-000001", on=between("2022-01-01", "2022-03-01")),
    ]
    assert of(gaps_of(records, as_of="2022-02-01"), "designation", "jp").status == "unknown"


def test_what_was_delisted_by_all_is_no_gap():
    assert gaps_of([person("us:1", off="2021-01-01")]).gaps == ()


def test_severity_is_the_sum_of_its_parts_and_a_un_gap_outranks_a_designation():
    report = gaps_of([person("un:1"), record("us:2", "O, Mirye", on="2020-01-01")])
    for gap in report.gaps:
        assert gap.severity == pytest.approx(sum(gap.components.values()), abs=0.05)
        assert 0 <= gap.severity <= 100
    assert report.gaps[0].kind == "un_implementation"


def test_a_target_is_in_the_focus_when_any_of_its_listings_is():
    records = [person("us:1", focus=False), person("kr:1")]
    report = gaps_of(records)
    assert of(report, "designation", "jp").focus_by == ("kr programme DPRK",)


def test_an_unknown_authority_is_refused():
    with pytest.raises(QueryError, match="unknown authority zz"):
        gaps_of([], coalition=("us", "zz"))


days = st.dates(
    min_value=__import__("datetime").date(2018, 1, 1), max_value=__import__("datetime").date(2026, 2, 1)
)


@settings(max_examples=60, deadline=None)
@given(days, days)
def test_adding_the_listing_of_the_lagging_authority_closes_its_gap_and_no_other(first, second):
    us, jp = person("us:1", on=first.isoformat()), person("jp:017-000001", on=second.isoformat())
    alone, both = gaps_of([us]), gaps_of([us, jp])
    assert ("designation", "jp", "open") in rows(alone)
    assert ("designation", "jp", "open") not in rows(both)
    assert [r for r in rows(alone, "designation") if r[1] == "kr"] == [
        r for r in rows(both, "designation") if r[1] == "kr"
    ]


@settings(max_examples=60, deadline=None)
@given(st.permutations(["us:1", "jp:017-000001", "kr:1", "un:1", "eu:EU.1.1"]), days, days)
def test_the_report_does_not_depend_on_the_order_of_records(keys, first, second):
    on = {"us:1": first, "jp:017-000001": second}
    records = [person(key, on=on.get(key, first).isoformat()) for key in keys]
    same = sorted(records, key=lambda r: r.key)
    assert msgspec.json.encode(gaps_of(records)) == msgspec.json.encode(gaps_of(same))


# An entry that freezes nothing


def test_an_export_control_closes_no_gap_and_opens_none():
    """METI's end users are Japan's, and no asset of theirs is frozen."""
    controlled = person("jp:EXAMPLE", effects=("export_control",), on="2019-01-01")
    report = gaps_of([person("us:1"), controlled])
    assert rows(report, "designation") == [("designation", "jp", "open"), ("designation", "kr", "open")]
    assert {g.since.isoformat() for g in report.gaps if g.kind == "designation"} == {"2020-01-01"}
    assert gaps_of([controlled]).gaps == ()


def test_an_entry_that_states_no_effect_is_not_said_to_freeze():
    """Australia's arms embargoes stand in its list of freezes, and are none."""
    report = gaps_of([person("us:1"), person("jp:017-000001", effects=())])
    assert rows(report, "designation") == [("designation", "jp", "open"), ("designation", "kr", "open")]
    assert "no effect stated" in of(report, "designation", "jp").why


def test_a_doubt_about_an_entry_that_freezes_nothing_keeps_no_gap_from_opening():
    records = [
        record("us:1", "KIM, Chol", on="2020-01-01"),
        record("jp:EXAMPLE", "KIM, Chol", effects=("export_control",)),
    ]
    assert ("designation", "jp", "open") in rows(gaps_of(records), "designation")


def test_a_copy_of_one_focus_is_silent_of_whom_the_list_may_hold_elsewhere():
    snapshots = [
        *(one for one in FRESH if one.authority != "jp"),
        shot("jp", "2026-01-01"),
        shot("jp", "2026-03-05", focus="dprk"),
    ]
    both = ("DPRK3", "RUSSIA-EO14024")
    records = [
        record("us:1", "Solpyong Works", schema="Organization", on="2026-02-01"),
        record("us:2", "Haemun Works", schema="Organization", on="2026-02-01", programmes=both),
        record("us:3", "Taesong Works", schema="Organization", on="2025-12-01", programmes=both),
        record("us:4", "Unpa Works", schema="Organization", on="2026-02-01", programmes=("DPRK3", "GLOMAG")),
    ]  # fmt: skip
    told = {
        gap.listed_by[0].source_id: gap
        for gap in gaps_of(records, snapshots=tuple(snapshots), kinds=("designation",)).gaps
        if gap.authority == "jp"
    }
    assert {key: gap.status for key, gap in told.items()} == {
        "1": "open",
        "2": "unknown",  # Japan has sheets for Russia, which the newest copy lacks
        "3": "open",  # the whole copy is younger than the designation
        "4": "open",  # Japan lists nobody for rights as such
    }
    assert "may stand under russia" in told["2"].why
