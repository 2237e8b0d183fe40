"""The same kernel on a Spark cluster, for more customers than one machine gets through.

Spark only spreads the rows: each partition is screened by the kernel of bulk screening, and what comes back
is joined in the order of the rows, so the output is the same to the byte. The index is broadcast once, as a
file (`SparkContext.addFile`): all Python workers of a node map that one file, where a broadcast variable
would put a copy into the memory of each.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from interlock.base.errors import QueryError, StoreError
from interlock.screen.bulk_hits import BulkHit, Screened, screened_of
from interlock.screen.bulk_input import CsvLines, Layout, cells_of, csv_rows
from interlock.screen.bulk_journal import Job
from interlock.screen.bulk_kernel import Kernel, screened
from interlock.screen.bulk_rows import Reject, Row, places_of
from interlock.screen.bulk_run import EngineName
from interlock.screen.bulk_task import Task

LOCAL = "local[*]"
_RESULT = "chunk binary"
_PACKED = msgspec.msgpack.Encoder()
_UNPACKED = msgspec.msgpack.Decoder(Screened)
_HITS = msgspec.json.Decoder(BulkHit)
_REJECTS = msgspec.json.Decoder(Reject)


class Spark:
    """A cluster. The input must lie where every node finds it under the same path."""

    name: EngineName = "spark"

    def __init__(self, master: str = "") -> None:
        """`master`: as `spark-submit --master` has it; else what Spark's own settings say, else LOCAL.

        Raises:
            QueryError: Spark is not installed.
        """
        try:
            import pyspark  # noqa: F401
        except ImportError as error:
            raise QueryError(
                "Spark is not installed here",
                where="--engine spark",
                remedy="pip install 'interlock[spark]', with Java 17 or newer beside it",
            ) from error
        self._master = master

    def screen(self, job: Job, folder: Path, done: int) -> Iterator[Screened]:
        """What follows the first `done` rows, in order.

        Raises:
            StoreError: Spark cannot be started, or gave the work up.
        """
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            session = _session(self._master)
            try:
                yield from _numbered(_chunks(session, job, folder), done)
            finally:
                session.stop()
        except (PySparkException, Py4JError) as error:
            raise StoreError(
                f"Spark did not do the work: {str(error).splitlines()[0]}",
                where=self._master or LOCAL,
                remedy="see its own messages above; is there a Java 17, and room on its disks?",
            ) from error


class Partition:
    """Screens one partition of the input. Pickled to the workers, which import this package."""

    def __init__(
        self, task: Task, token: str, columns: list[str | None] | None, layout: Layout, header: str
    ) -> None:
        """`columns`: of a Parquet file, by field; None for a CSV, whose lines come as they are."""
        self._task = task
        self._token = token
        self._columns = columns
        self._layout = layout
        self._header = header

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """One result for each batch, whose rows are numbered from 1."""
        import pyarrow

        kernel = _kernel_of(self._task, self._token)
        for batch in batches:
            result = screened(kernel, self._rows(batch))
            yield pyarrow.record_batch({"chunk": pyarrow.array([_PACKED.encode(result)], pyarrow.binary())})

    def _rows(self, batch: Any) -> Iterator[Row]:
        if self._columns is not None:
            for number, cells in enumerate(cells_of(batch, self._columns), 1):
                yield Row(number, "", cells)
            return
        header = next(csv.reader([self._header], delimiter=self._layout.delimiter))
        places = places_of(header, self._layout.columns, "the header")
        lines = (value.decode("utf-8", "replace").rstrip("\r") for value in batch.column(0).to_pylist())
        rows = (
            csv_rows(CsvLines([line]), self._layout, len(header), places)
            for line in lines
            if line.removeprefix("\ufeff") != self._header
        )
        for number, row in enumerate(chain.from_iterable(rows), 1):
            yield row._replace(number=number, line="")


_kernels: dict[str, Kernel] = {}
"""Of this Python worker, which Spark keeps for many partitions."""


def _kernel_of(task: Task, token: str) -> Kernel:
    if token not in _kernels:
        from pyspark import SparkFiles

        _kernels.clear()
        _kernels[token] = task.kernel(lambda name: Path(SparkFiles.get(f"{token}-{name}")))
    return _kernels[token]


def _session(master: str) -> Any:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    known = SparkConf().get("spark.master", "")
    builder = SparkSession.builder.master(master or known or LOCAL).appName("interlock screen")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.files.minPartitionNum": "64",
    "spark.sql.files.openCostInBytes": "262144",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Partitions: enough of them, of a small file too, for a dozen cores to end together. Records: as CHUNK."""


def _chunks(session: Any, job: Job, folder: Path) -> Iterator[Screened]:
    """Every chunk, in the order of the input; the rows of each numbered from 1."""
    from pyspark import StorageLevel

    context = session.sparkContext
    token = f"{job.task.version}-{os.getpid()}"
    shipped = folder / "shipped"
    shipped.mkdir(exist_ok=True)
    for name in job.task.files():
        link = shipped / f"{token}-{name}"
        link.unlink(missing_ok=True)
        link.hardlink_to(folder / name)
        context.addFile(str(link))
    table, columns, header = _table(session, job)
    partition = Partition(job.task, token, columns, job.layout, header)
    results = table.mapInArrow(partition, _RESULT).persist(StorageLevel.DISK_ONLY)
    results.count()  # all partitions at once; the iterator below would do one after the other
    for row in results.toLocalIterator():
        yield _UNPACKED.decode(bytes(row.chunk))
    results.unpersist()


def _table(session: Any, job: Job) -> tuple[Any, list[str | None] | None, str]:
    """The input as Spark reads it, its columns by field, and a CSV's header."""
    path = job.input.path
    if path.lower().endswith(".csv"):
        from pyspark.sql.functions import col

        with Path(path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            header = file.readline().rstrip("\r\n")
        return session.read.text(path).select(col("value").cast("binary")), None, header
    table = session.read.parquet(path)
    names = table.columns
    columns = [None if at is None else names[at] for at in places_of(names, job.layout.columns, path)]
    return table.select(*(name for name in columns if name is not None)), columns, ""


def _numbered(chunks: Iterator[Screened], done: int) -> Iterator[Screened]:
    """The chunks with rows numbered through all of them, without the first `done` rows."""
    before = 0
    for chunk in chunks:
        rows = before + chunk.tally.rows
        if rows > done:
            yield _moved(chunk, before, done, rows - max(before, done))
        before = rows


def _moved(chunk: Screened, by: int, done: int, rows: int) -> Screened:
    hits = [msgspec.structs.replace(hit, row=hit.row + by) for hit in _HITS.decode_lines(chunk.hits)]
    rejects = [msgspec.structs.replace(one, row=one.row + by) for one in _REJECTS.decode_lines(chunk.rejects)]
    return screened_of(
        rows, [hit for hit in hits if hit.row > done], [one for one in rejects if one.row > done]
    )
