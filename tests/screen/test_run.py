"""The door: indexes kept beside editions, exchanged when a new edition comes, never trusted when damaged."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import made
from interlock.base.errors import NoEditionError, QueryError
from interlock.screen.dataset import columns_of
from interlock.screen.run import Holder, open_edition, prepare, screen
from interlock.screen.screener import Options
from interlock.store.editions import Editions
from screening import DAY, content, query, world

OPTIONS = Options()


@pytest.fixture
def home(tmp_path):
    Editions(tmp_path).write(content(world()))
    return tmp_path


def indexes(home):
    return sorted((home / "screen").glob("*.index"))


def test_an_answer_says_who_lists_it_and_what_it_rests_on(home):
    answer = screen(home, query("Kim Jong Hwan", birthDate="1970"), DAY, options=OPTIONS)
    assert answer.status == "hits" and answer.incomplete == ()
    hit = answer.hits[0]
    assert hit.match and {note.authority for note in hit.listed_by} == {"us", "kr"}
    assert set(hit.not_listed_by) == {"un", "jp"}
    assert {row.list_key: row.state for row in answer.rests_on} == dict.fromkeys(
        ("us.sdn", "un.consolidated", "jp.mof", "kr.fsc"), "good"
    )


def test_nobody_is_clear_while_a_list_is_missing(tmp_path):
    lists = content(world())
    Editions(tmp_path).write(content(world(), snapshots=[s for s in lists.snapshots if s.authority != "kr"]))
    answer = screen(tmp_path, query("Nobody At All"), DAY, options=OPTIONS)
    assert answer.status == "incomplete"
    assert answer.incomplete == ("kr.fsc: missing",)
    scoped = screen(tmp_path, query("Nobody At All"), DAY, options=OPTIONS, scope=("us", "un"))
    assert scoped.status == "clear" and len(scoped.rests_on) == 2


def test_a_clear_answer_says_what_it_rests_on(home):
    answer = screen(home, query("Nobody At All"), DAY, options=OPTIONS)
    assert answer.status == "clear" and answer.hits == () and len(answer.rests_on) == 4
    late = screen(home, query("Nobody At All"), date(2027, 1, 1), options=OPTIONS)
    assert late.status == "incomplete"


def test_what_was_taken_off_is_shown_and_clears_nobody_else(home):
    answer = screen(home, query("Ivan Sergeevich Petrov"), DAY, options=OPTIONS)
    assert answer.status == "clear"
    assert answer.hits[0].delisted and not answer.hits[0].match


def test_an_unknown_scope_is_a_wrong_question(home):
    with pytest.raises(QueryError, match="unknown list"):
        screen(home, query("Kim"), DAY, options=OPTIONS, scope=("mars",))


def test_without_an_edition_there_is_no_answer(tmp_path):
    with pytest.raises(NoEditionError):
        screen(tmp_path, query("Kim"), DAY, options=OPTIONS)


def test_an_index_is_made_once_and_read_again(home, monkeypatch):
    prepare(home, DAY)
    assert len(indexes(home)) == 1
    monkeypatch.setattr("interlock.screen.run.columns_of", lambda _: pytest.fail("made again"))
    assert open_edition(home, DAY).index.match(query("Kim Jong Hwan"))[0].match


def test_of_many_that_need_an_index_at_once_one_makes_it(home, monkeypatch):
    made_by, together = [], threading.Barrier(4)
    real = columns_of
    monkeypatch.setattr(
        "interlock.screen.run.columns_of", lambda every: made_by.append(threading.get_ident()) or real(every)
    )

    def ask(_):
        together.wait(10)
        return open_edition(home, DAY).index.match(query("Kim Jong Hwan"))[0].match

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [True] * 4
    assert len(made_by) == 1


def test_a_damaged_index_is_made_again(home):
    prepare(home, DAY)
    path = indexes(home)[0]
    whole = path.read_bytes()
    for damage in (whole[:100], whole[:-1], b"", b"x" * len(whole)):
        path.unlink()
        path.write_bytes(damage)
        assert open_edition(home, DAY).index.match(query("Kim Jong Hwan"))[0].match
        assert len(indexes(home)[0].read_bytes()) == len(whole)


def test_a_standing_that_changes_overnight_makes_a_new_index(tmp_path):
    coming = made.record("un:8", "Later Body", schema="Organization", on="2026-05-01")
    Editions(tmp_path).write(content([*world(), coming]))
    asked = query("Later Body", "Organization")
    before = screen(tmp_path, asked, DAY, options=OPTIONS)
    after = screen(tmp_path, asked, date(2026, 5, 2), options=OPTIONS, max_age_days=100)
    assert [hit.listed_by[0].standing for hit in (*before.hits, *after.hits)] == ["not listed", "listed"]
    assert (before.status, after.status) == ("clear", "hits")


def test_a_home_that_takes_no_file_is_answered_from_memory(home):
    (home / "screen").write_text("a file where the folder should be")
    assert open_edition(home, DAY).index.match(query("Kim Jong Hwan"))[0].match


def test_a_new_edition_is_exchanged_whole_and_the_old_one_goes_on(home):
    holder = Holder(home, lambda: DAY)
    old = holder.dataset
    assert holder.refresh() is False
    Editions(home).write(content([*world(), made.record("us:77", "NEWMAN, Alfred")]))
    assert holder.refresh() is True
    assert holder.dataset.index.match(query("Alfred Newman"))[0].match
    assert old.index.match(query("Alfred Newman")) == []
    assert old.index.match(query("Kim Jong Hwan"))[0].match
    assert holder.of(old.version).index.match(query("Alfred Newman")) == []


def test_requests_go_on_while_editions_are_exchanged(home):
    holder = Holder(home, lambda: DAY)
    failures, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            if not holder.dataset.index.match(query("Kim Jong Hwan"))[0].match:
                failures.append("not found")

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for number in range(4):
        Editions(home).write(
            content([*world(), made.record(f"us:{80 + number}", f"NEWMAN, Alfred {number}")])
        )
        assert holder.refresh()
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == []
    assert len(indexes(home)) == 4  # the oldest was swept; whoever had it open read on


def test_a_new_day_is_a_new_dataset_as_lists_age(home):
    day = [DAY]
    holder = Holder(home, lambda: day[0])
    assert holder.dataset.complete.incomplete == ()
    day[0] = date(2026, 12, 1)
    assert holder.refresh() is True
    assert len(holder.dataset.complete.incomplete) == 4
