"""A history that is told in turns, and kept between them, is the history told at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_lists import act
from interlock.ingest.chronicles import Chronicles
from interlock.ingest.history import Chronicle, unpacked
from interlock.model.snapshot import Coverage
from interlock.store.parsed import Head
from shots import SPEC, Shots, entry

FACETS = ("core", "aliases", "addresses")
FIRST = date(2022, 1, 1)

wordings = st.builds(
    lambda key, name, printed, facets: entry(key, names=(name,), listed_on=printed, facets=facets),
    st.integers(1, 5),
    st.sampled_from(["KIM One", "KIM Two"]),
    st.sampled_from([None, act("2021-02-03"), act("..2021-05-05"), act("2020-01-01?")]),
    st.sampled_from([FACETS, ("core",)]),
)


@st.composite
def series(draw):
    """Snapshots some weeks or months apart, whole ones, ones of a focus, and ones that are no roster."""
    shots, day = Shots(), FIRST
    for _ in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.sampled_from([1, 40, 130])))
        entries = {item.source_id: item for item in draw(st.lists(wordings, max_size=4))}
        removed = draw(
            st.lists(st.tuples(st.integers(1, 5), st.sampled_from([None, "2022-01-05"])), max_size=1)
        )
        shots.shot(
            day.isoformat(),
            *entries.values(),
            removed=removed,
            roster=draw(st.booleans()),
            focus=draw(st.sampled_from(["", "dprk"])),
        )
    return shots


@settings(max_examples=200, deadline=None)
@given(series())
def test_told_in_turns_it_is_the_history_told_at_once(shots):
    chronicle, told = Chronicle(), Shots()
    for sighting in shots.sightings:
        chronicle = unpacked(chronicle.packed())
        chronicle.tell(sighting, SPEC, shots.bodies.__getitem__)
        told.sightings.append(sighting)
        told.bodies = shots.bodies
        assert chronicle.history(SPEC, fictional=False) == told.history()
    at_once = Chronicle()
    for sighting in shots.sightings:
        at_once.tell(sighting, SPEC, shots.bodies.__getitem__)
    assert at_once.history(SPEC, fictional=False) == at_once.history(SPEC, fictional=False)
    if shots.sightings:
        assert chronicle.packed() == at_once.packed(), "and it is kept as the same bytes"


def head(day, table):
    return Head(
        list_key="fake.main",
        day=date.fromisoformat(day),
        list_date=None,
        entries=1,
        coverage=Coverage(),
        records={},
        table_sha256=table,
    )


HEADS = (head("2022-01-01", "a"), head("2022-02-01", "b"))


@pytest.fixture
def kept(tmp_path):
    """The chronicle of one snapshot with one entry."""
    shots = Shots().shot("2022-01-01", 1)
    chronicle = Chronicle()
    chronicle.tell(shots.sightings[0], SPEC, shots.bodies.__getitem__)
    Chronicles(tmp_path, "1").keep("fake.main", HEADS[:1], chronicle)
    return tmp_path, chronicle.history(SPEC, fictional=False)


def test_a_list_that_begins_with_what_was_told_goes_on_from_there(kept):
    home, history = kept
    chronicle, told = Chronicles(home, "1").of("fake.main", HEADS)
    assert told == 1
    assert chronicle.history(SPEC, fictional=False) == history


@pytest.mark.parametrize(
    ("code_version", "list_key", "heads"),
    [
        ("2", "fake.main", HEADS),
        ("1", "fake.other", HEADS),
        ("1", "fake.main", HEADS[1:]),
        ("1", "fake.main", (head("2022-01-01", "other"), *HEADS)),
        ("1", "fake.main", (head("2021-12-31", "a"), *HEADS)),
    ],
    ids=["other code", "another list", "the snapshot is gone", "read otherwise", "an older one came"],
)
def test_anything_else_is_told_from_the_first(kept, code_version, list_key, heads):
    chronicle, told = Chronicles(kept[0], code_version).of(list_key, heads)
    assert told == 0
    assert chronicle.history(SPEC, fictional=False).records == ()


@pytest.mark.parametrize("damage", [b"", b"nonsense"])
def test_a_damaged_chronicle_is_none(kept, damage):
    (path,) = (kept[0] / "memory" / "lists").iterdir()
    for data in (damage, path.read_bytes()[:-1]):
        path.write_bytes(data)
        assert Chronicles(kept[0], "1").of("fake.main", HEADS)[1] == 0
