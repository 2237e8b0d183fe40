"""Remembering changes no answer, only the time that it takes."""

import random
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.model.dates import ActDate
from interlock.model.decisions import judgement
from interlock.model.record import Former, Span
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


def moved(draw, one):
    """The entry, seen at another time, or listed on another day, or under a former id."""
    first = date(2020, 1, draw(st.integers(1, 3)))
    return msgspec.structs.replace(
        one,
        first_seen=first,
        last_seen=date(2020, 1, draw(st.integers(3, 5))),
        spans=(Span(ActDate(first, first, "printed")),),
        formerly=draw(st.sampled_from([(), (Former("0", first, first, first),)])),
    )


@st.composite
def two_worlds(draw):
    """Entries on one day, and on the next: some gone, new, worded otherwise, or there at other times."""
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
    for n in draw(st.sets(st.sampled_from(range(len(after))), max_size=2)) if after else ():
        after[n] = moved(draw, after[n])
    return before, after


@st.composite
def judgements(draw, keys):
    """What people say of some of these entries."""
    pairs = st.tuples(st.sampled_from(keys), st.sampled_from(keys)).filter(lambda pair: pair[0] != pair[1])
    said = draw(st.lists(st.tuples(pairs, st.sampled_from(["positive", "negative", "unsure"])), max_size=3))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [judgement(a, b, verdict, author="x", made_at=at, reason="y") for (a, b), verdict in said]


def crowd_name(n):
    chance = random.Random(n)
    return f"{chance.choice(FAMILIES)}, {chance.choice(GIVEN)}{'bcdfghj'[n % 7] * (n % 3)}"


CROWD = [
    record(f"{authority}:{900 + n}", crowd_name(n), births=(str(1900 + n),))
    for n in range(60)
    for authority in ("us", "kr")
]


@settings(max_examples=100, deadline=None)
@given(two_worlds(), st.sampled_from([0, 0, 0, 1, 30]), st.data())
def test_with_a_memory_and_without_one_the_targets_are_the_same(worlds, newcomers, data):
    before, after = worlds
    then, now = [*before, *CROWD[newcomers:]], [*after, *CROWD]
    keys = sorted(one.key for one in (*after, *CROWD[:4]))
    said, more = data.draw(judgements(keys)), data.draw(judgements(keys))
    _, past, _ = remembered(then, None, said)
    targets, _, learned = remembered(now, past, more)
    cold, _, learned_cold = remembered(now, None, more)
    assert targets == cold
    assert learned == learned_cold


ACTS = ("2019-01-01", "2020-02-01", "2021-03-01")
RARE = [f"{family}, {given} {other}" for family in ("THAE", "KUK") for given in GIVEN for other in GIVEN]


@st.composite
def acts(draw):
    """Two lists that follow each other act by act: of each entry its act on either, and how it is spelled."""
    days = st.sampled_from(ACTS)
    return [
        record(f"{authority}:{n}", (RARE + COMMON)[n], on=draw(days))
        for n in sorted(draw(st.sets(st.integers(0, len(RARE + COMMON) - 1), min_size=24)))
        for authority in ("us", "kr")
        if draw(st.integers(0, 9))
    ]


COMMON = [f"{family}, {given}" for family in FAMILIES for given in GIVEN]


@settings(max_examples=40, deadline=None)
@given(acts().filter(bool), st.data())
def test_what_company_tells_reaches_pairs_that_nothing_else_touched(records, data):
    gone = data.draw(st.sets(st.sampled_from(range(len(records))), max_size=3))
    moved_to = data.draw(st.sampled_from(ACTS))
    place = data.draw(st.sampled_from(range(len(records))))
    now = [one for n, one in enumerate(records) if n not in gone | {place}]
    now.append(record(records[place].key, records[place].listing.caption, on=moved_to))
    _, past, _ = remembered([*records, *CROWD])
    targets, _, learned = remembered([*now, *CROWD], past)
    cold, _, learned_cold = remembered([*now, *CROWD])
    assert targets == cold
    assert learned == learned_cold


def a_day_later(records, list_key):
    """What a further snapshot of the list makes of them, if it shows all that the last one showed."""
    newest = max(one.last_seen for one in records if one.listing.list_key == list_key)
    return [
        msgspec.structs.replace(one, last_seen=newest + timedelta(days=1))
        if one.listing.list_key == list_key and one.last_seen == newest
        else one
        for one in records
    ]


@settings(max_examples=25, deadline=None)
@given(two_worlds(), st.booleans())
def test_nothing_is_weighed_or_decided_again_where_nothing_changed(worlds, later):
    """Nor by a further snapshot that shows nothing new."""
    then = [*worlds[1], *CROWD]
    now = a_day_later(then, "us.sdn") if later else then
    _, past, _ = remembered(then)
    cold, _, learned_cold = remembered(now)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("weighing.weigh", "asking.conclude", "resolve.conclude"):
            module, _, function = name.partition(".")
            patch.setattr(import_module(f"interlock.resolve.{module}"), function, None)
        targets, _, learned = remembered(now, past)
    assert targets == cold
    assert learned == learned_cold
