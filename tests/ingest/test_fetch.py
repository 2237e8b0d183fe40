"""Fetching, from a real server on this machine that serves lists in turn and misbehaves."""

import json
import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import bad_site
from bad_site import PAGE, body, cut, kept, redirect, status, unmeasured, zipped
from fake_lists import PARSERS, core
from interlock.ingest import fetch_http
from interlock.ingest.addresses import Address
from interlock.ingest.backoff import MAX_RETRY_AFTER_S
from interlock.ingest.build import survey
from interlock.ingest.fetch import Manner, fetch
from interlock.ingest.fetch_state import load_state
from interlock.ingest.parsers import installed
from interlock.store.archive import Archive

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIST = core("1|A", "2|B", "3|C")
DATED = core("1|A", "2|B", also=["date 2026-02-27"])
FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with bad_site.running() as found:
        yield found


class Hurry:
    """Waits for nothing, and remembers for how long it should have."""

    def __init__(self, now=NOON):
        self.waits, self.moment = [], now

    async def sleep(self, seconds):
        self.waits.append(seconds)

    def manner(self, **more):
        return Manner(
            **{
                "timeout_s": 5.0,
                "deadline_s": 20.0,
                "now": lambda: self.moment,
                "roll": lambda: 1.0,
                "sleep": self.sleep,
                **more,
            }
        )


def address(url, file="core.txt", **more):
    return Address(authority="fake", list_key="fake.main", url=url, file=file, **more)


def one(home, url="", *, hurry=None, environ=None, manner=None, **more):
    known = [address(url, **more)]
    how = (hurry or Hurry()).manner(**(manner or {}))
    (found,) = fetch(home, known, environ=environ or {}, manner=how, parsers=PARSERS).lists
    return found


def days(home):
    return [str(manifest.day) for manifest in Archive(home).manifests()]


def test_a_list_without_a_date_of_its_own_is_filed_under_the_utc_day_of_fetching(site, tmp_path):
    late = datetime.fromisoformat("2026-03-02T01:00:00+09:00")  # still the first in UTC
    found = one(tmp_path, site.serve("/a", body(LIST)), hurry=Hurry(late.astimezone(UTC)))
    assert (found.outcome, found.day, found.entries) == ("new", date(2026, 3, 1), 3)
    (manifest,) = Archive(tmp_path).manifests()
    assert (manifest.files[0].name, manifest.files[0].fetched_at) == ("core.txt", late.astimezone(UTC))
    assert Archive(tmp_path).raw(manifest.files[0].sha256) == LIST


def test_a_list_with_a_date_of_its_own_is_filed_under_that(site, tmp_path):
    assert one(tmp_path, site.serve("/a", body(DATED))).day == date(2026, 2, 27)
    assert days(tmp_path) == ["2026-02-27"]


def test_a_list_dated_in_the_future_is_filed_under_the_day_it_was_fetched_and_says_so(site, tmp_path):
    """Filed under 2062 it would be the newest for ever."""
    found = one(tmp_path, site.serve("/a", body(core("1|A", also=["date 2062-02-27"]))))
    assert found.day == date(2026, 3, 1)
    assert "in the future" in found.notes[0]


def test_the_same_list_again_is_unchanged_also_on_another_day(site, tmp_path):
    """Yesterday's file, without validators."""
    url = site.serve("/a", body(LIST))
    one(tmp_path, url)
    later = one(tmp_path, url, hurry=Hurry(datetime(2026, 3, 2, tzinfo=UTC)))
    assert (later.outcome, later.day) == ("unchanged", date(2026, 3, 1))
    assert days(tmp_path) == ["2026-03-01"]


def test_what_the_site_gave_to_compare_by_is_sent_back(site, tmp_path):
    """ETag and Last-Modified; 304 is unchanged, and nothing is sent twice."""
    modified = "Sun, 01 Mar 2026 00:00:00 GMT"
    url = site.serve("/a", kept(LIST, '"v1"', modified))
    assert [one(tmp_path, url).outcome for _ in range(3)] == ["new", "unchanged", "unchanged"]
    first, second, _ = site.asked_for("/a")
    assert "If-None-Match" not in first
    assert (second["If-None-Match"], second["If-Modified-Since"]) == ('"v1"', modified)


