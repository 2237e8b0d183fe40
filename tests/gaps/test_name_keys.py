"""Keys of names that are remembered are the keys that would be found."""

from hypothesis import given
from hypothesis import strategies as st

from interlock.gaps.name_keys import NameKeys, unpacked
from interlock.gaps.ties import ties_of
from interlock.model.listing import Relation
from interlock.names import equal_keys
from made import record

TEXTS = ["KIM, Chol Su", "Ryonbong General Corporation (KRGC)", "Ryonbong", "김철수", "A", ""]
asked = st.tuples(st.sampled_from(TEXTS), st.sampled_from(["", "KIM"]), st.booleans())


@given(st.lists(asked), st.lists(asked))
def test_a_key_is_the_same_whether_it_was_asked_for_before(before, now):
    past = NameKeys()
    for text, family, is_person in before:
        past.of(text, family, is_person=is_person)
    names = unpacked(past.packed())
    for text, family, is_person in now:
        found = names.of(text, family, is_person=is_person)
        assert set(found) == equal_keys(text, "Person" if is_person else "Organization", family)


def test_only_what_is_asked_for_is_kept():
    past = NameKeys()
    past.of("Ryonbong", "", is_person=False)
    past.of("KIM, Chol Su", "", is_person=True)
    names = unpacked(past.packed())
    names.of("Ryonbong", "", is_person=False)
    alone = NameKeys()
    alone.of("Ryonbong", "", is_person=False)
    assert names.packed() == alone.packed()


def test_ties_are_the_same_with_remembered_names():
    records = [
        record(
            "us:1", "KIM, Chol Su", relations=(Relation("linked_to", "Ryonbong General Corporation (KRGC)"),)
        ),
        record("us:2", "Ryonbong General Corporation", schema="Organization"),
        record("kr:3", "KRGC", schema="Organization", relations=(Relation("linked_to", "Kim Chol-su"),)),
    ]
    names = NameKeys()
    found = ties_of(records, names)
    assert [tie.parties for tie in found if tie.key == "us:1"] == [("us:2",)]
    assert ties_of(records, unpacked(names.packed())) == found == ties_of(records)
