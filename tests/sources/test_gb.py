"""The United Kingdom: both lists together, refusals, and the real files."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gb_lists import FIXTURES, fixture, read
from interlock.base.errors import SourceError
from interlock.focus import load_focus
from interlock.model.listing import Quote
from interlock.sources.authorities.gb import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.registry import authority_keys
from reading import by_id
from real_lists import LISTS, needs_real_lists, real_snapshot

NAMES = ("UK-Sanctions-List.xml", "UK-Sanctions-List.csv", "ConList.csv", "sanctionsconlist.csv")
UKSL, OFSI = ("gb.uksl", "2026-08-22"), ("gb.ofsi", "2023-06-05")


def test_the_authority_is_found_by_its_module():
    assert "gb" in authority_keys()


# Both lists as one


def test_the_two_lists_quote_each_other_both_ways():
    uksl = by_id(read(fixture("UK-Sanctions-List.xml"), "UK-Sanctions-List.xml"))
    ofsi = by_id(read(fixture("ConList.csv"), "ConList.csv"))
    assert Quote("gb", "99001", "99001") in uksl["DPR9001"].quotes
    assert Quote("gb", "DPR9001", "DPR9001") in ofsi["99001"].quotes
    assert uksl["DPR9001"].authority == ofsi["99001"].authority == "gb"


@pytest.mark.parametrize("name", NAMES)
def test_every_form_of_the_north_korean_regime_is_in_the_focus(name):
    marks = [load_focus("dprk").mark(one) for one in by_id(read(fixture(name), name)).values()]
    assert sum(bool(mark) for mark in marks) == 3


@pytest.mark.parametrize("name", NAMES)
def test_the_fixtures_raise_no_alarm(name):
    assert read(fixture(name), name).alarms == ()


@pytest.mark.parametrize("key", ["gb.uksl", "gb.ofsi"])
def test_a_list_says_how_it_may_move_and_what_misleads(key):
    spec = AUTHORITY.list_spec(key)
    assert 1 < spec.count_floor < spec.count_ceiling
    assert all((spec.count_reason, spec.legal_basis, spec.formats, spec.frequency, spec.traps, spec.fills))
    assert "2026-01-28" in " ".join(spec.traps)


# Refusing


def files(name, data):
    role = AUTHORITY.recognise(name, fixture(name)[:4096])
    return role.list_key, [(role, File(name, data))]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 40],
        lambda data: b"\0" + data,
        lambda data: b"<html><body>Sorry</body></html>",
        lambda data: data.replace(b"2023", b"soon").replace(b"2018", b"soon").replace(b"2026", b"soon"),
    ],
)
def test_what_is_not_the_list_is_a_source_error(name, damage):
    with pytest.raises(SourceError):
        AUTHORITY.read(*files(name, damage(fixture(name))))


def test_a_doctype_is_refused():
    data = fixture(NAMES[0]).replace(b"?>\n", b"?>\n<!DOCTYPE x>", 1)
    with pytest.raises(SourceError, match="DOCTYPE"):
        read(data, NAMES[0])


def test_a_second_file_of_the_date_is_an_alarm_and_the_official_one_is_read():
    official, copy = File(NAMES[0], fixture(NAMES[0])), File(f"reconstructed_{NAMES[0]}", fixture(NAMES[0]))
    role = AUTHORITY.recognise(NAMES[0], fixture(NAMES[0])[:4096])
    for order in ([official, copy], [copy, official]):
        parsed = AUTHORITY.read("gb.uksl", [(role, file) for file in order])
        assert [(alarm.code, alarm.where) for alarm in parsed.alarms] == [("extra-file", copy.name)]
        assert parsed.coverage.notes == ()


@given(st.integers(0, 10**6))
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_does_not_change_who_is_listed(seed):
    """Names and dates may come in another order; ids, kinds and values stay."""
    lines = fixture("ConList.csv").decode("utf-8-sig").splitlines(keepends=True)
    body = sorted(lines[2:], key=lambda line: hash((seed, line)))
    shuffled = by_id(read("".join(lines[:2] + body).encode("utf-8"), "ConList.csv"))
    plain = by_id(read(fixture("ConList.csv"), "ConList.csv"))
    assert {key: _bag(one) for key, one in shuffled.items()} == {key: _bag(one) for key, one in plain.items()}


def _bag(listing):
    fields = ("names", "birth_dates", "addresses", "identifiers", "quotes", "effects", "programmes")
    return {field: Counter(getattr(listing, field)) for field in fields} | {"caption": listing.caption}


def test_the_fixtures_are_small():
    assert sum(path.stat().st_size for path in FIXTURES.iterdir()) < 40_000


# The real lists


@pytest.mark.real
@needs_real_lists
def test_the_north_korean_entries_are_138_persons_86_bodies_and_37_ships():
    focus = load_focus("dprk")
    kinds = Counter(e.listing.schema for e in real_snapshot(*UKSL).entries if focus.mark(e.listing))
    assert kinds == {"Person": 138, "Organization": 86, "Vessel": 37}


@pytest.mark.real
@needs_real_lists
def test_references_between_the_lists_agree_in_every_one_of_3683_pairs():
    uksl, ofsi = by_id(real_snapshot(*UKSL)), by_id(real_snapshot(*OFSI))
    pairs = [
        (group_id, quote.source_id)
        for group_id, one in ofsi.items()
        for quote in one.quotes
        if quote.authority == "gb" and quote.source_id in uksl
    ]
    assert len(pairs) == 3683
    assert all(any(q.source_id == group for q in uksl[uk].quotes) for group, uk in pairs)


@pytest.mark.real
@needs_real_lists
def test_the_conversion_is_a_stranger():
    assert AUTHORITY.recognise("derived_uksl_tables.xlsx", b"PK\x03\x04") is None
    assert (LISTS / "gb" / "2026-05-07").is_dir()
