"""An edition: one immutable picture of who is listed by whom, and what it was made of."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cached_property
from typing import Protocol

import msgspec

from interlock.model.listing import Listing
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Target

_DECODER = msgspec.msgpack.Decoder(Listing)
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def packed(listing: Listing) -> tuple[bytes, bytes]:
    """The digest (16 bytes of sha256) and the msgpack of a listing. Equal listings, equal bytes."""
    body = _ENCODER.encode(listing)
    return hashlib.sha256(body).digest()[:16], body


class Version(msgspec.Struct, frozen=True, gc=False):
    """How one entry read from a day on, as far as the snapshots up to that day had told."""

    key: str
    """The record's key."""
    since: date
    """Day of the first good snapshot after which the entry read so."""
    digest: str
    """Of `body`: the first 32 hexadecimal digits of its sha256."""
    body: bytes
    """The listing, as msgpack: decoded only for the few that somebody looks at."""

    def listing(self) -> Listing:
        """The wording itself."""
        return _DECODER.decode(self.body)


class JudgementsUsed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The people's judgements that an edition was built with."""

    count: int = 0
    """Those that stood, the ignored ones too."""
    sha256: str = ""
    """Of them, as JSON lines by id; empty when there is none."""
    ignored: int = 0
    """Of them, those on records that the edition does not hold."""
    contradictions: tuple[str, ...] = ()
    """Positive judgements that negative ones forbid, in words."""


class EditionContent(msgspec.Struct, frozen=True, kw_only=True):
    """All that goes into an edition."""

    code_version: str
    """What the edition was built by: two versions of the code never share an edition."""
    lists: tuple[ListSpec, ...]
    """Every list that can be read, those without a snapshot too."""
    snapshots: tuple[Snapshot, ...]
    records: tuple[Record, ...]
    versions: tuple[Version, ...] = ()
    targets: tuple[Target, ...] = ()
    judgements: JudgementsUsed = JudgementsUsed()


class Tables(Protocol):
    """Where the parts of an edition are read from."""

    def lists(self) -> tuple[ListSpec, ...]:
        """Every list that could be read when the edition was built, by key."""

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot of every list, by list and day, the quarantined ones too."""

    def records(self) -> tuple[Record, ...]:
        """Every record, by key."""

    def targets(self) -> tuple[Target, ...]:
        """Every target, by id."""

    def versions(self) -> tuple[Version, ...]:
        """Every version of every record, by key and day."""


class _Held:
    """The parts, in memory."""

    def __init__(self, content: EditionContent) -> None:
        self._content = content

    def lists(self) -> tuple[ListSpec, ...]:
        return self._content.lists

    def snapshots(self) -> tuple[Snapshot, ...]:
        return self._content.snapshots

    def records(self) -> tuple[Record, ...]:
        return self._content.records

    def targets(self) -> tuple[Target, ...]:
        return self._content.targets

    def versions(self) -> tuple[Version, ...]:
        return self._content.versions


class Edition:
    """One edition, each part read when first asked for.

    A reader holds one of these for the whole of its work: a build beside it makes another edition and
    never touches this one.
    """

    def __init__(
        self,
        edition_id: str,
        code_version: str,
        tables: Tables,
        judgements: JudgementsUsed = JudgementsUsed(),  # noqa: B008  # immutable
    ) -> None:
        self.edition_id = edition_id
        self.code_version = code_version
        self.judgements = judgements
        self._tables = tables

    @classmethod
    def of(cls, content: EditionContent, edition_id: str = "in-memory") -> Edition:
        """An edition that was never written."""
        return cls(edition_id, content.code_version, _Held(content), content.judgements)

    @cached_property
    def lists(self) -> tuple[ListSpec, ...]:
        """Every list that could be read when the edition was built, by key."""
        return self._tables.lists()

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot of every list, by list and day, the quarantined ones too."""
        return self._tables.snapshots()

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record, by key."""
        return self._tables.records()

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Every target, by id."""
        return self._tables.targets()

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version of every record, by key and day."""
        return self._tables.versions()

    @cached_property
    def fictional(self) -> bool:
        """True when the edition rests on the sample world: every rendering must say so."""
        return any(snapshot.fictional for snapshot in self.snapshots)
