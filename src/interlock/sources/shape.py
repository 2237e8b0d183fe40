"""The names that a file's format uses: elements of XML, columns of CSV. What changes, a guard can see."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

from interlock.sources.contract import File, FileRole

MAX_BYTES = 40_000_000
"""Names are gathered from so many bytes of a file: 0.5 s. In every official file but one (SDN_ADVANCED.XML)
that is all of it; there, the rest is for the parser's own alarms."""
MAX_NAMES = 5_000
"""A file that uses more is none of ours, and its shape is not worth keeping."""

_BLOCK = 1 << 20
_HEADER_WITHIN = 3
_A_DATE_LINE = 3
"""Cells of a line above the header that says of which day the file is."""
_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_CELLS = re.compile(r"[^\W\d]", re.UNICODE)


def shape_of(files: Iterable[tuple[FileRole, File]]) -> str:
    """`role:name` of every element or column, sorted, one a line, whatever the order of the files.

    Workbooks and files that are neither XML nor CSV give nothing: their parsers know their headers, and
    raise alarms about them.
    """
    names: set[str] = set()
    for role, file in files:
        start = file.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
        found = _elements(file.data) if start.startswith(b"<") else _columns(file)
        if len(found) <= MAX_NAMES:
            names.update(f"{role.role}:{name}" for name in found)
    return "\n".join(sorted(names))


def _elements(data: bytes) -> set[str]:
    """Local names; text inside of CDATA that looks like a tag counts as one, always alike."""
    found: set[bytes] = set()
    at, end = 0, min(len(data), MAX_BYTES)
    while at < end:
        stop = data.rfind(b"<", at + 1, at + _BLOCK) if at + _BLOCK < end else end
        stop = stop if stop > at else at + _BLOCK
        found.update(_ELEMENT.findall(data, at, stop))
        at = stop
    return {name.decode("ascii", "replace") for name in found}


def _columns(file: File) -> set[str]:
    """The cells of the header; of a file without one (OFAC's), how many columns it has."""
    if not file.name.lower().endswith(".csv"):
        return set()
    lines = file.data[:20_000].lstrip(b"\xef\xbb\xbf").split(b"\n", _HEADER_WITHIN)[:_HEADER_WITHIN]
    try:
        rows = [next(csv.reader([line.decode("utf-8", "replace").rstrip("\r")]), []) for line in lines]
    except csv.Error:
        return set()
    # A line such as `Last Updated,05/06/2023` may stand above the header.
    cells = (
        rows[0] if len(rows) < _HEADER_WITHIN or _filled(rows[0]) > _A_DATE_LINE else max(rows, key=_filled)
    )
    header = [" ".join(cell.split()) for cell in cells]
    if header and all(not cell or _CELLS.match(cell) for cell in header):
        return {cell for cell in header if cell}
    return {f"{len(cells)} columns"}


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())
