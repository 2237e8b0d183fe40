"""Tables of a page, spread out so that every row has a cell in every column."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree, html

from interlock.base.errors import SourceError
from interlock.sources.audit import squeeze
from interlock.sources.contract import File
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST

MAX_SPAN = 200
"""Rows or columns that one cell may cover; a page that says more is not a list."""
MAX_CELLS = 500_000


class Cell(msgspec.Struct, frozen=True):
    """One cell as seen from one row."""

    lines: tuple[str, ...]
    """Its paragraphs, squeezed, without empty ones."""
    columns: int
    """How many columns it covers."""
    is_own: bool
    """It begins in this row; False where an earlier row's cell reaches down."""

    @property
    def text(self) -> str:
        """The paragraphs in one line."""
        return " ".join(self.lines)


Row = dict[int, Cell]
"""First column, from 0, to the cell; columns that a wide cell covers are left out."""


def table_rows(file: File) -> Iterator[Row]:
    """Every row of every table of the page, in order. Raises: SourceError when it has none, or too much."""
    try:
        page = html.document_fromstring(file.data, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(
            f"the page cannot be read: {error}", where=file.name, remedy=GET_IT_AGAIN
        ) from error
    tables = [table for table in page.iter("table") if next(table.iterancestors("table"), None) is None]
    if not tables:
        raise SourceError("the page holds no table", where=file.name, remedy=WRONG_LIST)
    count = 0
    for table in tables:
        reaching: dict[int, tuple[int, Cell]] = {}
        for row in table.iter("tr"):
            cells = _spread(row, reaching, file)
            count += len(cells)
            if count > MAX_CELLS:
                raise SourceError("the page has too many cells", where=file.name, remedy=WRONG_LIST)
            yield cells


def page_title(file: File) -> str:
    """The title of the page; empty when it has none."""
    page = html.document_fromstring(file.data, parser=html.HTMLParser(no_network=True, huge_tree=False))
    return squeeze(page.findtext(".//title") or "")


def _spread(row: etree._Element, reaching: dict[int, tuple[int, Cell]], file: File) -> Row:
    """The cells of one row, and what reaches down from earlier rows, which is counted down."""
    found: Row = {column: cell for column, (_, cell) in reaching.items()}
    taken = {at for column, cell in found.items() for at in range(column, column + cell.columns)}
    for column, (left, cell) in list(reaching.items()):
        if left > 1:
            reaching[column] = (left - 1, cell)
        else:
            del reaching[column]
    column = 0
    for element in row.iterchildren("td", "th"):
        while column in taken:
            column += 1
        wide, deep = _span(element, "colspan", file), _span(element, "rowspan", file)
        cell = Cell(_lines(element), wide, is_own=True)
        found[column] = cell
        if deep > 1:
            reaching[column] = (deep - 1, msgspec.structs.replace(cell, is_own=False))
        column += wide
    return dict(sorted(found.items()))


def _span(element: etree._Element, name: str, file: File) -> int:
    printed = element.get(name, "1").strip()
    if not printed.isdecimal() or not 1 <= int(printed) <= MAX_SPAN:
        raise SourceError(f"a cell has {name} {printed!r}", where=file.name, remedy=WRONG_LIST)
    return int(printed)


def _lines(cell: etree._Element) -> tuple[str, ...]:
    """The text of each paragraph; a line break ends one."""
    lines = [""]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        breaks = element.tag in ("p", "br", "div", "li")
        if event == "start":
            if breaks:
                lines.append("")
            lines[-1] += element.text or ""
        else:
            if breaks:
                lines.append("")
            if element is not cell:
                lines[-1] += element.tail or ""
    return tuple(text for text in map(squeeze, lines) if text)
