"""Invented entities, records and homes, for the tests of screening."""

from datetime import date

import made
from interlock.model.edition import Edition, EditionContent
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot
from interlock.model.snapshot import Coverage
from interlock.resolve import resolve
from interlock.screen.dataset import columns_of, dataset_of
from interlock.screen.entity import Entity
from interlock.screen.query import Query

BODIES = ("Person", "Organization", "Company", "LegalEntity", "Vessel")
LISTS = {"us.sdn": "us", "un.consolidated": "un", "jp.mof": "jp", "kr.fsc": "kr"}
DAY = date(2026, 3, 10)


def entity(entity_id, *names, schema="Person", weak=(), **properties):
    """An entity of a file; further properties by keyword, one value or several."""
    told = {"name": names, "weakAlias": tuple(weak)}
    told |= {key: (value,) if isinstance(value, str) else tuple(value) for key, value in properties.items()}
    return Entity(
        id=entity_id,
        schema=schema,
        caption=names[0] if names else entity_id,
        properties={key: values for key, values in told.items() if values},
    )


def dataset(*entities):
    """A dataset of these entities alone."""
    return dataset_of(columns_of(entities), name="test", title="a test", version="1")


def query(name="", schema="Person", **properties):
    """A query by example; further properties by keyword."""
    told = {"name": (name,)} if name else {}
    told |= {key: (value,) if isinstance(value, str) else tuple(value) for key, value in properties.items()}
    return Query(schema, told)


def spec(list_key, **more):
    return ListSpec(
        key=list_key,
        title=list_key,
        holds=BODIES,
        effects=("asset_freeze",),
        max_shrink=0.1,
        max_shrink_reason="a test",
        **more,
    )


def shot(list_key, day="2026-03-01", state="good", why="", **coverage):
    return Snapshot(
        authority=list_key.partition(".")[0],
        list_key=list_key,
        day=date.fromisoformat(day),
        files=(),
        entries=1000,
        records={},
        coverage=Coverage(**coverage),
        state=state,
        why=why,
    )


def content(records, lists=None, snapshots=None, code="1.0"):
    """All that goes into an edition of these records, resolved."""
    return EditionContent(
        code_version=code,
        lists=tuple(lists if lists is not None else map(spec, LISTS)),
        snapshots=tuple(snapshots if snapshots is not None else map(shot, LISTS)),
        records=tuple(sorted(records, key=lambda record: record.key)),
        targets=tuple(resolve(records)),
    )


def edition(records, **more):
    return Edition.of(content(records, **more))


def world():
    """A person on two lists, a body, a ship, and a person whom every list has taken off."""
    return [
        made.record("us:1", "KIM, Jong Hwan", "김정환", births=["1970-05-06"], passports=["PS123456"]),
        made.record("kr:7", "KIM Jong Hwan", births=["1970-05-06"], passports=["PS123456"]),
        made.record("un:3", "Namsan Trading Corporation", schema="Organization", on="2018-01-01"),
        made.record("us:4", "SUNNY STAR", schema="Vessel", imo=["9074729"], effects=("vessel_measures",)),
        made.record("us:5", "PETROV, Ivan Sergeevich", off="2024-02-03"),
    ]
