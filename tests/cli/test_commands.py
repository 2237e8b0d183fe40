"""The commands as a user meets them, on the sample world."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.main import get_command

import bad_site
from command_line import command
from interlock.cli.main import app
from interlock.sources.registry import authority, authority_keys
from real_lists import REPOSITORY


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


def nobody(home):
    """A home whose only address answers nobody."""
    home.mkdir(exist_ok=True)
    (home / "addresses.toml").write_text(
        'official = false\n[[list]]\nauthority = "un"\nlist_key = "un.consolidated"\n'
        'file = "consolidated.xml"\nurl = "http://127.0.0.1:9/"\n'
    )


def test_run_without_a_network_answers_from_what_the_home_holds_and_says_that_it_is_incomplete(
    world, tmp_path
):
    nobody(tmp_path)
    command("ingest", world, "--home", tmp_path)
    result = command("run", "--home", tmp_path, "--out", tmp_path / "out", "--as-of", "2026-01-22")
    assert result.exit_code == 3
    assert "cannot be reached" in result.output
    assert not (tmp_path / "sample").exists()
    assert (tmp_path / "out" / "gaps.html").is_file()


def test_run_without_lists_or_network_uses_the_sample_world_under_a_banner(tmp_path):
    nobody(tmp_path / "home")
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


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with bad_site.running() as found:
        yield found


def own_addresses(home, site, *paths):
    """A home that asks this site alone."""
    keys = {"un": ("un.consolidated", "consolidated.xml"), "us": ("us.sdn", "SDN.XML")}
    home.mkdir(exist_ok=True)
    lines = ["official = false"]
    for path in paths:
        key, file = keys[path.strip("/")]
        lines += ["[[list]]", f'authority = "{path[1:]}"', f'list_key = "{key}"']
        lines += [f'file = "{file}"', f'url = "{site.base}{path}"']
    (home / "addresses.toml").write_text("\n".join(lines))


FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
UN = (FIXTURES / "un" / "indented.xml").read_bytes()


def test_fetch_says_by_its_exit_code_whether_all_some_or_none_came(site, tmp_path):
    own_addresses(tmp_path, site, "/un", "/us")
    site.serve("/un", bad_site.status(403), bad_site.body(UN))
    site.serve("/us", bad_site.status(403), bad_site.status(404), bad_site.body(FIXTURES_US))
    first, second, third = (command("fetch", "--home", tmp_path) for _ in range(3))
    assert (first.exit_code, second.exit_code, third.exit_code) == (1, 3, 0)
    assert "un.consolidated: failed: the site refuses this client (status 403)" in first.output
    assert "un.consolidated: new: dated" in second.output
    assert "un.consolidated: unchanged: as of" in third.output
    assert "us.sdn: new" in third.output


FIXTURES_US = (FIXTURES / "us" / "SDN.XML").read_bytes()


def test_fetch_of_one_authority_or_list_as_json(site, tmp_path):
    own_addresses(tmp_path, site, "/un", "/us")
    site.serve("/un", bad_site.body(UN))
    site.serve("/us", bad_site.body(FIXTURES_US))
    answer = json.loads(command("fetch", "UN", "--home", tmp_path, "--format", "json").stdout)
    assert [(one["list_key"], one["outcome"]) for one in answer["lists"]] == [("un.consolidated", "new")]
    answer = json.loads(command("fetch", "--only", "us.sdn", "--home", tmp_path, "--format", "json").stdout)
    assert [(one["list_key"], one["outcome"]) for one in answer["lists"]] == [("us.sdn", "new")]
    assert command("fetch", "zz", "--home", tmp_path).exit_code == 2


def half(world, tmp_path):
    """The sample world, with a later UN list that lost most of its people."""
    import re
    import shutil

    lists = tmp_path / "lists"
    shutil.copytree(world, lists)
    newest = max((lists / "un").iterdir())
    file = next(newest.glob("*.xml"))
    text = file.read_text(encoding="utf-8")
    people = re.findall(r"<INDIVIDUAL>.*?</INDIVIDUAL>", text, flags=re.DOTALL)
    for person in people[3:]:
        text = text.replace(person, "", 1)
    (lists / "un" / "2026-10-01").mkdir()
    (lists / "un" / "2026-10-01" / file.name).write_text(text, encoding="utf-8")
    return lists


def test_the_way_of_a_quarantined_list(world, tmp_path):
    """Held back, looked at, accepted, built; withdrawn, rejected."""
    place = tmp_path / "home"
    command("ingest", half(world, tmp_path), "--home", place)
    built = command("build", "--home", place)
    assert built.exit_code == 3
    assert "to decide: interlock quarantine show un.consolidated 2026-10-01" in (
        command("status", "--home", place).output.replace("\n", " ")
    )
    (held,) = json.loads(command("quarantine", "list", "--home", place, "--format", "json").stdout)
    assert (held["list_key"], held["day"], held["state"]) == ("un.consolidated", "2026-10-01", "quarantined")
    assert "un.consolidated" in command("quarantine", "list", "--home", place).stdout
    shown = command("quarantine", "show", "un.consolidated", "2026-10-01", "--home", place).stdout
    assert "shrink: " in shown
    assert "gone: " in shown
    assert "interlock quarantine accept un.consolidated 2026-10-01 --reason TEXT" in shown
    machine = json.loads(
        command(
            "quarantine", "show", "un.consolidated", "2026-10-01", "--home", place, "--format", "json"
        ).stdout
    )
    assert machine["gone"] == machine["entries_before"] - machine["held"]["entries"]
    words = ("un.consolidated", "2026-10-01", "--reason", "it is so", "--author", "Ann", "--home", place)
    assert command("quarantine", "accept", *words).exit_code == 0
    assert command("build", "--home", place).exit_code == 0
    assert command("quarantine", "reject", *words).exit_code == 2
    assert command("quarantine", "withdraw", *words).exit_code == 0
    assert command("build", "--home", place).exit_code == 3
    assert command("quarantine", "reject", *words).exit_code == 0
    assert "rejected by Ann" in command("quarantine", "list", "--home", place).stdout
    assert command("build", "--home", place).exit_code == 3


def test_watch_once_tells_by_log_metrics_and_exit_code(site, tmp_path):
    own_addresses(tmp_path, site, "/un")
    site.serve("/un", bad_site.status(403))
    file = tmp_path / "out" / "interlock.prom"
    result = command("watch", "--once", "--home", tmp_path, "--metrics-file", file)
    assert result.exit_code == 1
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert {one["kind"] for one in events if one["event"] == "alarm"} == {"missed_poll", "missing"}
    assert all({"time", "level", "event"} <= set(one) for one in events)
    assert 'interlock_list_failures{list="un.consolidated"} 1.0' in file.read_text()


@pytest.mark.parametrize(
    "words",
    [("--every", "6"), ("--every", "1s"), ("--webhook", "file:///etc"), ("--metrics-port", "-1")],
)
def test_watch_refuses_what_cannot_be_meant(tmp_path, words):
    assert command("watch", "--once", "--home", tmp_path, *words).exit_code == 2
