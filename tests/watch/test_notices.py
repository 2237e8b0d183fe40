"""What is wrong with the lists, and how old they are."""

from datetime import UTC, date, datetime, timedelta

from interlock.watch.notices import ListView, notices

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def view(**more):
    return ListView(
        **{
            "list_key": "un.x",
            "polled": True,
            "newest": date(2026, 3, 9),
            "newest_is_good": True,
            "entries": 5,
            "checked_at": NOW,
            **more,
        }
    )


def kinds(one, max_age_days=7.0, known=()):
    found = notices([one], now=NOW, max_age_days=max_age_days, known_alarms={"un.x": known})
    return [notice.kind for notice in found]


def test_a_list_that_is_well_gives_none():
    assert kinds(view()) == []


def test_an_old_list_that_its_site_confirms_today_is_not_old():
    """The UN's is issued when somebody is listed, not every day."""
    assert kinds(view(newest=date(2025, 1, 1))) == []
    assert kinds(view(newest=date(2025, 1, 1), checked_at=NOW - timedelta(days=8))) == ["age"]
    assert kinds(view(newest=date(2025, 1, 1), checked_at=None)) == ["age"]


def test_what_a_site_confirms_is_not_the_good_list_when_a_later_one_is_held_back():
    """The good one grows old."""
    held = view(newest=date(2025, 1, 1), newest_is_good=False, waiting=((date(2026, 3, 9), "half"),))
    assert kinds(held) == ["age", "quarantine"]


def test_a_list_that_comes_by_hand_may_be_missing_and_may_not_be_old():
    """Nobody polls it."""
    assert kinds(view(polled=False, newest=None, checked_at=None)) == []
    assert kinds(view(polled=True, newest=None, checked_at=None)) == ["missing"]
    assert kinds(view(polled=False, newest=date(2026, 1, 1), checked_at=None)) == ["age"]


def test_a_missed_poll_says_how_many_and_why():
    (notice,) = notices(
        [view(failures=3, why="the site failed (status 500)")], now=NOW, max_age_days=7, known_alarms={}
    )
    assert notice.text == "3 polls in a row did not get it; the last: the site failed (status 500)"


def test_only_new_alarms_of_a_parser_are_news():
    assert kinds(view(alarms=("<x> is not known", "<y> is not known")), known=("<x> is not known",)) == [
        "parser_alarm"
    ]


def test_the_same_trouble_keeps_its_key_while_its_numbers_change():
    first, second = (
        notices([view(failures=n, why=str(n))], now=NOW, max_age_days=7, known_alarms={})[0] for n in (1, 2)
    )
    assert first.text != second.text
    assert first.key == second.key
