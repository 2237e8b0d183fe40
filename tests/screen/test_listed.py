"""Targets as entities: what their lists say, who lists them, who does not, of whom we cannot tell."""

import made
from interlock.screen.completeness import completeness
from interlock.screen.listed import entities_of, nameless_of, steady_days
from screening import DAY, LISTS, edition, shot, spec, world


def found(records=None, **more):
    entities = entities_of(edition(records or world(), **more), DAY)
    return {key: one for one in entities for key in one.referents if ":" in key}


def test_an_entity_holds_what_all_its_lists_say():
    kim = found()["us:1"]
    assert kim.schema == "Person"
    assert set(kim.datasets) == {"us.sdn", "kr.fsc"}
    assert {"us:1", "kr:7"} <= set(kim.referents)
    assert "김정환" in kim.properties["alias"]
    assert kim.properties["birthDate"] == ("1970-05-06",)
    assert kim.properties["passportNumber"] == ("PS123456",)
    assert kim.properties["topics"] == ("sanction",)


def test_who_lists_it_who_does_not_and_who_cannot_tell_are_kept_apart():
    silent = [shot(key) for key in LISTS if key != "jp.mof"]
    kim = found(snapshots=silent)["us:1"]
    assert {note.authority for note in kim.listings} == {"us", "kr"}
    assert kim.not_listed_by == ("un",)
    assert [one.authority for one in kim.unknown_by] == ["jp"]
    assert "no usable snapshot" in kim.unknown_by[0].why


def test_an_entry_that_was_taken_off_is_shown_and_is_no_target():
    petrov = found()["us:5"]
    assert petrov.delisted and not petrov.target
    assert petrov.listings[0].standing == "not listed"
    assert "topics" not in petrov.properties


def test_effects_and_dates_are_each_lists_own():
    star = found()["us:4"]
    note = star.listings[0]
    assert (note.effects, note.listed_on.iso(), note.source_id) == (("vessel_measures",), "2020-01-01", "4")
    assert star.properties["imoNumber"] == ("9074729",)


def test_entries_without_a_name_are_counted_by_list():
    nameless = made.record("us:9", schema="LegalEntity")
    assert nameless_of([*world(), nameless], DAY) == {"us.sdn": 1}


def test_standings_hold_until_the_next_day_that_may_change_them():
    coming = made.record("un:8", "Later Body", schema="Organization", on="2026-05-01")
    first, last = steady_days([*world(), coming], DAY)
    assert first <= DAY <= last
    assert last.isoformat() == "2026-04-30"


def rows(lists, snapshots, nameless=None, **more):
    told = completeness(lists, snapshots, nameless or {}, DAY, **more)
    return {row.list_key: row for row in told.rests_on}, told.incomplete


def test_what_is_missing_held_back_too_old_or_partial_is_said():
    lists = [*map(spec, LISTS), spec("eu.fsf"), spec("gb.old", retired_on=DAY), spec("us.extra", beside=True)]
    snapshots = [
        shot("us.sdn"),
        shot("un.consolidated", "2025-01-01"),
        shot("jp.mof"),
        shot("jp.mof", "2026-03-05", state="quarantined", why="it shrank"),
        shot("kr.fsc", focus="dprk"),
    ]
    told, incomplete = rows(lists, snapshots, {"us.sdn": 3})
    assert {key: row.state for key, row in told.items()} == {
        "us.sdn": "good", "un.consolidated": "too old", "jp.mof": "quarantined", "kr.fsc": "partial",
        "eu.fsf": "missing",
    }  # fmt: skip
    assert told["us.sdn"].age_days == 9
    assert len(incomplete) == 5
    assert any("it shrank" in text for text in incomplete)
    assert any("3 entries" in text for text in incomplete)


def test_a_scope_asks_for_some_lists_alone():
    told = completeness(map(spec, LISTS), [shot("us.sdn")], {}, DAY)
    assert told.within(["us"]).incomplete == ()
    assert len(told.within(["us", "kr.fsc"]).incomplete) == 1
    assert len(told.within([]).incomplete) == 3


def test_an_older_copy_is_good_where_more_age_is_allowed():
    _, incomplete = rows([spec("us.sdn")], [shot("us.sdn", "2025-01-01")], max_age_days=1000)
    assert incomplete == ()
