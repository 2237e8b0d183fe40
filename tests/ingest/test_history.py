"""History: who was there, from when to when, reading how, and how sure that is."""

import pytest

import fake_lists
from fake_lists import act
from interlock.model.dates import ActDate
from interlock.model.edition import packed
from interlock.model.listing import ALL_FACETS, Address, Name
from interlock.model.record import Change, standing_on
from shots import Shots, between, entry, on


class TestListedOn:
    """When an entry was first designated."""

    def test_an_entry_of_the_first_snapshot_has_no_earlier_limit(self):
        record = Shots().shot("2022-01-01", 1).shot("2022-02-01", 1).record()
        assert record.spans[0].listed_on == between(None, "2022-01-01")
        assert (record.first_seen, record.last_seen) == (on("2022-01-01"), on("2022-02-01"))

    def test_a_later_one_was_listed_between_two_snapshots(self):
        """OFAC 39496 is such an entry."""
        record = Shots().shot("2022-11-30", 9).shot("2022-12-02", 9, 1).record()
        assert record.listed_on == between("2022-11-30", "2022-12-02")

    def test_a_copy_that_is_no_roster_shows_no_absence(self):
        shots = Shots().shot("2022-01-01", 9).shot("2022-06-01", 9, roster=False).shot("2022-12-02", 9, 1)
        assert shots.record().listed_on == between("2022-01-01", "2022-12-02")

    def test_a_date_that_the_list_prints_counts(self):
        record = (
            Shots().shot("2022-01-01", 9).shot("2022-03-01", entry(1, listed_on=act("2022-02-03"))).record()
        )
        assert record.listed_on == act("2022-02-03")

    def test_an_unconfirmed_date_stays_as_claimed(self):
        claim = act("2020-02-03?")
        record = Shots().shot("2022-01-01", 9).shot("2022-03-01", entry(1, listed_on=claim)).record()
        assert record.listed_on == claim

    def test_an_open_printed_date_is_narrowed_by_the_snapshots(self):
        record = (
            Shots().shot("2022-01-01", 9).shot("2022-03-01", entry(1, listed_on=act("..2022-02-03"))).record()
        )
        assert record.listed_on == ActDate(on("2022-01-01"), on("2022-02-03"), "printed")

    def test_an_open_printed_date_that_the_snapshots_contradict_stays_the_lists_own(self):
        own = act("..2021-02-03")
        record = Shots().shot("2022-01-01", 9).shot("2022-03-01", entry(1, listed_on=own)).record()
        assert record.listed_on == own

    def test_the_latest_word_counts_when_the_list_corrects_its_date(self):
        shots = Shots()
        for day, printed in (("2022-01-01", "2002-01-01"), ("2022-02-01", "2012-01-01")):
            shots.shot(day, entry(1, listed_on=act(printed)))
        assert shots.record().listed_on == act("2012-01-01")

    def test_a_date_after_the_first_sight_is_an_amendments_and_an_earlier_word_counts(self):
        shots = Shots()
        for day, printed in (("2022-01-01", "2012-01-01"), ("2022-06-01", "2022-05-05")):
            shots.shot(day, entry(1, listed_on=act(printed)))
        assert shots.record().listed_on == act("2012-01-01")

    def test_the_tightest_of_several_open_dates_counts(self):
        """The EU prints the regulation that amended an entry last: it was listed by then, and before."""
        shots = Shots()
        for day, printed in (("2021-03-02", "..2004-07-13"), ("2026-02-24", "..2023-02-13")):
            shots.shot(day, entry(1, listed_on=act(printed)))
        assert shots.record().listed_on == act("..2004-07-13")

    @pytest.mark.parametrize("better_first", [True, False])
    @pytest.mark.parametrize(
        ("better", "worse"),
        [("2004-07-13", "..2003-02-13"), ("2004-07-13", "2005-01-01?"), ("..2004-07-13", "2003-01-01?")],
    )
    def test_a_confirmed_and_exact_date_beats_what_is_less(self, better, worse, better_first):
        """Copies of one list differ in what they hold."""
        order = (better, worse) if better_first else (worse, better)
        shots = Shots()
        for day, printed in zip(("2021-03-02", "2026-02-24"), order, strict=True):
            shots.shot(day, entry(1, listed_on=act(printed)))
        assert shots.record().listed_on == act(better)

    def test_a_date_in_force_after_the_publication_is_kept(self):
        """Korea's notices take effect eight days later."""
        record = Shots().shot("2026-01-14", entry(1, listed_on=act("2026-01-22"))).record()
        assert record.listed_on == act("2026-01-22")

    def test_a_later_copy_without_the_date_does_not_take_it_away(self):
        shots = Shots().shot("2022-01-01", entry(1, listed_on=act("2012-01-01"))).shot("2022-02-01", 1)
        assert shots.record().listed_on == act("2012-01-01")


