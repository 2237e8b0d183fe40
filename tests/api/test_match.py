"""`/match`, as the field's clients use it and as we answer beyond it."""

import pytest

from interlock.screen.dataset import OURS
from made import record
from served import client_of, holdings_of, running, service_of, shot

KANG = {"schema": "Person", "properties": {"name": ["Kang Tae Won"]}}


def ask(client, example=KANG, dataset="default", params=None, **body):
    return client.post(f"/match/{dataset}", params=params, json={"queries": {"q1": example}, **body})


def answer(*arguments, **more):
    reply = ask(*arguments, **more)
    assert reply.status_code == 200, reply.text
    return reply.json()["responses"]["q1"]


def test_an_answer_has_the_fields_form_and_our_reasons(client):
    reply = ask(client)
    assert reply.headers["x-batch-size"] == "1"
    body = reply.json()
    assert body["limit"] == 5
    found = body["responses"]["q1"]
    assert (found["status"], found["total"], found["outcome"]) == (
        200,
        {"value": 1, "relation": "eq"},
        "hits",
    )
    top = found["results"][0]
    assert top["match"] is True
    assert 0.7 <= top["score"] <= 1
    assert top["explanations"]
    assert all({"score", "detail"} <= set(row) for row in top["explanations"].values())
    assert top["schema"] == "Person"
    assert top["first_seen"] == "2020-01-01T00:00:00"
    assert {"us:1", "un:7"} <= set(top["referents"])


def test_an_answer_says_who_lists_it_with_what_effect_and_since_when(client):
    top = answer(client)["results"][0]
    assert [(row["authority"], row["effects"], row["listed_on"]["earliest"]) for row in top["listings"]] == [
        ("un", ["asset_freeze"], "2020-01-01"),
        ("us", ["asset_freeze"], "2020-01-01"),
    ]
    assert {"eu", "jp", "kr"} == set(top["not_listed_by"])


def test_the_query_is_echoed_in_the_terms_of_the_entities(client):
    example = {
        "id": "mine",
        "schema": "Person",
        "properties": {"name": "Kang  Tae Won", "nationality": ["Russia", "RUS"], "birthDate": ["1961-4-2"],
                       "shoeSize": ["44"]},
    }  # fmt: skip
    found = answer(client, example)
    assert found["query"] == {
        "id": "mine",
        "schema": "Person",
        "properties": {"name": ["Kang Tae Won"], "nationality": ["ru"], "birthDate": ["1961-04-02"]},
    }
    assert found["ignored"] == ["shoeSize"]


def test_one_who_was_taken_off_is_told_and_is_no_match(client):
    found = answer(client, {"schema": "Person", "properties": {"name": ["Hwan Chol Rim"]}})
    assert found["results"][0]["match"] is False
    assert found["results"][0]["listings"][0]["standing"] == "not listed"
    assert found["total"]["value"] == 0
    assert found["outcome"] == "clear"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, 1),
        ({"topics": "sanction"}, 1),
        ({"topics": "role.pep"}, 0),
        ({"include_dataset": "un.consolidated"}, 1),
        ({"include_dataset": "peps"}, 0),
        ({"exclude_dataset": "interlock"}, 0),
        ({"exclude_dataset": "us.sdn"}, 1),
        ({"exclude_dataset": ["us", "un"]}, 0),
        ({"exclude_schema": "Person"}, 0),
        ({"exclude_schema": ["Vessel", "Company"]}, 1),
        ({"exclude_entity_ids": "us:1"}, 0),
        ({"exclude_entity_ids": "us:3"}, 1),
        ({"changed_since": "2019-12-31"}, 1),
        ({"changed_since": "2020-01-01"}, 0),
        ({"limit": 0}, 0),
        ({"fuzzy": "false"}, 1),
    ],
)
def test_filters_narrow_the_answer(client, params, expected):
    found = answer(client, params=params)
    assert sum(row["caption"] == "Kang Tae Won" for row in found["results"]) == expected


def test_a_list_of_ours_is_a_dataset_too(client):
    assert answer(client, dataset="us.sdn")["total"]["value"] == 1
    assert answer(client, dataset="us")["total"]["value"] == 1
    assert answer(client, dataset="eu.fsf")["results"] == []
    assert ask(client, dataset="eu.fsf").json()["rests_on"][0]["list_key"] == "eu.fsf"
    assert answer(client, dataset=OURS)["total"]["value"] == 1


def test_threshold_makes_matches_and_cutoff_never_hides_one(client):
    near = {"schema": "Person", "properties": {"name": ["Kang Tae Wonn"]}}
    score = answer(client, near, params={"threshold": 0.5, "cutoff": 0.5})["results"][0]["score"]
    strict = answer(client, near, params={"threshold": 1.0, "cutoff": 0.5})
    assert strict["results"][0]["match"] is False
    assert strict["total"]["value"] == 0
    lenient = answer(client, near, params={"threshold": score - 0.01, "cutoff": 1.0})
    assert lenient["results"][0]["match"] is True


