"""One row of customers: what is asked by it, and what in it cannot be read.

A customer whose row is wrong in one cell is screened without that cell, and named: neither left out unseen
nor cleared by a date that nobody could read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from interlock.base.errors import QueryError
from interlock.screen.ask import query_of, schema_of
from interlock.screen.ftm import ROOT
from interlock.screen.query import Query

FIELDS = ("id", "name", "schema", "birth_date", "country", "identifier")
NEEDED = ("id", "name")
SEPARATOR = ";"
"""Between several values of a cell, but for `id` and `schema`."""
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands for bytes that are no text."""

_KEPT = 65_536
_LONGEST_TOLD = 200
"""Characters of a bad cell that are repeated to whoever must find it."""


class Row(NamedTuple):
    """A row as it was read."""

    number: int
    """From 1, the header not counted."""
    line: str
    """Of the file, `12` or `12-14` for a row of several; empty where a file has no lines."""
    cells: tuple[str, ...]
    """As FIELDS; as they stand in the file when `fault` says that they cannot be told apart."""
    fault: str = ""
    """Why the row cannot be read at all."""


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be read, or not all of it."""

    row: int
    line: str
    id: str
    what: str
    screened: str
    """`no`, or what the row was screened without."""
    cells: tuple[str, ...]


def places_of(header: Sequence[str], names: Mapping[str, str], where: str) -> tuple[int | None, ...]:
    """In which column of the file each of FIELDS stands. `names`: field to the file's own column name.

    Raises:
        QueryError: a field or column that does not exist, one that stands twice, or no id or name.
    """
    strangers = [field for field in names if field not in FIELDS]
    if strangers:
        raise QueryError(
            f"unknown field {', '.join(strangers)}",
            where="--map",
            remedy=f"map any of {', '.join(FIELDS)}, such as name=customer_name",
        )
    columns = [text.strip() for text in header]
    wanted = {field: names.get(field, field) for field in FIELDS}
    for field, column in wanted.items():
        if columns.count(column) > 1:
            raise QueryError(f"two columns are named {column!r}", where=where, remedy="rename one of them")
        if column not in columns and (field in names or field in NEEDED):
            raise QueryError(
                f"the file has no column {column!r}",
                where=where,
                remedy=f"name the column that holds the {field}: --map {field}=COLUMN;"
                f" the file has {', '.join(columns[:20])}",
            )
    return tuple(columns.index(column) if column in columns else None for column in wanted.values())


def asked_by(row: Row) -> tuple[Query | None, Reject | None]:
    """What the row asks, and what of it cannot be read. No query: the row cannot be screened."""
    if row.fault:
        return None, _reject(row, "", row.fault, "no")
    ours, name, schema, birth_date, country, identifier = row.cells
    if not ours.strip():
        return None, _reject(row, "", "the row has no id", "no")
    if UNREADABLE in name or UNREADABLE in ours:
        return None, _reject(row, ours, "the name or the id holds bytes that are no UTF-8", "no")
    found = {"name": _values(name), "idNumber": _values(identifier)}
    faults: dict[str, str] = {}
    kind = ROOT
    for field, key, text, read in (
        ("birth_date", "birthDate", birth_date, _births),
        ("country", "country", country, _countries),
    ):
        try:
            found[key] = read(text) if text else ()
        except QueryError as error:
            faults[field] = _told(error)
    try:
        kind = _schema(schema) if schema else ROOT
    except QueryError as error:
        faults["schema"] = _told(error)
    if not found["name"] and not found["idNumber"]:
        return None, _reject(row, ours, "neither a name nor an identifier", "no")
    query = Query(kind, {key: values for key, values in found.items() if values}, ours)
    if not faults:
        return query, None
    return query, _reject(row, ours, "; ".join(faults.values()), f"without {' '.join(faults)}")


def _reject(row: Row, ours: str, what: str, screened: str) -> Reject:
    cells = tuple(cell[:_LONGEST_TOLD] for cell in row.cells)
    return Reject(row=row.number, line=row.line, id=ours, what=what, screened=screened, cells=cells)


def _told(error: QueryError) -> str:
    return f"{error.what[:_LONGEST_TOLD]}: {error.remedy}"


def _values(text: str) -> tuple[str, ...]:
    if SEPARATOR not in text:  # almost every cell
        bare = text.strip()
        return (bare,) if bare else ()
    return tuple(part for part in map(str.strip, text.split(SEPARATOR)) if part)


def _each(text: str, read: Callable[[str], Query], key: str) -> tuple[str, ...]:
    return tuple(value for part in _values(text) for value in read(part).properties.get(key, ()))


@lru_cache(_KEPT)
def _births(text: str) -> tuple[str, ...]:
    return _each(text, lambda part: query_of("-", birth_date=part), "birthDate")


@lru_cache(_KEPT)
def _countries(text: str) -> tuple[str, ...]:
    return _each(text, lambda part: query_of("-", country=part), "country")


@lru_cache(_KEPT)
def _schema(text: str) -> str:
    return schema_of(text)


def mapping_of(texts: Iterable[str]) -> dict[str, str]:
    """Field to column name, from texts such as `name=customer_name`.

    Raises:
        QueryError: one has another shape, or a field is named twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        field, sign, column = text.partition("=")
        if not sign or not column.strip() or field.strip() in found:
            raise QueryError(
                f"{text!r} maps no column",
                where="--map",
                remedy="write it once as FIELD=COLUMN: name=customer",
            )
        found[field.strip()] = column.strip()
    return found
