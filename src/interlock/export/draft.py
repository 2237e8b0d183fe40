"""A draft designation: what other lists print of a target, merged for the authority that has the gap. Pure.

Nothing is resolved here. Every value keeps its sources (list, native id, snapshot); where lists contradict
each other both values stand, and the contradiction is named. What no list prints is named as missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from importlib import resources
from itertools import combinations
from tomllib import loads
from typing import Any

import msgspec

from interlock.base.errors import QueryError
from interlock.export.marks import BANNER, permalink
from interlock.focus import regimes_of
from interlock.model.dates import ActDate, PartialDate
from interlock.model.edition import Edition
from interlock.model.gap import Gap
from interlock.model.listing import Identifier, Listing, NameKind, Quality, Schema
from interlock.model.record import Record, standing_on
from interlock.names import script_of
from interlock.report.wording import authority_name

TABLE: dict[str, Any] = loads(resources.files(__package__).joinpath("draft.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, str] = TABLE["words"]

_FIELDS = (
    "birth_places", "genders", "nationalities", "countries", "positions", "titles", "vessel_types", "reasons",
    "remarks",
)  # fmt: skip
_DATES = ("birth_dates", "death_dates", "incorporation_dates")

FREEZE = "asset_freeze"
LAWYERS = "to be verified by the authority's lawyers"


class Source(msgspec.Struct, frozen=True, order=True):
    """The entry that prints a value."""

    list_key: str
    source_id: str
    snapshot: date
    """The newest one that shows the entry; `interlock trace` gives the row."""

    def words(self) -> str:
        """`us.sdn 39498 (2026-06-02)`."""
        return f"{self.list_key} {self.source_id} ({self.snapshot})"


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value as printed, and every entry that prints it."""

    value: str
    sources: tuple[Source, ...]


class DraftName(msgspec.Struct, frozen=True, kw_only=True):
    """One name; `primary` where some list prints it first."""

    text: str
    kind: NameKind
    quality: Quality
    script: str
    sources: tuple[Source, ...]


class DraftNumber(msgspec.Struct, frozen=True, kw_only=True):
    """One identifier, as its first source prints it."""

    kind: str
    value: str
    printed: str
    country: str
    sources: tuple[Source, ...]


class DraftDate(msgspec.Struct, frozen=True, kw_only=True):
    """One date of a person or body, with its precision."""

    value: PartialDate
    iso: str
    sources: tuple[Source, ...]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two values that cannot both be true. Neither is chosen."""

    field: str
    text: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Who lists the target, under what, since when: the grounds to lean on."""

    authority: str
    source: Source
    name: str
    programmes: tuple[str, ...]
    legal_basis: tuple[str, ...]
    effects: tuple[str, ...]
    listed_on: ActDate
    standing: str
    why: str


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate, never an answer."""

    act: str
    covers: str
    regime: str
    origin: str
    """Where we have it from, and that lawyers must verify it."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a draft says. Field names are the public JSON."""

    edition: str
    permalink: str
    fictional: bool
    as_of: date
    gap: Gap
    authority: str
    authority_name: str
    warnings: tuple[str, ...]
    """What must stand on the face of every form."""
    target_id: str
    schema: Schema
    caption: str
    names: tuple[DraftName, ...]
    own_script: tuple[DraftName, ...]
    """Names in the script that the authority prints, where any list has them."""
    identifiers: tuple[DraftNumber, ...]
    dates: dict[str, tuple[DraftDate, ...]]
    fields: dict[str, tuple[Value, ...]]
    addresses: tuple[Value, ...]
    un_references: tuple[Value, ...]
    contradictions: tuple[Contradiction, ...]
    missing: tuple[str, ...]
    """What no list prints, and a designation needs."""
    own_lacks: tuple[str, ...]
    """What others print and the authority's own entries do not; all of it where it has none."""
    listed_by: tuple[Act, ...]
    own_entries: tuple[Act, ...]
    legal_basis: tuple[Basis, ...]