def test_a_home_that_lost_the_bytes_does_not_ask_whether_they_are_still_current(site, tmp_path):
    """Else it would stay without them until the list changes."""
    url = site.serve("/a", kept(LIST))
    one(tmp_path, url)
    next((tmp_path / "archive" / "snapshots").rglob("*.json")).unlink()
    assert one(tmp_path, url).outcome == "new"


def test_lists_served_in_turn_become_snapshots_in_turn(site, tmp_path):
    """And the older file once more, with its own date, is a file that is here."""
    older = core("1|A", also=["date 2026-02-01"])
    url = site.serve("/a", body(older), body(DATED), body(older))
    assert [one(tmp_path, url).outcome for _ in range(3)] == ["new", "new", "unchanged"]
    assert days(tmp_path) == ["2026-02-01", "2026-02-27"]


@pytest.mark.parametrize(
    ("answers", "attempts", "waits"),
    [
        ([status(500), status(502), body(LIST)], 3, [1.0, 2.0]),
        ([status(503, Retry_After="7"), body(LIST)], 2, [7.0]),
        ([status(503, Retry_After="Sun, 01 Mar 2026 12:00:30 GMT"), body(LIST)], 2, [30.0]),
        ([status(503, Retry_After="soon"), body(LIST)], 2, [1.0]),
        ([cut(LIST[:20], len(LIST)), body(LIST)], 2, [1.0]),
        ([bad_site.reset, body(LIST)], 2, [1.0]),
        ([body(b""), body(LIST)], 2, [1.0]),
    ],
)
def test_what_may_pass_is_asked_again_after_a_while(site, tmp_path, answers, attempts, waits):
    """Doubled each time; as long as the site asks for, where it does."""
    hurry = Hurry()
    found = one(tmp_path, site.serve("/a", *answers), hurry=hurry)
    assert (found.outcome, found.attempts, hurry.waits) == ("new", attempts, waits)


@pytest.mark.parametrize(
    ("answer", "why", "attempts"),
    [
        (status(403), "refuses this client (status 403)", 1),
        (status(404), "its address has changed", 1),
        (status(401), "wants a login", 1),
        (status(500), "the site failed (status 500)", 4),
        (status(304), "gave no list (status 304)", 1),
        (status(204), "gave no list (status 204)", 1),
        (status(503, Retry_After="3600"), "asks to wait for 3,600 s", 1),
        (cut(LIST[:20], len(LIST)), "ended before the whole file had come", 4),
        (bad_site.reset, "", 4),
        (body(PAGE), "a web page in place of the list", 1),
        (body(b"<?xml version='1.0'?>\n" + PAGE), "a web page in place of the list", 1),
        (body(b"%PDF-1.7 something"), "not recognised as a file of fake.main", 1),
        (body(b"FAKE core\nentry 1|A\nrubbish"), "unknown line 'rubbish'", 1),
        (body(b"FAKE core"), "has no entry at all", 1),
        (cut(LIST, 12), "", 1),  # more than declared: what is left over is cut, and refused by the parser
        (redirect("/a"), "redirects more than 5 times", 1),
        (redirect("file:///etc/passwd"), "leads to file:, not http", 1),
        (redirect("ftp://127.0.0.1/a"), "leads to ftp:, not http", 1),
        (redirect("http://["), "", 4),
        (bad_site.bomb, "longer than 1,000,000 bytes", 1),
        (bad_site.endless, "longer than 1,000,000 bytes", 1),
        (cut(b"x", 2_000_000), "is to be longer than 1,000,000 bytes", 1),
    ],
)
def test_what_cannot_be_had_says_why_and_changes_nothing(site, tmp_path, answer, why, attempts):
    found = one(tmp_path, site.serve("/a", answer), manner={"max_bytes": 1_000_000})
    assert found.outcome == "failed"
    assert why in found.why
    assert found.attempts == attempts
    assert days(tmp_path) == []


@pytest.mark.parametrize("answer", [bad_site.dripping, bad_site.dripping_headers, bad_site.silent])
def test_what_drips_or_keeps_silent_is_cut_off_at_the_deadline(site, tmp_path, answer):
    found = one(tmp_path, site.serve("/a", answer), manner={"deadline_s": 0.3})
    assert "longer than 0.3 s in all, and was cut off" in found.why


def test_a_silent_site_is_given_up_after_the_timeout_and_asked_again(site, tmp_path):
    url = site.serve("/a", bad_site.silent, body(LIST))
    assert one(tmp_path, url, manner={"timeout_s": 1.0}).attempts == 2


