"""How one entry reads through the snapshots, where some tell only part of it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from interlock.model.dates import ActDate, PartialDate
from interlock.model.edition import Version, packed
from interlock.model.listing import Facet, Identifier, Listing, overlay
from interlock.model.record import Change

_DECODER = msgspec.msgpack.Decoder(Listing)
_NOT_WORDING = frozenset({"authority", "list_key", "source_id", "facets", "names", "addresses"})
_CORE_FIELDS = tuple(field for field in Listing.__struct_fields__ if field not in _NOT_WORDING)


class Wording(msgspec.Struct, array_like=True):
    """What is known of an entry's text, snapshot after snapshot."""

    digest: bytes = b""
    """Of the text that was read last."""
    _agreed: set[bytes] = msgspec.field(default_factory=set)
    """Digests of texts that say nothing but what is known: reading one again changes nothing."""
    _changes: list[Change] = msgspec.field(default_factory=list)
    _dates: list[tuple[date, ActDate]] = msgspec.field(default_factory=list)
    _versions: list[tuple[date, str, bytes]] = msgspec.field(default_factory=list)
    _listing: Listing | None = None
    """The last version, unpacked when it is asked for."""

    @property
    def listing(self) -> Listing:
        """The latest known text. Nothing may be asked before the first `read`."""
        if self._listing is None:
            self._listing = _DECODER.decode(self._versions[-1][2])
        return self._listing

    def pack(self) -> None:
        """Nothing is held twice."""
        self._listing = None

    @property
    def listed_on(self) -> ActDate | None:
        """The date of listing that the list printed last."""
        return self._dates[-1][1] if self._dates else None

    def read(self, day: date, digest: bytes, body_of: Callable[[bytes], bytes]) -> None:
        """The snapshot of that day has this text; what it is silent about stays as it was."""
        self.digest = digest
        if digest in self._agreed:
            return
        body = body_of(digest)
        news = _DECODER.decode(body)
        known = self.listing if self._versions else None
        now = news if known is None else overlay(known, news)
        if now == known:
            self._agreed.add(digest)
            return
        self._listing = now
        self._agreed = {digest}
        if now is not news:
            digest, body = packed(now)
        self._versions.append((day, digest.hex(), body))
        if now.listed_on is not None and now.listed_on != self.listed_on:
            self._dates.append((day, now.listed_on))
        if known is not None and (fields := changed_fields(known, now)):
            self._changes.append(Change(day, fields))

    def changes(self) -> tuple[Change, ...]:
        """Every snapshot in which it first read differently."""
        return tuple(self._changes)

    def dates_printed(self, since: date | None, until: date | None) -> list[ActDate]:
        """The dates of listing that the list began to print in that time, the latest last."""
        return [
            printed
            for day, printed in self._dates
            if (since is None or day >= since) and (until is None or day < until)
        ]

    def versions(self, key: str) -> tuple[Version, ...]:
        """Every text it had, as far as known on the day."""
        return tuple(Version(key, day, digest, body) for day, digest, body in self._versions)


def changed_fields(known: Listing, now: Listing) -> tuple[str, ...]:
    """The fields that differ, sorted. What becomes known for the first time has not changed."""
    news: set[Facet] = set(now.facets) - set(known.facets)
    fields = []
    if "core" not in news:
        fields = [name for name in _CORE_FIELDS if _differ(getattr(known, name), getattr(now, name))]
    if "addresses" not in news and _differ(known.addresses, now.addresses):
        fields.append("addresses")
    if {name for name in known.names if name.facet not in news} != {
        name for name in now.names if name.facet not in news
    }:
        fields.append("names")
    return tuple(sorted(fields))


def _differ(one: object, other: object) -> bool:
    """Lists print what they repeat in any order, reflow their texts, and change formats: none is a change.

    The same birth date typed in another form (`1944/10/13` for `1944年10月13日`) and the same number with
    other dashes are the same.
    """
    if one == other:
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {_substance(item) for item in one} != {_substance(item) for item in other}
    return True


def _substance(item: object) -> object:
    """What the item says, without how it is printed."""
    if isinstance(item, PartialDate):
        return item.earliest, item.latest, item.circa
    if isinstance(item, Identifier):
        return item.kind, item.value, item.country, item.label
    return "".join(item.split()) if isinstance(item, str) else item
