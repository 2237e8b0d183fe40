"""The cache of parsed lists: found by inputs and parser, absent when damaged."""

from datetime import date

import pytest

import fake_lists
from interlock.model.edition import packed
from interlock.sources.contract import File, FileRole
from interlock.store.lock import writing
from interlock.store.manifest import ArchivedFile, Manifest
from interlock.store.parsed import ParsedCache

DAY = date(2026, 1, 2)
PARSED = fake_lists.read(
    "fake.main",
    [
        (
            FileRole("fake.main", "core"),
            File("core.txt", fake_lists.core("2|KIM Two|DPRK", "1|KIM One|DPRK", also=("removed 3",))),
        )
    ],
)
MANIFEST = Manifest.of("fake", "fake.main", DAY, [ArchivedFile("core", "aa", "core.txt", 1)])


@pytest.fixture
def cache(tmp_path):
    with writing(tmp_path):
        ParsedCache(tmp_path).add(MANIFEST, "1", PARSED)
    return ParsedCache(tmp_path)


def test_all_that_the_parser_said_comes_back(cache):
    """Counts, coverage and removals in the head; the entries as digests and bodies."""
    head = cache.head(MANIFEST, "1")
    assert (head.entries, head.coverage, head.removals, head.records) == (
        2, PARSED.coverage, PARSED.removals, PARSED.records,
    )  # fmt: skip
    found = cache.wordings(MANIFEST, "1", head, known=())
    listings = {entry.listing.source_id: entry.listing for entry in PARSED.entries}
    assert found.digests == {key: packed(listing)[0] for key, listing in listings.items()}
    assert found.bodies == dict(packed(listing) for listing in listings.values())


def test_bodies_that_are_known_are_not_given_again(cache):
    """Most entries are the same in every snapshot."""
    digest, _ = packed(PARSED.entries[0].listing)
    found = cache.wordings(MANIFEST, "1", cache.head(MANIFEST, "1"), known={digest})
    assert len(found.digests) == 2
    assert digest not in found.bodies
    assert len(found.bodies) == 1


def test_another_parser_or_other_bytes_find_nothing(cache):
    """A changed parser never meets old results."""
    assert cache.head(MANIFEST, "2") is None
    other = MANIFEST.joined_with([ArchivedFile("alias", "bb", "alias.txt", 1)])
    assert cache.head(other, "1") is None


def test_what_an_older_parser_made_is_cleared_away(cache, tmp_path):
    """One result for each snapshot."""
    with writing(tmp_path):
        cache.add(MANIFEST, "2", PARSED)
    assert cache.head(MANIFEST, "1") is None
    assert len(list((tmp_path / "parsed" / "fake.main").iterdir())) == 2


@pytest.mark.parametrize("suffix", [".json", ".parquet"])
@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.99])
def test_damage_counts_as_absence(cache, tmp_path, suffix, place):
    """Wherever a byte is wrong."""
    head = cache.head(MANIFEST, "1")
    (path,) = (tmp_path / "parsed" / "fake.main").glob(f"*{suffix}")
    data = bytearray(path.read_bytes())
    data[int(len(data.rstrip()) * place)] ^= 1
    path.write_bytes(data)
    if suffix == ".json":
        assert cache.head(MANIFEST, "1") is None
    else:
        assert cache.wordings(MANIFEST, "1", head, known=()) is None
