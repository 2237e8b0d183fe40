"""The truth about one target, and what one list prints of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

import msgspec

from interlock.sample.naming import Spelled, TrueName
from interlock.sample.places import Place
from interlock.sample.plan import Kind, Regime

Fact = Literal["birth", "passport", "alias", "role", "address"]
"""What an amendment may add."""


class Birth(NamedTuple):
    """A birth date as printed: a day, a year (month and day 0), a range of years; circa or not."""

    year: int
    month: int = 0
    day: int = 0
    to_year: int = 0
    circa: bool = False


class Role(NamedTuple):
    """An office: the words before the employer's name, and the employer."""

    office: str
    office_ja: str
    office_ko: str
    employer: Spelled
    employer_kana: str
    employer_native: str


class Alias(NamedTuple):
    """Another name as printed."""

    name: Spelled
    kana: str = ""
    former: bool = False
    weak: bool = False


class Plant(NamedTuple):
    """An error or oddity that one authority's entry of this target must show."""

    authority: str
    what: Literal["passport", "un_ref", "birth_shift", "employer_alias", "twice", "old_name", "hole"]
    value: str = ""


class Listed(msgspec.Struct, gc=False):
    """One entry in the true course of things, before anyone words it."""

    authority: str
    on: date
    until: date | None = None
    absent: tuple[date, ...] = ()
    source_id: str = ""
    reference: str = ""
    """The UN's KPi.nnn; Japan's printed number with its marks; empty elsewhere."""
    sheet: int = 0
    """Japan's."""
    second: bool = False
    """A second row of the same list for the same target."""


class Target(msgspec.Struct):
    """One person, body or ship of the fictional world, as it truly is."""

    number: int
    regime: Regime
    kind: Kind
    name: TrueName
    country: str
    """Nationality, seat or flag: ISO 3166-1 alpha-2."""
    pattern: tuple[str, ...]
    """Who lists it, in the plan's order."""
    born: date | None = None
    female: bool = False
    passport: str = ""
    imo: str = ""
    """A ship's number, or that of a shipping company."""
    tax_number: str = ""
    wallets: tuple[str, ...] = ()
    place: Place | None = None
    role: Role | None = None
    owner: int = 0
    """Number of the target that owns it, 0 for none."""
    former_name: TrueName | None = None
    silent: frozenset[Fact] = frozenset()
    """Facts that no list prints."""
    certain: frozenset[Fact] = frozenset()
    """Facts that every list prints, and exactly."""
    plants: tuple[Plant, ...] = ()
    settled: bool = False
    """Every list of its pattern took it up before its oldest snapshot, for good."""
    listed: list[Listed] = []

    @property
    def key(self) -> str:
        """`T000123`."""
        return f"T{self.number:06d}"

    def entry(self, authority: str) -> Listed | None:
        """Its first entry on the authority's list."""
        return next((listed for listed in self.listed if listed.authority == authority), None)


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one list prints of one target; every format takes from it what it has room for."""

    source_id: str
    target: int
    kind: Kind
    regime: Regime
    culture: str
    name: Spelled
    aliases: tuple[Alias, ...] = ()
    native: str = ""
    kana: str = ""
    births: tuple[Birth, ...] = ()
    birth_city: str = ""
    female: bool = False
    gender_printed: bool = False
    country: str = ""
    passports: tuple[str, ...] = ()
    role: Role | None = None
    place: Place | None = None
    imo: str = ""
    tax_number: str = ""
    wallets: tuple[str, ...] = ()
    linked_to: Spelled | None = None
    programmes: tuple[str, ...] = ()
    un_ref: str = ""
    """Another list's quote of the UN's reference; on the UN's own list, its own."""
    un_ref_remarked: bool = False
    number: str = ""
    """Japan's printed number with its marks."""
    sheet: int = 0
    on: date
    dated: bool = True
    """Whether the date of listing is confirmed; kr only."""
    until: date | None = None
    absent: tuple[date, ...] = ()
    amended: tuple[date, ...] = ()
    gained: Fact | None = None
    """What the last amendment added."""

    def shown(self, day: date) -> bool:
        """Does the snapshot of that day hold it?"""
        return self.on <= day and (self.until is None or day < self.until) and day not in self.absent

    def as_of(self, day: date) -> Entry:
        """As it read on that day: without what a later amendment added."""
        known = tuple(when for when in self.amended if when <= day)
        if len(known) == len(self.amended):
            return self
        bare = msgspec.structs.replace(self, amended=known)
        if self.gained == "birth":
            return msgspec.structs.replace(bare, births=())
        if self.gained == "passport":
            return msgspec.structs.replace(bare, passports=())
        if self.gained == "alias":
            return msgspec.structs.replace(bare, aliases=())
        if self.gained == "role":
            return msgspec.structs.replace(bare, role=None)
        return msgspec.structs.replace(bare, place=None)
