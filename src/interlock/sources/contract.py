"""What every authority's module provides, and the types that pass through it.

An authority is one small module under `authorities/` that ends in `AUTHORITY = Authority(...)`, beside
a mapping table `<key>.toml` for everything that is data (element names, programme codes, labels,
countries). `registry.py` finds the modules; this file must not import it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from interlock.model.lists import ListSpec
from interlock.model.snapshot import Parsed

__all__ = ["Authority", "File", "FileRole", "ListSpec"]


class File(msgspec.Struct, frozen=True):
    """One file as it came, unpacked."""

    name: str
    data: bytes


class FileRole(msgspec.Struct, frozen=True):
    """What a file is: which list it belongs to, and as which part of it."""

    list_key: str
    role: str
    """The authority's own word for the part, such as `sdn`, `alt`, `xml`."""


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """An authority that publishes lists."""

    key: str
    name: str
    """English name of the body."""
    lists: tuple[ListSpec, ...]
    recognise: Callable[[str, bytes], FileRole | None]
    """(file name without `.gz`, first 4096 bytes of it unpacked) -> role, None for a stranger. Goes by
    the official name where it is telling, by the bytes where it is not. A file whose name begins with
    `derived_` is always a stranger: it is a third party's conversion."""
    read: Callable[[str, Sequence[tuple[FileRole, File]]], Parsed]
    """(list_key, the files of that list on one date) -> what they say.

    Raises: SourceError, and nothing else, whatever the bytes."""

    own_template: bool = False
    """A filled-in template is one of its own lists (`lists`), so none is kept beside them."""

    def list_spec(self, list_key: str) -> ListSpec:
        """The spec of one of this authority's lists. Raises: KeyError for another's."""
        for spec in self.lists:
            if spec.key == list_key:
                return spec
        raise KeyError(list_key)
