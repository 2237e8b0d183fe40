"""The authorities that are here: every module under `authorities/`, found by its name."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from interlock.base.errors import QueryError
from interlock.sources import authorities
from interlock.sources.contract import Authority
from interlock.sources.supplement import with_template


@cache
def authority_keys() -> tuple[str, ...]:
    """The keys of all authorities, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(authorities.__path__)))


@cache
def authority(key: str) -> Authority:
    """One authority by its key, with the list `<key>.template` beside its own.

    Raises:
        QueryError: no such authority.
    """
    if key not in authority_keys():
        raise QueryError(f"unknown authority {key!r}", remedy=f"use one of: {', '.join(authority_keys())}")
    found: Authority = import_module(f"{authorities.__name__}.{key}").AUTHORITY
    return with_template(found)
