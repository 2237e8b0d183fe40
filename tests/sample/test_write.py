"""Writing a world: the same bytes every time, and nothing of the user's is touched."""

import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interlock.base.errors import QueryError, StoreError
from interlock.sample import MARKER, SNAPSHOTS, TRUTH, write_world


def digests(out):
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_one_seed_gives_one_sequence_of_bytes(tmp_path):
    write_world(tmp_path / "a", targets=120, seed=7)
    write_world(tmp_path / "b", targets=120, seed=7)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_neither_hash_seed_nor_time_zone_nor_process_changes_a_byte(tmp_path):
    write_world(tmp_path / "here", targets=60, seed=3, pack=True)
    code = (
        "from pathlib import Path; from interlock.sample import write_world; "
        f"write_world(Path({str(tmp_path / 'there')!r}), targets=60, seed=3, pack=True)"
    )
    source = Path(__file__).parents[2] / "src"
    env = {**os.environ, "PYTHONPATH": str(source), "PYTHONHASHSEED": "99", "TZ": "Asia/Seoul"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_another_seed_gives_another_world(tmp_path):
    write_world(tmp_path / "a", targets=60, seed=1)
    write_world(tmp_path / "b", targets=60, seed=2)
    a, b = digests(tmp_path / "a"), digests(tmp_path / "b")
    assert all(a[name] != b[name] for name in a.keys() & b.keys())


def test_the_lists_stand_under_authority_and_date_by_their_official_names(written):
    names = {file.path for file in written.files}
    assert {
        "us/2022-12-12/sdn.csv",
        "us/2024-05-06/alt.csv",
        "us/2025-11-24/SDN.XML",
        "us/2026-01-15/sdn_comments.csv",
        "un/2026-01-10/consolidated.xml",
        "eu/2026-01-12/xmlFullSanctionsList_1_1.xml",
        "jp/2025-12-19/shisantouketsu20251219.xlsx",
        "kr/2026-01-22/notice-2026-1-dprk.csv",
    } <= names
    assert {path.split("/")[1] for path in names} == {
        day.isoformat() for days in SNAPSHOTS.values() for day, _ in days
    }
    assert digests(written.out).keys() == names | {MARKER, TRUTH}


def test_packed_lists_hold_the_same_bytes(tmp_path):
    write_world(tmp_path / "plain", targets=60)
    write_world(tmp_path / "packed", targets=60, pack=True)
    for path in (tmp_path / "plain").glob("*/*/*"):
        packed = tmp_path / "packed" / path.relative_to(tmp_path / "plain")
        assert gzip.decompress(packed.with_name(packed.name + ".gz").read_bytes()) == path.read_bytes()


def test_a_new_world_replaces_the_old_one_and_nothing_else(tmp_path):
    out = tmp_path / "world"
    write_world(out, targets=80, seed=1)
    (out / "us" / "note.txt").write_text("mine")
    write_world(out, targets=60, seed=2, authorities=("us", "un"), pack=True)
    (out / "us" / "note.txt").unlink()
    write_world(tmp_path / "fresh", targets=60, seed=2, authorities=("us", "un"), pack=True)
    assert digests(out) == digests(tmp_path / "fresh")


def test_a_folder_that_is_not_a_sample_world_is_refused_untouched(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a sample world"):
        write_world(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(StoreError, match="is a file"):
        write_world(tmp_path / "thesis.txt")


def test_a_world_that_was_cut_off_is_replaced(tmp_path):
    out = tmp_path / "world"
    write_world(out, targets=60, pack=True)
    (out / TRUTH).unlink()
    write_world(out, targets=60)
    write_world(tmp_path / "fresh", targets=60)
    assert digests(out) == digests(tmp_path / "fresh")


def test_a_world_of_one_target_has_every_list(tmp_path):
    written = write_world(tmp_path / "world", targets=1)
    assert set(written.entries.values()) <= {1, 2}
    assert {file.records >= 1 for file in written.files} == {True}
    assert "fictional: targets 1, seed 0" in str(written)


@pytest.mark.parametrize("wrong", [{"targets": 0}, {"targets": -1}, {"authorities": ("us", "gb")}])
def test_what_cannot_be_asked_is_refused_before_anything_is_written(tmp_path, wrong):
    with pytest.raises(QueryError):
        write_world(tmp_path / "world", **wrong)
    assert not (tmp_path / "world").exists()
