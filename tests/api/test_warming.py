"""What is made when it is first needed has been made before the first client asks."""

import gc

import pytest

from interlock.api import warming


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_every_dataset_is_asked_for_its_own_entities_and_finds_them(holdings, monkeypatch):
    found = []
    real = warming.answered

    def noted(scope, query, terms):
        answer, match = real(scope, query, terms)
        found.append((scope.name, query.query.properties["name"], match))
        return answer, match

    monkeypatch.setattr(warming, "answered", noted)
    warming.warm(holdings)
    assert {scope for scope, *_ in found} == {"interlock", "peps"}
    assert ("peps", ("Broad Holding LLC",), True) in found
    assert ("interlock", ("Eastern Sea Star",), True) in found


def test_no_more_are_asked_of_a_large_dataset_than_of_a_middling_one(holdings, monkeypatch):
    monkeypatch.setattr(warming, "_ASKED", 2)
    asked = []
    monkeypatch.setattr(warming, "answered", lambda scope, *_: asked.append(scope.name))
    warming.warm(holdings)
    assert 1 <= asked.count("peps") <= 3


def test_what_is_loaded_is_no_business_of_the_garbage_collector(holdings):
    before = gc.get_freeze_count()
    warming.warm(holdings)
    assert gc.get_freeze_count() > before + 1000
