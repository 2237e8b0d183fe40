"""The raw text at a locator: what stands in the bytes at the place that an entry was read from.

The forms of a locator stand in `sources/contract.py`. One that leads nowhere says so, and is never guessed.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from lxml import etree

from interlock.base.errors import SourceError
from interlock.sources.audit import squeeze
from interlock.sources.contract import File
from interlock.sources.readers import local_name, workbook

_Table = Iterator[tuple[int, list[str]]]
"""(number of the row or line, cells)"""
MAX_HEADER_ROW = 30
"""Headers stand in the first rows: Japan's in the fifth, the United Kingdom's in the second."""
MAX_PLACES = 50
"""Of one locator in one file: an id names one element, or one for each programme."""
_ROWS = re.compile(r"(?:(?P<sheet>.*)!)?rows? (?P<first>\d+)(?:-(?P<last>\d+))?")
_REMARK = re.compile(r"(?<=[\w\])]) \([^()]*\)$")
"""After the place, in brackets: for people."""
_LINES = re.compile(r"(?:line )?(?P<first>\d+)(?:-(?P<last>\d+))?")
_STEP = re.compile(
    r"""/?(?P<tag>[^/\[\]=]+)(?:\[(?:(?P<number>\d+)|@?(?P<name>[^=\]]+)=['"]?(?P<value>[^\]]*?)['"]?)\])?"""
)


class Leaf(msgspec.Struct, frozen=True):
    """One cell, element text or attribute."""

    place: str
    text: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at a locator in one file."""

    file: str
    locator: str
    text: str
    """As it stands: the lines, the cells of the rows with their letters, or the element as XML. Empty when
    the locator cannot be followed."""
    leaves: tuple[Leaf, ...] = ()
    why: str = ""
    """Why there is no text."""


def raw_text(locator: str, files: Sequence[File]) -> tuple[Place, ...]:
    """What stands at each place that the locator names, in the files of its snapshot. Raises nothing."""
    parts = (_REMARK.sub("", part.strip()) for part in locator.split("; "))
    return tuple(place for part in parts for place in _one(part, files))


def _one(locator: str, files: Sequence[File]) -> list[Place]:
    named = [file for file in files if locator.startswith(file.name)]
    file = max(named, key=lambda item: len(item.name), default=None)
    rest = locator[len(file.name) :].lstrip(":/ !,") if file else locator
    found: list[Place] = []
    for candidate in [file] if file else files:
        try:
            found += _in_file(candidate, locator, rest)
        except (SourceError, etree.LxmlError, csv.Error, ValueError) as error:
            return [
                Place(file=candidate.name, locator=locator, text="", why=f"it cannot be read again: {error}")
            ]
    if not found:
        names = ", ".join(item.name for item in ([file] if file else files))
        why = "nothing stands at this place, or its form is not one that can be followed"
        found.append(Place(file=names, locator=locator, text="", why=why))
    return found


def _in_file(file: File, locator: str, rest: str) -> Iterator[Place]:
    if file.data.startswith(b"PK\x03\x04"):
        match = _ROWS.fullmatch(rest)
        found = _sheet_rows(file, match) if match else _rows_with(_sheet_tables(file), rest)
    elif (match := _LINES.fullmatch(rest)) and _is_markup(file):
        found = _plain_lines(file, int(match["first"]), int(match["last"] or match["first"]))
    elif match := _LINES.fullmatch(rest):
        found = _csv_lines(file, int(match["first"]), int(match["last"] or match["first"]))
    elif _is_markup(file):
        found = _elements(file, rest)
    else:
        found = _rows_with([_csv_table(file)], rest)
    for text, leaves in found:
        yield Place(file=file.name, locator=locator, text=text, leaves=leaves)


def _is_markup(file: File) -> bool:
    return file.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


# --- text


def _plain_lines(file: File, first: int, last: int) -> Iterator[tuple[str, tuple[Leaf, ...]]]:
    """Lines of running text inside an element, such as the entries of an annex."""
    for number, line in enumerate(_decoded(file.data).split("\n")[first - 1 : last], first):
        if line.strip():
            yield line.rstrip("\r"), (Leaf(f"line {number}", line.strip()),)


def _csv_lines(file: File, first: int, last: int) -> Iterator[tuple[str, tuple[Leaf, ...]]]:
    """The whole rows that end on these lines; a quoted cell may begin on an earlier one."""
    text = _decoded(file.data)
    lines = text.splitlines(keepends=True) if "\r\n" not in text else text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    began = 1
    for row in reader:
        if first <= reader.line_num <= last:
            raw = "\n".join(line.rstrip("\r\n") for line in lines[began - 1 : reader.line_num])
            yield (
                raw,
                tuple(Leaf(f"cell {number}", cell) for number, cell in enumerate(row, 1) if cell.strip()),
            )
        if reader.line_num >= last:
            return
        began = reader.line_num + 1


def _csv_table(file: File) -> _Table:
    text = _decoded(file.data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    for row in reader:
        yield reader.line_num, row


def _decoded(data: bytes) -> str:
    """The text in the first encoding that fits; the last fits anything."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp932", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _delimiter(text: str) -> str:
    """Of the first three lines: the separator that stands there most often."""
    head = "\n".join(text.split("\n", 3)[:3])
    return max(",;\t|", key=head.count)


# --- workbooks


def _sheet_rows(file: File, match: re.Match[str]) -> Iterator[tuple[str, tuple[Leaf, ...]]]:
    title, first = squeeze(match["sheet"] or ""), int(match["first"])
    last = int(match["last"] or first)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = workbook(file)
        for sheet in book.worksheets:
            if squeeze(str(sheet.title)) != title and not (len(book.worksheets) == 1 and not title):
                continue
            for number, cells in enumerate(sheet.iter_rows(first, last, values_only=True), first):
                leaves = tuple(
                    Leaf(f"{_letters(column)}{number}", str(cell))
                    for column, cell in enumerate(cells, 1)
                    if cell is not None and str(cell).strip()
                )
                if leaves:
                    yield "\n".join(f"{leaf.place}: {leaf.text}" for leaf in leaves), leaves


def _sheet_tables(file: File) -> Iterator[_Table]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sheet in workbook(file).worksheets:
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            yield ((number, ["" if cell is None else str(cell) for cell in cells]) for number, cells in rows)


# --- rows by what a column holds


def _rows_with(tables: Iterable[_Table], rest: str) -> Iterator[tuple[str, tuple[Leaf, ...]]]:
    """Every row of a table in which the column of that header holds that value."""
    steps = _steps(rest)
    if len(steps) != 1 or not steps[0]["name"]:
        return
    wanted, value = _header(steps[0]["name"]), steps[0]["value"]
    for table in tables:
        headers: list[str] = []
        column = -1
        for number, row in table:
            if column < 0:
                headers = row
                names = [_header(cell) for cell in row]
                column = names.index(wanted) if wanted in names else -1
                if number > MAX_HEADER_ROW:
                    break
            elif column < len(row) and squeeze(row[column]) == value:
                leaves = tuple(
                    Leaf(f"row {number}, {squeeze(header)}", cell)
                    for header, cell in zip(headers, row, strict=False)
                    if cell.strip()
                )
                yield "\n".join(f"{leaf.place}: {leaf.text}" for leaf in leaves), leaves


def _header(printed: str) -> str:
    return "".join(letter for letter in printed.casefold() if letter.isalnum())


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# --- XML and HTML


def _elements(file: File, path: str) -> Iterator[tuple[str, tuple[Leaf, ...]]]:
    steps = _steps(path)
    while steps and not (steps[0]["number"] or steps[0]["name"]):
        steps = steps[1:]  # the steps above the first that names one element say nothing that it does not
    if not steps:
        return
    anchor, *below = steps
    count = found = 0
    for element in _walk(file, anchor["tag"]):
        count += 1
        if not _fits(element, anchor, count):
            continue
        for target in _descend(element, below):
            yield etree.tostring(target, encoding="unicode", with_tail=False), tuple(_leaves(target, ""))
        found += 1
        if anchor["number"] or found >= MAX_PLACES:
            return


def _steps(path: str) -> list[dict[str, str]]:
    steps = []
    place = 0
    while place < len(path):
        match = _STEP.match(path, place)
        if match is None or match.end() == place:
            return []
        steps.append({name: (value or "").strip() for name, value in match.groupdict().items()})
        place = match.end()
    return steps


def _walk(file: File, tag: str) -> Iterator[etree._Element]:
    """Every element of the name, whole, in the order of the file; forgotten once the next is asked for."""
    html = file.name.lower().endswith((".html", ".htm"))
    walk = etree.iterparse(
        io.BytesIO(file.data),
        events=("end",),
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        html=html,
    )
    for _, element in walk:
        if local_name(element) != tag:
            continue
        yield element
        element.clear(keep_tail=False)


def _fits(element: etree._Element, step: dict[str, str], count: int) -> bool:
    if step["number"]:
        return count == int(step["number"])
    if not step["name"]:
        return True
    own = {str(name).rsplit("}", 1)[-1]: str(value) for name, value in element.items()}
    if step["name"] in own:
        return squeeze(own[step["name"]]) == step["value"]
    return any(
        local_name(child) == step["name"] and squeeze(child.text or "") == step["value"] for child in element
    )


def _descend(element: etree._Element, steps: Sequence[dict[str, str]]) -> Iterator[etree._Element]:
    if not steps:
        yield element
        return
    children = [child for child in element if local_name(child) == steps[0]["tag"]]
    for count, child in enumerate(children, 1):
        if _fits(child, steps[0], count):
            yield from _descend(child, steps[1:])


def _leaves(element: etree._Element, path: str) -> Iterator[Leaf]:
    """The attributes and own texts of the element and what is in it, each with its path."""
    for name, value in element.items():
        if str(value).strip():
            yield Leaf(f"{path}@{str(name).rsplit('}', 1)[-1]}", str(value))
    if element.text and element.text.strip():
        yield Leaf(path.rstrip("/") or ".", element.text.strip())
    names = [local_name(child) for child in element]
    seen: dict[str, int] = {}
    for child, name in zip(element, names, strict=True):
        seen[name] = seen.get(name, 0) + 1
        number = f"[{seen[name]}]" if names.count(name) > 1 else ""
        yield from _leaves(child, f"{path}{name}{number}/")
        if child.tail and child.tail.strip():
            yield Leaf(path.rstrip("/") or ".", child.tail.strip())
