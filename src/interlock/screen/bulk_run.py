"""Bulk screening from a home: sets the work up beside the output, has it done, and finishes it.

Resuming needs no option: the same command goes on where it stopped, with the edition and the day with which
it began, though a newer edition may have been built since.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from interlock.base.errors import InterlockError, QueryError
from interlock.ingest.progress import Progress, Silent
from interlock.screen.answer import ScreenAnswer, answer_from
from interlock.screen.bulk_changes import changed_between
from interlock.screen.bulk_hits import Screened, Tally
from interlock.screen.bulk_input import (
    CHUNK,
    Form,
    InputFile,
    Layout,
    chunks_of,
    form_of,
    input_file,
    rows_of,
)
from interlock.screen.bulk_journal import (
    HITS,
    LOCK,
    REJECTS,
    Job,
    Work,
    begin,
    begun,
    clear,
    holds_work,
    same_work,
    unwritable,
)
from interlock.screen.bulk_kernel import Manner
from interlock.screen.bulk_output import Safe, sha256_of, write_hits, write_rejects
from interlock.screen.bulk_rows import Row
from interlock.screen.bulk_task import AFTER, BEFORE, FEW_AFTER, FEW_BEFORE, Task
from interlock.screen.bulk_workers import screen_chunks
from interlock.screen.columns import Columns, facts_of, to_bytes
from interlock.screen.completeness import MAX_AGE_DAYS, RestsOn
from interlock.screen.dataset import Dataset, columns_of
from interlock.screen.query import Query
from interlock.screen.run import code_version, open_edition
from interlock.store.durable import sync_folder
from interlock.store.lock import only_one

MAX_WORKERS = 16
SERIAL_UP_TO = 2
"""Chunks that are screened in this process: starting others costs a second."""

EngineName = Literal["local", "spark"]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    source: Path
    out: Path
    layout: Layout = Layout()
    manner: Manner = Manner()
    edition_id: str | None = None
    """The current one unless named."""
    since: str = ""
    """An earlier edition: only what differs is told."""
    max_age_days: int = MAX_AGE_DAYS


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; also what lies beside the output as `OUT.about.json`."""

    edition: str
    since: str
    as_of: date
    status: Literal["complete", "incomplete"]
    incomplete: tuple[str, ...]
    """What could not be asked of: a customer without a hit is then not clear."""
    rests_on: tuple[RestsOn, ...]
    fictional: bool
    manner: Manner
    input: InputFile
    out: str
    rejects: str
    """The file of the rows that could not be read; empty when there are none."""
    tally: Tally
    result_sha256: str
    """Of the hits as lines of JSON: the same for every form of output, engine and number of workers."""
    code: str
    resumed_at: int
    """Rows that an earlier, broken run had done."""
    record: str = ""
    """Id of the screening on file; empty when it was not to be recorded."""


class Engine(Protocol):
    """Who does the chunks."""

    name: EngineName

    def screen(self, job: Job, folder: Path, done: int) -> Iterator[Screened]:
        """What follows the first `done` rows, in order."""


