"""UK-Sanctions-List.csv: a row for each name, address, birth date...: joined to designations.

The first line is `Report Date: 24-Jun-2026`, the second holds the headers. Rows of one `Unique ID` are a
cross product of everything that has several values, and stand together or apart.

Written from the headers and values that public readers of the file name; no official copy was at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from interlock.base.errors import SourceError
from interlock.sources.audit import Audit
from interlock.sources.british.dates import day_of
from interlock.sources.british.numbered import tidy
from interlock.sources.british.table import TABLE
from interlock.sources.contract import File
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, csv_rows
from interlock.sources.uksl.raw import Raw

_COLUMNS: dict[str, str] = {header: field for field, header in TABLE["uksl_fields"].items()} | TABLE[
    "uksl_headers"
]
_ID = "UniqueID"
_REPORT = "Report Date"
_LEAST = {_ID, "Name.Name6", "Name.NameType", "RegimeName", "IndividualEntityShip"}


class Reading:
    """The designations of one file, and the day of its report."""

    def __init__(self, file: File, audit: Audit) -> None:
        self.file = file
        self.audit = audit
        self.list_date: date | None = None
        self.records = 0

    def designations(self) -> Iterator[Raw]:
        """Each designation. Raises: SourceError when the file is not this list, or is broken."""
        rows = csv_rows(self.file, ("utf-8-sig", "cp1252"))
        headers: list[str] | None = None
        found: dict[str, Raw] = {}
        seen: set[tuple[str, ...]] = set()
        for line, cells in rows:
            if headers is None:
                headers = self._headers(cells)
            elif (row := tuple(cells)) not in seen:
                seen.add(row)
                self._row(headers, cells, f"line {line}", found)
            if headers and len(cells) > len(headers):
                self.audit.alarm(
                    "unknown-field", "a row has more cells than there are headers", f"line {line}"
                )
        if not headers:
            raise SourceError("the file has no row of headers", where=self.file.name, remedy=WRONG_LIST)
        yield from found.values()

    def _headers(self, cells: list[str]) -> list[str] | None:
        """The field of each column; None for the line of the report's date."""
        first = tidy(cells[0])
        if first.startswith(_REPORT):
            printed = first.removeprefix(_REPORT).strip(" :") or tidy(" ".join(cells[1:2]))
            try:
                self.list_date = day_of(printed)
            except ValueError as error:
                raise SourceError(
                    f"the report's date is {printed!r}", where=self.file.name, remedy=GET_IT_AGAIN
                ) from error
            return None
        fields = []
        for cell in cells:
            header = tidy(cell).lower()
            if header and header not in _COLUMNS:
                self.audit.alarm("unknown-field", f"the column {tidy(cell)!r} is not known", self.file.name)
            fields.append(_COLUMNS.get(header, ""))
        if missing := _LEAST - set(fields):
            raise SourceError(
                f"the second line names no column for {', '.join(sorted(missing))}",
                where=self.file.name,
                remedy=WRONG_LIST,
            )
        return fields

    def _row(self, headers: list[str], cells: list[str], where: str, found: dict[str, Raw]) -> None:
        self.records += 1
        texts = {
            field: text
            for field, cell in zip(headers, cells, strict=False)
            if cell and field and (text := tidy(cell))
        }
        key = texts.get(_ID, "")
        if not key:
            self.audit.alarm("unreadable-record", "a row without a Unique ID", where)
            return
        raw = found.setdefault(key, Raw(f"Designation[UniqueID={key}]", {}, {}))
        groups: dict[str, dict[str, str]] = {}
        for field, text in texts.items():
            group, _, part = field.rpartition(".")
            if group:
                groups.setdefault(group, {})[part] = text
            else:
                raw.add(field, text)
        for group, parts in groups.items():
            raw.add_group(group, parts)
