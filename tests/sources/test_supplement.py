"""A template of any authority: beside its own lists, or as its only one."""

import re
from datetime import date
from pathlib import Path

import pytest

from interlock.base.errors import SourceError
from interlock.ingest.run import ingest
from interlock.ingest.status import status
from interlock.model.snapshot import Removal
from interlock.sources.contract import File, FileRole
from interlock.sources.registry import authority, authority_keys
from interlock.sources.supplement import is_filled_in
from workbooks import sheet_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "template.md"
HEADER = "authority,entry_no,type,names_latin,effects,complete_for,removal_date"
BESIDE = [key for key in authority_keys() if not authority(key).own_template]


def text(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def read(key, data, name="gazette.csv"):
    found = authority(key)
    role = found.recognise(name, data[:4096])
    assert role == FileRole(f"{key}.template", "template")
    return found.read(role.list_key, [(role, File(name, data))])


@pytest.mark.parametrize("key", BESIDE)
def test_every_authority_reads_a_template_of_its_own_key(key):
    parsed = read(key, text(f'{key},7,person,"HONG, Gil Dong",asset_freeze,,'))
    assert parsed.alarms == ()
    listing = parsed.entries[0].listing
    assert (listing.authority, listing.list_key) == (key, f"{key}.template")
    assert listing.source_id == "template:7"
    assert listing.effects == ("asset_freeze",)


def test_every_authority_but_those_that_live_by_it_has_the_list():
    assert [key for key in authority_keys() if key not in BESIDE] == ["kr"]
    for key in BESIDE:
        spec = authority(key).list_spec(f"{key}.template")
        assert spec.beside
        assert spec.effects == ()
    assert [spec.key for spec in authority("kr").lists] == ["kr.fsc"]


def test_a_row_without_its_effect_has_none_and_an_unknown_one_is_an_alarm():
    parsed = read("jp", text("jp,1,person,A B,,,", "jp,2,person,C D,sanction,,"))
    assert [entry.listing.effects for entry in parsed.entries] == [(), ()]
    assert [alarm.code for alarm in parsed.alarms] == ["unknown-value"]
    assert parsed.entries[1].listing.remarks == ("effect: sanction",)


def test_silence_means_nothing_unless_the_file_says_that_it_is_whole():
    assert not read("jp", text("jp,1,person,A B,,,")).coverage.roster
    assert not read("jp", text("jp,1,person,A B,,part,")).coverage.roster
    assert read("jp", text("jp,1,person,A B,,all,")).coverage.roster
    focused = read("jp", text("jp,1,person,A B,,dprk,")).coverage
    assert (focused.roster, focused.focus) == (True, "dprk")
    named = read("jp", text("jp,1,person,A B,,,"), "notice-3-dprk.csv").coverage
    assert (named.roster, named.focus) == (True, "dprk")


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["jp,1,person,A B,,all,", "jp,2,person,C D,,part,"], "x.csv"),
        (["jp,1,person,A B,,all,", "jp,2,person,C D,,,"], "x.csv"),
        (["jp,1,person,A B,,all,"], "x-dprk.csv"),
        (["jp,1,person,A B,,iran,"], "x.csv"),
        (["jp,1,person,A B,,,"], "x-iran.csv"),
    ],
)
def test_what_the_file_is_complete_for_must_be_one_known_thing(rows, name):
    parsed = read("jp", text(*rows), name)
    assert not parsed.coverage.roster
    assert [alarm.code for alarm in parsed.alarms] == ["unknown-value"]


def test_a_row_of_another_authority_is_not_read():
    parsed = read("jp", text("us,1,person,A B,,,", ",2,person,C D,,,", "JP,3,person,E F,,,"))
    assert [entry.listing.source_id for entry in parsed.entries] == ["template:3"]
    assert [(alarm.code, alarm.count) for alarm in parsed.alarms] == [("unreadable-record", 2)]


def test_a_removal_carries_the_same_id():
    parsed = read("jp", text("jp,1,person,A B,,,", "jp,2,person,C D,,,2026-01-02"))
    assert parsed.removals == (Removal("template:2", date(2026, 1, 2)),)


def test_a_csv_without_the_authority_column_is_a_stranger():
    head = b"entry_no,type,names_latin\n1,person,A B\n"
    assert authority("jp").recognise("x.csv", head) is None
    assert authority("kr").recognise("x.csv", head) == FileRole("kr.fsc", "template")


@pytest.mark.parametrize(
    ("name", "known"),
    [("template.xlsx", True), ("template-march.xlsx", True), ("jp-template-march.xlsx", True),
     ("us-template.xlsx", False), ("templates.xlsx", False), ("march.xlsx", False),
     ("derived_template.xlsx", False)],
)  # fmt: skip
def test_a_workbook_says_by_its_name_that_it_is_one(name, known):
    assert is_filled_in(name, b"PK\x03\x04", "jp") is known


def test_a_workbook_reads_too():
    data = sheet_of(("authority", "entry_no", "type", "names_latin"), ("us", 1, "vessel", "EXAMPLE STAR"))
    assert read("us", data, "template.xlsx").entries[0].listing.schema == "Vessel"


def test_the_official_files_stay_the_authority_s_own():
    role = authority("jp").recognise("shisantouketsu20260305.xlsx", b"PK\x03\x04")
    assert role == FileRole("jp.mof", "xlsx")


def test_two_files_of_one_date_are_refused():
    role = FileRole("jp.template", "template")
    file = File("a.csv", text("jp,1,person,A B,,,"))
    with pytest.raises(SourceError, match="2 templates"):
        authority("jp").read("jp.template", [(role, file), (role, file)])


def test_the_command_takes_it_and_status_shows_it_only_then(tmp_path):
    path = tmp_path / "gazette.csv"
    path.write_bytes(text('jp,1,person,"HONG, Gil Dong",asset_freeze,,'))
    home = tmp_path / "home"
    result = ingest(home, [path], authority="jp", day=date(2026, 3, 5))
    assert [(one.list_key, one.outcome, one.entries) for one in result.snapshots] == [
        ("jp.template", "new", 1)
    ]
    keys = [row.list_key for row in status(home, date(2026, 3, 6)).lists]
    assert "jp.template" in keys
    assert "us.template" not in keys


def test_the_documented_module_is_an_authority(tmp_path):
    example = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert example[1].count("\n") <= 20
    found = {}
    exec(compile(example[1], "xx.py", "exec"), found)  # noqa: S102  # the page's own code
    made = found["AUTHORITY"]
    data = b"entry_no,type,names_latin\n1,person,A B\n"
    role = made.recognise("notice.csv", data)
    parsed = made.read(role.list_key, [(role, File("notice.csv", data))])
    assert parsed.alarms == ()
    assert parsed.coverage.roster
    assert (parsed.entries[0].listing.source_id, parsed.entries[0].listing.effects) == (
        "1",
        ("asset_freeze",),
    )
