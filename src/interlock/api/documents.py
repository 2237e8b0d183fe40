"""The forms of questions and answers, for the OpenAPI description alone: answers are written without them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Document(BaseModel):
    model_config = ConfigDict(populate_by_name=True, extra="allow")


class ErrorDocument(BaseModel):
    """What went wrong, and what to do."""

    detail: str


class FaultDocument(BaseModel):
    """One thing that is not of the form it should have."""

    loc: list[str]
    msg: str
    type: str


class UnprocessableDocument(BaseModel):
    """A request that is not of the form it should have."""

    detail: list[FaultDocument]


class StatusDocument(BaseModel):
    """All is well."""

    status: str = "ok"


class Total(BaseModel):
    """How many there are."""

    value: int
    relation: str = "eq"


class ActDocument(BaseModel):
    """When an authority acted: between the two days, on this basis."""

    earliest: str | None
    latest: str | None
    basis: str


class ListingDocument(BaseModel):
    """One list's entry for an entity."""

    authority: str
    list_key: str
    source_id: str
    name: str
    effects: list[str]
    listed_on: ActDocument
    standing: str = Field(description="`listed`, `not listed` or `unknown`")
    why: str
    snapshot: str


class UnknownDocument(BaseModel):
    """An authority of which our copies cannot tell."""

    authority: str
    why: str


class TieDocument(BaseModel):
    """A tie that a list prints."""

    kind: str
    name: str
    list_key: str
    target_id: str


class EntityDocument(_Document):
    """An entity in FollowTheMoney terms; one of our edition with who lists it."""

    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[str | EntityDocument]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None
    listings: list[ListingDocument] | None = None
    not_listed_by: list[str] | None = None
    unknown_by: list[UnknownDocument] | None = None
    ties: list[TieDocument] | None = None


class ExplainedDocument(BaseModel):
    """What one feature gave."""

    score: float
    detail: str
    query: str | None
    candidate: str | None


class ScoredDocument(EntityDocument):
    """An entity that may be the one asked for."""

    score: float = Field(ge=0, le=1)
    match: bool
    explanations: dict[str, ExplainedDocument]


class RestsDocument(BaseModel):
    """One list that an answer rests on, or should."""

    list_key: str
    snapshot: str | None
    state: str
    age_days: int | None
    why: str


class BasisDocument(BaseModel):
    """What an answer rests on. While `incomplete` names anything, an empty answer does not say *clear*."""

    edition: str
    fictional: bool = Field(description="From the sample world")
    incomplete: list[str]
    rests_on: list[RestsDocument]


class ExampleDocument(BaseModel):
    """An entity by example."""

    model_config = ConfigDict(populate_by_name=True)

    id: str | None = None
    schema_: str = Field(alias="schema", examples=["Person"])
    properties: dict[str, Any] = Field(
        default={},
        description="Values of a property are a text or a list of texts.",
        examples=[{"name": ["Kim Yong Chol"], "nationality": ["kp"]}],
    )


class BatchDocument(BaseModel):
    """Queries, each under a name of the client's choice."""

    queries: dict[str, ExampleDocument] = Field(
        examples=[{"q1": {"schema": "Person", "properties": {"name": ["Kim Yong Chol"]}}}]
    )
    weights: dict[str, float] = {}
    config: dict[str, str | int | float | bool | None] = {}


class MatchesDocument(BaseModel):
    """The answer to one query."""

    status: int
    outcome: str = Field(description="`hits`, `clear`, or `incomplete`: no match, and a list was missing")
    results: list[ScoredDocument]
    total: Total
    query: ExampleDocument
    ignored: list[str]
    record: str = Field(description="Of what is on file about it, for `interlock replay`; may be empty")


class MatchDocument(BasisDocument):
    """The answers to a batch."""

    responses: dict[str, MatchesDocument]
    limit: int
    algorithm: str
    ignored: list[str]


class FacetItemDocument(BaseModel):
    """One value and how often it occurs."""

    name: str
    label: str
    count: int


class FacetDocument(BaseModel):
    """How often the values of one field occur."""

    label: str
    values: list[FacetItemDocument]


class SearchDocument(BasisDocument):
    """A page of a search."""

    limit: int
    offset: int
    total: Total
    results: list[EntityDocument]
    facets: dict[str, FacetDocument]


class PageDocument(BaseModel):
    """A page of neighbours."""

    limit: int
    offset: int
    total: Total
    results: list[EntityDocument]


class AdjacentDocument(BaseModel):
    """An entity and its neighbours, by property."""

    entity: EntityDocument
    adjacent: dict[str, PageDocument]


class DatasetDocument(_Document):
    """One dataset."""

    name: str
    title: str
    version: str
    index_version: str
    index_current: bool
    load: bool
    children: list[str]


class CatalogDocument(BaseModel):
    """Every dataset that can be asked."""

    datasets: list[DatasetDocument]
    current: list[str]
    outdated: list[str]
    index_stale: bool
    editions: list[str]
    fictional: bool


class AlgorithmsDocument(_Document):
    """Which scoring algorithms there are."""

    algorithms: list[dict[str, Any]]
    default: str
    best: str


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorDocument, "description": text}
    for status, text in (
        (400, "Wrong question"),
        (401, "No key, or one that does not count"),
        (403, "The key does not allow it"),
        (404, "There is no such thing"),
        (413, "Too large"),
        (414, "Too long an address"),
        (429, "Too many queries"),
    )
}
