"""Screening as a user meets it: files of customers, the record, replay."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from interlock.cli import screen as screen_command
from interlock.cli.main import app
from screening_world import TODAY, customers, names

RUNNER = CliRunner()


@pytest.fixture
def home(own_home, monkeypatch):
    monkeypatch.setenv("INTERLOCK_AUTHOR", "Lee")
    monkeypatch.setattr(screen_command, "today", lambda: TODAY)
    return own_home


@pytest.fixture
def source(tmp_path):
    return customers(tmp_path / "customers.csv", 40, names(60))


def command(home, *arguments):
    return RUNNER.invoke(app, [*map(str, arguments), "--home", str(home)])


def test_a_file_is_screened_and_what_it_rests_on_is_told(home, source, tmp_path):
    out = tmp_path / "hits.csv"
    result = command(home, "screen", "--in", source, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert "40 rows screened" in result.stdout
    about = json.loads((tmp_path / "hits.csv.about.json").read_text())
    assert about["status"] == "complete"
    assert about["record"] in result.stdout
    assert out.read_text().startswith("id,target_id,score,match,caption,schema,listed_by,reasons,")


def test_json_tells_what_lies_beside_the_output(home, source, tmp_path):
    result = command(home, "screen", "--in", source, "--out", tmp_path / "hits.jsonl", "--format", "json")
    assert json.loads(result.stdout) == json.loads((tmp_path / "hits.jsonl.about.json").read_text())


def test_a_list_too_old_or_a_bad_row_is_exit_code_3(home, source, tmp_path):
    old = command(home, "screen", "--in", source, "--out", tmp_path / "a.csv", "--max-age-days", 3)
    assert old.exit_code == 3
    assert "a customer without a hit is therefore not clear" in old.stdout
    source.write_text(source.read_text() + "c41,,,,,\n")
    bad = command(home, "screen", "--in", source, "--out", tmp_path / "b.csv")
    assert bad.exit_code == 3
    assert "1 rows could not be screened" in bad.stdout
    assert "c41" in (tmp_path / "b.csv.rejects.csv").read_text()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--out", "hits.txt"), "what form"),
        ((), "output is not named"),
        (("--out", "hits.csv", "--map", "name"), "maps no column"),
        (("--out", "hits.csv", "--delimiter", "::"), "one character"),
        (("--out", "absent/hits.csv"), "does not exist"),
    ],
)
def test_a_wrong_question_is_exit_code_2(home, source, options, says, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    result = command(home, "screen", "--in", source, *options)
    assert result.exit_code == 2
    assert says in result.stderr


def test_columns_may_be_mapped(home, source, tmp_path):
    text = source.read_text().replace("id,name,", "no,customer,", 1).replace(",", ";")
    source.write_text(text)
    result = command(
        home, "screen", "--in", source, "--out", tmp_path / "hits.csv", "--delimiter", ";",
        "--map", "id=no", "--map", "name=customer",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr


def test_every_screening_is_on_file_unless_that_is_refused(home, source, tmp_path):
    one = command(home, "screen", names(60)[3], "--format", "json")
    many = command(home, "screen", "--in", source, "--out", tmp_path / "hits.csv", "--author", "Kim")
    for more in (("screen", names(60)[4]), ("screen", "--in", source, "--out", tmp_path / "x.csv")):
        assert command(home, *more, "--no-record").exit_code == 0
    assert (one.exit_code, many.exit_code) == (0, 0)
    listed = json.loads(command(home, "screenings", "list", "--format", "json").stdout)
    assert [(row["author"], row["what"]) for row in listed] == [("Kim", "40 rows"), ("Lee", "one question")]
    assert listed[1]["record"] == json.loads(one.stdout)["record"]
    assert names(60)[3] not in json.dumps(listed)
    assert "2 screenings" in command(home, "screenings", "verify").stdout


def test_replay_is_0_for_the_same_and_1_for_another(home, source, tmp_path):
    command(home, "screen", "--in", source, "--out", tmp_path / "hits.csv")
    command(home, "screen", names(60)[3])
    rows = json.loads(command(home, "screenings", "list", "--format", "json").stdout)
    for row in rows:
        result = command(home, "replay", row["record"])
        assert result.exit_code == 0, result.stdout
        assert "the same as recorded" in result.stdout
    told = json.loads(command(home, "replay", rows[0]["record"], "--format", "json").stdout)
    assert told["same"]
    assert told["recorded_sha256"] == told["sha256"]
    shutil.rmtree(home / "editions" / told["edition"])
    assert command(home, "replay", rows[0]["record"]).exit_code == 1
    assert command(home, "replay", "2026-01-20-000000000000").exit_code == 2


def test_a_damaged_record_is_found_by_verify(home):
    command(home, "screen", names(60)[3])
    path = next((home / "screenings").glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b'"Lee"', b'"Kim"'))
    result = command(home, "screenings", "verify")
    assert result.exit_code == 1
    assert "line 1" in result.stderr


def test_what_a_spreadsheet_would_run_is_made_harmless(home, tmp_path):
    source = tmp_path / "c.csv"
    source.write_text(f'id,name\n1,"=1+1; {names(60)[3]}"\n')
    command(home, "screen", "--in", source, "--out", tmp_path / "hits.csv")
    assert "'=1+1" in (tmp_path / "hits.csv").read_text()
