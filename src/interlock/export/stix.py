"""A picture as a STIX 2.1 bundle. Pure, and written plain: the shapes used here are few.

A person or body is an `identity`; a ship, an aircraft and a wallet are `infrastructure`, which STIX calls
any resource, a physical one too, that serves a purpose (an identity is somebody). Entries of lists are
external references. What STIX has no place for (names as printed, identifiers, birth dates) stands in a
property extension whose definition is in the bundle. Ids are UUIDs of version 5 out of our own ids.

Source: STIX Version 2.1, OASIS Standard of 10 June 2021, sections 4, 7 and 10.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from interlock.export.marks import BANNER, made_id, permalink
from interlock.export.picture import Card, Entry, Picture
from interlock.export.rows import number_words
from interlock.export.ties import Tie
from interlock.model.gap import Gap, GapReport
from interlock.report.text import printable
from interlock.report.wording import KINDS, authority_name

Object = dict[str, Any]

TLP_WHITE = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
"""Disclosure is not limited: all of it is published lists. Source: STIX 2.1, 7.2.1.4."""
_BORN = date(2024, 1, 1)
"""When the fixed objects (ourselves, the extension) were made; any one day would do, it never changes."""
_VERSION = "1.0.0"

_CLASSES = {"Person": "individual", "Organization": "organization", "Company": "organization"}
_THINGS = {"Vessel": "vessel", "Airplane": "aircraft", "CryptoWallet": "crypto-wallet"}

_MAKER = f"identity--{made_id('stix', 'maker')}"
_EXTENSION = f"extension-definition--{made_id('stix', 'extension', _VERSION)}"


def bundle(picture: Picture) -> Iterator[bytes]:
    """The bundle, piece by piece: one object on a line."""
    yield from _bundled(picture, _objects(picture))


def gap_bundle(picture: Picture, report: GapReport) -> Iterator[bytes]:
    """The targets of the gaps, the authorities that have them, and a `note` for each gap."""
    yield from _bundled(picture, _with_gaps(picture, report))


def _bundled(picture: Picture, objects: Iterator[Object]) -> Iterator[bytes]:
    asked = (picture.edition, picture.as_of.isoformat(), picture.focus, ",".join(picture.coalition))
    yield f'{{"type":"bundle","id":"bundle--{made_id("stix", "bundle", *asked)}","objects":[\n'.encode()
    for number, found in enumerate(objects):
        yield (b",\n" if number else b"") + msgspec.json.encode(found)
    yield b"\n]}\n"


def _with_gaps(picture: Picture, report: GapReport) -> Iterator[Object]:
    yield from _objects(picture)
    schemata = {card.target.target_id: card.target.schema for card in picture.cards}
    frame = _Frame(picture)
    for key in dict.fromkeys(gap.authority for gap in report.gaps):
        yield frame.made(
            "identity",
            made_id("stix", "authority", key),
            _BORN,
            _BORN,
            name=authority_name(key),
            identity_class="organization",
            sectors=["government-national"],
        )
    for gap in report.gaps:
        if gap.target_id in schemata:
            yield _note(frame, picture, gap, schemata[gap.target_id])


def _note(frame: _Frame, picture: Picture, gap: Gap, schema: str) -> Object:
    authority = f"identity--{made_id('stix', 'authority', gap.authority)}"
    return frame.made(
        "note",
        made_id("stix", "gap", gap.gap_id),
        min(gap.since or picture.newest, picture.newest),
        picture.newest,
        abstract=f"{KINDS.get(gap.kind, gap.kind)} gap of {authority_name(gap.authority)}: {gap.status}",
        content=printable(gap.why),
        object_refs=[_ref(gap.target_id, schema), authority],
        labels=["gap", gap.kind.replace("_", "-"), gap.status],
        external_references=[
            {"source_name": "interlock", "external_id": permalink(picture.edition, gap.gap_id)}
        ],
    )


# --- targets and ties


def _objects(picture: Picture) -> Iterator[Object]:
    frame = _Frame(picture)
    yield from frame.fixed()
    schemata = {}
    for card in picture.cards:
        schemata[card.target.target_id] = card.target.schema
        yield _of_card(frame, picture, card)
    born = {entry.record.key: entry.record.first_seen for card in picture.cards for entry in card.entries}
    told: set[str] = set()
    for tie in picture.ties:
        other = _ref(tie.target, schemata[tie.target]) if tie.target else ""
        since = min(born[tie.key], picture.newest)
        if not other:
            party = made_id("stix", tie.end)
            other = f"identity--{party}"
            if other not in told:
                told.add(other)
                yield _party(frame, picture, tie, party, since)
        yield frame.made(
            "relationship",
            made_id("stix", "tie", tie.source, tie.kind, other, tie.key),
            since,
            picture.newest,
            relationship_type="related-to",
            source_ref=_ref(tie.source, schemata[tie.source]),
            target_ref=other,
            description=f"{tie.kind.replace('_', ' ')}: {printable(tie.party)} (stated by {tie.key})",
        )


def _ref(target_id: str, schema: str) -> str:
    kind = "infrastructure" if schema in _THINGS else "identity"
    return f"{kind}--{made_id('stix', 'target', target_id)}"


def _of_card(frame: _Frame, picture: Picture, card: Card) -> Object:
    schema = card.target.schema
    own: Object = {"name": printable(card.target.caption)}
    names = list(
        dict.fromkeys(printable(name.text) for entry in card.entries for name in entry.listing.names)
    )
    others = [name for name in names if name != own["name"]]
    if schema in _THINGS:
        kind = "infrastructure"
        own["infrastructure_types"] = [_THINGS[schema]]
        if others:
            own["aliases"] = others
    else:
        kind = "identity"
        own["identity_class"] = _CLASSES.get(schema, "unknown")
    own["labels"] = ["listed"]
    own["external_references"] = [_reference(entry) for entry in card.entries] + [
        {"source_name": "interlock", "external_id": permalink(picture.edition, card.target.target_id)}
    ]
    own["extensions"] = {_EXTENSION: _extension(card, names)}
    since = min(*(entry.record.first_seen for entry in card.entries), picture.newest)
    return frame.made(kind, made_id("stix", "target", card.target.target_id), since, picture.newest, **own)


def _reference(entry: Entry) -> Object:
    listing, record = entry.listing, entry.record
    return {
        "source_name": listing.list_key,
        "external_id": listing.source_id,
        "description": f"{entry.standing}; {printable(entry.why)}; snapshot of {record.last_seen}",
    }


def _extension(card: Card, names: list[str]) -> Object:
    told: Object = {
        "extension_type": "property-extension",
        "target_id": card.target.target_id,
        "schema": card.target.schema,
        "names": names,
    }
    for field, values in (
        ("identifiers", [number_words(one) for entry in card.entries for one in entry.listing.identifiers]),
        ("birth_dates", [day.iso() for entry in card.entries for day in entry.listing.birth_dates]),
        ("nationalities", [code for entry in card.entries for code in entry.listing.nationalities]),
        ("programmes", [code for entry in card.entries for code in entry.listing.programmes]),
        ("effects", [effect for entry in card.entries for effect in entry.listing.effects]),
        ("focus_by", list(card.focus_by)),
    ):
        if values:
            told[field] = list(dict.fromkeys(printable(value) for value in values))
    return told


def _party(frame: _Frame, picture: Picture, tie: Tie, party: str, since: date) -> Object:
    return frame.made(
        "identity",
        party,
        since,
        picture.newest,
        name=printable(tie.party),
        identity_class="unknown",
        labels=["named-party"],
        description=f"known only by the name that {tie.key} gives; not taken for any listed target",
    )


# --- what all objects share


class _Frame:
    """Who made the objects, and how they are marked."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._statement = f"marking-definition--{made_id('stix', 'edition', picture.edition)}"

    def made(self, kind: str, uuid: str, created: date, modified: date, **own: Any) -> Object:
        """An object with its id, times, maker and markings."""
        found: Object = {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid}",
            "created": _time(created),
            "modified": _time(modified),
            "created_by_ref": _MAKER,
            "object_marking_refs": [TLP_WHITE, self._statement],
            **own,
        }
        if self._picture.fictional:
            found["labels"] = ["fictional", *found.get("labels", [])]
        return found

    def fixed(self) -> Iterator[Object]:
        """Ourselves, the markings and the extension."""
        yield {
            "type": "identity",
            "spec_version": "2.1",
            "id": _MAKER,
            "created": _time(_BORN),
            "modified": _time(_BORN),
            "name": "Interlock",
            "identity_class": "system",
        }
        yield {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": TLP_WHITE,
            "created": "2017-01-20T00:00:00.000Z",
            "definition_type": "tlp",
            "name": "TLP:WHITE",
            "definition": {"tlp": "white"},
        }
        yield {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": self._statement,
            "created": _time(_BORN),
            "created_by_ref": _MAKER,
            "definition_type": "statement",
            "definition": {"statement": self._words()},
        }
        yield {
            "type": "extension-definition",
            "spec_version": "2.1",
            "id": _EXTENSION,
            "created": _time(_BORN),
            "modified": _time(_BORN),
            "created_by_ref": _MAKER,
            "name": "Sanctions target",
            "description": "What the lists print of a target: names, numbers, birth dates, programmes.",
            "schema": "docs/interface.md, interlock export",
            "version": _VERSION,
            "extension_types": ["property-extension"],
        }

    def _words(self) -> str:
        if self._picture.fictional:
            return f"{BANNER} Edition {self._picture.edition} of a sample world."
        return f"Edition {self._picture.edition}, made of lists that the authorities publish."


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"
