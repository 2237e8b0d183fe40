"""Screenings on file: added, never changed, and found out when they were."""

import json
import multiprocessing
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import QueryError, StoreError
from interlock.screen.query import Query
from interlock.screen.record import Screening, asked_of
from interlock.screen.record_run import Records
from interlock.screen.screener import Options
from interlock.store.lock import waiting_for


def screening(name="Bardul Fengom", made_at=datetime(2026, 1, 20, 12, tzinfo=UTC), **more):
    told = {
        "author": "Lee", "made_at": made_at, "door": "command", "dataset": "interlock", "edition": "0" * 16,
        "as_of": date(2026, 1, 20), "max_age_days": 60, "code": "abc", "status": "clear", "hits": 0,
        "result_sha256": "f" * 64, "asked": asked_of(Query("Thing", {"name": (name,)}), Options()),
    }  # fmt: skip
    return Screening(**{**told, **more})


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path)


def days(tmp_path):
    return sorted(path.name for path in (tmp_path / "screenings").glob("*.jsonl"))


def test_what_is_put_on_file_is_found_again_whole(records):
    asked = [screening(f"Name {n}") for n in range(5)]
    ids = records.add(asked)
    assert [records.get(one).screening for one in ids] == asked
    assert len(set(ids)) == 5
    assert all(one.startswith("2026-01-20-") for one in ids)
    assert [record.id for record in records.newest(2)] == [ids[4], ids[3]]


def test_the_same_question_twice_is_two_records(records):
    first, second = records.add([screening(), screening()])
    assert first != second


def test_an_unknown_id_is_refused(records):
    records.add([screening()])
    for name in ("2026-01-20-000000000000", "x", "", "../../etc/passwd"):
        with pytest.raises(QueryError, match="no screening"):
            records.get(name)


def test_days_have_files_of_their_own_in_one_chain(records, tmp_path):
    for day in (20, 21, 23):
        records.add([screening(made_at=datetime(2026, 1, day, tzinfo=UTC))] * 2)
    assert days(tmp_path) == ["2026-01-20.jsonl", "2026-01-21.jsonl", "2026-01-23.jsonl"]
    chain = records.verify()
    assert (chain.records, chain.days, chain.begins_after) == (6, 3, "")


def test_a_clock_that_was_set_back_does_not_put_records_before_older_ones(records, tmp_path):
    records.add([screening(made_at=datetime(2026, 1, 21, tzinfo=UTC))])
    records.add([screening(made_at=datetime(2026, 1, 3, tzinfo=UTC))])
    assert days(tmp_path) == ["2026-01-21.jsonl"]
    assert records.verify().records == 2


def test_the_folder_is_its_owners_alone(records, tmp_path):
    records.add([screening()])
    folder = tmp_path / "screenings"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("*.jsonl"))


@pytest.mark.parametrize("line", [0, 2, 4])
def test_a_changed_record_is_found_out(records, tmp_path, line):
    records.add([screening(f"Name {n}") for n in range(6)])
    path = tmp_path / "screenings" / "2026-01-20.jsonl"
    held = path.read_bytes().splitlines(keepends=True)
    held[line] = held[line].replace(b'"Lee"', b'"Kim"')
    path.write_bytes(b"".join(held))
    with pytest.raises(StoreError, match=f"line {line + 1}"):
        records.verify()


def test_a_changed_record_that_was_sealed_again_is_found_out_too(records, tmp_path):
    from interlock.store.durable import seal

    records.add([screening(f"Name {n}") for n in range(4)])
    path = tmp_path / "screenings" / "2026-01-20.jsonl"
    held = path.read_bytes().splitlines(keepends=True)
    told = json.loads(held[1])["content"]
    told["screening"]["author"] = "Kim"
    held[1] = seal(told)
    path.write_bytes(b"".join(held))
    with pytest.raises(StoreError, match="was changed or taken away"):
        records.verify()


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_record_taken_away_is_found_out(records, tmp_path, line):
    records.add([screening(f"Name {n}") for n in range(4)])
    path = tmp_path / "screenings" / "2026-01-20.jsonl"
    held = path.read_bytes().splitlines(keepends=True)
    del held[line]
    path.write_bytes(b"".join(held))
    if line:
        with pytest.raises(StoreError, match="taken away"):
            records.verify()
    else:
        assert records.verify().begins_after, "the oldest may be thrown away, and that is told"


