"""Entities from a file: FollowTheMoney, one JSON object a line, as the field publishes its data sets."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from interlock.base.errors import QueryError
from interlock.screen.entity import Entity

_LONGEST_LINE = 16_000_000
"""Bytes. The largest entity that the field publishes is of some 300 kB."""


class _Line(msgspec.Struct, frozen=True, gc=False):
    id: str
    schema: str
    properties: dict[str, list[Any] | str] = {}
    caption: str = ""
    datasets: tuple[str, ...] = ()
    referents: tuple[str, ...] = ()
    target: bool = True
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None


_DECODER = msgspec.json.Decoder(_Line)


def read_entities(path: Path) -> Iterator[Entity]:
    """Every entity of the file, in its order. `.gz` is unpacked on the way.

    Nested entities are told by their ids.

    Raises:
        QueryError: the file is not there, or a line of it is not an entity; the message names the line.
    """
    number = 0
    try:
        with _opened(path) as lines:
            while line := lines.readline(_LONGEST_LINE):
                number += 1
                if line.strip():
                    yield _entity(_DECODER.decode(line))
    except (msgspec.DecodeError, EOFError, UnicodeDecodeError, gzip.BadGzipFile) as error:
        raise QueryError(
            f"this line is not a FollowTheMoney entity: {error}",
            where=f"{path}, line {number}",
            remedy="give one JSON object a line, with id, schema and properties",
        ) from error
    except OSError as error:
        raise QueryError(
            f"the entity file cannot be read: {error.strerror or error}",
            where=str(path),
            remedy="give a file of FollowTheMoney entities, one JSON object a line",
        ) from error


def file_version(path: Path) -> str:
    """Sixteen hexadecimal digits that change when the file's bytes change. Raises: OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:16]


def _opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _entity(line: _Line) -> Entity:
    properties = {key: _values(values) for key, values in line.properties.items()}
    names = properties.get("name") or properties.get("alias") or (line.id,)
    return Entity(
        id=line.id,
        schema=line.schema,
        caption=line.caption or names[0],
        properties=properties,
        datasets=line.datasets,
        referents=line.referents,
        target=line.target,
        first_seen=line.first_seen,
        last_seen=line.last_seen,
        last_change=line.last_change,
    )


def _values(values: list[Any] | str) -> tuple[str, ...]:
    if isinstance(values, str):
        return (values,)
    return tuple(value["id"] if isinstance(value, dict) and "id" in value else str(value) for value in values)
