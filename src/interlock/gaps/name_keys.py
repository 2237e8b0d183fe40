"""The keys of names, remembered from edition to edition: nearly all names are printed today as yesterday."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import resources

import msgspec

from interlock.names import equal_keys

_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[str, ...]])


class NameKeys:
    """The equal keys of names; those that were asked for before cost a look-up."""

    def __init__(self, known: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._known = known or {}
        self._asked: dict[str, tuple[str, ...]] = {}

    def of(self, text: str, family: str, *, is_person: bool) -> tuple[str, ...]:
        """Every key of the name, a person's or a body's."""
        asked = f"{'P' if is_person else 'B'}{family}\n{text}"
        keys = self._asked.get(asked)
        if keys is None:
            keys = self._known.get(asked)
            if keys is None:
                keys = tuple(sorted(equal_keys(text, "Person" if is_person else "Organization", family)))
            self._asked[asked] = keys
        return keys

    def packed(self) -> bytes:
        """All that was asked for, as bytes."""
        return msgspec.msgpack.encode(self._asked)


def unpacked(data: bytes) -> NameKeys:
    """What was packed is known. Raises: msgspec.DecodeError."""
    return NameKeys(_DECODER.decode(data))


def file_name() -> str:
    """File name of the extract that remembers: other code makes other keys, and has another name."""
    digest = hashlib.sha256()
    for item in sorted(resources.files("interlock.names").iterdir(), key=lambda entry: entry.name):
        if item.is_file() and item.name.endswith((".py", ".toml")):
            digest.update(item.read_bytes())
    return f"names-{digest.hexdigest()[:16]}.msgpack"
