"""Where the work on a gap stands, from what people said."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import AS_OF, at, content, person
from interlock.casework.cases import case_of, opened_again
from interlock.gaps.run import answer_from
from interlock.model.casework import GAP_STATES, gap_word
from interlock.model.decisions import withdrawal
from interlock.model.edition import Edition


@pytest.fixture(scope="module")
def gap():
    edition = Edition.of(content([person("us:1")]))
    report = answer_from(edition, as_of=AS_OF, coalition=("us", "jp"), focus="dprk", kind="designation")
    return report.gaps[0]


def word(what, value, minute=0, reason="because"):
    return gap_word("g", ("us:1",), what, value, author="Sato", made_at=at(minute), reason=reason)


def back(one, minute=50):
    taken = withdrawal(author="Lee", made_at=at(minute), reason="wrong gap")
    return msgspec.structs.replace(one, withdrawals=(taken,))


def test_a_gap_of_which_nobody_spoke_is_new_and_nobodys(gap):
    found = case_of([], gap=gap)
    assert (found.state, found.owner, found.notes, found.why) == ("new", "", 0, "")


def test_the_last_word_counts_and_notes_are_counted(gap):
    words = [
        word("state", "acknowledged"),
        word("state", "in work", 1),
        word("owner", "Lee", 2),
        word("note", "", 3),
    ]
    found = case_of(words, gap=gap)
    assert (found.state, found.owner, found.notes) == ("in work", "Lee", 1)
    assert found.why == "Sato on 2026-03-10: because"


def test_a_word_taken_back_leaves_the_one_before(gap):
    words = [
        word("state", "acknowledged"),
        back(word("state", "closed", 1)),
        word("owner", "Lee", 2),
        word("owner", "", 3),
    ]
    found = case_of(words, gap=gap)
    assert (found.state, found.owner) == ("acknowledged", "")


def test_a_closed_gap_is_closed_whatever_was_said(gap):
    closed = msgspec.structs.replace(gap, status="closed")
    assert case_of([word("state", "in work")], gap=closed).state == "closed"
    assert case_of([word("state", "in work")], gap=None).state == "closed"


def test_what_was_settled_is_new_again_once_the_gap_opens_again(gap):
    accepted = word("state", "accepted as is")
    later = accepted.made_at.date() + timedelta(days=30)
    assert case_of([accepted], gap=gap, opened_again=accepted.made_at.date()).state == "accepted as is"
    found = case_of([accepted], gap=gap, opened_again=later)
    assert found.state == "new"
    assert (
        found.why == f"open again since {later}; before that accepted as is, by Sato on 2026-03-10: because"
    )
    assert case_of([word("state", "in work")], gap=gap, opened_again=later).state == "in work"


def test_a_gap_opens_again_when_its_own_authority_takes_the_target_off():
    records = [person("us:1", off="2026-02-01"), person("jp:1", off="2026-01-01"), person("jp:2")]
    assert opened_again("jp", records, []) == date(2026, 1, 1)
    assert opened_again("kr", records, []) is None


@given(
    words=st.lists(
        st.tuples(st.sampled_from(GAP_STATES), st.integers(0, 9), st.booleans()),
        max_size=5,
        unique_by=lambda w: w[1],
    ),
    order=st.randoms(use_true_random=False),
)
def test_the_order_in_which_words_are_read_does_not_matter(gap, words, order):
    made = [
        back(word("state", state, minute)) if off else word("state", state, minute)
        for state, minute, off in words
    ]
    shuffled = list(made)
    order.shuffle(shuffled)
    assert case_of(made, gap=gap) == case_of(shuffled, gap=gap)
    standing = [(minute, state) for state, minute, off in words if not off]
    assert case_of(made, gap=gap).state == (max(standing)[1] if standing else "new")
