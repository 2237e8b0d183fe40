"""Re-screening: a newer edition tells only what differs, and tells all of it."""

import json
import shutil

import pytest

from interlock.screen.bulk_changes import Changes, changed_between
from interlock.screen.bulk_input import Layout, rows_of
from interlock.screen.bulk_kernel import Against, Manner, screened
from interlock.screen.bulk_run import Local, Order, screen_file
from interlock.screen.run import open_edition
from screening_world import TODAY, customers, names, person, put_edition, world


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A home with an earlier edition and a current one, and their ids."""
    home = tmp_path_factory.mktemp("home")
    old = world()
    new = old[:-3]  # three are gone
    new[4] = person("us:5", names(60)[4], births=("1999-09-09",))  # born on another day
    new[9] = person("us:10", "Quite Another")  # renamed
    new[14] = person("us:15", names(60)[14], off="2025-11-11")  # taken off
    new += [person("gb:7", names(60)[19]), person("gb:8", "Brand Newcomer")]
    earlier = put_edition(home, old)
    current = put_edition(home, new, merged=[("us:20", "gb:7")])
    return home, earlier, current


@pytest.fixture
def source(tmp_path):
    return customers(tmp_path / "customers.csv", 300, [*names(60), *["Brand Newcomer"] * 8], seed=5)


def run(home, source, out, since):
    done = screen_file(home, Order(source=source, out=out, since=since), TODAY, engine=Local(1))
    return done, [json.loads(line) for line in out.read_bytes().splitlines()]


def key(hit):
    """What a hit rests on, without the days of our copies and who does not list it."""
    notes = [{**note, "snapshot": "", "why": ""} for note in hit["listed_by"]]
    return json.dumps(
        {**hit, "listed_by": notes, "change": "", "differs": [], "not_listed_by": [], "unknown_by": []},
        sort_keys=True,
    )


def test_what_is_told_is_the_difference_of_two_whole_screenings(two, source, tmp_path):
    """Fast code against slow: screen against both, and compare."""
    home, earlier, current = two
    _, told = run(home, source, tmp_path / "changes.jsonl", earlier)
    whole = {}
    for edition in (earlier, current):
        order = Order(source=source, out=tmp_path / f"{edition}.jsonl", edition_id=edition)
        screen_file(home, order, TODAY, engine=Local(1))
        whole[edition] = {key(json.loads(x)) for x in order.out.read_bytes().splitlines()}
    now = {key(hit) for hit in told if hit["change"] != "gone"}
    gone = {key(hit) for hit in told if hit["change"] == "gone"}
    assert now == whole[current] - whole[earlier]
    assert gone <= whole[earlier] - whole[current]
    differing = {(json.loads(x)["id"]) for x in whole[earlier] ^ whole[current]}
    assert {hit["id"] for hit in told} == differing
    assert {hit["change"] for hit in told} == {"new", "gone", "changed"}


def test_each_change_says_what_differs(two, tmp_path):
    home, earlier, _ = two
    who = names(60)
    source = tmp_path / "c.csv"
    rows = [("born", who[4]), ("renamed", who[9]), ("off", who[14]), ("joined", who[19]), ("left", who[59]),
            ("came", "Brand Newcomer"), ("still", who[30])]  # fmt: skip
    source.write_text("id,name\n" + "".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    done, told = run(home, source, tmp_path / "changes.jsonl", earlier)
    said = {hit["id"]: (hit["change"], hit["differs"]) for hit in told}
    assert "still" not in said
    assert said["renamed"][0] == "gone"
    assert "(Quite Another) is no hit any more" in said["renamed"][1][0]
    assert said["left"] == ("gone", ["the edition has no such target any more"])
    assert said["came"] == ("new", [])
    assert "us.sdn 15: standing: listed -> not listed" in said["off"][1]
    assert "match: yes -> no" in said["off"][1]
    assert any(text.startswith("gb.list 7: now an entry of this target, as") for text in said["joined"][1])
    assert done.tally.matched == len(said)


def test_a_target_that_was_merged_into_another_hit_is_not_said_to_be_none(tmp_path):
    twins = [person("us:1", "Bardul Fengom"), person("gb:1", "Bardul Fengom")]
    home = tmp_path / "home"
    earlier = put_edition(home, twins)
    put_edition(home, twins, merged=[("us:1", "gb:1")])
    source = tmp_path / "c.csv"
    source.write_text("id,name\nc1,Bardul Fengom\n", encoding="utf-8")
    _, told = run(home, source, tmp_path / "changes.jsonl", earlier)
    assert [hit["change"] for hit in told] == ["changed", "gone"]
    assert told[0]["differs"] == ["gb.list 1: now an entry of this target, as Bardul Fengom"]
    assert told[1]["differs"] == [f"now one with {told[0]['target_id']} (Bardul Fengom), which is a hit"]


def test_the_same_edition_differs_in_nothing(two, source, tmp_path):
    home, _, current = two
    done, told = run(home, source, tmp_path / "changes.jsonl", current)
    assert told == []
    assert done.tally.rows == 300


def test_targets_that_only_were_seen_again_have_not_changed(tmp_path):
    from datetime import date

    put_edition(tmp_path / "a", world())
    put_edition(tmp_path / "b", world(), days=(date(2026, 1, 1), date(2026, 1, 15)))
    a, b = (open_edition(tmp_path / name, TODAY) for name in ("a", "b"))
    assert changed_between(a.entities, b.entities) == frozenset()


def test_no_customer_is_asked_of_whole_editions_without_need(two, source):
    """That is what makes it fast."""
    home, earlier, current = two
    before, after = (open_edition(home, TODAY, edition_id=one) for one in (earlier, current))

    class Counting:
        def __init__(self, dataset):
            self.index, self.entities, self.asked = self, dataset.entities, 0
            self._inner = dataset.index

        def match_many(self, queries, options):
            self.asked += len(queries)
            return self._inner.match_many(queries, options)

    old, new = Counting(before), Counting(after)
    changed = changed_between(before.entities, after.entities)
    from interlock.screen.dataset import columns_of, dataset_of

    few = [
        dataset_of(columns_of(e for e in whole.entities if e.id in changed), name="few", title="", version="")
        for whole in (before, after)
    ]
    kernel = Changes(old, new, *few, Manner())
    told = screened(kernel, rows_of(source, Layout()))
    assert 0 < told.tally.matched <= old.asked == new.asked
    assert old.asked < 60


def test_against_one_edition_tells_no_change(two, source):
    home, _, current = two
    result = screened(
        Against(open_edition(home, TODAY, edition_id=current), Manner()), rows_of(source, Layout())
    )
    assert b'"change"' not in result.hits


def test_a_home_may_be_copied_between(two, source, tmp_path):
    """The indexes of unfinished work are its own."""
    home, earlier, _ = two
    shutil.copytree(home, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "screen", ignore_errors=True)
    done, _ = run(tmp_path / "copy", source, tmp_path / "changes.jsonl", earlier)
    again, _ = run(home, source, tmp_path / "again.jsonl", earlier)
    assert done.result_sha256 == again.result_sha256