def test_records_taken_from_the_end_are_told_by_the_last_hash(records, tmp_path):
    records.add([screening(f"Name {n}") for n in range(4)])
    last = records.verify().last_sha256
    path = tmp_path / "screenings" / "2026-01-20.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert records.verify().last_sha256 != last


@settings(max_examples=40)
@given(cut=st.integers(min_value=0, max_value=3_000))
def test_cut_short_anywhere_no_told_record_is_lost(tmp_path_factory, cut):
    """As a crash in the middle of a write leaves the file: the next stands after the last whole one."""
    home = tmp_path_factory.mktemp("home")
    ids = Records(home).add([screening(f"Name {n}") for n in range(3)])
    path = home / "screenings" / "2026-01-20.jsonl"
    whole = path.read_bytes()
    begun = whole.splitlines(keepends=True)[0][:cut]
    path.write_bytes(whole + begun.rstrip(b"\n"))
    again = Records(home).add([screening("After")])
    assert [record.id for record in reversed(Records(home).newest(9))] == [*ids, *again]
    assert Records(home).verify().records == 4


def test_a_first_record_cut_short_does_not_stop_the_next(records, tmp_path):
    records.add([screening()])
    path = tmp_path / "screenings" / "2026-01-20.jsonl"
    path.write_bytes(path.read_bytes()[:50])
    records.add([screening("After")])
    assert records.verify().records == 1


def _add_many(home, count):
    for number in range(count):
        Records(home).add([screening(f"Name {number}")])


@pytest.mark.slow
def test_several_processes_write_one_chain(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(tmp_path, 20)) for _ in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert [one.exitcode for one in writers] == [0, 0, 0]
    assert Records(tmp_path).verify().records == 60


def test_a_record_far_longer_than_a_look_at_the_end_is_found(records):
    records.add([screening("x" * 300_000)])
    records.add([screening()])
    assert records.verify().records == 2


def test_one_who_will_not_wait_for_another_writer_is_told(records, tmp_path):
    records.add([screening("Before")])
    with waiting_for(tmp_path / "screenings" / ".lock"), pytest.raises(BlockingIOError):
        records.write([screening()], wait=False)
    written = records.write([screening("After")], wait=False)
    records.sync([written.path])
    assert [record.id for record in records.newest(1)] == written.ids
    assert records.verify().records == 2


def test_what_was_written_to_a_file_that_is_gone_is_not_on_the_disk(records):
    written = records.write([screening()])
    written.path.unlink()
    with pytest.raises(StoreError, match="cannot be recorded"):
        records.sync([written.path])


def test_no_day_begins_before_the_one_before_it_is_on_the_disk(records, monkeypatch):
    synced = []
    real = Records.sync
    monkeypatch.setattr(Records, "sync", lambda self, paths: real(self, noted(paths)))

    def noted(paths):
        synced.append([path.name for path in paths])
        return [records._folder / name for name in synced[-1]]

    for day in (20, 20, 21):
        records.write([screening(made_at=datetime(2026, 1, day, tzinfo=UTC))])
    assert synced == [[], ["2026-01-20.jsonl"]]


def test_where_nothing_can_be_written_nothing_is_on_file(tmp_path):
    (tmp_path / "screenings").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be recorded"):
        Records(tmp_path).add([screening()])


def test_a_home_without_screenings_has_an_empty_chain(records):
    assert msgspec.structs.astuple(records.verify()) == (0, 0, "", "")
    assert records.newest(5) == []
