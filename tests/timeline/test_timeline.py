"""History and diff, told from the snapshots."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from interlock.model.dates import ActDate
from interlock.model.edition import Edition, EditionContent
from interlock.model.listing import Name, Quote
from interlock.model.record import Snapshot
from interlock.model.target import Target
from interlock.timeline.run import diff_of, history_of
from shots import SPEC, Shots, between, entry, on

DAY = ActDate(date(2020, 1, 1), date(2020, 1, 1), "printed")


def edition(shots, *, quarantined=()):
    """What would be built from the snapshots, each record its own target."""
    told = shots.history()
    snapshots = [
        Snapshot(
            authority="fake", list_key="fake.main", day=shot.day, files=(), entries=len(shot.digests),
            records={}, coverage=shot.coverage,
        )
        for shot in shots.sightings
    ] + [
        Snapshot(
            authority="fake", list_key="fake.main", day=on(day), files=(), entries=0, records={},
            coverage=shots.sightings[0].coverage, state="quarantined", why="too small",
        )
        for day in quarantined
    ]  # fmt: skip
    targets = [
        Target(target_id=f"IL-{r.listing.source_id}", schema="Person", caption="x", members=(r.key,))
        for r in told.records
    ]
    return Edition.of(
        EditionContent(
            code_version="1",
            lists=(SPEC,),
            snapshots=tuple(snapshots),
            records=told.records,
            versions=told.versions,
            targets=tuple(targets),
        )
    )


def changes(shots, first, last, **more):
    (found,) = diff_of(edition(shots, **more), on(first), on(last)).lists
    return found


def story(shots, query="1"):
    (found,) = history_of(edition(shots), query).entries
    return found


class TestDiff:
    SHOTS = (
        Shots()
        .shot("2022-01-01", entry(1), entry(2, programmes=("A",)), 3)
        .shot("2022-02-01", entry(2, programmes=("A", "B")), 3, 4)
        .shot("2022-07-01", entry(2, programmes=("A", "B")), 4)
    )

    def test_what_came_went_and_changed(self):
        found = changes(self.SHOTS, "2022-01-01", "2022-02-01")
        assert [row.source_id for row in found.added] == ["4"]
        assert [(row.source_id, row.gone) for row in found.removed] == [("1", on("2022-02-01"))]
        (changed,) = found.changed
        assert changed.source_id == "2"
        assert [(f.field, f.before, f.after) for f in changed.fields] == [("programmes", ("A",), ("A", "B"))]

    def test_absent_is_told_from_delisted(self):
        found = changes(self.SHOTS, "2022-01-01", "2022-07-01")
        how = {row.source_id: (row.how, row.delisted_on) for row in found.removed}
        assert how == {
            "1": ("delisted", between("2022-01-01", "2022-02-01")),
            "3": ("not yet a delisting", None),
        }

    def test_the_list_s_own_notice_is_told_from_absence(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2022-02-01", 9, removed=[(1, "2022-01-15")])
        (gone,) = changes(shots, "2022-01-01", "2022-02-01").removed
        assert (gone.how, gone.delisted_on) == (
            "removed by notice", ActDate(on("2022-01-15"), on("2022-01-15"), "printed"),
        )  # fmt: skip

    def test_a_re_listing_is_marked_and_keeps_its_first_designation(self):
        shots = Shots().shot("2022-01-01", entry(1, listed_on=DAY), 9).shot("2022-02-01", 9)
        shots.shot("2022-12-01", 9).shot("2023-01-01", entry(1, listed_on=DAY), 9)
        (back,) = changes(shots, "2022-12-01", "2023-01-01").added
        assert (back.how, back.listed_on) == ("relisted", DAY)

    def test_the_end_of_a_false_absence_is_no_re_listing(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2022-02-01", 9).shot("2022-03-01", 1, 9)
        (back,) = changes(shots, "2022-02-01", "2022-03-01").added
        assert back.how == "false absence ended"
        assert changes(shots, "2022-01-01", "2022-02-01").removed[0].how == "false absence"
        assert changes(shots, "2022-01-01", "2022-03-01").removed == ()

    def test_a_new_native_id_is_a_change_of_the_entry(self):
        shots = Shots().shot("2022-01-01", entry(1, listed_on=DAY), 9)
        found = changes(shots.shot("2022-02-01", entry(2, listed_on=DAY), 9), "2022-01-01", "2022-02-01")
        assert (found.added, found.removed) == ((), ())
        assert [(f.field, f.before, f.after) for f in found.changed[0].fields] == [
            ("source_id", ("1",), ("2",))
        ]

    def test_days_between_snapshots_rest_on_those_before_and_say_so(self):
        found = changes(self.SHOTS, "2022-01-20", "2022-03-01")
        assert (found.from_snapshot, found.to_snapshot) == (on("2022-01-01"), on("2022-02-01"))
        assert "the snapshot of 2022-01-01 stands for 2022-01-20, 19 days later" in found.notes

    def test_nothing_is_told_before_the_first_snapshot_or_within_one(self):
        before = changes(self.SHOTS, "2021-01-01", "2022-02-01")
        assert (before.from_snapshot, before.added) == (None, ())
        assert "nothing can be told" in before.notes[0]
        within = changes(self.SHOTS, "2022-02-02", "2022-02-03")
        assert "one snapshot" in within.notes[0]

    def test_a_partial_copy_removes_nothing_and_says_what_it_cannot_tell(self):
        shots = Shots().shot("2022-01-01", 1, 2).shot("2022-02-01", 2, roster=False, facets=("core",))
        found = changes(shots, "2022-01-01", "2022-02-01")
        assert (found.added, found.removed, found.changed) == ((), (), ())
        assert any("does not hold every entry" in note for note in found.notes)
        assert any("addresses, aliases" in note for note in found.notes)

    def test_what_is_quarantined_or_passed_through_is_noted(self):
        found = changes(self.SHOTS, "2022-01-01", "2022-07-01", quarantined=["2022-03-01"])
        assert "quarantined and not used: 2022-03-01" in found.notes
        shots = Shots().shot("2022-01-01", 9).shot("2022-02-01", 1, 9).shot("2022-03-01", 9)
        assert "1 entries came and went" in " ".join(changes(shots, "2022-01-01", "2022-03-01").notes)

    def test_a_focus_takes_in_the_whole_target_and_an_unknown_one_is_refused(self):
        whole = edition(self.SHOTS)
        assert diff_of(whole, on("2022-01-01"), on("2022-02-01"), focus="dprk").lists[0].added == ()
        for more in ({"focus": "moon"}, {"authority": "zz"}):
            with pytest.raises(QueryError):
                diff_of(whole, on("2022-01-01"), on("2022-02-01"), **more)
        with pytest.raises(QueryError):
            diff_of(whole, on("2022-02-01"), on("2022-01-01"))


rosters = st.lists(st.sets(st.integers(1, 5)), min_size=2, max_size=6)


@given(rosters, st.data())
def test_a_diff_leads_from_what_was_there_to_what_is_there(sets, data):
    """Of whole rosters: the earlier ids, less the removed, with the added, are the later ones."""
    shots = Shots()
    days = [f"2022-{month:02d}-01" for month in range(1, len(sets) + 1)]
    for day, ids in zip(days, sets, strict=True):
        shots.shot(day, *(entry(key, names=(f"KIM {key}",)) for key in sorted(ids)))
    first = data.draw(st.integers(0, len(sets) - 2))
    last = data.draw(st.integers(first + 1, len(sets) - 1))
    found = changes(shots, days[first], days[last])
    added = {int(row.source_id) for row in found.added}
    removed = {int(row.source_id) for row in found.removed}
    assert added == sets[last] - sets[first]
    assert removed == sets[first] - sets[last]


class TestHistory:
    def test_every_version_says_what_changed_and_what_was_told_for_the_first_time(self):
        shots = Shots().shot("2022-01-01", entry(1, facets=("core",)))
        shots.shot("2022-02-01", entry(1, names=("KIM One", Name("K", "alias", facet="aliases"))))
        shots.shot("2022-03-01", entry(1, names=("KIM Two", Name("K", "alias", facet="aliases"))))
        first, told, changed = story(shots).versions
        assert (first.fields, first.learned) == ((), ("core",))
        assert (told.fields, told.learned) == ((), ("aliases", "addresses"))
        ((field,), learned) = changed.fields, changed.learned
        assert (field.field, field.before[0], field.after[0], learned) == ("names", "KIM One", "KIM Two", ())

    def test_the_four_dates_are_kept_apart_and_unknown_is_said(self):
        shots = Shots().shot("2022-01-01", 9).shot("2022-02-01", entry(1), 9)
        dates = {told.kind: told for told in story(shots).dates}
        assert list(dates) == ["announced", "in_legal_effect", "published_in_list", "first_seen"]
        assert [dates[k].state for k in ("announced", "in_legal_effect")] == ["unknown", "unknown"]
        published = dates["published_in_list"]
        assert (published.earliest, published.latest, published.basis) == (
            on("2022-01-01"), on("2022-02-01"), "between snapshots",
        )  # fmt: skip
        assert (dates["first_seen"].latest, dates["first_seen"].basis) == (on("2022-02-01"), "snapshot")

    def test_a_date_that_is_printed_is_one_of_the_four_and_not_the_others(self):
        shots = Shots().shot("2022-01-01", 9).shot("2022-02-01", entry(1, listed_on=DAY), 9)
        dates = {told.kind: told for told in story(shots).dates}
        assert (dates["announced"].latest, dates["announced"].basis) == (on("2020-01-01"), "printed")
        assert dates["in_legal_effect"].state == "unknown"
        assert dates["published_in_list"].earliest == on("2022-01-01")

    def test_absences_under_damping_and_returns(self):
        shots = Shots().shot("2022-01-01", 1, 9).shot("2022-02-01", 9).shot("2022-03-01", 1, 9)
        shots.shot("2022-04-01", 9).shot("2022-12-01", 9).shot("2023-01-01", 1, 9).shot("2023-02-01", 9)
        found = story(shots)
        assert [(a.gone, a.back, a.counts_as) for a in found.absences] == [
            (on("2022-02-01"), on("2022-03-01"), "false absence"),
            (on("2022-04-01"), on("2023-01-01"), "delisted"),
            (on("2023-02-01"), None, "not yet a delisting"),
        ]
        assert [span.relisted for span in found.spans] == [False, True]

    def test_an_entry_is_found_by_every_id_it_ever_had_and_by_its_list_s_reference(self):
        quote = (Quote("fake", "KPE.068", "KPe.068"),)
        shots = Shots().shot("2022-01-01", entry(1, listed_on=DAY, quotes=quote), 9)
        shots.shot("2022-02-01", entry(2, listed_on=DAY, quotes=quote), 9)
        for query in ("1", "2", "fake:1", "fake:2", "KPe.068", "IL-2"):
            found = story(shots, query)
            assert [(one.source_id, one.first_seen, one.last_seen) for one in found.ids] == [
                ("1", on("2022-01-01"), on("2022-01-01")),
                ("2", on("2022-02-01"), on("2022-02-01")),
            ]
            assert found.first_seen == on("2022-01-01")
        for query in ("", "fake:99"):
            with pytest.raises(QueryError):
                history_of(edition(shots), query)
