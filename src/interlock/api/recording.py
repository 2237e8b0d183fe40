"""What the API was asked is on file before the answer goes out: who, what, of which edition, and a hash.

Requests that come while the disk is waited for go on file together: one wait for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime

import msgspec

from interlock.api.cleaning import Cleaned
from interlock.api.holdings import Scope, Scoping
from interlock.api.matching import Terms
from interlock.api.shapes import Json
from interlock.screen.dataset import OURS
from interlock.screen.query import Query
from interlock.screen.record import Asked, Screening, result_sha256
from interlock.screen.record_run import Records, Written


class Question(msgspec.Struct, frozen=True):
    """One query and what was answered."""

    cleaned: Cleaned
    terms: Terms
    answer: Json
    """As `matches_json` gives it."""


_Waiting = tuple[Sequence[Screening], asyncio.Future[list[str]]]


class Recorder:
    """Writes for one process; others write to the same home beside it."""

    def __init__(
        self, records: Records, *, code: str, as_of: date, max_age_days: int, now: Callable[[], datetime]
    ) -> None:
        self._records = records
        self._code = code
        self._as_of = as_of
        self._max_age_days = max_age_days
        self._now = now
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def keep(
        self, caller: str, scope: Scope, scoping: Scoping, questions: Sequence[Question]
    ) -> list[str]:
        """They are on the disk. Returns: their ids.

        Raises:
            StoreError: they cannot be written; nothing may be answered then.
        """
        if not questions:
            return []
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(([self._screening(caller, scope, scoping, one) for one in questions], future))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        found: list[str] = await future
        return found

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write_down(batch)
        finally:
            self._writer = None

    async def _write_down(self, batch: Sequence[_Waiting]) -> None:
        try:
            written = await self._written([one for screenings, _ in batch for one in screenings])
            await asyncio.to_thread(self._records.sync, [written.path])
        except Exception as error:  # noqa: BLE001  # whoever waits is told, and none waits for ever
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        ids = iter(written.ids)
        for screenings, future in batch:
            mine = [next(ids) for _ in screenings]
            if not future.done():  # whoever waited may have gone
                future.set_result(mine)

    async def _written(self, screenings: Sequence[Screening]) -> Written:
        try:
            # Not in a thread: each of its dozen calls to the system would wait for the query in work here.
            return self._records.write(screenings, wait=False)
        except BlockingIOError:  # nobody writes long, unless the system stopped him while he did
            return await asyncio.to_thread(self._records.write, screenings)

    def _screening(self, caller: str, scope: Scope, scoping: Scoping, one: Question) -> Screening:
        answer = one.answer
        return Screening(
            author=caller,
            made_at=self._now(),
            door="api",
            # An answer that rests on files too can be asked again of a server of these files alone.
            dataset=OURS if all(part.holding.data.name == OURS for part in scope.parts) else scope.name,
            edition=scope.version,
            as_of=self._as_of,
            max_age_days=self._max_age_days,
            code=self._code,
            status=answer["outcome"],
            hits=len(answer["results"]),
            result_sha256=result_sha256(kept_of(answer)),
            asked=_asked(one.cleaned.query, one.terms, scoping),
        )


def kept_of(answer: Json) -> Json:
    """What of an answer must be the same when it is asked again."""
    return {name: answer[name] for name in ("outcome", "results", "total")}


def _asked(query: Query, terms: Terms, scoping: Scoping) -> Asked:
    filters = {
        "dataset": (scoping.name,),
        "include_dataset": scoping.include,
        "exclude_dataset": scoping.exclude,
        "exclude_schema": tuple(sorted(terms.exclude_schemata)),
        "exclude_entity_ids": tuple(sorted(terms.exclude_ids)),
        "topics": terms.topics,
        "changed_since": (terms.since,) if terms.since else (),
    }
    return Asked(
        query=query,
        limit=terms.limit,
        threshold=terms.threshold,
        cutoff=terms.cutoff,
        weights=dict(terms.weights),
        filters={name: values for name, values in filters.items() if values},
    )


def terms_of(asked: Asked) -> Terms:
    """How the recorded question was to be answered."""
    told = asked.filters
    return Terms(
        limit=asked.limit,
        threshold=asked.threshold,
        cutoff=asked.cutoff,
        weights=asked.weights,
        exclude_schemata=frozenset(told.get("exclude_schema", ())),
        exclude_ids=frozenset(told.get("exclude_entity_ids", ())),
        topics=told.get("topics", ()),
        since=next(iter(told.get("changed_since", ())), None),
    )


def scoping_of(asked: Asked) -> Scoping:
    """What the recorded question was put to."""
    told = asked.filters
    return Scoping(
        name=next(iter(told.get("dataset", ())), OURS),
        include=told.get("include_dataset", ()),
        exclude=told.get("exclude_dataset", ()),
    )
