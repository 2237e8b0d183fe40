"""Some hundred mutated inputs for every authority; `make fuzz N=100000` runs as many as wanted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import authority_fixtures as fixtures
from fuzz.attempt import attempt
from fuzz.mutations import KINDS, TOKENS, Step, mutated
from interlock.sources.registry import authority_keys

INPUTS = 300
OTHERS = [file.data for shot in fixtures.every_shot() for _, file in shot.files]

steps = st.builds(
    Step,
    kind=st.sampled_from(KINDS),
    at=st.floats(0, 1, exclude_max=True),
    length=st.integers(1, 400),
    choice=st.integers(0, len(TOKENS) * 97),
)


@pytest.mark.parametrize("key", authority_keys())
def test_mutated_fixtures_are_read_or_refused_and_nothing_else(key):
    """In bounded time; what was read can be kept."""

    @settings(max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def body(data):
        shot = data.draw(st.sampled_from(fixtures.shots(key)))
        number = data.draw(st.integers(0, len(shot.files) - 1))
        made = mutated(shot.files[number][1].data, data.draw(st.lists(steps, min_size=1, max_size=5)), OTHERS)
        attempt(shot, number, made)

    body()
