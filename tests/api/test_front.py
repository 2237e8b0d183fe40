"""What every request passes: keys, sizes, the log, and faults."""

import asyncio
import json
from datetime import UTC, date, datetime

import pytest

from interlock.api.gate import Gate
from interlock.api.keyring import Key
from interlock.api.settings import Limits
from served import client_of, running, service_of

ASKED = "Zebedee Verysecret"
MATCH = {"queries": {"q": {"schema": "Person", "properties": {"name": [ASKED]}}}}


class KeyRing:
    """Three keys; what is sent is compared with the digest itself."""

    def standing(self, _today: date):
        rights = {"aa": ("match",), "bb": ("search", "metrics"), "cc": ("update", "reconcile")}
        return {
            name: Key(key_id=name, name=name, scopes=scopes, digest=f"ilk_{name}_true",
                      created_at=datetime(2026, 1, 1, tzinfo=UTC), created_by="test")
            for name, scopes in rights.items()
        }  # fmt: skip


def gate():
    return Gate(KeyRing(), lambda text, digest: text == digest)


def sent(key):
    return {"authorization": f"ApiKey ilk_{key}_true"}


def test_only_a_key_that_allows_it_is_answered(holdings):
    service, _ = service_of(holdings, gate=gate())
    with running(service) as address, client_of(address) as client:
        for path in ("/healthz", "/readyz"):
            assert client.get(path).status_code == 200
        for path in ("/catalog", "/search/default", "/entities/Q1", "/metrics", "/openapi.json", "/nowhere"):
            assert client.get(path).status_code == 401
        assert client.post("/match/default", json=MATCH).status_code == 401
        assert client.post("/match/default", json=MATCH, headers=sent("aa")).status_code == 200
        assert client.get("/catalog", headers=sent("aa")).status_code == 403
        assert client.get("/catalog", headers=sent("bb")).status_code == 200
        assert client.get("/metrics", headers=sent("bb")).status_code == 200
        assert client.post("/match/default", json=MATCH, headers=sent("bb")).status_code == 403
        assert client.get("/catalog", headers={"authorization": "Bearer ilk_bb_true"}).status_code == 200
        assert client.get("/catalog", headers={"x-api-key": "ilk_bb_true"}).status_code == 200
        assert client.get("/catalog", headers={"authorization": "ApiKey ilk_bb_false"}).status_code == 401
        assert client.get("/reconcile/peps", params={"api_key": "ilk_cc_true"}).status_code == 200
        assert client.get("/catalog", params={"api_key": "ilk_bb_true"}).status_code == 401


@pytest.mark.parametrize(
    "path", ["//match/default", "/match//default", "/MATCH/default", "/x/../match/default"]
)
def test_no_spelling_of_a_path_passes_the_gate(holdings, path):
    service, _ = service_of(holdings, gate=gate())
    with running(service) as address, client_of(address) as client:
        assert client.post(path, json=MATCH, headers=sent("bb")).status_code in (403, 404, 405)


def test_the_update_needs_the_token_or_a_key_for_it(holdings):
    asked = []

    async def update(wait):
        asked.append(wait)
        return ""

    service, _ = service_of(holdings, gate=gate(), update=update, update_token="let me")  # noqa: S106
    with running(service) as address, client_of(address) as client:
        assert client.post("/updatez").status_code == 403
        assert client.post("/updatez", params={"token": "let"}).status_code == 403
        assert client.post("/updatez", headers=sent("aa")).status_code == 403
        assert client.post("/updatez", params={"token": "let me"}).json() == {"status": "ok"}
        assert client.post("/updatez", params={"sync": True}, headers=sent("cc")).status_code == 200
        assert asked == [False, True]
    service, _ = service_of(holdings)
    with running(service) as address, client_of(address) as client:
        assert client.post("/updatez", params={"token": ""}).status_code == 403


def test_the_log_holds_nothing_personal(holdings):
    service, lines = service_of(holdings, gate=gate())
    with running(service) as address, client_of(address) as client:
        reply = client.post("/match/default", json=MATCH, headers=sent("aa"), params={"topics": ASKED})
        client.get("/search/default", params={"q": ASKED}, headers=sent("bb"))
        client.get(f"/entities/{ASKED}", headers=sent("bb"))
        client.get(f"/{ASKED}", headers=sent("bb"))
        client.get("/catalog", headers={"authorization": f"ApiKey ilk_bb_{ASKED}"})
    text = "\n".join(lines)
    assert "Zebedee" not in text
    assert "Verysecret" not in text
    assert "127.0.0.1" not in text
    assert "true" not in [json.loads(line).get("key") for line in lines]
    events = [json.loads(line) for line in lines if "/match" in line]
    assert events[0]["id"] == reply.headers["x-request-id"]
    assert {**events[0], "ms": 0, "time": "", "id": ""} == {
        "level": "info", "event": "request", "route": "/match/{dataset}", "method": "POST", "status": 200,
        "caller": "aa", "dataset": "default", "queries": 1, "alerts": 0, "incomplete": False,
        "ms": 0, "time": "", "id": "",
    }  # fmt: skip


