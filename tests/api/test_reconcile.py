"""The Reconciliation API, by the examples of its specification."""

import json

import pytest

QUERIES = {
    "q0": {
        "query": "Kang Tae Won",
        "type": "Person",
        "limit": 3,
        "properties": [
            {"pid": "Person:birthDate", "v": "1961-04-02"},
            {"pid": "nationality", "v": [{"id": "kp", "name": "North Korea"}]},
            {"pid": "Person:unheardOf", "v": 5},
        ],
        "type_strict": "any",
    },
    "q1": {"query": "Nobody At All Xyz"},
}


def post(client, **form):
    return client.post("/reconcile/default", data={key: json.dumps(value) for key, value in form.items()})


def test_the_manifest_names_every_service_and_passes_the_key_on(client, address):
    body = client.get("/reconcile/peps", params={"api_key": "x y"}).json()
    assert body["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= set(body)
    assert body["suggest"]["entity"] == {
        "service_url": f"{address}/reconcile/peps",
        "service_path": "/suggest/entity?api_key=x%20y",
    } or body["suggest"]["entity"]["service_path"].endswith("?api_key=x+y")
    assert {"id": "Person", "name": "People", "description": "Person"} in body["defaultTypes"]
    assert "LegalEntity" in {row["id"] for row in body["defaultTypes"]}
    assert "Vessel" not in {row["id"] for row in body["defaultTypes"]}  # there is none in that file
    assert "{{id}}" in body["view"]["url"]


@pytest.mark.parametrize("way", ["post", "get"])
def test_rows_get_candidates_best_first(client, way):
    if way == "post":
        reply = post(client, queries=QUERIES)
    else:
        reply = client.get("/reconcile/default", params={"queries": json.dumps(QUERIES)})
    assert reply.headers["x-batch-size"] == "2"
    body = reply.json()
    assert list(body) == ["q0", "q1"]
    top = body["q0"]["result"][0]
    assert (top["name"], top["match"]) == ("Kang Tae Won", True)
    assert top["type"] == [{"id": "Person", "name": "People", "description": "Person"}]
    assert top["description"] == "Person, listed by un, us"
    assert 0.7 <= top["score"] <= 1
    assert body["q1"]["result"] == []


def test_columns_are_fetched_for_rows(client):
    extend = {
        "ids": ["Q1", "old-1", "nobody"],
        "properties": [
            {"id": "nationality"},
            {"id": "Person:nationality", "settings": {"render": "raw"}},
            {"id": "birthDate", "settings": {"limit": "5"}} | {"settings": {"limit": 1}},
        ],
    }
    body = post(client, extend=extend).json()
    assert [row["name"] for row in body["meta"]] == ["Nationality", "Nationality", "Birth date"]
    assert body["rows"]["Q1"] == {
        "nationality": [{"str": "Russia"}],
        "Person:nationality": [{"str": "ru"}],
        "birthDate": [{"str": "1970-02-03"}],
    }
    assert body["rows"]["old-1"] == body["rows"]["Q1"]
    assert body["rows"]["nobody"] == {}


def test_suggestions_while_somebody_types(client):
    def suggest(kind, prefix):
        return client.get(f"/reconcile/default/suggest/{kind}", params={"prefix": prefix}).json()["result"]

    assert "Kang Tae Won" in [row["name"] for row in suggest("entity", "Kang")]
    assert suggest("entity", "  ") == []
    assert {"id": "Person:birthDate", "name": "Birth date", "description": "Birth date"} in suggest(
        "property", "birth"
    )
    assert [row["id"] for row in suggest("type", "pers")] == ["Person"]
    assert suggest("type", "") == []
    assert suggest("type", "peop")[0]["id"] == "Person"


def test_columns_are_proposed_for_a_type(client):
    body = client.get("/reconcile/default/extend/property", params={"type": "Person", "limit": 3}).json()
    assert (body["type"], body["limit"]) == ("Person", 3)
    assert [row["id"] for row in body["properties"]] == ["alias", "birthDate", "name"]
    assert client.get("/reconcile/default/extend/property", params={"type": "Banana"}).status_code == 400


def test_a_candidate_has_a_small_page(client):
    reply = client.get("/reconcile/default/preview/us:1")
    assert reply.headers["content-type"].startswith("text/html")
    assert "US: listed, 1 (asset_freeze), on 2020-01-01" in reply.text
    assert client.get("/reconcile/default/preview/nobody").status_code == 404


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "{"}, 400),
        ({"queries": "[]"}, 400),
        ({}, 400),
        ({"extend": "{}"}, 400),
        ({"queries": json.dumps({"q": {"query": "a", "type": "Banana"}})}, 400),
        ({"queries": json.dumps({str(n): {"query": "a"} for n in range(101)})}, 400),
        ({"extend": json.dumps({"ids": ["x"] * 101, "properties": []})}, 400),
        ({"queries": json.dumps({"q": {"query": "a"}})}, 200),
    ],
)
def test_a_wrong_form_is_refused(client, form, status):
    assert client.post("/reconcile/default", data=form).status_code == status
    assert client.post("/reconcile/nowhere", data=form).status_code == 404
