"""What the watch remembers between polls. A memory only: without it, all is news once more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from interlock.store.durable import place_file

FOLDER = "watch"


class Memory(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """After a poll."""

    raised: dict[str, datetime] = {}
    """Keys of the notices that were told, with the time when each began."""
    known_alarms: dict[str, tuple[str, ...]] = {}
    """By list: what its parser alarmed about."""
    built: str = ""
    """A hash of what the last build was made of."""
    polled_at: datetime | None = None


def load_memory(home: Path) -> Memory:
    """What is remembered; nothing where the file is absent or damaged."""
    try:
        return msgspec.json.decode((home / FOLDER / "state.json").read_bytes(), type=Memory)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Memory()


def save_memory(home: Path, memory: Memory) -> None:
    """The memory is kept, whole.

    Raises:
        StoreError: the folder cannot be written to.
    """
    folder = home / FOLDER
    data = msgspec.json.format(msgspec.json.encode(memory, order="deterministic"), indent=1)
    place_file(folder / "state.json", data, folder, durable=False)