@pytest.mark.parametrize(
    ("body", "params", "status", "said"),
    [
        ({"queries": {}}, {}, 400, "No queries"),
        ({"queries": {str(n): KANG for n in range(101)}}, {}, 400, "Too many queries"),
        ({}, {}, 422, "queries"),
        ({"queries": {"q": {"properties": {}}}}, {}, 422, "schema"),
        ({"queries": {"q": None}}, {}, 422, "object"),
        ({"queries": {"q": {"schema": "Banana", "properties": {}}}}, {}, 400, "Banana"),
        ({"queries": {"q": {"schema": "Ownership", "properties": {}}}}, {}, 400, "Non-matchable"),
        ({"queries": {"q": KANG}}, {"algorithm": "bogus"}, 400, "Invalid algorithm: bogus"),
        ({"queries": {"q": KANG}, "config": {"bogus": 1}}, {}, 400, "bogus"),
        ({"queries": {"q": KANG}, "weights": {"a": "heavy"}}, {}, 422, "float"),
        ({"queries": {"q": KANG}}, {"limit": 501}, 422, "500"),
        ({"queries": {"q": KANG}}, {"changed_since": "yesterday"}, 422, "changed_since"),
        ({"queries": {"q": KANG}}, {"changed_since": "2020-02-31"}, 400, "not a date"),
        ({"queries": {"q": KANG}}, {"exclude_entity_ids": [str(n) for n in range(51)]}, 422, "50"),
        ({"queries": {"q": KANG}}, {"edition": "0000"}, 404, "edition"),
        ({"queries": {"q": KANG}}, {"threshold": "nan"}, 422, "threshold"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_by_what_is_wrong(client, body, params, status, said):
    reply = client.post("/match/default", json=body, params=params)
    assert reply.status_code == status, reply.text
    assert said in reply.text


def test_an_unknown_dataset_is_404(client):
    assert ask(client, dataset="nowhere").status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b'{"queries": {"q": {"schema": "Per\\ud800"}}}', b"[]"]
)
def test_what_is_no_json_is_422(client, body):
    assert client.post("/match/default", content=body).status_code == 422


@pytest.mark.parametrize("name", ["best", "logic-v2", "LOGIC-V1", "interlock"])
def test_the_names_of_the_fields_algorithms_are_answered_by_ours_and_that_is_said(client, name):
    body = ask(
        client, params={"algorithm": name}, config={"nm_number_mismatch": 0.4}, weights={"x": 1}
    ).json()
    assert body["algorithm"] == "interlock"
    assert body["ignored"] == ["config.nm_number_mismatch", "weights.x"]


def test_a_missing_or_stale_list_is_never_clear(tmp_path):
    snapshots = [
        shot("us"),
        shot("un", "2025-06-01"),
        shot("eu"),
        shot("jp", state="quarantined", why="half"),
    ]
    service, _ = service_of(holdings_of(tmp_path, snapshots=snapshots))
    nobody = {"schema": "Person", "properties": {"name": ["Zebedee Quux"]}}
    with running(service) as address, client_of(address) as client:
        body = ask(client, nobody).json()
        assert body["responses"]["q1"]["outcome"] == "incomplete"
        told = " ".join(body["incomplete"])
        assert "un.consolidated: too old" in told
        assert "jp.mof: quarantined" in told
        assert "kr.fsc: missing" in told
        assert "us.sdn" not in told
        assert answer(client, nobody, dataset="us.sdn")["outcome"] == "clear"
        assert answer(client, nobody, dataset="kr.fsc")["outcome"] == "incomplete"
        assert answer(client, nobody, params={"include_dataset": "nowhere"})["outcome"] == "incomplete"
        assert (
            answer(client, nobody, dataset="us", params={"exclude_dataset": "us"})["outcome"] == "incomplete"
        )
        text = client.get("/metrics").text
        assert 'interlock_list_relied_on{list="kr.fsc"} 0.0' in text
        assert 'interlock_list_relied_on{list="us.sdn"} 1.0' in text


def test_one_who_is_off_the_list_in_scope_is_no_match_there(tmp_path):
    from interlock.api.holdings import Holdings
    from served import ours

    records = (
        record("us:5", "Pyo Un Sok", births=["1950-01-01"], passports=["ZZ1"], off="2025-01-01"),
        record("un:5", "Pyo Un Sok", births=["1950-01-01"], passports=["ZZ1"]),
    )
    service, _ = service_of(Holdings([ours(records)]))
    query = {"schema": "Person", "properties": {"name": ["Pyo Un Sok"]}}
    with running(service) as address, client_of(address) as client:
        assert answer(client, query)["total"]["value"] == 1
        assert answer(client, query, dataset="un")["total"]["value"] == 1
        assert answer(client, query, dataset="us")["total"]["value"] == 0


def test_an_earlier_edition_is_answered_as_it_was(tmp_path):
    from served import ours

    before = ours((record("us:99", "Somebody Former"),), edition_id="0123456789abcdef")
    service, _ = service_of(holdings_of(tmp_path, earlier=[before]))
    query = {"schema": "Person", "properties": {"name": ["Somebody Former"]}}
    with running(service) as address, client_of(address) as client:
        assert client.get("/catalog").json()["editions"] == ["feed0123456789ab", "0123456789abcdef"]
        assert answer(client, query)["total"]["value"] == 0
        reply = ask(client, query, params={"edition": "0123456789abcdef"})
        assert reply.json()["edition"] == "0123456789abcdef"
        assert reply.json()["responses"]["q1"]["total"]["value"] == 1
        held = reply.json()["responses"]["q1"]["results"][0]["id"]
        assert client.get(f"/entities/{held}").status_code == 404
        assert client.get(f"/entities/{held}", params={"edition": "0123456789abcdef"}).status_code == 200
