"""The draw of gaps to judge stays as it is while gaps open and close, and every judgement is well formed."""

import random
import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import gapcheck
from bench.options import Options
from interlock.model.dates import ActDate
from interlock.model.gap import Gap, ListedBy

DAY = ActDate(gapcheck.AS_OF, gapcheck.AS_OF, "printed")
NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=10, max_size=10)
TARGETS = st.sets(NAMES, min_size=1, max_size=40)


def gap(target, authority="jp", entries=("us:1",)):
    return Gap(
        gap_id=f"designation-{authority}-IL-{target}",
        kind="designation",
        target_id=f"IL-{target}",
        target_name="X",
        schema="Person",
        authority=authority,
        status="open",
        listed_by=tuple(listed(entry) for entry in entries),
        since=None,
        age_days=None,
        lag_days=None,
        severity=1.0,
        components={},
        why="",
    )


def listed(entry):
    authority, source_id = entry.split(":")
    return ListedBy(authority=authority, source_id=source_id, name="X", listed_on=DAY)


def drawn(targets, size=7):
    return {one.gap_id for one in gapcheck.draw([gap(target) for target in targets], size)}


@given(TARGETS, NAMES)
def test_a_gap_that_opens_or_closes_changes_the_draw_by_at_most_one(targets, other):
    with_it, without = drawn(targets | {other}), drawn(targets - {other})
    assert len(with_it - without) <= 1
    assert len(without - with_it) <= 1


@given(TARGETS, st.randoms(use_true_random=False))
def test_the_order_in_which_gaps_are_found_does_not_matter(targets, chance):
    found = [gap(target) for target in sorted(targets)]
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert gapcheck.draw(found, 7) == gapcheck.draw(shuffled, 7)


@given(TARGETS)
def test_no_gap_left_out_hashes_lower_than_one_drawn(targets):
    def lot(gap_id):
        return sha256(f"{gapcheck.SEED} {gap_id}".encode()).digest()

    taken = drawn(targets)
    left = {gap(target).gap_id for target in targets} - taken
    assert len(taken) == min(7, len(targets))
    assert all(lot(one) < lot(another) for one in taken for another in left)


def test_what_lists_the_target_and_what_it_is_called_do_not_move_the_draw():
    chance = random.Random(1)
    targets = [f"{chance.getrandbits(64):016X}" for _ in range(50)]
    later = [gap(target, entries=("us:1", "kr:2")) for target in targets]
    assert {one.gap_id for one in gapcheck.draw(later, 7)} == drawn(targets)


def row(gap_id, entries="us:1", verdict="real"):
    return {"gap_id": gap_id, "authority": "jp", "listed_by": entries, "verdict": verdict, "reason": "r"}


def test_a_judgement_is_found_by_gap_id_and_else_by_the_entries_that_list_the_target():
    one = gap("A", entries=("us:9", "kr:1"))
    renamed, same_id = row("designation-jp-IL-OLD", "kr:1 us:9"), row(one.gap_id, "us:7")
    assert gapcheck.judgements([one], [renamed]) == {one.gap_id: renamed}
    assert gapcheck.judgements([one], [renamed, same_id]) == {one.gap_id: same_id}
    assert gapcheck.judgements([one], [row("designation-jp-IL-OLD", "us:9")]) == {}


def run(monkeypatch, tmp_path, false, judged):
    gaps = [gap(f"{number:03}", entries=(f"us:{number}",)) for number in range(100)]
    rows = [
        row(one.gap_id, f"us:{number}", "false" if number < false else "real")
        for number, one in enumerate(gaps[:judged])
    ]
    monkeypatch.setattr(gapcheck, "open_gaps", lambda _: gaps)
    monkeypatch.setattr(gapcheck, "read", lambda: rows)
    return gapcheck.main(Options(home=tmp_path))


@pytest.mark.parametrize(
    ("false", "judged", "broken"),
    [(0, 100, 0), (2, 100, 0), (3, 100, 1), (1, 90, 0), (2, 90, 1), (0, 89, 1), (0, 0, 1)],
)
def test_the_promise_breaks_with_false_alarms_and_with_too_few_judgements(
    monkeypatch, tmp_path, capsys, false, judged, broken
):
    assert run(monkeypatch, tmp_path, false, judged) == broken
    said = capsys.readouterr().out
    assert f"{judged - false} real, {false} false, 0 cannot tell, {100 - judged} not judged" in said
    assert ("BROKEN" in said) == bool(broken)


def test_every_judgement_has_one_gap_a_verdict_a_reason_and_someone_who_judged():
    rows = gapcheck.read()
    assert tuple(rows[0]) == gapcheck.COLUMNS
    assert len({one["gap_id"] for one in rows}) == len(rows) >= gapcheck.DRAWN
    for one in rows:
        assert one["gap_id"].startswith(f"designation-{one['authority']}-IL-")
        assert one["verdict"] in gapcheck.VERDICTS
        assert one["reason"]
        assert one["judged_by"]
        assert one["listed_by"].split() == sorted(one["listed_by"].split())


def test_a_reason_names_entries_and_fields_and_no_party():
    """What begins with a capital is an id or a word of the field, so that no name of anyone stands in it."""
    known = {"UN", "KPe.004", "Hangul", "SWIFT", "IMO", "LEI", "S", "United", "States", "Russian", "Korea"}
    known |= {"North", "Latin"}
    for one in gapcheck.read():
        words = re.findall(r"\b[A-Z][\w.-]*\b", one["reason"])
        assert {word.rstrip(".") for word in words} <= known, one["gap_id"]
        assert one["reason"].isascii()
