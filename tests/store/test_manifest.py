"""Manifests: one snapshot is a function of the set of files that were given for it."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from interlock.store.manifest import ArchivedFile, Manifest

DAY = date(2026, 10, 1)

files = st.builds(
    ArchivedFile,
    role=st.sampled_from(["core", "alias"]),
    sha256=st.sampled_from(["aa", "bb", "cc"]),
    name=st.sampled_from(["a.csv", "b.csv"]),
    size_bytes=st.integers(1, 3),
    fetched_at=st.none() | st.sampled_from([datetime(2026, 10, day, tzinfo=UTC) for day in (1, 2, 3)]),
)


def of_one_size(found):
    """Equal bytes have one size."""
    sizes = {}
    return [
        ArchivedFile(
            file.role, file.sha256, file.name, sizes.setdefault(file.sha256, file.size_bytes), file.fetched_at
        )
        for file in found
    ]


def made(*found):
    return Manifest.of("jp", "jp.mof", DAY, found)


def issue(sha256, size, fetched=None):
    moment = datetime(2026, 10, fetched, tzinfo=UTC) if fetched else None
    return ArchivedFile("csv", sha256, "shisantouketsu20261002.csv", size, moment)


@given(st.lists(files, min_size=1).map(of_one_size), st.randoms(use_true_random=False), st.integers(0, 5))
def test_any_order_any_batches_and_any_repetition_give_the_same_manifest(found, random, cut):
    """Joining is commutative, associative and idempotent."""
    shuffled = random.sample(found, len(found))
    first, rest = shuffled[: cut + 1], shuffled[cut + 1 :]
    assert made(*first).joined_with([*rest, *first]) == made(*found)


def test_another_part_joins():
    """A second role stands beside the first."""
    sdn = ArchivedFile("sdn", "aa", "sdn.csv", 1)
    alt = ArchivedFile("alt", "bb", "alt.csv", 1)
    assert made(sdn).joined_with([alt]).files == (alt, sdn)


def test_the_longer_issue_is_in_force_when_nobody_knows_when_they_were_fetched():
    """Japan re-issued the file of 1 October with 42 rows more."""
    joined = made(issue("a20b", 110)).joined_with([issue("99ab", 100)])
    assert [file.sha256 for file in joined.files] == ["a20b"]
    assert [file.sha256 for file in joined.superseded] == ["99ab"]


def test_the_later_fetched_issue_is_in_force_even_when_it_is_shorter():
    """A known time is better evidence than a length."""
    joined = made(issue("a20b", 110, fetched=1), issue("99ab", 100, fetched=2))
    assert [file.sha256 for file in joined.files] == ["99ab"]


def test_a_file_that_is_fetched_again_keeps_the_time_of_its_first_fetching():
    """A site that serves an old copy again does not bring it back into force."""
    joined = made(issue("a20b", 110, fetched=1), issue("99ab", 100, fetched=2), issue("a20b", 110, fetched=3))
    assert [file.sha256 for file in joined.files] == ["99ab"]


def test_what_is_not_in_force_does_not_change_what_a_parser_would_read():
    """The cache of parsed lists goes by this key."""
    alone = made(issue("a20b", 110))
    assert alone.joined_with([issue("99ab", 100)]).inputs_key() == alone.inputs_key()
    assert alone.joined_with([issue("ffff", 120)]).inputs_key() != alone.inputs_key()