class Local:
    """This machine: `workers` processes, as many as it has cores unless told."""

    name: EngineName = "local"

    def __init__(
        self, workers: int | None = None, progress: Progress | None = None, *, chunk: int = CHUNK
    ) -> None:
        """`chunk`: rows that are screened and kept at a time."""
        self._workers = workers
        self._progress = progress or Silent()
        self._chunk = chunk

    def screen(self, job: Job, folder: Path, done: int) -> Iterator[Screened]:
        """What follows the first `done` rows, in order."""
        chunks = chunks_of(rows_of(Path(job.input.path), job.layout), self._chunk, skip=done)
        workers = self._workers or min(os.cpu_count() or 1, MAX_WORKERS)
        few: list[list[Row]] = []
        if self._workers is None:
            few = list(islice(chunks, SERIAL_UP_TO + 1))
            workers = 1 if len(few) <= SERIAL_UP_TO else workers
        self._progress.start(max(1, -(-job.input.lines // self._chunk)), "screening")
        for _ in range(done // self._chunk):
            self._progress.advance(f"{done:,} rows done before")
        rows = done
        for result in screen_chunks(job.task, folder, chain(few, chunks), workers):
            yield result
            rows += result.tally.rows
            self._progress.advance(f"{rows:,} rows")
        self._progress.done()


Keep = Callable[[Job, Done], str]
"""Puts the screening on file. Returns: the id of its record."""


def screen_file(
    home: Path,
    order: Order,
    today: date,
    *,
    engine: Engine | None = None,
    safe: Safe = str,
    keep: Keep | None = None,
    restart: bool = False,
) -> Done:
    """The output holds every hit of every row, in the order of the rows; beside it lies what it rests on.

    `safe`: makes a text harmless in a spreadsheet. `keep`: called before the output appears. `restart`:
    unfinished work is thrown away first.

    Raises:
        QueryError: the input cannot be read, a wrong option, or unfinished work of another question.
        NoEditionError: there is no such edition. StoreError: a disk that takes nothing, a worker that died.
    """
    form = form_of(order.out, "--out", ("jsonl", "csv", "parquet"))
    form_of(order.source, "--in", ("csv", "parquet"))
    if not order.out.parent.is_dir():
        raise QueryError(
            "the folder of the output does not exist", where=str(order.out), remedy="make it first"
        )
    folder = order.out.with_name(f"{order.out.name}.part")
    chosen = engine or Local()
    with only_one(folder / LOCK, "a screening into this output"):
        try:
            work = Work(folder, _job(home, order, today, folder, restart=restart))
        except InterlockError:
            if not holds_work(folder):
                shutil.rmtree(folder, ignore_errors=True)
            raise
        work.open()
        try:
            before = work.mark.tally.rows
            for chunk in chosen.screen(work.job, folder, before):
                work.add(chunk)
            _is_unchanged(order.source, work.job.input)
            work.close()
            done = _done(home, order, work, before)
            if keep is not None:
                done = msgspec.structs.replace(done, record=keep(work.job, done))
            _place(order.out, form, work, done, safe)
        finally:
            work.close()
        work.remove()
    return done


def _job(home: Path, order: Order, today: date, folder: Path, *, restart: bool) -> Job:
    """The job, with everything that it needs in the folder: the one begun there, or a new one."""
    source = input_file(order.source)
    held = None if restart else begun(folder)
    if held is not None:
        asked = _asked(order, source, held.task.version, held.as_of)
        same_work(held, asked, folder=folder)
        return asked
    next(rows_of(order.source, order.layout), None)  # a header that does not suit is told before the work
    clear(folder)
    dataset = open_edition(home, today, edition_id=order.edition_id, max_age_days=order.max_age_days)
    _rests(dataset, order.manner, today)
    _lay(folder / AFTER, home, dataset, today)
    if order.since:
        earlier = open_edition(home, today, edition_id=order.since, max_age_days=order.max_age_days)
        _lay(folder / BEFORE, home, earlier, today)
        changed = changed_between(earlier.entities, dataset.entities)
        for name, whole in ((FEW_BEFORE, earlier), (FEW_AFTER, dataset)):
            few = columns_of(entity for entity in whole.entities if entity.id in changed)
            _write(folder / name, few, {})
    job = _asked(order, source, dataset.version, today)
    begin(folder, job)
    return job


def _asked(order: Order, source: InputFile, version: str, as_of: date) -> Job:
    return Job(
        input=source,
        layout=order.layout,
        task=Task(order.manner, order.edition_id or version, order.since),
        as_of=as_of,
        max_age_days=order.max_age_days,
        code=code_version(),
        out=order.out.name,
    )


def _lay(path: Path, home: Path, dataset: Dataset, as_of: date) -> None:
    """The dataset's index is in the folder, and stays when the home throws its own away."""
    ours = home / "screen" / f"{dataset.version}-{code_version()}.index"
    told = facts_of(ours) or {}
    if told.get("first_day", "~") <= as_of.isoformat() <= told.get("last_day", ""):
        with suppress(OSError):
            path.hardlink_to(ours)
            return
        with suppress(OSError):
            shutil.copyfile(ours, path)
            return
    _write(path, columns_of(dataset.entities), {"edition": dataset.version})


def _write(path: Path, columns: Columns, facts: dict[str, str]) -> None:
    try:
        with path.open("wb") as file:
            for piece in to_bytes(columns, facts):
                file.write(piece)
    except OSError as error:
        raise unwritable(path, error) from error


def _is_unchanged(path: Path, was: InputFile) -> None:
    if input_file(path).sha256 != was.sha256:
        raise QueryError(
            "the input was changed while it was being screened",
            where=str(path),
            remedy="screen a copy that nobody writes to: the same command with --restart",
        )


def _rests(dataset: Dataset, manner: Manner, as_of: date) -> ScreenAnswer:
    """What any answer of the dataset rests on: the answer to an empty question."""
    return answer_from(dataset, Query("Thing", {}), as_of, options=manner.options(), scope=manner.scope)


def _done(home: Path, order: Order, work: Work, resumed_at: int) -> Done:
    job = work.job
    dataset = open_edition(home, job.as_of, edition_id=job.task.version, max_age_days=job.max_age_days)
    told = _rests(dataset, job.task.manner, job.as_of)
    tally = work.mark.tally
    return Done(
        edition=job.task.version,
        since=job.task.since,
        as_of=job.as_of,
        status="incomplete" if told.incomplete else "complete",
        incomplete=told.incomplete,
        rests_on=told.rests_on,
        fictional=told.fictional,
        manner=job.task.manner,
        input=job.input,
        out=order.out.name,
        rejects=_beside(order.out, "rejects.csv").name if tally.rejected + tally.partly else "",
        tally=tally,
        result_sha256=sha256_of(work.folder / HITS),
        code=job.code,
        resumed_at=resumed_at,
    )


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f"{out.name}.{what}")


def _place(out: Path, form: Form, work: Work, done: Done, safe: Safe) -> None:
    """The output last: whoever sees it finds the rest beside it."""
    about = msgspec.json.format(msgspec.json.encode(done, order="deterministic"), indent=2) + b"\n"
    rejects, note = _beside(out, "rejects.csv"), _beside(out, "about.json")
    made = work.folder / "made"
    try:
        if done.rejects:
            write_rejects(work.folder / REJECTS, made, safe)
            made.replace(rejects)
        else:
            rejects.unlink(missing_ok=True)  # of an earlier input: it would say what is not so
        made.write_bytes(about)
        made.replace(note)
        write_hits(work.folder / HITS, made, form, since=bool(done.since), about=about, safe=safe)
        made.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise unwritable(out, error) from error
