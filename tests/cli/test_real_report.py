"""The report on the real lists, row by row against the sources.

Every row below was checked by hand in the files of ../shared/lists: the day printed there, the snapshot in
which an entry first stands, the row that is not there.
"""

import json
from itertools import combinations

import pytest
from typer.testing import CliRunner

from interlock.cli.main import app
from interlock.store.editions import Editions
from real_lists import LISTS, needs_real_lists

pytestmark = [pytest.mark.real, needs_real_lists]

AUTHORITIES = ("us", "un", "eu", "jp", "kr")


def command(home, *arguments):
    result = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    return result.exit_code, result.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    place = tmp_path_factory.mktemp("home")
    code, text = command(place, "ingest", *[str(LISTS / key) for key in AUTHORITIES])
    assert code == 0, text
    code, text = command(place, "build")
    assert code == 0, text
    return place


@pytest.fixture(scope="module")
def answers(home):
    def ask(day):
        code, text = command(home, "gaps", "--as-of", day, "--format", "json")
        assert code == 0
        return json.loads(text)

    return {day: ask(day) for day in ("2022-12-13", "2026-03-10")}


def gap(answer, kind, authority, lister):
    """The one gap of that kind and authority whose listers include `us:39496`."""
    authority_key, _, source_id = lister.partition(":")
    found = [
        g
        for g in answer["gaps"]
        if (g["kind"], g["authority"]) == (kind, authority)
        and any((x["authority"], x["source_id"]) == (authority_key, source_id) for x in g["listed_by"])
    ]
    assert len(found) == 1, f"{len(found)} gaps for {kind} {authority} {lister}"
    return found[0]


def listed_on(found, authority):
    (entry,) = (x for x in found["listed_by"] if x["authority"] == authority)
    return entry["listed_on"]


THREE = {"39496": "JON, Il Ho", "39497": "YU, Jin", "39498": "KIM, Su Gil"}


@pytest.mark.parametrize("uid", THREE)
def test_in_jakarta_the_three_of_early_december_are_a_gap_of_japan(answers, uid):
    found = gap(answers["2022-12-13"], "designation", "jp", f"us:{uid}")
    assert found["target_name"] == THREE[uid]
    assert found["status"] == "open"
    assert listed_on(found, "us") == {
        "earliest": "2022-11-30",
        "latest": "2022-12-02",
        "basis": "between snapshots",
    }
    assert found["since"] == "2022-12-02"


@pytest.mark.parametrize("uid", THREE)
def test_what_is_unknown_about_korea_is_said_and_why(answers, uid):
    """Korea's entries print a name and no birth date, and their dates are not confirmed."""
    found = gap(answers["2022-12-13"], "designation", "kr", f"us:{uid}")
    assert found["status"] in ("unknown", "unresolved")
    assert "unconfirmed" in found["why"] or "not confirmed" in found["why"]


@pytest.mark.parametrize("uid", THREE)
def test_japan_followed_on_17_march_2023_about_106_days_later(answers, uid):
    found = gap(answers["2026-03-10"], "designation", "jp", f"us:{uid}")
    assert found["status"] == "closed"
    assert found["lag_days"] == 106
    assert listed_on(found, "jp") == {"earliest": "2023-03-17", "latest": "2023-03-17", "basis": "printed"}
    (pair,) = (p for p in found["lags"] if p["first"] == "us")
    assert (pair["at_least"], pair["at_most"]) == (105, 107)


def test_the_coverage_says_that_korea_and_japan_rest_on_later_copies(answers):
    rows = {row["authority"]: row for row in answers["2022-12-13"]["coverage"]}
    assert (rows["us"]["snapshot"], rows["us"]["state"]) == ("2022-12-09", "current")
    assert (rows["un"]["snapshot"], rows["un"]["state"]) == ("2022-10-21", "current")
    assert (rows["jp"]["snapshot"], rows["jp"]["state"]) == ("2026-03-05", "later")
    assert (rows["kr"]["snapshot"], rows["kr"]["state"]) == ("2026-01-22", "later")
    assert (rows["eu"]["snapshot"], rows["eu"]["state"]) == ("2021-03-02", "stale")


