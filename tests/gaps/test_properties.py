"""What must hold whatever the lists say."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from interlock.focus import load_focus
from interlock.gaps.confidence import confidence_of
from interlock.gaps.explain import Stand, explained, rule_of
from interlock.gaps.extract import extract_of, name_of, packed, unpacked
from interlock.gaps.question import ask
from interlock.gaps.report import gap_report
from interlock.gaps.run import at_least, kinds_of
from interlock.gaps.severity import default_weights
from interlock.gaps.ties import ties_of
from interlock.model.gap import GAP_KINDS
from interlock.model.listing import Name, Relation
from interlock.model.target import Link, Target
from interlock.resolve import resolve
from made import record
from world import FRESH, HOLDS, gaps_of, specs

OWNER, PARENT = Relation("owner", "Made-up Works"), Relation("parent", "Made-up Works")
UNNAMED = Relation("linked_to", "Unnamed Party")
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2026, 2, 1))


def person(key, on="2020-01-01", **more):
    return record(key, "THAE, Gyok Ryul", on=on, births=("1960-01-02",), **more)


def a_world():
    """Something of every kind of gap that records can show."""
    return [
        person("us:1", passports=("123456",), nationalities=("KP",)),
        record("jp:017-000001", "THAE, Gyok Ryul", births=("1960",), quotes=("us:1",)),
        record("kr:1", "THAE, Gyok Ryul", Name("태격률", "alias"), births=("1960-01-02",)),
        record("un:9", "O, Mirye", births=("1971-03-04",), on="2019-05-05"),
        record("us:9", "O, Mirye", births=("1971-03-04",), off="2024-02-02"),
        record("eu:EU.1.2", "PAEK SAN", schema="Vessel", imo=("9000013",), relations=(OWNER,)),
        record("us:7", "MADE-UP WORKS", schema="Organization"),
        record("eu:EU.1.3", "NOWHERE TRADING", schema="Organization", relations=(PARENT,)),
        record("us:8", "A THIRD WORKS", schema="Organization", relations=(UNNAMED,)),
        record("us:6", "A FOURTH WORKS", schema="Organization", relations=(UNNAMED,)),
    ]  # fmt: skip


def answered(records, weights=None, **more):
    targets = resolve(records)
    return gap_report(
        ask(date(2026, 3, 10), ("us", "jp", "kr"), load_focus("dprk"), tuple(HOLDS)),
        edition="test",
        targets=more.pop("targets", targets),
        records={one.key: one for one in records},
        snapshots=FRESH,
        lists=specs(),
        weights=weights or default_weights(),
        kinds=GAP_KINDS,
        **more,
    )


@settings(max_examples=30, deadline=None)
@given(st.permutations(a_world()))
def test_the_order_of_records_changes_no_row_of_any_kind(records):
    assert msgspec.json.encode(answered(records)) == msgspec.json.encode(answered(a_world()))


@settings(max_examples=30, deadline=None)
@given(DAYS)
def test_a_new_listing_by_the_lagging_authority_closes_its_own_designation_gap_and_no_other(day):
    us, other = person("us:1"), record("us:2", "O, Mirye", births=("1971-03-04",))
    jp = person("jp:017-000001", on=day.isoformat(), seen=("2025-01-01", "2026-01-01"))

    def open_ones(records):
        return {g.gap_id for g in gaps_of(records).gaps if g.kind == "designation" and g.status == "open"}

    closed = open_ones([us, other]) - open_ones([us, other, jp])
    assert [gap_id.rpartition("-IL-")[0] for gap_id in closed] == ["designation-jp"]
    assert open_ones([us, other, jp]) <= open_ones([us, other])


def test_a_gap_keeps_its_id_when_it_closes_and_opens_again():
    us = person("us:1", on="2019-01-01")
    jp = person("jp:017-000001", on="2021-01-01", off="2023-01-01")
    ids = [
        {
            gap.gap_id: gap.status
            for gap in gaps_of([us, jp], as_of=day, coalition=("us", "jp"), kinds=("designation",)).gaps
        }
        for day in ("2020-01-01", "2022-01-01", "2024-01-01")
    ]
    assert [list(one.values()) for one in ids] == [["open"], ["closed"], ["open"]]
    assert ids[0].keys() == ids[1].keys() == ids[2].keys()


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(GAP_KINDS), st.floats(0, 3))
def test_a_kind_s_weight_moves_its_own_rows_by_the_factor_and_no_others(kind, factor):
    plain = default_weights()
    scaled = {k: round(v * factor, 1) if k.partition(".")[0] == kind else v for k, v in plain.kind.items()}
    before = {g.gap_id: g for g in answered(a_world()).gaps}
    after = {g.gap_id: g for g in answered(a_world(), msgspec.structs.replace(plain, kind=scaled)).gaps}
    assert before.keys() == after.keys()
    for gap_id, gap in after.items():
        old = before[gap_id].components.get("kind", 0.0)
        rest = {k: v for k, v in gap.components.items() if k != "kind"}
        assert rest == {k: v for k, v in before[gap_id].components.items() if k != "kind"}
        expected = old * factor if gap.kind == kind else old
        assert gap.components.get("kind", 0.0) == pytest.approx(expected, abs=0.06)


def test_rows_stand_by_status_then_severity_then_age_then_id():
    gaps = answered(a_world()).gaps
    order = {"open": 0, "unresolved": 1, "unknown": 2, "closed": 3}
    keys = [(order[g.status], -g.severity, -(g.age_days or 0), g.gap_id) for g in gaps]
    assert keys == sorted(keys)
    assert len({g.gap_id for g in gaps}) == len(gaps)
    assert all(abs(g.severity - sum(g.components.values())) < 0.05 and 0 <= g.severity <= 100 for g in gaps)


def test_a_severity_and_its_parts_have_one_decimal():
    for gap in answered(a_world()).gaps:
        for value in (gap.severity, *gap.components.values()):
            assert round(value, 1) == value


def test_an_extract_answers_as_the_whole_edition_does():
    strangers = [
        record(f"us:{n}", f"WORKS NUMBER {n}", schema="Organization", focus=False) for n in range(20, 40)
    ]
    records = {one.key: one for one in [*a_world(), *strangers]}
    ties = ties_of(tuple(records.values()))
    targets = resolve(list(records.values()))
    extract = extract_of(load_focus("dprk"), targets, records, FRESH, tuple(specs()), ties)
    again = unpacked(packed(extract))
    assert again == extract
    assert len(extract.records) < len(records)
    whole = answered(list(records.values()))
    part = answered(list(again.records), targets=again.targets, ties=again.ties, nameless=again.nameless)
    assert msgspec.json.encode(part) == msgspec.json.encode(whole)


def test_the_name_of_an_extract_tells_edition_and_focus_apart():
    assert len({name_of("a", "dprk"), name_of("b", "dprk"), name_of("a", "all")}) == 3


def test_the_weakest_link_that_a_row_needs_is_its_confidence():
    members = [person("us:1"), person("jp:017-000001"), person("kr:1")]
    links = (
        Link("kr:1", "us:1", 0.9990, ("a name",)),
        Link("jp:017-000001", "us:1", 0.9850, ("another",)),
        Link("jp:017-000001", "kr:1", 0.9810, ("a third",)),
    )
    target = Target(
        target_id="IL-AAAAAAAAAA", schema="Person", caption="X", links=links,
        members=tuple(sorted(one.key for one in members)),
    )  # fmt: skip
    (gap,) = (g for g in answered(members, targets=(target,)).gaps if (g.kind, g.authority) == ("lag", "jp"))
    assert gap.confidence == 0.985
    assert gap.rests_on == "jp:017-000001 = us:1 (0.985): another"
    report = answered(members[::2], targets=(msgspec.structs.replace(target, members=("kr:1", "us:1")),))
    assert {(g.confidence, g.rests_on) for g in report.gaps} == {(0.999, "")}


def test_a_row_of_one_list_rests_on_no_link():
    assert {(g.confidence, g.rests_on) for g in gaps_of([person("us:1")]).gaps} == {(1.0, "")}


def test_kinds_are_named_in_lists_or_one_by_one():
    assert kinds_of(None) == GAP_KINDS
    assert kinds_of("lag, designation") == ("designation", "lag")
    assert kinds_of(["lag", "script,lag"]) == ("lag", "script")
    with pytest.raises(QueryError, match="unknown kind of gap 'lags'"):
        kinds_of("designation,lags")


def test_rows_below_the_least_severity_are_left_out_and_the_rest_is_the_same():
    report = answered(a_world())
    few = at_least(report, 40.0)
    assert few.gaps == tuple(g for g in report.gaps if g.severity >= 40.0)
    assert 0 < len(few.gaps) < len(report.gaps)
    assert few.matrix == report.matrix


@pytest.mark.parametrize("kind", GAP_KINDS)
def test_every_kind_states_its_rule(kind):
    assert "Rule:" in rule_of(kind) or kind == "expiry"


def test_an_explanation_tells_the_sum_the_neighbours_and_the_rows():
    records = a_world()
    report = answered(records)
    targets = {target.target_id: target for target in resolve(records)}
    for place, gap in enumerate(report.gaps):
        told = explained(
            report, gap.gap_id, targets.get(gap.target_id), {one.key: one for one in records},
            lambda found: Stand(found.last_seen, "a.csv", "00", f"row of {found.key}"),
        )  # fmt: skip
        assert (told.rank, told.of, told.gap) == (place + 1, len(report.gaps), gap)
        assert gap.kind == "network" or told.rows
        assert gap.status == "closed" or told.sum.startswith(f"{gap.severity:g} = kind") or gap.kind == "lag"
    assert told.above_next == "it is the last row"


def test_a_gap_of_another_question_is_not_explained():
    with pytest.raises(QueryError, match="no gap 'designation-jp-IL-NOWHERE'"):
        explained(
            answered(a_world()), "designation-jp-IL-NOWHERE", None, {}, lambda _: Stand(None, "", "", "")
        )


def test_one_authority_alone_needs_no_link():
    target = Target(target_id="IL-AAAAAAAAAA", schema="Person", caption="X", members=("us:1",))
    assert confidence_of(_Bare(target), ["us"]) == (1.0, "")


class _Bare(msgspec.Struct):
    target: Target
