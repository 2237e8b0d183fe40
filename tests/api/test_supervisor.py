"""Processes that take over from each other: with processes played by the test, and with real ones."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import date

import httpx
import pytest

from interlock.api.settings import Serving
from interlock.api.supervisor import Supervisor, World
from interlock.api.worker import DRAIN, FAILED, READY, UPDATE, UPDATED
from interlock.base.errors import NoEditionError, StoreError
from interlock.model.edition import EditionContent
from interlock.resolve import resolve
from interlock.store.editions import Editions
from made import record
from served import COMPLETE, RECORDS, client_of, specs

NEW = (*RECORDS, record("us:50", "Tok Il Hyang"))


def written(home, records=RECORDS):
    content = EditionContent(
        code_version="test",
        lists=specs(),
        snapshots=COMPLETE,
        records=tuple(sorted(records, key=lambda row: row.key)),
        targets=tuple(resolve(list(records))),
    )
    return Editions(home).write(content)


class Line:
    """The supervisor's end of a line, played."""

    def __init__(self):
        self.said, self.heard, self.closed = [], [], False

    def poll(self):
        return bool(self.said)

    def recv(self):
        return self.said.pop(0)

    def send(self, word):
        self.heard.append(word)

    def close(self):
        self.closed = True


@dataclass
class Played:
    """A process, played."""

    order: object
    line: Line = field(default_factory=Line)
    alive: bool = True
    killed: bool = False

    def is_alive(self):
        return self.alive

    def kill(self):
        self.alive, self.killed = False, True

    def says(self, word, text=""):
        self.line.said.append((word, text))
        if word == FAILED:
            self.alive = False

    @property
    def told(self):
        return [word for word, _ in self.line.heard]


class Play:
    """A supervisor of played processes."""

    def __init__(self, home, **more):
        self.now, self.day, self.log, self.processes = 0.0, date(2026, 3, 10), [], []
        world = World(
            clock=lambda: self.now,
            today=lambda: self.day,
            log=lambda event, **facts: self.log.append((event, facts)),
            start=self.start,
        )
        self.supervisor = Supervisor(Serving(home=home, **more), world, home)
        self.supervisor.begin()

    def start(self, order):
        self.processes.append(Played(order))
        return self.processes[-1]

    def tick(self, seconds=0.0):
        self.now += seconds
        self.supervisor.tick()

    @property
    def events(self):
        return [event for event, _ in self.log]


@pytest.fixture
def home(tmp_path):
    written(tmp_path)
    return tmp_path


def test_a_new_edition_is_served_by_new_processes_and_the_old_ones_end_only_then(home):
    first = Editions(home).current()
    play = Play(home, workers=2)
    old = list(play.processes)
    assert [process.order.editions for process in old] == [(first,), (first,)]
    old[0].says(READY)
    play.tick()
    assert "serving" not in play.events  # not before all of them are ready
    old[1].says(READY)
    play.tick()
    assert play.events == ["loading", "serving"]
    second = written(home, NEW)
    play.tick()
    new = play.processes[2:]
    assert [process.order.editions for process in new] == [(second, first)] * 2
    assert [process.order.gently for process in play.processes] == [False, False, True, True]
    assert [process.order.place for process in play.processes] == [0, 1, 0, 1]
    assert len({process.order.crowd for process in new}) == 1
    assert new[0].order.crowd != old[0].order.crowd
    assert [process.told for process in old] == [[], []]
    new[0].says(READY)
    play.tick()
    assert [process.told for process in old] == [[], []]
    new[1].says(READY)
    play.tick()
    assert [process.told for process in old] == [[UPDATED, DRAIN]] * 2
    play.tick(1000)
    assert all(process.killed for process in old)  # their time was over
    assert not any(process.killed for process in new)


