"""Stopped before every single step that touches the disk: what test_crash.py does by chance, in full."""

import errno
import os
from pathlib import Path

import pytest

from fake_lists import PARSERS, alias, build, core, home_state, put
from interlock.base.errors import StoreError
from interlock.ingest.run import ingest
from interlock.store.archive import Archive
from interlock.store.editions import Editions

STEPS = [
    (os, "fsync"),
    (Path, "replace"),
    (Path, "rename"),
    (Path, "mkdir"),
    (Path, "unlink"),
    (Path, "open"),
]


class Stop(BaseException):
    """As the end of a process is: nobody catches it."""


def full_disk():
    """What a process may catch."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def stop_before(monkeypatch):
    """Arms the disk: the step of that number raises. Gives how many steps were taken."""
    taken = []

    def arm(number, error):
        taken.clear()

        def wrapped(real):
            def step(*args, **kwargs):
                writes = real.__name__ != "open" or "xb" in args
                if writes:
                    taken.append(real.__name__)
                    if len(taken) == number:
                        raise error()
                return real(*args, **kwargs)

            return step

        for owner, name in STEPS:
            monkeypatch.setattr(owner, name, wrapped(getattr(owner, name)))
        return taken

    yield arm
    monkeypatch.undo()


@pytest.mark.parametrize("error", [Stop, full_disk])
def test_before_whichever_step_it_is_stopped_the_home_is_whole(tmp_path, stop_before, monkeypatch, error):
    """The old edition or the new; and going on gives what an undisturbed run gives."""
    old = put(tmp_path / "old", "2022-01-01", core=core("1|A", "2|B"))
    new = put(tmp_path / "new", "2022-01-01", core=core("1|A", "2|B longer"), alias=alias("1|AA"))
    put(new, "2022-02-01", core=core("1|A", "2|B"))
    before, after, expected = _undisturbed(tmp_path, old, new)
    number, finished = 0, False
    while not finished:
        number += 1
        home = tmp_path / f"home-{number}"
        ingest(home, [old], parsers=PARSERS)
        build(home)
        steps = stop_before(number, error)
        try:
            ingest(home, [new], parsers=PARSERS, workers=1)
            build(home)
        except Stop:
            pass
        except StoreError as refusal:
            assert "No space left on device" in str(refusal)
            assert error is full_disk
        else:
            finished = len(steps) < number
        monkeypatch.undo()
        assert Editions(home).current() in (before, after), steps
        Editions(home).verify()
        Archive(home).verify()
        ingest(home, [new], parsers=PARSERS)
        assert build(home) == after
        assert _without_old_editions(home, after) == expected
    assert number > 30


def _undisturbed(tmp_path, old, new):
    home = tmp_path / "undisturbed"
    ingest(home, [old], parsers=PARSERS)
    before = build(home)
    ingest(home, [new], parsers=PARSERS)
    after = build(home)
    return before, after, _without_old_editions(home, after)


def _without_old_editions(home, kept):
    """What must not depend on what happened on the way: all but the cache and the editions between."""
    mine = ("archive/", "tmp/", "editions/current", f"editions/{kept}/")
    return {path: digest for path, digest in home_state(home).items() if path.startswith(mine)}
