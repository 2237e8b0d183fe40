"""One page on a regime: what the lists show, what a person checked, and what they cannot tell."""

import msgspec
import pytest

from interlock.base.errors import QueryError
from interlock.gaps.explain import Stand, explained
from interlock.model.gap import Silence
from interlock.report.regime import Checked, Chosen, as_markdown, gap_of, read_checked
from report.factory import make_report

SILENCE = Silence(
    kind="scope", authority="jp", state="not_comparable", targets=7, why="its lists do not tell a travel ban"
)


def report():
    return msgspec.structs.replace(make_report(20), silences=(SILENCE,))


def chosen(of):
    gap = next(gap for gap in of.gaps if gap.status == "open")
    entry = f"{gap.listed_by[0].authority}:{gap.listed_by[0].source_id}"
    checked = Checked(
        kind=gap.kind, authority=gap.authority, entry=entry, checked="read on line 7 of the file."
    )
    told = explained(of, gap.gap_id, None, {}, lambda _: Stand(None, "", "", ""))
    return Chosen(checked, told)


def test_the_page_reads_as_before(snapshot):
    one = report()
    assert as_markdown(one, [chosen(one)], "interlock gaps --page x.md") == snapshot


def test_a_finding_is_found_by_an_entry_and_not_by_the_id_of_its_target():
    one = report()
    found = chosen(one)
    assert gap_of(one, found.checked) == found.told.gap
    assert gap_of(one, msgspec.structs.replace(found.checked, entry="us:NONE")) is None


def test_a_finding_that_left_the_answer_is_said_to_have():
    one = report()
    page = as_markdown(one, [Chosen(chosen(one).checked, None)], "x")
    assert "No longer in the answer. Checked before: read on line 7 of the file." in page


def test_no_cell_breaks_its_table():
    for line in as_markdown(report(), (), "x").splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
            assert "<script>" not in line.replace("\\<", "")


def test_checked_findings_that_cannot_be_read_are_refused(tmp_path):
    path = tmp_path / "checked.toml"
    path.write_text("[[finding]]\nkind = 'no such kind'\n", encoding="utf-8")
    with pytest.raises(QueryError, match="cannot be read"):
        read_checked(path)
    with pytest.raises(QueryError, match="cannot be read"):
        read_checked(tmp_path / "none.toml")
