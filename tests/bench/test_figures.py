"""What the benches compute from scores, on figures worked out by hand."""

import json

import pytest

from bench import frozen
from bench.pairs import Labelled, at, best, script, scripts


def pair(match):
    return Labelled("a", "b", "Person", match, "g")


PAIRS = [pair(True), pair(True), pair(False), pair(True)]
SCORES = [0.9, 0.8, 0.85, 0.2]


def test_precision_and_recall_at_a_threshold():
    score = at(SCORES, PAIRS, 0.8)
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_a_scorer_that_says_nothing_is_precise_and_useless():
    assert at([0.0] * 4, PAIRS, 0.5).precision == 1.0
    assert at([0.0] * 4, PAIRS, 0.5).f1 == 0.0


def test_the_best_threshold_maximises_f1():
    top = best(SCORES, PAIRS)
    assert top.f1 == max(at(SCORES, PAIRS, step / 100).f1 for step in range(1, 101))


def test_a_pair_of_two_scripts_is_named_after_both():
    assert script("김정은") == "Hangul"
    assert scripts(Labelled("김정은", "Kim Jong Un", "Person", True, "g")) == "Hangul-Latin"


def test_a_figure_is_shown_beside_its_baseline_and_frozen_only_when_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(frozen, "BASELINES", tmp_path)
    first = frozen.Ledger("b")
    first.say("recall", 0.5, least=0.9)
    assert first.close(freeze=False) == 1
    assert not (tmp_path / "b.json").exists()
    assert first.close(freeze=True) == 1
    second = frozen.Ledger("b")
    second.say("recall", 0.95, least=0.9)
    assert second.close(freeze=False) == 0
    assert "was 0.5" in capsys.readouterr().out
    assert json.loads((tmp_path / "b.json").read_text()) == {"recall": 0.5}


def test_a_rival_that_is_not_here_keeps_its_frozen_figure(tmp_path, monkeypatch):
    monkeypatch.setattr(frozen, "BASELINES", tmp_path)
    first = frozen.Ledger("b")
    first.say("rival", 0.8)
    first.close(freeze=True)
    second = frozen.Ledger("b")
    second.say("own", 0.9)
    second.close(freeze=True)
    assert json.loads((tmp_path / "b.json").read_text()) == {"own": 0.9, "rival": 0.8}
