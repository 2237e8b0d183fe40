"""Remembering changes no answer, only the time that it takes."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.resolve.memory import Memory, Recalled
from interlock.resolve.resolve import resolve_again
from made import record

FAMILIES = ("KIM", "PAK", "RI", "HWANG")
GIVEN = ("Chol Su", "Su Il", "Song Ho", "Sok Hwa", "Jin")
LISTS = ("us", "un", "jp", "kr", "eu")


def remembered(records, past=None, judgements=()):
    """The targets, what the next resolution recalls of this one, and the memory as a file."""
    targets, learned = resolve_again(records, judgements, past or Recalled())
    data = msgspec.msgpack.Encoder(order="deterministic").encode(learned)
    return targets, Recalled(msgspec.msgpack.decode(data, type=Memory), records, targets), data


@st.composite
def entry(draw, number):
    authority = draw(st.sampled_from(LISTS))
    person = f"{draw(st.sampled_from(FAMILIES))}, {draw(st.sampled_from(GIVEN))}"
    body = draw(
        st.sampled_from(["Korea Ryonbong General Corporation", "Ryonbong Trading", "Namgang Trading"])
    )
    is_person = draw(st.booleans())
    return record(
        f"{authority}:{number}",
        person if is_person else body,
        schema="Person" if is_person else "Organization",
        births=draw(st.sampled_from([(), ("1961",), ("1961-02-03",), ("1970-05-06",)])) if is_person else (),
        passports=draw(st.sampled_from([(), ("472110999",), ("563310001",)])),
        quotes=draw(st.sampled_from([(), ("un:1",), ("us:2",)])),
        positions=draw(st.sampled_from([(), ("Tanchon Commercial Bank Representative",), ("Diplomat",)])),
        focus=draw(st.booleans()),
    )


@st.composite
def two_worlds(draw):
    """Entries on one day, and on the next: some gone, some new, some worded otherwise."""
    before = [draw(entry(n)) for n in range(draw(st.integers(0, 14)))]
    gone = draw(st.sets(st.sampled_from(range(len(before))))) if before else set()
    after = [one for n, one in enumerate(before) if n not in gone]
    after += [draw(entry(n)) for n in range(100, 100 + draw(st.integers(0, 3)))]
    for n in draw(st.sets(st.sampled_from(range(len(after))), max_size=2)) if after else ():
        other = draw(entry(n)).listing
        old = after[n].listing
        worded = msgspec.structs.replace(
            other, authority=old.authority, list_key=old.list_key, source_id=old.source_id
        )
        after[n] = msgspec.structs.replace(after[n], listing=worded)
    return before, after


def crowd_name(n):
    chance = random.Random(n)
    return f"{chance.choice(FAMILIES)}, {chance.choice(GIVEN)}{'bcdfghj'[n % 7] * (n % 3)}"


CROWD = [
    record(f"{authority}:{900 + n}", crowd_name(n), births=(str(1900 + n),))
    for n in range(60)
    for authority in ("us", "kr")
]


@settings(max_examples=200, deadline=None)
@given(two_worlds(), st.sampled_from([0, 0, 0, 1, 30]))
def test_with_a_memory_and_without_one_the_targets_are_the_same(worlds, newcomers):
    before, after = worlds
    then, now = [*before, *CROWD[newcomers:]], [*after, *CROWD]
    _, past, _ = remembered(then)
    targets, _, learned = remembered(now, past)
    cold, _, learned_cold = remembered(now)
    assert targets == cold
    assert learned == learned_cold
