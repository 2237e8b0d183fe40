"""The room's door: one poll, and polls on a schedule. Clock, waiting, dice and log are handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from interlock.base.errors import InterlockError
from interlock.casework.run import build as build_edition
from interlock.ingest.addresses import Address, addresses, chosen
from interlock.ingest.build import survey
from interlock.ingest.decide import rulings
from interlock.ingest.fetch import FetchResult, Manner, fetch
from interlock.ingest.fetch_state import FetchState, load_state
from interlock.ingest.parsers import Parsers, installed
from interlock.model.decisions import Judgement, inputs_sha
from interlock.model.guarding import Rulings
from interlock.model.record import Snapshot
from interlock.resolve.run import code_version
from interlock.screen import run as screen
from interlock.store.durable import place_file
from interlock.store.editions import Editions
from interlock.store.ledger import standing_judgements
from interlock.store.lock import only_one
from interlock.watch.memory import FOLDER, Memory, load_memory, save_memory
from interlock.watch.metrics import PollFacts, exposition
from interlock.watch.notices import ListView, Notice, notices
from interlock.watch.schedule import wait_s
from interlock.watch.serve import Board
from interlock.watch.webhook import post

ALL_WELL = 0
FAILED = 1
ALARMS = 3


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What a test holds in its hand."""

    now: Callable[[], datetime]
    wait: Callable[[float], None]
    roll: Callable[[], float]
    log: Callable[[dict[str, Any]], None]
    """Takes one event; `level` and `event` are always in it."""


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    """What to do at each poll."""

    environ: Mapping[str, str]
    """For tokens."""
    every_s: float
    max_age_days: float
    manner: Manner
    ledger: str = ""
    webhook: str = ""
    metrics_file: Path | None = None
    parsers: Parsers | None = None
    build: Callable[[Path, str], str] | None = None
    """(home, ledger) -> edition id, in place of the usual build."""


class Polled(msgspec.Struct, frozen=True, kw_only=True):
    """One poll, for whoever asks for its exit code."""

    facts: PollFacts
    fetched: FetchResult
    new: tuple[Notice, ...]
    cleared: tuple[str, ...]
    """Keys of what was told before and is no more."""
    built: bool

    @property
    def exit_code(self) -> int:
        """0: all is well. 3: there are alarms. 1: no list was reached, or the build failed."""
        unreached = bool(self.fetched.failed) and not self.fetched.reached
        if self.facts.build_failed or unreached:
            return FAILED
        return ALARMS if self.facts.notices else ALL_WELL


def watch(home: Path, orders: Orders, world: World, *, once: bool, board: Board | None = None) -> int:
    """Polls until it is interrupted, or once. Returns: the exit code of the last poll.

    Raises:
        StoreError: another watch has this home.
    """
    with only_one(home / FOLDER / "lock", "another watch of this home"):
        world.log({"level": "info", "event": "watch.started", "every_s": orders.every_s, "once": once})
        while True:
            begun = world.now()
            code = _guarded_poll(home, orders, world, board or Board())
            if once:
                return code
            took = (world.now() - begun).total_seconds()
            pause = wait_s(orders.every_s, took, world.roll())
            world.log({"level": "info", "event": "watch.waiting", "seconds": round(pause, 1)})
            world.wait(pause)


def _guarded_poll(home: Path, orders: Orders, world: World, board: Board) -> int:
    try:
        return poll(home, orders, world, board).exit_code
    except InterlockError as error:
        world.log({"level": "error", "event": "poll.failed", "text": str(error)})
    except Exception as error:  # noqa: BLE001  # a room's run: the watch goes on, and says that it is ill
        text = f"a fault of Interlock, please report it: {type(error).__name__}: {error}"
        world.log({"level": "error", "event": "poll.failed", "text": text})
    return FAILED


def poll(home: Path, orders: Orders, world: World, board: Board) -> Polled:
    """Every list was asked for, what changed is built, and what is wrong was told.

    Raises:
        InterlockError: the addresses, the ledger or the home cannot be read.
    """
    begun = world.now()
    parsers = orders.parsers or installed()
    known = chosen(addresses(home), (), None, parsers)
    fetched = fetch(home, known, environ=orders.environ, manner=orders.manner, parsers=parsers)
    memory = load_memory(home)
    ruled = rulings(home, orders.ledger)
    snapshots = survey(home, parsers=parsers, rulings=ruled).snapshots
    made_of = _made_of(snapshots, ruled, standing_judgements(home, orders.ledger))
    edition, built, trouble = _build(home, orders, snapshots, memory.built != made_of, begun)
    if edition:
        _prepare(home, world, begun.date())
    now = world.now()
    views = _views(snapshots, known, load_state(home))
    found = [
        *trouble,
        *notices(views, now=now, max_age_days=orders.max_age_days, known_alarms=memory.known_alarms),
    ]
    facts = PollFacts(
        at=now,
        took_s=(now - begun).total_seconds(),
        edition=edition,
        build_failed=bool(trouble),
        views=views,
        notices=tuple(sorted(found)),
    )
    told = tuple(notice for notice in facts.notices if notice.key not in memory.raised)
    lasting = {notice.key for notice in facts.notices}
    polled = Polled(
        facts=facts,
        fetched=fetched,
        new=told,
        cleared=tuple(sorted(key for key in memory.raised if key not in lasting)),
        built=built,
    )
    _tell(home, orders, world, board, polled, memory, "" if trouble else made_of)
    return polled