def gap_named(gaps: Iterable[Gap], gap_id: str) -> Gap:
    """The gap of that id. Raises: QueryError when there is none, or when it is closed."""
    for gap in gaps:
        if gap.gap_id == gap_id:
            if gap.status == "closed":
                raise QueryError(
                    f"the gap {gap_id} is closed: {gap.why}", remedy="a draft is for a gap that is not"
                )
            return gap
    raise QueryError(
        f"no gap {gap_id!r} in this question",
        remedy="take a gap_id of `interlock gaps`, and give the same --as-of, --coalition and --focus",
    )


def draft_of(edition: Edition, gap: Gap, as_of: date) -> Draft:
    """The draft for the authority that has the gap, from the entries in force on the day."""
    records = {record.key: record for record in edition.records}
    target = next(target for target in edition.targets if target.target_id == gap.target_id)
    members = [records[key] for key in target.members]
    listed = [r for r in members if standing_on(r, as_of).standing == "listed" and r.listing.names]
    own = [record for record in listed if record.listing.authority == gap.authority]
    others = [record for record in listed if record.listing.authority != gap.authority]
    every = others + own
    names = _names(every)
    numbers = _numbers(every)
    dates = {field: days for field in _DATES if (days := _dates(every, field))}
    fields = {
        field: found for field in _FIELDS if (found := _values((r, _told(r.listing, field)) for r in every))
    }
    addresses = _values((r, [place.text for place in r.listing.addresses if place.text]) for r in every)
    own_script = tuple(name for name in names if name.script in TABLE["scripts"].get(gap.authority, ()))
    has = {*fields, *dates, *_answered(numbers), *(("addresses",) if addresses else ())}
    return Draft(
        edition=edition.edition_id,
        permalink=permalink(edition.edition_id, gap.gap_id),
        fictional=edition.fictional,
        as_of=as_of,
        gap=gap,
        authority=gap.authority,
        authority_name=authority_name(gap.authority),
        warnings=tuple(_warnings(edition, gap)),
        target_id=gap.target_id,
        schema=target.schema,
        caption=target.caption,
        names=names,
        own_script=own_script,
        identifiers=numbers,
        dates=dates,
        fields=fields,
        addresses=addresses,
        un_references=_values((r, _un_references(r.listing)) for r in every),
        contradictions=tuple(_contradictions(every, numbers, fields)),
        missing=tuple(_missing(target.schema, gap.authority, has, own_script)),
        own_lacks=tuple(_own_lacks(others, own)),
        listed_by=tuple(_act(record, as_of) for record in others),
        own_entries=tuple(_act(r, as_of) for r in members if r.listing.authority == gap.authority),
        legal_basis=tuple(_laws(edition, gap.authority, every)),
    )


def _warnings(edition: Edition, gap: Gap) -> Iterator[str]:
    if edition.fictional:
        yield BANNER
    yield "DRAFT. No authority has decided anything by it."
    if gap.status == "unresolved":
        rest = f" ({', '.join(gap.may_be)})" if gap.may_be else ""
        yield (
            f"UNRESOLVED: {authority_name(gap.authority)} may list this target already{rest}."
            f" A person must judge first. {gap.why}"
        )
    elif gap.status == "unknown":
        yield f"UNKNOWN: our copies cannot tell whether there is a gap at all. {gap.why}"


# --- merging


def source_of(record: Record) -> Source:
    """The entry as a source of values."""
    return Source(record.listing.list_key, record.listing.source_id, record.last_seen)


def _values(pairs: Iterable[tuple[Record, Iterable[str]]]) -> tuple[Value, ...]:
    found: dict[str, dict[Source, None]] = {}
    for record, values in pairs:
        for value in values:
            found.setdefault(value, {}).setdefault(source_of(record))
    return tuple(Value(value=value, sources=tuple(sources)) for value, sources in found.items())


def _told(listing: Listing, field: str) -> tuple[str, ...]:
    """The values of a field; an address of which only the country is known is told as a country."""
    values: tuple[str, ...] = getattr(listing, field)
    if field == "countries":
        values += tuple(place.country for place in listing.addresses if place.country and not place.text)
    return values


_KIND_ORDER: dict[str, int] = {"primary": 0, "alias": 1, "former": 2, "maiden": 3}
_SURE_ORDER: dict[str, int] = {"strong": 0, "unknown": 1, "weak": 2}