class TestAbsence:
    """A disappearance is damped before it is called a delisting."""

    def test_a_short_absence_changes_nothing(self):
        """UN KPe.068: gone in the file of 2023-11-02, there on 2023-05-28 and 2023-12-30."""
        shots = Shots().shot("2023-05-28", 1, 9).shot("2023-11-02", 9).shot("2023-12-30", 1, 9)
        record = shots.record()
        assert len(record.spans) == 1
        assert record.spans[0].delisted_on is None
        assert record.missing_since is None
        assert standing_on(record, on("2023-11-10")).standing == "listed"

    def test_an_absence_at_the_end_is_too_short_to_conclude_from(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2023-01-01", 9).shot("2023-04-30", 9)
        record = shots.record()
        assert record.missing_since == on("2023-01-01")
        assert record.spans[0].delisted_on is None
        assert not record.delisted

    def test_an_absence_that_lasts_is_a_delisting_between_the_last_sight_and_the_first_absence(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2023-01-01", 9).shot("2023-05-01", 9)
        record = shots.record()
        assert record.spans[0].delisted_on == between("2022-01-01", "2023-01-01")
        assert record.missing_since is None
        assert record.delisted
        assert record.last_seen == on("2022-01-01")

    def test_back_after_a_lasting_absence_is_a_second_span(self):
        shots = (
            Shots().shot("2022-01-01", 1).shot("2022-02-01", 9).shot("2022-08-01", 9).shot("2022-09-01", 1)
        )
        first, second = shots.record().spans
        assert (first.listed_on, first.delisted_on) == (
            between(None, "2022-01-01"),
            between("2022-01-01", "2022-02-01"),
        )
        assert (second.listed_on, second.delisted_on) == (between("2022-08-01", "2022-09-01"), None)

    def test_a_date_printed_anew_dates_the_return(self):
        shots = Shots().shot("2022-01-01", entry(1, listed_on=act("2010-01-01")))
        shots.shot("2022-02-01", 9).shot("2022-08-01", 9)
        shots.shot("2022-09-01", entry(1, listed_on=act("2022-08-15")))
        first, second = shots.record().spans
        assert first.listed_on == act("2010-01-01")
        assert second.listed_on == act("2022-08-15")

    def test_the_old_date_printed_again_does_not_date_the_return(self):
        listed = entry(1, listed_on=act("2010-01-01"))
        shots = Shots().shot("2022-01-01", listed).shot("2022-02-01", 9).shot("2022-08-01", 9)
        assert shots.shot("2022-09-01", listed).record().spans[1].listed_on == between(
            "2022-08-01", "2022-09-01"
        )

    def test_the_damping_is_the_lists_own(self):
        shots = Shots().shot("2022-01-01", 1).shot("2022-02-01", 9).shot("2022-02-20", 9)
        assert shots.record(spec=fake_lists.spec(damping_days=10)).delisted

    def test_a_copy_that_is_no_roster_takes_nobody_off(self):
        shots = (
            Shots()
            .shot("2022-01-01", 1, 9)
            .shot("2023-01-01", 9, roster=False)
            .shot("2024-01-01", 9, roster=False)
        )
        record = shots.record()
        assert record.missing_since is None
        assert not record.delisted


class TestFocus:
    """A roster of one focus is silent about the rest."""

    def test_it_takes_nobody_off_whom_no_such_copy_held(self):
        shots = Shots().shot("2022-01-01", 1, 2)
        for day in ("2023-01-01", "2024-01-01"):
            shots.shot(day, 2, focus="dprk")
        assert shots.record(1).missing_since is None
        assert not shots.record(1).delisted

    def test_it_takes_off_whom_an_earlier_one_held(self):
        shots = Shots().shot("2022-01-01", 1, 2, focus="dprk")
        for day in ("2023-01-01", "2024-01-01"):
            shots.shot(day, 2, focus="dprk")
        assert shots.record(1).spans[0].delisted_on == between("2022-01-01", "2023-01-01")

    def test_another_focus_is_another_matter(self):
        shots = Shots().shot("2022-01-01", 1, 2, focus="dprk")
        for day in ("2023-01-01", "2024-01-01"):
            shots.shot(day, 3, focus="iran")
        assert not shots.record(1).delisted

    def test_a_newcomer_was_not_in_the_earlier_copy_of_the_same_focus(self):
        shots = Shots().shot("2022-01-01", 2, focus="dprk").shot("2022-06-01", 3, focus="iran")
        shots.shot("2023-01-01", 1, 2, focus="dprk")
        assert shots.record(1).listed_on == between("2022-01-01", "2023-01-01")

    def test_a_whole_roster_tells_of_everyone(self):
        shots = Shots().shot("2022-01-01", 1, focus="dprk").shot("2023-01-01", 2).shot("2024-01-01", 2)
        assert shots.record(1).delisted


class TestRemovals:
    """The list's own notice counts at once."""

    def test_a_notice_dates_the_delisting(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2022-03-01", 9, removed=[(1, "2022-02-14")])
        record = shots.record()
        assert record.spans[0].delisted_on == act("2022-02-14")
        assert record.missing_since is None

    def test_a_notice_without_a_day_is_dated_by_the_snapshots(self):
        shots = (
            Shots().shot("2022-01-01", 1, 9).shot("2022-02-01", 9).shot("2022-03-01", 9, removed=[(1, "")])
        )
        assert shots.record().spans[0].delisted_on == between("2022-01-01", "2022-02-01")

    def test_a_notice_ends_a_span_even_when_the_entry_is_soon_back(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2022-02-01", 9, removed=[(1, "2022-01-20")])
        shots.shot("2022-03-01", 1, 9, removed=[(1, "2022-01-20")])
        first, second = shots.record().spans
        assert first.delisted_on == act("2022-01-20")
        assert (second.listed_on, second.delisted_on) == (between("2022-02-01", "2022-03-01"), None)

    def test_an_old_notice_that_is_printed_for_ever_does_not_end_a_later_span(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2022-02-01", 9, removed=[(1, "2022-01-20")])
        shots.shot("2022-03-01", 1, 9).shot("2022-04-01", 9, removed=[(1, "2022-01-20")])
        record = shots.record()
        assert record.spans[1].delisted_on is None
        assert record.missing_since == on("2022-04-01")

    def test_an_entry_printed_with_its_removal_was_taken_off(self):
        """A template with a column for the day of removal keeps the row."""
        listed = entry(1, listed_on=act("2010-01-01"))
        shots = Shots().shot("2022-01-01", listed, removed=[(1, "2015-05-05")])
        record = shots.shot("2022-02-01", listed, removed=[(1, "2015-05-05")]).record()
        assert [(span.listed_on, span.delisted_on) for span in record.spans] == [
            (act("2010-01-01"), act("2015-05-05"))
        ]
        assert record.last_seen == on("2022-02-01")

    def test_an_entry_without_dates_printed_with_its_removal_was_listed_before_it(self):
        record = Shots().shot("2022-01-01", 1, removed=[(1, "2015-05-05")]).record()
        assert record.listed_on == between(None, "2015-05-05")

    def test_a_removal_before_the_listing_that_is_printed_is_of_an_earlier_life(self):
        listed = entry(1, listed_on=act("2018-01-01"))
        assert not Shots().shot("2022-01-01", listed, removed=[(1, "2015-05-05")]).record().delisted

    def test_a_notice_of_an_entry_that_nobody_ever_saw_is_counted_and_left(self):
        history = Shots().shot("2022-01-01", 9, removed=[(1, "2015-05-05")]).history()
        assert [record.listing.source_id for record in history.records] == ["9"]
        assert history.strange_removals == 1


ALIAS = Name("One KIM", "alias", facet="aliases")
OTHER_ALIAS = Name("KIM the First", "alias", facet="aliases")
HOUSE = Address("1 Street")


class TestWording:
    """What changed, where some copies tell only part."""

    def test_the_fields_that_differ_are_named(self):
        shots = Shots().shot("2022-01-01", 1).shot("2022-02-01", entry(1, programmes=("B",), titles=("Dr",)))
        assert shots.record().changes == (Change(on("2022-02-01"), ("programmes", "titles")),)

    def test_the_same_words_in_another_order_are_no_change(self):
        shots = Shots().shot("2022-01-01", entry(1, programmes=("A", "B")))
        record = shots.shot("2022-02-01", entry(1, programmes=("B", "A"))).record()
        assert record.changes == ()
        assert record.listing.programmes == ("B", "A")

    def test_the_same_words_spaced_otherwise_are_no_change(self):
        """The UN dropped a blank in 627 remarks at once."""
        shots = Shots().shot("2022-01-01", entry(1, remarks=("see web link: https://x",)))
        assert shots.shot("2022-02-01", entry(1, remarks=("see web link:https://x",))).record().changes == ()

    def test_silence_changes_nothing(self):
        shots = Shots().shot("2022-01-01", entry(1, names=("KIM One", ALIAS), addresses=(HOUSE,)))
        record = shots.shot("2022-02-01", entry(1, facets=("core",))).record()
        assert record.changes == ()
        assert record.listing.names == (Name("KIM One"), ALIAS)
        assert record.listing.addresses == (HOUSE,)

    def test_what_becomes_known_for_the_first_time_has_not_changed(self):
        shots = Shots().shot("2022-01-01", entry(1, facets=("core",)))
        shots.shot("2022-02-01", entry(1, names=("KIM One", ALIAS), addresses=(HOUSE,)))
        shots.shot("2022-03-01", entry(1, names=("KIM One", OTHER_ALIAS), addresses=(HOUSE,)))
        assert shots.record().changes == (Change(on("2022-03-01"), ("names",)),)

    def test_an_entry_known_by_its_aliases_alone_gets_its_name_later(self):
        shots = Shots().shot("2022-01-01", entry(1, names=(ALIAS,), facets=("aliases", "addresses")))
        record = shots.shot("2022-02-01", entry(1, facets=("core",), programmes=("A",))).record()
        assert record.changes == ()
        assert record.listing.caption == "KIM One"
        assert set(record.listing.facets) == set(ALL_FACETS)

    def test_every_wording_is_kept_with_the_day_it_began(self):
        shots = Shots().shot("2022-01-01", 1).shot("2022-02-01", 1)
        history = shots.shot("2022-03-01", entry(1, programmes=("B",))).history()
        assert [(version.key, version.since) for version in history.versions] == [
            ("fake:1", on("2022-01-01")),
            ("fake:1", on("2022-03-01")),
        ]
        assert history.versions[-1].listing() == history.records[0].listing
        assert packed(history.records[0].listing)[0].hex() == history.versions[-1].digest

    def test_an_entry_that_changes_while_away_has_changed_when_it_is_back(self):
        shots = (
            Shots()
            .shot("2022-01-01", 1)
            .shot("2022-02-01", 9)
            .shot("2022-03-01", entry(1, programmes=("B",)))
        )
        assert shots.record().changes == (Change(on("2022-03-01"), ("programmes",)),)


def test_snapshots_told_in_any_order_give_one_history():
    """It goes by their days."""
    shots = (
        Shots()
        .shot("2022-01-01", 1, 2)
        .shot("2022-02-01", 2)
        .shot("2023-01-01", 2, entry(3, programmes=("B",)))
    )
    expected = shots.history()
    shots.sightings.reverse()
    assert shots.history() == expected


@pytest.mark.parametrize("days", [("2022-01-01",), ("2022-01-01", "2022-02-01")])
def test_no_act_ends_before_it_begins(days):
    """A printed removal older than the first snapshot."""
    shots = Shots()
    for day in days:
        shots.shot(day, 9, 1, removed=[(1, "2015-05-05")])
    for span in shots.record().spans:
        assert span.listed_on.earliest is None or span.listed_on.earliest <= span.delisted_on.latest
