"""What a build saw happen to gaps is filed once, with the snapshot, judgement or code that did it."""

import pytest

from desk import AS_OF, at, content, person, two_shots, written
from interlock.casework.run import life, observe, say
from interlock.model.decisions import judgement, withdrawal
from interlock.store.editions import Editions
from interlock.store.ledger import Ledger

SAME = {"births": (), "name": "MUN, Hwa Sop"}


def entries():
    """Two entries that nothing but a person's word makes one party."""
    return [person("us:1"), person("jp:017-000001", "2021-01-01", **SAME)]


def word(verdict="positive", minute=0):
    return judgement(
        "us:1", "jp:017-000001", verdict, author="Kim", made_at=at(minute), reason="the gazette names both"
    )


def seen(home, before, after, minute=5):
    observe(home, before, after, as_of=AS_OF, at=at(minute))
    with Ledger(home) as ledger:
        return ledger.gap_sightings()


def test_a_judgement_that_closes_a_gap_is_named(tmp_path):
    before = written(tmp_path, entries())
    with Ledger(tmp_path) as ledger:
        ledger.append([word()])
    after = written(tmp_path, entries(), judgements=(word(),))
    (one,) = [s for s in seen(tmp_path, before, after) if s.gap_id.startswith("designation-jp")]
    assert (one.what, one.status, one.edition_before, one.edition) == ("closed", "closed", before, after)
    assert one.author == "interlock build"
    assert one.reason == (
        f"judgement {word().id} (positive, jp:017-000001 and us:1) by Kim: the gazette names both"
    )


def test_the_same_two_editions_are_told_once(tmp_path):
    before = written(tmp_path, entries())
    with Ledger(tmp_path) as ledger:
        ledger.append([word()])
    after = written(tmp_path, entries(), judgements=(word(),))
    first = seen(tmp_path, before, after)
    assert first
    assert seen(tmp_path, before, after, minute=9) == first
    assert observe(tmp_path, before, after, as_of=AS_OF, at=at(10)) == 0


def test_taking_the_judgement_back_reopens_the_gap_and_its_history_goes_with_it(tmp_path):
    before = written(tmp_path, entries())
    with Ledger(tmp_path) as ledger:
        ledger.append([word()])
    after = written(tmp_path, entries(), judgements=(word(),))
    closed = seen(tmp_path, before, after)
    with Ledger(tmp_path) as ledger:
        ledger.withdraw(word().id, withdrawal(author="Lee", made_at=at(6), reason="another man"))
    assert written(tmp_path, entries()) == before
    again = [one for one in seen(tmp_path, after, before, minute=7) if one not in closed]
    (one,) = [s for s in again if s.gap_id.startswith("designation-jp")]
    assert (one.what, one.status) == ("reopened", "open")
    assert "withdrawn by Lee" in one.reason
    found = life(tmp_path, one.gap_id, as_of=AS_OF, coalition=("us", "jp", "kr"))
    assert [said.what for said in found.said] == ["closed", "reopened"]


def test_a_new_snapshot_is_named_with_the_act_that_it_shows(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.append([word("unsure")])
    before = written(tmp_path, [person("us:1")], snapshots=two_shots("kr", "2026-02-01"))
    later = [person("us:1"), person("kr:1", "2026-02-10", came=("2026-02-01", "2026-02-15"))]
    after = written(tmp_path, later, snapshots=two_shots("kr", "2026-02-01", "2026-02-15"))
    found = {(one.gap_id.split("-IL")[0], one.what): one.reason for one in seen(tmp_path, before, after)}
    assert found["designation-kr", "closed"] == (
        "KR entry 1 listed on 2026-02-10, shown by kr.fsc of 2026-02-15; the target is now also kr:1"
    )


def test_newer_code_is_named_when_nothing_else_changed(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.append([word("unsure")])
    before = written(tmp_path, entries())
    parted = content([person("us:1"), person("jp:017-000001", "2021-01-01")], code="test2")
    after = Editions(tmp_path).write(parted)
    assert all(one.reason for one in seen(tmp_path, before, after))


@pytest.mark.parametrize("missing", ["before", "ledger"])
def test_without_a_ledger_or_an_earlier_edition_nothing_is_filed(tmp_path, missing):
    edition = written(tmp_path, entries())
    if missing == "before":
        with Ledger(tmp_path) as ledger:
            ledger.append([word()])
    assert observe(tmp_path, "0" * 16, edition, as_of=AS_OF, at=at()) == 0
    assert (tmp_path / "ledger.sqlite").exists() == (missing == "before")


def test_a_word_follows_its_target_when_it_is_merged_and_parted(tmp_path):
    """A note on Japan's gap stays with the entries it was said of."""
    written(tmp_path, entries())
    editions = Editions(tmp_path).load()
    own = {key: target.target_id for target in editions.targets for key in target.members}
    note = say(
        tmp_path, f"designation-kr-{own['jp:017-000001']}", "note", "", author="S", at=at(), reason="seen"
    )
    merged = written(tmp_path, entries(), judgements=(word(),))
    assert merged
    (together,) = Editions(tmp_path).load().targets
    found = life(tmp_path, note.gap_id, as_of=AS_OF, coalition=("us", "jp", "kr"))
    assert found.gap_id == f"designation-kr-{together.target_id}"
    assert [said.id for said in found.said] == [note.id]
    later = say(tmp_path, found.gap_id, "note", "", author="S", at=at(1), reason="of both")
    written(tmp_path, entries())
    for key, expected in (("jp:017-000001", [note.id, later.id]), ("us:1", [later.id])):
        told = life(tmp_path, f"designation-kr-{own[key]}", as_of=AS_OF, coalition=("us", "jp", "kr"))
        assert [said.id for said in told.said] == expected
