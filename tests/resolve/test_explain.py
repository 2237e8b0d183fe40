"""The words of an explanation, and that they are true of the engine."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from interlock.focus import load_focus
from interlock.model.decisions import judgement
from interlock.model.target import own_id
from interlock.resolve import resolve
from interlock.resolve.decide import LINK, decide
from interlock.resolve.docket import docket
from interlock.resolve.explain import explain_pair, outcome_of
from interlock.resolve.named import record_named, records_meant
from interlock.resolve.resolve import profiles_of, setting_of
from made import name, record

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
US = record("us:1", "SIN, Ryong Ho", passports=("PS 472-110-999",), births=("1961-03-04",))
KR = record("kr:7", "SHIN, Yong Ho", name("신룡호", kind="alias"), passports=("PS472110999",))
UN = record("un:9", "O Man Su", births=("1950-01-01",), quotes=("un:KPi.900",))


def said(a, b, verdict, author="Kim", day=1):
    made_at = NOON.replace(day=day)
    return judgement(a, b, verdict, author=author, made_at=made_at, reason="seen the passports")


def explained(a, b, *others, judgements=()):
    records = [a, b, *others]
    targets = resolve(records, judgements)
    holders = {key: target for target in targets for key in target.members}
    setting = setting_of(profiles_of(records))
    return explain_pair(a, b, setting, holders=holders, judgements=judgements)


def fields(facts):
    return {fact.field for fact in facts}


def test_each_field_is_in_agreement_in_difference_or_silent():
    found = explained(US, KR)
    assert {"kind", "passports and identity cards"} <= fields(found.agree)
    assert {"birth dates", "native names"} <= fields(found.silent)
    (birth,) = (fact for fact in found.silent if fact.field == "birth dates")
    assert birth.text == "kr:7 prints none"
    assert (birth.a, birth.b) == ((), ("1961-03-04",))
    apart = explained(US, UN)
    assert {"names", "birth dates"} <= fields(apart.differ)


def test_the_outcome_is_that_of_the_edition_and_says_what_carries_it():
    """Without the shared passport the pair would not stand."""
    found = explained(US, KR)
    assert (found.outcome, found.same_target) == ("linked", True)
    assert found.score >= LINK
    assert found.target_a == found.target_b != ""
    (number,) = (one for one in found.contributions if one.field == "identifiers")
    assert number.effect > 0
    assert any(line.startswith("Were nothing printed for identifiers") for line in found.would_change)


def test_it_says_what_would_make_a_doubt_a_link():
    us, kr = record("us:1", "KIM, Chol Su", births=("1961-02-03",)), record("kr:1", "KIM, Chol-su")
    found = explained(us, kr)
    assert found.outcome == "for a person"
    assert any(
        "Did kr:1 print the birth date 1961-02-03 of us:1, the pair would be linked" in line
        for line in found.would_change
    )
    assert found.would_change[-1].startswith("A person's judgement decides")


def test_a_judgement_decides_and_is_named():
    negative = said("us:1", "kr:7", "negative")
    found = explained(US, KR, judgements=[negative])
    assert (found.outcome, found.score, found.same_target) == ("not linked", 0.0, False)
    assert found.judgements == ("judged not the same by Kim on 2026-03-01: seen the passports",)
    positive = explained(US, UN, judgements=[said("us:1", "un:9", "positive")])
    assert (positive.outcome, positive.score, positive.same_target) == ("linked", 1.0, True)
    both = explained(US, KR, judgements=[negative, said("us:1", "kr:7", "positive", day=2)])
    assert both.outcome == "for a person"
    open_one = explained(US, KR, judgements=[said("us:1", "kr:7", "unsure")])
    assert open_one.outcome == "for a person"


def test_two_that_are_one_only_through_others_show_the_chain():
    judgements = [said("us:1", "un:9", "positive")]
    found = explained(KR, UN, US, judgements=judgements)
    assert found.outcome != "linked"
    assert found.same_target
    assert [(link.a, link.b) for link in found.chain] == [("kr:7", "us:1"), ("un:9", "us:1")]
    assert any("through other entries" in note for note in found.notes)


def test_a_pair_that_would_link_and_is_kept_apart_by_a_chain_says_why():
    eu = record("eu:EU.1.1", "SIN Ryong Ho", passports=("PS472110999",))
    found = [
        explained(x, y, z, judgements=[said("us:1", "kr:7", "negative")])
        for x, y, z in ((US, eu, KR), (KR, eu, US))
    ]
    (refused,) = (one for one in found if not one.same_target)
    assert refused.outcome == "linked"
    assert any("judged not the same by Kim" in note for note in refused.notes)


BIRTHS = st.sampled_from([(), ("1961",), ("1961-03-04",), ("1970-01-01",)])
PASSPORTS = st.sampled_from([(), ("PS472110999",), ("XY1234567",)])
NAMES = st.sampled_from(["SIN, Ryong Ho", "Sin Ryong-ho", "O Man Su", "KIM Chol"])


@settings(max_examples=120, deadline=None)
@given(NAMES, NAMES, BIRTHS, BIRTHS, PASSPORTS, PASSPORTS)
def test_an_explanation_is_symmetric_complete_and_the_engines_own(x, y, birth_x, birth_y, number_x, number_y):
    """No field in two places; the outcome that `decide` gives; every effect is a true difference."""
    a = record("us:1", x, births=birth_x, passports=number_x)
    b = record("kr:2", y, births=birth_y, passports=number_y)
    profiles = profiles_of([a, b])
    setting = setting_of(profiles)
    found = explain_pair(a, b, setting)
    assert found == explain_pair(b, a, setting)
    decision = decide(profiles["us:1"], profiles["kr:2"], setting)
    assert (found.outcome, found.score) == (outcome_of(decision), round(decision.score, 3))
    places = [fact.field for fact in (*found.agree, *found.differ, *found.silent)]
    assert len(places) == len(set(places))
    assert {"kind", "names", "birth dates", "references"} <= set(places)
    assert all(-1 <= one.effect <= 1 for one in found.contributions)
    msgspec.json.encode(found)


def test_an_id_is_a_key_a_native_id_a_reference_or_a_target():
    records = {one.key: one for one in (US, KR, UN, record("eu:7", "X Y"))}
    assert record_named("us:1", records) is US
    assert record_named("KPi.900", records) is UN
    assert record_named(own_id("kr:7").lower(), records) is KR
    with pytest.raises(QueryError, match="any of eu:7, kr:7"):
        record_named("7", records)
    with pytest.raises(QueryError, match="no entry answers"):
        record_named("nobody", records)
    with pytest.raises(QueryError, match="no entry answers"):
        record_named("", records)
    targets = resolve(records.values())
    keys = {one.key for one in records_meant(own_id("kr:7"), targets, records)}
    assert keys == {"us:1", "kr:7"}


def test_the_docket_asks_once_for_two_targets_and_drops_what_was_answered():
    """First what is in force and unseen; a contradiction stays."""
    records = [
        record("us:1", "KIM, Chol Su"),
        record("kr:1", "KIM, Chol-su"),
        record("us:2", "PAK, Il Ho", off="2024-01-01"),
        record("kr:2", "PAK, Il-ho"),
        record("us:3", "CHOE, Nam", focus=False, births=("1950",)),
        record("eu:3", "CHOE, Nam", focus=False, births=("1951",)),
        *(record(f"us:{number}", f"KIM, Il {number}") for number in range(10, 30)),
    ]
    by_key = {one.key: one for one in records}
    open_one = said("us:3", "eu:3", "unsure")
    pairs = [said("us:1", "kr:1", "unsure"), said("us:2", "kr:2", "unsure"), open_one]
    targets = resolve(records, pairs)

    def asked(focus, *judgements):
        return [(case.a.key, case.b.key) for case in docket(targets, by_key, load_focus(focus), judgements)]

    everything = [("kr:1", "us:1"), ("eu:3", "us:3"), ("kr:2", "us:2")]
    assert sorted(asked("all")) == sorted(everything)
    assert asked("all")[-1] == ("kr:2", "us:2"), "taken off: asked last"
    assert asked("dprk") == [("kr:1", "us:1"), ("kr:2", "us:2")]
    assert asked("dprk", said("us:1", "kr:1", "positive")) == [("kr:2", "us:2")]
    assert asked("dprk", pairs[0]) == [("kr:2", "us:2"), ("kr:1", "us:1")], "seen: asked last"
    contradiction = said("us:1", "kr:1", "positive"), said("us:1", "kr:1", "negative")
    assert ("kr:1", "us:1") in asked("dprk", *contradiction)
