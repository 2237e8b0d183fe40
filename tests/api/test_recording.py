"""Questions to the API are on file before they are answered, and can be asked again."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from interlock.api.cleaning import cleaned
from interlock.api.holdings import Scoping
from interlock.api.matching import Terms, answered
from interlock.api.recording import Question, Recorder
from interlock.api.replaying import asked_again
from interlock.api.run import load
from interlock.api.settings import Serving
from interlock.base.errors import StoreError
from interlock.screen.dataset import OURS
from interlock.screen.record_run import Records
from interlock.screen.replay_run import replay
from interlock.screen.run import code_version
from interlock.store.lock import waiting_for
from screening_world import TODAY, names
from served import client_of, file_of, running, service_of

NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)


def recorder_of(records):
    return Recorder(records, code=code_version(), as_of=TODAY, max_age_days=60, now=lambda: NOON)


def serving(home, files=(), records=None):
    edition = next((home / "editions").glob("*/")).name
    holdings = load(Serving(home=home, files=files), (edition,), TODAY)
    service, lines = service_of(holdings, recorder=recorder_of(records or Records(home)))
    return service, lines


def example(text, **properties):
    return {"schema": "Person", "properties": {"name": [text], **properties}}


def test_every_query_of_a_batch_is_on_file_and_gives_the_same_again(own_home):
    asked = names(60)
    queries = {"a": example(asked[3]), "b": example(asked[4], birthDate=["1924-02-03"]), "c": example("Zzy")}
    body = {"queries": queries, "weights": {"country_mismatch": 0.0}}
    params = {"limit": 3, "threshold": 0.8, "exclude_schema": "Vessel", "topics": "sanction"}
    service, _ = serving(own_home)
    with running(service) as address, client_of(address) as client:
        reply = client.post("/match/us", params=params, json=body)
    assert reply.status_code == 200, reply.text
    responses = reply.json()["responses"]
    assert Records(own_home).verify().records == 3
    for name, answer in responses.items():
        told = Records(own_home).get(answer["record"]).screening
        assert (told.door, told.author, told.dataset) == ("api", "anyone", OURS)
        assert told.status == answer["outcome"]
        assert told.asked.query.properties["name"] == tuple(queries[name]["properties"]["name"])
        found = replay(own_home, answer["record"], api=asked_again)
        assert found.same
        assert [row["id"] for row in found.response["results"]] == [row["id"] for row in answer["results"]]


def test_a_replay_against_what_was_left_out_is_not_the_same(own_home):
    service, _ = serving(own_home)
    with running(service) as address, client_of(address) as client:
        first = client.post("/match/default", json={"queries": {"q": example(names(60)[3])}}).json()
        hit = first["responses"]["q"]["results"][0]["id"]
        params = {"exclude_entity_ids": hit}
        other = client.post("/match/default", params=params, json={"queries": {"q": example(names(60)[3])}})
    kept = [first["responses"]["q"]["record"], other.json()["responses"]["q"]["record"]]
    results = [replay(own_home, record, api=asked_again) for record in kept]
    assert all(one.same for one in results)
    assert hit in {row["id"] for row in results[0].response["results"]}
    assert hit not in {row["id"] for row in results[1].response["results"]}


def test_rows_of_openrefine_are_on_file(own_home):
    service, _ = serving(own_home)
    queries = f'{{"q0": {{"query": "{names(60)[5]}", "type": "Person", "limit": 2}}}}'
    with running(service) as address, client_of(address) as client:
        reply = client.post("/reconcile/default", data={"queries": queries})
    assert reply.json()["q0"]["result"]
    (record,) = Records(own_home).newest(5)
    assert replay(own_home, record.id, api=asked_again).same


def test_searching_and_looking_up_are_no_screenings(own_home):
    service, _ = serving(own_home)
    with running(service) as address, client_of(address) as client:
        assert client.get("/search/default", params={"q": names(60)[5]}).status_code == 200
        assert client.get("/catalog").status_code == 200
    assert Records(own_home).newest(5) == []


def test_an_answer_that_rests_on_a_file_too_says_so(own_home, tmp_path):
    service, _ = serving(own_home, files=(("peps", file_of(tmp_path)),))
    with running(service) as address, client_of(address) as client:
        body = {"queries": {"q": example("Ann Owner")}}
        both = client.post("/match/default", json=body).json()["responses"]["q"]["record"]
        ours = client.post("/match/interlock", json=body).json()["responses"]["q"]["record"]
    assert Records(own_home).get(both).screening.dataset == "default"
    assert Records(own_home).get(ours).screening.dataset == OURS
    assert replay(own_home, ours, api=asked_again).same


class Full:
    """A disk that takes nothing more."""

    def write(self, screenings, *, wait=True):
        raise StoreError("the screening cannot be recorded", where="home", remedy="free some space")


def test_what_cannot_be_put_on_file_is_not_answered(own_home):
    service, lines = serving(own_home, records=Full())
    with running(service) as address, client_of(address) as client:
        reply = client.post("/match/default", json={"queries": {"q": example(names(60)[3])}})
        assert client.get("/healthz").status_code == 200
    assert reply.status_code == 503
    assert "on file" in reply.json()["detail"]
    assert names(60)[3] not in reply.text
    assert any("not recorded" in line for line in lines)


class Faulty(Records):
    """The first time that a disk is asked for something it fails."""

    def __init__(self, home, step, error):
        super().__init__(home)
        self._fails, self._error = {step}, error

    def write(self, screenings, *, wait=True):
        self._may_fail("write")
        return super().write(screenings, wait=wait)

    def sync(self, paths):
        self._may_fail("sync")
        super().sync(paths)

    def _may_fail(self, step):
        if step in self._fails:
            self._fails.remove(step)
            raise self._error


@pytest.mark.parametrize("step", ["write", "sync"])
@pytest.mark.parametrize(("error", "status"), [(ValueError("ours"), 500), (StoreError("the disk"), 503)])
def test_a_fault_in_writing_is_told_and_the_next_question_is_answered(own_home, step, error, status):
    service, _ = serving(own_home, records=Faulty(own_home, step, error))
    body = {"queries": {"q": example(names(60)[3])}}
    with running(service) as address, client_of(address) as client:
        assert client.post("/match/default", json=body).status_code == status
        assert client.post("/match/default", json=body).status_code == 200
    assert Records(own_home).verify().records == (2 if step == "sync" else 1)


def test_whoever_holds_the_file_up_holds_up_no_other_route(own_home):
    service, _ = serving(own_home)
    body = {"queries": {"q": example(names(60)[3])}}
    lock = own_home / "screenings" / ".lock"
    lock.parent.mkdir(exist_ok=True)
    with running(service) as address, client_of(address) as client, ThreadPoolExecutor(1) as pool:
        with waiting_for(lock):
            asked = pool.submit(lambda: client.post("/match/default", json=body))
            with client_of(address) as other:
                while "interlock_queries_total 1" not in other.get("/metrics").text:
                    assert not asked.done()
                assert other.get("/healthz").status_code == 200
            assert not asked.done()
        assert asked.result(10).status_code == 200
    assert Records(own_home).verify().records == 1


def test_many_at_once_are_each_on_file_once(own_home):
    service, _ = serving(own_home)
    asked = names(60)

    def ask(number):
        with client_of(address) as client:
            reply = client.post("/match/default", json={"queries": {"q": example(asked[number % 60])}})
            return reply.json()["responses"]["q"]["record"]

    with running(service) as address, ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(ask, range(80)))
    assert len(set(kept)) == 80
    assert Records(own_home).verify().records == 80
    for number, record in enumerate(kept):
        told = Records(own_home).get(record).screening
        assert told.asked.query.properties["name"] == (asked[number % 60],)


def test_who_went_away_leaves_the_others_their_records(own_home):
    class Slow(Records):
        def sync(self, paths):
            waiting.set()
            release.wait(5)
            super().sync(paths)

    waiting, release = threading.Event(), threading.Event()
    service, _ = serving(own_home)
    recorder = recorder_of(Slow(own_home))
    scope = service.holdings.scope("default")
    questions = [_question(scope, names(60)[n]) for n in range(3)]

    async def scene():
        keep = [
            asyncio.create_task(recorder.keep("k", scope, Scoping("default"), [question]))
            for question in questions
        ]
        await asyncio.to_thread(waiting.wait, 5)
        keep[0].cancel()
        keep[1].cancel()
        release.set()
        return await keep[2]

    (kept,) = asyncio.run(scene())
    assert Records(own_home).get(kept).screening.asked.query.properties["name"] == (names(60)[2],)
    assert Records(own_home).verify().records == 3


def _question(scope, text):
    query = cleaned("Person", {"name": [text]})
    return Question(query, Terms(), answered(scope, query, Terms())[0])
