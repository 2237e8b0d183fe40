"""The truth file: every trap is there and is what it says, and the gaps are those of a slow reader."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from interlock.sample import AS_OF
from interlock.sample.plan import TRAPS_PER_THOUSAND
from sample.reading import csv_of, files_of


@pytest.fixture(scope="module")
def targets(truth):
    return {target["id"]: target for target in truth["targets"]}


def traps_of(truth, targets, kind):
    found = [[targets[key] for key in trap["targets"]] for trap in truth["traps"] if trap["kind"] == kind]
    assert found
    return found


def born(target):
    return date.fromisoformat(target["facts"]["born"])


def lists_of(target):
    return {entry["authority"] for entry in target["entries"]}


def test_every_kind_of_trap_is_planted_and_names_targets_that_exist(truth, targets):
    kinds = Counter(trap["kind"] for trap in truth["traps"])
    assert kinds.keys() >= TRAPS_PER_THOUSAND.keys()
    assert kinds["absent from one snapshot"] >= 2
    assert kinds["taken off"] >= 1
    assert kinds["two rows cross-referenced"] >= 1
    assert all(key in targets for trap in truth["traps"] for key in trap["targets"])


def test_namesakes_share_their_name_and_nothing_else(truth, targets):
    for first, second in traps_of(truth, targets, "namesakes with different birth dates"):
        assert first["facts"]["native"] == second["facts"]["native"]
        assert abs(born(first) - born(second)) > timedelta(days=1000)
    for first, second in traps_of(truth, targets, "namesakes without support"):
        assert first["facts"]["native"] == second["facts"]["native"]
        assert not lists_of(first) & lists_of(second)


def test_all_namesakes_are_marked(truth, targets):
    bearers = defaultdict(set)
    for key, target in targets.items():
        if target["schema"] == "Person":
            bearers[target["facts"]["native"]].add(key)
    marked = [set(trap["targets"]) for trap in truth["traps"] if "namesakes" in trap["kind"]]
    for group in bearers.values():
        assert len(group) == 1 or any(group >= keys for keys in marked)


def test_relatives_share_surname_and_generation_syllable(truth, targets):
    for first, second in traps_of(truth, targets, "relatives"):
        a, b = first["facts"]["native"], second["facts"]["native"]
        assert a[:2] == b[:2] and a != b
        assert first["facts"]["employer"] == second["facts"]["employer"]


def test_a_daughter_points_to_its_parent_and_a_ship_to_its_owner(truth, targets):
    for parent, child in traps_of(truth, targets, "parent and subsidiary"):
        assert child["facts"]["linked_to"] == parent["id"]
    for owner, ship in traps_of(truth, targets, "owner and ship of one name"):
        assert ship["facts"]["linked_to"] == owner["id"]
        assert owner["facts"]["native"].startswith(ship["facts"]["native"])


def test_one_list_prints_one_passport_for_two_men(truth, targets, written):
    workbook = files_of(written.out, "jp", "2025-12-19")
    from sample.reading import sheets_of

    cells = Counter(
        str(cell)[:9]
        for rows in sheets_of(workbook).values()
        for row in rows
        for cell in row
        if cell is not None
    )
    sdn = files_of(written.out, "us", "2026-01-15")["sdn.csv"].decode()
    for first, second in traps_of(truth, targets, "passport printed for two men"):
        assert cells[first["facts"]["passport"]] == 2
        assert cells[second["facts"]["passport"]] == 0
        assert f"Passport {second['facts']['passport']} " in sdn


def test_a_man_listed_twice_has_two_entries_on_that_list(truth, targets):
    for (man,) in traps_of(truth, targets, "twice on one list"):
        assert Counter(entry["authority"] for entry in man["entries"])["us"] == 2


def test_a_delisted_entry_is_gone_and_an_absent_one_is_back(truth, targets):
    for (target,) in traps_of(truth, targets, "absent from one snapshot"):
        newest = [entry for entry in target["entries"] if entry["authority"] in ("us", "un")]
        assert any(
            truth["snapshots"][entry["authority"]][-1] in entry["seen"]
            and len(entry["seen"]) == len(truth["snapshots"][entry["authority"]]) - 1
            for entry in newest
        )
    for (target,) in traps_of(truth, targets, "taken off"):
        gone = [entry for entry in target["entries"] if entry["delisted_on"]]
        assert gone
        assert all(day < entry["delisted_on"] for entry in gone for day in entry["seen"])


def test_the_gaps_are_those_of_a_slow_reader(truth):
    """Another way to the same answer: state by state, from the truth's own entries."""
    expected = set()
    for target in truth["targets"]:
        if target["focus"] != "dprk":
            continue
        in_force = {
            entry["authority"]: entry
            for entry in target["entries"]
            if not entry["delisted_on"] or entry["delisted_on"] > AS_OF.isoformat()
        }
        for member in ("us", "jp", "kr"):
            if member in in_force:
                continue
            if "un" in in_force:
                kind = "un_implementation"
            elif in_force.keys() & {"us", "jp", "kr"}:
                kind = "designation"
            else:
                continue
            shown_by = min(
                e["listed_on"] if e["dated_by"] == "list" else e["seen"][0] for e in in_force.values()
            )
            ship = target["schema"] == "Vessel" and member != "us"
            elsewhere = kind == "un_implementation" and member == "kr"
            late = truth["snapshots"][member][-1] < shown_by
            taken_off = any(entry["authority"] == member for entry in target["entries"])
            status = "unknown" if (ship or elsewhere or late) and not taken_off else "open"
            expected.add((kind, target["id"], member, status))
    found = {(gap["kind"], gap["target"], gap["authority"], gap["status"]) for gap in truth["gaps"]}
    assert found == expected
    assert {kind for kind, *_ in found} == {"un_implementation", "designation"}
    assert {status for *_, status in found} == {"open", "unknown"}


