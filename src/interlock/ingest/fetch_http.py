"""One file over HTTP, from a site that may be slow, broken or hostile: whole, or a reason in words.

No sentence made here holds an address or anything that a site sent: both may hold a token.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import msgspec

from interlock.ingest.unpack import MAX_BYTES

TIMEOUT_S = 30.0
"""For a connection, and for each read. Treasury's export service has been seen to think for 20 s."""
MAX_INDEX_BYTES = 5_000_000
MAX_REDIRECTS = 5

# OFAC's site refuses clients whose User-Agent is not browser-like (seen 2026-07), so this one begins as a
# browser's does, and says at its end who it is.
USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
    " interlock/1.0"
)
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "application/xml,text/xml,text/csv,application/vnd.ms-excel,*/*;q=0.8",
    "Accept-Language": "en;q=0.9,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same question may be answered: RFC 9110, and 425 of RFC 8470."""
_WORDS = {
    401: "the site wants a login: a token is missing or no longer valid",
    403: "the site refuses this client",
    404: "there is no such file on the site any more: its address has changed",
    410: "the file was taken off the site",
    429: "the site says that it is asked too often",
    503: "the site is not available",
}


class RefusedError(Exception):
    """The list cannot be had, in words that may be shown."""

    def __init__(self, why: str, *, again: bool = False, retry_after: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.again = again
        """The same question may be answered later."""
        self.retry_after = retry_after
        """The header, as printed."""


class Validators(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a site gave us to ask "is it still this one?" by."""

    etag: str = ""
    last_modified: str = ""


class Got(msgspec.Struct, frozen=True):
    """A file that came whole."""

    sha256: str
    size_bytes: int
    validators: Validators


def client(timeout_s: float) -> httpx.AsyncClient:
    """A client that goes nowhere by itself: redirects are followed by `get` alone."""
    for name in ("httpx", "httpcore"):
        # They would log addresses, tokens and all.
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.AsyncClient(
        timeout=httpx.Timeout(timeout_s, pool=None), follow_redirects=False, headers=_HEADERS
    )


async def page(http: httpx.AsyncClient, url: str) -> tuple[str, str]:
    """The text of an index page, and the address that it came from in the end. Raises: RefusedError."""
    chunks = []
    async with _answer(http, url, {}) as response:
        size = 0
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > MAX_INDEX_BYTES:
                raise RefusedError(f"the index page is longer than {MAX_INDEX_BYTES:,} bytes")
            chunks.append(chunk)
        return b"".join(chunks).decode("utf-8", "replace"), str(response.url)


async def get(
    http: httpx.AsyncClient,
    url: str,
    into: Path,
    *,
    known: Validators,
    max_bytes: int = MAX_BYTES,
) -> Got | None:
    """The file lies at `into`, whole; None when the site says that it is still the one known.

    Raises:
        RefusedError: it did not come, or not whole, or is longer than `max_bytes`.
    """
    ask = {"If-None-Match": known.etag} if known.etag else {}
    if known.last_modified:
        ask["If-Modified-Since"] = known.last_modified
    async with _answer(http, url, ask) as response:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return None
        declared = response.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > max_bytes:
            raise RefusedError(f"the answer is to be longer than {max_bytes:,} bytes: no list is")
        sha256, size = await _keep(response, into, max_bytes)
        validators = Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
        return Got(sha256, size, validators)


async def _keep(response: httpx.Response, into: Path, max_bytes: int) -> tuple[str, int]:
    """The answer's body lies at `into`. Returns: its sha256 and size."""
    digest, size = hashlib.sha256(), 0
    try:
        with into.open("wb") as file:
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > max_bytes:
                    raise RefusedError(f"the answer is longer than {max_bytes:,} bytes: no list is")
                digest.update(chunk)
                file.write(chunk)
    except OSError as error:
        raise RefusedError(f"there is no room to keep the file: {error.strerror}") from None
    if not size:
        raise RefusedError("the site answered with an empty file", again=True)
    return digest.hexdigest(), size


@asynccontextmanager
async def _answer(http: httpx.AsyncClient, url: str, ask: dict[str, str]) -> AsyncIterator[httpx.Response]:
    """The answer 200, or 304 where we asked for it; everything else is a RefusedError."""
    try:
        request: httpx.Request | None = http.build_request("GET", url, headers=ask)
        for _ in range(MAX_REDIRECTS + 1):
            if request is None:
                break
            _check_scheme(request)
            response = await http.send(request, stream=True)
            try:
                if not response.has_redirect_location:
                    _check_status(response, bool(ask))
                    yield response
                    return
                request = _next(request, response)
            finally:
                await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise _refused(error) from None
    raise RefusedError(f"the site redirects more than {MAX_REDIRECTS} times")


def _next(request: httpx.Request, response: httpx.Response) -> httpx.Request | None:
    following = response.next_request
    if following is not None and request.url.scheme == "https" and following.url.scheme == "http":
        raise RefusedError("the site redirects from https to http, where anybody could change the list")
    return following


def _check_scheme(request: httpx.Request) -> None:
    if request.url.scheme not in ("http", "https"):
        raise RefusedError(f"the address or a redirect leads to {request.url.scheme or 'nowhere'}:, not http")


def _check_status(response: httpx.Response, asked: bool) -> None:
    code = response.status_code
    if code == httpx.codes.OK or (code == httpx.codes.NOT_MODIFIED and asked):
        return
    words = _WORDS.get(code, "the site failed" if code >= 500 else "the site gave no list")
    raise RefusedError(
        f"{words} (status {code})", again=code in _AGAIN, retry_after=response.headers.get("Retry-After", "")
    )


def _refused(error: Exception) -> RefusedError:
    """Words of our own for each kind of failure: httpx's may quote the address."""
    for kind, words, again in (
        (httpx.ConnectTimeout, "the site did not answer in time", True),
        (httpx.TimeoutException, "the site stopped answering in the middle", True),
        (httpx.ConnectError, "the site cannot be reached", True),
        (
            httpx.RemoteProtocolError,
            "the connection ended before the whole file had come",
            True,
        ),
        (httpx.UnsupportedProtocol, "the address is neither http nor https", False),
        (httpx.TooManyRedirects, "the site redirects in a circle", False),
        (httpx.DecodingError, "the compressed answer is damaged", True),
        ((httpx.InvalidURL, UnicodeError), "the address, with its token, is none", False),
        (httpx.TransportError, "the connection broke", True),
    ):
        if isinstance(error, kind):
            return RefusedError(words, again=again)
    return RefusedError(f"the file could not be fetched ({type(error).__name__})")
