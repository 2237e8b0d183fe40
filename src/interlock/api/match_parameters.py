"""The parameters of `/match`, read without FastAPI: its way costs as long as the screening itself."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs

import msgspec
from msgspec import Meta

from interlock.api.parameters import DATE


class MatchParameters(msgspec.Struct, frozen=True):
    """How a batch is to be answered. Unknown parameters are left aside, as the field's servers do."""

    limit: Annotated[int, Meta(ge=0, le=500, description="Results of each query")] = 5
    threshold: Annotated[float, Meta(ge=0, le=1, description="A score at or above it is a match")] = 0.7
    cutoff: Annotated[
        float,
        Meta(ge=0, le=1, description="Deprecated. Results below it are not told; never above the threshold"),
    ] = 0.7
    algorithm: Annotated[str, Meta(description="See /algorithms")] = "best"
    include_dataset: Annotated[list[str], Meta(description="Only entities of one of these")] = []
    exclude_dataset: Annotated[list[str], Meta(description="Without these")] = []
    exclude_schema: Annotated[list[str], Meta(description="Without entities of these schemata")] = []
    topics: Annotated[list[str], Meta(description="Only entities with one of these topics")] = []
    changed_since: (
        Annotated[str, Meta(pattern=DATE, description="Only entities that changed after it")] | None
    ) = None
    exclude_entity_ids: Annotated[
        list[str], Meta(max_length=50, description="Without these; ids that were merged into one count too")
    ] = []
    edition: (
        Annotated[str, Meta(description="One of `editions` in /catalog; the current one if not given")] | None
    ) = None


_PLAIN = MatchParameters()
_LISTS = frozenset({"include_dataset", "exclude_dataset", "exclude_schema", "topics", "exclude_entity_ids"})


def match_parameters(query: bytes) -> MatchParameters:
    """The parameters that the part of the address after `?` holds.

    Raises:
        msgspec.ValidationError: one of them is out of its limits.
    """
    if not query:
        return _PLAIN
    given = parse_qs(query.decode("latin-1"), keep_blank_values=True)
    values = {name: found if name in _LISTS else found[-1] for name, found in given.items()}
    read = msgspec.convert(values, MatchParameters, strict=False)
    for name, value in (("threshold", read.threshold), ("cutoff", read.cutoff)):
        if value != value:  # not a number, which no limit catches
            raise msgspec.ValidationError(f"Expected a number - at `$.{name}`")
    return read


def described() -> list[dict[str, Any]]:
    """The parameters, for the OpenAPI description."""
    _, components = msgspec.json.schema_components([MatchParameters])
    rows = [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in components["MatchParameters"]["properties"].items()
    ]
    path = {"type": "string", "description": "A name of /catalog"}
    return [{"name": "dataset", "in": "path", "required": True, "schema": path}, *rows]
