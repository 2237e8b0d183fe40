"""Judgements out of files: our own lines, and resolvers' edges with their canonical ids."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from interlock.model.decisions import judgement, withdrawal
from interlock.model.target import own_id
from interlock.resolve.exchange import Known, not_yet_known, read_judgements, resolver_line

KNOWN = Known({"us", "un", "eu", "kr"}, {own_id("us:7"): "us:7"})
WHEN = "2021-09-28T06:36"
MOMENT = datetime(2021, 9, 28, 6, 36, tzinfo=UTC)


def edge(target, source, verdict="positive", user="pudo", when=WHEN, *more):
    return json.dumps([target, source, verdict, 0.87, user, when, *more])


def read(*lines, **more):
    return read_judgements("\n".join(lines).encode(), KNOWN, **more)


def pairs(exchanged):
    return sorted((one.a, one.b, one.verdict) for one in exchanged.judgements)


def test_an_edge_of_a_resolver_is_a_judgement_with_its_author_and_time():
    """Times without a zone are UTC there."""
    (one,) = read(edge("us:1", "un:2")).judgements
    assert (one.a, one.b, one.verdict, one.author, one.made_at) == (
        "un:2",
        "us:1",
        "positive",
        "pudo",
        MOMENT,
    )
    assert one.reason == "from an FtM resolver file, score 0.87"


def test_our_own_line_is_taken_with_or_without_its_id():
    one = judgement("us:1", "kr:2", "unsure", author="Kim", made_at=MOMENT, reason="no photograph")
    full = msgspec.json.encode(one).decode()
    bare = json.dumps({key: value for key, value in json.loads(full).items() if key not in ("id", "kind")})
    assert read(full).judgements == read(bare).judgements == read(full, bare).judgements == (one,)


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("ofac-39498", "us:39498"),
        ("unsc-6908434", "un:6908434"),
        ("eu-fsf-eu-1123-54", "eu:EU.1123.54"),
        (own_id("us:7"), "us:7"),
        ("eu:EU.1.2", "eu:EU.1.2"),
    ],
)
def test_ids_that_map_without_doubt_are_mapped(foreign, ours):
    (one,) = read(edge(foreign, "kr:1")).judgements
    assert {one.a, one.b} == {ours, "kr:1"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (edge("ofac-pr-39498", "us:1"), "'ofac-pr-39498' is no entry of a list known here"),
        (edge("zz:1", "us:1"), "'zz:1' is no entry"),
        (edge("us:", "us:1"), "'us:' is no entry"),
        (edge(own_id("us:8"), "us:1"), "no edition here knows the target"),
        (edge("us:1", "us:1"), "same record twice"),
        (edge("us:1", "un:1", "maybe"), "'maybe' is no judgement"),
        (edge("us:1", "un:1", when=None), "None is no time"),
        (edge("us:1", "un:1", when="0001-01-01T00:00:00+23:00"), "is no time in UTC"),
        (edge("us:1", "un:1", user=None), "without author"),
        (edge("us:1", "un:1")[:-3], "neither a judgement nor a resolver's edge"),
        ('["us:1", "un:1", "positive"]', r"not \[target, source"),
        ('["us:1", ["un:1"], "positive", 1, "k", "2021-01-01"]', "neither a judgement"),
        ("[" * 2000, "neither a judgement"),
        ('{"kind": "snapshot_decision"}', "neither a judgement"),
        ("{}", "neither a judgement"),
        ("null", "neither a judgement"),
        (
            '{"a":"us:1","b":"un:1","verdict":"positive","author":"K","made_at":"2021-01-01T00:00:00Z",'
            '"reason":"r","id":"J-X"}',
            "J-X is not what its id says",
        ),
    ],
)
def test_a_line_that_cannot_be_kept_refuses_the_whole_file_and_is_named(line, said):
    with pytest.raises(QueryError, match=said) as caught:
        read(edge("us:1", "un:2"), "", line)
    assert "nothing was imported" in caught.value.what


def test_every_bad_line_is_named_up_to_a_bound():
    with pytest.raises(QueryError) as caught:
        read(*(edge("zz:1", "us:1") for _ in range(30)))
    assert "30 lines" in caught.value.what
    assert "line 20" in caught.value.what
    assert "and 10 more" in caught.value.what


def test_suggestions_and_on_demand_strangers_are_left_aside_and_counted():
    found = read(
        edge("us:1", "un:2"),
        edge("us:1", "un:3", "no_judgement"),
        edge("gb-hmt-1", "us:1"),
        edge("us:1", "ca-x", "negative"),
        skip_unknown=True,
    )
    assert pairs(found) == [("un:2", "us:1", "positive")]
    assert found.left_aside == {"suggestions that nobody judged": 1, "entries of lists unknown here": 2}


def test_a_canonical_id_joins_all_that_it_stands_for_pair_by_pair():
    """Also where one canonical id was merged into another."""
    found = read(
        edge("Q42", "us:1"), edge("NK-abc", "un:2", user="lee"), edge("NK-abc", "kr:3"), edge("Q42", "NK-abc")
    )
    assert pairs(found) == [
        ("kr:3", "un:2", "positive"),
        ("kr:3", "us:1", "positive"),
        ("un:2", "us:1", "positive"),
    ]
    assert {one.reason for one in found.judgements} == {"both are NK-abc, Q42 in an FtM resolver file"}


def test_what_is_not_a_canonical_id_is_none_of_its_entries():
    found = read(edge("Q42", "us:1"), edge("Q42", "un:2"), edge("Q42", "kr:3", "negative"))
    assert pairs(found) == [
        ("kr:3", "un:2", "negative"),
        ("kr:3", "us:1", "negative"),
        ("un:2", "us:1", "positive"),
    ]


def test_a_canonical_id_of_nothing_is_left_aside():
    found = read(edge("Q42", "kr:3", "negative"))
    assert found.judgements == ()
    assert found.left_aside == {"canonical ids that stand for no entry known here": 1}


def test_a_deleted_edge_is_a_withdrawn_judgement_and_ties_nothing():
    found = read(edge("us:1", "un:2", "positive", "pudo", WHEN, "2022-01-01T00:00:00"))
    (one,) = found.judgements
    assert one.withdrawals[0].made_at == datetime(2022, 1, 1, tzinfo=UTC)
    tied = read(edge("Q42", "us:1"), edge("Q42", "un:2", "positive", "pudo", WHEN, "2022-01-01T00:00:00"))
    assert tied.judgements == ()


def test_a_hub_of_hundreds_is_a_slip():
    with pytest.raises(QueryError, match="surely a slip"):
        read(*(edge("Q42", f"us:{number}") for number in range(301)))


def test_an_author_is_lent_to_lines_that_name_none_and_to_no_other():
    found = read(edge("us:1", "un:2", user=None), edge("us:1", "un:3"), author="Desk 2")
    assert sorted(one.author for one in found.judgements) == ["Desk 2", "pudo"]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6).filter(
    str.strip
)
MADE = st.builds(
    lambda a, b, verdict, author, moment, reason: judgement(
        a, b, verdict, author=author, made_at=moment, reason=reason
    ),
    st.sampled_from(["us:1", "us:2"]),
    st.sampled_from(["un:1", "kr:2"]),
    st.sampled_from(["positive", "negative", "unsure"]),
    WORDS,
    st.datetimes(timezones=st.just(UTC)),
    WORDS,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MADE, max_size=6, unique_by=lambda one: (one.a, one.b, one.author, one.made_at)))
def test_what_we_write_for_a_resolver_we_know_again(judgements):
    """The form loses the reason; coming home, nothing is new. A later deletion there is a withdrawal here."""
    lines = b"".join(map(resolver_line, judgements))
    found = read_judgements(lines, KNOWN).judgements
    assert [(o.a, o.b, o.verdict, o.author, o.made_at) for o in found] == [
        (o.a, o.b, o.verdict, o.author, o.made_at) for o in judgements
    ]
    assert not_yet_known(found, judgements) == []
    back = withdrawal(author="K", made_at=datetime(2027, 1, 1, tzinfo=UTC), reason="r")
    gone = [msgspec.structs.replace(one, withdrawals=(back,)) for one in judgements]
    news = not_yet_known(read_judgements(b"".join(map(resolver_line, gone)), KNOWN).judgements, judgements)
    assert [one.id for one in news] == [one.id for one in judgements]
    assert not any(one.stands for one in news)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6), st.booleans())
def test_mutated_bytes_are_judgements_or_a_query_error(changes, skip):
    data = bytearray("\n".join([edge("Q42", "us:1"), edge("Q42", "un:2"), edge("us:1", "kr:3")]).encode())
    for place, byte in changes:
        data[place % len(data)] = byte
    try:
        found = read_judgements(bytes(data), KNOWN, skip_unknown=skip)
    except QueryError:
        return
    assert len(found.judgements) <= 9
