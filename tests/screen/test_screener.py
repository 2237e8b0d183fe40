"""Screening: whoever is meant comes first, whoever is not does not match, and the reasons are told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.screen.screener import Options
from screening import dataset, entity, query

PEOPLE = dataset(
    entity("maduro", "Nicolás MADURO MOROS", birthDate="1962-11-23", nationality="ve"),
    entity("putin", "PUTIN, Vladimir Vladimirovich", "Владимир Путин", birthDate="1952-10-07"),
    entity("popov", "POPOV, Vladimir", birthDate="1980-01-01"),
    entity("hwan", "KIM, Jong Hwan", "김정환", weak=["Iron Fist"], birthDate="1970", nationality="kp"),
    entity("chol", "KIM, Song Chol", nationality="kp"),
    entity("argument", "JSC ARGUMENT", schema="Organization"),
    entity("11420", "11420 CORP", schema="Company"),
    entity("namgang", "Namgang Trading Corporation", schema="Organization", country="kp"),
    entity("star", "SUNNY STAR", schema="Vessel", imoNumber="9074729"),
    entity("wallet", "Hidden Hand", schema="LegalEntity", idNumber="12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"),
)


def ids(found):
    return [hit.entity.id for hit in found]


def top(name, schema="Person", data=PEOPLE, **more):
    hits = data.index.match(query(name, schema, **more))
    return hits[0] if hits else None


@pytest.mark.parametrize(
    ("name", "schema", "wanted"),
    [
        ("Nicolas Maduro", "Person", "maduro"),
        ("Vladimir Putin", "Person", "putin"),
        ("Wladimir Putin", "Person", "putin"),
        ("PutinVladimir", "Person", "putin"),
        ("Vlаdimir Рutin", "Person", "putin"),
        ("Владимир Владимирович Путин", "Person", "putin"),
        ("V. Putin", "Person", "putin"),
        ("Kim Jong-hwan", "Person", "hwan"),
        ("Gim Jeonghwan", "Person", "hwan"),
        ("金正煥", "Person", "hwan"),
        ("Iron Fist", "Person", "hwan"),
        ("JSCARGUMENT", "Organization", "argument"),
        ("Argument", "Company", "argument"),
        ("남강무역회사", "Organization", "namgang"),
        ("MV Sunny Star", "Vessel", "star"),
        ("Namgang Trading", "Thing", "namgang"),
        ("Vladmir Putni", "Person", "putin"),
    ],
)  # fmt: skip
def test_who_is_meant_comes_first(name, schema, wanted):
    hit = top(name, schema)
    assert hit.entity.id == wanted
    assert hit.match
    assert hit.explanations["name_match"].detail
    assert hit.explanations["name_match"].query and hit.explanations["name_match"].candidate


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("BELLETECH CORP", "Company"),
        ("Kim Song Min", "Person"),
        ("Vladimir Petrov", "Person"),
        ("Namgang Construction", "Organization"),
        ("Nicolas", "Person"),
        ("Corp", "Company"),
        ("Trading Corporation", "Organization"),
        ("11421 Corp", "Company"),
    ],
)
def test_who_is_not_meant_is_no_match(name, schema):
    assert not any(hit.match for hit in PEOPLE.index.match(query(name, schema)))


def test_scores_part_what_agrees_from_what_does_not():
    """Equal names alone, with a birth date that agrees, with one that does not: none of them is 1."""
    alone = top("Nicolas Maduro Moros").score
    agreeing = top("Nicolas Maduro Moros", birthDate="1962-11-23").score
    against = top("Nicolas Maduro Moros", birthDate="1990-01-01")
    assert against.score < 0.7 < alone < agreeing < 1.0
    assert not against.match
    assert against.explanations["birth_date"].score < 0


def test_a_turned_name_is_not_quite_the_name():
    assert top("Putin Vladimir").score < top("Vladimir Putin").score
    assert top("Putin Vladimir").match


def test_a_weak_alias_counts_less_and_says_so():
    hit = top("Iron Fist")
    assert 0.7 <= hit.score < 0.8
    assert "weak alias" in hit.explanations["name_match"].detail


def test_a_country_makes_no_match_of_another_name():
    near = [
        hit for hit in PEOPLE.index.match(query("Kim Song Chil", country="kp")) if hit.entity.id == "chol"
    ]
    assert not any(hit.match for hit in near)


def test_a_number_finds_its_bearer_without_a_name_and_lifts_one_with_it():
    alone = top("", "Vessel", imoNumber="IMO 9074729")
    assert alone.entity.id == "star" and alone.score >= 0.9
    both = top("Sunny Star", "Vessel", imoNumber="9074729")
    assert both.score > 0.98
    other = top("Sunny Star", "Vessel", imoNumber="9314234")
    assert not other.match
    wallet = top("", "Thing", publicKey="12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h")
    assert wallet.entity.id == "wallet" and wallet.match


def test_the_options_are_obeyed():
    match = PEOPLE.index.match
    assert ids(match(query("Vladimir Putin"), Options(limit=1))) == ["putin"]
    assert "putin" not in ids(match(query("Vladimir Putin"), Options(keep=lambda one: one.id != "putin")))
    assert not match(query("Vladimir Putin"), Options(threshold=0.99))[0].match
    assert match(query("Vladimir Putin"), Options(cutoff=0.99)) == []
    silent = match(query("Nicolas Maduro Moros", birthDate="1990"), Options(weights={"birth_date": 0.0}))
    assert silent[0].score == top("Nicolas Maduro Moros").score


def test_an_answer_does_not_depend_on_what_else_is_listed():
    alone = dataset(
        entity("putin", "PUTIN, Vladimir Vladimirovich", "Владимир Путин", birthDate="1952-10-07")
    )
    for name in ("Vladimir Putin", "Wladimir Putin", "V. Putin", "Putin Vladimir"):
        assert top(name, data=alone).score == top(name).score


def test_an_empty_or_strange_question_finds_nothing():
    for name in ("", "   ", "...", "12", "\u200b", "a", "x" * 5000, "- - -", "🙂🙂"):
        assert not any(hit.match for hit in PEOPLE.index.match(query(name, "Thing")))
    assert dataset().index.match(query("Vladimir Putin")) == []


def test_many_queries_get_what_each_gets():
    queries = [query("Vladimir Putin"), query("JSCARGUMENT", "Organization"), query("Vladimir Putin")]
    assert PEOPLE.index.match_many(queries) == [PEOPLE.index.match(one) for one in queries]


def test_several_threads_ask_at_once():
    names = ["Vladimir Putin", "Nicolas Maduro", "Kim Jong Hwan", "V. Popov"] * 25
    alone = [PEOPLE.index.match(query(name)) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: PEOPLE.index.match(query(name)), names)) == alone


def test_a_search_finds_every_word_and_ids_and_numbers():
    search = PEOPLE.index.search
    assert [one.id for one, _ in search("vladimir").results] == ["putin", "popov"]
    assert [one.id for one, _ in search("maduri").results] == []
    assert search("maduri", fuzzy=True).total == 1
    assert [one.id for one, _ in search("9074729").results] == ["star"]
    assert [one.id for one, _ in search("maduro moros").results] == ["maduro"]
    assert search("").total == len(PEOPLE.entities)
    page = search("", limit=3, offset=3)
    assert len(page.results) == 3 and page.total == len(PEOPLE.entities)


GIVEN = ["Ivan", "Olga", "Mohammed", "Kwang", "Li", "Jean-Luc", "Abu", "Sergei", "X", "Umm"]
FAMILY = ["Petrov", "al-Masri", "Kim", "O'Neil", "van der Berg", "Çelik", "Нгуен", "Li", "Abd al-Rahman"]
NAMES = st.builds(lambda *parts: " ".join(parts), *(st.sampled_from(GIVEN),) * 2, st.sampled_from(FAMILY))


@settings(max_examples=25, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8, unique=True))
def test_every_name_finds_its_own_bearer_at_the_top(names):
    data = dataset(*(entity(f"e{n}", name) for n, name in enumerate(names)))
    for n, name in enumerate(names):
        hits = data.index.match(query(name), Options(limit=20))
        best = hits[0].score
        assert f"e{n}" in [hit.entity.id for hit in hits if hit.score == best]


def test_an_equal_short_name_is_not_lost_among_those_a_letter_apart():
    letters = "BDFGKLMNPRSZ"
    near = [one + two + three for one in letters for two in letters for three in letters]
    data = dataset(*(entity(name, f"JSC {name}", schema="Company") for name in near))
    assert all(data.index.match(query(f"JSC {name}", "Company"))[0].entity.id == name for name in near[::97])
