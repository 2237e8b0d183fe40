"""Whatever fits the OpenAPI description is answered as it says, and nothing brings the server down."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from interlock.api.app import routes
from served import client_of, service_of

EXAMPLES = 10
"""Of each route and mode: some thirty seconds in all."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.slow
def test_every_route_answers_as_it_is_described(address, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    described = schemathesis.openapi.from_url(f"{address}/openapi.json")
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        _try(operation, GenerationMode.POSITIVE)
        _try(operation, GenerationMode.NEGATIVE)


def _try(operation, mode):
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, (
            operation.label
        )  # of a route that takes nothing, nothing is wrong


def test_every_route_of_the_interface_is_described(holdings):
    service, _ = service_of(holdings)
    described = routes(service).openapi()
    assert set(described["paths"]) == {
        "/match/{dataset}", "/search/{dataset}", "/entities/{entity_id}", "/entities/{entity_id}/adjacent",
        "/entities/{entity_id}/adjacent/{property_name}", "/reconcile/{dataset}",
        "/reconcile/{dataset}/suggest/entity", "/reconcile/{dataset}/suggest/property",
        "/reconcile/{dataset}/suggest/type", "/reconcile/{dataset}/extend/property",
        "/reconcile/{dataset}/preview/{entity_id}", "/healthz", "/readyz", "/catalog", "/algorithms",
        "/metrics", "/updatez",
    }  # fmt: skip
    body = described["paths"]["/match/{dataset}"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert body["required"] == ["queries"]


def test_the_description_names_no_field_that_an_answer_lacks(address):
    with client_of(address) as client:
        reply = client.post("/match/default", json={"queries": {"q": {"schema": "Person", "properties": {
            "name": ["Kang Tae Won"]}}}})  # fmt: skip
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert isinstance(reply, httpx.Response)
    top = reply.json()["responses"]["q"]["results"][0]
    assert set(schemas["ScoredDocument"]["properties"]) == set(top)
    assert set(schemas["ListingDocument"]["properties"]) == set(top["listings"][0])
    assert set(schemas["MatchDocument"]["properties"]) == set(reply.json())
    assert set(schemas["MatchesDocument"]["properties"]) == set(reply.json()["responses"]["q"])
