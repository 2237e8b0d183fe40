"""Who takes a connection, and that one which was taken is answered."""

import asyncio
import errno
import socket
import time
from contextlib import asynccontextmanager

import pytest

from interlock.api.connection import Door
from interlock.api.crowd import Crowd
from interlock.api.listening import Listening
from interlock.api.settings import Limits
from interlock.api.supervisor import listening

ASKED = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def app_of(door):
    async def answer(_scope, _receive, send):
        headers = [(b"content-length", b"2"), *([(b"connection", b"close")] if door.draining else [])]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    return answer


def door_of(crowd=None, seen=None, **limits):
    return Door(Limits(**limits), (seen if seen is not None else []).append, crowd)


@asynccontextmanager
async def at(listener, door):
    server = Listening(door, app_of(door), listener)
    await server.begin()
    try:
        yield server
    finally:
        if not door.draining:
            await server.end(time.monotonic(), patient=False)


@pytest.fixture
def listener():
    with listening("127.0.0.1", 0) as found:
        yield found


def connected(listener):
    return asyncio.open_connection(*listener.getsockname())


async def until(true):
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0)


def test_processes_that_share_a_socket_have_as_many_connections_each(listener, tmp_path):
    crowds = [Crowd(tmp_path / "crowd", 2, place) for place in range(2)]
    first, second = (door_of(crowd) for crowd in crowds)

    async def scene():
        async with at(listener, first), at(beside, second):
            lines = [await connected(listener) for _ in range(40)]
            await until(lambda: first.open + second.open == 40)
            held = {first.open, second.open}
            for _, writer in lines:
                writer.close()
        return held

    with listener.dup() as beside:
        assert asyncio.run(scene()) == {20}


def test_a_connection_is_not_left_for_long_to_one_that_does_not_come(listener, tmp_path):
    Crowd(tmp_path / "crowd", 2, 1).holds(0)  # and it hangs
    door = door_of(Crowd(tmp_path / "crowd", 2, 0))

    async def scene():
        async with at(listener, door):
            lines = [await connected(listener) for _ in range(5)]
            for reader, writer in lines:
                writer.write(ASKED)
                assert b"200 OK" in await reader.readuntil(b"\r\n\r\nok")
                writer.close()

    asyncio.run(scene())


def test_a_crowd_that_comes_at_once_gets_no_more_room_than_there_is(listener):
    seen = []
    door = door_of(seen=seen, connections=10)

    async def scene():
        async with at(listener, door):
            for wave in (40, 80, 120):
                lines = await asyncio.gather(*(connected(listener) for _ in range(40)))
                await until(lambda wave=wave: seen.count("opened") == wave and door.open <= 10)
                assert door.open == 10
                for _, writer in lines:
                    writer.close()
                await until(lambda: door.open == 0)

    asyncio.run(scene())
    assert seen.count("connections") == 3 * 30


def test_of_those_who_came_before_the_server_the_last_is_let_in(listener):
    """All wait already, and none is in yet who could make room for the next."""
    door = door_of(connections=10)

    async def scene():
        lines = [await connected(listener) for _ in range(30)]
        async with at(listener, door):
            reader, writer = lines[-1]
            writer.write(ASKED)
            assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
            assert await lines[0][0].read() == b""
            for _, one in lines:
                one.close()

    asyncio.run(scene())


class Noted(socket.socket):
    """Tells of a connection in the moment in which it is taken."""

    tell = None

    def accept(self):
        connection = super().accept()
        self.tell()
        return connection


@pytest.mark.parametrize("turns", range(6))
def test_a_connection_that_was_taken_is_answered_whenever_the_end_comes(listener, turns):
    """asyncio's own servers lose one that they took in the turn of the loop before they were closed."""

    async def scene(noted):
        endings = []

        async def end():
            for _ in range(turns):
                await asyncio.sleep(0)
            await server.end(time.monotonic() + 10, patient=True)

        noted.tell = lambda: endings.append(asyncio.create_task(end()))
        async with at(noted, door_of()) as server:
            reader, writer = await connected(listener)
            writer.write(ASKED)
            async with asyncio.timeout(10):
                answer = await reader.readuntil(b"\r\n\r\nok")
            writer.close()
            await asyncio.gather(*endings)
        return answer

    with Noted(fileno=listener.dup().detach()) as noted:
        assert asyncio.run(scene(noted)).startswith(b"HTTP/1.1 200 OK")


def test_one_that_was_not_taken_waits_for_the_next_process(listener):
    async def scene():
        door = door_of()
        async with at(listener, door) as server:
            await server.end(time.monotonic() + 10, patient=True)
        reader, writer = await connected(listener)
        writer.write(ASKED)
        async with at(listener, door_of()):
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\nok")
            writer.close()
        return door.open

    assert asyncio.run(scene()) == 0


def test_while_the_system_gives_no_files_connections_wait(listener, monkeypatch):
    monkeypatch.setattr("interlock.api.listening._SHORTAGE_S", 0.01)
    seen = []
    door = door_of(seen=seen)

    class Short:
        """The socket of a process that has no files left, twice."""

        def __init__(self, real):
            self._real, self._faults = real, [errno.EMFILE, errno.ENFILE]

        def accept(self):
            if self._faults:
                raise OSError(self._faults.pop(0), "too many files")
            return self._real.accept()

        def __getattr__(self, name):
            return getattr(self._real, name)

    async def scene():
        async with at(Short(listener), door):
            reader, writer = await connected(listener)
            writer.write(ASKED)
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\nok")
            writer.close()

    asyncio.run(scene())
    assert seen.count("no_files") == 2
