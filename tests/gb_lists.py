"""Reading the British fixtures, for the tests of both lists."""

import csv
import io
from functools import cache
from pathlib import Path

from interlock.sources.authorities.gb import AUTHORITY
from reading import read_file, replaced
from workbooks import sheet_of

FIXTURES = Path(__file__).parent / "sources" / "fixtures" / "gb"


def fixture(name):
    """The bytes of a fixture."""
    return (FIXTURES / name).read_bytes()


def read(data, name):
    """What the authority makes of one file."""
    return read_file(AUTHORITY, data, name)


def changed(name, old, new):
    """The fixture with one text in the place of another."""
    encoding = "cp1252" if name == "sanctionsconlist.csv" else "utf-8"
    return read(replaced(fixture(name), old, new, encoding=encoding), name)


@cache
def workbook_of(name):
    """A CSV fixture as the workbook that OFSI published beside it; the same bytes each time."""
    rows = csv.reader(io.StringIO(fixture(name).decode("utf-8-sig")))
    return sheet_of(*([cell or None for cell in row] for row in rows), title="Data")
