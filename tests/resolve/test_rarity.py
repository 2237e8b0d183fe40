"""How rare a name is: the same in every process, and the same counted at once or one after the other."""

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from interlock.resolve.rarity import ALL, NOBODY, Rarity, Shifts, counted, kind_of
from interlock.resolve.resolve import profiles_of
from made import record

NAMES = ["KIM, Chol Su", "KIM, Su Il", "PAK, Chol Ho", "RI, Song Ho", "Ryonbong General Corporation"]
OFFICES = [(), ("Tanchon Commercial Bank Representative",), ("Diplomat",)]
CROWD = list(
    profiles_of(
        record(
            f"{authority}:{number}",
            NAMES[number % len(NAMES)],
            schema="Organization" if number % len(NAMES) == len(NAMES) - 1 else "Person",
            positions=OFFICES[number % len(OFFICES)],
            focus=number % 4 != 0,
        )
        for authority in ("us", "kr")
        for number in range(30)
    ).values()
)


def test_the_order_of_words_does_not_count():
    """A sum of floats in the order of a set differed from process to process in its last place."""
    rarity = Rarity(counted(NOBODY, CROWD))
    a, b = CROWD[0], CROWD[1]
    words = ["kim", "chol", "su", "il", "song"]
    assert len({rarity.bearers(order, a, b) for order in permutations(words)}) == 1


@given(st.sets(st.sampled_from(range(len(CROWD)))), st.sets(st.sampled_from(range(len(CROWD)))))
def test_some_come_and_some_go_and_the_counts_are_those_of_who_is_there(before, after):
    then = counted(NOBODY, (CROWD[place] for place in sorted(before)))
    now = counted(
        then,
        come=(CROWD[place] for place in sorted(after - before)),
        gone=(CROWD[place] for place in sorted(before - after)),
    )
    assert now == counted(NOBODY, (CROWD[place] for place in sorted(after)))


@given(
    st.sets(st.sampled_from(range(len(CROWD))), min_size=20),
    st.sets(st.sampled_from(range(len(CROWD))), max_size=3),
)
def test_where_nothing_shifts_every_name_is_as_rare_as_it_was(before, gone):
    then = counted(NOBODY, (CROWD[place] for place in sorted(before)))
    now = counted(then, come=(), gone=(CROWD[place] for place in sorted(gone & before)))
    shifts = Shifts(then, now)
    moved = shifts.pools | {kind for kind, words in shifts.words.items() if words}
    for a, b in pairwise(CROWD):
        kinds = {kind_of(a.listing.schema == "Person", pool) for pool in (*a.pools, ALL)}
        words = frozenset().union(*a.words)
        if not moved & kinds:
            assert Rarity(then).bearers(words, a, b) == Rarity(now).bearers(words, a, b)
        if not (shifts.all_roles or shifts.roles & a.role_words) and a.role_words:
            assert Rarity(then).role_chance(a.role_words) == Rarity(now).role_chance(a.role_words)
