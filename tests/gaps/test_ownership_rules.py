"""Each authority's own rule on what listed parties own, with shares and chains that no list prints."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.gaps.ownership_rules import Rule, Stake, judge, rule_on, rules

US, EU_BEFORE, EU, GB, KR = (
    rule_on(rules(), authority, ("dprk",), date.fromisoformat(day))
    for authority, day in (
        ("us", "2020-01-01"), ("eu", "2024-07-02"), ("eu", "2024-07-03"), ("gb", "2022-01-01"),
        ("kr", "2026-01-22"),
    )
)  # fmt: skip


def verdict(rule, stakes, listed=("A", "B")):
    """`stakes`: owned party to [(owner, share, controls)]."""
    found = {
        party: [Stake(owner, share, controls, "x:1") for owner, share, controls in owners]
        for party, owners in stakes.items()
    }
    return judge("E", lambda party: found.get(party, []), lambda owner: owner in listed, rule)


@pytest.mark.parametrize(
    ("rule", "shares", "outcome"),
    [
        (US, [("A", 50.0, False)], "implied"),
        (US, [("A", 49.9, True)], "not implied"),
        (US, [("A", 25.0, False), ("B", 25.0, False)], "implied"),
        (EU_BEFORE, [("A", 50.0, False)], "not implied"),
        (EU_BEFORE, [("A", 50.1, False)], "implied"),
        (EU_BEFORE, [("A", 30.0, False), ("B", 30.0, False)], "not implied"),
        (EU, [("A", 50.0, False)], "implied"),
        (EU, [("A", 25.0, False), ("B", 25.0, False)], "implied"),
        (EU, [("A", 10.0, True)], "implied"),
        (GB, [("A", 50.0, False)], "not implied"),
        (GB, [("A", 30.0, False), ("B", 30.0, False)], "not implied"),
        (GB, [("A", 1.0, True)], "implied"),
        (KR, [("A", 20.0, False), ("B", 30.0, False)], "implied"),
        (None, [("A", 100.0, True)], "no rule known"),
        (US, [("Z", 100.0, True)], "no listed owner"),
        (US, [("A", None, False)], "share not known"),
        (US, [("A", 0.0, False)], "not implied"),
        (GB, [("A", 10.0, None)], "share not known"),
    ],
)
def test_what_each_rule_makes_of_the_shares(rule, shares, outcome):
    assert verdict(rule, {"E": shares}).outcome == outcome


def test_rules_hold_on_their_days_and_for_their_regimes():
    def on(authority, day, regime="dprk"):
        return rule_on(rules(), authority, (regime,), date.fromisoformat(day))

    assert on("us", "2014-08-12") is None
    assert on("kr", "2026-01-21") is None and on("kr", "2026-01-22") is not None
    assert on("jp", "2024-01-01") is None and on("jp", "2024-01-01", "russia") is not None
    assert on("un", "2024-01-01") is None
    assert on("eu", "2024-07-02").strict and not on("eu", "2024-07-03").strict


def test_a_chain_is_followed_and_told_from_the_party_upwards():
    found = verdict(US, {"E": [("M", 60.0, False)], "M": [("A", 55.0, False)]})
    assert (found.outcome, found.share_pct) == ("implied", 60.0)
    assert [stake.owner for stake in found.path] == ["M", "A"]


def test_a_chain_counts_where_the_rule_is_of_direct_owners_only():
    direct = Rule(authority="jp", from_=date(2022, 1, 1), threshold_pct=50.0, source="a test")
    assert (
        verdict(direct, {"E": [("M", 60.0, False)], "M": [("A", 55.0, False)]}).outcome == "no listed owner"
    )


def test_an_unknown_share_above_makes_the_whole_chain_unknown():
    assert verdict(US, {"E": [("M", 60.0, False)], "M": [("A", None, False)]}).outcome == "share not known"


def test_owners_in_a_circle_end():
    circle = {"E": [("M", 60.0, False)], "M": [("E", 60.0, False)]}
    assert verdict(US, circle).outcome == "no listed owner"


def test_one_owner_told_twice_counts_once():
    assert verdict(US, {"E": [("A", 30.0, False), ("A", 30.0, False)]}).share_pct == 30.0


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.floats(0, 60), st.booleans()), max_size=5))
def test_an_aggregate_rule_never_blocks_less_than_one_that_takes_the_largest(shares):
    alone = Rule(authority="x", from_=date(2000, 1, 1), threshold_pct=50.0, source="a test")
    added = Rule(authority="x", from_=date(2000, 1, 1), threshold_pct=50.0, aggregate=True, source="a test")
    if verdict(alone, {"E": shares}).outcome == "implied":
        assert verdict(added, {"E": shares}).outcome == "implied"


@given(st.floats(0, 100))
def test_more_never_unblocks(share):
    more = min(share + 5, 100.0)
    if verdict(US, {"E": [("A", share, False)]}).outcome == "implied":
        assert verdict(US, {"E": [("A", more, False)]}).outcome == "implied"