def test_nobody_there_is_told_so(tmp_path):
    found = one(tmp_path, "http://127.0.0.1:9/")
    assert (found.outcome, found.why) == ("failed", "the site cannot be reached")


def test_a_compressed_answer_is_unpacked(site, tmp_path):
    assert one(tmp_path, site.serve("/a", zipped(LIST))).entries == 3


def test_a_file_cut_without_a_declared_length_is_refused_by_its_parser(site, tmp_path):
    """XML that breaks off."""
    whole = (FIXTURES / "un" / "indented.xml").read_bytes()
    url = site.serve("/un", unmeasured(whole[: len(whole) // 2]), unmeasured(whole))
    known = [Address(authority="un", list_key="un.consolidated", url=url, file="consolidated.xml")]
    for outcome in ("failed", "new"):
        (found,) = fetch(tmp_path, known, environ={}, manner=Hurry().manner(), parsers=installed()).lists
        assert found.outcome == outcome, found.why
    assert found.day < date(2026, 3, 1)  # the list's own


def test_a_page_in_place_of_a_list_that_is_known_by_its_name_is_told_from_a_broken_one(site, tmp_path):
    """OFAC's files are recognised by name alone."""
    known = [Address(authority="us", list_key="us.sdn", url=site.serve("/us", body(PAGE)), file="SDN.XML")]
    (found,) = fetch(tmp_path, known, environ={}, manner=Hurry().manner(), parsers=installed()).lists
    assert "a web page in place of the list" in found.why


def test_half_a_list_comes_whole_and_is_for_the_guards(site, tmp_path):
    """It is kept, and quarantined."""
    whole = core(*(f"{n}|KIM {n}" for n in range(40)), also=["date 2026-02-01"])
    half = core(*(f"{n}|KIM {n}" for n in range(15)), also=["date 2026-02-02"])
    url = site.serve("/a", body(whole), body(half))
    assert [one(tmp_path, url).outcome for _ in range(2)] == ["new", "new"]
    assert [shot.state for shot in survey(tmp_path, parsers=PARSERS).snapshots] == ["good", "quarantined"]


def test_one_failure_stops_no_other(site, tmp_path):
    """Nor does a site that never answers."""
    known = [
        address(site.serve("/no", status(403))),
        address(site.serve("/drip", bad_site.dripping)),
        address(site.serve("/page", body(PAGE))),
        address(site.serve("/list", body(LIST))),
        address("", manual="write a letter"),
    ]
    how = Hurry().manner(deadline_s=3.0)
    found = fetch(tmp_path, known, environ={}, manner=how, parsers=PARSERS)
    assert [each.outcome for each in found.lists] == ["failed", "failed", "failed", "new", "by hand"]
    assert found.reached
    assert found.changed
    assert len(found.failed) == 3


def test_sites_are_asked_at_the_same_time(site, tmp_path):
    """Two that keep silent take no longer than one."""
    waiting = [address(site.serve(f"/{n}", bad_site.silent)) for n in range(8)]
    started = datetime.now(UTC)
    fetch(tmp_path, waiting, environ={}, manner=Hurry().manner(deadline_s=1.0), parsers=PARSERS)
    assert (datetime.now(UTC) - started).total_seconds() < 6.0


def test_the_newest_name_on_the_index_page_is_fetched(site, tmp_path):
    """Japan's file carries its date."""
    site.serve("/index", body(b'"core20260101.txt" "core20260305.txt" "core2025.txt"'))
    site.serve("/files/core20260305.txt", body(LIST))
    found = one(
        tmp_path,
        f"{site.base}/files/{{file}}",
        file="",
        index=f"{site.base}/index",
        pattern=r"core\d{8}\.txt",
    )
    assert (found.outcome, found.file) == ("new", "core20260305.txt")


def test_a_link_on_the_index_page_may_be_the_whole_address(site, tmp_path):
    """The United Kingdom's has a hash in it."""
    site.serve("/page/index", body(b'<a href="/media/ab12/core.txt"> <a href="/media/00/core.txt">'))
    site.serve("/media/ab12/core.txt", body(LIST))
    index = {"index": f"{site.base}/page/index", "pattern": r"/media/[0-9a-f]+/core\.txt"}
    found = one(tmp_path, "", file="", pick="first on page", **index)
    assert (found.outcome, found.file) == ("new", "core.txt")


@pytest.mark.parametrize(
    ("text", "pattern", "why"),
    [
        (b"nothing here", r"core\d+\.txt", "names no file of the known form"),
        (b'"../..%2f..%2fetc"', r"\.\./\.\.%2f\.\.%2fetc", "a file that no list is called"),
        (b"x" * 6_000_000, "y", "the index page is longer"),
    ],
)
def test_an_index_page_that_changed_says_so(site, tmp_path, text, pattern, why):
    site.serve("/index", body(text))
    assert why in one(tmp_path, "", file="", index=f"{site.base}/index", pattern=pattern).why


def test_a_validator_of_another_file_is_not_sent(site, tmp_path):
    """The index page names a new one."""
    index = site.serve("/index", body(b"core1.txt"), body(b"core1.txt core2.txt"))
    site.serve("/core1.txt", kept(LIST, '"same"'))
    site.serve("/core2.txt", kept(core("9|Z"), '"same"'))
    names = [
        one(tmp_path, f"{site.base}/{{file}}", file="", index=index, pattern=r"core\d\.txt").file
        for _ in range(2)
    ]
    assert names == ["core1.txt", "core2.txt"]
    assert "If-None-Match" not in site.asked_for("/core2.txt")[0]


SECRET = "s3cr3t-t0ken/+"  # noqa: S105  # of nobody


def test_a_token_goes_into_the_address_and_nowhere_else(site, tmp_path, caplog, capsys):
    """Not into a reason, the memory or a log, whatever the site does."""
    caplog.set_level(logging.DEBUG)
    answers = [
        status(403), status(500), redirect("/a?token=s3cr3t-t0ken%2F%2B"), redirect("http://[s3cr3t-t0ken"),
        bad_site.reset, body(PAGE), kept(LIST),
    ]  # fmt: skip
    reasons = []
    url = site.serve("/a", *answers) + "?token={token}"
    for _ in answers:
        found = one(
            tmp_path,
            url,
            token="A_TOKEN",  # noqa: S106
            environ={"A_TOKEN": SECRET},
            manner={"attempts": 1},
        )
        reasons.append(found)
    assert "new" in {each.outcome for each in reasons}
    assert site.asked[0][0] == "/a?token=s3cr3t-t0ken%2F%2B"
    shown = [str(reasons), caplog.text, *capsys.readouterr()]
    kept_texts = [path.read_text("utf-8") for path in (tmp_path / "fetch").iterdir()]
    assert not any("s3cr3t" in text for text in (*shown, *kept_texts))
    assert "set A_TOKEN" in one(tmp_path, url, token="A_TOKEN").why  # noqa: S106


def test_the_client_looks_like_a_browser_and_says_who_it_is(site, tmp_path):
    """OFAC's site refuses others."""
    one(tmp_path, site.serve("/a", body(LIST)))
    agent = site.asked[0][1]["User-Agent"]
    assert agent.startswith("Mozilla/5.0 (")
    assert agent.endswith(f"interlock/{fetch_http.USER_AGENT.rpartition('/')[2]}")


def test_what_is_remembered_counts_failures_in_a_row(site, tmp_path):
    """For whoever watches."""
    url = site.serve("/a", status(403), status(404), body(LIST), status(403))
    counts = []
    for _ in range(4):
        one(tmp_path, url)
        (known,) = load_state(tmp_path).of_list("fake.main")
        counts.append((known.failures, known.checked_at, bool(known.why)))
    assert counts == [(1, None, True), (2, None, True), (0, NOON, False), (1, NOON, True)]


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b'{"lists": 1}', b"\xff\xfe"])
def test_a_damaged_memory_is_no_memory(site, tmp_path, harm):
    url = site.serve("/a", kept(LIST))
    one(tmp_path, url)
    (tmp_path / "fetch" / "state.json").write_bytes(harm)
    assert one(tmp_path, url).outcome == "unchanged"
    assert json.loads((tmp_path / "fetch" / "state.json").read_bytes())["lists"]


def test_the_longest_wait_that_a_site_may_ask_for_is_bounded(site, tmp_path):
    hurry = Hurry()
    url = site.serve("/a", status(429, Retry_After=str(int(MAX_RETRY_AFTER_S))), body(LIST))
    assert one(tmp_path, url, hurry=hurry).outcome == "new"
    assert hurry.waits == [MAX_RETRY_AFTER_S]
