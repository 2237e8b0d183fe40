"""An id that was once given leads to where its entries are today."""

from datetime import UTC, datetime

from interlock.model.decisions import judgement
from interlock.model.target import own_id
from interlock.resolve import resolve
from interlock.resolve.redirects import follow
from made import record

OLD = record("us:1", "THAE, Gyok Ryul", passports=("PS472110999",), seen=("2020-01-01", "2026-01-01"))
YOUNG = record("kr:1", "THAE, Gyok-ryul", passports=("PS472110999",), seen=("2022-01-01", "2026-01-01"))
OTHER = record("un:1", "O Man Su")


def nothing(_target_id):
    return frozenset()


def test_an_id_of_today_leads_to_its_target_without_a_note():
    targets = resolve([OLD, YOUNG])
    moved = follow(targets[0].target_id.lower(), targets, nothing, {})
    assert (moved.targets, moved.notes) == (targets, ())


def test_after_a_merge_the_id_of_the_younger_leads_to_the_target_of_both():
    """Whatever joined them, and however many merges lie between."""
    alone = resolve([YOUNG])[0].target_id
    targets = resolve([OLD, YOUNG, OTHER])
    moved = follow(alone, targets, nothing, {})
    assert [target.members for target in moved.targets] == [("kr:1", "us:1")]
    assert moved.notes == (f"{alone} is {own_id('us:1')} today: its entry kr:1 is held there",)


def test_after_a_split_the_id_leads_to_its_oldest_entry_and_names_the_others():
    before = resolve([OLD, YOUNG])[0]
    apart = judgement(
        "us:1", "kr:1", "negative", author="K", made_at=datetime(2026, 3, 1, tzinfo=UTC), reason="r"
    )
    targets = resolve([OLD, YOUNG], [apart])
    moved = follow(before.target_id, targets, {before.target_id: frozenset(before.members)}.__getitem__, {})
    assert [target.members for target in moved.targets] == [("us:1",), ("kr:1",)]
    assert moved.notes == (
        f"an earlier edition held kr:1 under {before.target_id} too: now {own_id('kr:1')}",
    )


def test_an_id_whose_entry_is_gone_says_so():
    moved = follow(own_id("us:404"), resolve([OLD]), lambda _: frozenset({"us:404"}), {})
    assert moved.targets == ()
    assert moved.notes == (f"an earlier edition held us:404 under {own_id('us:404')}: in no list today",)


def test_what_is_no_target_id_is_left_to_the_search():
    for query in ("Kim", "IL-", "IL-AAAAAAAAAAA", "39498", ""):
        assert follow(query, resolve([OLD]), nothing, {}) == follow("Kim", (), nothing, {})
    assert follow("IL-AAAAAAAAAA", resolve([OLD]), nothing, {}).targets == ()
