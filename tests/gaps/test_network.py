"""Asking the likeliest names first finds what asking all of them finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.gaps.network import Borne
from interlock.names import MATCH, likeness
from made import record

WORDS = ("Sobaeksu", "Sobaeksoo", "So Baek Su", "United", "Trading", "Company", "Corp", "511", "Ryonbong")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, max_size=6), NAMES)
def test_a_name_is_borne_where_any_of_all_names_may_be_it(borne, asked):
    records = [record(f"us:{place}", text, schema="Organization") for place, text in enumerate(borne)]
    slow = any(likeness(asked, text, "Organization") >= MATCH for text in borne)
    assert Borne(records).may_hold(asked) == slow


def test_a_person_s_name_is_no_body_s():
    assert not Borne([record("us:1", "Sobaeksu United")]).may_hold("Sobaeksu United")
