"""Clients that are slow, silent, deaf, huge, malformed or very many: the others are answered all the same."""

import asyncio
import json
import re
import resource
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from interlock.api.settings import Limits
from served import client_of, running, service_of

MATCH = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Kang Tae Won"]}}}}
QUICK = Limits(
    rate=0, header_s=0.3, body_s=0.3, reading_s=0.3, idle_s=1, header_bytes=4096, body_bytes=100_000
)


@pytest.fixture
def quick(holdings):
    service, _ = service_of(holdings, limits=QUICK)
    with running(service) as address:
        yield address, service


def connected(address, stack):
    parts = urlsplit(address)
    found = stack.enter_context(socket.create_connection((parts.hostname, parts.port)))
    found.settimeout(10)
    return found


def rest_of(connection):
    """All that comes until the server ends the connection."""
    data = b""
    try:
        while more := connection.recv(65_536):
            data += more
    except ConnectionError:
        pass
    return data


def until_body(connection):
    """One whole answer of `/healthz`."""
    data = b""
    while not data.endswith(b'{"status":"ok"}'):
        data += connection.recv(65_536)
    return data


def is_well(address):
    with client_of(address) as client:
        assert client.post("/match/default", json=MATCH).status_code == 200


POST = b"POST /match/default HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", b""),
        (b"GET /healthz HT", b""),
        (b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ", b""),
        (POST + b"Content-Length: 10\r\n\r\n{", b" 408 "),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{", b" 408 "),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b" 400 "),
        (b"GARBAGE\r\n\r\n", b" 400 "),
        (b"GET /healthz HTTP/1.1\r\n\r\n", b" 400 "),
        (POST + b"Content-Length: -5\r\n\r\n", b" 400 "),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", b" 400 "),
        (b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", b" 400 "),
        (b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", b" 400 "),
        (b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n" * 2, b" 400 "),
    ],
    ids=range(13),
)
def test_one_who_does_not_get_to_the_point_is_told_so_or_cut_off(quick, sent, said):
    address, _ = quick
    with ExitStack() as stack:
        connection = connected(address, stack)
        connection.sendall(sent)
        assert said in rest_of(connection).partition(b"\r\n")[0]
    is_well(address)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"x" * 2_000_000,
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 400_000,
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 2_000_000,
        POST + b"Content-Length: 99999999\r\n\r\n" + b" " * 2_000_000,
        POST + b"Transfer-Encoding: chunked\r\n\r\n2;" + b"x" * 2_000_000,
        POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + b"A: b\r\n" * 400_000,
        POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nA: " + b"b" * 2_000_000,
    ],
    ids=["address", "head", "header", "body", "extension", "trailers", "trailer"],
)
def test_one_who_sends_without_end_is_cut_off(quick, sent):
    address, _ = quick
    with ExitStack() as stack:
        connection = connected(address, stack)
        answer = b""
        try:
            connection.sendall(sent)
            answer = rest_of(connection)
        except ConnectionError:
            pass  # cut off while it was sending
        assert answer.partition(b"\r\n")[0][9:12] in (b"", b"400", b"413")
    is_well(address)


def test_a_head_that_comes_in_pieces_is_no_longer_than_one_at_once(quick):
    address, service = quick
    with ExitStack() as stack:
        connection = connected(address, stack)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        answer = b""
        try:
            for number in range(100):
                connection.sendall(b"A%d: %s\r\n" % (number, b"b" * 100))
            answer = rest_of(connection)
        except ConnectionError:
            pass  # cut off while it was sending
        assert answer[9:12] in (b"", b"400")
    assert service.tally.counts["door"][(("what", "long_head"),)] == 1


def test_whoever_offers_another_protocol_is_answered_in_this_one(quick):
    """As clients do that would rather speak HTTP/2, on their first requests."""
    address, _ = quick
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
    body = json.dumps(MATCH).encode()
    with ExitStack() as stack:
        connection = connected(address, stack)
        for _ in range(2):
            connection.sendall(POST + offer + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            head = b""
            while b"}" not in head:
                head += connection.recv(65_536)
            assert head.startswith(b"HTTP/1.1 200 OK")
            read = len(head.partition(b"\r\n\r\n")[2])
            length = int(re.search(rb"content-length: (\d+)", head)[1])
            while read < length:
                read += len(connection.recv(65_536))


def test_a_connection_may_be_used_again_and_ends_when_it_idles(quick):
    address, _ = quick
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with ExitStack() as stack:
        connection = connected(address, stack)
        for _ in range(3):
            connection.sendall(request)
            assert b"200 OK" in until_body(connection)
        connection.sendall(request + request)  # two at once
        connection.sendall(b"GET /heal")  # and a third that never comes
        assert rest_of(connection).count(b"200 OK") == 2


def test_one_who_does_not_read_is_cut_off(holdings):
    limits = Limits(rate=0, reading_s=0.3)
    service, _ = service_of(holdings, limits=limits)
    with running(service) as address, ExitStack() as stack:
        connection = socket.socket()
        stack.enter_context(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        parts = urlsplit(address)
        connection.connect((parts.hostname, parts.port))
        connection.settimeout(0.2)
        try:
            for _ in range(4000):  # the answers fill every buffer on the way
                connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
        except OSError:
            pass
        until = time.monotonic() + 60
        while service.tally.counts.get("door", {}).get((("what", "unread_response"),), 0) == 0:
            assert time.monotonic() < until
            time.sleep(0.05)
        is_well(address)


def test_when_there_is_no_room_the_longest_silent_one_makes_it(holdings):
    limits = Limits(rate=0, connections=20, header_s=30)
    service, _ = service_of(holdings, limits=limits)
    with running(service) as address, ExitStack() as stack:
        silent = [connected(address, stack) for _ in range(60)]
        is_well(address)
        silent[0].settimeout(5)
        assert rest_of(silent[0]) == b""  # the first was cut off
        silent[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in rest_of(silent[-1])


CROWD = """
import socket, sys
crowd = []
for _ in range(int(sys.argv[2])):
    one = socket.socket()
    one.setblocking(False)
    one.connect_ex(("127.0.0.1", int(sys.argv[1])))
    crowd.append(one)
print("there", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
def test_ten_thousand_silent_connections_do_not_stop_others(holdings):
    many = 10_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < many + 500:
        pytest.skip(f"the system gives {hard} files to a process")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, many + 500), hard))
    service, _ = service_of(holdings, limits=Limits(rate=0))
    with running(service) as address, client_of(address) as client:
        command = [sys.executable, "-c", CROWD, str(urlsplit(address).port), str(many)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as crowd:
            answers = []
            until = time.monotonic() + 60
            while service.tally.counts.get("door", {}).get((("what", "opened"),), 0) < many:
                assert time.monotonic() < until
                answers.append(client.post("/match/default", json=MATCH).status_code)
            assert crowd.stdout.readline() == b"there\n"
            is_well(address)
            crowd.communicate(timeout=30)
        assert set(answers) == {200}


def test_a_long_batch_lets_single_queries_pass(holdings, monkeypatch):
    """Between the queries of a batch others are answered: a single one does not wait for all hundred."""
    import interlock.api.match_routes as module

    order = []
    real = module.answered

    def slow(scope, query, terms):
        order.append(query.query.properties["name"][0])
        time.sleep(0.01)
        return real(scope, query, terms)

    monkeypatch.setattr(module, "answered", slow)
    service, _ = service_of(holdings)
    batch = {"queries": {str(n): {"schema": "Person", "properties": {"name": ["Batch"]}} for n in range(100)}}

    async def both(address):
        import httpx

        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as client:
            long = asyncio.create_task(client.post("/match/default", json=batch))
            while not order:
                await asyncio.sleep(0.005)
            assert (await client.post("/match/default", json=MATCH)).status_code == 200
            assert (await long).status_code == 200

    with running(service) as address:
        asyncio.run(both(address))
    assert order.index("Kang Tae Won") < 60
    assert order.count("Batch") == 100
