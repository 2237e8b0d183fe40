"""Exports and drafts as a user meets them, on the sample world: everything says that it is fictional."""

import json

import pytest

from command_line import built_sample, command
from interlock.report.wording import FICTIONAL


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return built_sample(tmp_path_factory.mktemp("sample"), targets=60, seed=3)


@pytest.mark.parametrize("subject", ["targets", "graph", "gaps"])
@pytest.mark.parametrize("form", ["ftm", "stix", "graphml", "csv"])
def test_an_export_of_a_sample_world_says_so(home, tmp_path, subject, form):
    out = tmp_path / "out"
    done = command("export", subject, "--as", form, "--out", out, "--home", home, "--format", "json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["fictional"] is True
    assert said["targets"] > 0
    assert FICTIONAL in out.read_text(encoding="utf-8")
    assert said["edition"] in out.read_text(encoding="utf-8")


def test_a_wrong_question_is_exit_code_two_and_writes_nothing(home, tmp_path):
    out = tmp_path / "out"
    for arguments in (
        ("export", "targets", "--as", "csv", "--focus", "nothing"),
        ("export", "gaps", "--as", "csv", "--coalition", "us"),
        ("draft", "designation-us-IL-AAAAAAAAAA", "--as", "json"),
        ("draft", "designation-us-IL-AAAAAAAAAA"),
    ):
        assert command(*arguments, "--out", out, "--home", home).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_draft_for_every_open_gap_of_an_authority(home, tmp_path):
    found = json.loads(command("gaps", "--home", home, "--format", "json").stdout)["gaps"]
    gaps = [gap["gap_id"] for gap in found if gap["status"] == "open" and gap["authority"] == "jp"][:5]
    assert gaps
    for gap_id in gaps:
        out = tmp_path / f"{gap_id}.docx"
        done = command("draft", gap_id, "--out", out, "--home", home, "--format", "json")
        assert done.exit_code == 0, done.output
        said = json.loads(done.stdout)
        assert (said["gap"]["gap_id"], said["fictional"]) == (gap_id, True)
        assert all(name["sources"] for name in said["names"])
        assert out.stat().st_size > 0
