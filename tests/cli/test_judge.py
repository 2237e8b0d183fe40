"""Deciding as a user meets it: judge, judgements, explain, review, on the sample world."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time

import pytest

from command_line import answer, built_sample, command
from interlock.focus import load_focus
from interlock.resolve.docket import docket
from interlock.store.editions import Editions
from interlock.store.ledger import Ledger


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return built_sample(tmp_path_factory.mktemp("judge"), targets=500, seed=4)


@pytest.fixture
def home(built, tmp_path, monkeypatch):
    monkeypatch.setenv("INTERLOCK_AUTHOR", "Lee")
    monkeypatch.delenv("INTERLOCK_LEDGER", raising=False)
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


def waiting(home, focus="all"):
    """What the docket asks, in its order."""
    edition = Editions(home).load()
    records = {record.key: record for record in edition.records}
    return docket(edition.targets, records, load_focus(focus))


def undecided(home):
    """The first case that the evidence leaves open, in which one entry joins others and nothing gives way."""
    return next(
        case
        for case in waiting(home)
        if not any(why.startswith("not joined") for why in case.link.reasons)
        and any(len(target_of(home, one.key).members) == 1 for one in (case.a, case.b))
    )


def ledger_of(home):
    with Ledger(home) as ledger:
        return ledger.judgements()


def target_of(home, key):
    return next(target for target in Editions(home).load().targets if key in target.members)


def test_a_judgement_is_carried_out_by_the_next_build_and_withdrawn_by_the_one_after(home):
    """And the edition is another one with it, and the same one again without it."""
    case = waiting(home)[0]
    before = Editions(home).current()
    one = answer(
        "judge", case.a.key, case.b.key, "--verdict", "positive", "--reason", "seen both", "--home", home
    )
    assert one["author"] == "Lee"
    assert target_of(home, case.a.key) != target_of(home, case.b.key)
    stale = command("explain", case.a.key, case.b.key, "--home", home)
    assert "since this edition" in stale.stdout
    built = answer("build", "--home", home)
    assert (built["judgements"], built["judgements_ignored"], built["contradictions"]) == (1, 0, [])
    assert built["edition_id"] != before
    assert target_of(home, case.a.key) == target_of(home, case.b.key)
    said = command("explain", case.a.key, case.b.key, "--home", home).stdout
    assert "judged the same by Lee" in said
    assert "since this edition" not in said

    back = command("judgements", "withdraw", one["id"], "--reason", "his brother", "--home", home)
    assert back.exit_code == 0, back.stderr
    again = command("judgements", "withdraw", one["id"], "--reason", "his brother", "--home", home)
    assert again.exit_code == 2
    assert "withdrawn already, by Lee" in again.stderr
    assert answer("build", "--home", home)["edition_id"] == before
    assert ledger_of(home)[0].withdrawals[0].reason == "his brother"


def test_an_old_target_id_is_followed_and_said(home):
    """After a merge to the target of both, after the split back to its own, with the other part named."""
    case = undecided(home)
    old = {key: target_of(home, key).target_id for key in (case.a.key, case.b.key)}
    one = answer("judge", case.a.key, case.b.key, "--verdict", "positive", "--reason", "r", "--home", home)
    assert command("build", "--home", home).exit_code == 0
    new = target_of(home, case.a.key).target_id
    (gone,) = set(old.values()) - {new}
    found = answer("target", gone, "--home", home)
    assert found["targets"][0]["target_id"] == new
    assert found["notes"][0].startswith(f"{gone} is {new} today")
    assert f"note: {gone} is {new} today" in command("target", gone, "--home", home).stdout
    command("judgements", "withdraw", one["id"], "--reason", "r", "--home", home)
    assert command("build", "--home", home).exit_code == 0
    split = answer("target", new, "--home", home)
    assert {target["target_id"] for target in split["targets"]} == set(old.values())
    assert f"under {new} too: now {gone}" in split["notes"][0]


def test_what_is_exported_is_imported_as_the_same_ledger(home, tmp_path):
    first, second = waiting(home)[:2]
    for case, verdict in ((first, "negative"), (second, "unsure")):
        answer("judge", case.a.key, case.b.key, "--verdict", verdict, "--reason", "r", "--home", home)
    command("judgements", "withdraw", ledger_of(home)[1].id, "--reason", "r", "--home", home)
    assert command("judgements", "export", "--out", tmp_path / "all.jsonl", "--home", home).exit_code == 0
    other = tmp_path / "other"
    taken = answer("judgements", "import", tmp_path / "all.jsonl", "--home", other)
    assert taken == {"judgements": 2, "new_rows": 3, "unknown_entries": 2, "left_aside": {}}
    assert ledger_of(other) == ledger_of(home)
    assert answer("judgements", "import", tmp_path / "all.jsonl", "--home", other)["new_rows"] == 0
    for row in map(
        json.loads,
        command("judgements", "export", "--format", "resolver", "--home", home).stdout.splitlines(),
    ):
        assert len(row) in (6, 7)
    edges = command("judgements", "export", "--format", "resolver", "--home", home).stdout
    assert command("judgements", "import", "-", "--home", home, input=edges).exit_code == 0
    assert len(ledger_of(home)) == 2


def test_a_file_with_one_bad_line_leaves_the_ledger_as_it_was(home, tmp_path):
    bad = tmp_path / "bad.jsonl"
    good = '["us:1","un:1","positive",null,"K","2021-01-01"]'
    bad.write_text(f'{good}\n["us:1","zz-1","positive",null,"K","2021-01-01"]\n')
    result = command("judgements", "import", bad, "--home", home)
    assert result.exit_code == 2
    assert "line 2: 'zz-1' is no entry of a list known here" in result.stderr.replace("\n", " ")
    assert ledger_of(home) == ()
    assert command("judgements", "import", bad, "--skip-unknown", "--home", home).exit_code == 0
    assert len(ledger_of(home)) == 1
    missing = command("judgements", "import", tmp_path / "none", "--home", home)
    assert missing.exit_code == 2
    assert "cannot be read" in missing.stderr


def test_an_export_of_nothing_is_empty_and_makes_no_ledger(tmp_path):
    result = command("judgements", "export", "--home", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_an_explanation_has_every_documented_field(home):
    case = undecided(home)
    found = answer("explain", case.a.key, case.b.key, "--home", home)
    assert {
        "a", "b", "name_a", "name_b", "outcome", "score", "same_target", "target_a", "target_b", "agree",
        "differ", "silent", "contributions", "would_change", "reasons", "judgements", "chain", "notes",
    } == set(found)  # fmt: skip
    assert found["outcome"] == "for a person"
    text = command("explain", case.b.key, case.a.key, "--home", home).stdout
    for heading in ("Outcome: for a person", "Silent", "What each field did", "What would change"):
        assert heading in text
    same = command("explain", case.a.key, case.a.key, "--home", home)
    assert same.exit_code == 2
    assert command("explain", "nobody at all", case.a.key, "--home", home).exit_code == 2


def test_a_shared_ledger_is_read_wherever_its_address_says(home, tmp_path, monkeypatch):
    """By every command; and the home keeps none of its own."""
    case = waiting(home)[0]
    monkeypatch.setenv("INTERLOCK_LEDGER", f"sqlite:///{tmp_path / 'shared.sqlite'}")
    answer("judge", case.a.key, case.b.key, "--verdict", "positive", "--reason", "r", "--home", home)
    assert not (home / "ledger.sqlite").exists()
    assert answer("build", "--home", home)["judgements"] == 1
    assert len(command("judgements", "export", "--home", home).stdout.splitlines()) == 1
    monkeypatch.setenv("INTERLOCK_LEDGER", "mysql://host/db")
    refused = command("build", "--home", home)
    assert refused.exit_code == 1
    assert "INTERLOCK_LEDGER" in refused.stderr


def test_two_judges_of_two_minds_are_told_at_every_build(home):
    case = waiting(home)[0]
    for author, verdict in (("Lee", "positive"), ("Kim", "negative")):
        answer(
            "judge", case.a.key, case.b.key, "--verdict", verdict, "--reason", "r", "--author", author,
            "--home", home,
        )  # fmt: skip
    result = command("build", "--home", home)
    assert "judgements contradict each other" in result.stderr
    assert target_of(home, case.a.key) != target_of(home, case.b.key)


def test_review_through_a_pipe_reads_a_letter_a_line(home):
    """y, n, back, u, an unknown key, skip; the end of the input ends it."""
    first, second = waiting(home)[:2]
    result = command("review", "--focus", "all", "--limit", "3", "--home", home, input="y\nn\nb\nu\n?\ns\n")
    assert result.exit_code == 0, result.stderr
    made = ledger_of(home)
    assert [(one.a, one.b, one.verdict, one.stands) for one in made] == [
        (first.link.a, first.link.b, "positive", True),
        (second.link.a, second.link.b, "negative", False),
        (second.link.a, second.link.b, "unsure", True),
    ]
    assert all(one.author == "Lee" and "seen side by side in review" in one.reason for one in made)
    assert "2 judgements in the ledger, 1 taken back, 0 pairs left" in result.stdout
    again = command("review", "--focus", "all", "--limit", "1", "--home", home, input="")
    assert f"{first.a.key}" not in again.stdout.split("score")[0], "an answered pair is not asked again"


def test_review_in_a_terminal_takes_single_keys_and_keeps_each_answer_at_once(home):
    """Killed after the second key, both answers are there."""
    case, second = waiting(home)[:2]
    terminal = _Terminal("review", "--focus", "all", "--home", str(home), "--reason", "registers")
    try:
        terminal.wait_for(1)
        terminal.press("n")
        terminal.wait_for(2)
        assert [one.verdict for one in ledger_of(home)] == ["negative"]
        terminal.press("b")
        terminal.wait_for(3)
        terminal.press("y")
        terminal.wait_for(4)
        terminal.press("u")
        terminal.wait_for(5)
        terminal.process.kill()
    finally:
        terminal.close()
    assert case.a.key in terminal.text
    assert case.a.listing.caption.split()[0] in terminal.text
    assert [(one.a, one.b, one.verdict, one.stands, one.reason) for one in ledger_of(home)] == [
        (case.link.a, case.link.b, "negative", False, "registers"),
        (case.link.a, case.link.b, "positive", True, "registers"),
        (second.link.a, second.link.b, "unsure", True, "registers"),
    ]


def test_review_in_a_terminal_keeps_what_is_typed_ahead_and_ends_cleanly_on_q(home):
    terminal = _Terminal("review", "--focus", "all", "--home", str(home))
    try:
        terminal.wait_for(1)
        terminal.press("s\x1b[A")
        terminal.press("sq")
        assert terminal.process.wait(timeout=30) == 0
        terminal.drain()
    finally:
        terminal.close()
    assert terminal.text.count("skipped") == 2
    assert "0 judgements in the ledger" in terminal.text


class _Terminal:
    """`interlock` in a terminal of its own."""

    def __init__(self, *arguments):
        self._ours, theirs = pty.openpty()
        self.text = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "interlock", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "140", "NO_COLOR": "1"},
        )
        os.close(theirs)

    def wait_for(self, prompts):
        """The line of keys was printed so many times."""
        deadline = time.monotonic() + 60
        while len(re.findall(r"q quit", self.text)) < prompts:
            assert time.monotonic() < deadline, self.text[-2000:]
            self._read(0.2)

    def press(self, key):
        os.write(self._ours, key.encode())

    def drain(self):
        while self._read(0.2):
            pass

    def _read(self, patience_s):
        ready, _, _ = select.select([self._ours], [], [], patience_s)
        try:
            data = os.read(self._ours, 65536) if ready else b""
        except OSError:  # the other side is gone
            data = b""
        self.text += data.decode(errors="replace")
        return bool(data)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self._ours)
