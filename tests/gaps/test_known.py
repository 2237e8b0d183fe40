"""What was known by a day: cut the snapshots after it, and nothing changes."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_lists import act
from interlock.gaps.known import known_by_day
from interlock.gaps.run import answer_from
from interlock.model.edition import Edition, EditionContent
from interlock.model.listing import Name
from interlock.model.record import Snapshot
from interlock.resolve import resolve
from shots import SPEC, Shots, entry

START = date(2020, 1, 1)
LIST = msgspec.structs.replace(
    SPEC, holds=("Person", "Organization", "Company", "LegalEntity"), effects=("asset_freeze",)
)


def edition_of(shots, until=None):
    """The edition that a build on the day would have made of the fake list."""
    kept = Shots()
    kept.bodies = shots.bodies
    kept.sightings = [s for s in shots.sightings if until is None or s.day <= until]
    history = kept.history(LIST)
    snapshots = tuple(
        Snapshot(
            authority="fake", list_key="fake.main", day=s.day, files=(), entries=len(s.digests), records={},
            coverage=s.coverage,
        )
        for s in kept.sightings
    )  # fmt: skip
    content = EditionContent(
        code_version="test",
        lists=(LIST,),
        snapshots=snapshots,
        records=history.records,
        versions=history.versions,
        targets=resolve(history.records),
    )
    return Edition.of(content)


def told(edition):
    """All of a record that an answer looks at."""
    return {
        r.key: (r.listing, r.first_seen, r.last_seen, r.spans, r.missing_since, r.presences, r.formerly)
        for r in edition.records
    }


_WORDINGS = st.sampled_from([None, "KIM One", "KIM Uno"])
"""An entry in a snapshot: absent, or under one of two names."""


@st.composite
def _series(draw, copies=({},)):
    """Three entries through up to ten snapshots, with notices of removal and dates printed late."""
    shots, day = Shots(), START
    for _ in range(draw(st.integers(1, 10))):
        day += timedelta(days=draw(st.sampled_from([1, 20, 70, 130])))
        entries, removed = [], []
        for key in (1, 2, 3):
            name = draw(_WORDINGS)
            dated = draw(st.booleans())
            if name is not None:
                more = {"listed_on": act(START.isoformat())} if dated else {}
                entries.append(entry(key, names=(f"{name} {key}",), programmes=("DPRK",), **more))
            elif draw(st.integers(0, 5)) == 0:
                removed.append((key, draw(st.sampled_from([None, (day - timedelta(days=5)).isoformat()]))))
        copy = draw(st.sampled_from(copies))
        shots.shot(day.isoformat(), *entries, removed=removed, **copy)
    return shots


@settings(max_examples=60, deadline=None)
@given(_series(), st.integers(0, 900))
def test_records_known_by_a_day_are_those_of_an_edition_built_on_it(shots, after):
    day = START + timedelta(days=after)
    known = known_by_day(edition_of(shots), day)
    assert told(known) == told(edition_of(shots, until=day))
    assert known.snapshots == edition_of(shots, until=day).snapshots


@settings(max_examples=40, deadline=None)
@given(_series(copies=({}, {}, {}, {"roster": False}, {"focus": "dprk"})), st.integers(0, 900))
def test_copies_of_a_part_make_spans_wider_and_removals_unknown_and_nothing_wrong(shots, after):
    day = START + timedelta(days=after)
    known = {record.key: record for record in known_by_day(edition_of(shots), day).records}
    built = {record.key: record for record in edition_of(shots, until=day).records}
    assert known.keys() == built.keys()
    for key, record in known.items():
        exact = built[key]
        assert (record.listing, record.first_seen) == (exact.listing, exact.first_seen)
        assert record.spans[0].listed_on == exact.spans[0].listed_on
        assert exact.delisted or not record.delisted
        if len(record.spans) == len(exact.spans):
            for span, real in zip(record.spans, exact.spans, strict=True):
                assert holds(span.listed_on, real.listed_on)
                assert span.delisted_on is None or holds(span.delisted_on, real.delisted_on)


def holds(wide, narrow):
    """The one act's span holds the other's."""
    begins = wide.earliest is None or (narrow.earliest is not None and wide.earliest <= narrow.earliest)
    return begins and wide.latest >= narrow.latest


@settings(max_examples=30, deadline=None)
@given(_series(), st.integers(0, 900))
def test_an_answer_known_by_a_day_does_not_change_when_later_snapshots_are_cut(shots, after):
    day = START + timedelta(days=after)

    def answer(edition):
        return answer_from(edition, as_of=day, coalition=("fake", "other"), focus="all", known_by=day)

    whole, cut = (with_other(edition_of(shots, until)) for until in (None, day))
    assert msgspec.json.encode(answer(whole)) == msgspec.json.encode(answer(cut))


def with_other(edition):
    """The edition with a list beside it that nobody has read."""
    other = msgspec.structs.replace(LIST, key="other.main")
    content = EditionContent(
        code_version="test", lists=(LIST, other), snapshots=edition.snapshots, records=edition.records,
        versions=edition.versions, targets=edition.targets,
    )  # fmt: skip
    return Edition.of(content)


def test_a_later_wording_a_later_removal_and_a_later_entry_are_not_known():
    shots = Shots().shot("2022-01-01", entry(1, names=(Name("OLD Name"),)))
    shots.shot("2022-06-01", entry(1, names=(Name("NEW Name"),)), 2)
    shots.shot("2022-09-01", 2, removed=[(1, "2022-08-15")])
    known = known_by_day(edition_of(shots), date(2022, 3, 1))
    (record,) = known.records
    assert record.listing.caption == "OLD Name"
    assert not record.delisted
    assert [target.members for target in known.targets] == [("fake:1",)]


def test_a_list_that_was_given_up_later_was_in_use():
    spec = msgspec.structs.replace(LIST, retired_on=date(2026, 1, 28))
    edition = edition_of(Shots().shot("2022-01-01", 1))
    content = EditionContent(
        code_version="test", lists=(spec,), snapshots=edition.snapshots, records=edition.records,
        versions=edition.versions, targets=edition.targets,
    )  # fmt: skip
    assert known_by_day(Edition.of(content), date(2026, 1, 27)).lists[0].retired_on is None
    assert known_by_day(Edition.of(content), date(2026, 1, 28)).lists[0].retired_on == date(2026, 1, 28)
