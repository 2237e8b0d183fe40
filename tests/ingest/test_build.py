"""Gathering: a function of what is archived; the cache changes nothing but the time it takes."""

import shutil
from datetime import date

import msgspec
import pytest

import fake_lists
from fake_lists import PARSERS, alias, core, put
from interlock.base.errors import SourceError, StoreError
from interlock.ingest.build import gather, survey
from interlock.ingest.run import ingest
from interlock.model.decisions import inputs_sha
from interlock.model.guarding import Ruling


def version_two(_key):
    return "2"


def refuse(_list_key, _files):
    raise SourceError("the new parser is stricter", where="core.txt", remedy="fetch it again")


def strict_authority(_key):
    return msgspec.structs.replace(fake_lists.AUTHORITY, read=refuse)


def nobody():
    return ()


NEWER = msgspec.structs.replace(PARSERS, version_of=version_two)
STRICTER = msgspec.structs.replace(NEWER, authority_of=strict_authority)
WITHOUT = msgspec.structs.replace(PARSERS, keys=nobody)


def key_of(shot):
    return shot.list_key, shot.day, inputs_sha(shot.files)


@pytest.fixture
def home(tmp_path):
    """Three snapshots: whole, core only, and one that lost most of its entries."""
    lists = put(tmp_path / "lists", "2022-01-01", core=core("1|A", "2|B", "3|C"), alias=alias("1|AA"))
    put(lists, "2022-02-01", core=core("1|A", "2|B", "3|C", "4|D"))
    put(lists, "2022-03-01", core=core("4|D"))
    ingest(tmp_path / "home", [lists], parsers=PARSERS)
    return tmp_path / "home"


def test_snapshots_are_judged_and_only_good_ones_make_records(home):
    """The last good one stays in use."""
    found = gather(home, parsers=PARSERS)
    assert [(str(shot.day), shot.state, shot.entries) for shot in found.snapshots] == [
        ("2022-01-01", "good", 3),
        ("2022-02-01", "good", 4),
        ("2022-03-01", "quarantined", 1),
    ]
    assert "last good one of 2022-02-01" in found.snapshots[2].why
    assert [record.key for record in found.records] == ["fake:1", "fake:2", "fake:3", "fake:4"]
    assert all(record.missing_since is None for record in found.records)
    assert found.records[0].listing.names[1].text == "AA"
    assert survey(home, parsers=PARSERS).snapshots == found.snapshots


def test_what_a_person_accepts_counts(home):
    """The seam of the quarantine commands."""
    shut = survey(home, parsers=PARSERS).snapshots[2]
    ruling = Ruling("accepted", "Ann", "three were taken off")
    found = gather(home, parsers=PARSERS, rulings={key_of(shut): ruling})
    assert (found.snapshots[2].state, found.snapshots[2].ruling) == ("good", ruling)
    assert [breach.guard for breach in found.snapshots[2].breaches] == ["shrink"]
    assert found.records[0].missing_since == date(2022, 3, 1)


def test_what_a_person_rejects_is_never_used_though_no_guard_spoke(home):
    """And what follows is compared with the one before it."""
    second = survey(home, parsers=PARSERS).snapshots[1]
    found = gather(home, parsers=PARSERS, rulings={key_of(second): Ruling("rejected", "Ann", "a test file")})
    assert [shot.state for shot in found.snapshots] == ["good", "quarantined", "quarantined"]
    assert found.snapshots[1].why.endswith("was rejected by Ann: a test file")
    assert found.snapshots[2].against == date(2022, 1, 1)
    assert [record.key for record in found.records] == ["fake:1", "fake:2", "fake:3"]


def test_a_ruling_never_carries_over_to_other_bytes(home, tmp_path):
    """The authority issued the file again under the same date."""
    shut = survey(home, parsers=PARSERS).snapshots[2]
    rulings = {key_of(shut): Ruling("accepted", "Ann", "three were taken off")}
    again = put(tmp_path / "again", "2022-03-01", core=core("4|D of another wording"))
    ingest(home, [again], parsers=PARSERS)
    after = survey(home, parsers=PARSERS, rulings=rulings).snapshots[2]
    assert (after.state, after.ruling) == ("quarantined", None)


@pytest.mark.parametrize("harm", ["gone", "heads gone", "tables gone", "tables cut"])
def test_a_lost_cache_changes_nothing(home, harm):
    """It is made again."""
    before = gather(home, parsers=PARSERS)
    folder = home / "parsed"
    if harm == "gone":
        shutil.rmtree(folder)
    for path in folder.rglob("*.json" if harm == "heads gone" else "*.parquet"):
        if harm == "tables cut":
            path.write_bytes(path.read_bytes()[:-20])
        else:
            path.unlink()
    assert gather(home, parsers=PARSERS) == before
    assert gather(home, parsers=PARSERS) == before


def test_a_newer_parser_reads_everything_again(home):
    """Also what the same bytes gave before."""
    before = gather(home, parsers=PARSERS)
    assert gather(home, parsers=NEWER) == before
    assert len(list((home / "parsed").rglob("*.parquet"))) == 3


def test_a_snapshot_that_a_newer_parser_cannot_read_is_quarantined_not_lost(home):
    """The build goes on, and says why."""
    found = gather(home, parsers=STRICTER)
    assert {shot.state for shot in found.snapshots} == {"quarantined"}
    assert "the new parser is stricter" in found.snapshots[0].why
    assert found.records == ()
    assert gather(home, parsers=PARSERS).records


def test_a_list_of_an_authority_that_is_no_longer_known_is_quarantined(home):
    """A home made by a version that knew more."""
    found = gather(home, parsers=WITHOUT)
    assert {shot.state for shot in found.snapshots} == {"quarantined"}


def test_the_date_that_a_list_prints_is_noted_in_its_coverage(tmp_path):
    """For the coverage box of a report."""
    lists = put(tmp_path / "lists", "2022-01-03", core=core("1|A", also=["date 2022-01-01"]))
    ingest(tmp_path / "home", [lists], parsers=PARSERS)
    (shot,) = gather(tmp_path / "home", parsers=PARSERS).snapshots
    assert shot.coverage.notes == ("the list itself is dated 2022-01-01",)


def test_an_empty_home_says_so(tmp_path):
    """Nothing was ingested."""
    with pytest.raises(StoreError, match="holds no list yet"):
        gather(tmp_path, parsers=PARSERS)
    assert survey(tmp_path, parsers=PARSERS).snapshots == ()
