"""The Prometheus text, and the server that shows it."""

import re
from datetime import UTC, date, datetime

import httpx
import pytest

from interlock.base.errors import QueryError
from interlock.watch.metrics import PollFacts, exposition
from interlock.watch.notices import ListView, Notice
from interlock.watch.serve import Board, serving

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
VIEW = ListView(
    list_key='un."x"\\',
    polled=True,
    newest=date(2026, 3, 9),
    newest_is_good=False,
    entries=1003,
    waiting=((date(2026, 3, 10), "half"),),
    checked_at=NOW,
    failures=2,
)
MISSING = ListView(list_key="us.sdn", polled=True, newest=None, newest_is_good=False, entries=None)
FACTS = PollFacts(
    at=NOW,
    took_s=1.5,
    edition="0123456789abcdef",
    build_failed=False,
    views=(VIEW, MISSING),
    notices=(Notice("quarantine", "un.x", "2026-03-10", "half"),),
)

LABELS = r'(\{\w+="([^"\\\n]|\\["\\n])*"\})?'
LINE = re.compile(rf"(# (HELP|TYPE) interlock_\w+ .+|interlock_\w+{LABELS} [0-9.e+-]+)")


def test_every_line_is_in_the_text_format_and_every_metric_has_help_and_type():
    text = exposition(FACTS)
    assert text.endswith("\n")
    lines = text.splitlines()
    assert all(LINE.fullmatch(line) for line in lines), [line for line in lines if not LINE.fullmatch(line)]
    named = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {re.split(r"[{ ]", line)[0] for line in lines if not line.startswith("#")} <= named
    assert exposition(FACTS) == text


def test_the_numbers_are_those_of_the_poll():
    text = exposition(FACTS)
    for line in (
        'interlock_list_entries{list="un.\\"x\\"\\\\"} 1003.0',
        'interlock_list_quarantined{list="un.\\"x\\"\\\\"} 1.0',
        'interlock_list_age_days{list="un.\\"x\\"\\\\"} 1.0',
        'interlock_list_failures{list="us.sdn"} 0.0',
        'interlock_alarms{kind="quarantine"} 1.0',
        'interlock_alarms{kind="age"} 0.0',
        "interlock_poll_timestamp_seconds 1773144000.0",
        "interlock_build_failed 0.0",
    ):
        assert line in text.splitlines()
    assert 'interlock_list_entries{list="us.sdn"}' not in text  # unknown is not zero


def test_the_server_shows_the_board_and_nothing_else(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    board = Board()
    with serving(board, 0) as port:
        board.text = exposition(FACTS)
        answer = httpx.get(f"http://127.0.0.1:{port}/metrics")
        assert (answer.status_code, answer.text) == (200, board.text)
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        assert httpx.get(f"http://127.0.0.1:{port}/etc/passwd").status_code == 404
        with pytest.raises(QueryError, match="cannot be served"), serving(board, port):
            pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/metrics")
