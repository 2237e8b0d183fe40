"""Names are read in three ways: as persons', as bodies', as ships'. Which ways suit which schema."""

from __future__ import annotations

from functools import cache

from interlock.model.listing import Schema
from interlock.screen.ftm import ancestors, descendants

FAMILIES: dict[str, Schema] = {"person": "Person", "body": "Organization", "ship": "Vessel"}
"""How names of a family are read, as a schema of the names room."""


@cache
def families_held(schema: str) -> tuple[str, ...]:
    """Under which families the names of an entity of the schema are indexed."""
    if schema == "LegalEntity":
        return ("person", "body")  # a person or a body, not known which
    if schema == "Person":
        return ("person",)
    return ("ship",) if schema == "Vessel" else ("body",)


@cache
def families_asked(schema: str) -> tuple[str, ...]:
    """In which families a query of the schema is looked up."""
    related = ancestors(schema) | descendants(schema)
    if schema in ("Person", "Vessel"):
        return families_held(schema)
    found = {family for other in related for family in families_held(other)}
    if "LegalEntity" in ancestors(schema) and schema != "LegalEntity":
        found = {"body"}
    return tuple(family for family in FAMILIES if family in found)
