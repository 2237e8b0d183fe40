"""Work that leaves the processor to others."""

import os
import sys
import threading

import pytest

from interlock.api.gentle import gently


def priority():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own here")
def test_only_the_work_gives_way(tmp_path):
    before = priority()
    assert gently(priority) == 5
    assert priority() == before


def test_what_goes_wrong_in_the_work_is_told():
    with pytest.raises(ZeroDivisionError):
        gently(lambda: 1 / 0)
