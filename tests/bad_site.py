"""A site on this machine that serves answers in turn, and misbehaves in every way that sites do."""

import gzip
import socket
import struct
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Paths to answers: each request takes the next, and the last is given for ever."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.posted = []
        self.base = ""
        self.closing = threading.Event()
        self.was_asked = threading.Event()

    def serve(self, path, *answers):
        self.answers[path] = list(answers)
        return f"{self.base}{path}"

    def asked_for(self, path):
        return [headers for asked, headers in self.asked if asked == path]


@contextmanager
def running():
    """A site for as long as the block lasts."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            site.was_asked.set()
            answers = site.answers.get(self.path.partition("?")[0], [status(404)])
            with suppress(ConnectionError):
                (answers.pop(0) if len(answers) > 1 else answers[0])(self, site)
            self.close_connection = True

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.posted.append((self.path, body))
            self.do_GET()

        def log_message(self, *_):
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_):
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler, code, headers, body=b""):
    handler.send_response(code)
    # Each connection carries one answer, and says so: a client that was not told may ask again on one that is
    # being closed, which is another misbehaviour than the one that the test is about.
    said = {"Content-Length": str(len(body)), "Connection": "close", **headers}
    for name, value in said.items():
        if value is not None:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def body(data, **headers):
    """All is well."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _site: send(handler, 200, named, data)


def kept(data, etag='"1"', modified=None):
    """Well, and not sent again to whoever has it."""

    def answer(handler, _site):
        if handler.headers.get("If-None-Match") == etag:
            send(handler, 304, {"ETag": etag})
        else:
            send(handler, 200, {"ETag": etag, "Last-Modified": modified}, data)

    return answer


def status(code, **headers):
    """Refused or broken."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _site: send(handler, code, named, b"no")


def redirect(to):
    """Elsewhere."""
    return lambda handler, _site: send(handler, 302, {"Location": to})


def cut(data, declared):
    """Less, or more, than was declared."""
    return lambda handler, _site: send(handler, 200, {"Content-Length": str(declared)}, data)


def unmeasured(data):
    """No length: the end of the connection is the end of the file, wherever that is."""
    return lambda handler, _site: send(handler, 200, {"Content-Length": None, "Connection": "close"}, data)


def endless(handler, site):
    """Never ends."""
    send(handler, 200, {"Content-Length": None, "Connection": "close"})
    while not site.closing.is_set():
        handler.wfile.write(b"<x>" * 20_000)


def dripping(handler, site):
    """A byte now and then: no single read is ever slow."""
    send(handler, 200, {"Content-Length": None, "Connection": "close"})
    while not site.closing.wait(0.02):
        handler.wfile.write(b"x")


def dripping_headers(handler, site):
    """The same, before the body even begins."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not site.closing.wait(0.02):
        handler.wfile.write(b"x")


def silent(_handler, site):
    """Takes the question, and says nothing."""
    site.closing.wait(30)


def reset(handler, _site):
    """The connection is torn down in the middle."""
    send(handler, 200, {"Content-Length": "1000"}, b"half")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def bomb(handler, _site):
    """Ten million zeros in ten thousand bytes."""
    packed = gzip.compress(b"\0" * 10_000_000)
    send(handler, 200, {"Content-Encoding": "gzip"}, packed)


def zipped(data):
    """Compressed on the way, as the client offers."""
    return lambda handler, _site: send(handler, 200, {"Content-Encoding": "gzip"}, gzip.compress(data))


PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please wait</body></html>"
