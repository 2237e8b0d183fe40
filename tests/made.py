"""Invented listings and records, for tests of the pure rooms."""

from datetime import date

from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Identifier, Listing, Name, Quote, normal_identifier
from interlock.model.record import Record, Span

FOCUS_PROGRAMME = {"us": "DPRK2", "un": "DPRK", "eu": "PRK", "jp": "17", "kr": "DPRK"}
LIST_OF = {"us": "us.sdn", "un": "un.consolidated", "eu": "eu.fsf", "jp": "jp.mof", "kr": "kr.fsc"}


def name(text, **more):
    """A name; `family` is read from the OFAC style `FAMILY, Given`."""
    family = text.split(",")[0] if "," in text else ""
    return Name(text=text, **{"family": family, **more})


def born(text):
    """`1960-01-02`, `1960-01` or `1960`."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return PartialDate.of_day(date(*parts), text=text)
    if len(parts) == 2:
        return PartialDate.of_month(*parts, text=text)
    return PartialDate.of_years(parts[0], text=text)


def listing(
    key,
    *names,
    schema="Person",
    births=(),
    passports=(),
    imo=(),
    registrations=(),
    quotes=(),
    focus=True,
    **more,
):
    """`us:1`, its names, and whatever else is told."""
    authority, _, source_id = key.partition(":")
    identifiers = [Identifier(kind="passport", value=normal_identifier(p), printed=p) for p in passports]
    identifiers += [Identifier(kind="imo_ship", value=p, printed=p) for p in imo]
    identifiers += [Identifier(kind="registration", value=p, printed=p) for p in registrations]
    texts = [
        n if isinstance(n, Name) else name(n, kind="alias" if i else "primary") for i, n in enumerate(names)
    ]
    defaults = {
        "programmes": (FOCUS_PROGRAMME.get(authority, ""),) if focus else ("OTHER",),
        "effects": ("asset_freeze",),
        "list_key": LIST_OF.get(authority, f"{authority}.list"),
    }
    return Listing(
        authority=authority,
        source_id=source_id,
        schema=schema,
        names=tuple(texts),
        birth_dates=tuple(born(b) for b in births),
        identifiers=tuple(identifiers),
        quotes=tuple(Quote(*q.split(":")) for q in quotes),
        **{**defaults, **more},
    )


def printed(day):
    """An act that its list dates to the day."""
    moment = date.fromisoformat(day)
    return ActDate(moment, moment, "printed")


def between(first, last):
    """An act between two snapshots."""
    earliest = date.fromisoformat(first) if first else None
    return ActDate(earliest, date.fromisoformat(last), "between snapshots")


def claimed(day):
    """A date that nobody has confirmed."""
    moment = date.fromisoformat(day)
    return ActDate(moment, moment, "unconfirmed")


def record(key, *names, on="2020-01-01", off=None, seen=("2020-01-01", "2026-01-01"), **more):
    """A record; `on` is an ISO day or an ActDate."""
    act = printed(on) if isinstance(on, str) else on
    gone = printed(off) if isinstance(off, str) else off
    return Record(
        listing=listing(key, *names, **more),
        first_seen=date.fromisoformat(seen[0]),
        last_seen=date.fromisoformat(seen[1]),
        spans=(Span(listed_on=act, delisted_on=gone),),
    )
