"""What earlier builds told of each list, so that a new snapshot is all that there is to tell.

A cache and nothing else: a chronicle is used where it is of the very snapshots that the list begins with,
told by this very code. The same snapshots give the same history, told at once or in turns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from interlock.ingest.history import Chronicle, unpacked
from interlock.store.memory import ListMemory
from interlock.store.parsed import Head

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """A chronicle with what it is of."""

    code_version: str
    shots: tuple[str, ...]
    """Of each snapshot that was told, in order."""
    chronicle: bytes


class Chronicles:
    """The chronicles of one home."""

    def __init__(self, home: Path, code_version: str) -> None:
        self._memory = ListMemory(home)
        self._code_version = code_version

    def of(self, list_key: str, heads: Sequence[Head]) -> tuple[Chronicle, int]:
        """The chronicle, and how many of the list's snapshots it has told: none, where it is of no use."""
        data = self._memory.of(list_key)
        try:
            kept = msgspec.msgpack.decode(data, type=_Kept) if data is not None else None
            if kept is not None and self._is_of(kept, heads):
                return unpacked(kept.chronicle), len(kept.shots)
        except msgspec.DecodeError:
            pass  # of another version of the code
        return Chronicle(), 0

    def keep(self, list_key: str, heads: Sequence[Head], chronicle: Chronicle) -> None:
        """The chronicle has told these snapshots. Raises: StoreError."""
        kept = _Kept(self._code_version, _shots(heads), chronicle.packed())
        self._memory.keep(list_key, _ENCODER.encode(kept))

    def _is_of(self, kept: _Kept, heads: Sequence[Head]) -> bool:
        return kept.code_version == self._code_version and kept.shots == _shots(heads)[: len(kept.shots)]


def _shots(heads: Sequence[Head]) -> tuple[str, ...]:
    """All of each snapshot that its list's history may rest on."""
    rests_on = ((head.day, head.coverage, head.removals, head.table_sha256) for head in heads)
    return tuple(hashlib.sha256(_ENCODER.encode(one)).hexdigest()[:32] for one in rests_on)
