"""Parameters that several routes share, with the limits that the field's clients know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query

DATE = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$"

IncludeDatasets = Annotated[Sequence[str], Query(description="Only entities of one of these")]
ExcludeDatasets = Annotated[Sequence[str], Query(description="Without these")]
ExcludeSchemata = Annotated[Sequence[str], Query(description="Without entities of these schemata")]
Topics = Annotated[Sequence[str], Query(description="Only entities with one of these topics")]
Since = Annotated[
    str | None,
    Query(alias="changed_since", pattern=DATE, description="Only entities that changed after it"),
]
Edition = Annotated[
    str | None, Query(description="An edition of `editions` in /catalog; the current one if not given")
]
Sort = Annotated[Sequence[str], Query(description="`field:asc` or `field:desc`, such as `first_seen:desc`")]
Limit = Annotated[int, Query(ge=0, le=500)]
Offset = Annotated[int, Query(ge=0, le=9499)]
