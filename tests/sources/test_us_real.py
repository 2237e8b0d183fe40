"""OFAC's real SDN list: its parts on days without sdn.csv, entries looked up by hand, a change of format."""

import pytest

from reading import by_id
from real_lists import needs_real_lists, real_snapshot


def real(day):
    return real_snapshot("us.sdn", day)


@pytest.mark.real
@needs_real_lists
def test_real_rosters_are_complete_without_sdn_csv():
    for day, entries in {"2025-01-06": 16_989, "2025-12-24": 18_494, "2026-06-02": 19_014}.items():
        parsed = real(day)
        assert parsed.coverage.roster
        assert parsed.coverage.facets == ("aliases", "addresses")
        assert len(parsed.entries) == entries


@pytest.mark.real
@needs_real_lists
def test_the_three_of_1_december_2022_are_read_with_their_birth_dates_and_passport():
    listed = by_id(real("2022-12-02"))
    assert not {"39496", "39497", "39498"} & set(by_id(real("2022-11-30")))
    assert [listed[uid].caption for uid in ("39496", "39497", "39498")] == [
        "JON, Il Ho",
        "YU, Jin",
        "KIM, Su Gil",
    ]
    born = [listed[uid].birth_dates[0].iso() for uid in ("39496", "39497", "39498")]
    assert born == ["1956-02-20", "1960", "1950"]
    passports = [one for one in listed["39496"].identifiers if one.kind == "passport"]
    assert [(one.value, one.country) for one in passports] == [("PS463120423", "KP")]
    assert {listed[uid].programmes for uid in ("39496", "39497", "39498")} == {("DPRK2",)}


@pytest.mark.real
@needs_real_lists
def test_a_change_from_xml_to_csv_hardly_changes_an_entry():
    """What is left in six weeks: 25 entries whose legal basis was amended, 10 others, 5 cut remarks."""
    before, after = by_id(real("2021-03-10")), by_id(real("2021-04-25"))
    both = before.keys() & after.keys()
    assert len(both) == 8_826
    assert sum(before[uid] == after[uid] for uid in both) == 8_786
    for field, most in {
        "identifiers": 3,
        "birth_dates": 3,
        "nationalities": 2,
        "addresses": 2,
        "names": 7,
    }.items():
        changed = [uid for uid in both if getattr(before[uid], field) != getattr(after[uid], field)]
        assert len(changed) <= most, (field, changed)
