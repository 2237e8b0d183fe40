"""What is held back is shown beside the last good one; a person's word on it holds for its bytes alone."""

from datetime import UTC, date, datetime

import msgspec
import pytest

import fake_lists
from fake_lists import PARSERS, core, put
from interlock.base.errors import QueryError
from interlock.ingest.build import gather, survey
from interlock.ingest.decide import Officer, rule, rulings, withdraw
from interlock.ingest.quarantine import difference, held_back
from interlock.ingest.rulings import rulings_of
from interlock.ingest.run import ingest
from interlock.ingest.status import status
from interlock.ingest.unpack import unpack
from interlock.model.decisions import inputs_sha, snapshot_decision
from interlock.resolve import run
from interlock.sources.registry import authority
from interlock.store.ledger import Ledger
from real_lists import LISTS, needs_real_lists

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN = Officer("Ann", "the notice says so", NOON)
HALF = date(2022, 2, 1)
LATER = date(2022, 3, 1)


@pytest.fixture
def home(tmp_path):
    """Forty entries; then nine of them and one that is new; then the nine and another new one."""
    lists = put(tmp_path / "lists", "2022-01-01", core=core(*(f"{n}|KIM {n:02}|DPRK" for n in range(40))))
    nine = [f"{n}|KIM {n:02}|DPRK" for n in range(9)]
    put(lists, str(HALF), core=core(*nine[:8], "8|KIM changed", "77|NEW One"))
    put(lists, str(LATER), core=core(*nine, "78|NEW Two"))
    ingest(tmp_path / "home", [lists], parsers=PARSERS)
    return tmp_path / "home"


def states(home):
    return [shot.state for shot in survey(home, parsers=PARSERS, rulings=rulings(home)).snapshots]


def test_the_difference_names_what_went_and_came_and_counts_the_rest(home):
    """The first twenty by name."""
    found = difference(home, rulings(home), "fake.main", HALF, parsers=PARSERS)
    assert (found.entries_before, found.held.entries) == (40, 10)
    assert (found.gone, found.new, found.changed) == (31, 1, 1)
    assert [named.name for named in found.gone_names] == [f"KIM {n:02}" for n in range(9, 29)]
    assert [named.source_id for named in found.new_names] == ["77"]
    assert {fill.field: (fill.before, fill.after) for fill in found.fills} == {
        "Person.programmes": (1.0, 0.8)
    }
    assert "shrink" in {breach.guard for breach in found.held.breaches}


def test_a_first_snapshot_has_nothing_to_be_compared_with(home):
    """And says so by a missing number, not by a zero."""
    found = difference(home, {}, "fake.main", date(2022, 1, 1), parsers=PARSERS)
    assert (found.entries_before, found.gone, found.new, found.fills) == (None, 0, 0, ())


def test_what_is_accepted_stays_accepted_and_is_what_the_next_is_measured_by(home):
    """Across builds, and after a lost cache."""
    assert states(home) == ["good", "quarantined", "quarantined"]
    rule(home, "fake.main", HALF, "accepted", ANN, parsers=PARSERS)
    assert states(home) == ["good", "good", "good"]
    for path in (home / "parsed").rglob("*.json"):
        path.unlink()
    found = gather(home, parsers=PARSERS, rulings=rulings(home))
    assert [shot.state for shot in found.snapshots] == ["good", "good", "good"]
    (row,) = held_back(home, rulings(home), parsers=PARSERS)
    assert (row.day, row.ruling.author, row.state) == (HALF, "Ann", "good")


def test_a_rejected_one_is_never_used_and_a_withdrawal_opens_the_question_again(home):
    """The decision stays on file."""
    rule(home, "fake.main", date(2022, 1, 1), "rejected", ANN, parsers=PARSERS)
    assert states(home) == ["quarantined", "good", "good"]
    (taken,) = withdraw(home, "fake.main", date(2022, 1, 1), ANN, parsers=PARSERS)
    assert not taken.stands
    assert states(home) == ["good", "quarantined", "quarantined"]
    with Ledger(home) as book:
        assert len(book.snapshot_decisions()) == 1


def test_a_decision_about_other_bytes_does_not_count(home, tmp_path):
    """The authority put another file in the place of the one that was accepted."""
    rule(home, "fake.main", HALF, "accepted", ANN, parsers=PARSERS)
    again = put(
        tmp_path / "again", str(HALF), core=core(*(f"{n}|KIM {n:02}|DPRK of a longer text" for n in range(9)))
    )
    ingest(home, [again], parsers=PARSERS)
    assert states(home) == ["good", "quarantined", "quarantined"]


