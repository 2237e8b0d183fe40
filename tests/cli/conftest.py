"""The sample world that several tests of commands ask."""

import pytest

from command_line import built_sample


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory):
    """A built home of forty targets, which no test may change."""
    return built_sample(tmp_path_factory.mktemp("sample"), targets=40, seed=5)
