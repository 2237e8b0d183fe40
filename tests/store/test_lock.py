"""One writer at a time, and no trace of one that died."""

import subprocess
import sys
import threading

import pytest

from interlock.base.errors import StoreError
from interlock.store.lock import writing

HOLD = """
import sys, time
from pathlib import Path
from interlock.store.lock import writing
with writing(Path(sys.argv[1])) as scratch:
    (scratch / "half-written").write_text("x")
    (scratch / "half-made").mkdir()
    print("holding", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"holding\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_process_is_refused_with_a_way_out(tmp_path, holder):
    """It does not wait, and says so."""
    with (
        pytest.raises(StoreError, match=r"another interlock is writing to this home.*What to do"),
        writing(tmp_path),
    ):
        pass


def test_the_lock_of_a_killed_process_is_gone_and_its_rubbish_is_swept(tmp_path, holder):
    """The lock is the operating system's."""
    holder.kill()
    holder.wait()
    with writing(tmp_path) as scratch:
        assert list(scratch.iterdir()) == []


def test_the_same_thread_may_enter_again(tmp_path):
    """A run ingests and builds under one lock."""
    with writing(tmp_path), writing(tmp_path):
        pass
    with writing(tmp_path):
        pass


def test_another_thread_is_refused(tmp_path):
    """A server may have several."""
    caught = []

    def other():
        try:
            with writing(tmp_path):
                pass
        except StoreError as error:
            caught.append(error)

    with writing(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(caught) == 1


def test_a_home_that_cannot_be_written_to_says_so(tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be written to"), writing(tmp_path / "home"):
        pass
