"""The lists of a sample world read in the plainest way, without the parsers: what is really in the files."""

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import openpyxl


def truth_of(out):
    return json.loads((out / "truth.json").read_text(encoding="utf-8"))


def files_of(out, authority, day):
    """{official name: unpacked bytes} of one snapshot."""
    found = {}
    for path in sorted((Path(out) / authority / day).iterdir()):
        data = path.read_bytes()
        found[path.name.removesuffix(".gz")] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def seen_by_truth(truth):
    """{(authority, day): source ids} that the truth says are there."""
    seen = defaultdict(set)
    for target in truth["targets"]:
        for entry in target["entries"]:
            for day in entry["seen"]:
                seen[entry["authority"], day].add(entry["source_id"])
    return seen


def ids_in(authority, files):
    """The native ids that stand in the files as in force."""
    return READERS[authority](files)


def _us(files):
    if "SDN.XML" in files:
        return {uid.text for uid in ElementTree.fromstring(files["SDN.XML"]).findall("{*}sdnEntry/{*}uid")}
    return {row[0] for row in csv_of(files["sdn.csv"])}


def csv_of(data):
    assert data.endswith(b"\r\n\x1a")
    return list(csv.reader(io.StringIO(data[:-1].decode(), newline=""), strict=True))


def _un(files):
    root = ElementTree.fromstring(files["consolidated.xml"])
    return {element.text for element in root.iter("DATAID")}


def _eu(files):
    root = ElementTree.fromstring(files["xmlFullSanctionsList_1_1.xml"])
    return {element.get("euReferenceNumber") for element in root.findall("{*}sanctionEntity")}


def sheets_of(files):
    (data,) = files.values()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def _jp(files):
    ids = set()
    for title, rows in sheets_of(files).items():
        if title == "一覧":
            continue
        header = next(index for index, row in enumerate(rows) if row[0] == "告示日付")
        for row in rows[header + 1 :]:
            if "削除" not in row[0]:
                number = re.sub(r"\(.*\)", "", row[1]).strip("*#")
                ids.add(f"{int(title.split('.')[0]):03d}-{int(number):06d}")
    return ids


def _kr(files):
    (data,) = files.values()
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return {row["entry_no"] for row in rows if not row["removal_date"]}


READERS = {"us": _us, "un": _un, "eu": _eu, "jp": _jp, "kr": _kr}
