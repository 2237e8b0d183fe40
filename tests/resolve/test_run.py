"""From lists on disk to an edition: one uid on two lists of an authority."""

from pathlib import Path

import pytest

from interlock.ingest.run import ingest
from interlock.ingest.scan import SAMPLE_MARKER
from interlock.resolve.run import build, resolution, resolution_csv
from interlock.store.editions import Editions

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The invented SDN list and non-SDN list of one day: uid 900002 is on both."""
    root = tmp_path_factory.mktemp("lists")
    folder = root / "us" / "2022-12-15"
    folder.mkdir(parents=True)
    for name in ("SDN.XML", "CONSOLIDATED.XML"):
        (folder / name).write_bytes((FIXTURES / "us" / name).read_bytes())
    (root / SAMPLE_MARKER).touch()  # invented, and so few that as real lists they would be quarantined
    home = tmp_path_factory.mktemp("home")
    assert not ingest(home, [root]).failed
    build(home)
    return home


@pytest.fixture(scope="module")
def edition(home):
    return Editions(home).load()


def test_one_uid_on_two_lists_makes_two_records_of_one_target(edition):
    keys = {record.key for record in edition.records}
    assert {"us:900002", "us.consolidated:900002", "us:900001", "us.consolidated:910001"} <= keys
    target = next(target for target in edition.targets if "us:900002" in target.members)
    assert target.members == ("us.consolidated:900002", "us:900002")
    assert "one entry prints the other's reference" in target.links[0].reasons[0]


def test_the_resolution_names_the_uid_once_and_unchanged(edition):
    rows = list(resolution(edition))
    assert [row.source_id for row in rows].count("900002") == 1
    assert len({(row.target_id, row.authority, row.source_id) for row in rows}) == len(rows) == 11
    assert {row.authority for row in rows} == {"us"}
    assert resolution_csv(edition).count("\n") == 12


def test_each_record_keeps_its_own_lists_effect(edition):
    effects = {record.key: record.listing.effects for record in edition.records}
    assert effects["us:900002"] == ("asset_freeze",)
    assert effects["us.consolidated:900002"] == ("sectoral",)


def test_a_damaged_memory_counts_as_none(home, edition):
    (memory,) = (home / "memory").glob("*.bin")
    whole = memory.read_bytes()
    for damage in (b"", whole[:-1], whole + b"x", b"\0" * len(whole)):
        memory.write_bytes(damage)
        assert build(home).edition_id == edition.edition_id
        assert memory.read_bytes() == whole


def test_a_build_rests_on_the_last_one_only_where_this_code_made_it(home, edition, monkeypatch):
    monkeypatch.setattr("interlock.resolve.run.code_version", lambda: "another")
    other = build(home)
    assert other.changed
    assert Editions(home).load().targets == edition.targets
    monkeypatch.undo()
    assert build(home).edition_id == edition.edition_id
