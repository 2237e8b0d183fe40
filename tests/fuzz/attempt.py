"""One mutated snapshot through one parser, and what must be true of it."""

import time
from dataclasses import dataclass

import msgspec

from authority_fixtures import HEAD, Shot
from interlock.base.errors import SourceError
from interlock.model.edition import packed
from interlock.sources.registry import authority

MAX_S = 5.0
"""Of processor time, for one input of a few kilobytes; a parser takes some milliseconds."""


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    read: bool
    seconds: float


def attempt(shot: Shot, number: int, data: bytes) -> Outcome:
    """The parser read the snapshot or said SourceError, in time; what it read can be kept. Else it raises."""
    source = authority(shot.authority)
    source.recognise(shot.files[number][1].name, data[:HEAD])
    began = time.process_time()
    try:
        parsed = shot.with_data(number, data).read()
    except SourceError as error:
        seconds = time.process_time() - began
        assert str(error)
        str(error).encode()
        assert seconds < MAX_S, f"{seconds:.1f} s to refuse"
        return Outcome(False, seconds)
    seconds = time.process_time() - began
    assert seconds < MAX_S, f"{seconds:.1f} s to read"
    for entry in parsed.entries:
        packed(entry.listing)
        entry.locator.encode()
        assert entry.listing.source_id.strip()
    msgspec.json.encode((parsed.alarms, parsed.coverage, parsed.records, parsed.removals, parsed.list_date))
    assert len(parsed.alarms) < 5_000, "an alarm's text must not hold what differs from record to record"
    return Outcome(True, seconds)
