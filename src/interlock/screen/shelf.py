"""The entities of a dataset, packed; each unpacked when it is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from interlock.screen.entity import Entity

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Entity)
_KEPT = 2_048
"""Entities kept unpacked: some 4 kB each. The same few are hit again and again."""


class Shelf:
    """Entities by number (their place in the dataset), by id, and by any id that was merged into one."""

    def __init__(self, packed: bytes | memoryview, starts: Sequence[int], numbers: Mapping[str, int]) -> None:
        """`starts`: where each entity begins in `packed`, then the end. `numbers`: any id to its place."""
        self._packed = memoryview(packed)
        self._starts = starts
        self._numbers = numbers
        self._kept: OrderedDict[int, Entity] = OrderedDict()

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Shelf:
        """A shelf of these. An id beats a referent of the same text; of two referents the first counts."""
        packed = bytearray()
        starts = [0]
        own: dict[str, int] = {}
        merged: dict[str, int] = {}
        for number, entity in enumerate(entities):
            packed += _ENCODER.encode(entity)
            starts.append(len(packed))
            own.setdefault(entity.id, number)
            for referent in entity.referents:
                merged.setdefault(referent, number)
        return cls(bytes(packed), starts, merged | own)

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
                self._kept.popitem(last=False)
        return kept

    def number(self, entity_id: str) -> int | None:
        """The place of the entity that the id leads to; None when it leads nowhere."""
        return self._numbers.get(entity_id)

    def get(self, entity_id: str) -> Entity | None:
        """The entity that the id leads to: its own id, or one that was merged into it."""
        number = self._numbers.get(entity_id)
        return None if number is None else self.at(number)

    def canonical(self, entity_id: str) -> str | None:
        """The entity's own id, for any id that leads to it."""
        entity = self.get(entity_id)
        return None if entity is None else entity.id

    def _unpack(self, number: int) -> Entity:
        return _DECODER.decode(self._packed[self._starts[number] : self._starts[number + 1]])
