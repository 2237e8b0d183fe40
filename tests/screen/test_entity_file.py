"""Files of FollowTheMoney entities as datasets."""

import gzip
import json

import pytest

from interlock.base.errors import QueryError
from interlock.screen.dataset import of_file
from screening import query

ANN = {"name": ["Ann Example"], "birthDate": ["1970"]}
ACME = {"name": "Acme Widgets Ltd", "owner": [{"id": "a"}]}
LINES = [
    {
        "id": "a",
        "schema": "Person",
        "caption": "Ann",
        "properties": ANN,
        "datasets": ["x"],
        "referents": ["old-a"],
    },
    {"id": "b", "schema": "Company", "properties": ACME, "extra": 1},
]


def written(path, lines=LINES):
    text = "".join(json.dumps(line) + "\n" for line in lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["x.json", "x.ftm.json", "x.jsonl.gz"])
def test_a_file_is_screened_like_any_dataset(tmp_path, name):
    data = of_file("mine", written(tmp_path / name))
    assert (data.name, len(data.entities)) == ("mine", 2)
    assert data.index.match(query("Ann Example"))[0].entity.datasets == ("x",)
    assert data.index.match(query("ACME Widgets", "Company"))[0].entity.properties["owner"] == ("a",)
    assert data.entities.get("old-a").id == data.entities.canonical("old-a") == "a"
    assert data.entities.get("nobody") is None
    assert data.complete.incomplete == ()


def test_the_version_is_of_the_bytes(tmp_path):
    one = of_file("m", written(tmp_path / "one.json")).version
    assert of_file("m", written(tmp_path / "two.json")).version == one
    assert of_file("m", written(tmp_path / "three.json", LINES[:1])).version != one


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"id": 1}', b"\xff\xfe", b'{"id":"a","schema":"Person","properties":3}']
)
def test_what_is_no_entity_is_refused_with_its_line(tmp_path, line):
    path = written(tmp_path / "x.json")
    path.write_bytes(path.read_bytes().rstrip() + b"\n" + line)
    with pytest.raises(QueryError) as refused:
        of_file("mine", path)
    assert "line 3" in refused.value.where


def test_a_file_that_is_not_there_or_cut_off_is_refused(tmp_path):
    with pytest.raises(QueryError, match="cannot be read"):
        of_file("mine", tmp_path / "absent.json")
    path = written(tmp_path / "x.json.gz")
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(QueryError):
        of_file("mine", path)
