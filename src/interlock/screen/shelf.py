"""The entities of a dataset, packed; each unpacked when it is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np

from interlock.screen.columns import Array, Columns
from interlock.screen.entity import Entity
from interlock.screen.evidence import normal_number, numbers_in
from interlock.screen.keys import KeyTable

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Entity)
_KEPT = 4_096
"""Entities kept unpacked, some 4 kB each: the same few are hit again and again."""


class Shelf:
    """Entities by number (their place in the dataset), by any id that leads to them, and by their numbers."""

    def __init__(self, columns: Columns) -> None:
        self._packed = columns["entities.bytes"].data
        self._starts = columns["entities.starts"]
        self._ids = KeyTable(columns, "entities.ids")
        self._numbers = KeyTable(columns, "entities.numbers")
        self._kept: OrderedDict[int, Entity] = OrderedDict()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Entity]:
        return (self._unpack(number) for number in range(len(self)))

    def at(self, number: int) -> Entity:
        """The entity in that place. Raises: IndexError for no such place."""
        kept = self._kept.get(number)
        if kept is None:
            kept = self._kept[number] = self._unpack(number)
            if len(self._kept) > _KEPT:
                self._kept.pop(next(iter(self._kept)), None)  # another thread may have been faster
        return kept

    def get(self, entity_id: str) -> Entity | None:
        """The entity that the id leads to: its own id, or one that was merged into it. None: nowhere.

        An entity's own id beats an id that was merged into another; of those the first counts.
        """
        number = self.place(entity_id)
        return None if number is None else self.at(number)

    def place(self, entity_id: str) -> int | None:
        """The number of that entity."""
        merged: int | None = None
        for number in sorted(self._ids.find([entity_id])):
            entity = self.at(number)
            if entity.id == entity_id:
                return number
            if merged is None and entity_id in entity.referents:
                merged = number
        return merged

    def canonical(self, entity_id: str) -> str | None:
        """The entity's own id, for any id that leads to it."""
        entity = self.get(entity_id)
        return None if entity is None else entity.id

    def bearers(self, number: str) -> list[int]:
        """The places of the entities that bear the number of a passport, a ship, a wallet..."""
        value = normal_number(number)
        found = sorted(self._numbers.find([value]))
        return [place for place in found if value in numbers_in(self.at(place).properties)]

    def _unpack(self, number: int) -> Entity:
        return _DECODER.decode(self._packed[self._starts[number] : self._starts[number + 1]])

    @staticmethod
    def columns(entities: Iterable[Entity]) -> dict[str, Array]:
        """The columns of a shelf of these entities, in their order."""
        packed = bytearray()
        starts = [0]
        ids: list[tuple[str, int]] = []
        numbers: list[tuple[str, int]] = []
        for place, entity in enumerate(entities):
            packed += _ENCODER.encode(entity)
            starts.append(len(packed))
            ids += [(key, place) for key in (entity.id, *entity.referents)]
            numbers += [(value, place) for value in numbers_in(entity.properties)]
        return {
            "entities.bytes": np.frombuffer(bytes(packed), dtype=np.uint8),
            "entities.starts": np.array(starts, dtype=np.int64),
            **KeyTable.columns_of("entities.ids", ids),
            **KeyTable.columns_of("entities.numbers", numbers),
        }
