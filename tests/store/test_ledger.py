"""The ledger: appended, withdrawn, dumped and loaded; the same claims on SQLite and on PostgreSQL."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import interlock.store
from interlock.base.errors import QueryError, StoreError
from interlock.model.casework import GAP_STATES, gap_sighting, gap_word
from interlock.model.decisions import judgement, snapshot_decision, withdrawal
from interlock.store import ledger_engine, ledger_tables
from interlock.store.ledger import Ledger, decisions_from, standing_judgements

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
KILLS = 50


def judged(a="us:1", b="un:9", verdict="positive", minute=0, author="Kim", reason="same passport"):
    return judgement(a, b, verdict, author=author, made_at=NOON + timedelta(minutes=minute), reason=reason)


def shot(day="2026-03-01", verdict="accepted"):
    return snapshot_decision(
        "us.sdn",
        date.fromisoformat(day),
        "ab" * 32,
        verdict,
        author="Lee",
        made_at=NOON,
        reason="the list did shrink",
    )


def back(minute=60, author="Park"):
    return withdrawal(author=author, made_at=NOON + timedelta(minutes=minute), reason="wrong man")


def word(what="state", value="in work", minute=0, reason="asked the ministry", gap="designation-jp-IL-A"):
    return gap_word(
        gap,
        ("us:1", "kr:2"),
        what,
        value,
        author="Sato",
        made_at=NOON + timedelta(minutes=minute),
        reason=reason,
    )


def sighting(minute=0):
    return gap_sighting(
        "designation-jp-IL-A",
        ("us:1",),
        "opened",
        "open",
        edition="b" * 16,
        edition_before="a" * 16,
        author="interlock build",
        made_at=NOON + timedelta(minutes=minute),
        reason="us.sdn of 2026-03-01",
    )


EVERYTHING = (
    judged(),
    shot(),
    word(),
    word("note", "", 1, "김정은 ❝ noted"),
    word("owner", "Lee", 2),
    word("owner", "", 3),
    sighting(),
)


def with_(decided, *withdrawals):
    return msgspec.structs.replace(decided, withdrawals=tuple(sorted(withdrawals)))


def test_what_is_appended_is_read_back_also_by_another_process(tmp_path, ledger_url):
    """Keys in order, every script, the microsecond, and the day."""
    one = judged(reason='김정은 "quoted"\n金正恩 \U0001f30d')
    with Ledger(tmp_path, ledger_url) as ledger:
        assert ledger.append([one, shot()]) == 2
    with Ledger(tmp_path, ledger_url) as ledger:
        assert ledger.judgements() == (one,)
        assert ledger.snapshot_decisions() == (shot(),)
    assert (one.a, one.b) == ("un:9", "us:1")


def test_the_same_decision_again_changes_nothing(tmp_path, ledger_url):
    with Ledger(tmp_path, ledger_url) as ledger:
        assert ledger.append([judged(), judged()]) == 1
        assert ledger.append([judged()]) == 0
        assert ledger.append([]) == 0
        assert len(ledger.judgements()) == 1


def test_a_withdrawn_judgement_stays_on_file_and_counts_no_more(tmp_path, ledger_url):
    with Ledger(tmp_path, ledger_url) as ledger:
        ledger.append([judged(), judged(b="un:10", minute=1)])
        assert ledger.withdraw(judged().id, back()).withdrawals == (back(),)
        assert ledger.judgements()[0].withdrawals == (back(),)
        with pytest.raises(QueryError, match="withdrawn already, by Park"):
            ledger.withdraw(judged().id, back(minute=70))
        with pytest.raises(QueryError, match="no decision 'J-NONE'"):
            ledger.withdraw("J-NONE", back())
    assert standing_judgements(tmp_path, ledger_url) == (judged(b="un:10", minute=1),)


def test_a_decision_on_a_snapshot_is_withdrawn_likewise(tmp_path, ledger_url):
    with Ledger(tmp_path, ledger_url) as ledger:
        ledger.append([shot()])
        ledger.withdraw(shot().id, back())
        assert ledger.snapshot_decisions() == (with_(shot(), back()),)


@pytest.mark.parametrize("table", ledger_tables.TABLES)
@pytest.mark.parametrize("attack", ["UPDATE {} SET reason = 'other'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_erase(tmp_path, ledger_url, table, attack):
    """Whoever connects with another tool is refused too."""
    with Ledger(tmp_path, ledger_url) as ledger:
        ledger.append([with_(one, back()) for one in EVERYTHING])
        before = ledger.dump()
        with pytest.raises(DBAPIError, match=f"{table} is append-only"), ledger._engine.begin() as raw:
            raw.execute(text(attack.format(table)))
        assert ledger.dump() == before


@pytest.mark.parametrize("table", ledger_tables.TABLES)
def test_a_replacement_is_refused(tmp_path, ledger_url, table):
    """SQLite's INSERT OR REPLACE and PostgreSQL's TRUNCATE pass by the triggers of DELETE."""
    with Ledger(tmp_path, ledger_url) as ledger:
        ledger.append([with_(one, back()) for one in EVERYTHING])
        before = ledger.dump()
        truncate, replace = f"TRUNCATE {table} CASCADE", f"REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
        attack = truncate if ledger_url else replace
        with pytest.raises(DBAPIError, match="is append-only"), ledger._engine.begin() as raw:
            raw.execute(text(attack))
        assert ledger.dump() == before


def test_dump_then_load_is_the_identity_and_loading_twice_changes_nothing(tmp_path, ledger_url):
    with Ledger(tmp_path, ledger_url) as ledger:
        ledger.append([with_(judged(), back(), back(61, "Choi")), judged(verdict="unsure"), *EVERYTHING])
        ledger.append([with_(sighting(), back())])
        dumped = ledger.dump()
        assert ledger.load(dumped) == 0
    with Ledger(tmp_path / "other") as other:
        assert other.load(b"\n".join(reversed(dumped.splitlines()))) == 11
        assert other.dump() == dumped
        assert other.load(dumped) == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda line: {**line, "verdict": "negative"}, "was edited"),
        (lambda line: {**line, "verdict": "maybe"}, "not a decision"),
        (lambda line: {**line, "more": 1}, "not a decision"),
        (lambda line: {**line, "made_at": "2026-03-01T12:00:00"}, "names no time zone"),
        (lambda line: {**line, "author": " "}, "without author"),
        (lambda line: {**line, "kind": "other"}, "not a decision"),
        (lambda line: [1], "not a decision"),
    ],
)
def test_a_spoilt_line_is_named_and_nothing_is_loaded(tmp_path, ledger_url, spoil, said):
    line = json.loads(msgspec.json.encode(judged()))
    lines = msgspec.json.encode(judged(b="un:2")) + b"\n\n" + json.dumps(spoil(line)).encode()
    with Ledger(tmp_path, ledger_url) as ledger:
        with pytest.raises(QueryError, match=said) as caught:
            ledger.load(lines)
        assert caught.value.where == "line 3"
        assert ledger.judgements() == ()


@pytest.mark.parametrize("bad", ["", "  ", "a\0b", "\ud800"])
def test_a_decision_without_author_or_reason_or_that_cannot_be_stored_is_refused(bad):
    for field in ("author", "reason", "a"):
        with pytest.raises(QueryError):
            judged(**{field: bad})
    with pytest.raises(QueryError, match="twice"):
        judged(b="us:1")
    with pytest.raises(QueryError, match="no time zone"):
        judgement("us:1", "un:1", "positive", author="K", made_at=NOON.replace(tzinfo=None), reason="r")


def test_words_on_gaps_and_sightings_are_read_back_and_withdrawn(tmp_path, ledger_url):
    with Ledger(tmp_path, ledger_url) as ledger:
        assert ledger.append(EVERYTHING) == len(EVERYTHING)
        assert ledger.append(EVERYTHING) == 0
        ledger.withdraw(word().id, back())
        ledger.withdraw(sighting().id, back())
    with Ledger(tmp_path, ledger_url) as ledger:
        assert [one.stands for one in ledger.gap_words()] == [False, True, True, True]
        assert ledger.gap_words()[0] == with_(word(), back())
        assert ledger.gap_words()[0].entries == ("kr:2", "us:1")
        assert ledger.gap_sightings() == (with_(sighting(), back()),)


@pytest.mark.parametrize(
    "change", [{"value": "closed"}, {"gap_id": "x"}, {"entries": ("us:1",)}, {"what": "owner"}]
)
def test_an_edited_word_is_found_out(tmp_path, ledger_url, change):
    with Ledger(tmp_path, ledger_url) as ledger:
        with pytest.raises(QueryError, match="was edited"):
            ledger.append([msgspec.structs.replace(word(), **change)])
        with pytest.raises(QueryError, match="was edited"):
            ledger.append([msgspec.structs.replace(sighting(), edition="c" * 16)])
        assert ledger.dump() == b""


def test_a_word_on_a_gap_says_something():
    for bad in ({"value": "finished"}, {"what": "note"}, {"reason": " "}, {"gap": ""}):
        with pytest.raises(QueryError):
            word(**bad)
    assert [word(value=state).value for state in GAP_STATES] == list(GAP_STATES)
    with pytest.raises(QueryError, match="without an entry"):
        gap_word("g", (), "note", "", author="S", made_at=NOON, reason="r")


def test_a_ledger_of_the_first_version_keeps_all_it_held(tmp_path, ledger_url):
    """Decisions were made before gaps had a life of their own."""
    with Ledger(tmp_path, ledger_url) as ledger:
        ledger.append([judged(), shot()])
        before = ledger.dump()
        with ledger._engine.begin() as raw:
            for name in ("gap_word_withdrawal", "gap_word", "gap_sighting_withdrawal", "gap_sighting"):
                raw.execute(text(f"DROP TABLE {name}"))
            raw.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Ledger(tmp_path, ledger_url) as ledger:
        assert ledger.dump() == before
        assert ledger.append(EVERYTHING) == len(EVERYTHING) - 2


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8).filter(
    str.strip
)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("append"),
            st.sampled_from(["us:1", "us:2", "kr:a"]),
            st.sampled_from(["un:1", "un:2"]),
            st.sampled_from(["positive", "negative", "unsure"]),
            st.integers(0, 3),
            TEXTS,
        ),
        st.tuples(st.just("withdraw"), st.integers(0, 5), st.integers(0, 3)),
        st.tuples(st.just("dump and load")),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_any_interleaving_equals_a_dict(tmp_path_factory, steps):
    _interleave(tmp_path_factory.mktemp("home"), "", steps)


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
def test_any_interleaving_equals_a_dict_on_postgresql(tmp_path_factory, postgres, steps):
    _interleave(tmp_path_factory.mktemp("home"), postgres.fresh(), steps)


def _interleave(home, url, steps):
    """The model: id to judgement, and id to the withdrawal that came first."""
    model, withdrawn = {}, {}
    ledger = Ledger(home, url)
    try:
        for number, (verb, *details) in enumerate(steps):
            if verb == "append":
                a, b, verdict, minute, reason = details
                one = judged(a, b, verdict, minute, reason=reason)
                assert ledger.append([one]) == (one.id not in model)
                model[one.id] = one
            elif verb == "withdraw" and model:
                chosen = sorted(model)[details[0] % len(model)]
                if chosen in withdrawn:
                    with pytest.raises(QueryError):
                        ledger.withdraw(chosen, back(details[1]))
                else:
                    ledger.withdraw(chosen, back(details[1]))
                    withdrawn[chosen] = back(details[1])
            elif verb == "dump and load":
                dumped = ledger.dump()
                assert ledger.load(dumped) == 0
                ledger.close()
                ledger = Ledger(home / str(number))
                ledger.load(dumped)
                assert ledger.dump() == dumped
            expected = [
                with_(one, *([withdrawn[key]] if key in withdrawn else [])) for key, one in model.items()
            ]
            assert ledger.judgements() == tuple(sorted(expected, key=lambda one: (one.made_at, one.id)))
    finally:
        ledger.close()


def test_many_writers_at_once_lose_nothing_also_when_the_ledger_is_new(tmp_path, ledger_url):
    """Two that open at once do not race to migrate."""

    def write(writer):
        for number in range(5):
            with Ledger(tmp_path, ledger_url) as ledger:
                ledger.append([judged(f"us:{writer}", f"un:{number}"), judged("us:0", "un:0")])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(1, 7)))
    with Ledger(tmp_path, ledger_url) as ledger:
        assert len(ledger.judgements()) == 31


def test_fifty_kills_lose_no_committed_row(tmp_path, ledger_url):
    """A writer is killed at a random instant; every row that it was told of is there."""
    home, told = tmp_path / "home", 0
    chance = random.Random(20261127)
    with Ledger(home, ledger_url) as ledger:
        ledger.append([judged("us:0", "un:0")])
    for kill in range(KILLS):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _append_until_killed(home, ledger_url, kill, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            lines = [pipe.readline() for _ in range(chance.randint(1, 5))]
            assert all(lines), "the writer stopped by itself"
            time.sleep(chance.uniform(0, 0.01))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            acknowledged = {line.decode().strip() for line in (*lines, *pipe.readlines())}
        told += len(acknowledged)
        with Ledger(home, ledger_url) as ledger:
            assert acknowledged <= {one.id for one in ledger.judgements()}, f"lost after kill {kill}"
    with Ledger(home, ledger_url) as ledger:
        assert len(ledger.judgements()) >= told
        assert {one.reason for one in ledger.gap_words()} == {one.id for one in ledger.judgements()}
        if not ledger_url:
            with ledger._engine.connect() as raw:
                assert raw.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    assert told >= 2 * KILLS


def _append_until_killed(home, url, kill, pipe):
    with Ledger(home, url) as ledger:
        for number in range(100_000):
            one = judged(f"us:{kill}", f"un:{number}")
            # Of one append: a word on a gap that names the judgement is there exactly when it is.
            ledger.append([one, word("note", "", reason=one.id)])
            os.write(pipe, one.id.encode() + b"\n")
    os._exit(0)


def test_sqlite_is_opened_so_that_a_commit_is_on_the_disk(tmp_path):
    with Ledger(tmp_path) as ledger, ledger._engine.connect() as raw:
        pragmas = {
            name: raw.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_newest_migration_is_the_one_that_the_code_expects():
    folder = Path(interlock.store.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == ledger_tables.HEAD


def test_the_tables_of_the_code_are_those_of_the_migrations(tmp_path, ledger_url):
    from sqlalchemy import inspect

    with Ledger(tmp_path, ledger_url) as ledger:
        seen = inspect(ledger._engine)
        for table in (ledger_tables.JUDGEMENT, *ledger_tables.JUDGEMENT.metadata.sorted_tables):
            assert [c["name"] for c in seen.get_columns(table.name)] == [c.name for c in table.columns]


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path, ledger_url):
    with Ledger(tmp_path, ledger_url) as ledger, ledger._engine.begin() as raw:
        raw.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        Ledger(tmp_path, ledger_url)


def test_a_damaged_file_is_told_as_such(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database at all" * 200)
    with pytest.raises(StoreError, match="not a database") as caught:
        Ledger(tmp_path)
    assert "ledger.sqlite" in caught.value.where


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path):
    with pytest.raises(StoreError) as caught:
        Ledger(tmp_path, f"postgresql://kim:secret@/none?host={tmp_path}")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_can_hold_no_ledger_is_refused(tmp_path, url):
    with pytest.raises(StoreError) as caught:
        Ledger(tmp_path, url)
    assert caught.value.where == "INTERLOCK_LEDGER"


def test_a_home_without_decisions_pays_nothing(tmp_path):
    """No file is made, and SQLAlchemy is not imported."""
    code = (
        "import sys; from pathlib import Path; import interlock.cli.main;"
        "from interlock.store.ledger import standing_judgements;"
        f"assert standing_judgements(Path({str(tmp_path)!r})) == ();"
        "assert not {'sqlalchemy', 'alembic', 'sqlite3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_dump_can_be_read_without_a_ledger(tmp_path):
    with Ledger(tmp_path) as ledger:
        ledger.append([judged(), shot()])
        assert decisions_from(ledger.dump()) == [judged(), shot()]
        assert ledger_engine.database_of(tmp_path, "").database == str(tmp_path / "ledger.sqlite")