# kind, authority, lister, status, lag in days; each read in the source.
ROWS = [
    # UN KPi.016 LISTED_ON 2016-03-02; sheet 15 number 16 prints 2016.3.11.
    ("un_implementation", "jp", "un:6908503", "closed", 9),
    # UN KPi.049 2017-06-02; sheet 15 number 49 prints 2017.6.9.
    ("un_implementation", "jp", "un:6908589", "closed", 7),
    # UN KPe.009 2012-05-02; sheet 14 number 9 prints 2012.5.15.
    ("un_implementation", "jp", "un:690760", "closed", 13),
    # 27208 is absent on 2021-12-10 and there on 2022-01-21; sheet 17 number 71 prints 2022.4.1.
    ("designation", "jp", "us:27208", "closed", 91),
    # 36297 is absent on 2022-01-21 and there on 2022-05-27; annex entry 693, batch of 2022-10-14.
    ("designation", "kr", "us:36297", "closed", 203),
    # 36296 likewise; sheet 16 number 65 prints 2022.10.18.
    ("designation", "jp", "us:36296", "closed", 207),
    # Annex entry 667, batch of 2017-12-11; no Kumbyol on any sheet of the workbook.
    ("designation", "jp", "kr:667", "open", None),
    # 26096 is in the SDN list of 2019-01-15; annex entry 747 is of the batch of 2023-02-20.
    ("designation", "kr", "us:26096", "open", None),
    # The Paek Ma (uid 23737, IMO 9066978) is a ship that the 1718 Committee froze on 2018-03-30; no sheet of
    # the workbook holds ships.
    ("un_implementation", "jp", "us:23737", "unknown", None),
    # The Hao Fan 6 (uid 23771, IMO 8628597) the Committee only keeps out of ports: the US alone froze it.
    ("designation", "jp", "us:23771", "unknown", None),
    # UN KPi.054, and Korea freezes the UN's targets by an annex that our copy lacks.
    ("un_implementation", "kr", "un:6908613", "unknown", None),
    # UN KPe.014 stands on the SDN list as an alias of KOMID (uid 9345), not as an entry.
    ("un_implementation", "us", "un:690765", "unresolved", None),
    # Passport 745420176: sdn.csv prints DOB 08 Nov 1969, the UN's KPi.055 has 1969-11-07.
    ("contradiction", "us", "us:21749", "open", None),
    # Passport 836420186: 1986-11-23 and 1986-11-22.
    ("contradiction", "us", "us:23014", "open", None),
    # The remarks of uid 19499 give a passport and no DOB; sheet 15 number 19 has 23051 (1963-02-09).
    ("identity_data", "us", "us:19499", "open", None),
    # sdn.csv prints PI RUY GANG for IMO 8829593, the UN's page Pi Ryu Gang.
    ("vessel", "us", "us:17096", "open", None),
]


@pytest.mark.parametrize(("kind", "authority", "lister", "status", "lag_days"), ROWS)
def test_rows_checked_by_hand_against_the_sources(answers, kind, authority, lister, status, lag_days):
    found = gap(answers["2022-12-13"], kind, authority, lister)
    assert (found["status"], found["lag_days"]) == (status, lag_days)


def lag(answer, authority, lister, first):
    (pair,) = (p for p in gap(answer, "lag", authority, lister)["lags"] if p["first"] == first)
    return pair["days"]


def test_history_that_is_known_comes_out_right(answers):
    now = answers["2026-03-10"]
    # Jon Il Ho: EU 2022-04-21, US 2022-12-01 (224 days later).
    assert lag(now, "us", "us:39496", "eu") == pytest.approx(224, abs=1)
    # Ministry of Rocket Industry: KR 2022-10-14, JP 2022-10-18, EU 2022-12-12; US 2022-04-01.
    rocket = gap(now, "lag", "jp", "kr:692")
    assert {
        x["authority"]: x["listed_on"]["latest"] for x in rocket["listed_by"] if x["authority"] != "us"
    } == {
        "kr": "2022-10-14",
        "jp": "2022-10-18",
        "eu": "2022-12-12",
    }
    us = listed_on(rocket, "us")
    assert us["earliest"] <= "2022-04-01" <= us["latest"]


def test_one_entry_is_in_one_target_and_no_target_holds_two_of_one_list_unless_the_list_says_so(home):
    code, text = command(home, "export", "resolution", "--format", "csv")
    assert code == 0
    lines = text.splitlines()
    assert lines[0] == "target_id,authority,source_id"
    rows = [tuple(line.split(",")) for line in lines[1:]]
    entries = [row[1:] for row in rows]
    assert len(entries) == len(set(entries))
    edition = Editions(home).load()
    records = {record.key: record for record in edition.records}
    for target in edition.targets:
        members = [
            records[key] for key in target.members if records[key].listing.authority in ("un", "eu", "us")
        ]
        for one, other in combinations(members, 2):
            # A list may give a party another number while it is off it; never two that stand side by side.
            together = one.first_seen <= other.last_seen and other.first_seen <= one.last_seen
            assert one.listing.list_key != other.listing.list_key or not together, target


@pytest.mark.parametrize(
    "query", ["39498", "EU.8112.63", "017-000074", "Kim Su Gil", "KIM, Su-kil", "김수길"]
)
def test_a_target_is_found_by_any_of_its_ids_and_names(home, query):
    code, text = command(home, "target", query, "--format", "json")
    assert code == 0
    found = json.loads(text)["targets"]
    native = {(x["authority"], x["source_id"]) for target in found for x in target["listings"]}
    assert ("us", "39498") in native or ("kr", "754") in native


def test_the_status_counts_what_the_manifests_count(home):
    code, text = command(home, "status", "--format", "json")
    assert code == 0
    lists = {row["list_key"]: row for row in json.loads(text)["lists"]}
    assert (lists["un.consolidated"]["newest"], lists["un.consolidated"]["entries"]) == ("2026-02-27", 1003)
    assert (lists["eu.fsf"]["newest"], lists["eu.fsf"]["entries"]) == ("2026-02-24", 5860)
    assert lists["jp.mof"]["records"] == {"csv": 330}  # rebuilt, of 2026-08-28: the North Korean rows
    assert lists["kr.fsc"]["entries"] == 431
    assert {row["state"] for key, row in lists.items() if key.split(".")[0] in AUTHORITIES} == {"good"}
    assert lists["ch.seco"]["state"] == "missing"
