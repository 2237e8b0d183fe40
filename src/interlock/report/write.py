"""A report as a folder of files for people, spreadsheets and programs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from interlock.base.errors import QueryError
from interlock.model.gap import GapReport
from interlock.report.machine import as_csv, as_json
from interlock.report.page import as_html
from interlock.report.spreadsheet import write_xlsx


def write_all(report: GapReport, out: Path) -> list[Path]:
    """`out` holds gaps.html, gaps.json (with the matrix), gaps.csv and gaps.xlsx; their paths.

    Each file is written whole beside its place and then renamed: a reader never meets half a file, and a
    failure leaves the files of the last report. Raises: QueryError if the folder cannot be written.
    """
    writers: dict[str, Callable[[Path], object]] = {
        "gaps.html": lambda path: path.write_bytes(as_html(report).encode()),
        "gaps.json": lambda path: path.write_bytes(as_json(report, include_matrix=True)),
        "gaps.csv": lambda path: path.write_bytes(as_csv(report, bom=True).encode()),
        "gaps.xlsx": lambda path: write_xlsx(report, path),
    }
    drafts = {name: out / f".{name}.{os.getpid()}.tmp" for name in writers}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, write in writers.items():
            write(drafts[name])
        return [drafts[name].replace(out / name) for name in writers]
    except OSError as error:
        raise QueryError(
            f"the report cannot be written: {error.strerror or error}",
            where=str(out),
            remedy="name a folder with --out that exists or can be made, and that you may write to",
        ) from error
    finally:
        for draft in drafts.values():
            _remove(draft)


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # `out` is no folder: then no draft was made in it, and the error above says so
