"""The page that adds an authority: its blocks are written into a copy of the package, and work there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "new-authority.md"
BLOCK = re.compile(r"^`([^`\n]+)`: [^\n]*\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATHS = [
    "src/interlock/sources/authorities/zz.toml",
    "src/interlock/sources/authorities/zz.py",
    "tests/sources/fixtures/zz/list.csv",
    "tests/sources/test_zz.py",
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package with what the page tells to add."""
    place = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        ROOT / "src" / "interlock", place / "src" / "interlock", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return place


def run(copy, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_page_is_short_and_its_blocks_are_the_four_files():
    text = PAGE.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    assert [path for path, _ in BLOCK.findall(text)] == PATHS
    assert text.count("```") == 2 * len(PATHS)


def test_the_pages_own_test_passes(copy):
    code, text = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/sources/test_zz.py")
    assert code == 0, text
    assert "1 passed" in text


def test_the_new_list_goes_through_the_command_line(copy):
    """Ingest and build know it without another edit."""
    day = copy / "lists" / "zz" / "2026-01-01"
    day.mkdir(parents=True)
    shutil.copy(copy / "tests/sources/fixtures/zz/list.csv", day)
    home = ("--home", str(copy / "home"))
    code, text = run(copy, "-m", "interlock", "ingest", str(copy / "lists"), *home)
    assert code == 0, text
    code, text = run(copy, "-m", "interlock", "build", *home)
    assert code == 0, text
    code, text = run(copy, "-m", "interlock", "target", "Rudolf Invented", "--format", "json", *home)
    assert code == 0, text
    assert '"zz.list"' in text
