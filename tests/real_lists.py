"""Where the real lists are, for tests marked `real`: they skip with a word when the folder is absent."""

import csv
import gzip
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from interlock.sources.contract import File, FileRole
from interlock.sources.registry import authority
from reading import HEAD

REPOSITORY = Path(__file__).parents[1]
LISTS = Path(os.environ.get("INTERLOCK_TEST_LISTS", REPOSITORY.parent / "shared" / "lists"))

needs_real_lists = pytest.mark.skipif(
    not LISTS.is_dir(), reason=f"the real lists are not at {LISTS}; set INTERLOCK_TEST_LISTS"
)


def real_bytes(relative: str) -> bytes:
    """The unpacked bytes of one real file, such as `un/2026-02-27/consolidated.xml.gz`."""
    return gzip.decompress((LISTS / relative).read_bytes())


@dataclass(frozen=True)
class ListedFile:
    """What the manifest says of a file that its authority takes for one of its lists."""

    path: str
    role: FileRole
    records: int
    in_focus: int
    """Records of the North Korean programmes."""

    @property
    def day(self) -> str:
        return self.path.split("/")[1]

    @property
    def name(self) -> str:
        return Path(self.path).name.removesuffix(".gz")

    def __str__(self) -> str:
        return self.path


@cache
def _files_with_roles() -> tuple[tuple[dict[str, str], FileRole | None], ...]:
    if not LISTS.is_dir():
        return ()
    with (LISTS / "MANIFEST-west.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple((row, _role(row["path"])) for row in rows)


def _role(path: str) -> FileRole | None:
    with gzip.open(LISTS / path) as file:
        head = file.read(HEAD)
    return authority(path.split("/")[0]).recognise(Path(path).name.removesuffix(".gz"), head)


@cache
def manifest() -> tuple[ListedFile, ...]:
    """Of the authorities whose manifest counts in numbers; Japan's and South Korea's counts in words."""
    return tuple(
        ListedFile(row["path"], role, int(row["records"]), int(row["dprk_records"] or 0))
        for row, role in _files_with_roles()
        if role is not None
    )


def real_strangers() -> list[str]:
    """Files of the manifest that their authority takes for none of its lists."""
    return [row["path"] for row, role in _files_with_roles() if role is None]


def real_days(list_key: str) -> list[str]:
    """The days of which the manifest has files of this list."""
    return sorted({one.day for one in manifest() if one.role.list_key == list_key})


@cache
def real_snapshot(list_key: str, day: str):
    """The files that the manifest has of this list and day, read together, and once for all tests."""
    files = [
        (one.role, File(one.name, real_bytes(one.path)))
        for one in manifest()
        if (one.role.list_key, one.day) == (list_key, day)
    ]
    return authority(list_key.partition(".")[0]).read(list_key, files)
