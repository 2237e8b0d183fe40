"""What holds for every test, and the homes that several rooms screen against."""

import shutil

import pytest
from hypothesis import HealthCheck, settings

from screening_world import put_edition, world

# A test says what is right, not how fast: a machine that does other work beside it must not make it fail.
settings.register_profile("interlock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("interlock")


@pytest.fixture(scope="session")
def sixty_persons(tmp_path_factory):
    """A home with an edition of sixty invented persons, which no test may change."""
    place = tmp_path_factory.mktemp("sixty-persons")
    put_edition(place, world())
    return place


@pytest.fixture
def own_home(sixty_persons, tmp_path):
    """A copy of it that the test may change."""
    return shutil.copytree(sixty_persons, tmp_path / "home")
