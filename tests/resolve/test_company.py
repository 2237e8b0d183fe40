"""What the company of two entries tells, and that it cannot be talked into speaking for itself."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.focus import orders_of
from interlock.resolve import resolve
from interlock.resolve.company import Company
from interlock.resolve.resolve import profiles_of
from made import listing, record

RARE = [
    f"{family}, {given} {other}"
    for family, given, other in product(["THAE", "KUK"], ["Gyok", "Ryul"], ["Tok", "Nyo", "Ung"])
]


def act(authority, day, count, first=0):
    """So many entries that one list listed on one day."""
    return [record(f"{authority}:{day}-{i}", RARE[i], on=day) for i in range(first, first + count)]


def weights_of(company, profiles, a, b):
    return {c.field: c.effect for c in company.told(profiles[a], profiles[b])}


def told(records, joined, a, b):
    profiles = profiles_of(records)
    return weights_of(Company.of(joined, profiles), profiles, a, b)


def linked(count, us="2020-01-01", kr="2020-02-01"):
    return [(f"us:{us}-{i}", f"kr:{kr}-{i}") for i in range(count)]


def test_a_pair_whose_company_went_along_is_supported():
    other_acts = act("us", "2010-01-01", 12) + act("kr", "2010-02-01", 12)
    records = act("us", "2020-01-01", 8) + act("kr", "2020-02-01", 8) + other_acts
    found = told(records, linked(7), "us:2020-01-01-7", "kr:2020-02-01-7")
    assert found["listed_on"] > 0


def test_a_pair_whose_company_went_elsewhere_is_not():
    records = act("us", "2020-01-01", 8) + act("kr", "2020-02-01", 8) + act("kr", "2023-02-01", 1)
    found = told(records, linked(7), "us:2020-01-01-7", "kr:2023-02-01-0")
    assert found["listed_on"] < 0


def test_few_links_show_no_pattern():
    records = act("us", "2020-01-01", 8) + act("kr", "2020-02-01", 8)
    assert "listed_on" not in told(records, linked(3), "us:2020-01-01-7", "kr:2020-02-01-7")


@pytest.mark.parametrize("count", [1, 4, 5, 8])
def test_a_pair_that_is_linked_already_does_not_support_itself(count):
    records = act("us", "2020-01-01", 8) + act("kr", "2020-02-01", 8) + act("kr", "2010-02-01", 8)
    last = count - 1
    pair = f"us:2020-01-01-{last}", f"kr:2020-02-01-{last}"
    with_it = told(records, linked(count), *pair).get("listed_on")
    without_it = told(records, linked(last), *pair).get("listed_on")
    assert with_it == without_it


def test_two_regimes_or_one_list_tell_nothing():
    records = [
        *act("us", "2020-01-01", 8),
        record("us:x", "O, Man", on="2020-01-01"),
        record("kr:x", "O, Man", focus=False),
    ]
    assert told(records, [], "us:2020-01-01-0", "us:x") == {}
    assert told(records, [], "us:2020-01-01-0", "kr:x") == {}


def test_a_list_that_holds_most_of_the_other_makes_the_next_more_likely():
    names = [
        f"{family}, {word} {other}"
        for family, word, other in product(("KIM", "PAK"), ("Su", "Il", "Ho"), ("Nam", "Sok", "Jin", "Ung"))
    ]
    us = [record(f"us:{i}", n, on=f"20{i:02}-01-01") for i, n in enumerate(names, 1)]
    kr = [record(f"kr:{i}", n, on=f"20{i:02}-03-01") for i, n in enumerate(names, 1)]
    both = [(f"us:{i}", f"kr:{i}") for i in range(1, 23)]
    assert told(us + kr, both, "us:24", "kr:24")["programmes"] > 0
    assert told(us + kr, both[:2], "us:24", "kr:24")["programmes"] < 0


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 7)), st.integers(0, 7), st.integers(0, 7))
def test_what_is_told_is_the_same_both_ways(joined, i, j):
    records = act("us", "2020-01-01", 8) + act("kr", "2020-02-01", 8)
    profiles = profiles_of(records)
    company = Company.of([(f"us:2020-01-01-{n}", f"kr:2020-02-01-{n}") for n in joined], profiles)
    a, b = f"us:2020-01-01-{i}", f"kr:2020-02-01-{j}"
    assert weights_of(company, profiles, a, b) == weights_of(company, profiles, b, a)


def test_company_turns_a_doubt_into_a_link_and_contradicting_births_still_part():
    """A name that alone is for a person, among eight that went along; births a generation apart part."""
    crowd = [
        record(
            f"us:{900 + i}", f"{family}, {word} {other}", births=(f"{1900 + i}",), on=f"19{50 + i % 50}-01-01"
        )
        for i, (family, word, other) in enumerate(
            product(("KIM", "PAK", "RI", "CHOE"), ("Chol", "Su", "Song", "Myong"), ("Su", "Il", "Ho", "Jin"))
        )
    ]
    company = act("us", "2020-01-01", 8) + act("kr", "2020-02-01", 8) + crowd

    def fate(us_births=(), kr_births=(), alone=False):
        pair = [
            record("us:1", "KIM, Chol Nam", births=us_births, on="2020-01-01"),
            record("kr:1", "KIM, Chol-nam", births=kr_births, on="2020-02-01"),
        ]
        (target,) = [t for t in resolve([*pair, *(crowd if alone else company)]) if "us:1" in t.members]
        return "linked" if "kr:1" in target.members else "doubted" if target.doubts else "apart"

    assert fate() == "linked"
    assert fate(us_births=("1950-01-01",), kr_births=("1985-05-05",)) == "apart"


@pytest.mark.parametrize(
    ("key", "more", "orders"),
    [
        ("kr:1", {"legal_basis": ("E.O.13382",)}, {"13382"}),
        ("kr:1", {"legal_basis": ("E. O. 13722, UNSCR 2270",)}, {"13722"}),
        ("us:1", {"programmes": ("NPWMD", "DPRK3")}, {"13382", "13722"}),
        ("us:1", {"programmes": ("SDGT",)}, set()),
        ("eu:1", {"programmes": ("DPRK3",)}, set()),
        ("us:1", {"programmes": ("RUSSIA-EO14024",)}, {"14024"}),
    ],
)
def test_an_order_is_read_from_the_text_and_from_the_american_programme(key, more, orders):
    assert orders_of(listing(key, "X, Y", **more)) == orders
