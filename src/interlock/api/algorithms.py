"""Which algorithms and settings may be asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from interlock.base.errors import QueryError


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("algorithms.toml").read_text(encoding="utf-8"))


def algorithm(asked: str) -> str:
    """The algorithm that answers to the name.

    Raises:
        QueryError: none does.
    """
    best: str = _table()["best"]
    if asked.strip().lower() in (best, *_table()["aliases"]):
        return best
    raise QueryError(f"Invalid algorithm: {asked}", where="algorithm", remedy="see /algorithms")


def without_effect(config: Iterable[str], weights: Iterable[str]) -> tuple[str, ...]:
    """What was set and changes nothing, each as `config.NAME` or `weights.NAME`.

    Raises:
        QueryError: a setting of the configuration that nobody knows.
    """
    for name in config:
        if name not in _table()["foreign_config"]:
            raise QueryError(
                f"Invalid configuration parameter: {name} for algorithm {_table()['best']}",
                where="config",
                remedy="see /algorithms",
            )
    strange = (name for name in weights if name not in _table()["features"])
    return (*(f"config.{name}" for name in config), *(f"weights.{name}" for name in strange))


def algorithms_json() -> dict[str, Any]:
    """What `/algorithms` answers."""
    table: Mapping[str, Any] = _table()
    features = {
        name: {"description": text, "coefficient": 1.0, "url": ""} for name, text in table["features"].items()
    }
    config = {
        name: {
            "type": "float",
            "description": "Taken from clients of the field; changes nothing.",
            "default": None,
        }
        for name in table["foreign_config"]
    }
    docs = {
        "name": table["best"],
        "description": table["description"],
        "features": features,
        "config": config,
    }
    told = {
        "name": table["best"],
        "description": table["description"],
        "features": features,
        "docs": docs,
        "answers_to": table["aliases"],
    }
    return {"algorithms": [told], "default": "best", "best": table["best"]}
