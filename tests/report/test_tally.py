from collections import Counter

import msgspec

from interlock.report.tally import counts, targets_by_status, unknowns
from report.factory import make_report


def test_the_counts_add_up_to_the_gaps() -> None:
    report = make_report(60)
    rows = counts(report)
    assert sum(row.open + row.unresolved + row.unknown + row.closed for row in rows) == len(report.gaps)
    assert [row.authority for row in rows][::3] == list(report.coalition)


def test_a_target_with_gaps_of_two_kinds_is_one_target() -> None:
    report = make_report(60)
    open_gaps = [gap.target_id for gap in report.gaps if gap.status == "open"]
    assert max(Counter(open_gaps).values()) > 1
    assert targets_by_status(report)["open"] == len(set(open_gaps))


def test_reasons_that_differ_in_dates_and_numbers_only_are_one_reason() -> None:
    report = make_report(40)
    matrix = tuple(
        msgspec.structs.replace(row, cells={key: _dated(cell, place) for key, cell in row.cells.items()})
        for place, row in enumerate(report.matrix)
    )
    rows = unknowns(msgspec.structs.replace(report, matrix=matrix))
    assert rows
    for row in rows:
        (why, found), *rest = row.reasons
        assert not rest and row.other == 0
        assert found == row.targets
        if found > 1:
            assert why == "the newest snapshot is of 2026-01-22, older than the designation …"


def _dated(cell, place):  # type: ignore[no-untyped-def]
    if cell.state != "unknown":
        return cell
    why = f"the newest snapshot is of 2026-01-22, older than the designation (2026-02-{place % 28 + 1:02})"
    return msgspec.structs.replace(cell, why=why)


def test_unknown_targets_are_counted_once_whatever_the_number_of_kinds() -> None:
    report = make_report(80)
    for row in unknowns(report):
        targets = {g.target_id for g in report.gaps if g.status == "unknown" and g.authority == row.authority}
        assert row.targets == len(targets)
