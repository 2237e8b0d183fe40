"""history, diff and trace as a user meets them, on the sample world."""

import pytest

from command_line import answer, command
from interlock.ingest.provenance import Provenance
from interlock.store.editions import Editions
from interlock.timeline.trace import ALL_FIELDS


@pytest.fixture(scope="module")
def home(sample_home):
    return sample_home


@pytest.fixture(scope="module")
def edition(home):
    return Editions(home).load()


def test_every_entry_of_every_list_is_found_again_in_its_file(home, edition):
    """In the newest good snapshot that holds it: the raw text at its locator."""
    archive = Provenance(home)
    seen = 0
    for record in edition.records:
        shown = archive.seen(record.listing.list_key, record.last_seen, record.source_ids)
        if shown.listing is None:
            continue  # the snapshot says that it was removed
        places = archive.raw(shown)
        assert all(place.text for place in places), (record.key, shown.locator, places)
        seen += 1
    assert seen > 0.9 * len(edition.records)


def test_the_name_of_an_entry_stands_in_its_raw_text(home, edition):
    for list_key in sorted({record.listing.list_key for record in edition.records}):
        record = next(r for r in edition.records if r.listing.list_key == list_key and r.listing.names)
        found = answer("trace", record.key, "names", "--home", home)
        (entry,) = found["entries"]
        assert [value["value"].startswith(name.text) for value, name in zip(
            entry["values"], record.listing.names, strict=True)], list_key  # fmt: skip
        assert all(value["at"] or value["why"] for value in entry["values"])
        assert any(value["at"] for value in entry["values"]), list_key
        source = entry["sources"][0]
        assert len(source["sha256"]) == 64
        assert source["parser_version"]
        assert source["text"]


@pytest.mark.parametrize("field", ALL_FIELDS)
def test_every_field_can_be_traced(home, edition, field):
    """To a place, to the snapshots that show it, or to the plain word that nothing tells it."""
    record = next(r for r in edition.records if r.listing.authority == "us")
    (entry,) = answer("trace", record.key, field, "--home", home)["entries"]
    assert entry["values"] or entry["notes"]
    assert all(value["at"] or value["why"] for value in entry["values"])


def test_history_and_diff_have_every_documented_field(home, edition):
    record = next(r for r in edition.records if r.changes)
    found = answer("history", record.key, "--home", home)
    assert set(found) == {"edition", "query", "fictional", "entries"}
    (entry,) = found["entries"]
    assert {"key", "ids", "first_seen", "last_seen", "dates", "spans", "absences", "versions"} <= set(entry)
    assert [told["kind"] for told in entry["dates"]] == [
        "announced", "in_legal_effect", "published_in_list", "first_seen",
    ]  # fmt: skip
    changed = answer("diff", "--from", "2000-01-01", "--to", "2030-01-01", "--home", home)
    assert set(changed) == {"edition", "from", "to", "focus", "fictional", "lists"}
    assert all(one["from_snapshot"] is None and "nothing can be told" in one["notes"][0]
               for one in changed["lists"])  # fmt: skip


def test_the_tables_say_that_the_world_is_fictional(home, edition):
    key = edition.records[0].key
    days = sorted({shot.day for shot in edition.snapshots if shot.list_key == "us.sdn"})
    for words in (
        ("history", key),
        ("trace", key, "names"),
        ("diff", "--from", days[0], "--to", days[-1], "--authority", "us"),
    ):
        result = command(*words, "--home", home)
        assert result.exit_code == 0
        assert "SAMPLE WORLD" in result.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("history", "nobody-0815"), "no entry answers"),
        (("trace", "nobody-0815", "names"), "no entry answers"),
        (("trace", "us:1", "shoe_size"), "no field"),
        (("diff", "--from", "2022-01-02", "--to", "2022-01-01"), "is before"),
        (("diff", "--from", "spring", "--to", "2022-01-01"), "not a date"),
        (("diff", "--from", "2022-01-01", "--to", "2022-01-02", "--authority", "zz"), "unknown authority"),
    ],
)
def test_a_wrong_question_is_told_so(home, words, says):
    result = command(*words, "--home", home)
    assert result.exit_code == 2
    assert says in result.output
