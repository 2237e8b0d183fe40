"""`interlock screen`: its answer, its exit codes."""

import json

import pytest
from typer.testing import CliRunner

from interlock.cli import screen as command
from interlock.cli.main import app
from interlock.store.editions import Editions
from screening import DAY, content, shot, world

RUNNER = CliRunner()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "today", lambda: DAY)
    Editions(tmp_path).write(content(world()))
    return tmp_path


def asked(home, *arguments):
    return RUNNER.invoke(app, ["screen", *arguments, "--home", str(home)])


def test_the_json_holds_what_an_officer_acts_on(home, snapshot):
    found = asked(home, "Kim Jong Hwan", "--birth-date", "1970", "--country", "kp", "--format", "json")
    assert found.exit_code == 0
    answer = json.loads(found.stdout)
    answer["edition"] = answer["record"] = "..."
    assert answer == snapshot


def test_the_table_names_lists_effects_dates_and_reasons(home):
    shown = asked(home, "Sunny Star", "--schema", "vessel").stdout
    assert "1 match" in shown
    assert "us.sdn 4 SUNNY STAR: listed (vessel measures); listed on 2020-01-01" in shown
    assert "not listed by" in shown
    assert "rests on edition" in shown


def test_clear_is_0_incomplete_is_3_and_a_wrong_question_2(home, tmp_path):
    clear = asked(home, "Nobody At All")
    assert (clear.exit_code, "clear" in clear.stdout) == (0, True)
    late = asked(home, "Nobody At All", "--max-age-days", "3")
    assert (late.exit_code, "incomplete" in late.stdout, "clear" in late.stdout) == (3, True, False)
    assert asked(home, "Kim", "--schema", "Ship").exit_code == 2
    assert asked(home).exit_code == 2
    assert asked(home, "Kim", "--lists", "mars").exit_code == 2
    assert asked(tmp_path / "empty", "Kim").exit_code == 1


def test_hits_with_a_list_missing_are_hits_and_incomplete(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "today", lambda: DAY)
    Editions(tmp_path).write(content(world(), snapshots=[shot("us.sdn")]))
    found = asked(tmp_path, "Sunny Star", "--format", "json")
    answer = json.loads(found.stdout)
    assert (found.exit_code, answer["status"], len(answer["incomplete"])) == (3, "hits", 3)


def test_a_number_alone_is_a_question(home):
    answer = json.loads(asked(home, "--identifier", "IMO 9074729", "--format", "json").stdout)
    assert answer["hits"][0]["caption"] == "SUNNY STAR"
