from datetime import date

from hypothesis import given

from interlock.model.record import standing_on
from made_editions import edition_of, editions, shown, world


def _keys(found):
    return {entry.record.key for card in found.cards for entry in card.entries}


def test_what_is_taken_off_and_what_came_later_is_not_in_force_on_the_day():
    found = shown(edition_of(world()))
    assert _keys(found) == {"us:1", "kr:10", "un:7", "us:2", "us:3"}
    assert _keys(shown(edition_of(world()), day=date(2026, 7, 1))) >= {"us:5"}


def test_a_coalition_keeps_the_targets_that_one_of_it_lists():
    found = shown(edition_of(world()), coalition=("kr",), with_ties=False)
    assert [card.target.caption for card in found.cards] == ["Hong Gil Dong"]
    assert _keys(found) == {"us:1", "kr:10", "un:7"}


def test_a_tie_leads_to_the_one_target_of_that_name_and_else_to_a_named_party():
    ties = {(tie.key, tie.kind): tie for tie in shown(edition_of(world())).ties if tie.key != "us:1"}
    assert ties["us:3", "owner"].target == ties["us:3", "owner"].end != ""
    named = {tie.party: tie.end for tie in shown(edition_of(world())).ties if tie.key == "us:1"}
    assert named["EXAMPLE TRADING CO."] == ties["us:3", "owner"].target
    assert named["UNLISTED BANK"] == "party:us:unlisted bank"


def test_a_name_that_two_targets_bear_is_nobody_in_particular():
    twice = [*world(), *(_namesake(number) for number in (21, 22))]
    ties = [tie for tie in shown(edition_of(twice)).ties if tie.key == "us:3"]
    assert [tie.target for tie in ties] == [""]


def _namesake(number):
    from made import record

    return record(f"us:{number}", "EXAMPLE TRADING CO", schema="Company", registrations=(f"9{number}-7",))


def test_a_focus_takes_in_the_other_end_of_a_tie_and_says_who_is_in_it_by_right():
    from made import record

    outside = [one for one in world() if one.key != "us:2"]
    outside.append(record("us:2", "EXAMPLE TRADING CO", schema="Company", focus=False))
    found = shown(edition_of(outside), focus="dprk")
    marks = {card.target.caption: card.focus_by for card in found.cards}
    assert marks["EXAMPLE TRADING CO"] == ()
    assert marks["EXAMPLE STAR"] == ("us programme DPRK2",)


@given(edition=editions())
def test_every_entry_that_is_or_may_be_in_force_is_in_the_picture_once(edition):
    found = shown(edition)
    expected = [
        record.key for record in edition.records if standing_on(record, found.as_of).standing != "not listed"
    ]
    assert sorted(entry.record.key for card in found.cards for entry in card.entries) == sorted(expected)