def test_planted_holes_are_gaps(truth, targets):
    gaps = {(gap["target"], gap["authority"]) for gap in truth["gaps"] if gap["kind"] == "un_implementation"}
    for trap in truth["traps"]:
        if trap["kind"] == "UN target missing on a coalition list":
            assert (trap["targets"][0], trap["authority"]) in gaps


def test_half_of_the_world_is_in_the_focus(truth):
    share = Counter(target["focus"] for target in truth["targets"])["dprk"] / len(truth["targets"])
    assert 0.42 <= share <= 0.58


def test_a_wrong_un_reference_is_printed(truth, targets, written):
    eu = files_of(written.out, "eu", "2026-01-12")["xmlFullSanctionsList_1_1.xml"].decode()
    un = files_of(written.out, "un", "2026-01-10")["consolidated.xml"].decode()
    for printed, meant in traps_of(truth, targets, "UN reference quoted for the wrong person"):
        reference = next(e["source_id"] for e in printed["entries"] if e["authority"] == "eu")
        dataid = next(e["source_id"] for e in meant["entries"] if e["authority"] == "un")
        quoted = (
            eu.split(f'euReferenceNumber="{reference}"')[0].rsplit('unitedNationId="', 1)[1].split('"')[0]
        )
        assert quoted
        assert quoted in un.split(f"<DATAID>{dataid}</DATAID>")[1].split("</INDIVIDUAL>")[0]


def test_a_ship_is_printed_under_its_former_name_by_one_list(truth, targets, written):
    eu = files_of(written.out, "eu", "2026-01-12")["xmlFullSanctionsList_1_1.xml"].decode()
    sdn = {row[0]: row for row in csv_of(files_of(written.out, "us", "2026-01-15")["sdn.csv"])}
    alt = csv_of(files_of(written.out, "us", "2026-01-15")["alt.csv"])
    for (ship,) in traps_of(truth, targets, "ship renamed"):
        former = ship["facts"]["former_name"]
        uid = next(e["source_id"] for e in ship["entries"] if e["authority"] == "us")
        assert f'wholeName="{former}"' in eu
        assert sdn[uid][1] != former.upper()
        assert [uid, "fka", former.upper()] in [[row[0], row[2], row[3]] for row in alt]
