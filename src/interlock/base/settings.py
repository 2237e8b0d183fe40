"""Settings, built once at a door and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

HOME_VARIABLE = "INTERLOCK_HOME"
LEDGER_VARIABLE = "INTERLOCK_LEDGER"


class Settings(msgspec.Struct, frozen=True):
    """Where state lives."""

    home: Path
    ledger: str = ""
    """URL of the database of decisions; empty: `ledger.sqlite` in the home."""


def settings(home: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """`--home` first, then INTERLOCK_HOME, then the platform's user data folder. INTERLOCK_LEDGER."""
    ledger = environ.get(LEDGER_VARIABLE, "").strip()
    if home is not None:
        return Settings(home.expanduser(), ledger)
    named = environ.get(HOME_VARIABLE, "").strip()
    if named:
        return Settings(Path(named).expanduser(), ledger)
    return Settings(Path(platformdirs.user_data_dir("interlock", appauthor=False)), ledger)
