import pytest

from interlock.base.errors import QueryError
from interlock.focus import focus_keys, load_focus
from made import listing


@pytest.mark.parametrize(
    ("key", "more", "mark"),
    [
        ("us:1", {"programmes": ("SDGT", "DPRK3")}, "us programme DPRK3"),
        ("us:1", {"programmes": ("NPWMD",)}, ""),
        (
            "us:1",
            {
                "programmes": ("NPWMD",),
                "legal_basis": ("Risk: North Korea Sanctions Regulations, section 1",),
            },
            "us legal basis: North Korea Sanctions Regulations",
        ),
        ("jp:017-000001", {"programmes": ("17",)}, "jp programme 17"),
        ("jp:028-000001", {"programmes": ("28",)}, ""),
        ("zz:1", {"programmes": ("DPRK",)}, ""),
    ],
)
def test_a_listing_is_in_the_focus_by_programme_or_legal_basis_and_says_which(key, more, mark):
    assert load_focus("dprk").mark(listing(key, "X, Y", **more)) == mark


def test_the_focus_all_takes_in_everything():
    assert load_focus("all").mark(listing("zz:1", "X, Y", focus=False)) == "all"


def test_an_unknown_focus_is_refused_and_the_known_ones_are_named():
    with pytest.raises(QueryError, match="unknown focus 'moon'") as caught:
        load_focus("moon")
    assert all(key in caught.value.remedy for key in focus_keys())
