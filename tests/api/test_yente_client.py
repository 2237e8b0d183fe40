"""The field's own client, unchanged, against our server."""

import asyncio
from datetime import UTC, datetime

import pytest
from yente_client import AsyncClient, Client, Company, Person
from yente_client.exceptions import AuthenticationError, BadRequestError, NotFoundError, RateLimitError

from interlock.api.gate import Gate
from interlock.api.keyring import Key
from interlock.api.settings import Limits
from served import running, service_of

KEY = Key(
    key_id="aa", name="test", scopes=("match",), digest="", created_at=datetime(2026, 1, 1, tzinfo=UTC),
    created_by="test",
)  # fmt: skip


@pytest.fixture
def yente(address, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with Client(base_url=address, api_key="not asked for") as client:
        yield client


def test_it_matches(yente):
    found = yente.match(Person(name="Kang Tae Won", birthDate="1961", nationality="North Korea"), limit=3)
    assert found.limit == 3
    assert found.total.value == 1
    assert found.top.caption == "Kang Tae Won"
    assert found.matches[0].match
    assert found.top.contributing_explanations
    assert found.query["properties"]["nationality"] == ["kp"]
    assert isinstance(found.top.first_seen, datetime)


def test_it_matches_with_every_option(yente):
    found = yente.match(
        Company(name="Broad Holding", jurisdiction="cy"),
        datasets=["peps", "leaf_a"],
        exclude_datasets=["leaf_b"],
        exclude_schemata=["Vessel"],
        topics=None,
        changed_since=datetime(2024, 1, 1),  # noqa: DTZ001
        exclude_entities=["Q1"],
        threshold=0.6,
        cutoff=0.5,
        algorithm="logic-v2",
        weights={"name_match": 1.0},
        config={"nm_number_mismatch": 0.4},
    )
    assert [row.id for row in found.results] == ["Q2"]


def test_it_matches_many(yente):
    rows = [(str(n), Person(name=name)) for n, name in enumerate(["Kang Tae Won", "Ann Owner", "Nobody Xyz"])]
    found = {key: reply.total.value for key, reply in yente.match_iter(rows, workers=3)}
    assert found == {"0": 1, "1": 1, "2": 0}


def test_it_searches_and_fetches(yente):
    page = yente.search("Ann", datasets=["peps"], countries=["ru"], facets=["schema"], limit=5, fuzzy=True)
    assert [row.id for row in page.results] == ["Q1"]
    assert page.facets["schema"].values[0].name == "Person"
    merged = yente.fetch("old-1")
    assert merged.id == "Q1"
    assert merged.properties["ownershipOwner"][0].properties["asset"][0].caption == "Broad Holding LLC"
    assert yente.fetch("Q1", nested=False).properties["name"] == ["Ann Owner"]
    assert set(yente.adjacent("Q1").adjacent) == {"ownershipOwner", "sanctions"}
    assert yente.adjacent("old-1", prop="sanctions").results[0].id == "s-1"


def test_it_asks_about_the_service(yente):
    assert yente.healthz().status == "ok"
    assert yente.readyz().status == "ok"
    names = {row.name: row for row in yente.datasets().datasets}
    assert names["default"].children == ["interlock", "peps"]
    assert names["interlock"].load
    assert names["interlock"].index_version == "feed0123456789ab"
    assert names["us.sdn"].title == "List of us"
    algorithms = yente.algorithms()
    assert algorithms.best in {row.name for row in algorithms.algorithms}


def test_it_understands_our_errors(yente):
    with pytest.raises(NotFoundError):
        yente.fetch("nobody")
    with pytest.raises(BadRequestError, match="Invalid algorithm"):
        yente.match(Person(name="a b"), algorithm="bogus")
    with pytest.raises(NotFoundError):
        yente.match(Person(name="a b"), datasets=["nowhere"])


def test_it_works_asynchronously_too(address, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")

    async def ask():
        async with AsyncClient(base_url=address) as client:
            return await client.match(Person(name="Kang Tae Won"))

    assert asyncio.run(ask()).top.caption == "Kang Tae Won"


def test_it_sends_its_key_and_is_told_to_wait(holdings, monkeypatch):
    class Ring:
        def standing(self, _today):
            return {"aa": KEY}

    monkeypatch.setenv("NO_PROXY", "*")
    gate = Gate(Ring(), lambda text, _digest: text == "ilk_aa_true")
    service, _ = service_of(holdings, gate=gate, limits=Limits(rate=0.001, burst=1, batch=1))
    with running(service) as address:
        with Client(base_url=address, api_key="ilk_aa_false") as client, pytest.raises(AuthenticationError):
            client.match(Person(name="a b"))
        with Client(base_url=address, api_key="ilk_aa_true") as client:
            with pytest.raises(AuthenticationError, match="search"):
                client.search("a")
            assert client.match(Person(name="Kang Tae Won")).top is not None
            with pytest.raises(RateLimitError) as told:
                client.match(Person(name="Kang Tae Won"))
            assert told.value.retry_after >= 1
