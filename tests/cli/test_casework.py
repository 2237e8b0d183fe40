"""lag, overlap, inbox and gap as a user meets them, on the sample world."""

import json
import shutil

import pytest

from command_line import answer, command

AS_OF = ("--as-of", "2026-03-10")


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory):
    """A copy: owners and notes are put into it."""
    return shutil.copytree(sample_home, tmp_path_factory.mktemp("casework") / "home")


@pytest.fixture(scope="module")
def gap_id(home):
    gaps = answer("gaps", "--home", home, *AS_OF, "--kind", "designation")["gaps"]
    return next(gap["gap_id"] for gap in gaps if gap["status"] == "open")


def test_lag_gives_the_promised_fields_and_answers_are_we_faster(home):
    found = answer("lag", "--home", home, *AS_OF, "--before-after", "2022-12-13", "--by", "year")
    promised = {"first", "second", "closed", "open", "median_days", "p25_days", "p75_days", "same_day"}
    assert found["pairs"]
    assert all(promised <= pair.keys() for pair in found["pairs"])
    assert all(pair["median_days"] is not None or pair["why"] for pair in found["pairs"])
    assert {group["group"] for group in found["groups"]} >= {"before 2022-12-13", "from 2022-12-13"}
    assert len(found["comparisons"]) == len(found["pairs"])
    table = command("lag", "--home", home, *AS_OF, "--before-after", "2022-12-13").stdout
    assert "Faster since 2022-12-13?" in table
    assert "fictional" in table
    assert command("lag", "--home", home, "--before-after", "December").exit_code == 2


def test_overlap_is_over_every_authority_and_writes_its_files(home, tmp_path):
    found = answer("overlap", "--home", home, *AS_OF, "--out", tmp_path / "out")
    assert len(found["authorities"]) == 9
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "overlap.html",
        "overlap.json",
        "overlap.svg",
    }
    assert json.loads((tmp_path / "out" / "overlap.json").read_bytes()) == found
    assert "Listed by exactly" in command("overlap", "--home", home, *AS_OF).stdout
    assert command("overlap", "--home", home, "--coalition", "us").exit_code == 2


def test_the_inbox_is_printed_written_and_refused_for_strangers(home, tmp_path):
    found = answer("inbox", "--authority", "jp", "--home", home, *AS_OF)
    assert found["authority"] == "jp"
    table = command(
        "inbox", "--authority", "jp", "--home", home, *AS_OF, "--out", tmp_path / "digest.html"
    ).stdout
    for heading in ("1. What changed", "2. What the Security Council lists", "5. What waits"):
        assert heading in table
    page = (tmp_path / "digest.html").read_text(encoding="utf-8")
    assert (
        page.rstrip()
        == command(
            "inbox", "--authority", "jp", "--home", home, *AS_OF, "--format", "html", "--limit", "15"
        ).stdout.rstrip()
    )
    assert command("inbox", "--authority", "zz", "--home", home).exit_code == 2
    assert command("inbox", "--authority", "jp", "--home", home, "--webhook", "ftp://x").exit_code == 2


def test_a_webhook_that_takes_nothing_is_told_and_the_answer_is_there(home):
    closed = "http://127.0.0.1:9/secret-path"
    result = command("inbox", "--authority", "jp", "--home", home, *AS_OF, "--webhook", closed)
    assert result.exit_code == 3
    assert "Inbox of" in result.stdout
    assert "secret-path" not in result.output


def test_a_gap_is_owned_noted_moved_on_and_taken_back(home, gap_id):
    assert not (home / "ledger.sqlite").exists()
    assert answer("gap", "show", gap_id, "--home", home, *AS_OF)["case"]["state"] == "new"
    assert not (home / "ledger.sqlite").exists()
    owned = answer("gap", "own", gap_id, "Sato", "--author", "Lee", "--home", home)
    assert (owned["what"], owned["value"], owned["author"], owned["gap_id"]) == (
        "owner",
        "Sato",
        "Lee",
        gap_id,
    )
    answer("gap", "note", gap_id, "asked the ministry", "--author", "Sato", "--home", home)
    moved = answer(
        "gap", "state", gap_id, "in-work", "--reason", "drafting", "--author", "Sato", "--home", home
    )
    found = answer("gap", "show", gap_id, "--home", home, *AS_OF)
    assert found["case"] == {"state": "in work", "owner": "Sato", "notes": 1, "why": found["case"]["why"]}
    assert [one["what"] for one in found["said"]] == ["owner", "note", "state"]
    back = command(
        "gap", "withdraw", moved["id"], "--reason", "too early", "--author", "Sato", "--home", home
    )
    assert back.exit_code == 0
    after = answer("gap", "show", gap_id, "--home", home, *AS_OF)
    assert after["case"]["state"] == "new"
    assert [one["withdrawn"] for one in after["said"]] == [False, False, True]
    assert (
        "in work, by Sato, withdrawn: drafting"
        in command("gap", "show", gap_id, "--home", home, *AS_OF).stdout
    )


@pytest.mark.parametrize(
    "words",
    [
        ("note", "nonsense", "text"),
        ("note", "designation-jp-IL-AAAAAAAAAA", "text"),
        ("state", "{gap}", "finished", "--reason", "r"),
        ("note", "{gap}", " "),
        ("withdraw", "G-NONE", "--reason", "r"),
    ],
)
def test_a_wrong_question_is_told_and_changes_nothing(home, gap_id, words):
    result = command(
        "gap", *(word.replace("{gap}", gap_id) for word in words), "--author", "S", "--home", home
    )
    assert result.exit_code == 2, result.output


def test_changed_since_cuts_the_report(home):
    every = answer("gaps", "--home", home, *AS_OF)["gaps"]
    cut = answer("gaps", "--home", home, *AS_OF, "--changed-since", "2024-01-01")
    assert 0 < len(cut["gaps"]) < len(every)
    assert cut["notes"][0].startswith("only what changed after 2024-01-01")
    assert command("gaps", "--home", home, *AS_OF, "--changed-since", "2027-01-01").exit_code == 2