def _build(
    home: Path, orders: Orders, snapshots: Sequence[Snapshot], changed: bool, at: datetime
) -> tuple[str, bool, list[Notice]]:
    """The edition's id, whether it was built now, and what went wrong."""
    current = Editions(home).current() or ""
    if not snapshots or not (changed or not current):
        return current, False, []

    def usual(place: Path, ledger: str) -> str:
        return build_edition(place, ledger=ledger, as_of=at.date(), at=at).edition_id

    make = orders.build or usual
    try:
        return make(home, orders.ledger), True, []
    except InterlockError as error:
        return current, False, [Notice("build_failed", "", "", str(error))]


def _prepare(home: Path, world: World, day: date) -> None:
    """Whoever screens next need not wait: the index is on the disk, for this edition and day.

    Where it cannot be laid down nothing is lost but time: it is made when first asked for.
    """
    try:
        screen.prepare(home, day)
    except InterlockError as error:
        world.log({"level": "warning", "event": "prepare.failed", "what": "screening", "text": str(error)})


def _made_of(snapshots: Iterable[Snapshot], ruled: Rulings, judgements: Iterable[Judgement]) -> str:
    """Changes when a build would give another edition: by what came, by decisions, or by newer code."""
    digest = hashlib.sha256(code_version().encode())
    for shot in snapshots:
        digest.update(f"\n{shot.list_key} {shot.day} {inputs_sha(shot.files)} {shot.state}".encode())
    for (list_key, day, inputs), ruling in sorted(ruled.items()):
        digest.update(f"\n{list_key} {day} {inputs} {ruling}".encode())
    for judgement in sorted(one.id for one in judgements):
        digest.update(f"\n{judgement}".encode())
    return digest.hexdigest()


def _views(
    snapshots: Sequence[Snapshot], known: Sequence[Address], state: FetchState
) -> tuple[ListView, ...]:
    asked = {address.list_key for address in known if not address.manual}
    keys = sorted(asked | {shot.list_key for shot in snapshots})
    return tuple(
        _view(key, [shot for shot in snapshots if shot.list_key == key], key in asked, known, state)
        for key in keys
    )


def _view(
    list_key: str, shots: Sequence[Snapshot], polled: bool, known: Sequence[Address], state: FetchState
) -> ListView:
    good = [shot for shot in shots if shot.state == "good"]
    newest = good[-1] if good else None
    keys = [address.key for address in known if address.list_key == list_key]
    memories = [state.lists[key] for key in keys if key in state.lists]
    checked = [memory.checked_at for memory in memories if memory.checked_at is not None]
    failing = [memory for memory in memories if memory.failures]
    return ListView(
        list_key=list_key,
        polled=polled,
        newest=newest.day if newest else None,
        newest_is_good=bool(newest) and newest is shots[-1],
        entries=newest.entries if newest else None,
        waiting=tuple(
            (shot.day, shot.why) for shot in shots if shot.state == "quarantined" and shot.ruling is None
        ),
        alarms=tuple(alarm.text for alarm in shots[-1].alarms) if shots else (),
        # Of a list in several files, the one that was heard of least recently.
        checked_at=min(checked) if checked and len(checked) == len(keys) else None,
        failures=max((memory.failures for memory in failing), default=0),
        why="; ".join(memory.why for memory in failing),
    )


def _tell(
    home: Path,
    orders: Orders,
    world: World,
    board: Board,
    polled: Polled,
    memory: Memory,
    made_of: str,
) -> None:
    """Log, metrics and webhook have it, and the memory what was told."""
    facts = polled.facts
    _log(world, polled)
    board.text = exposition(facts)
    if orders.metrics_file is not None:
        place_file(orders.metrics_file, board.text.encode(), orders.metrics_file.parent, durable=False)
    delivered = True
    if orders.webhook and (polled.new or polled.cleared):
        why = post(orders.webhook, _payload(polled), roll=world.roll, sleep=orders.manner.sleep)
        delivered = not why
        world.log(
            {
                "level": "info" if delivered else "error",
                "event": "webhook",
                "delivered": delivered,
                "text": why,
            }
        )
    kept = memory
    if delivered:  # else it is told again at the next poll
        begun = {notice.key: memory.raised.get(notice.key, facts.at) for notice in facts.notices}
        kept = msgspec.structs.replace(
            memory,
            # A parser's alarm is news once; it does not last, so it does not clear.
            raised={key: since for key, since in begun.items() if not key.startswith("parser_alarm|")},
            known_alarms={view.list_key: view.alarms for view in facts.views},
        )
    save_memory(home, msgspec.structs.replace(kept, built=made_of, polled_at=facts.at))


def _log(world: World, polled: Polled) -> None:
    facts = polled.facts
    new = {notice.key for notice in polled.new}
    for one in polled.fetched.lists:
        level = "warning" if one.outcome == "failed" else "info"
        day = one.day.isoformat() if one.day else None
        world.log(
            {
                "level": level,
                "event": "list",
                "list": one.list_key,
                "outcome": one.outcome,
                "day": day,
                "text": one.why,
            }
        )
    for notice in facts.notices:
        world.log(
            {
                "level": "warning",
                "event": "alarm",
                "kind": notice.kind,
                "list": notice.list_key,
                "subject": notice.subject,
                "new": notice.key in new,
                "text": notice.text,
            }
        )
    for key in polled.cleared:
        world.log({"level": "info", "event": "alarm.cleared", "key": key})
    world.log(
        {
            "level": "info",
            "event": "poll",
            "edition": facts.edition,
            "built": polled.built,
            "alarms": len(facts.notices),
            "took_s": round(facts.took_s, 1),
        }
    )


def _payload(polled: Polled) -> bytes:
    return msgspec.json.encode(
        {
            "source": "interlock",
            "at": polled.facts.at,
            "edition": polled.facts.edition,
            "new": polled.new,
            "cleared": polled.cleared,
            "alarms": polled.facts.notices,
        }
    )
