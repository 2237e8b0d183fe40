"""What is known of every authority and its lists, as a page: from the code's own data, never from memory.

`interlock sources --format markdown` prints it; `docs/sources.md` is that output, and a test keeps it true.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from interlock.ingest.addresses import Address, official_addresses
from interlock.ingest.parsers import Parsers, installed
from interlock.model.listing import Schema
from interlock.model.lists import ListSpec

_ALL: tuple[Schema, ...] = (
    "Person",
    "Organization",
    "Company",
    "Vessel",
    "Airplane",
    "CryptoWallet",
    "LegalEntity",
)
_WORDS: dict[Schema, str] = {
    "Person": "persons",
    "Organization": "organisations",
    "Company": "companies",
    "Vessel": "ships",
    "Airplane": "aircraft",
    "CryptoWallet": "wallets",
    "LegalEntity": "parties of unknown kind",
}
UNSAID = "not verified"

HEAD = """# Authorities and their lists

Made by `interlock sources --format markdown` from the code's own data: the specification of each list beside
its parser, and `ingest/addresses.toml`. Do not edit: a test compares the page with its source.

A list that cannot hold a kind of target is *not comparable* for it, never *not listed*. What nobody has
checked says *not verified*.
"""


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One list, for the page and the JSON."""

    authority: str
    authority_name: str
    list_key: str
    title: str
    legal_basis: str
    addresses: tuple[str, ...]
    formats: str
    frequency: str
    holds: tuple[str, ...]
    cannot_hold: tuple[str, ...]
    effects: tuple[str, ...]
    native_id: str
    shows_removals: bool
    damping_days: int
    guards: tuple[str, ...]
    traps: tuple[str, ...]


def catalogue(
    parsers: Parsers | None = None, known: Iterable[Address] | None = None
) -> tuple[SourceRow, ...]:
    """Every list that can be read, by authority and key."""
    code = parsers or installed()
    places = tuple(official_addresses() if known is None else known)
    return tuple(
        _row(key, code.authority_of(key).name, spec, places)
        for key in code.keys()  # noqa: SIM118  # a function of the record, not a mapping
        for spec in sorted(code.authority_of(key).lists, key=lambda spec: spec.key)
    )


def _row(key: str, name: str, spec: ListSpec, places: Iterable[Address]) -> SourceRow:
    return SourceRow(
        authority=key,
        authority_name=name,
        list_key=spec.key,
        title=spec.title,
        legal_basis=spec.legal_basis or UNSAID,
        addresses=tuple(_address(place) for place in places if place.list_key == spec.key),
        formats=spec.formats or UNSAID,
        frequency=spec.frequency or UNSAID,
        holds=tuple(_WORDS[schema] for schema in spec.holds),
        cannot_hold=tuple(
            _WORDS[schema] for schema in _ALL if schema not in spec.holds and schema != "LegalEntity"
        ),
        effects=tuple(effect.replace("_", " ") for effect in spec.effects),
        native_id=spec.source_id,
        shows_removals=spec.shows_removals,
        damping_days=spec.damping_days,
        guards=tuple(_guards(spec)),
        traps=spec.traps,
    )


def _address(place: Address) -> str:
    if place.manual:
        return f"by hand: {place.manual}"
    url = place.url.replace("{file}", place.file) if place.file else place.url
    notes = []
    if place.index:
        notes.append(f"the newest name is read from {place.index}")
    if place.token:
        notes.append(f"token in {place.token}")
    return f"{url} ({'; '.join(notes)})" if notes else url


def _guards(spec: ListSpec) -> Iterable[str]:
    if spec.count_reason:
        yield f"{spec.count_floor:,} to {spec.count_ceiling:,} entries: {spec.count_reason}"
    yield f"at most {spec.max_shrink:.0%} fewer than the last good one: {spec.max_shrink_reason}"
    for fill in spec.fills:
        yield f"{fill.field} on {fill.at_least:.0%} of {_WORDS[fill.schema]}: {fill.reason}"


def as_markdown(rows: Iterable[SourceRow]) -> str:
    """The page: an overview, then each list."""
    found = tuple(rows)
    lines = [HEAD, "| Authority | List | Holds | Effects | Removals printed |", "|---|---|---|---|---|"]
    lines += [
        f"| {_cell(row.authority_name)} (`{row.authority}`) | {_cell(row.title)} (`{row.list_key}`)"
        f" | {', '.join(row.holds)} | {', '.join(row.effects)} | {'yes' if row.shows_removals else 'no'} |"
        for row in found
    ]
    for row in found:
        lines += ["", *_section(row)]
    return "\n".join(lines) + "\n"


def _section(row: SourceRow) -> Iterable[str]:
    yield f"## `{row.list_key}`: {row.title}"
    yield ""
    yield f"- **Authority:** {row.authority_name}"
    yield f"- **Legal basis:** {row.legal_basis}"
    yield f"- **Address:** {'; '.join(row.addresses) or 'none in the software: files are given by hand'}"
    yield f"- **Format:** {row.formats}"
    yield f"- **Frequency:** {row.frequency}"
    yield f"- **Can hold:** {', '.join(row.holds)}"
    yield f"- **Cannot hold:** {', '.join(row.cannot_hold) or 'nothing that we know of'}"
    yield f"- **Native id:** {row.native_id or UNSAID}"
    yield (
        f"- **Removals:** {'printed' if row.shows_removals else 'not printed'}; an absence counts as a"
        f" delisting after {row.damping_days} days"
    )
    yield "- **Guards:**"
    yield from (f"  - {guard}" for guard in row.guards)
    if row.traps:
        yield "- **Known traps:**"
        yield from (f"  - {trap}" for trap in row.traps)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
