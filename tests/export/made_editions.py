"""Invented editions for the tests of this room: fixed, and drawn by hypothesis."""

from datetime import date

import msgspec
from hypothesis import strategies as st

from interlock.export.picture import Ask, picture
from interlock.focus import load_focus
from interlock.model.dates import PartialDate
from interlock.model.edition import Edition, EditionContent
from interlock.model.listing import Address, Identifier, Name, Relation
from interlock.model.record import Snapshot
from interlock.model.snapshot import Coverage
from interlock.resolve import resolve
from made import LIST_OF, record

DAY = date(2026, 3, 10)
LISTS = tuple(LIST_OF)
HOSTILE = (
    "=1+1",
    "+SUM(A1)",
    "-2",
    "@x",
    "\t=1",
    "＝1",
    "<b>&\"'",
    "]]>",
    "a\x00b",
    "\u202eabc",
    ";",
)


def shot(authority, day, fictional=False):
    return Snapshot(
        authority=authority, list_key=LIST_OF[authority], day=date.fromisoformat(day), files=(), entries=9,
        records={}, coverage=Coverage(), fictional=fictional,
    )  # fmt: skip


def edition_of(records, *, fictional=False, lists=()):
    records = tuple(sorted(records, key=lambda one: one.key))
    return Edition.of(
        EditionContent(
            code_version="test",
            lists=tuple(lists),
            snapshots=tuple(shot(key, "2026-03-01", fictional) for key in LIST_OF),
            records=records,
            targets=tuple(sorted(resolve(records), key=lambda target: target.target_id)),
        ),
        "0123456789abcdef",
    )


def shown(edition, *, day=DAY, focus="all", coalition=(), with_ties=True):
    return picture(edition, Ask(as_of=day, focus=load_focus(focus), coalition=coalition), with_ties=with_ties)


def world():
    """A person on three lists, a ship whose owner is listed, a wallet, a body that is taken off."""
    return [
        record(
            "us:1", "HONG, Gil Dong", "HONG, Kil Tong", births=("1970-03-01",), passports=("100000001",),
            nationalities=("KP",), genders=("male",), positions=("Director",), on="2020-05-01",
            relations=(Relation("linked_to", "EXAMPLE TRADING CO."), Relation("linked_to", "UNLISTED BANK")),
        ),
        record(
            "kr:10", "Hong Gil Dong", "홍길동", births=("1970-03-02",), passports=("100000001",),
            on="2021-06-01",
        ),
        record("un:7", "HONG GIL DONG", births=("1970",), passports=("100000001",), on="2019-01-01"),
        record("us:2", "EXAMPLE TRADING CO", schema="Company", registrations=("551",), on="2020-05-01"),
        record(
            "us:3", "EXAMPLE STAR", schema="Vessel", imo=("8617524",), on="2020-05-01",
            relations=(Relation("owner", "EXAMPLE TRADING CO"),), vessel_types=("Cargo",),
        ),
        record("us:4", "EXAMPLE GONE", schema="Organization", on="2010-01-01", off="2015-01-01"),
        record("us:5", "LATER, Person", on="2026-06-01"),
    ]  # fmt: skip


# A lone surrogate is in no list: no edition can store it.
_TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30)).filter(
    lambda text: bool(text.strip())
)
_DATES = st.builds(
    lambda first, years, circa: PartialDate.of_years(first, first + years, circa=circa, text="as printed"),
    st.integers(1900, 2000), st.integers(0, 5), st.booleans(),
)  # fmt: skip
_NUMBERS = st.builds(
    lambda kind, text, country: Identifier(kind, text.upper(), text, country),
    st.sampled_from(("passport", "imo_ship", "swift", "lei", "email", "website", "wallet", "phone", "other")),
    st.one_of(_TEXTS, st.sampled_from(("8617524", "1234567", "ABCDKPPY", "x@example.org", "example.org"))),
    st.sampled_from(("", "KP", "CS", "SU")),
)  # fmt: skip


SCHEMATA = ("Person", "Organization", "Company", "Vessel", "Airplane", "CryptoWallet", "LegalEntity")


@st.composite
def editions(draw):
    """Any edition: names that hold anything, ties to anybody, numbers of every kind, dates of every width."""
    records = [_record(draw, number) for number in range(draw(st.integers(1, 6)))]
    return edition_of(records, fictional=draw(st.booleans()))


def _record(draw, number):
    names = draw(st.lists(_TEXTS, max_size=3, unique=True))
    kinds = st.sampled_from(("primary", "alias", "former"))
    plain = record(
        f"{draw(st.sampled_from(LISTS))}:{number}",
        *(Name(text, draw(kinds)) for text in names),
        schema=draw(st.sampled_from(SCHEMATA)),
        on=draw(st.sampled_from(("2020-01-01", "2026-06-01"))),
    )
    told = msgspec.structs.replace(
        plain.listing,
        identifiers=tuple(draw(st.lists(_NUMBERS, max_size=3))),
        birth_dates=tuple(draw(st.lists(_DATES, max_size=2))),
        addresses=tuple(Address(text, "KP") for text in draw(st.lists(_TEXTS, max_size=2))),
        positions=tuple(draw(st.lists(_TEXTS, max_size=2))),
        relations=tuple(Relation("owner", text) for text in draw(st.lists(_TEXTS, max_size=2))),
    )
    return msgspec.structs.replace(plain, listing=told)
