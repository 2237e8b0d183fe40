"""What people judged, over the engine and through chains."""

import random
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.model.decisions import judgement, withdrawal
from interlock.resolve import resolve
from interlock.resolve.judged import rule, used
from made import record

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def said(a, b, verdict="positive", day=0, author="Kim", reason="seen the passports"):
    return judgement(a, b, verdict, author=author, made_at=NOON + timedelta(days=day), reason=reason)


def groups(records, *judgements):
    return sorted(target.members for target in resolve(records, judgements))


def doubts(records, *judgements):
    return {(d.a, d.b): d.reasons for t in resolve(records, judgements) for d in t.doubts}


PASSPORT = ("PS 472-110-999",)
US = record("us:1", "THAE, Gyok Ryul", passports=PASSPORT)
KR = record("kr:1", "THAE, Gyok-ryul", passports=PASSPORT)
UN = record("un:1", "O Man Su", births=("1950-01-01",))
JP = record("jp:1", "Choe Il", births=("1971-01-01",))


def test_a_positive_judgement_joins_what_the_engine_would_not_and_says_who_when_and_why():
    """Other names and other birth dates: a person has the last word."""
    assert groups([UN, JP]) == [("jp:1",), ("un:1",)]
    (target,) = resolve([UN, JP], [said("un:1", "jp:1")])
    assert target.members == ("jp:1", "un:1")
    assert target.links[0].score == 1.0
    assert target.links[0].reasons == ("judged the same by Kim on 2026-03-01: seen the passports",)


def test_two_entries_that_a_list_keeps_apart_are_joined_when_a_person_says_so():
    twin = record("us:2", "OTHER, Name")
    assert groups([US, twin], said("us:1", "us:2")) == [("us:1", "us:2")]


def test_a_negative_judgement_parts_what_the_engine_would_join_and_settles_the_doubt():
    assert groups([US, KR]) == [("kr:1", "us:1")]
    assert groups([US, KR], said("us:1", "kr:1", "negative")) == [("kr:1",), ("us:1",)]
    assert doubts([US, KR], said("us:1", "kr:1", "negative")) == {}


def test_no_chain_joins_what_was_judged_apart():
    middle = record("eu:1", "THAE Gyok Ryul", passports=PASSPORT)
    found = groups([US, KR, middle], said("us:1", "kr:1", "negative"))
    assert not any({"us:1", "kr:1"} <= set(group) for group in found)
    assert sorted(map(len, found)) == [1, 2]
    (reasons,) = doubts([US, KR, middle], said("us:1", "kr:1", "negative")).values()
    assert any("judged not the same by Kim" in reason for reason in reasons)


def test_a_chain_of_positive_judgements_holds_together():
    assert groups([US, UN, JP], said("us:1", "un:1"), said("un:1", "jp:1")) == [("jp:1", "un:1", "us:1")]


def test_unsure_leaves_the_pair_to_a_person_with_the_note():
    """Also a pair that the engine would join, and one that it would not think of."""
    open_one = said("us:1", "kr:1", "unsure", reason="no photograph")
    assert groups([US, KR], open_one) == [("kr:1",), ("us:1",)]
    assert doubts([US, KR], open_one)["kr:1", "us:1"][0] == "left open by Kim on 2026-03-01: no photograph"
    assert ("jp:1", "un:1") in doubts([UN, JP], said("un:1", "jp:1", "unsure"))


def test_a_decided_judgement_outweighs_an_unsure_one_whenever_it_was_made():
    unsure = said("us:1", "kr:1", "unsure", day=3, author="Lee")
    assert groups([US, KR], said("us:1", "kr:1"), unsure) == [("kr:1", "us:1")]
    assert doubts([US, KR], said("us:1", "kr:1", "negative"), unsure) == {}


def test_where_judgements_contradict_each_other_the_negative_stands_and_a_person_is_asked():
    """The later does not win: neither of the same pair, nor of a chain."""
    for days in ((0, 1), (1, 0)):
        pair = said("us:1", "kr:1", day=days[0]), said("us:1", "kr:1", "negative", day=days[1], author="Lee")
        assert groups([US, KR], *pair) == [("kr:1",), ("us:1",)]
        (reasons,) = doubts([US, KR], *pair).values()
        assert reasons[0].startswith("judged the same by Kim")
        assert "contradicted: kr:1 and us:1: judged not the same by Lee" in reasons[1]
    chain = (
        said("us:1", "un:1", day=0),
        said("un:1", "jp:1", day=1),
        said("us:1", "jp:1", "negative", day=2),
    )
    assert groups([US, UN, JP], *chain) == [("jp:1",), ("un:1", "us:1")]
    told = used(chain, rule(chain, {"us:1", "un:1", "jp:1"}))
    assert told.count == 3
    assert len(told.contradictions) == 1
    assert told.contradictions[0].startswith("jp:1 and un:1: judged the same by Kim on 2026-03-02")


def test_a_withdrawn_judgement_does_not_count():
    back = withdrawal(author="Kim", made_at=NOON, reason="wrong man")
    gone = msgspec.structs.replace(said("us:1", "kr:1", "negative"), withdrawals=(back,))
    assert groups([US, KR], gone) == groups([US, KR])
    assert used([gone], rule([gone], {"us:1", "kr:1"})) == used([], rule([], set()))


def test_a_judgement_on_a_record_that_is_gone_is_kept_counted_and_without_effect():
    ghost = said("us:1", "un:404")
    assert groups([US, KR], ghost) == groups([US, KR])
    told = used([ghost], rule([ghost], {"us:1", "kr:1"}))
    assert (told.count, told.ignored) == (1, 1)
    assert told.sha256


RECORDS = [record(f"{a}:{n}", "KIM, Chol Su") for a in ("us", "kr", "un") for n in (1, 2)]
KEYS = [one.key for one in RECORDS]
JUDGEMENTS = st.lists(
    st.builds(
        said,
        st.sampled_from(KEYS[:3]),
        st.sampled_from(KEYS[3:]),
        st.sampled_from(["positive", "negative", "unsure"]),
        st.integers(0, 4),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_judgements_never_matters_and_no_negative_is_ever_broken(judgements, chance):
    """And every positive one either holds, or is told as contradicted."""
    shuffled = random.Random(chance.random()).sample(judgements, len(judgements))
    targets = resolve(RECORDS, judgements)
    assert targets == resolve(RECORDS[::-1], shuffled)
    assert used(judgements, rule(judgements, KEYS)) == used(shuffled, rule(shuffled, KEYS))
    holder = {key: target for target in targets for key in target.members}
    contradicted = {(link.a, link.b) for link in rule(judgements, KEYS).contradicted}
    for one in judgements:
        together = holder[one.a] is holder[one.b]
        if one.verdict == "negative":
            assert not together
        elif one.verdict == "positive":
            assert together != ((one.a, one.b) in contradicted)
