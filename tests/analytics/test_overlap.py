"""Who lists whom, on the smallest worlds that show each rule."""

from collections import defaultdict
from datetime import date

import lxml.etree
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analytics.overlap import NO_REGIME, overlap_answer
from interlock.analytics.positions import standing
from interlock.focus import load_focus
from interlock.gaps.question import ask
from interlock.model.edition import Edition, EditionContent
from interlock.model.target import Target, own_id
from interlock.report.overlap_page import as_html, as_svg, share_in_words
from interlock.report.upset import MOST_COLUMNS, upset
from made import record
from world import FRESH, HOLDS, shot, specs

KEYS = ("us", "jp", "kr", "un", "eu")


def targets_of(records):
    """Entries of one native id are one target: who is who is not what is tested here."""
    groups = defaultdict(list)
    for one in sorted(records, key=lambda one: one.key):
        groups[one.listing.source_id].append(one)
    return tuple(
        Target(
            target_id=own_id(group[0].key), schema=group[0].listing.schema, caption=group[0].listing.caption,
            members=tuple(one.key for one in group),
        )
        for _, group in sorted(groups.items())
    )  # fmt: skip


def asked(records, snapshots=FRESH, coalition=KEYS, as_of="2026-03-10", focus="dprk"):
    content = EditionContent(
        code_version="test", lists=tuple(specs()), snapshots=tuple(snapshots), records=tuple(records),
        targets=targets_of(records),
    )  # fmt: skip
    edition = Edition.of(content)
    question = ask(date.fromisoformat(as_of), coalition, load_focus(focus), tuple(HOLDS))
    return overlap_answer(edition, standing(edition, msgspec.structs.replace(question, references=())))


def listed(number, *keys, **more):
    return [
        record(f"{key}:{number}", f"THAE, Gyok {number}", births=(f"19{60 + number}-01-02",),
               passports=(f"P{number:08d}",), **more)
        for key in keys
    ]  # fmt: skip


def share(answer, key):
    return next(one for one in answer.authorities if one.authority == key)


def pair(answer, first, second):
    return next(one for one in answer.pairs if (one.first, one.second) == (first, second))


def groups(answer):
    return {one.authorities: (one.targets, one.surely) for one in answer.intersections}


def test_shares_pairs_and_intersections_of_a_known_world():
    answer = asked([*listed(1, "us", "jp"), *listed(2, "us"), *listed(3, "us", "jp", "kr"), *listed(4, "kr")])
    assert answer.targets == 4
    assert (share(answer, "us").targets, share(answer, "us").unique, share(answer, "us").unique_share) == (
        3,
        1,
        0.333,
    )
    assert (share(answer, "un").targets, share(answer, "un").unique_share) == (0, None)
    assert (pair(answer, "us", "jp").both, pair(answer, "us", "jp").share) == (2, 0.667)
    assert (pair(answer, "jp", "us").both, pair(answer, "jp", "us").share) == (2, 1.0)
    assert groups(answer) == {
        ("us",): (1, 1), ("us", "jp"): (1, 1), ("us", "jp", "kr"): (1, 1), ("kr",): (1, 1),
    }  # fmt: skip


def test_what_a_copy_cannot_tell_is_no_absence():
    """Korea's copy is older than the designation."""
    copies = (*[one for one in FRESH if one.authority != "kr"], shot("kr", "2019-06-01"))
    answer = asked(listed(1, "us"), snapshots=copies)
    assert (share(answer, "us").unique, share(answer, "us").perhaps_unique) == (0, 1)
    assert (share(answer, "kr").not_listed, share(answer, "kr").unknown) == (0, 1)
    found = pair(answer, "us", "kr")
    assert (found.share, found.share_at_least, found.share_at_most) == (None, 0.0, 1.0)
    assert groups(answer) == {("us",): (1, 0)}
    assert share_in_words(found) == "?"


