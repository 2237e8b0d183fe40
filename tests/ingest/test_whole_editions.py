"""The edition is a function of the set of files: in any order and batches, twice, with crashes in between."""

import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_lists import home_state
from interlock.ingest.run import ingest
from interlock.resolve.run import build
from interlock.sample import write_world
from interlock.store.editions import Editions

EXAMPLES = 12


class CrashError(BaseException):
    """The process ends here. No `except Exception` may catch it."""


@contextmanager
def crashing_at(count):
    """The process dies at the count-th time that a file or folder is put in its place: before or after it."""
    left = [count]
    replace, rename = Path.replace, Path.rename

    def dying(move):
        def moved(self, target):
            left[0] -= 1
            if left[0] == 0 and count % 2:
                raise CrashError
            result = move(self, target)
            if left[0] == 0:
                raise CrashError
            return result

        return moved

    with patch.object(Path, "replace", dying(replace)), patch.object(Path, "rename", dying(rename)):
        yield


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A small sample world, and its files with the folder of authority and day that each lies in."""
    root = tmp_path_factory.mktemp("world")
    write_world(root, targets=15, seed=11)
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.parent.parent.parent == root)
    assert len({path.parent.parent.name for path in files}) == 5
    assert len(files) > 10
    return root, files


def bring(home, root, files):
    """One ingestion of some of the files."""
    with tempfile.TemporaryDirectory() as scratch:
        for path in files:
            place = Path(scratch) / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
        for marker in root.glob(".*"):
            shutil.copy(marker, scratch)
        for marker in root.glob("*"):
            if marker.is_file():
                shutil.copy(marker, scratch)
        assert not ingest(home, [Path(scratch)], workers=1).failed


@pytest.fixture(scope="module")
def expected(world, tmp_path_factory):
    """The edition of all files in one go."""
    home = tmp_path_factory.mktemp("at-once")
    bring(home, *world)
    return build(home).edition_id, home_state(home)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_same_edition_bit_for_bit(world, expected, data):
    """Its id, and the bytes of every file of it, of the archive and of the cache."""
    root, files = world
    order = data.draw(st.permutations(files), label="order")
    again = data.draw(st.lists(st.sampled_from(files), max_size=3), label="again")
    size = data.draw(st.integers(1, len(files)), label="size of a batch")
    crashes = data.draw(st.lists(st.integers(1, 40), max_size=3), label="crashes")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        rest = [*order, *again]
        while rest:
            batch, rest = rest[:size], rest[size:]
            if crashes:
                with crashing_at(crashes.pop()), suppress(CrashError):
                    bring(home, root, batch)
                    build(home)
            bring(home, root, batch)
        edition_id, state = expected
        assert build(home).edition_id == edition_id
        Editions(home).verify()
        found = home_state(home)
        assert {path: digest for path, digest in found.items() if path in state} == state
        others = {path for path in found if path not in state}
        assert all(path.startswith("editions/") for path in others), others
