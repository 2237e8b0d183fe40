"""`/search`, `/entities` and what is around an entity."""

import pytest


def search(client, dataset="default", **params):
    reply = client.get(f"/search/{dataset}", params=params)
    assert reply.status_code == 200, reply.text
    return reply.json()


def captions(body):
    return [row["caption"] for row in body["results"]]


def test_a_search_has_pages_facets_and_what_it_rests_on(client):
    body = search(client, q="Kang")
    assert captions(body) == ["Kang Tae Won"]
    assert (body["limit"], body["offset"], body["total"]) == (10, 0, {"value": 1, "relation": "eq"})
    assert list(body["facets"]) == ["countries", "topics", "datasets"]
    assert body["facets"]["countries"] == {
        "label": "Countries",
        "values": [{"name": "kp", "label": "North Korea", "count": 1}],
    }
    assert {"name": "us.sdn", "label": "List of us", "count": 1} in body["facets"]["datasets"]["values"]
    assert body["incomplete"] == []


def test_an_empty_text_finds_everything_in_pages(client):
    everything = search(client, limit=100)
    assert everything["total"]["value"] == len(everything["results"])
    ids = [row["id"] for row in everything["results"]]
    assert "Q1" in ids
    assert "own-1" not in ids  # an ownership is no thing
    pages = [search(client, limit=2, offset=offset)["results"] for offset in range(0, len(ids), 2)]
    assert [row["id"] for page in pages for row in page] == ids
    assert search(client, limit=0)["results"] == []
    assert search(client, offset=9000)["results"] == []


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"schema": "Company"}, {"Broad Holding LLC", "Myonghae Shipping Company"}),
        ({"schema": "Vessel"}, {"Eastern Sea Star"}),
        ({"countries": "cy"}, {"Broad Holding LLC"}),
        ({"countries": ["cy", "us"]}, {"Broad Holding LLC", "Bob Elsewhere"}),
        ({"countries": ["cy", "us"], "filter_op": "AND"}, set()),
        ({"topics": "sanction", "include_dataset": "peps"}, {"Ann Owner"}),
        ({"datasets": "leaf_b", "schema": "LegalEntity"}, {"Broad Holding LLC", "Bob Elsewhere"}),
        ({"include_dataset": "leaf_b", "exclude_dataset": "leaf_a", "schema": "Address"}, {"1 Main St"}),
        ({"filter": "properties.birthDate:1970-02"}, {"Ann Owner"}),
        ({"filter": "registrationNumber:HE 12345"}, {"Broad Holding LLC"}),
        ({"filter": ["schema:Person", "countries:ru"]}, {"Ann Owner"}),
        ({"filter": "identifiers:AB123456"}, {"Kang Tae Won"}),
        ({"filter": "referents:us:1"}, {"Kang Tae Won"}),
        ({"target": "false", "include_dataset": "peps", "schema": "LegalEntity"},
         {"Broad Holding LLC", "Bob Elsewhere"}),
        ({"changed_since": "2025-03-01", "include_dataset": "peps", "schema": "Person"}, {"Bob Elsewhere"}),
        ({"exclude_schema": ["Person", "Organization", "Vessel", "Address"]}, {"Broad Holding LLC"}),
    ],
)  # fmt: skip
def test_filters_narrow_a_search(client, params, found):
    assert set(captions(search(client, limit=50, **params))) == found


def test_a_search_is_put_in_the_order_asked_and_who_lacks_the_value_stands_last(client):
    rising = captions(search(client, "peps", schema="LegalEntity", sort="first_seen:asc"))
    assert rising == ["Ann Owner", "Broad Holding LLC", "Bob Elsewhere"]
    falling = captions(search(client, "peps", schema="LegalEntity", sort="first_seen:desc"))
    assert falling == ["Broad Holding LLC", "Ann Owner", "Bob Elsewhere"]
    both = captions(search(client, "peps", sort=["schema", "properties.name:desc"], schema="LegalEntity"))
    assert both == ["Broad Holding LLC", "Bob Elsewhere", "Ann Owner"]


def test_facets_are_those_asked_for(client):
    body = search(client, "peps", facets=["schema", "genders"])
    assert list(body["facets"]) == ["schema", "genders"]
    assert {"name": "Person", "label": "People", "count": 2} in body["facets"]["schema"]["values"]


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"schema": "Banana"}, 400),
        ({"filter": "nonsense"}, 400),
        ({"filter": "shoeSize:44"}, 400),
        ({"sort": "shoeSize"}, 400),
        ({"facets": "shoes"}, 422),
        ({"limit": 501}, 422),
        ({"offset": 9500}, 422),
        ({"filter_op": "XOR"}, 422),
    ],
)
def test_a_wrong_search_is_refused(client, params, status):
    assert client.get("/search/default", params=params).status_code == status