def _names(records: Iterable[Record]) -> tuple[DraftName, ...]:
    """Each spelling once: as the best of the ways in which lists print it. Primary names first."""
    kinds: dict[str, list[tuple[NameKind, Quality]]] = {}
    sources: dict[str, dict[Source, None]] = {}
    for record in records:
        for name in record.listing.names:
            kinds.setdefault(name.text, []).append((name.kind, name.quality))
            sources.setdefault(name.text, {}).setdefault(source_of(record))
    made = []
    for text, found in kinds.items():
        kind, quality = min(found, key=lambda pair: (_KIND_ORDER[pair[0]], _SURE_ORDER[pair[1]]))
        script = script_of(text)
        made.append(
            DraftName(text=text, kind=kind, quality=quality, script=script, sources=tuple(sources[text]))
        )
    made.sort(key=lambda name: (_KIND_ORDER[name.kind], name.script != "latin"))
    return tuple(made)


def _numbers(records: Iterable[Record]) -> tuple[DraftNumber, ...]:
    found: dict[tuple[str, str], list[tuple[Identifier, Source]]] = {}
    for record in records:
        for number in record.listing.identifiers:
            # What one list calls another list's key is in `listed_by`, and identifies nobody.
            if number.kind != "other":
                found.setdefault((number.kind, number.value), []).append((number, source_of(record)))
    made = []
    for (kind, value), told in found.items():
        countries = sorted({number.country for number, _ in told if number.country})
        made.append(
            DraftNumber(
                kind=kind,
                value=value,
                printed=told[0][0].printed or value,
                country=countries[0] if len(countries) == 1 else "",
                sources=tuple(dict.fromkeys(source for _, source in told)),
            )
        )
    return tuple(made)


def _dates(records: Iterable[Record], field: str) -> tuple[DraftDate, ...]:
    found: dict[str, dict[Source, None]] = {}
    spans: dict[str, PartialDate] = {}
    for record in records:
        for day in getattr(record.listing, field):
            spans.setdefault(day.iso(), day)
            found.setdefault(day.iso(), {}).setdefault(source_of(record))
    return tuple(
        DraftDate(value=spans[iso], iso=iso, sources=tuple(sources)) for iso, sources in sorted(found.items())
    )


def _un_references(listing: Listing) -> tuple[str, ...]:
    if listing.authority == "un":
        return tuple(n.printed or n.value for n in listing.identifiers if n.label == "UN reference")
    return tuple(quote.source_id for quote in listing.quotes if quote.authority == "un")


# --- what is said about the values


def word(field: str) -> str:
    """`date of birth` of `birth_dates`."""
    return _WORDS.get(field, field.replace("_", " "))


def told_by(sources: Iterable[Source]) -> str:
    """`us.sdn 39498 (2026-06-02); kr.fsc 512 (2026-01-22)`."""
    return "; ".join(source.words() for source in sources)


def _contradictions(
    records: Sequence[Record],
    numbers: Iterable[DraftNumber],
    fields: Mapping[str, tuple[Value, ...]],
) -> Iterator[Contradiction]:
    for field in ("birth_dates", "death_dates"):
        yield from _dates_against(field, records)
    for one, other in combinations(fields.get("genders", ()), 2):
        yield _against("genders", (one.value, one.sources), (other.value, other.sources))
    ships = [number for number in numbers if number.kind == "imo_ship"]
    for first, second in combinations(ships, 2):
        yield _against("ship_numbers", (first.value, first.sources), (second.value, second.sources))
    kinds = _values((record, [record.listing.schema]) for record in records)
    persons = [value for value in kinds if value.value == "Person"]
    for one in persons:
        for other in kinds:
            if other.value not in ("Person", "LegalEntity"):
                yield _against("schema", (one.value, one.sources), (other.value, other.sources))


def _dates_against(field: str, records: Iterable[Record]) -> Iterator[Contradiction]:
    """Entries of which no date agrees with any of another; the dates of one entry are alternatives."""
    told: dict[tuple[PartialDate, ...], dict[Source, None]] = {}
    for record in records:
        if days := tuple(sorted(getattr(record.listing, field))):
            told.setdefault(days, {}).setdefault(source_of(record))
    said: dict[str, dict[Source, None]] = {}
    for days, sources in told.items():
        said.setdefault(" or ".join(dict.fromkeys(day.iso() for day in days)), {}).update(sources)
    spans = {" or ".join(dict.fromkeys(day.iso() for day in days)): days for days in told}
    for one, other in combinations(sorted(said), 2):
        if not any(_may_agree(a, b) for a in spans[one] for b in spans[other]):
            yield _against(field, (one, tuple(said[one])), (other, tuple(said[other])))


