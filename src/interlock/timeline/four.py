"""The four dates of an entry, kept apart: announced, in legal effect, in the list, first seen by us. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from interlock.model.record import Presence, Record

Kind = Literal["announced", "in_legal_effect", "published_in_list", "first_seen"]
KINDS: tuple[Kind, ...] = ("announced", "in_legal_effect", "published_in_list", "first_seen")


DateBasis = Literal["printed", "batch", "between snapshots", "unconfirmed", "snapshot"]


class DateTold(msgspec.Struct, frozen=True, kw_only=True):
    """One of the four dates, or that it is not known."""

    kind: Kind
    state: Literal["known", "unknown"]
    earliest: date | None
    latest: date | None
    basis: DateBasis | None
    """None when unknown. `snapshot`: the day of a snapshot itself."""
    why: str


class _Meaning(msgspec.Struct, frozen=True):
    printed: Kind
    why: str


@cache
def _meanings() -> Mapping[str, _Meaning]:
    text = resources.files(__package__).joinpath("dates.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=dict[str, _Meaning])


def four_dates(record: Record) -> tuple[DateTold, ...]:
    """All four, in the order in which they fall; each with its basis, or unknown and why."""
    act = record.listed_on
    meaning = _meanings().get(record.listing.list_key)
    told: dict[Kind, DateTold] = {}
    if act.basis != "between snapshots":
        kind: Kind = meaning.printed if meaning else "announced"
        why = meaning.why if meaning else "the list prints a date; which of its acts it dates is not known"
        told[kind] = _known(kind, act.earliest, act.latest, act.basis, why)
    silence = "the list does not print it" if told else "the list prints no date of listing"
    first = runs(record)[0]
    told["published_in_list"] = _published(first)
    told["first_seen"] = _known(
        "first_seen",
        record.first_seen,
        record.first_seen,
        "snapshot",
        "the day under which our first snapshot with the entry is filed; it may have been fetched later",
    )
    return tuple(told.get(kind) or _unknown(kind, silence) for kind in KINDS)


def _known(kind: Kind, earliest: date | None, latest: date | None, basis: DateBasis, why: str) -> DateTold:
    return DateTold(kind=kind, state="known", earliest=earliest, latest=latest, basis=basis, why=why)


def _unknown(kind: Kind, why: str) -> DateTold:
    return DateTold(kind=kind, state="unknown", earliest=None, latest=None, basis=None, why=why)


def runs(record: Record) -> tuple[Presence, ...]:
    """The presences; one from first to last sight for a record that was never seen in force."""
    return record.presences or (Presence(record.first_seen, record.last_seen),)


def _published(first: Presence) -> DateTold:
    lacking: date | None = first.lacking
    if lacking is None:
        why = (
            f"it is in our oldest snapshot that could show it, of {first.first}: nothing limits it from below"
        )
    else:
        why = f"our snapshot of {lacking} lacks it, that of {first.first} has it"
    return _known("published_in_list", lacking, first.first, "between snapshots", why)
