"""Ingesting: a snapshot enters whole or not at all, and again changes nothing."""

import gzip
import os
from datetime import UTC, date, datetime

import pytest

import fake_lists
from fake_lists import PARSERS, alias, core, put
from fake_lists import home_state as state
from interlock.base.errors import IngestError, SourceError, StoreError
from interlock.ingest.run import ingest
from interlock.ingest.scan import SAMPLE_MARKER
from interlock.store.archive import Archive
from interlock.store.lock import writing

ONE = core("1|KIM One|DPRK", "2|KIM Two|DPRK")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def lists(tmp_path):
    return put(tmp_path / "lists", "2022-01-01", core=ONE)


def run(home, *paths, **more):
    return ingest(home, paths, parsers=PARSERS, **more)


def outcomes(result):
    return [(str(shot.day), shot.outcome, shot.entries) for shot in result.snapshots]


def test_a_new_snapshot_enters(home, lists):
    """Its bytes, its manifest, and what was read from it."""
    result = run(home, lists)
    assert outcomes(result) == [("2022-01-01", "new", 2)]
    assert not result.failed
    assert result.changed
    manifest = Archive(home).manifest("fake.main", date(2022, 1, 1))
    assert Archive(home).raw(manifest.files[0].sha256) == ONE


def test_the_same_bytes_again_change_nothing(home, lists):
    """Packed or not, under the same name."""
    run(home, lists)
    before = state(home)
    assert outcomes(run(home, lists)) == [("2022-01-01", "unchanged", 2)]
    path = lists / "fake" / "2022-01-01" / "core.txt"
    (path.parent / "core.txt.gz").write_bytes(gzip.compress(ONE))
    path.unlink()
    result = run(home, lists)
    assert not result.changed
    assert state(home) == before


def test_another_file_of_the_day_joins(home, lists):
    """And is read together with what was there."""
    run(home, lists)
    more = put(lists.parent / "more", "2022-01-01", alias=alias("1|One KIM"))
    assert outcomes(run(home, more)) == [("2022-01-01", "joined", 2)]


def test_a_longer_issue_of_the_day_replaces_and_both_are_kept(home, lists):
    """Japan re-issues a file under one name."""
    run(home, lists)
    longer = core("1|KIM One|DPRK", "2|KIM Two|DPRK", "3|KIM Three|DPRK")
    result = run(home, put(lists.parent / "more", "2022-01-01", core=longer))
    assert outcomes(result) == [("2022-01-01", "replaced", 3)]
    manifest = Archive(home).manifest("fake.main", date(2022, 1, 1))
    assert Archive(home).raw(manifest.files[0].sha256) == longer
    assert Archive(home).raw(manifest.superseded[0].sha256) == ONE
    assert "another issue is kept" in result.snapshots[0].notes[0]


def test_the_issue_that_was_fetched_later_is_in_force_though_shorter(home, lists):
    """And the time of fetching alone changes nothing that is read."""
    run(home, lists)
    first, second = (datetime(2022, 1, 1, hour, tzinfo=UTC) for hour in (9, 17))
    assert outcomes(run(home, lists, fetched_at=first)) == [("2022-01-01", "unchanged", 2)]
    shorter = put(lists.parent / "more", "2022-01-01", core=core("1|KIM One|DPRK"))
    assert outcomes(run(home, shorter, fetched_at=second)) == [("2022-01-01", "replaced", 1)]
    assert not run(home, lists).changed


def test_the_date_that_a_list_prints_is_noted_when_it_is_another(home, tmp_path):
    """The folder's day is the snapshot's."""
    result = run(home, put(tmp_path / "lists", "2022-01-03", core=core("1|x", also=["date 2022-01-01"])))
    assert result.snapshots[0].notes == ("the list itself is dated 2022-01-01",)


def test_one_bad_list_does_not_stop_the_others(home, lists):
    """It is named, with what to do."""
    put(lists, "2022-01-02", core=b"FAKE core\nnonsense")
    put(lists, "2022-01-03", core=ONE)
    result = run(home, lists)
    assert [outcome for _, outcome, _ in outcomes(result)] == ["new", "failed", "new"]
    assert result.failed
    assert "fake.main of 2022-01-02" in result.snapshots[1].error
    assert "What to do: fetch it again" in result.snapshots[1].error


def test_a_list_without_entries_is_an_error(home, tmp_path):
    """An empty list would take everybody off."""
    with pytest.raises(IngestError, match="there is no list to ingest"):
        run(home, put(tmp_path / "a", "2022-01-01", other=b"no list"))
    result = run(home, put(tmp_path / "b", "2022-01-01", core=core()))
    assert "the list has no entry at all" in result.snapshots[0].error


