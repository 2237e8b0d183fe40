"""The commands that compare names."""

import csv
import json

import pytest
from typer.testing import CliRunner

from interlock.cli.main import app

RUNNER = CliRunner()


def command(*arguments):
    return RUNNER.invoke(app, [str(argument) for argument in arguments])


def test_two_names_are_compared_and_the_reasons_given():
    answer = json.loads(command("names", "compare", "Kim Yong Chol", "김영철", "--format", "json").stdout)
    assert answer["match"] is True
    assert answer["threshold"] == 0.7
    assert answer["reasons"]
    table = command("names", "compare", "Office 39", "Office 38", "--schema", "organization")
    assert "no match" in table.stdout
    assert "numbers differ" in table.stdout


def test_an_unknown_schema_is_a_wrong_question():
    assert command("names", "compare", "a b", "c d", "--schema", "Ship").exit_code == 2


def test_a_file_of_pairs_is_scored_and_its_other_columns_kept(tmp_path):
    source, out = tmp_path / "pairs.csv", tmp_path / "scored.csv"
    source.write_text(
        'id,name1,name2,schema\n1,"Putin, Vladimir",Vladimir Putin,Person\n'
        "2,BELLETECH CORP,11420 CORP,Company\n3,a,b,\n",
        encoding="utf-8",
    )
    assert command("names", "score", "--in", source, "--out", out).exit_code == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert [row["match"] for row in rows] == ["true", "false", "false"]
    assert 0.7 <= float(rows[0]["score"]) <= 1.0
    assert all(row["reasons"] for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "name1,name2\na,b\n",
        "name1,name2,schema\na,b\n",
        "name1,name2,schema\na,b,Ship\n",
        'name1,name2,schema\n"a,b,c\n',
    ],
    ids=["no schema column", "a cell short", "an unknown schema", "an open quote"],
)
def test_a_file_that_cannot_be_read_whole_writes_nothing(tmp_path, text):
    source, out = tmp_path / "pairs.csv", tmp_path / "scored.csv"
    source.write_text(text, encoding="utf-8")
    out.write_text("before", encoding="utf-8")
    assert command("names", "score", "--in", source, "--out", out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "before"
    assert command("names", "score", "--in", tmp_path / "missing.csv", "--out", out).exit_code == 2