def test_while_the_new_one_cannot_be_loaded_the_old_one_answers(home):
    play = Play(home)
    play.processes[0].says(READY)
    play.tick()
    written(home, NEW)
    play.tick()
    play.processes[1].says(FAILED, "the edition is damaged")
    play.tick()
    assert play.log[-1][0] == "loading.failed"
    assert play.processes[0].told == [UPDATED]
    assert "damaged" in play.processes[0].line.heard[0][1]
    play.tick(1)
    assert len(play.processes) == 2  # not again and again
    play.tick(100)
    assert len(play.processes) == 3  # but after a while
    play.processes[2].alive = False  # without a word
    play.tick()
    assert play.processes[0].is_alive()
    assert play.events.count("loading.failed") == 2


def test_a_process_that_dies_is_replaced_and_not_in_a_frenzy(home):
    play = Play(home, workers=2)
    for process in list(play.processes):
        process.says(READY)
    play.tick()
    for expected in (3, 3, 3):
        play.processes[0].alive = False
        play.tick(0.01)
        assert len(play.processes) == expected
    play.processes[2].alive = False
    play.tick(0.01)
    assert len(play.processes) == 3
    play.tick(2)
    assert len(play.processes) == 4
    assert play.processes[3].order.editions == play.processes[0].order.editions
    assert [process.order.place for process in play.processes[2:]] == [0, 0]


def test_a_day_that_ends_a_file_that_changes_and_whoever_asks_are_reasons_too(home, tmp_path):
    path = tmp_path / "entities.ftm.json"
    path.write_text("{}\n")
    play = Play(home, files=(("peps", path),))

    def taken_over():
        play.processes[-1].says(READY)
        play.tick()
        return len(play.processes)

    assert taken_over() == 1
    play.day = date(2026, 3, 11)
    play.tick()
    assert play.processes[-1].order.today == play.day
    assert taken_over() == 2
    path.write_text("{}\n{}\n")
    play.tick()
    assert taken_over() == 3
    play.processes[-1].says(UPDATE)
    play.tick()
    assert taken_over() == 4
    path.unlink()
    play.tick()
    play.tick()
    assert len(play.processes) == 4
    assert play.events.count("loading.failed") == 1  # said once
    assert play.processes[-1].order.editions == play.processes[0].order.editions


def test_no_more_earlier_editions_are_kept_than_asked_for(home):
    play = Play(home, keep=2)
    seen = [Editions(home).current()]
    play.processes[-1].says(READY)
    play.tick()
    for number in range(4):
        seen.insert(0, written(home, (*RECORDS, record(f"us:{60 + number}", f"Person {number}"))))
        play.tick()
        play.processes[-1].says(READY)
        play.tick()
        assert play.processes[-1].order.editions == tuple(seen[:3])


def test_a_server_that_cannot_begin_says_why(tmp_path, home):
    with pytest.raises(NoEditionError):
        Play(tmp_path / "nowhere")
    play = Play(home)
    play.processes[0].says(FAILED, "no memory")
    with pytest.raises(StoreError, match="no memory"):
        play.tick()


def test_told_to_end_all_processes_are(home):
    play = Play(home, workers=2)
    for process in list(play.processes):
        process.says(READY)
    play.tick()
    play.supervisor.end()
    assert not play.supervisor.is_over
    for process in play.processes:
        assert process.told == [DRAIN]
        process.alive = False
    play.supervisor.bury_all()
    assert play.supervisor.is_over


def ask(client, name="Kang Tae Won", **params):
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}}
    return client.post("/match/interlock", json=body, params=params)


class Server:
    """`interlock serve` in a process of its own."""

    def __init__(self, home, *options):
        command = [sys.executable, "-m", "interlock", "serve", "--port", "0", "--home", str(home), *options]
        environment = {**os.environ, "INTERLOCK_UPDATE_TOKEN": "now"}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self.events = []
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self.wait_for("listening")["address"]
        self.wait_for("serving")

    def _read(self):
        for line in self.process.stderr:
            self.events.append(json.loads(line))

    def wait_for(self, event, count=1):
        until = time.monotonic() + 60
        while True:
            found = [row for row in self.events if row["event"] == event]
            if len(found) >= count:
                return found[count - 1]
            assert time.monotonic() < until, self.events
            assert self.process.poll() is None, self.events
            time.sleep(0.02)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.stderr.close()


