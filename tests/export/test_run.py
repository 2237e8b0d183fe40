import json

import pyarrow.parquet as pq
import pytest

from gaps.world import specs
from interlock.base.errors import QueryError
from interlock.export.run import FORMS, SUBJECTS, export_from
from made_editions import DAY, edition_of, world


def written(tmp_path, subject, form, **more):
    edition = edition_of(world(), lists=specs())
    asked = {"as_of": DAY, "focus": "dprk", "coalition": ("us", "jp", "kr"), **more}
    return export_from(edition, subject, form, tmp_path / "out", **asked), tmp_path / "out"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_everything_can_be_had_in_every_form_and_names_its_edition(tmp_path, subject, form):
    done, out = written(tmp_path, subject, form)
    assert (done.edition, done.fictional) == ("0123456789abcdef", False)
    assert done.targets == 3
    assert out.stat().st_size > 0
    if form in ("ftm", "stix", "graphml", "csv", "json"):
        assert b"0123456789abcdef" in out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_the_gaps_are_those_of_the_report(tmp_path):
    done, out = written(tmp_path, "gaps", "parquet")
    assert done.gaps == pq.read_table(out).num_rows > 0
    _, out = written(tmp_path, "gaps", "json")
    listed = json.loads(out.read_bytes())["gaps"]
    _, out = written(tmp_path, "gaps", "ftm")
    notes = [line for line in map(json.loads, out.read_bytes().splitlines()) if line["schema"] == "Note"]
    assert sorted(line["caption"] for line in notes) == sorted(gap["gap_id"] for gap in listed)
    assert len(notes) == done.gaps


def test_what_cannot_be_written_leaves_the_old_file(tmp_path):
    _, out = written(tmp_path, "targets", "csv")
    before = out.read_bytes()
    with pytest.raises(QueryError, match="unknown authority"):
        written(tmp_path, "targets", "csv", coalition=("us", "xx"))
    assert out.read_bytes() == before
    (tmp_path / "folder").mkdir()
    edition = edition_of(world(), lists=specs())
    with pytest.raises(QueryError, match="cannot be written"):
        export_from(edition, "targets", "csv", tmp_path / "folder", as_of=DAY, focus="all", coalition=())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "out"]
