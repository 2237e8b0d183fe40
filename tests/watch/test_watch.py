"""The watch, on a site that serves lists in turn, with the clock and the waiting in the test's hand."""

import json
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

import bad_site
import fake_lists
from bad_site import body, status
from fake_lists import PARSERS, core
from interlock.base.errors import StoreError
from interlock.ingest.decide import Officer, rule
from interlock.ingest.fetch import Manner
from interlock.ingest.parsers import installed
from interlock.store.archive import Archive
from interlock.store.lock import only_one
from interlock.watch.run import Orders, World, poll, watch
from interlock.watch.serve import Board
from interlock.watch.webhook import post
from real_lists import LISTS, needs_real_lists, real_bytes

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with bad_site.running() as found:
        yield found


class Hand:
    """A clock that stands still but for waiting, and everything that was logged."""

    def __init__(self, polls=1):
        self.moment, self.events, self.waits, self.polls = START, [], [], polls

    def wait(self, seconds):
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)
        if len(self.waits) >= self.polls:
            raise KeyboardInterrupt

    async def sleep(self, _seconds):
        pass

    def world(self):
        return World(now=lambda: self.moment, wait=self.wait, roll=lambda: 0.5, log=self.events.append)

    def told(self, event):
        return [one for one in self.events if one["event"] == event]


def build(home, _ledger):
    return fake_lists.build(home)


def orders(hand, **more):
    manner = Manner(
        timeout_s=5, deadline_s=10, attempts=1, now=lambda: hand.moment, roll=lambda: 1.0, sleep=hand.sleep
    )
    return Orders(
        **{
            "environ": {},
            "every_s": 3600.0,
            "max_age_days": 7.0,
            "manner": manner,
            "parsers": PARSERS,
            "build": build,
            **more,
        }
    )


def asks(home, site, *answers):
    home.mkdir(exist_ok=True)
    url = site.serve("/core.txt", *answers)
    (home / "addresses.toml").write_text(
        'official = false\n[[list]]\nauthority = "fake"\nlist_key = "fake.main"\n'
        f'file = "core.txt"\nurl = "{url}"\n'
    )


def many(count, day):
    return body(core(*(f"{n}|KIM {n}" for n in range(count)), also=[f"date {day}"]))


