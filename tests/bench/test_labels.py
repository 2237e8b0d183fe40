"""The labelled data of the benches: well formed, made again byte for byte, and independent of the engine."""

import ast
import csv
from pathlib import Path

import pytest

from bench import cjk_make, korea, names
from bench.romanise import chinese, japanese, korean

BENCH = Path(cjk_make.__file__).parent
SOURCE = BENCH.parent / "src" / "interlock"


def rows(name):
    with (BENCH / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def imports(folder):
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""


def test_the_committed_pairs_are_what_the_rules_make(tmp_path):
    cjk_make.write(tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (BENCH / "data" / "cjk-names.csv").read_bytes()


def test_the_rules_and_the_engine_do_not_know_each_other():
    assert not [name for name in imports(BENCH / "romanise") if name.startswith("interlock")]
    assert not [name for name in imports(SOURCE) if name.split(".")[0] == "bench"]


def test_at_least_half_of_the_pairs_are_hard_non_matches_in_either_half():
    for half in ("dev", "report"):
        some = [row for row in rows("cjk-names.csv") if row["half"] == half]
        assert len(some) >= 300
        assert sum(row["label"] == "nonmatch" for row in some) >= len(some) / 2


def test_names_taken_from_lists_are_few_and_name_their_entry():
    taken = [row for row in rows("cjk-names.csv") if row["source"]]
    assert 0 < len(taken) <= 150
    assert all(part.split(":")[0] in ("kr", "jp") for row in taken for part in row["source"].split("+"))


def test_the_half_of_a_pair_follows_from_its_id():
    assert all(cjk_make.half(row["id"]) == row["half"] for row in rows("cjk-names.csv"))


def test_a_swapped_syllable_shares_no_spelling_with_the_one_it_replaces():
    for a in korean.GIVEN:
        for b in korean.GIVEN:
            if not korean.may_be_one(a, b):
                assert not korean.syllable_forms(a) & korean.syllable_forms(b)


def test_no_more_than_a_sixth_of_the_labels_is_contested_and_each_has_a_reason():
    contested = rows("contested-names.csv")
    assert len(contested) <= 404 / 6
    assert len(names.read_contested()) == len(contested)
    assert all(row["reason"] and len(row["key"]) == 16 for row in contested)


def test_every_korean_label_has_a_verdict_a_reason_and_an_id_where_it_needs_one():
    for row in rows("kr-labels.csv"):
        assert row["verdict"] in ("same", "none", "unsure")
        assert row["authority"] in ("us", "un", "eu", "jp")
        assert bool(row["source_id"]) == (row["verdict"] != "none")
        assert row["reason"]


def test_no_list_is_said_both_to_hold_an_entry_and_not_to():
    for verdicts in korea.labels().values():
        assert "none" not in verdicts.values() or len(verdicts) == 1


@pytest.mark.parametrize(
    ("system", "expected"),
    [("rr", "jeong eun"), ("mr", "chŏng ŭn"), ("dprk", "jong un"), ("press", "jung eun")],
)
def test_the_korean_usages_differ_as_their_standards_say(system, expected):
    assert " ".join(korean.given("정은", system)) == expected


def test_mccune_reischauer_voices_between_vowels_only():
    assert korean.given("영길", "mr") == ["yŏng", "gil"]
    assert korean.given("학길", "mr") == ["hak", "kil"]


@pytest.mark.parametrize(
    ("pinyin", "expected"),
    [
        ("ze", "tse"),
        ("dong", "tung"),
        ("xiao", "hsiao"),
        ("qing", "ch'ing"),
        ("zhou", "chou"),
        ("guo", "kuo"),
    ],
)
def test_pinyin_becomes_wade_giles(pinyin, expected):
    assert chinese.wade_giles(pinyin) == expected


def test_kana_becomes_hepburn_and_kunrei():
    assert japanese.latin("しょうた") == "Shota"
    assert japanese.latin("しょうた", long="macron") == "Shōta"
    assert japanese.latin("しょうた", "kunrei") == "Syota"
    assert japanese.latin("ふじい", "kunrei") == "Huzii"