def test_what_cannot_be_decided_says_why(home):
    """Twice, nothing, nowhere, nobody."""
    rule(home, "fake.main", HALF, "accepted", ANN, parsers=PARSERS)
    with pytest.raises(QueryError, match="accepted by Ann already: the notice says so"):
        rule(home, "fake.main", HALF, "rejected", ANN, parsers=PARSERS)
    with pytest.raises(QueryError, match="nobody has decided"):
        withdraw(home, "fake.main", LATER, ANN, parsers=PARSERS)
    with pytest.raises(QueryError, match="of 2022-03-02 is here"):
        rule(home, "fake.main", date(2022, 3, 2), "accepted", ANN, parsers=PARSERS)
    with pytest.raises(QueryError, match="without author"):
        rule(home, "fake.main", LATER, "accepted", Officer(" ", "x", NOON), parsers=PARSERS)


def test_of_two_that_contradict_each_other_the_rejection_counts(home):
    """As two ledgers that were loaded into one may do."""
    shot = survey(home, parsers=PARSERS).snapshots[1]
    made = [
        snapshot_decision(
            shot.list_key, shot.day, inputs_sha(shot.files), verdict, author=who, made_at=NOON, reason="x"
        )
        for verdict, who in (("accepted", "Ann"), ("rejected", "Bo"), ("accepted", "Cy"))
    ]
    for order in (made, made[::-1]):
        assert [ruling.author for ruling in rulings_of(order).values()] == ["Bo"]


def test_status_says_what_to_type(tmp_path, monkeypatch, home):
    """With the list and the day."""
    monkeypatch.setattr("interlock.ingest.build.installed", lambda: PARSERS)
    (row,) = status(home, date(2022, 4, 1)).lists
    assert row.to_do == (
        f"interlock quarantine show fake.main {HALF}",
        f"interlock quarantine show fake.main {LATER}",
    )
    rule(home, "fake.main", HALF, "rejected", ANN, parsers=PARSERS)
    (row,) = status(home, date(2022, 4, 1)).lists
    assert row.to_do == (f"interlock quarantine show fake.main {LATER}",)


def test_a_build_knows_the_decisions(home, monkeypatch):
    """The edition rests on what people ruled."""
    monkeypatch.setattr("interlock.ingest.build.installed", lambda: PARSERS)
    before = run.build(home)
    rule(home, "fake.main", HALF, "accepted", ANN, parsers=PARSERS)
    after = run.build(home)
    assert (before.quarantined, after.quarantined) == (2, 0)
    assert after.edition_id != before.edition_id
    assert run.build(home).edition_id == after.edition_id


def tight_un(key):
    """The UN, with a guard tight enough to stop its real jumps."""
    found = authority(key)
    (spec, *others) = found.lists
    tight = msgspec.structs.replace(spec, max_shrink=0.05, max_grow=0.05)
    return msgspec.structs.replace(found, lists=(tight, *others))


def only_un():
    return ("un",)


@needs_real_lists
@pytest.mark.real
def test_the_real_jumps_of_the_un_can_be_accepted_and_stay_so(tmp_path, monkeypatch):
    """Iran off by 2023-11-02 (958 to 865), Iran back by 2026-02-27 (879 to 1,003)."""
    monkeypatch.setattr("interlock.ingest.guard.GROW_SLACK", 0)
    parsers = msgspec.structs.replace(
        fake_lists.PARSERS, keys=only_un, authority_of=tight_un, version_of=fake_lists.version_of
    )
    days = ("2023-05-28", "2023-11-02", "2023-12-30", "2025-08-02", "2026-02-27")
    for day in days:
        folder = tmp_path / "un" / day
        folder.mkdir(parents=True)
        (folder / "consolidated.xml").write_bytes(unpack(LISTS / "un" / day / "consolidated.xml.gz"))
    home = tmp_path / "home"
    ingest(home, [tmp_path / "un"], parsers=parsers, workers=1)

    def states():
        return [shot.state for shot in survey(home, parsers=parsers, rulings=rulings(home)).snapshots]

    assert states() == ["good", "quarantined", "quarantined", "quarantined", "good"]
    found = difference(home, {}, "un.consolidated", date(2023, 11, 2), parsers=parsers)
    assert (found.entries_before, found.held.entries, found.gone, found.new) == (958, 865, 95, 2)
    rule(home, "un.consolidated", date(2023, 11, 2), "accepted", ANN, parsers=parsers)
    assert states() == ["good", "good", "good", "good", "quarantined"]
    found = difference(home, rulings(home), "un.consolidated", date(2026, 2, 27), parsers=parsers)
    assert (found.entries_before, found.held.entries) == (879, 1003)
    rule(home, "un.consolidated", date(2026, 2, 27), "accepted", ANN, parsers=parsers)
    assert states() == ["good"] * 5
