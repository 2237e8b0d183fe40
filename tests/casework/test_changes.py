"""What changed since a day, from an edition alone."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import AS_OF, back_on, content, on, person, two_shots, written
from interlock.base.errors import QueryError
from interlock.casework.run import changed_since, life, only_changed
from interlock.gaps.run import answer, answer_from
from interlock.model.edition import Edition
from interlock.model.record import Change
from made import between, claimed, record

COALITION = ("us", "jp", "kr")
KINDS = ("designation", "un_implementation")


def events(records, since, as_of=AS_OF, **more):
    edition = Edition.of(content(records, **more))
    asked = answer_from(
        edition, as_of=as_of, coalition=COALITION, focus="dprk", kind=("designation", "un_implementation")
    )
    return changed_since(edition, asked, on(since))


def told(records, since, **more):
    return [
        (event.what, event.authority, event.before, event.after) for event in events(records, since, **more)
    ]


def test_a_listing_opens_a_gap_of_the_others_and_says_which_act_did_it():
    (jp, _kr) = events([person("us:1", "2026-02-01", came=("2026-01-15", "2026-02-15"))], "2026-01-20")
    assert (jp.what, jp.authority, jp.before, jp.after) == ("opened", "jp", None, "open")
    assert jp.why == "US entry 1 listed on 2026-02-01, shown by us.sdn of 2026-02-15"
    (deed,) = jp.deeds
    assert (deed.did, deed.seen) == ("listed", date(2026, 2, 15))


def test_a_listing_that_follows_closes_it():
    records = [person("us:1"), person("jp:017-000001", "2026-02-01", came=("2026-01-15", "2026-02-15"))]
    assert told(records, "2026-01-20") == [
        ("changed", "kr", "open", "open"),
        ("closed", "jp", "open", "closed"),
    ]


def test_what_is_only_learned_counts_too_and_its_day_is_told():
    """The act is of 2022; the snapshot that brought it is of February."""
    late = person("us:1", "2022-12-01", came=("2026-01-15", "2026-02-15"))
    (jp, _kr) = events([late], "2026-01-20")
    assert (jp.what, jp.why) == ("opened", "US entry 1 listed on 2022-12-01, shown by us.sdn of 2026-02-15")
    assert events([late], "2026-02-20") == ()


def test_what_the_first_snapshot_of_a_list_had_is_no_news():
    first_look = record(
        "us:1", "THAE, Gyok Ryul", on=between(None, "2026-02-15"), seen=("2026-02-15", "2026-03-01")
    )
    assert events([first_look], "2026-01-20") == ()
    unconfirmed = record(
        "kr:1", "THAE, Gyok Ryul", on=claimed("2023-01-01"), seen=("2026-02-15", "2026-03-01")
    )
    assert events([unconfirmed], "2026-01-20") == ()


def test_taken_off_again_the_gap_is_reopened_under_its_old_id():
    records = [person("us:1"), person("jp:017-000001", "2021-01-01", off="2026-02-01")]
    event = next(one for one in events(records, "2026-01-20") if one.authority == "jp")
    assert (event.what, event.before, event.after) == ("reopened", "closed", "open")
    before = [person("us:1"), person("jp:017-000001", "2021-01-01")]
    (closed,) = [one for one in events(before, "2020-06-01") if one.authority == "jp"]
    assert closed.gap_id == event.gap_id
    assert (closed.what, closed.before, closed.after) == ("closed", "open", "closed")


def test_when_the_allies_take_it_off_the_gap_is_gone():
    assert told([person("us:1", off="2026-02-01")], "2026-01-20") == [
        ("closed", "jp", "open", None),
        ("closed", "kr", "open", None),
    ]


def test_an_amendment_counts_where_it_says_who_the_target_is():
    amended = msgspec.structs.replace(
        person("us:1"), changes=(Change(on("2026-02-01"), ("identifiers", "remarks")),)
    )
    (jp, _kr) = events([amended], "2026-01-20")
    assert (jp.what, jp.why) == ("changed", "US entry 1 amended: identifiers, shown by us.sdn of 2026-02-01")
    remark = msgspec.structs.replace(person("us:1"), changes=(Change(on("2026-02-01"), ("remarks",)),))
    assert events([remark], "2026-01-20") == ()


def test_a_newer_copy_that_can_tell_opens_what_was_unknown():
    late = person("us:1", "2026-02-10", came=("2026-02-01", "2026-02-12"))
    (jp,) = [
        one
        for one in events([late], "2026-02-20", snapshots=two_shots("jp", "2026-02-01", "2026-03-01"))
        if one.authority == "jp"
    ]
    assert (jp.what, jp.before, jp.after) == ("opened", "unknown", "open")
    assert jp.why.startswith("JP's list was read again (jp.mof of 2026-03-01): listed by US on 2026-02-10")


def test_nothing_that_happened_is_nothing_that_changed():
    assert events([person("us:1"), person("un:2", name="MUN, Hwa Sop")], "2026-01-20") == ()


DAYS = st.sampled_from(["2019-05-01", "2021-03-01", "2022-12-01", "2024-06-01", "2026-02-01"])
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["us", "jp", "kr", "un"]), DAYS, st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda e: e[0],
)


@settings(max_examples=25, deadline=None)
@given(entries=ENTRIES, since=DAYS, order=st.randoms(use_true_random=False))
def test_the_order_in_which_entries_came_does_not_matter(entries, since, order):
    records = [person(f"{key}:1", day, off="2025-06-01" if off else None) for key, day, off in entries]
    shuffled = list(records)
    order.shuffle(shuffled)
    assert events(records, since) == events(shuffled, since)


@settings(max_examples=25, deadline=None)
@given(entries=ENTRIES, middle=DAYS)
def test_what_changed_in_two_steps_leads_to_the_same_state(entries, middle):
    """The status after the first step is the status before the second."""
    records = [person(f"{key}:1", day, off="2025-06-01" if off else None) for key, day, off in entries]
    first = {one.gap_id: one.after for one in events(records, "2018-01-01", as_of=on(middle))}
    second = {one.gap_id: one.before for one in events(records, middle)}
    for gap_id in first.keys() & second.keys():
        assert first[gap_id] == second[gap_id]


def test_the_report_is_cut_to_what_changed_and_each_row_says_how(tmp_path):
    records = [
        person("us:1", "2026-02-01", came=("2026-01-15", "2026-02-15")),
        person("us:2", name="MUN, Hwa Sop", births=("1970-01-02",)),
    ]
    written(tmp_path, records)
    report = answer(tmp_path, as_of=AS_OF, kind="designation")
    assert len(report.gaps) == 4
    cut = only_changed(tmp_path, report, on("2026-01-20"))
    assert {gap.target_name for gap in cut.gaps} == {"THAE, Gyok Ryul"}
    assert all(gap.why.startswith("opened: US entry 1 listed on 2026-02-01") for gap in cut.gaps)
    assert cut.notes[0].startswith("only what changed after 2026-01-20: 2 of 4 gaps")
    with pytest.raises(QueryError, match="not before"):
        only_changed(tmp_path, report, AS_OF)


def test_the_life_of_a_gap_is_told_turn_by_turn(tmp_path):
    """Opened by one ally, changed by another, closed, reopened, closed again: one id throughout."""
    records = [
        person("us:1", "2020-01-01"),
        person("kr:1", "2020-06-01"),
        back_on(person("jp:017-000001", "2021-01-01"), "2023-01-01", "2024-01-01"),
    ]
    written(tmp_path, records)
    gaps = answer(tmp_path, as_of=on("2020-03-01"), kind="designation").gaps
    gap_id = next(gap.gap_id for gap in gaps if gap.authority == "jp")
    found = life(tmp_path, gap_id, as_of=AS_OF, coalition=COALITION)
    assert [(step.on.isoformat(), step.what) for step in found.steps] == [
        ("2020-01-01", "opened"),
        ("2020-06-01", "changed"),
        ("2021-01-01", "closed"),
        ("2023-01-01", "reopened"),
        ("2024-01-01", "closed"),
    ]
    assert (found.gap_id, found.status, found.case.state) == (gap_id, "closed", "closed")
    earlier = life(tmp_path, gap_id, as_of=on("2023-06-01"), coalition=COALITION)
    assert (earlier.status, len(earlier.steps), earlier.case.state) == ("open", 4, "new")
    for bad in ("nonsense", "designation-jp-IL-AAAAAAAAAA", gap_id.replace("-jp-", "-xx-")):
        with pytest.raises(QueryError):
            life(tmp_path, bad, as_of=AS_OF, coalition=COALITION)
