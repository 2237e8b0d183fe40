"""What stands in OFAC's remarks: labels, sentences, names, and dates in every printed form."""

import pytest

from interlock.model.listing import Relation
from interlock.sources.ofac.remarks import partial_date, read_remark


@pytest.mark.parametrize(
    "item",
    [
        "Made-Up Number AB12345",
        "alt. Zodiac Registry No. 77-123 (Latvia)",
        "X.Y.Z. 12345678",
        "QQQ QQ0007796926",
    ],
)
def test_an_unknown_label_in_a_remark_is_an_alarm_and_its_text_is_kept(item):
    reading = read_remark(f"DOB 1950; {item}; Gender Male.", "Person", "")
    assert [code for code, _ in reading.doubts] == ["unknown-value"]
    assert reading.facts.remarks == (item,)


@pytest.mark.parametrize(
    "item",
    [
        "Member ETA",
        "Commander of the 4th Brigade",
        "Prisoner since 1979",
        "brother of PROBE, Ivan",
        "arrested 1 Apr 2003",
    ],
)
def test_a_sentence_in_a_remark_is_kept_without_an_alarm(item):
    reading = read_remark(f"DOB 1950; {item}.", "Person", "")
    assert reading.doubts == ()
    assert reading.facts.remarks == (item,)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("05 May 1955", "1955-05-05"),
        ("1 Apr 2003", "2003-04-01"),
        ("May 1955", "1955-05"),
        ("1955", "1955"),
        ("circa 1951", "~1951"),
        ("circa 07 Jul 1966", "~1966-07-07"),
        ("1929 to 1930", "1929..1930"),
        ("circa 1979-1982", "~1979..1982"),
        ("Mar 1962 to Feb 1963", "1962-03-01..1963-02-28"),
        ("01 Jan 1953 to 31 Dec 1954", "1953..1954"),
    ],
)
def test_every_printed_form_of_a_date_is_read(printed, iso):
    found = partial_date(printed)
    assert (found.iso(), found.text) == (iso, printed)


@pytest.mark.parametrize(
    "printed", ["", "31 Feb 1955", "1955 to", "1956 to 1955", "5/5/1955", "0000", "May", "Foo 1955"]
)
def test_a_date_in_another_form_is_none(printed):
    assert partial_date(printed) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("SAMPLE CO., LTD", "SAMPLE CO., LTD."),
        ("MUESTRA S.A", "MUESTRA S.A."),
        ("MADE-UP GROUP", "MADE-UP GROUP"),
    ],
)
def test_the_last_full_stop_is_the_names_own_only_after_an_abbreviation(name, kept):
    for remark in (f"Linked To: {name}.", f"Linked To: {name}; DOB 1950."):
        assert read_remark(remark, "Person", "").facts.relations == (Relation("linked_to", kept),)
