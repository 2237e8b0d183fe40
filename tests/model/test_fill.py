"""How often each field is filled."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from interlock.model.dates import ActDate
from interlock.model.fill import FIELDS, fill_counts
from interlock.model.listing import Listing, Name

listings = st.builds(
    lambda schema, programmes, listed: Listing(
        authority="fake",
        list_key="fake.main",
        source_id="1",
        schema=schema,
        names=(Name("A"),),
        programmes=programmes,
        listed_on=ActDate(None, date(2026, 1, 1), "printed") if listed else None,
    ),
    st.sampled_from(["Person", "Vessel"]),
    st.sampled_from([(), ("X",), ("X", "Y")]),
    st.booleans(),
)


@given(st.lists(listings, max_size=20))
def test_fills_are_what_a_plain_count_gives(entries):
    """Every field of every schema that occurs, the empty ones too."""
    found = fill_counts(entries)
    schemas = {entry.schema for entry in entries}
    assert set(found) == {f"{schema}.{field}" for schema in schemas for field in FIELDS}
    for schema in schemas:
        mine = [entry for entry in entries if entry.schema == schema]
        assert found[f"{schema}.programmes"] == (sum(bool(e.programmes) for e in mine), len(mine))
        assert found[f"{schema}.listed_on"] == (sum(e.listed_on is not None for e in mine), len(mine))
        assert found[f"{schema}.birth_dates"] == (0, len(mine))
        assert found[f"{schema}.names"] == (len(mine), len(mine))


@given(st.lists(listings, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_the_entries_is_of_no_matter(entries, random):
    assert fill_counts(random.sample(entries, len(entries))) == fill_counts(entries)
