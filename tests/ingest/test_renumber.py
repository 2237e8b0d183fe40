"""Running numbers: an entry is followed by its text where that is certain, and by nothing less."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

import fake_lists
from interlock.ingest.history import Sighting, history_of
from interlock.ingest.renumber import renumbered, stay
from interlock.model.dates import PartialDate
from interlock.model.edition import packed
from interlock.model.listing import Identifier, Listing, Name
from interlock.model.snapshot import Coverage, Removal

SPEC = fake_lists.spec(damping_days=120)


def entry(number, *names, born="", passport=""):
    return Listing(
        authority="fake",
        list_key="fake.main",
        source_id=str(number),
        schema="Person",
        names=tuple(Name(text) for text in names),
        birth_dates=(PartialDate.of_day(date.fromisoformat(born)),) if born else (),
        identifiers=(Identifier("passport", passport),) if passport else (),
    )


def annex(*entries):
    return {one.source_id: one for one in entries}


def names(*texts):
    """An annex of one name each, numbered in order."""
    return annex(*(entry(number, text) for number, text in enumerate(texts, 1)))


def history(*shots):
    """The records after the snapshots, each (day, entries, removals)."""
    bodies, sightings = {}, []
    for day, entries, removed in shots:
        digests = {}
        for number, one in entries.items():
            digest, body = packed(one)
            bodies[digest] = body
            digests[number] = digest
        removals = tuple(Removal(number) for number in removed)
        sightings.append(Sighting(date.fromisoformat(day), Coverage(), digests, removals))
    followed, body_of = renumbered(sightings, bodies.__getitem__)
    return {record.listing.source_id: record for record in history_of(SPEC, followed, body_of).records}


def test_nothing_moves_when_nothing_shifts():
    known = names("A B", "C D")
    assert stay(known, known) == {"1": "1", "2": "2"}


def test_every_entry_after_a_removed_one_keeps_its_number():
    found = history(
        ("2024-01-01", names("A B", "C D", "E F", "G H"), ()),
        ("2025-01-01", names("A B", "E F", "G H"), ()),
        ("2026-01-01", names("A B", "E F", "G H"), ()),
    )
    assert {number: record.listing.caption for number, record in found.items()} == {
        "1": "A B", "2": "C D", "3": "E F", "4": "G H"
    }  # fmt: skip
    assert [number for number, record in found.items() if record.delisted] == ["2"]
    assert all(record.changes == () for record in found.values())


def test_a_new_entry_under_a_number_that_another_keeps_gets_one_of_its_own():
    known = names("A B", "C D", "E F")
    now = names("C D", "E F", "N W")
    found = stay(known, now)
    assert (found["1"], found["2"]) == ("2", "3")
    assert found["3"].startswith("3-")
    assert len(found["3"]) == 8
    assert stay(known, now) == found


def test_an_entry_in_its_place_may_change_names_if_one_stays():
    known = annex(entry(1, "KIM, A", "김가"), entry(2, "PAK, B"))
    now = annex(entry(1, "KIM, A", "KIM, Aa"), entry(2, "PAK, B"))
    assert stay(known, now) == {"1": "1", "2": "2"}


def test_one_common_name_at_another_number_is_not_certain():
    known = annex(entry(1, "GONE, G"), entry(2, "KIM, Chol", "김철"))
    now = annex(entry(1, "KIM, Chol", "KIM, Tchol"))
    assert stay(known, now)["1"].startswith("1-")


def test_a_name_with_the_day_of_birth_or_a_passport_is_certain():
    known = annex(
        entry(1, "GONE, G"), entry(2, "KIM, Chol", "김철", born="1960-01-02"), entry(3, "A", passport="9")
    )
    now = annex(entry(1, "KIM, Chol", "KIM, Tchol", born="1960-01-02"), entry(2, "Aa", passport="9"))
    assert stay(known, now) == {"1": "2", "2": "3"}


def test_birth_dates_that_contradict_stop_every_rule():
    known = annex(entry(1, "KIM, Chol", born="1960-01-02"))
    now = annex(entry(1, "KIM, Chol", born="1971-01-02"))
    assert stay(known, now)["1"].startswith("1-")


def test_two_entries_of_one_name_stay_in_their_places():
    known = names("KIM, Chol", "KIM, Chol", "PAK, B")
    assert stay(known, known) == {"1": "1", "2": "2", "3": "3"}
    moved = stay(known, names("PAK, B", "KIM, Chol", "KIM, Chol"))
    assert moved["1"] == "3"
    assert moved["2"] == "2"
    assert moved["3"].startswith("3-")


def test_a_notice_of_removal_names_the_last_number():
    found = history(
        ("2024-01-01", names("A B", "C D", "E F"), ()),
        ("2025-01-01", names("A B", "E F"), ()),
        ("2026-01-01", names("A B"), ("2",)),
    )
    assert found["3"].delisted


@settings(deadline=None)
@given(
    st.lists(st.text("ABCDEFGH", min_size=3, max_size=6), min_size=2, max_size=12, unique=True),
    st.data(),
)
def test_whatever_is_removed_and_added_each_name_keeps_one_number(texts, data):
    """Names that differ are never taken for each other, and no two entries share a number."""
    known = names(*texts)
    kept = data.draw(st.lists(st.sampled_from(texts), unique=True))
    new = data.draw(st.lists(st.text("XYZ", min_size=3, max_size=6), max_size=4, unique=True))
    now = names(*sorted(kept, key=texts.index), *new)
    found = stay(known, now)
    assert len(set(found.values())) == len(found)
    for number, one in now.items():
        text = one.caption
        if text in texts:
            assert known[found[number]].caption == text
        else:
            assert found[number] not in known or known[found[number]].caption == text
