"""A cache beside the editions: what it lost or what was damaged costs time and nothing else."""

import os

import pytest

from interlock.store.extracts import Extracts


def test_what_is_kept_is_read_again(tmp_path):
    extracts = Extracts(tmp_path)
    assert extracts.read("a-dprk-1.msgpack") is None
    assert extracts.keep("a-dprk-1.msgpack", b"content")
    assert extracts.read("a-dprk-1.msgpack") == b"content"


@pytest.mark.parametrize("data", [b"", b"short", b"\0" * 40])
def test_what_is_damaged_counts_as_absent(tmp_path, data):
    extracts = Extracts(tmp_path)
    extracts.keep("a.msgpack", b"content")
    (tmp_path / "extracts" / "a.msgpack").write_bytes(data)
    assert extracts.read("a.msgpack") is None


def test_a_home_that_cannot_be_written_to_is_no_error(tmp_path):
    (tmp_path / "extracts").write_bytes(b"a file stands where the folder should")
    assert not Extracts(tmp_path).keep("a.msgpack", b"content")
    assert Extracts(tmp_path).read("a.msgpack") is None


def test_only_the_newest_few_stay(tmp_path):
    extracts = Extracts(tmp_path)
    for number in range(12):
        extracts.keep(f"{number:02}.msgpack", b"content")
        os.utime(tmp_path / "extracts" / f"{number:02}.msgpack", (number, number))
    extracts.keep("last.msgpack", b"content")
    left = sorted(path.name for path in (tmp_path / "extracts").iterdir())
    assert len(left) == 8
    assert "last.msgpack" in left and "00.msgpack" not in left
