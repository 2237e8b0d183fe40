"""The commands as a user meets them, on the sample world."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from interlock.cli.main import app
from interlock.sources.registry import authority, authority_keys
from real_lists import REPOSITORY

RUNNER = CliRunner()


def command(*arguments, **more):
    return RUNNER.invoke(app, [str(argument) for argument in arguments], **more)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "world"
    assert command("sample", "--out", folder, "--targets", "60", "--seed", "3").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory, world):
    place = tmp_path_factory.mktemp("home")
    assert command("ingest", world, "--home", place).exit_code == 0
    assert command("build", "--home", place).exit_code == 0
    return place


def every_command(group=None, prefix=()):
    group = group or get_command(app)
    for name, item in group.commands.items():
        if hasattr(item, "commands"):
            yield from every_command(item, (*prefix, name))
        else:
            yield (*prefix, name)


@pytest.mark.parametrize("words", list(every_command()), ids=" ".join)
def test_every_command_has_help_with_an_example_and_stands_in_the_documentation(words):
    result = command(*words, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    documented = (REPOSITORY / "docs" / "interface.md").read_text(encoding="utf-8")
    assert f"### `interlock {' '.join(words)}" in documented


def test_ingesting_the_same_bytes_twice_changes_nothing(world, home):
    before = command("build", "--home", home, "--format", "json")
    again = command("ingest", world, "--home", home, "--format", "json")
    assert {shot["outcome"] for shot in json.loads(again.stdout)["snapshots"]} == {"unchanged"}
    after = command("build", "--home", home, "--format", "json")
    assert json.loads(after.stdout) == {**json.loads(before.stdout), "changed": False}


def test_status_names_every_list_and_says_that_the_world_is_fictional(home):
    answer = json.loads(command("status", "--home", home, "--format", "json").stdout)
    assert answer["fictional"] is True
    known = sorted(spec.key for key in authority_keys() for spec in authority(key).lists if not spec.beside)
    assert [row["list_key"] for row in answer["lists"]] == known
    assert "SAMPLE WORLD" in command("status", "--home", home).stdout


GAP_FIELDS = {
    "gap_id", "kind", "target_id", "target_name", "schema", "authority", "status", "listed_by", "since",
    "age_days", "lag_days", "severity", "components", "why",
}  # fmt: skip


def test_the_json_of_gaps_has_every_documented_field(home):
    answer = json.loads(command("gaps", "--home", home, "--as-of", "2026-01-22", "--format", "json").stdout)
    assert {"edition", "as_of", "coalition", "focus", "coverage", "gaps"} <= set(answer)
    assert answer["coalition"] == ["us", "jp", "kr"]
    assert all({"authority", "snapshot", "state", "why"} <= set(row) for row in answer["coverage"])
    assert answer["gaps"]
    for gap in answer["gaps"]:
        assert set(gap) >= GAP_FIELDS
        assert gap["status"] in ("open", "closed", "unknown", "unresolved")
        assert gap["severity"] == pytest.approx(sum(gap["components"].values()), abs=0.05)
        for entry in gap["listed_by"]:
            assert set(entry["listed_on"]) == {"earliest", "latest", "basis"}


def test_a_kind_alone_and_csv(home):
    text = command(
        "gaps", "--home", home, "--as-of", "2026-01-22", "--kind", "un_implementation", "--format", "csv"
    ).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert {row["kind"] for row in rows} == {"un_implementation"}


def test_the_report_is_written_as_four_files(home, tmp_path):
    result = command("gaps", "--home", home, "--out", tmp_path / "report", "--as-of", "2026-01-22")
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "report").iterdir()}
    assert names == {"gaps.html", "gaps.json", "gaps.csv", "gaps.xlsx"}
    assert "FICTIONAL" in result.stdout
    assert "FICTIONAL" in (tmp_path / "report" / "gaps.html").read_text(encoding="utf-8").upper()


def test_a_target_is_found_by_target_id_native_id_and_name(home, world):
    targets = [json.loads(line) for line in _truth_targets(world)]
    listed = next(t for t in targets if any(e["authority"] == "us" for e in t["entries"]))
    uid = next(e["source_id"] for e in listed["entries"] if e["authority"] == "us")
    by_uid = json.loads(command("target", uid, "--home", home, "--format", "json").stdout)["targets"][0]
    assert ("us", uid) in {(x["authority"], x["source_id"]) for x in by_uid["listings"]}
    by_id = json.loads(command("target", by_uid["target_id"], "--home", home, "--format", "json").stdout)
    assert [t["target_id"] for t in by_id["targets"]] == [by_uid["target_id"]]
    by_name = json.loads(command("target", by_uid["names"][0], "--home", home, "--format", "json").stdout)
    assert by_uid["target_id"] in [t["target_id"] for t in by_name["targets"]]


def _truth_targets(world):
    return [json.dumps(t) for t in json.loads((world / "truth.json").read_text(encoding="utf-8"))["targets"]]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gaps", "--coalition", "us,zz"), 2, "unknown authority zz"),
        (("gaps", "--coalition", "us"), 2, "at least two"),
        (("gaps", "--focus", "moon"), 2, "unknown focus"),
        (("gaps", "--kind", "hole"), 2, "unknown kind"),
        (("gaps", "--as-of", "13 December"), 2, "not a date"),
        (("target", "no such party anywhere 0815"), 1, ""),
        (("target", " "), 2, "nothing to look for"),
    ],
)
def test_a_wrong_question_is_told_so_and_changes_nothing(home, arguments, code, says):
    result = command(*arguments, "--home", home)
    assert result.exit_code == code
    assert says in result.output


def test_an_empty_home_says_what_to_do(tmp_path):
    for words in (("gaps",), ("target", "x"), ("export", "resolution"), ("build",)):
        result = command(*words, "--home", tmp_path)
        assert result.exit_code == 1
        assert "interlock ingest" in result.output


def test_one_file_with_authority_and_date(world, tmp_path):
    file = tmp_path / "consolidated.xml"
    file.write_bytes(next(path for path in (world / "un").rglob("*.xml")).read_bytes())
    place = tmp_path / "home"
    assert command("ingest", file, "--home", place).exit_code == 1
    result = command("ingest", file, "--authority", "un", "--date", "2023-06-05", "--home", place)
    assert result.exit_code == 0
    future = command("ingest", file, "--authority", "un", "--date", "2999-01-01", "--home", place)
    assert future.exit_code == 2


def test_a_broken_list_among_good_ones_is_named_and_the_rest_goes_in(world, tmp_path):
    import shutil

    lists = tmp_path / "lists"
    shutil.copytree(world, lists)
    broken = next(path for path in (lists / "eu").rglob("*.xml"))
    broken.write_bytes(broken.read_bytes()[:5000])
    result = command("ingest", lists, "--home", tmp_path / "home")
    assert result.exit_code == 3
    assert "cut off" in result.output
    assert broken.parent.name in result.output
    assert command("build", "--home", tmp_path / "home").exit_code == 0


def test_real_and_fictional_lists_never_share_a_home(world, home, tmp_path):
    plain = tmp_path / "un" / "2026-01-01"
    plain.mkdir(parents=True)
    source = next(path for path in (world / "un").rglob("*.xml"))
    (plain / source.name).write_bytes(source.read_bytes())
    result = command("ingest", tmp_path, "--home", home)
    assert result.exit_code == 1
    assert "may not be mixed" in result.output


def test_run_from_a_folder_does_everything(world, tmp_path):
    result = command(
        "run",
        "--lists",
        world,
        "--home",
        tmp_path / "home",
        "--out",
        tmp_path / "out",
        "--as-of",
        "2026-01-22",
    )
    assert result.exit_code == 0
    assert (tmp_path / "out" / "gaps.html").is_file()


def test_run_without_lists_or_network_uses_the_sample_world_under_a_banner(tmp_path, monkeypatch):
    from interlock.ingest import fetch

    nowhere = fetch.Address(authority="un", list_key="un.x", url="http://127.0.0.1:9/", file="x.xml")
    monkeypatch.setattr(fetch, "addresses", lambda: (nowhere,))
    result = command("run", "--home", tmp_path / "home", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "SAMPLE WORLD" in result.output
    assert "FICTIONAL" in result.output
    assert not (tmp_path / "home" / "archive").exists()
    assert (tmp_path / "home" / "sample" / "editions" / "current").is_file()


def test_the_same_seed_writes_the_same_world(tmp_path):
    def written(name):
        command("sample", "--out", tmp_path / name, "--targets", "20", "--seed", "9")
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        return [(path.relative_to(tmp_path / name), path.read_bytes()) for path in files]

    assert written("a") == written("b")
    assert isinstance(written("a")[0][0], Path)
