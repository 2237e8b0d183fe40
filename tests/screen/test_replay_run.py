"""A recorded screening asked again: the same from the same edition, or said to be otherwise."""

import shutil
from datetime import UTC, datetime
from functools import partial

import msgspec
import pytest

from interlock.base.errors import NoEditionError, QueryError, StoreError
from interlock.screen.ask import query_of
from interlock.screen.bulk_run import Local, Order, screen_file
from interlock.screen.dataset import OURS
from interlock.screen.record import asked_of, batch_screening, screening_of
from interlock.screen.record_run import Records
from interlock.screen.replay_run import replay as replay_of
from interlock.screen.run import code_version, screen
from interlock.screen.screener import Options
from screening_world import TODAY, customers, names, put_edition, world

replay = partial(replay_of, api=None)
NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)


def ask(home, text, **more):
    options = Options(**more)
    answer = screen(home, query_of(text), TODAY, options=options)
    told = screening_of(
        answer,
        asked_of(answer.query, options),
        author="Lee",
        made_at=NOON,
        code=code_version(),
        dataset=OURS,
        max_age_days=60,
    )
    return Records(home).add([told])[0], answer


def test_the_same_question_has_the_same_answer(own_home):
    record, answer = ask(own_home, names(60)[3], threshold=0.8, limit=3)
    found = replay(own_home, record)
    assert found.same
    assert found.answer == answer
    assert found.notes == ()


def test_a_newer_edition_changes_nothing(own_home):
    record, answer = ask(own_home, names(60)[3])
    put_edition(own_home, world()[:2])
    found = replay(own_home, record)
    assert found.same
    assert found.edition == answer.edition


def test_an_edition_that_is_gone_is_said_to_be_gone(own_home):
    record, answer = ask(own_home, names(60)[3])
    put_edition(own_home, world()[:2])
    shutil.rmtree(own_home / "editions" / answer.edition)
    with pytest.raises(NoEditionError, match=answer.edition):
        replay(own_home, record)


def test_another_answer_is_told(own_home):
    record, _ = ask(own_home, names(60)[3])
    told = Records(own_home).get(record).screening
    other = Records(own_home).add([msgspec.structs.replace(told, result_sha256="0" * 64)])[0]
    found = replay(own_home, other)
    assert not found.same
    assert "not as it was" in found.notes[0]
    older = Records(own_home).add([msgspec.structs.replace(told, result_sha256="0" * 64, code="older")])[0]
    assert "another version" in replay(own_home, older).notes[0]


def test_a_file_of_customers_gives_the_same_again(own_home, tmp_path):
    source = customers(tmp_path / "c.csv", 90, names(60))
    kept = []

    def keep(job, done):
        told = batch_screening(job, done, author="Lee", made_at=NOON, engine="local")
        kept.extend(Records(own_home).add([told]))
        return kept[0]

    order = Order(source=source, out=tmp_path / "hits.csv")
    done = screen_file(own_home, order, TODAY, engine=Local(1), keep=keep)
    assert done.record == kept[0]
    on_file = Records(own_home).get(done.record).screening
    assert on_file.batch.rows == 90
    assert b"Bar" not in msgspec.json.encode(on_file), "no row is on file"
    assert replay(own_home, done.record, engine=Local(1)).same
    moved = source.rename(tmp_path / "moved.csv")
    with pytest.raises(QueryError, match="cannot be read"):
        replay(own_home, done.record, engine=Local(1))
    assert replay(own_home, done.record, source=moved, engine=Local(1)).same
    moved.write_text("id,name\n1,Somebody\n", encoding="utf-8")
    with pytest.raises(StoreError, match="not the one that was screened"):
        replay(own_home, done.record, source=moved, engine=Local(1))
    assert Records(own_home).verify().records == 1, "a replay puts nothing on file"


def test_a_question_of_another_dataset_is_not_answered_from_ours(own_home):
    record, _ = ask(own_home, names(60)[3])
    told = Records(own_home).get(record).screening
    other = Records(own_home).add([msgspec.structs.replace(told, dataset="peps")])[0]
    with pytest.raises(QueryError, match="'peps'"):
        replay(own_home, other)