def test_once_exit_0_when_all_is_well_and_what_changed_is_built(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-28"))
    hand = Hand()
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0
    assert (tmp_path / "editions" / "current").is_file()
    assert [one["built"] for one in hand.told("poll")] == [True]
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0
    assert [one["built"] for one in hand.told("poll")] == [True, False]


def test_after_a_poll_nobody_waits_for_an_index(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-28"))
    hand = Hand()
    watch(tmp_path, orders(hand), hand.world(), once=True)
    (index,) = (tmp_path / "screen").glob("*.index")
    index.unlink()
    watch(tmp_path, orders(hand), hand.world(), once=True)
    assert index.is_file()


def test_a_poll_goes_on_where_no_index_can_be_made(site, tmp_path, monkeypatch):
    def refuse(*_):
        raise StoreError("no room")

    monkeypatch.setattr("interlock.screen.run.prepare", refuse)
    asks(tmp_path, site, many(40, "2026-02-28"))
    hand = Hand()
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0
    assert [one["what"] for one in hand.told("prepare.failed")] == ["screening"]


def test_once_exit_3_when_half_a_list_came_and_the_whole_one_stays_in_use(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-27"), many(15, "2026-02-28"))
    hand = Hand()
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 3
    (alarm,) = hand.told("alarm")
    assert (alarm["kind"], alarm["subject"], alarm["new"]) == ("quarantine", "2026-02-28", True)
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 3
    assert hand.told("alarm")[-1]["new"] is False


def test_a_persons_word_ends_the_alarm_and_is_built_at_the_next_poll(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-27"), many(15, "2026-02-28"))
    hand = Hand()
    for _ in range(2):
        watch(tmp_path, orders(hand), hand.world(), once=True)
    day = datetime(2026, 2, 28, tzinfo=UTC).date()
    rule(tmp_path, "fake.main", day, "accepted", Officer("Ann", "so it is", START), parsers=PARSERS)
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0
    assert hand.told("poll")[-1]["built"] is True
    assert [one["key"] for one in hand.told("alarm.cleared")] == ["quarantine|fake.main|2026-02-28"]


def test_once_exit_1_when_no_list_could_be_had_or_the_build_failed(site, tmp_path):
    asks(tmp_path, site, status(403), many(40, "2026-02-27"))
    hand = Hand()

    def failing(_home, _ledger):
        raise StoreError("the disk is full")

    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 1
    assert {one["kind"] for one in hand.told("alarm")} == {"missed_poll", "missing"}
    assert watch(tmp_path, orders(hand, build=failing), hand.world(), once=True) == 1
    assert hand.told("alarm")[-1]["text"].startswith("the disk is full")
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0  # tried again, though nothing came


def test_missed_polls_are_counted_and_a_list_grows_old(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-03-01"), status(500))
    hand = Hand(polls=9)
    with pytest.raises(KeyboardInterrupt):
        watch(tmp_path, orders(hand, every_s=86_400.0), hand.world(), once=False)
    assert hand.waits == [86_400.0] * 9
    texts = [one["text"] for one in hand.told("alarm") if one["kind"] == "missed_poll"]
    assert [int(text.split()[0]) for text in texts] == list(range(1, 9))
    assert [one["text"] for one in hand.told("alarm") if one["kind"] == "age"] == [
        "last confirmed 8 days ago (limit 7); its snapshot is of 2026-03-01"
    ]


def test_the_alarm_of_a_parser_is_news_once(site, tmp_path, monkeypatch):
    import msgspec

    from interlock.model.snapshot import Alarm

    def read(list_key, files):
        parsed = fake_lists.read(list_key, files)
        return msgspec.structs.replace(parsed, alarms=(Alarm("unknown-field", "<x> is not known"),))

    odd = msgspec.structs.replace(fake_lists.AUTHORITY, read=read)
    parsers = msgspec.structs.replace(PARSERS, authority_of=lambda _key: odd)
    asks(tmp_path, site, many(40, "2026-02-27"))
    hand = Hand()
    codes = [watch(tmp_path, orders(hand, parsers=parsers), hand.world(), once=True) for _ in range(2)]
    assert codes == [3, 0]
    assert hand.told("alarm.cleared") == []


def test_the_webhook_is_told_of_what_is_new_and_what_ended(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-27"), status(403), status(403), many(41, "2026-02-28"))
    hook = site.serve("/hook", status(200))
    hand = Hand()
    for _ in range(4):
        watch(tmp_path, orders(hand, webhook=hook), hand.world(), once=True)
    posted = [json.loads(data) for _, data in site.posted]
    assert [([one["kind"] for one in each["new"]], each["cleared"]) for each in posted] == [
        (["missed_poll"], []),
        ([], ["missed_poll|fake.main|"]),
    ]


def test_a_webhook_that_fails_is_logged_without_its_address_and_told_again_next_time(site, tmp_path):
    asks(tmp_path, site, status(403))
    hook = site.serve("/secret-hook", status(500), status(500), status(500), status(200))
    hand = Hand()
    codes = [watch(tmp_path, orders(hand, webhook=hook), hand.world(), once=True) for _ in range(3)]
    assert codes == [1, 1, 1]
    assert [one["delivered"] for one in hand.told("webhook")] == [False, True]
    assert len(site.posted) == 4
    assert "secret" not in str(hand.events)


@pytest.mark.parametrize(
    ("answer", "why", "deadline_s"),
    [
        (status(404), "404", 60.0),
        (status(500), "500", 60.0),
        (bad_site.silent, "longer than 0.5 s", 0.5),
    ],
)
def test_a_bad_webhook_is_a_sentence(site, answer, why, deadline_s):
    hand = Hand()
    told = post(site.serve("/hook", answer), b"{}", roll=lambda: 1.0, sleep=hand.sleep, deadline_s=deadline_s)
    assert why in told


def test_metrics_are_on_the_board_and_in_the_file(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-27"))
    hand, board, file = Hand(), Board(), tmp_path / "metrics" / "interlock.prom"
    polled = poll(tmp_path, orders(hand, metrics_file=file), hand.world(), board)
    assert polled.exit_code == 0
    assert file.read_text() == board.text
    assert 'interlock_list_entries{list="fake.main"} 40.0' in board.text
    assert [path.name for path in file.parent.iterdir()] == ["interlock.prom"]


def test_one_watch_to_a_home(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-27"))
    hand = Hand()
    with (
        only_one(tmp_path / "watch" / "lock", "x"),
        pytest.raises(StoreError, match="another watch of this home is running already"),
    ):
        watch(tmp_path, orders(hand), hand.world(), once=True)
    assert watch(tmp_path, orders(hand), hand.world(), once=True) == 0


def test_a_poll_that_cannot_even_begin_is_logged_and_the_watch_goes_on(site, tmp_path):
    asks(tmp_path, site, many(40, "2026-02-27"))
    good = (tmp_path / "addresses.toml").read_text()
    (tmp_path / "addresses.toml").write_text("[[list]")

    class Mending(Hand):
        def wait(self, seconds):
            (tmp_path / "addresses.toml").write_text(good)
            super().wait(seconds)

    hand = Mending(polls=2)
    with pytest.raises(KeyboardInterrupt):
        watch(tmp_path, orders(hand), hand.world(), once=False)
    assert [one["event"] for one in hand.events if one["event"].startswith("poll")] == ["poll.failed", "poll"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly_and_frees_the_home(site, tmp_path, number):
    """In the middle of a fetch from a site that keeps silent."""
    asks(tmp_path, site, bad_site.silent)
    own = tmp_path / "addresses.toml"
    own.write_text(own.read_text().replace('"fake', '"un').replace("un.main", "un.consolidated"))
    command = [sys.executable, "-m", "interlock", "watch", "--home", str(tmp_path), "--metrics-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        watchdog = threading.Timer(60, run.kill)
        watchdog.start()
        assert site.was_asked.wait(60)
        run.send_signal(number)
        events = [json.loads(line)["event"] for line in run.stderr]
        code = run.wait()
        watchdog.cancel()
    assert (code, events) == (0, ["metrics", "watch.started", "watch.stopped"])
    with only_one(tmp_path / "watch" / "lock", "nobody"):
        pass


@needs_real_lists
@pytest.mark.real
def test_the_real_lists_of_the_un_served_in_turn_become_its_history(site, tmp_path):
    """Fifteen files, each under its own date; yesterday's file in between changes nothing."""
    days = sorted(path.parent.name for path in (LISTS / "un").glob("*/consolidated.xml.gz"))
    files = [body(real_bytes(f"un/{day}/consolidated.xml.gz")) for day in days]
    site.serve("/un.xml", *(answer for file in files for answer in (file, file)), files[-1])
    (tmp_path / "addresses.toml").write_text(
        'official = false\n[[list]]\nauthority = "un"\nlist_key = "un.consolidated"\n'
        f'file = "consolidated.xml"\nurl = "{site.base}/un.xml"\n'
    )
    hand = Hand()

    def nothing(home, _ledger):
        (home / "editions").mkdir(exist_ok=True)
        return "0" * 16

    told = orders(hand, parsers=installed(), build=nothing)
    outcomes = []
    for _ in range(2 * len(days)):
        polled = poll(tmp_path, told, hand.world(), Board())
        outcomes.append(polled.fetched.lists[0].outcome)
    assert outcomes == ["new", "unchanged"] * len(days)
    assert [str(manifest.day) for manifest in Archive(tmp_path).manifests()] == days
    assert polled.facts.notices == ()
