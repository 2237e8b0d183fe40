"""An entry that its list gave another native id goes on; nothing else is taken for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.ingest import run
from interlock.ingest.build import gather
from interlock.ingest.succession import successions
from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Identifier, Quote
from interlock.model.record import Former, Presence
from interlock.sources.unsc import record as unsc
from real_lists import LISTS, needs_real_lists
from shots import Shots, between, entry, on

DAY = ActDate(date(2022, 10, 21), date(2022, 10, 21), "printed")
OTHER_DAY = ActDate(date(2022, 10, 22), date(2022, 10, 22), "printed")
PHONE = Identifier("phone", "1", "1")
PASSPORT = Identifier("passport", "123", "123")


def followed(old, new, **more):
    """The snapshots of an entry that goes as 1 and comes as 2, beside one that stays."""
    shots = Shots().shot("2022-12-01", 9, old)
    return shots.shot("2023-01-01", 9, new, **more).history().records


class TestWhatIsFollowed:
    def test_the_same_name_and_day_of_listing(self):
        first, _ = followed(entry(1, listed_on=DAY), entry(2, listed_on=DAY))
        assert first.key == "fake:2"
        assert first.first_seen == on("2022-12-01")
        assert first.formerly == (Former("1", on("2022-12-01"), on("2022-12-01"), until=on("2023-01-01")),)
        assert first.source_ids == ("2", "1")
        assert [span.delisted_on for span in first.spans] == [None]

    def test_a_shared_passport_will_do_where_the_list_prints_no_dates(self):
        first, _ = followed(entry(1, identifiers=(PASSPORT,)), entry(2, identifiers=(PASSPORT,)))
        assert first.source_ids == ("2", "1")

    def test_so_will_the_list_s_own_reference_and_capitals_are_of_no_matter(self):
        quote = (Quote("fake", "HTI.001"),)
        old = entry(1, names=("Jimmy  Roe",), quotes=quote)
        first, _ = followed(old, entry(2, names=("JIMMY ROE",), quotes=quote))
        assert first.source_ids == ("2", "1")

    def test_a_return_under_a_new_id_within_the_damping_is_the_same_entry(self):
        shots = Shots().shot("2022-12-01", 9, entry(1, listed_on=DAY)).shot("2023-01-01", 9)
        record, _ = shots.shot("2023-03-01", 9, entry(2, listed_on=DAY)).history().records
        assert record.source_ids == ("2", "1")
        assert len(record.spans) == 1
        assert record.presences == (
            Presence(on("2022-12-01"), on("2022-12-01"), None, on("2023-01-01")),
            Presence(on("2023-03-01"), on("2023-03-01"), on("2023-01-01")),
        )

    def test_the_first_id_may_come_back(self):
        shots = Shots().shot("2022-12-01", 9, entry(1, listed_on=DAY))
        shots.shot("2023-01-01", 9, entry(2, listed_on=DAY)).shot("2023-02-01", 9, entry(1, listed_on=DAY))
        record, _ = shots.history().records
        assert [former.source_id for former in record.formerly] == ["1", "2"]
        assert record.key == "fake:1"

    def test_in_a_roster_of_one_focus_too_and_later_absences_count(self):
        shots = Shots().shot("2022-12-01", 9, entry(1, listed_on=DAY), focus="dprk")
        shots.shot("2023-01-01", 9, entry(2, listed_on=DAY), focus="dprk")
        shots.shot("2023-02-01", 9, focus="dprk").shot("2023-12-01", 9, focus="dprk")
        record, _ = shots.history().records
        assert record.spans[-1].delisted_on == between("2023-01-01", "2023-02-01")


class TestWhatIsNot:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (entry(1), entry(2)),
            (entry(1, listed_on=DAY), entry(2, listed_on=OTHER_DAY)),
            (entry(1, listed_on=DAY), entry(2, names=("KIM Two",), listed_on=DAY)),
            (
                entry(1, listed_on=ActDate(None, DAY.latest, "printed")),
                entry(2, listed_on=ActDate(None, DAY.latest, "printed")),
            ),
            (
                entry(1, listed_on=DAY, birth_dates=(PartialDate.of_years(1960),)),
                entry(2, listed_on=DAY, birth_dates=(PartialDate.of_years(1970),)),
            ),
            (
                entry(1, identifiers=(Identifier("phone", "1"),)),
                entry(2, identifiers=(Identifier("phone", "1"),)),
            ),
        ],
        ids=["name alone", "another day", "another name", "a bound, no day", "born apart", "a weak number"],
    )
    def test_what_is_not_certain(self, old, new):
        assert [record.formerly for record in followed(old, new)] == [(), (), ()]

    def test_two_that_could_be_it(self):
        shots = Shots().shot("2022-12-01", 9, entry(1, listed_on=DAY))
        shots.shot("2023-01-01", 9, entry(2, listed_on=DAY), entry(3, listed_on=DAY))
        assert all(not record.formerly for record in shots.history().records)

    def test_one_that_the_list_says_it_removed(self):
        old, new = entry(1, listed_on=DAY), entry(2, listed_on=DAY)
        assert [r.formerly for r in followed(old, new, removed=[(1, "2022-12-20")])] == [(), (), ()]

    def test_one_that_is_still_there(self):
        shots = Shots().shot("2022-12-01", 9, entry(1, listed_on=DAY))
        shots.shot("2023-01-01", 9, entry(1, listed_on=DAY), entry(2, listed_on=DAY))
        assert all(not record.formerly for record in shots.history().records)

    def test_nothing_is_told_by_a_copy_that_is_no_roster(self):
        old, new = entry(1, listed_on=DAY), entry(2, listed_on=DAY)
        assert all(not r.formerly for r in followed(old, new, roster=False))


entries = st.dictionaries(
    st.integers(1, 9),
    st.builds(
        lambda name, day, number: entry(
            0,
            names=(f"KIM {name}",),
            listed_on=DAY if day else OTHER_DAY,
            identifiers=(Identifier("passport", number),) if number else (),
        ),
        st.sampled_from("ABC"),
        st.booleans(),
        st.sampled_from(["", "1", "2"]),
    ),
    max_size=6,
)


@given(entries, entries)
def test_no_entry_ever_has_two_successors_or_two_predecessors(gone, come):
    found = successions(
        {f"old{key}": value for key, value in gone.items()}, {f"new{k}": v for k, v in come.items()}
    )
    assert len(set(found.values())) == len(found)
    for old, new in found.items():
        assert gone[int(old[3:])].names == come[int(new[3:])].names


@needs_real_lists
@pytest.mark.real
@pytest.mark.slow
def test_the_rule_finds_what_the_table_of_the_un_knows(tmp_path, monkeypatch):
    """With and without `[reissued]`: the same times on the list, for all eight."""
    known = dict(unsc.TABLE["reissued"])
    with_table = _un_records(tmp_path / "with")
    monkeypatch.setitem(unsc.TABLE, "reissued", {})
    without = _un_records(tmp_path / "without")
    assert len(known) == 8
    assert len(with_table) == len(without)
    for new, old in known.items():
        one, other = with_table[old], without[new]
        assert other.source_ids == (new, old)
        for field in ("first_seen", "last_seen", "spans", "missing_since", "changes", "presences"):
            assert getattr(one, field) == getattr(other, field), (new, field)


def _un_records(home):
    run.ingest(home, [LISTS / "un"], workers=1)
    return {
        record.listing.source_id: record
        for record in gather(home, workers=1).records
        if record.listing.list_key == "un.consolidated"
    }
