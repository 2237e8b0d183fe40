"""Reading the British fixtures and the real files, for the tests of both lists."""

import csv
import gzip
import io
from functools import cache
from pathlib import Path

import openpyxl

from interlock.sources.authorities.gb import AUTHORITY
from interlock.sources.contract import File
from real_lists import LISTS

FIXTURES = Path(__file__).parent / "sources" / "fixtures" / "gb"


def fixture(name):
    """The bytes of a fixture."""
    return (FIXTURES / name).read_bytes()


def read(data, name):
    """What the authority makes of one file."""
    role = AUTHORITY.recognise(name, data[:4096])
    assert role
    return AUTHORITY.read(role.list_key, [(role, File(name, data))])


def by_id(parsed):
    """Its listings by their ids."""
    return {entry.listing.source_id: entry.listing for entry in parsed.entries}


def changed(name, old, new):
    """The fixture with one text in the place of another."""
    encoding = "cp1252" if name == "sanctionsconlist.csv" else "utf-8"
    text = fixture(name).decode(encoding)
    assert old in text
    return read(text.replace(old, new).encode(encoding), name)


@cache
def workbook_of(name):
    """A CSV fixture as the workbook that OFSI published beside it; the same bytes each time."""
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in csv.reader(io.StringIO(fixture(name).decode("utf-8-sig"))):
        book.active.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def manifest():
    """(path, records, DPRK records) of the British files in the manifest."""
    if not LISTS.is_dir():
        return []
    with (LISTS / "MANIFEST-west.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["path"], int(row["records"]), int(row["dprk_records"]))
        for row in rows
        if row["path"].startswith("gb/") and "derived_" not in row["path"]
    ]


@cache
def real(path):
    """A real file, read once."""
    name = path.split("/")[-1].removesuffix(".gz")
    return read(gzip.decompress((LISTS / path).read_bytes()), name)
