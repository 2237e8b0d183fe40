"""Asking again what was asked before: does the same come out, of the same edition?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from interlock.base.errors import QueryError, StoreError
from interlock.screen.answer import ScreenAnswer, answer_from
from interlock.screen.bulk_input import input_file
from interlock.screen.bulk_run import Done, Engine, Order, screen_file
from interlock.screen.dataset import OURS, Dataset
from interlock.screen.record import Asked, Batch, Record, result_sha256
from interlock.screen.record_run import Records
from interlock.screen.run import code_version, open_edition

ApiAgain = Callable[[Dataset, Asked], Any]
"""Asks a dataset what the API was asked; gives what is recorded of its answer."""


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A screening asked again."""

    record: str
    same: bool
    edition: str
    as_of: date
    recorded_sha256: str
    sha256: str
    recorded_code: str
    code: str
    """When it is another, a difference may come from the software."""
    notes: tuple[str, ...]
    answer: ScreenAnswer | None = None
    batch: Done | None = None
    response: Any = None
    """Of a question that the API was asked."""


def replay(
    home: Path,
    record_id: str,
    *,
    source: Path | None = None,
    api: ApiAgain,
    engine: Engine | None = None,
) -> Replayed:
    """The recorded question, asked again of its edition as of its day. Nothing is put on file.

    `source`: where the customers' file lies now, when it was moved. `api`: asks what the API was asked.

    Raises:
        QueryError: no such record, or one of a question that this door cannot ask. NoEditionError: the
        edition is no longer in this home. StoreError: the customers' file is gone or changed.
    """
    record = Records(home).get(record_id)
    told = record.screening
    if told.dataset != OURS:
        raise QueryError(
            f"the screening was of the dataset {told.dataset!r}, which is no edition of this home",
            where=record.id,
            remedy="serve that file again and ask it there",
        )
    if told.batch is not None:
        done = _again(home, told.batch, source, engine)
        return _replayed(record, done.result_sha256, batch=done)
    if told.asked is None:
        raise StoreError(
            "the record holds no question", where=record.id, remedy="run `interlock screenings verify`"
        )
    dataset = open_edition(home, told.as_of, edition_id=told.edition, max_age_days=told.max_age_days)
    if told.door == "api":
        response = api(dataset, told.asked)
        return _replayed(record, result_sha256(response), response=response)
    asked = told.asked
    answer = answer_from(dataset, asked.query, told.as_of, options=asked.options(), scope=asked.scope)
    return _replayed(record, result_sha256(answer), answer=answer)


def _again(home: Path, batch: Batch, source: Path | None, engine: Engine | None) -> Done:
    job = batch.job
    path = source or Path(job.input.path)
    if input_file(path).sha256 != job.input.sha256:
        raise StoreError(
            "the file of customers is not the one that was screened",
            where=str(path),
            remedy=f"give the one with sha256 {job.input.sha256} with --in",
        )
    with tempfile.TemporaryDirectory(prefix="interlock-replay-") as scratch:
        order = Order(
            source=path,
            out=Path(scratch) / "hits.jsonl",
            layout=job.layout,
            manner=job.task.manner,
            edition_id=job.task.version,
            since=job.task.since,
            max_age_days=job.max_age_days,
        )
        return screen_file(home, order, job.as_of, engine=engine)


def _replayed(
    record: Record,
    sha256: str,
    *,
    answer: ScreenAnswer | None = None,
    batch: Done | None = None,
    response: Any = None,
) -> Replayed:
    told = record.screening
    same = sha256 == told.result_sha256
    code = code_version()
    notes = []
    if not same and code != told.code:
        notes.append("the software is of another version than the one that screened, and may judge otherwise")
    elif not same:
        notes.append("the software and the edition are the same: the record or the home is not as it was")
    return Replayed(
        record=record.id,
        same=same,
        edition=told.edition,
        as_of=told.as_of,
        recorded_sha256=told.result_sha256,
        sha256=sha256,
        recorded_code=told.code,
        code=code,
        notes=tuple(notes),
        answer=answer,
        batch=batch,
        response=response,
    )
