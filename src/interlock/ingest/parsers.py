"""Who can read lists, and which version of the reading code that is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

import interlock.model
import interlock.sources
from interlock.sources.contract import Authority
from interlock.sources.registry import authority, authority_keys

_MODEL_FILES = ("dates.py", "listing.py", "snapshot.py")
"""What a cached parse is made of: when one of these changes, so may its bytes."""


class Parsers(msgspec.Struct, frozen=True, kw_only=True):
    """The authorities that can be read. Functions of modules only: it travels between processes."""

    keys: Callable[[], tuple[str, ...]]
    authority_of: Callable[[str], Authority]
    """Raises: QueryError for an unknown key."""
    version_of: Callable[[str], str]
    """Changes when what the authority's parser makes of some bytes may have changed."""


@cache
def source_version(key: str) -> str:
    """A hash of the code and tables that one authority's parser is made of, or may be made of."""
    sources = Path(interlock.sources.__path__[0])
    model = Path(interlock.model.__path__[0])
    paths = [model / name for name in _MODEL_FILES]
    for path in sources.rglob("*"):
        is_mine = path.parent.name != "authorities" or path.name.split(".")[0] in (key, "__init__")
        if path.suffix in (".py", ".toml") and is_mine:
            paths.append(path)
    digest = hashlib.sha256()
    for path in sorted(paths):
        data = path.read_bytes()
        digest.update(f"{path.name}\t{len(data)}\n".encode() + data)
    return digest.hexdigest()[:16]


def installed() -> Parsers:
    """Every authority of this installation."""
    return Parsers(keys=authority_keys, authority_of=authority, version_of=source_version)
