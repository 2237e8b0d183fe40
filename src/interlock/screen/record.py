"""What is kept of every screening: who asked what, when, of which edition, and a hash of what was answered.

Enough to ask the same again and to see whether the same comes out; the answer itself is not kept.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from interlock.screen.answer import ScreenAnswer, Status
from interlock.screen.bulk_journal import Job
from interlock.screen.bulk_run import Done, EngineName
from interlock.screen.dataset import OURS
from interlock.screen.query import Query
from interlock.screen.screener import Options

Door = Literal["command", "api"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question, whole. Names a person: see docs/screening-bulk.md on who may read it."""

    query: Query
    limit: int
    threshold: float
    cutoff: float
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}
    scope: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = {}
    """Of the API: the dataset and which entities may be hits, by the names of its parameters."""

    def options(self) -> Options:
        """How the question was to be answered, but for the filters, which are the API's."""
        return Options(
            limit=self.limit,
            threshold=self.threshold,
            cutoff=self.cutoff,
            weights=self.weights,
            config=self.config,
        )


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A file of customers: which, and how. Holds none of its rows."""

    job: Job
    rows: int
    rejected: int
    engine: EngineName


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """One screening as its door hands it in. Either `asked` or `batch`."""

    author: str
    """Who: of a command the officer, of the API the name of the key."""
    made_at: datetime
    """UTC."""
    door: Door
    dataset: str
    edition: str
    """Of our own dataset the edition; of a file its hash."""
    as_of: date
    max_age_days: int
    code: str
    """Version of the code that screened."""
    status: Status
    hits: int
    result_sha256: str
    asked: Asked | None = None
    batch: Batch | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A screening on file, chained to the one before it."""

    id: str
    """`2026-11-27-0123456789ab`: the day's file, and the beginning of the record's own hash."""
    previous: str
    """sha256 of the line before; empty in the first of all."""
    screening: Screening


_ENCODER = msgspec.json.Encoder(order="deterministic")


def asked_of(
    query: Query,
    options: Options,
    scope: tuple[str, ...] = (),
) -> Asked:
    """The question as it is kept."""
    return Asked(
        query=query,
        limit=options.limit,
        threshold=options.threshold,
        cutoff=options.cutoff,
        weights=dict(options.weights),
        config=dict(options.config),
        scope=scope,
    )


def result_sha256(answer: object) -> str:
    """A hash of an answer: equal for equal answers, whichever door gave them."""
    return hashlib.sha256(_ENCODER.encode(answer)).hexdigest()


def screening_of(
    answer: ScreenAnswer,
    asked: Asked,
    *,
    author: str,
    made_at: datetime,
    code: str,
    dataset: str,
    max_age_days: int,
    door: Door = "command",
) -> Screening:
    """What is kept of one answered question."""
    return Screening(
        author=author,
        made_at=made_at,
        door=door,
        dataset=dataset,
        edition=answer.edition,
        as_of=answer.as_of,
        max_age_days=max_age_days,
        code=code,
        status=answer.status,
        hits=len(answer.hits),
        result_sha256=result_sha256(answer),
        asked=asked,
    )


def record_of(screening: Screening, day: str, previous: str) -> Record:
    """The record, with the id that follows from all that it says and from what stands before it."""
    digest = hashlib.sha256(_ENCODER.encode((previous, screening))).hexdigest()
    return Record(id=f"{day}-{digest[:12]}", previous=previous, screening=screening)


def batch_screening(job: Job, done: Done, *, author: str, made_at: datetime, engine: EngineName) -> Screening:
    """What is kept of a file that was screened."""
    status: Status = "hits" if done.tally.matched else "incomplete" if done.incomplete else "clear"
    return Screening(
        author=author,
        made_at=made_at,
        door="command",
        dataset=OURS,
        edition=done.edition,
        as_of=done.as_of,
        max_age_days=job.max_age_days,
        code=job.code,
        status=status,
        hits=done.tally.hits,
        result_sha256=done.result_sha256,
        batch=Batch(job=job, rows=done.tally.rows, rejected=done.tally.rejected, engine=engine),
    )
