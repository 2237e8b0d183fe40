"""Which of two entries of one list is joined, when both are linked to one entry of another."""

from itertools import permutations, product

import pytest

from interlock.model.target import Link
from interlock.resolve.cluster import Clusters
from interlock.resolve.judged import rule
from interlock.resolve.resolve import profiles_of
from made import record

KR = [
    record("kr:1", "Haechonwon Trading Company", schema="Company"),
    record("kr:2", "Haechonwon Trading Corporation", schema="Company"),
]
UN = [
    record("un:1", "HAECHONWON TRADING CORPORATION", schema="Company"),
    record("un:2", "HAECHONWON TRADING COMPANY", schema="Company"),
]
PAIRS = list(product(("kr:1", "kr:2"), ("un:1", "un:2")))


def groups(records, pairs, said_same=()):
    profiles = profiles_of(records)
    clusters = Clusters(profiles, frozenset(said_same), frozenset(pairs), rule((), ()))
    refused = [why for a, b in pairs if (why := clusters.merge(Link(a, b, 0.99, ())))]
    return sorted(tuple(group) for group in clusters.groups()), refused


@pytest.mark.parametrize("pairs", list(permutations(PAIRS)))
def test_two_bodies_but_for_the_legal_form_are_joined_by_it_whatever_the_order(pairs):
    found, refused = groups([*KR, *UN], pairs)
    assert found == [("kr:1", "un:2"), ("kr:2", "un:1")]
    assert len(refused) == 2


def test_the_refusal_names_the_nearer_entry():
    _, refused = groups([*KR, UN[0]], [("kr:1", "un:1"), ("kr:2", "un:1")])
    assert refused == ["kr:2, which its list keeps apart from kr:1, has a name nearer to that of un:1"]


def test_without_a_rival_another_legal_form_is_no_obstacle():
    assert groups([KR[0], UN[0]], [("kr:1", "un:1")]) == ([("kr:1", "un:1")], [])


def test_entries_that_their_list_says_are_one_are_no_rivals():
    found, refused = groups([*KR, UN[0]], [("kr:1", "un:1"), ("kr:2", "un:1")], said_same=[("kr:1", "kr:2")])
    assert found == [("kr:1", "kr:2", "un:1")]
    assert refused == []
