import msgspec
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.listing import ALL_FACETS, Address, Listing, normal_identifier, overlay
from made import listing, name

CORE_ONLY = {"facets": ("core",)}


def test_a_snapshot_without_aliases_leaves_the_known_aliases_alone():
    known = listing("us:1", name("KO, Il"), name("GO, Il", kind="alias", facet="aliases"))
    news = listing("us:1", name("KO, Il Nam"), **CORE_ONLY)
    assert [n.text for n in overlay(known, news).names] == ["KO, Il Nam", "GO, Il"]


def test_a_roster_alone_leaves_the_core_alone_and_renews_what_it_says():
    known = listing(
        "us:1", name("KO, Il"), name("OLD", kind="alias", facet="aliases"), addresses=(Address("A"),)
    )
    news = listing(
        "us:1", name("NEW", kind="alias", facet="aliases"), facets=("aliases", "addresses"),
        programmes=(), addresses=(Address("B"),),
    )  # fmt: skip
    merged = overlay(known, news)
    assert [n.text for n in merged.names] == ["KO, Il", "NEW"]
    assert merged.programmes == known.programmes
    assert merged.addresses == (Address("B"),)


def test_a_full_snapshot_replaces_everything():
    known = listing("us:1", name("KO, Il"), name("OLD", kind="alias", facet="aliases"))
    news = listing("us:1", name("KO, Il Nam"))
    assert overlay(known, news) == news


@given(st.sets(st.sampled_from(ALL_FACETS), min_size=1))
def test_overlaying_the_same_news_twice_changes_nothing(facets):
    known = listing("us:1", name("KO, Il"), name("OLD", kind="alias", facet="aliases"))
    news = listing(
        "us:1", name("NEW, X"), name("N", kind="alias", facet="aliases"), facets=tuple(sorted(facets))
    )
    once = overlay(known, news)
    assert overlay(once, news) == once


def test_a_listing_survives_its_encoding():
    made = listing("us:1", "KO, Il", births=("1960-01-02",), passports=("A 123-456",))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Listing) == made


@given(st.text())
def test_normalising_an_identifier_twice_is_normalising_it_once(text):
    once = normal_identifier(text)
    assert normal_identifier(once) == once


def test_identifiers_compare_without_case_width_spaces_or_dashes():
    assert normal_identifier("ａb-12 3") == normal_identifier("AB123") == "AB123"
