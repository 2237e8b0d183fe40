"""One world of the default size for all tests that only look."""

import pytest

from interlock.sample import write_world
from sample.reading import truth_of


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return write_world(tmp_path_factory.mktemp("sample") / "world")


@pytest.fixture(scope="session")
def truth(written):
    return truth_of(written.out)
