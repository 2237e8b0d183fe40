"""Legal forms with a letter wrong, put right before a body is looked up."""

import pytest

from interlock.screen.misprints import mended


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("LIMITED LIABILTY COMPANY ATLAS", "LIMITED liability COMPANY ATLAS"),
        ("Atlas Limited Liability Companyy", "Atlas Limited Liability company"),
        (
            "OBSHCHESTVO S OGRANICHENOI OTVETSTVENOSTYU ATLAS",
            "OBSHCHESTVO S ogranichennoi otvetstvennostyu ATLAS",
        ),
        ("ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕНОСТЬЮ АТЛАС", "ОБЩЕСТВО С ОГРАНИЧЕННОЙ otvetstvennostyu АТЛАС"),
    ],
)
def test_a_misprinted_form_is_put_right(asked, read):
    assert mended(asked) == read


@pytest.mark.parametrize(
    "name",
    [
        "Limited Liability Company Atlas",
        "Capitol Holdings",  # near the capital of a sociedad de capital variable, and no form
        "Obshchestvo Atlas",
        "Liabilty Atlas Limited",
        "",
        "  two   spaces ",
    ],
)
def test_what_is_no_form_stays_as_it_is(name):
    assert mended(name) == name
