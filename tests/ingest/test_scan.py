"""Scanning: what is under a path, what is left aside, and why."""

import gzip
import os
from datetime import date
from pathlib import Path

import pytest

import fake_lists
from fake_lists import PARSERS, put
from interlock.base.errors import IngestError, QueryError
from interlock.ingest.scan import SAMPLE_MARKER, scan

CORE = fake_lists.core("1|KIM One")


@pytest.fixture
def root(tmp_path):
    """Two dates of one authority, and things that are no lists."""
    lists = put(
        put(tmp_path / "lists", "2022-02-01", core=CORE),
        "2022-01-01",
        core=CORE,
        alias=fake_lists.alias("1|x"),
    )
    (lists / "README.md").write_text("about")
    (lists / "fake" / "batches.csv").write_text("about")
    (lists / "fake" / "2022-01-01" / "stranger.txt").write_text("something else")
    (lists / "fake" / "2022-01-01" / "derived_core.txt").write_bytes(CORE)
    (lists / "fake" / "2022-01-01" / ".hidden").write_bytes(CORE)
    (lists / "fake" / "2022-01-01" / "folder").mkdir()
    (lists / "fake" / "newest").mkdir()
    (lists / "other" / "2022-01-01").mkdir(parents=True)
    (lists / "other" / "2022-01-01" / "list.txt").write_bytes(CORE)
    (lists / "photos" / "holidays").mkdir(parents=True)
    (lists / "photos" / "holidays" / "sea.jpg").write_bytes(b"blue")
    return lists


def found(path, authority=None, day=None):
    return scan([path], PARSERS, authority, day)


def summary(result):
    return [(shot.list_key, str(shot.day), [file.role for file in shot.files]) for shot in result.shots]


def test_a_root_gives_the_snapshots_by_day(root):
    """Whatever the order of the folders."""
    assert summary(found(root)) == [
        ("fake.main", "2022-01-01", ["alias", "core"]),
        ("fake.main", "2022-02-01", ["core"]),
    ]


def test_everything_left_aside_is_named_with_its_reason(root):
    """Nothing disappears without a word but hidden files."""
    reasons = {skip.path.removeprefix(f"{root}/"): (skip.reason, skip.quiet) for skip in found(root).skipped}
    assert reasons == {
        "README.md": ("not in the folder of an authority", True),
        "fake/batches.csv": ("not in a folder named by a date", True),
        "fake/2022-01-01/stranger.txt": ("not recognised as a file of fake", False),
        "fake/2022-01-01/derived_core.txt": ("a third party's conversion, not the official file", False),
        "fake/2022-01-01/folder": ("not a file", False),
        "fake/newest": ("the folder's name 'newest' is not a date YYYY-MM-DD", False),
        "other/2022-01-01/list.txt": ("no authority 'other' is known", False),
        "photos": ("no authority 'photos' is known", True),
    }


@pytest.mark.parametrize(
    ("below", "shots"), [("fake", 2), ("fake/2022-01-01", 1), ("fake/2022-01-01/core.txt", 1)]
)
def test_any_folder_of_such_a_tree_will_do_and_one_file_of_it_too(root, below, shots):
    """Authority and date are read from the folders above."""
    result = found(root / below)
    assert len(result.shots) == shots
    assert result.shots[0].day == date(2022, 1, 1)


def test_a_file_elsewhere_needs_its_authority_and_date(tmp_path):
    """Nothing is guessed."""
    path = tmp_path / "core.txt.gz"
    path.write_bytes(gzip.compress(CORE))
    with pytest.raises(IngestError, match="without its authority and date"):
        found(path)
    (shot,) = found(path, "fake", date(2022, 1, 1)).shots
    assert shot.files[0].name == "core.txt"


def test_a_folder_may_be_given_its_authority_and_date(root):
    """For copies that are kept in another order."""
    assert len(found(root / "fake" / "2022-01-01", "fake", date(2020, 1, 1)).shots) == 1


def test_what_does_not_exist_and_who_is_unknown_are_errors(tmp_path):
    """Not an empty result."""
    with pytest.raises(IngestError, match="no such file or folder"):
        found(tmp_path / "none")
    with pytest.raises(QueryError, match="unknown authority"):
        found(tmp_path, "nobody")


def test_a_file_that_cannot_be_opened_fails_its_snapshot_when_its_name_tells_the_list(root):
    """And is an error by itself when it does not."""
    (root / "fake" / "2022-02-01" / "core.txt").write_bytes(b"\x1f\x8bnot gzip")
    (root / "fake" / "2022-02-01" / "else.txt").write_bytes(b"\x1f\x8bnot gzip")
    result = found(root)
    assert [bool(shot.broken) for shot in result.shots] == [False, True]
    assert len(result.broken) == 1


@pytest.mark.parametrize("below", ["", "fake", "fake/2022-01-01", "fake/2022-01-01/core.txt"])
def test_everything_under_the_marker_is_fictional(root, below):
    """However deep one starts."""
    assert not any(shot.fictional for shot in found(root / below).shots)
    (root / SAMPLE_MARKER).write_text("{}")
    assert all(shot.fictional for shot in found(root / below).shots)


def test_a_marker_far_above_is_not_meant(root):
    """Only the root's own counts."""
    (root.parent / SAMPLE_MARKER).write_text("{}")
    assert not any(shot.fictional for shot in found(root).shots)


def test_a_name_that_is_no_text_can_be_kept_and_shown(tmp_path):
    """On most systems a file's name is any bytes."""
    folder = tmp_path / "fake" / "2022-01-01"
    folder.mkdir(parents=True)
    for name, data in ((b"core-\xff.txt", CORE), (b"else-\xff.txt", b"stranger")):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(data)  # noqa: PTH118
    result = found(tmp_path)
    assert result.shots[0].files[0].name == "core-?.txt"
    assert result.skipped[0].path.endswith("else-?.txt")
