"""Many names asked at once get, to the last digit, what each gets alone."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.screen.screener import Options
from interlock.screen.spelling import named
from interlock.sources.authorities.un import AUTHORITY
from interlock.sources.contract import File
from real_lists import needs_real_lists, real_bytes
from screening import dataset, entity, query

GIVEN = [
    "Ivan",
    "Olga",
    "Mohammed",
    "Muhamad",
    "Yong",
    "Chol",
    "Li",
    "Jean-Luc",
    "Abu",
    "Sergei",
    "X.",
    "Umm",
]
FAMILY = ["Petrov", "al-Masri", "Kim", "O'Neil", "van der Berg", "Çelik", "Нгуен", "Abd al-Rahman", "김영철"]
TRADE = ["Sunrise", "Trading", "Company", "Limited", "General", "No. 3", "Star", "LLC", "Shipping", "남강"]
LETTERS = "abeiklmnorsuyz"


@st.composite
def spoiled(draw, names):
    """A name, perhaps with some slips of the keyboard in it."""
    text = draw(names)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        text = (
            text[:place]
            + draw(st.sampled_from([*LETTERS, " ", ""]))
            + text[place + draw(st.integers(0, 1)) :]
        )
    return text


PERSONS = st.lists(st.sampled_from([*GIVEN, *FAMILY]), min_size=1, max_size=4).map(" ".join)
BODIES = st.lists(st.sampled_from(TRADE), min_size=1, max_size=4).map(" ".join)
NAMES = st.one_of(PERSONS, BODIES, spoiled(PERSONS), spoiled(BODIES))
SCHEMAS = st.sampled_from(["Person", "Company", "Vessel", "LegalEntity", "Thing"])
LISTED = st.lists(st.tuples(NAMES, SCHEMAS), min_size=1, max_size=25)
ASKED = st.lists(st.tuples(NAMES, SCHEMAS), max_size=12)


def told(entities):
    return dataset(
        *(entity(f"e{n}", text, schema=schema, country="kp") for n, (text, schema) in enumerate(entities))
    )


@settings(max_examples=150, deadline=None)
@given(LISTED, ASKED, st.sampled_from([0.3, 0.5, 0.7, 0.9]), st.integers(1, 8))
def test_many_are_answered_as_each_is(listed, asked, cutoff, limit):
    index = told(listed).index
    options = Options(cutoff=cutoff, limit=limit)
    queries = [query(text, schema) for text, schema in [*asked, listed[0]]]
    assert index.match_many(queries, options) == [index.match(one, options) for one in queries]


@settings(max_examples=150, deadline=None)
@given(LISTED, ASKED, st.sampled_from([0.3, 0.6, 0.9]))
def test_many_names_are_glanced_at_as_each_is(listed, asked, least):
    for index in told(listed).index._names._names.values():
        names = [named(text, index.schema) for text, _ in [*asked, *listed]]
        names = [name for name in names if name.words]
        assert index.glance_each(names, least) == [index.glance(name, least) for name in names]


def test_more_pairs_than_are_looked_at_together_are_looked_at_in_turn(monkeypatch):
    listed = [(f"{given} {family}", "Person") for given in GIVEN for family in FAMILY]
    queries = [query(text, schema) for text, schema in listed]
    index = told(listed).index
    whole = index.match_many(queries)
    monkeypatch.setattr("interlock.screen.name_batch._AT_ONCE", 7)
    assert index.match_many(queries) == whole
    monkeypatch.setattr("interlock.screen.screener._TOGETHER", 10)
    assert index.match_many(queries) == whole
    assert all(hits and hits[0].match for hits in whole)


def test_none_at_all_are_answered_too():
    assert told([("Ivan Petrov", "Person")]).index.match_many([]) == []
    assert dataset().index.match_many([query("Ivan Petrov"), query("")]) == [[], []]


@pytest.mark.real
@needs_real_lists
def test_the_names_of_a_real_list_are_answered_together_as_alone():
    """All names of the UN's list, each with a letter left out, in every script that it prints."""
    parsed = AUTHORITY.read(
        "un.consolidated",
        [("xml", File("consolidated.xml", real_bytes("un/2026-02-27/consolidated.xml.gz")))],
    )
    listings = [entry.listing for entry in parsed.entries]
    index = dataset(
        *(entity(one.source_id, *(name.text for name in one.names), schema=one.schema) for one in listings)
    ).index
    dice = random.Random(1)
    queries = []
    for one in listings:
        for name in one.names:
            place = dice.randrange(len(name.text))
            queries.append(query(name.text[:place] + name.text[place + 1 :], one.schema))
    for options in (Options(cutoff=0.7), Options(cutoff=0.5)):
        some = queries if options.cutoff == 0.7 else queries[::5]
        alone = [index.match(one, options) for one in some]
        assert index.match_many(some, options) == alone
        assert sum(bool(hits) and hits[0].match for hits in alone) > 0.9 * len(some)
