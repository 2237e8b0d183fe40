"""A listing: one entry on one authority's list, as one snapshot of that list shows it."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from interlock.model.dates import ActDate, PartialDate

Schema = Literal["Person", "Organization", "Company", "Vessel", "Airplane", "CryptoWallet", "LegalEntity"]
"""FollowTheMoney schemata. `LegalEntity` is FtM's own "person or body, not known which"."""

NameKind = Literal["primary", "alias", "former", "maiden"]
Quality = Literal["strong", "weak", "unknown"]
"""The list's own word on an alias. `unknown`: the list does not say."""

Facet = Literal["core", "aliases", "addresses"]
"""The parts of an entry that a list publishes in files of their own.

A snapshot that lacks one of the files says nothing about that facet: what was known stays.
`core` is everything that is not an alias row or an address row.
"""
ALL_FACETS: tuple[Facet, ...] = ("core", "aliases", "addresses")

IdentifierKind = Literal[
    "passport",
    "national_id",
    "tax",
    "registration",
    "imo_ship",
    "imo_company",
    "mmsi",
    "call_sign",
    "aircraft_tail",
    "aircraft_serial",
    "swift",
    "wallet",
    "lei",
    "duns",
    "phone",
    "email",
    "website",
    "other",
]

Effect = Literal[
    "asset_freeze", "travel_ban", "vessel_measures", "export_control", "sectoral", "transaction_ban"
]
"""`sectoral`: some kinds of dealings are barred (new debt, securities, correspondent accounts).
`transaction_ban`: dealings are barred or must be rejected, and nothing is frozen."""


class Name(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """One name as the list prints it; cleaning happens in `names`, never here."""

    text: str
    kind: NameKind = "primary"
    quality: Quality = "unknown"
    facet: Facet = "core"
    """The file it came from; see `Facet`."""
    family: str = ""
    """The family name, where the list marks it (`KIM` of `KIM, Jong Un`), as printed."""


class Identifier(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A number that someone issued."""

    kind: IdentifierKind
    value: str
    """Normalised: upper case, no spaces, dots or dashes; see `normal_identifier`."""
    printed: str = ""
    """As printed."""
    country: str = ""
    """ISO 3166-1 alpha-2 of the issuer, upper case, or empty when the list does not say."""
    label: str = ""
    """The list's own name for the kind (`C.U.R.P.`), as printed."""


class Address(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """One address as printed, its country apart."""

    text: str
    country: str = ""
    """ISO 3166-1 alpha-2, upper case, or empty."""


class Quote(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A reference to an entry of another list (or of this one) that this entry prints."""

    authority: str
    source_id: str
    text: str = ""


class Relation(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """A tie that the list states: `linked_to`, `owner`, `subsidiary`, `spouse`..., to a named party."""

    kind: str
    name: str
    source_id: str = ""
    """The other entry's native id on the same list, where the list gives it."""


class Listing(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One entry on one list.

    Holds nothing of the snapshot it came from (no row, file or fetch date), so that an unchanged entry
    is the same value, with the same hash, in every snapshot.
    """

    authority: str
    list_key: str
    """`<authority>.<list>`, such as `us.sdn`."""
    source_id: str
    """The list's own stable key, as printed; unique on the list."""
    schema: Schema
    names: tuple[Name, ...]
    """At least one; the first of kind `primary` is the caption."""
    identifiers: tuple[Identifier, ...] = ()
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    death_dates: tuple[PartialDate, ...] = ()
    incorporation_dates: tuple[PartialDate, ...] = ()
    genders: tuple[Literal["male", "female"], ...] = ()
    nationalities: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2, upper case."""
    countries: tuple[str, ...] = ()
    """Any other tie to a country (flag, seat, jurisdiction): ISO 3166-1 alpha-2."""
    addresses: tuple[Address, ...] = ()
    positions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    """The authority's own codes, in the order printed."""
    effects: tuple[Effect, ...] = ()
    legal_basis: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """The list's stated grounds."""
    remarks: tuple[str, ...] = ()
    """What the list says and no other field holds, as printed."""
    relations: tuple[Relation, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """Entries of any list that this entry says it is the same target as."""
    vessel_types: tuple[str, ...] = ()
    listed_on: ActDate | None = None
    """Only what the list or its batch says; history fills in what snapshots show."""
    amended_on: tuple[date, ...] = ()
    facets: tuple[Facet, ...] = ALL_FACETS
    """The facets this snapshot speaks about; see `Facet`."""

    @property
    def caption(self) -> str:
        """The primary name as printed; the first alias where no primary name is known."""
        for name in self.names:
            if name.kind == "primary":
                return name.text
        return self.names[0].text if self.names else self.source_id


@lru_cache(maxsize=200_000)
def normal_identifier(printed: str) -> str:
    """Upper case, width-folded, letters and digits only: how identifiers are compared."""
    folded = unicodedata.normalize("NFKC", printed).upper()
    return "".join(ch for ch in folded if ch.isalnum())


def overlay(known: Listing, news: Listing) -> Listing:
    """What is known after a snapshot that speaks only of some facets: silence changes nothing."""
    if set(news.facets) == set(ALL_FACETS):
        return news
    silent = set(ALL_FACETS) - set(news.facets)
    base = known if "core" in silent else news
    names = tuple(n for n in base.names if n.facet == "core")
    for facet in ("aliases",):
        origin = known if facet in silent else news
        names += tuple(n for n in origin.names if n.facet == facet)
    addresses = known.addresses if "addresses" in silent else news.addresses
    facets = tuple(f for f in ALL_FACETS if f in set(known.facets) | set(news.facets))
    return msgspec.structs.replace(base, names=names, addresses=addresses, facets=facets)