def test_a_share_that_the_unknown_could_move_is_given_in_bounds():
    copies = (*[one for one in FRESH if one.authority != "kr"], shot("kr", "2021-06-01"))
    records = [*listed(1, "us", "kr"), *listed(2, "us"), *listed(3, "us", on="2022-01-01")]
    found = pair(asked(records, snapshots=copies), "us", "kr")
    assert (found.both, found.not_listed, found.unknown) == (1, 1, 1)
    assert (found.share, found.share_at_least, found.share_at_most) == (None, 0.333, 0.667)
    assert share_in_words(found) == "33 to 67%"


def test_a_list_of_which_there_is_no_copy_is_named_and_does_not_make_all_unsure():
    answer = asked(listed(1, "us"), snapshots=[one for one in FRESH if one.authority != "eu"])
    assert share(answer, "us").unique == 1
    assert any("No copy of a list of EU is here" in note for note in answer.notes)


def test_what_a_list_cannot_hold_is_not_comparable():
    ship = record("us:1", "THAE BONG", schema="Vessel", imo=("9000001",))
    answer = asked([ship])
    assert (share(answer, "jp").not_comparable, share(answer, "jp").not_listed) == (1, 0)
    assert groups(answer) == {("us",): (1, 1)}
    assert pair(answer, "us", "jp").share is None
    assert share_in_words(pair(answer, "us", "jp")) == "–"


def test_parts_are_by_kind_regime_and_programme():
    answer = asked([*listed(1, "us", "jp"), *listed(2, "kr", focus=False)], focus="all")
    parts = {(part.by, part.part): part.targets for part in answer.parts}
    assert parts == {
        ("kind", "Person"): 2,
        ("regime", "dprk"): 1,
        ("regime", NO_REGIME): 1,
        ("programme", "us DPRK2"): 1,
        ("programme", "jp 17"): 1,
        ("programme", "kr OTHER"): 1,
    }


WORLDS = st.lists(st.sets(st.sampled_from(KEYS), min_size=1), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(world=WORLDS, order=st.randoms(use_true_random=False))
def test_the_figures_add_up_and_the_order_of_records_does_not_matter(world, order):
    records = [one for number, keys in enumerate(world) for one in listed(number, *sorted(keys))]
    answer = asked(records)
    assert sum(one.targets for one in answer.intersections) == answer.targets == len(world)
    for one in answer.authorities:
        assert one.targets == sum(
            group.targets for group in answer.intersections if one.authority in group.authorities
        )
        told = one.targets + one.not_listed + one.unknown + one.unresolved + one.not_comparable
        assert told == answer.targets
    for found in answer.pairs:
        assert found.both == pair(answer, found.second, found.first).both
        both = found.both + found.not_listed + found.unknown + found.unresolved + found.not_comparable
        assert both == share(answer, found.first).targets
    order.shuffle(records)
    assert asked(records) == answer


def test_the_drawing_holds_every_column_inside_its_frame():
    world = [{key for bit, key in enumerate(KEYS) if number >> bit & 1} for number in range(1, 32)]
    records = [one for number, keys in enumerate(world) for one in listed(number, *sorted(keys))]
    answer = asked(records)
    drawing = upset(answer)
    assert len(drawing.columns) == MOST_COLUMNS
    assert drawing.left_out == answer.targets - sum(one.targets for one in drawing.columns)
    for column in drawing.columns:
        assert 0 < column.bar_y <= column.sure_y <= drawing.baseline
        assert column.x < drawing.width
        assert len(column.dots) + len(column.empty) == len(KEYS)
    root = lxml.etree.fromstring(as_svg(answer).encode())
    assert root.get("viewBox") == f"0 0 {drawing.width} {drawing.height}"
    assert len(root.findall(".//{*}circle")) == MOST_COLUMNS * len(KEYS)


def test_the_page_says_when_it_is_invented():
    answer = asked(listed(1, "us", "jp"))
    assert "FICTIONAL DATA" not in as_html(answer)
    invented = msgspec.structs.replace(answer, fictional=True)
    assert "FICTIONAL DATA" in as_html(invented)
    assert "FICTIONAL DATA" in as_svg(invented)
