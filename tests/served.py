"""A small world behind the HTTP API, and a real server of it on a free port."""

import asyncio
import json
import threading
import time
from contextlib import contextmanager
from datetime import date

import httpx

from interlock.api.app import application
from interlock.api.connection import Door
from interlock.api.holdings import Holdings
from interlock.api.listening import Listening
from interlock.api.log import logger_of
from interlock.api.run import holding_of
from interlock.api.service import Service
from interlock.api.settings import Limits
from interlock.api.supervisor import listening
from interlock.model.edition import Edition, EditionContent
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot
from interlock.model.snapshot import Coverage
from interlock.resolve import resolve
from interlock.screen.dataset import of_edition, of_file
from made import LIST_OF, record

TODAY = date(2026, 3, 10)
KINDS = ("Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane")

RECORDS = (
    record("us:1", "Kang Tae Won", "Gang Tae Won", births=["1961-04-02"], passports=["AB123456"],
           nationalities=("KP",)),
    record("un:7", "Kang Tae Won", births=["1961-04-02"], passports=["AB123456"], nationalities=("KP",)),
    record("eu:9", "Myonghae Shipping Company", schema="Organization", countries=("KP",)),
    record("us:2", "Hwan Chol Rim", births=["1970"], off="2025-06-01"),
    record("us:3", "Eastern Sea Star", schema="Vessel", imo=["9187629"]),
)  # fmt: skip

FILE = (
    {"id": "Q1", "schema": "Person", "caption": "Ann Owner", "properties": {
        "name": ["Ann Owner"], "birthDate": ["1970-02-03"], "nationality": ["ru"], "topics": ["sanction"]},
     "datasets": ["leaf_a"], "referents": ["old-1", "Q1"], "target": True,
     "first_seen": "2023-04-20T18:00:25", "last_seen": "2026-01-01T00:00:00",
     "last_change": "2025-01-01T10:00:00"},
    {"id": "Q2", "schema": "Company", "caption": "Broad Holding LLC", "properties": {
        "name": ["Broad Holding LLC"], "jurisdiction": ["cy"], "registrationNumber": ["HE 12345"]},
     "datasets": ["leaf_a", "leaf_b"], "referents": [], "target": False,
     "first_seen": "2024-01-01T00:00:00", "last_seen": "2026-01-01T00:00:00",
     "last_change": "2024-06-01T00:00:00"},
    {"id": "own-1", "schema": "Ownership", "caption": "Ownership", "properties": {
        "owner": ["old-1"], "asset": ["Q2"], "percentage": ["51"]}, "datasets": ["leaf_b"]},
    {"id": "s-1", "schema": "Sanction", "caption": "Sanction", "properties": {
        "entity": ["Q1"], "authority": ["OFAC"]}, "datasets": ["leaf_a"]},
    {"id": "addr-1", "schema": "Address", "caption": "1 Main St", "properties": {"full": ["1 Main St"]},
     "datasets": ["leaf_b"]},
    {"id": "Q3", "schema": "Person", "caption": "Bob Elsewhere", "properties": {
        "name": ["Bob Elsewhere"], "addressEntity": ["addr-1", "gone-1"], "country": ["us"]},
     "datasets": ["leaf_b"], "target": False, "last_change": "2025-06-01T00:00:00"},
)  # fmt: skip


def specs():
    return tuple(
        ListSpec(
            key=key, title=f"List of {authority}", holds=KINDS, effects=("asset_freeze",), max_shrink=0.1,
            max_shrink_reason="a test",
        )
        for authority, key in LIST_OF.items()
    )  # fmt: skip


def shot(authority, day="2026-03-01", **more):
    return Snapshot(
        authority=authority, list_key=LIST_OF[authority], day=date.fromisoformat(day), files=(), entries=10,
        records={}, coverage=Coverage(), **more,
    )  # fmt: skip


COMPLETE = tuple(shot(key) for key in LIST_OF)


def edition_of(records=RECORDS, snapshots=COMPLETE, edition_id="feed0123456789ab"):
    content = EditionContent(
        code_version="test",
        lists=specs(),
        snapshots=tuple(snapshots),
        records=tuple(sorted(records, key=lambda row: row.key)),
        targets=tuple(resolve(list(records))),
    )
    return Edition.of(content, edition_id)


def ours(records=RECORDS, snapshots=COMPLETE, edition_id="feed0123456789ab", today=TODAY):
    edition = edition_of(records, snapshots, edition_id)
    return holding_of(of_edition(edition, today), {spec.key: spec.title for spec in edition.lists})


def file_of(folder, rows=FILE):
    path = folder / "entities.ftm.json"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def holdings_of(folder, *, snapshots=COMPLETE, earlier=()):
    beside = holding_of(of_file("peps", file_of(folder)))
    return Holdings([ours(snapshots=snapshots), beside], earlier)


def service_of(holdings, **more):
    lines = []
    service = Service(
        holdings=holdings,
        log=logger_of(lines.append),
        clock=time.monotonic,
        today=lambda: TODAY,
        **{"limits": Limits(rate=0), **more},
    )
    return service, lines


@contextmanager
def running(service, limits=None):
    """The server in a thread of its own. Gives its address."""
    door = Door(limits or service.limits, lambda what: service.tally.add("door", what=what))
    service.draining = lambda: door.draining
    begun, over = threading.Event(), threading.Event()

    async def serve(listener):
        server = Listening(door, application(service), listener)
        await server.begin()
        begun.set()
        while not over.is_set():
            await asyncio.sleep(0.01)
        await server.end(time.monotonic() + 1, patient=False)

    def run(listener):
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(serve(listener))

    with listening("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=run, args=[listener], daemon=True)
        thread.start()
        assert begun.wait(10)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            thread.join(10)
            assert not thread.is_alive()


def client_of(address, **more):
    """A client that asks no proxy."""
    return httpx.Client(base_url=address, trust_env=False, **{"timeout": 10, **more})
