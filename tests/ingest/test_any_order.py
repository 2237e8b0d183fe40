"""The home is a function of the set of files that entered it: in any order, in any batches, twice."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_lists import PARSERS, alias, build, core, home_state
from interlock.ingest.run import ingest

DAYS = ("2022-01-01", "2022-02-01", "2022-08-01", "2023-01-01")

ids = st.sets(st.integers(1, 6), min_size=1)
cores = st.builds(
    lambda keys, programme, focus, removed: core(
        *(f"{key}|KIM {key}|{programme}" for key in sorted(keys)),
        also=[*(["focus dprk"] if focus else []), *(f"removed {key} 2022-01-15" for key in sorted(removed))],
    ),
    ids,
    st.sampled_from("AB"),
    st.booleans(),
    st.sets(st.integers(1, 6), max_size=1),
)
aliases = st.builds(lambda keys: alias(*(f"{key}|alias {key}" for key in sorted(keys))), ids)
files = st.tuples(st.sampled_from(DAYS), st.sampled_from(["a.txt", "b.txt"]), cores | aliases)


def bring(home, batch, number):
    """One ingestion of some files."""
    with tempfile.TemporaryDirectory() as scratch:
        for day, name, data in batch:
            folder = Path(scratch) / f"root-{len(list(Path(scratch).iterdir()))}" / "fake" / day
            folder.mkdir(parents=True)
            (folder / name).write_bytes(data)
        result = ingest(home, sorted(Path(scratch).iterdir()), parsers=PARSERS, workers=1)
    assert not result.failed, number


@settings(max_examples=60, deadline=None)
@given(st.lists(files, min_size=1, max_size=8), st.data())
def test_any_order_any_batches_and_any_repetition_give_the_same_home(given_files, data):
    """Raw bytes, manifests, cache, and the edition, bit for bit."""
    order = data.draw(st.permutations(given_files), label="order")
    again = data.draw(st.lists(st.sampled_from(given_files), max_size=3), label="again")
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=4), label="sizes of batches")
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        bring(Path(one), given_files, 0)
        expected = build(Path(one))
        rest, number = [*order, *again], 0
        while rest:
            size = sizes[number % len(sizes)]
            batch, rest, number = rest[:size], rest[size:], number + 1
            bring(Path(other), batch, number)
            if number % 2:
                build(Path(other))
        assert build(Path(other)) == expected
        before, after = home_state(Path(one)), home_state(Path(other))
        theirs = {path: digest for path, digest in after.items() if path in before}
        assert theirs == before
        extra = {path for path in after if path not in before}
        assert all(path.startswith("editions/") for path in extra), extra
