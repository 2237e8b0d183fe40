"""The first fetch, against a server that serves, refuses, and never ends."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from interlock.ingest import fetch
from interlock.ingest.fetch import Address, addresses, fetch_all
from interlock.sources.registry import authority, authority_keys

DAY = date(2026, 3, 1)


class _Site(BaseHTTPRequestHandler):
    seen: list = []  # noqa: RUF012  # one server, one test

    def do_GET(self):
        type(self).seen.append((self.path, self.headers["User-Agent"]))
        if self.path == "/list.xml":
            self._answer(200, b"<list/>")
        elif self.path == "/index":
            self._answer(200, b'<a href="freeze20260101.xlsx"><a href="freeze20260305.xlsx">')
        elif self.path.startswith("/freeze"):
            self._answer(200, self.path.encode())
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"x" * 1000)
        else:
            self._answer(403, b"no")

    def _answer(self, code, body):
        self.send_response(code)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def one(into, **address):
    (answer,) = fetch_all(into, DAY, known=[Address(authority="un", list_key="un.x", **address)], environ={})
    return answer


def test_a_list_that_answers_lies_in_the_documented_layout(site, tmp_path):
    assert one(tmp_path, url=f"{site}/list.xml", file="list.xml").outcome == "fetched"
    assert (tmp_path / "un" / "2026-03-01" / "list.xml").read_bytes() == b"<list/>"


def test_the_newest_name_on_the_index_page_is_fetched(site, tmp_path):
    answer = one(tmp_path, index=f"{site}/index", pattern=r"freeze\d{8}\.xlsx", url=site + "/{file}")
    assert answer.outcome == "fetched"
    assert (tmp_path / "un" / "2026-03-01" / "freeze20260305.xlsx").is_file()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ({"url": "{site}/forbidden", "file": "x"}, "403"),
        ({"url": "http://127.0.0.1:9/", "file": "x"}, "ConnectError"),
        ({"index": "{site}/list.xml", "pattern": "nothing", "url": "{site}/list.xml"}, "names no file"),
        ({"url": "{site}/{token}", "file": "x", "token": "A_TOKEN"}, "A_TOKEN"),
    ],
)
def test_what_cannot_be_fetched_says_why_and_leaves_nothing(site, tmp_path, address, why):
    answer = one(tmp_path, **{k: v.replace("{site}", site) for k, v in address.items()})
    assert answer.outcome == "failed"
    assert why in answer.why
    assert not list(tmp_path.iterdir())


def test_an_endless_answer_is_cut_off(site, tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "MAX_BYTES", 5000)
    assert "longer than" in one(tmp_path, url=f"{site}/endless", file="x").why


def test_one_failure_does_not_stop_the_others(site, tmp_path):
    known = [
        Address(authority="un", list_key="un.x", url=f"{site}/no", file="a"),
        Address(authority="us", list_key="us.x", url=f"{site}/list.xml", file="b"),
    ]
    assert [a.outcome for a in fetch_all(tmp_path, DAY, known=known, environ={})] == ["failed", "fetched"]


def test_the_client_looks_like_a_browser(site, tmp_path):
    one(tmp_path, url=f"{site}/list.xml", file="list.xml")
    assert _Site.seen[-1][1].startswith("Mozilla/5.0")


def test_every_list_that_is_read_has_an_address_or_says_how_it_comes():
    read = {spec.key for key in authority_keys() for spec in authority(key).lists if not spec.beside}
    assert {address.list_key for address in addresses()} == read
    for address in addresses():
        assert address.manual or address.url
