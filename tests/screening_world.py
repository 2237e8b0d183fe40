"""Homes with small invented editions, and files of invented customers, for tests of bulk screening."""

import csv
import random
from datetime import date, timedelta

from interlock.model.edition import EditionContent
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot
from interlock.model.snapshot import Coverage
from interlock.model.target import Target, own_id
from interlock.store.editions import Editions
from made import record

SNAPSHOT = date(2026, 1, 1)
TODAY = date(2026, 1, 20)
SYLLABLES = ["bar", "dul", "fen", "gom", "hek", "jor", "kly", "lud", "mav", "nor", "pim", "rez", "sut", "tov"]
COLUMNS = ("id", "name", "schema", "birth_date", "country", "identifier")


def names(count, seed=1):
    """Invented names of two words, all different."""
    dice = random.Random(seed)
    found = {}
    while len(found) < count:
        words = ["".join(dice.choice(SYLLABLES) for _ in range(dice.choice((2, 3)))) for _ in range(2)]
        found[" ".join(word.title() for word in words)] = None
    return list(found)


def person(key, text, **more):
    """A record of `us:1` with its name; on the list since 2020."""
    return record(key, text, seen=("2020-01-01", SNAPSHOT.isoformat()), **more)


def world(count=60):
    """Records of invented persons, some with a passport and a birth date."""
    return [
        person(
            f"us:{number}",
            text,
            births=(f"19{number % 60 + 20}-02-03",) if number % 2 else (),
            passports=(f"P{number:07}",) if number % 3 == 0 else (),
        )
        for number, text in enumerate(names(count), 1)
    ]


def put_edition(home, records, *, days=(SNAPSHOT,), merged=()):
    """An edition of these records, each its own target but for those in `merged`; its id."""
    groups = {one.key: [one] for one in records}
    for keys in merged:
        groups[keys[0]] = [one for key in keys for one in groups.pop(key)]
    targets = [
        Target(
            target_id=own_id(members[0].key),
            schema=members[0].listing.schema,
            caption=members[0].listing.caption,
            members=tuple(sorted(member.key for member in members)),
        )
        for members in groups.values()
    ]
    keys = sorted({one.listing.list_key for one in records})
    shots = [
        shot(key, day, sum(one.listing.list_key == key for one in records)) for key in keys for day in days
    ]
    return Editions(home).write(
        EditionContent(
            code_version="1",
            lists=tuple(spec(key) for key in keys),
            snapshots=tuple(shots),
            records=tuple(sorted(records, key=lambda one: one.key)),
            targets=tuple(sorted(targets, key=lambda one: one.target_id)),
        )
    )


def spec(key):
    return ListSpec(
        key=key, title="An invented list", holds=("Person",), effects=("asset_freeze",), max_shrink=0.5,
        max_shrink_reason="invented",
    )  # fmt: skip


def shot(key, day, entries):
    return Snapshot(
        authority=key.partition(".")[0], list_key=key, day=day, files=(), entries=entries, records={},
        coverage=Coverage(),
    )  # fmt: skip


def customers(path, count, listed, *, seed=2):
    """A CSV of that many customers: every fifth bears a listed name, now and then with a slip."""
    dice = random.Random(seed)
    others = names(200, seed=99)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number in range(1, count + 1):
            text = dice.choice(listed) if number % 5 == 0 else dice.choice(others)
            if number % 15 == 0:
                at = dice.randrange(1, len(text) - 1)
                text = text[:at] + "x" + text[at + 1 :]
            born = (date(1930, 1, 1) + timedelta(days=dice.randrange(25_000))).isoformat()
            rows.writerow(
                (
                    f"c{number}",
                    text,
                    "Person",
                    born if number % 2 else "",
                    "kp" if number % 7 == 0 else "",
                    "",
                )
            )
    return path