def test_entries_that_share_an_id_are_an_alarm(home, tmp_path, monkeypatch):
    """The first one counts."""
    from interlock.ingest.parse import _without_repeats
    from interlock.sources.contract import File, FileRole

    parsed = fake_lists.read("fake.main", [(FileRole("fake.main", "core"), File("core.txt", ONE))])
    repeated = type(parsed)(
        list_key=parsed.list_key,
        list_date=None,
        entries=(*parsed.entries, parsed.entries[0]),
        coverage=parsed.coverage,
        records=parsed.records,
    )
    once = _without_repeats(repeated)
    assert once.entries == parsed.entries
    assert [(alarm.code, alarm.count) for alarm in once.alarms] == [("repeated-id", 1)]


def bomb():
    return gzip.compress(bytes(100_000_000), 9)


def sparse(path):
    with path.open("wb") as file:
        file.truncate(500_000_000)


BAD = {
    "truncated gzip": (gzip.compress(ONE + os.urandom(3000))[:-500], "cut off or damaged"),
    "gzip bomb": (bomb(), "zip bomb|not recognised"),
    "gzip bomb that looks like a list": (gzip.compress(b"FAKE core\n" + bytes(100_000_000), 9), "zip bomb"),
    "empty": (b"", "empty"),
    "500 MB": (None, "500,000,000 bytes|not recognised"),
    "not UTF-8": (b"FAKE core\nentry 1|K\xffM", "not UTF-8"),
    "another format": (b"<html><body>Please log in</body></html>", "not recognised"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_clear_error_and_changes_nothing(home, lists, tmp_path, kind):
    """What, where, what to do; the home is the same, byte for byte."""
    run(home, lists)
    before = state(home)
    data, message = BAD[kind]
    path = tmp_path / "core.txt"
    if data is None:
        sparse(path)
    else:
        path.write_bytes(data)
    with pytest.raises(SourceError, match=message) as caught:
        run(home, path, authority="fake", day=date(2022, 2, 1))
    assert str(path) in str(caught.value) or "core.txt" in str(caught.value)
    assert caught.value.remedy
    assert state(home) == before


def test_bad_input_in_the_place_of_a_good_file_changes_nothing(home, lists):
    """A longer file of the same day is not in force when it cannot be read."""
    run(home, lists)
    before = state(home)
    result = run(
        home, put(lists.parent / "more", "2022-01-01", core=ONE + b"\nnonsense at the end of the file")
    )
    assert outcomes(result) == [("2022-01-01", "failed", None)]
    assert state(home) == before


def test_bad_input_that_would_not_be_in_force_is_refused_all_the_same(home, lists):
    """Else the order of two files would decide which of them fails."""
    run(home, lists)
    before = state(home)
    result = run(home, put(lists.parent / "more", "2022-01-01", core=b"FAKE core\nnonsense"))
    assert outcomes(result) == [("2022-01-01", "failed", None)]
    assert state(home) == before


def test_the_sample_world_and_real_lists_never_share_a_home(home, lists, tmp_path):
    """In neither order, nor in one go."""
    sample = put(tmp_path / "sample", "2022-03-01", core=ONE)
    (sample / SAMPLE_MARKER).write_text("{}")
    with pytest.raises(IngestError, match="may not be mixed"):
        run(home, lists, sample)
    run(home, lists)
    before = state(home)
    with pytest.raises(IngestError, match="may not be mixed"):
        run(home, sample)
    assert state(home) == before
    run(tmp_path / "other", sample)
    with pytest.raises(IngestError, match="may not be mixed"):
        run(tmp_path / "other", lists)


def test_nothing_to_ingest_says_what_a_folder_should_look_like(home, tmp_path):
    """And what was found instead."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "notes.txt").write_text("hello")
    with pytest.raises(IngestError, match=r"no list to ingest.*notes.txt.*laid out <authority>"):
        run(home, tmp_path / "lists")


def test_a_second_writer_is_refused(home, lists):
    """Within one process this needs another thread; see the test of the lock."""
    import threading

    caught = []

    def other():
        try:
            run(home, lists)
        except StoreError as error:
            caught.append(str(error))

    with writing(home):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "another interlock is writing" in caught[0]


def test_many_snapshots_are_read_in_several_processes_with_the_same_result(tmp_path):
    """Progress is told in order."""

    class Told:
        def __init__(self):
            self.said = []

        def start(self, total, label):
            self.said.append(total)

        def advance(self, label):
            self.said.append(label)

        def done(self):
            self.said.append("done")

    lists = tmp_path / "lists"
    for number in range(1, 6):
        put(lists, f"2022-01-0{number}", core=core(*(f"{key}|KIM" for key in range(number, 40))))
    told = Told()
    alone = run(tmp_path / "a", lists, workers=1)
    together = run(tmp_path / "b", lists, workers=2, progress=told)
    assert alone == together
    assert state(tmp_path / "a") == state(tmp_path / "b")
    assert told.said == [5, *(f"fake.main 2022-01-0{number}" for number in range(1, 6)), "done"]
