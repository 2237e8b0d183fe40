"""The United Kingdom: both lists recognised, damaged, compared with each other and with the real files."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gb_lists import FIXTURES, by_id, fixture, manifest, read, real, workbook_of
from interlock.base.errors import SourceError
from interlock.focus import load_focus
from interlock.model.listing import Quote
from interlock.model.snapshot import Parsed
from interlock.sources.authorities.gb import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.registry import authority_keys
from real_lists import LISTS, needs_real_lists

NAMES = ("UK-Sanctions-List.xml", "UK-Sanctions-List.csv", "ConList.csv", "sanctionsconlist.csv")
UKSL = "gb/2026-08-22/reconstructed_UK-Sanctions-List.xml.gz"
OFSI = "gb/2023-06-05/ConList.xlsx.gz"


# Recognising


@pytest.mark.parametrize(
    ("name", "list_key", "role"),
    [
        ("UK-Sanctions-List.xml", "gb.uksl", "xml"),
        ("UK-Sanctions-List.csv", "gb.uksl", "csv"),
        ("ConList.csv", "gb.ofsi", "csv"),
        ("sanctionsconlist.csv", "gb.ofsi", "csv"),
    ],
)
def test_each_file_is_known_by_its_bytes_under_any_name(name, list_key, role):
    ending = name.rsplit(".", 1)[-1]
    for other in (name, f"uk.{ending}"):
        found = AUTHORITY.recognise(other, fixture(name)[:4096])
        assert (found.list_key, found.role) == (list_key, role)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("derived_uksl_tables.xlsx", b"PK\x03\x04"),
        ("UK-Sanctions-List.ods", b"PK\x03\x04"),
        ("tables.xlsx", b"PK\x03\x04"),
        ("derived_UK-Sanctions-List.xml", b"<Designations>"),
        ("UK-Sanctions-List.xml", b"<html>"),
        ("ConList.xml", b"<ArrayOfFinancialSanctionsTarget>"),
        ("ConList.csv", b"Name 6,Name 1"),
        ("ConList.csv", b""),
    ],
)
def test_other_forms_and_conversions_are_strangers(name, head):
    assert AUTHORITY.recognise(name, head) is None


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


@pytest.mark.parametrize("key", ["gb.uksl", "gb.ofsi"])
def test_no_file_is_a_source_error(key):
    with pytest.raises(SourceError):
        AUTHORITY.read(key, [])


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


@st.composite
def damaged(draw):
    """A fixture with a few bytes replaced, cut out or doubled."""
    name = draw(st.sampled_from((*NAMES, "ConList.xlsx")))
    data = bytearray(workbook_of("ConList.csv") if name.endswith("xlsx") else fixture(name))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data) - 1))
        end = min(len(data), start + draw(st.integers(0, 40)))
        data[start:end] = draw(st.one_of(st.binary(max_size=20), st.just(bytes(data[start:end]) * 2)))
    return name, bytes(data)


@given(damaged())
@settings(max_examples=300, deadline=None)
def test_damaged_bytes_give_a_list_or_a_source_error(item):
    name, data = item
    key = "gb.uksl" if name.startswith("UK") else "gb.ofsi"
    head = workbook_of("ConList.csv") if name.endswith("xlsx") else fixture(name)
    role = AUTHORITY.recognise(name, head[:4096])
    try:
        parsed = AUTHORITY.read(key, [(role, File(name, data))])
    except SourceError:
        parsed = None
    assert parsed is None or (isinstance(parsed, Parsed) and parsed.entries)


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
@pytest.mark.parametrize(("path", "records", "dprk"), manifest())
def test_real_files_hold_what_the_manifest_says_and_raise_no_alarm(path, records, dprk):
    parsed = real(path)
    focus = load_focus("dprk")
    assert len(parsed.entries) == records
    assert sum(bool(focus.mark(entry.listing)) for entry in parsed.entries) == dprk
    assert parsed.list_date.isoformat() == path.split("/")[1]
    assert parsed.alarms == ()


@pytest.mark.real
@needs_real_lists
def test_the_north_korean_entries_are_138_persons_86_bodies_and_37_ships():
    focus = load_focus("dprk")
    kinds = Counter(e.listing.schema for e in real(UKSL).entries if focus.mark(e.listing))
    assert kinds == {"Person": 138, "Organization": 86, "Vessel": 37}


@pytest.mark.real
@needs_real_lists
def test_references_between_the_lists_agree_in_every_one_of_3683_pairs():
    uksl, ofsi = by_id(real(UKSL)), by_id(real(OFSI))
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