@pytest.mark.slow
def test_under_load_an_edition_is_exchanged_without_an_error_and_the_earlier_one_answers_on(home):
    first = Editions(home).current()
    with Server(home, "--rate", "0") as server:
        done, faults, editions = threading.Event(), [], set()

        def load():
            with client_of(server.address) as client:
                while not done.is_set():
                    try:
                        reply = ask(client)
                    except httpx.HTTPError as error:
                        faults.append(repr(error))
                        continue
                    editions.add(reply.headers["interlock-edition"])
                    if reply.status_code != 200 or reply.json()["responses"]["q"]["total"]["value"] != 1:
                        faults.append(reply.text)

        clients = [threading.Thread(target=load) for _ in range(4)]
        for thread in clients:
            thread.start()
        second = written(home, NEW)
        server.wait_for("serving", 2)
        time.sleep(0.5)
        done.set()
        for thread in clients:
            thread.join()
        assert faults == []
        assert editions == {first, second}
        with client_of(server.address) as client:
            assert ask(client, "Tok Il Hyang").json()["responses"]["q"]["total"]["value"] == 1
            before = ask(client, "Tok Il Hyang", edition=first).json()
            assert before["responses"]["q"]["total"]["value"] == 0
            counted = re.search(r"interlock_queries_total (\d+)", client.get("/metrics").text)
            assert int(counted[1]) > 2  # those of the process that has ended too


@pytest.mark.slow
def test_a_killed_process_is_replaced_an_update_is_waited_for_and_a_stop_is_orderly(home):
    with Server(home, "--workers", "2") as server:
        with client_of(server.address, timeout=60) as client:
            assert ask(client).status_code == 200
            assert client.post("/updatez", params={"token": "no"}).status_code == 403
            assert client.post("/updatez", params={"token": "now", "sync": True}).status_code == 200
            server.wait_for("serving", 2)
        found = subprocess.run(["pgrep", "-P", str(server.process.pid), "-f", "spawn_main"],
                               capture_output=True, text=True, check=True)  # fmt: skip
        os.kill(int(found.stdout.split()[-1]), signal.SIGKILL)
        server.wait_for("process.died")
        with client_of(server.address) as client:
            assert ask(client).status_code == 200  # by the other one, at once
        slow = threading.Thread(target=server.stop)
        slow.start()
        slow.join(40)
        assert server.process.returncode == 0
        assert server.events[-1]["event"] == "stopped"
        with pytest.raises(httpx.ConnectError), client_of(server.address) as client:
            ask(client)


def in_flight(metrics):
    """Requests begun and not answered, but for the one that asks."""
    begun = re.search(r"http_requests_begun_total ([\d.]+)", metrics)[1]
    answered = re.findall(r"http_requests_total\{.*\} ([\d.]+)", metrics)
    return float(begun) - sum(map(float, answered)) - 1


@pytest.mark.slow
def test_requests_in_flight_are_answered_when_the_server_is_stopped(home):
    with Server(home) as server:
        answers = []

        def batch():
            names = [f"Kang {one} Won {two}" for one in "abcd" for two in "xyz"]
            queries = {str(n): {"schema": "Person", "properties": {"name": names}} for n in range(100)}
            with client_of(server.address, timeout=60) as client:
                try:
                    answers.append(client.post("/match/default", json={"queries": queries}).status_code)
                except httpx.ConnectError:
                    answers.append("not taken")

        clients = [threading.Thread(target=batch) for _ in range(4)]
        for thread in clients:
            thread.start()
        with client_of(server.address) as client:
            while in_flight(client.get("/metrics").text) < 1:
                assert any(thread.is_alive() for thread in clients)
        assert server.stop() == 0
        for thread in clients:
            thread.join()
        assert len(answers) == 4
        assert {200} <= set(answers) <= {200, "not taken"}
