from datetime import date

import msgspec
import pytest

from interlock.model.record import Span, standing_on
from made import between, claimed, printed, record


def standing(made, day):
    return standing_on(made, date.fromisoformat(day)).standing


def test_a_printed_date_tells_before_and_after_even_before_the_first_snapshot():
    made = record("jp:017-000001", "A B", on="2023-03-17", seen=("2026-03-05", "2026-03-05"))
    assert standing(made, "2023-03-16") == "not listed"
    assert standing(made, "2023-03-17") == "listed"
    assert standing(made, "2030-01-01") == "listed"


def test_between_two_snapshots_nobody_knows():
    made = record("us:1", "A, B", on=between("2022-11-30", "2022-12-02"), seen=("2022-12-02", "2022-12-09"))
    assert [standing(made, f"2022-{d}") for d in ("11-29", "11-30", "12-01", "12-02")] == [
        "not listed", "unknown", "unknown", "listed",
    ]  # fmt: skip


def test_an_entry_of_the_first_snapshot_says_nothing_of_the_days_before():
    made = record("us:1", "A, B", on=between(None, "2019-01-15"), seen=("2019-01-15", "2022-12-09"))
    assert standing(made, "2010-01-01") == "unknown"
    assert standing(made, "2019-01-15") == "listed"


def test_an_unconfirmed_date_is_never_believed_before_a_snapshot_shows_the_entry():
    made = record("kr:754", "A, B", on=claimed("2023-03-21"), seen=("2026-01-22", "2026-01-22"))
    assert standing(made, "2022-12-13") == "unknown"
    assert standing(made, "2024-01-01") == "unknown"
    assert standing(made, "2026-01-22") == "listed"


def test_a_delisting_ends_the_listing_and_its_interval_is_unknown():
    made = record("us:1", "A, B", on="2020-01-01", off=between("2021-01-01", "2021-02-01"))
    assert standing(made, "2020-12-31") == "listed"
    assert standing(made, "2021-01-15") == "unknown"
    assert standing(made, "2021-02-01") == "not listed"


def test_a_second_span_lists_again_and_is_not_a_new_designation():
    first = record("un:1", "A B", on="2007-01-01", off=between("2023-05-28", "2023-11-02"))
    spans = (*first.spans, Span(listed_on=between("2025-08-02", "2026-02-27")))
    made = type(first)(**{**{f: getattr(first, f) for f in first.__struct_fields__}, "spans": spans})
    assert made.listed_on == printed("2007-01-01")
    assert not made.delisted
    assert [standing(made, d) for d in ("2010-01-01", "2024-06-01", "2025-12-01", "2026-02-27")] == [
        "listed", "not listed", "unknown", "listed",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "expected"), [("2023-08-01", "listed"), ("2023-11-02", "unknown")])
def test_an_absence_too_short_to_believe_is_unknown(day, expected):
    first = record("un:1", "A B", on="2007-01-01")
    made = type(first)(
        **{**{f: getattr(first, f) for f in first.__struct_fields__}, "missing_since": date(2023, 11, 2)}
    )
    assert standing(made, day) == expected


def test_a_record_of_a_list_that_shares_ids_is_keyed_by_its_list():
    made = record("us:17018", "SAMPLE BANK", list_key="us.consolidated")
    assert made.key == "us:17018"
    assert msgspec.structs.replace(made, qualified=True).key == "us.consolidated:17018"


def test_what_stood_on_a_list_that_was_given_up_is_unknown_from_then_on():
    made = msgspec.structs.replace(record("gb:1", "A B"), retired_on=date(2026, 1, 28))
    assert standing_on(made, date(2026, 1, 27)).standing == "listed"
    found = standing_on(made, date(2026, 1, 28))
    assert found.standing == "unknown"
    assert "given up on 2026-01-28" in found.why
