"""The real lists, all of them, into one home: what history must show of them."""

from datetime import date

import pytest

from interlock.ingest.build import gather
from interlock.ingest.run import ingest
from interlock.model.dates import ActDate
from interlock.store.archive import Archive
from real_lists import LISTS, needs_real_lists

pytestmark = [pytest.mark.real, pytest.mark.slow, needs_real_lists]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    result = ingest(home, [LISTS])
    assert not result.failed, [shot.error for shot in result.snapshots if shot.error]
    return home


@pytest.fixture(scope="module")
def gathered(home):
    return gather(home)


@pytest.fixture(scope="module")
def records(gathered):
    return {record.key: record for record in gathered.records}


def test_every_snapshot_is_good_and_every_list_is_there(gathered):
    """No real change between two of these snapshots is beyond a guard."""
    assert [shot.why for shot in gathered.snapshots if shot.state != "good"] == []
    lists = {shot.list_key for shot in gathered.snapshots}
    assert {"us.sdn", "un.consolidated", "eu.fsf", "jp.mof", "kr.fsc"} <= lists


def test_ingesting_all_of_it_again_changes_nothing(home):
    """By hash."""
    before = Archive(home).manifests()
    assert not ingest(home, [LISTS]).changed
    assert Archive(home).manifests() == before


@pytest.mark.parametrize("uid", ["39496", "39497", "39498"])
def test_three_were_listed_between_30_november_and_2_december_2022(records, uid):
    """sdn.csv prints no dates: the snapshots give an interval, and it is kept as one."""
    record = records[f"us:{uid}"]
    assert record.first_seen == date(2022, 12, 2)
    assert record.listed_on == ActDate(date(2022, 11, 30), date(2022, 12, 2), "between snapshots")
    assert not record.delisted


def test_a_target_that_vanished_from_one_file_was_never_off_the_list(records):
    """KPe.068, DATAID 6908682: absent on 2023-11-02, there before and after."""
    record = records["un:6908682"]
    assert len(record.spans) == 1
    assert record.spans[0].delisted_on is None
    assert record.missing_since is None


def test_iran_went_off_the_un_list_in_2023_and_came_back(records):
    """Yazd Metallurgy Industries, DATAID 110326: the return is no new designation."""
    first, second = records["un:110326"].spans
    assert first.listed_on == ActDate(date(2010, 6, 9), date(2010, 6, 9), "printed")
    assert first.delisted_on == ActDate(date(2023, 5, 28), date(2023, 11, 2), "between snapshots")
    assert second.listed_on == ActDate(date(2025, 8, 2), date(2026, 2, 27), "between snapshots")
    assert second.delisted_on is None


def test_an_entry_without_an_exact_date_keeps_the_tightest_bound_it_ever_printed(records):
    """EU.1338.4: the copy of 2021 says by 2004-07-13, that of 2026 by 2023-02-13."""
    assert records["eu:EU.1338.4"].listed_on == ActDate(None, date(2004, 7, 13), "printed")


def test_copies_without_alias_files_take_no_alias_away(gathered, records):
    """Ten snapshots in a row, from 2022-05-27 on, have sdn.csv alone: no entry changed its alias rows."""
    silent = {
        shot.day
        for shot in gathered.snapshots
        if shot.list_key == "us.sdn" and "aliases" not in shot.coverage.facets
    }
    assert date(2022, 12, 2) in silent
    assert any(name.facet == "aliases" for name in records["us:306"].listing.names)
    changed = [
        record.key
        for record in gathered.records
        for change in record.changes
        if record.listing.list_key == "us.sdn" and change.day in silent and "names" in change.fields
    ]
    assert len(changed) < 200, "primary names and the a.k.a. of remarks change; 9,000 entries do not"


def test_nothing_was_listed_after_it_ended_or_dated_backwards(gathered):
    """Every span of every record."""
    for record in gathered.records:
        for span in record.spans:
            on, off = span.listed_on, span.delisted_on
            assert not (on.earliest and on.latest and on.earliest > on.latest), record.key
            assert not (off and on.earliest and off.latest and off.latest < on.earliest), record.key
