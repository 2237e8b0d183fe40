"""`interlock gaps` with its options, on the sample world."""

import json
from shutil import copytree

import pytest

from command_line import built_sample, command
from interlock.gaps.extract import name_of
from interlock.model.gap import GAP_KINDS

AS_OF = ("--as-of", "2025-06-30")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return built_sample(tmp_path_factory.mktemp("gaps"), targets=80, seed=5)


def asked(home, *options):
    result = command("gaps", "--home", home, "--format", "json", *AS_OF, *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_every_kind_is_answered_and_ids_are_of_their_kinds(home):
    answer = asked(home)
    assert answer["kinds"] == list(GAP_KINDS)
    assert {gap["gap_id"].partition("-")[0] for gap in answer["gaps"]} == {g["kind"] for g in answer["gaps"]}
    assert len({gap["kind"] for gap in answer["gaps"]}) > 3


def test_kinds_may_be_repeated_or_listed_and_give_the_same_rows(home):
    listed = asked(home, "--kind", "designation,lag")
    repeated = asked(home, "--kind", "lag", "--kind", "designation")
    assert listed == repeated
    assert {gap["kind"] for gap in listed["gaps"]} <= {"designation", "lag"}
    result = command("gaps", "--home", home, "--kind", "designations")
    assert result.exit_code == 2


def test_the_build_leaves_an_extract_and_the_answer_is_the_same_without_it(home):
    whole = asked(home)
    path = home / "extracts" / name_of(whole["edition"], "dprk")
    assert path.is_file()
    path.unlink()
    assert asked(home) == whole
    assert path.is_file()
    path.write_bytes(b"damaged")
    assert asked(home) == whole


def test_rows_below_the_least_severity_are_left_out(home):
    few, every = asked(home, "--min-severity", "50"), asked(home)
    assert few["gaps"] == [gap for gap in every["gaps"] if gap["severity"] >= 50]


def test_what_is_known_by_a_day_before_every_snapshot_is_nothing(home):
    answer = asked(home, "--known-by", "1990-01-01")
    assert answer["known_by"] == "1990-01-01"
    assert answer["gaps"] == []
    assert {row["state"] for row in answer["coverage"]} == {"missing"}
    assert command("gaps", "--home", home, "--known-by", "yesterday").exit_code == 2


def test_known_by_without_as_of_asks_for_that_day(home):
    result = command("gaps", "--home", home, "--format", "json", "--known-by", "2025-06-30")
    assert json.loads(result.stdout)["as_of"] == "2025-06-30"


def test_a_gap_is_explained_down_to_its_rows(home):
    gap = next(gap for gap in asked(home)["gaps"] if gap["kind"] == "designation")
    result = command("gaps", "--home", home, *AS_OF, "--explain", gap["gap_id"], "--format", "json")
    told = json.loads(result.stdout)
    assert told["gap"] == gap
    assert {row["source_id"] for row in told["rows"]} >= {one["source_id"] for one in gap["listed_by"]}
    assert all(row["snapshot"] and row["file"] and row["place"] for row in told["rows"])
    screen = command("gaps", "--home", home, *AS_OF, "--explain", gap["gap_id"]).stdout
    for words in ("FICTIONAL DATA", "Rank", "Rule", "Entries", "What would close it"):
        assert words in screen
    assert command("gaps", "--home", home, "--explain", "designation-jp-IL-NONE").exit_code == 2


def test_the_page_is_written_and_says_what_is_no_longer_there(home, tmp_path):
    gap = next(gap for gap in asked(home)["gaps"] if gap["kind"] == "designation" and gap["listed_by"])
    entry = f"{gap['listed_by'][0]['authority']}:{gap['listed_by'][0]['source_id']}"
    checked, page = tmp_path / "checked.toml", tmp_path / "page.md"
    finding = (
        f'[[finding]]\nkind = "designation"\nauthority = "{gap["authority"]}"\n'
        f'entry = "{entry}"\nchecked = "x"\n'
    )
    checked.write_text(finding, encoding="utf-8")
    assert command("gaps", "--home", home, *AS_OF, "--page", page, "--checked", checked).exit_code == 0
    assert "Checked: x" in page.read_text(encoding="utf-8")
    checked.write_text(finding.replace(entry, "us:NONE"), encoding="utf-8")
    assert command("gaps", "--home", home, *AS_OF, "--page", page, "--checked", checked).exit_code == 3
    assert "No longer in the answer" in page.read_text(encoding="utf-8")
    nowhere = tmp_path / "none" / "page.md"
    assert command("gaps", "--home", home, "--page", nowhere).exit_code == 2


def test_weights_of_a_file_order_the_rows_and_the_answer_says_so(home, tmp_path):
    weights = tmp_path / "mine.toml"
    weights.write_text("[kind]\ndesignation = 0.0\nscript = 50.0\n[age]\nmost = 5.0\n", encoding="utf-8")
    plain, mine = asked(home), asked(home, "--weights", weights)
    assert "mine.toml" in mine["notes"][0]
    assert mine["notes"][1:] == plain["notes"]
    before = {gap["gap_id"]: gap for gap in plain["gaps"]}
    for gap in mine["gaps"]:
        kind = before[gap["gap_id"]]["components"].get("kind", 0.0)
        changed = {"designation": 0.0, "script": 50.0}.get(gap["kind"], kind)
        expected = changed if before[gap["gap_id"]]["status"] != "closed" else 0.0
        assert gap["components"].get("kind", 0.0) == expected
        assert gap["components"].get("age", 0.0) <= 5.0
    open_ones = [gap["severity"] for gap in mine["gaps"] if gap["status"] == "open"]
    assert open_ones == sorted(open_ones, reverse=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[kind]\ndesignatoin = 1.0\n", "designatoin"),
        ("[kind]\nscript = -1.0\n", "0"),
        ("[kind]\nscript = 99.0\n", "100"),
        ("[reach]\nmost = 'much'\n", "reach.most"),
        ("[speed]\nmost = 1.0\n", "speed"),
        ("kind = 3\n", "kind"),
        ("[kind\n", "line 1"),
    ],
)
def test_weights_that_cannot_be_meant_are_refused_by_name(home, tmp_path, text, said):
    weights = tmp_path / "mine.toml"
    weights.write_text(text, encoding="utf-8")
    result = command("gaps", "--home", home, *AS_OF, "--weights", weights)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "mine.toml" in result.stderr.replace("\n", "")


def test_an_earlier_edition_answers_as_it_did(home, tmp_path_factory):
    place = tmp_path_factory.mktemp("grown") / "home"
    copytree(home, place)
    first = asked(place)
    folder = tmp_path_factory.mktemp("again") / "world"
    assert command("sample", "--out", folder, "--targets", "80", "--seed", "5").exit_code == 0
    newest = next(iter(sorted((folder / "us").iterdir())[-1].iterdir()))
    options = ("--authority", "us", "--date", "2026-01-05", "--home", place)
    assert command("ingest", newest, *options).exit_code == 0
    assert command("build", "--home", place).exit_code == 0
    now = asked(place)
    assert now["edition"] != first["edition"]
    assert asked(place, "--edition", first["edition"]) == first
    gap_id = first["gaps"][0]["gap_id"]
    told = asked(place, "--edition", first["edition"], "--explain", gap_id)
    assert (told["edition"], told["gap"]) == (first["edition"], first["gaps"][0])
    unknown = command("gaps", "--home", place, "--edition", "0123456789abcdef")
    assert unknown.exit_code == 1
    assert "0123456789abcdef" in unknown.stderr