def test_an_unknown_dataset_is_404(client):
    assert client.get("/search/nowhere").status_code == 404


@pytest.mark.parametrize(
    "q", ['"', "AND OR NOT (", "name:*", "\x00", "[ TO }", "김", "a" * 3000, "~2^", "/re/"]
)
def test_any_text_is_a_search(client, q):
    search(client, q=q)
    search(client, q=q, fuzzy=True, simple=True)


def test_an_entity_is_told_with_those_around_it(client):
    ann = client.get("/entities/Q1").json()
    assert ann["properties"]["name"] == ["Ann Owner"]
    owned = ann["properties"]["ownershipOwner"]
    assert [row["id"] for row in owned] == ["own-1"]
    assert owned[0]["properties"]["asset"][0]["caption"] == "Broad Holding LLC"
    assert owned[0]["properties"]["owner"] == ["old-1"]
    assert [row["id"] for row in ann["properties"]["sanctions"]] == ["s-1"]
    bob = client.get("/entities/Q3").json()
    assert [row["id"] for row in bob["properties"]["addressEntity"]] == ["addr-1"]
    plain = client.get("/entities/Q1", params={"nested": "false"}).json()
    assert "ownershipOwner" not in plain["properties"]


def test_an_entity_of_ours_has_its_listings_as_sanctions(client):
    moved = client.get("/entities/us:1")
    assert moved.status_code == 308
    kang = client.get(moved.headers["location"]).json()
    told = kang["properties"]["sanctions"]
    assert {row["properties"]["authority"][0] for row in told} == {"us", "un"}
    assert all(row["schema"] == "Sanction" for row in told)
    assert told[0]["properties"]["listingDate"] == ["2020-01-01"]
    assert {row["authority"] for row in kang["listings"]} == {"us", "un"}


@pytest.mark.parametrize("rest", ["", "/adjacent", "/adjacent/sanctions"])
def test_a_merged_id_leads_on_with_the_query_kept(client, rest):
    reply = client.get(f"/entities/old-1{rest}", params={"limit": 3})
    assert reply.status_code == 308
    assert reply.headers["location"] == f"/entities/Q1{rest}?limit=3"


def test_what_is_around_comes_in_pages_by_property(client):
    body = client.get("/entities/Q1/adjacent").json()
    assert body["entity"]["id"] == "Q1"
    assert set(body["adjacent"]) == {"ownershipOwner", "sanctions"}
    page = body["adjacent"]["ownershipOwner"]
    assert (page["total"]["value"], page["limit"], page["offset"]) == (1, 10, 0)
    assert page["results"][0]["properties"]["asset"][0]["id"] == "Q2"
    one = client.get("/entities/Q1/adjacent/sanctions", params={"offset": 1}).json()
    assert (one["results"], one["total"]["value"]) == ([], 1)


@pytest.mark.parametrize(
    "path",
    [
        "/entities/nobody",
        "/entities/nobody/adjacent",
        "/entities/Q1/adjacent/shoes",
        "/entities/Q1/adjacent/name",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_a_printed_tie_is_a_link_that_both_ends_have(tmp_path):
    from interlock.api.holdings import Holdings
    from interlock.model.listing import Relation
    from made import record
    from served import client_of, ours, running, service_of

    tie = Relation(kind="owner", name="Myonghae Shipping", source_id="11")
    records = (
        record("us:10", "Paekhwa Star", schema="Vessel", relations=(tie,)),
        record("us:11", "Myonghae Shipping", schema="Organization"),
    )
    service, _ = service_of(Holdings([ours(records)]))
    with running(service) as address, client_of(address, follow_redirects=True) as client:
        ship = client.get("/entities/us:10").json()
        link = ship["properties"]["unknownLinkTo"][0]
        assert link["properties"]["role"] == ["owner"]
        assert link["properties"]["object"][0]["caption"] == "Myonghae Shipping"
        owner = client.get("/entities/us:11").json()
        assert (
            owner["properties"]["unknownLinkFrom"][0]["properties"]["subject"][0]["caption"] == "Paekhwa Star"
        )