CIRCA_DAYS = 366
"""`circa 1960` does not contradict 1961: by a year more on each side a list that says "about" is not held to
its number. Chosen by what lists print side by side for one man: `circa 1946` and `circa 1947`."""


def _may_agree(a: PartialDate, b: PartialDate) -> bool:
    slack = timedelta(days=CIRCA_DAYS if a.circa or b.circa else 0)
    return a.earliest - slack <= b.latest and b.earliest - slack <= a.latest


def _against(
    field: str, one: tuple[str, tuple[Source, ...]], other: tuple[str, tuple[Source, ...]]
) -> Contradiction:
    sides = [f"{value} [{told_by(sources)}]" for value, sources in (one, other)]
    return Contradiction(field=field, text=f"{word(field)}: {sides[0]} against {sides[1]}")


def _answered(numbers: Iterable[DraftNumber]) -> set[str]:
    kinds = {number.kind for number in numbers}
    return {need for need, known in TABLE["answers"].items() if kinds & set(known)}


def _missing(
    schema: Schema, authority: str, has: set[str], own_script: tuple[DraftName, ...]
) -> Iterator[str]:
    for need in TABLE["needed"][schema]:
        if need not in has:
            yield f"{_WORDS[need]}: no list prints one"
    for script in TABLE["scripts"].get(authority, ())[:1]:
        if not own_script:
            yield f"name in {TABLE['script_names'][script]}: no list prints one; the authority must write it"


def _own_lacks(others: Iterable[Record], own: Iterable[Record]) -> Iterator[str]:
    """Values of the other lists that the authority's own entries do not print."""
    own = tuple(own)
    held = {(field, value) for record in own for field, value in _facts(record.listing)}
    filled = {field for field, _ in held}
    found: dict[tuple[str, str], dict[Source, None]] = {}
    for record in others:
        for fact in _facts(record.listing):
            if fact not in held:
                found.setdefault(fact, {}).setdefault(source_of(record))
    for (field, value), sources in found.items():
        state = "" if field in filled else " (its list prints none)" if own else ""
        yield f"{word(field)}: {value}{state} [{told_by(sources)}]"


def _facts(listing: Listing) -> Iterator[tuple[str, str]]:
    """What identifies: numbers by value, days, names in another script."""
    for number in listing.identifiers:
        if number.kind not in ("other", "phone", "email", "website"):
            yield number.kind, number.value
    for day in listing.birth_dates:
        yield "birth_dates", day.iso()
    for name in listing.names:
        if script_of(name.text) not in ("latin", "none"):
            yield f"name in {script_of(name.text)}", name.text
    for code in listing.nationalities:
        yield "nationalities", code


def _act(record: Record, day: date) -> Act:
    listing, found = record.listing, standing_on(record, day)
    return Act(
        authority=listing.authority,
        source=source_of(record),
        name=listing.caption,
        programmes=listing.programmes,
        legal_basis=listing.legal_basis,
        effects=listing.effects,
        listed_on=record.listed_on,
        standing=found.standing,
        why=found.why,
    )


def _laws(edition: Edition, authority: str, records: Iterable[Record]) -> Iterator[Basis]:
    regimes = sorted({regime for record in records for regime in regimes_of(record.listing)})
    known = TABLE["law"].get(authority, {})
    named = [(regime, law) for regime in regimes for law in known.get(regime, ())]
    for regime, law in named:
        seen = "as its list names it" if law["checked"] else "general knowledge, in no list read here"
        yield Basis(act=law["act"], covers=law["covers"], regime=regime, origin=f"{seen}; {LAWYERS}")
    for spec in edition.lists:
        own = spec.key.startswith(f"{authority}.") and not spec.beside and not spec.retired_on
        if own and spec.legal_basis and FREEZE in spec.effects and not named:
            yield Basis(
                act=spec.legal_basis,
                covers=", ".join(spec.effects).replace("_", " "),
                regime="any",
                origin=f"the law that {spec.key} carries out; {LAWYERS}",
            )
