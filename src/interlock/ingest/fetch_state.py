"""What is remembered between fetches. A memory only: a home without it fetches everything again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import msgspec

from interlock.ingest.fetch_http import Validators
from interlock.store.durable import place_file

FOLDER = "fetch"


class Remembered(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What became of one address."""

    list_key: str
    file: str = ""
    """Name of the file that was ingested last."""
    validators: Validators = Validators()
    sha256: str = ""
    day: date | None = None
    """The day it was filed under."""
    checked_at: datetime | None = None
    """When the site last said what the list is: new, or still the same."""
    failures: int = 0
    """In a row."""
    why: str = ""
    """Of the last failure."""


class FetchState(msgspec.Struct, frozen=True):
    """By the key of the address."""

    lists: dict[str, Remembered] = {}

    def of_list(self, list_key: str) -> tuple[Remembered, ...]:
        """What is remembered of each address of one list."""
        return tuple(one for one in self.lists.values() if one.list_key == list_key)


def load_state(home: Path) -> FetchState:
    """What is remembered; nothing where the file is absent or damaged."""
    try:
        return msgspec.json.decode((home / FOLDER / "state.json").read_bytes(), type=FetchState)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return FetchState()


def save_state(home: Path, state: FetchState) -> None:
    """The state is kept, whole: a reader sees the old one or the new one.

    Raises:
        StoreError: the folder cannot be written to.
    """
    data = msgspec.json.format(msgspec.json.encode(state, order="deterministic"), indent=1)
    place_file(home / FOLDER / "state.json", data, home / FOLDER, durable=False)
