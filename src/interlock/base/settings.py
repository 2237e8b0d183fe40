"""Settings, built once at a door and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

HOME_VARIABLE = "INTERLOCK_HOME"


class Settings(msgspec.Struct, frozen=True):
    """Where state lives."""

    home: Path


def settings(home: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """`--home` first, then INTERLOCK_HOME, then the platform's user data folder."""
    if home is not None:
        return Settings(home.expanduser())
    named = environ.get(HOME_VARIABLE, "").strip()
    if named:
        return Settings(Path(named).expanduser())
    return Settings(Path(platformdirs.user_data_dir("interlock", appauthor=False)))
