"""The page on the authorities is what the code says of them."""

import json

from typer.testing import CliRunner

from interlock.cli.main import app
from interlock.sources.registry import authority, authority_keys
from real_lists import REPOSITORY

RUNNER = CliRunner()


def test_the_page_in_docs_is_what_the_command_prints():
    """After a change: `make docs`."""
    printed = RUNNER.invoke(app, ["sources", "--format", "markdown"])
    assert printed.exit_code == 0
    page = (REPOSITORY / "docs" / "sources.md").read_text(encoding="utf-8")
    assert page == printed.stdout, "docs/sources.md is out of date: run `make docs`"


def test_every_list_stands_on_the_page_with_all_that_its_spec_says():
    page = RUNNER.invoke(app, ["sources", "--format", "markdown"]).stdout
    rows = json.loads(RUNNER.invoke(app, ["sources", "--format", "json"]).stdout)
    specs = [spec for key in authority_keys() for spec in authority(key).lists]
    assert {row["list_key"] for row in rows} == {spec.key for spec in specs}
    for spec in specs:
        assert f"## `{spec.key}`" in page
        for text in (spec.legal_basis, spec.formats, spec.frequency, *spec.traps):
            assert text in page


def test_the_report_on_a_folder_says_what_was_read_ignored_unknown_and_left_aside(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    world = tmp_path / "world"
    RUNNER.invoke(app, ["sample", "--out", str(world), "--targets", "12", "--seed", "2"])
    day = next(path for path in sorted((world / "un").iterdir()) if path.is_dir())
    (day / "derived_x.csv").write_text("a,b\n", encoding="utf-8")
    file = next(day.glob("*.xml"))
    file.write_bytes(file.read_bytes().replace(b"<VERSIONNUM>", b"<STRANGE>x</STRANGE><VERSIONNUM>", 1))
    result = RUNNER.invoke(app, ["sources", "--lists", "../world"])
    assert result.exit_code == 0
    page = result.stdout
    assert all(
        f"## `{spec.key}`" in page
        for key in authority_keys()
        for spec in authority(key).lists
        if not spec.beside
    )
    assert "<STRANGE> is not known" in page
    assert f"`un/{day.name}/derived_x.csv`: a third party's conversion" in page
    assert '"VERSIONNUM",         # always 1' in page
    assert "names " in page
    assert str(tmp_path) not in page
