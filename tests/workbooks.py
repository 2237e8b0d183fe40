"""Workbooks made for tests, as bytes."""

import csv
import io
from datetime import datetime

import openpyxl


def saved(book):
    """The bytes of the workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows, title=None):
    """A workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    book.active.title = title or book.active.title
    for row in rows:
        book.active.append(row)
    return saved(book)


def rows_of(path):
    """The rows of a fixture of tab-separated text, each a list of texts for `cell`."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cell(text):
    """`int:2`, `bool:1` and `date:2026-02-20` are cells of that kind; an empty one is none."""
    kind, _, rest = text.partition(":")
    if kind == "int":
        return int(rest)
    if kind == "bool":
        return rest == "1"
    if kind == "date":
        return datetime.fromisoformat(rest)
    return text or None
