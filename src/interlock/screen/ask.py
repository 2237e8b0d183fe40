"""A query from what a person types, or a customer's row holds: refused where it says nothing."""

from __future__ import annotations

import re

from interlock.base.errors import QueryError
from interlock.screen.ftm import ROOT, is_schema, schema_names
from interlock.screen.query import Query

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def query_of(
    name: str,
    *,
    schema: str = ROOT,
    birth_date: str = "",
    country: str = "",
    identifier: str = "",
    query_id: str | None = None,
) -> Query:
    """The query that these make. Empty ones are left out.

    Raises:
        QueryError: neither a name nor an identifier, an unknown schema, or a date or country that is none.
    """
    told = {
        "name": name.strip(),
        "birthDate": _checked(birth_date, _DATE, "birth date", "write it as YYYY, YYYY-MM or YYYY-MM-DD"),
        "country": _checked(country, _COUNTRY, "country", "give two letters, such as kp").lower(),
        "idNumber": identifier.strip(),
    }
    if not told["name"] and not told["idNumber"]:
        raise QueryError("nothing to screen", remedy="give a name, or an identifier")
    return Query(schema_of(schema), {key: (text,) for key, text in told.items() if text}, query_id)


def schema_of(text: str) -> str:
    """The FollowTheMoney schema of that name, whatever its case; any (`Thing`) when it is empty.

    Raises:
        QueryError: no such schema.
    """
    wanted = text.strip() or ROOT
    found = wanted if is_schema(wanted) else _BY_CASE.get(wanted.lower())
    if found is None:
        raise QueryError(
            f"unknown schema {text!r}",
            remedy="use Person, Organization, Company, LegalEntity, Vessel, Airplane or Thing",
        )
    return found


_BY_CASE = {name.lower(): name for name in schema_names()}


def _checked(text: str, shape: re.Pattern[str], what: str, remedy: str) -> str:
    bare = text.strip()
    if bare and not shape.fullmatch(bare):
        raise QueryError(f"{text!r} is not a {what}", remedy=remedy)
    return bare