def test_the_addresses_of_clients_are_logged_only_when_asked_for(holdings):
    service, lines = service_of(holdings, log_clients=True)
    with running(service) as address, client_of(address) as client:
        client.get("/healthz")
    assert json.loads(lines[0])["client"] == "127.0.0.1"


def test_a_fault_is_an_answer_of_500_and_its_message_stays_inside(holdings):
    service, lines = service_of(holdings)

    def today():
        raise RuntimeError(ASKED)

    service.today = today
    service.gate = gate()
    with running(service) as address, client_of(address) as client:
        reply = client.get("/catalog", headers=sent("bb"))
        assert reply.status_code == 500
        assert client.get("/healthz").status_code == 200
    assert "Zebedee" not in reply.text
    event = json.loads(lines[0])
    assert (event["status"], event["kind"], event["level"]) == (500, "RuntimeError", "error")
    assert event["at"][-1].endswith("today")
    assert "Zebedee" not in lines[0]


def test_a_fault_inside_a_route_is_one_too(holdings, monkeypatch):
    service, lines = service_of(holdings)
    monkeypatch.setattr("interlock.api.match_routes.answered", lambda *_: 1 / 0)
    with running(service) as address, client_of(address) as client:
        reply = client.post("/match/default", json=MATCH)
        assert (reply.status_code, "fault" in reply.json()["detail"]) == (500, True)
    assert json.loads(lines[0])["kind"] == "ZeroDivisionError"


def test_what_is_too_large_is_refused(holdings):
    service, _ = service_of(holdings, limits=Limits(rate=0, body_bytes=1000, url_bytes=500))
    with running(service) as address, client_of(address) as client:
        assert client.get("/search/default", params={"q": "x" * 600}).status_code == 414
        assert client.post("/match/default", content=b" " * 1001).status_code == 413
        assert client.post("/match/default", content=(b" " * 600 for _ in range(5))).status_code == 413
        assert client.post("/match/default", json=MATCH).status_code == 200
        text = client.get("/metrics").text
        assert 'interlock_refused_total{why="large_body"} 2.0' in text
        assert 'interlock_refused_total{why="long_url"} 1.0' in text


def test_a_batch_costs_as_many_queries_as_it_has(holdings):
    limits = Limits(rate=0.001, burst=10, batch=10)
    service, _ = service_of(holdings, limits=limits)
    batch = {"queries": {str(n): MATCH["queries"]["q"] for n in range(10)}}
    with running(service) as address, client_of(address) as client:
        assert client.post("/match/default", json=batch).status_code == 200
        refused = client.post("/match/default", json=MATCH)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert "Too many" in refused.json()["detail"]


def test_every_answer_has_the_edition_and_an_id(client):
    for path in ("/healthz", "/nowhere", "/entities/nobody", "/metrics"):
        headers = client.get(path).headers
        assert headers["interlock-edition"] == "feed0123456789ab"
        assert len(headers["x-request-id"]) == 16
        assert headers["cache-control"] == "no-store"


def test_metrics_count_what_was_asked(holdings):
    service, _ = service_of(holdings)
    kang = {"schema": "Person", "properties": {"name": ["Kang Tae Won"]}}
    with running(service) as address, client_of(address) as client:
        client.post("/match/default", json={"queries": {"a": kang, **MATCH["queries"]}})
        client.post("/match/default", json=MATCH)
        text = client.get("/metrics").text
    for line in (
        'interlock_http_requests_total{route="/match/{dataset}",method="POST",status="200"} 2.0',
        "interlock_queries_total 3.0",
        "interlock_alerts_total 1.0",
        'interlock_edition_info{edition="feed0123456789ab"} 1.0',
        'interlock_http_request_duration_seconds_count{route="/match/{dataset}"} 2.0',
    ):
        assert line in text.splitlines()


def test_requests_of_one_client_beyond_its_share_wait_and_are_answered(holdings):
    service, _ = service_of(holdings, limits=Limits(rate=0, at_once=2))
    running_now, most = 0, 0

    async def work():
        nonlocal running_now, most
        async with service.turn("a"):
            running_now += 1
            most = max(most, running_now)
            await asyncio.sleep(0)
            running_now -= 1

    async def all_of_them():
        await asyncio.gather(*(work() for _ in range(20)))

    asyncio.run(all_of_them())
    assert (running_now, most) == (0, 2)
    assert service._busy == {}
