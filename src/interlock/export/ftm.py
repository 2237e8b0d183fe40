"""A picture as FollowTheMoney entities: a target, one Sanction for each entry, wallets and ties. Pure.

Values are those of the lists, under FtM's own names. What a property cannot take without a claim that no
list makes (a birth date of `1958 to 1961`, a number whose check fails, a phone) is told in `notes`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from tomllib import loads
from typing import Any

from interlock.export.marks import BANNER, made_id, permalink
from interlock.export.numbers import checked
from interlock.export.picture import Card, Entry, Picture
from interlock.export.ties import Tie
from interlock.model.dates import ActDate, PartialDate
from interlock.model.gap import Gap, GapReport
from interlock.model.listing import Listing, Name
from interlock.report.text import printable
from interlock.report.wording import KINDS, STATUSES, authority_name

_TABLE = loads(resources.files(__package__).joinpath("ftm.toml").read_text(encoding="utf-8"))
_IDENTIFIERS: dict[str, dict[str, str]] = _TABLE["identifiers"]
_FIELDS: dict[str, dict[str, str]] = _TABLE["fields"]
_COUNTRIES: dict[str, str] = _TABLE["countries"]
_LONGEST: dict[str, int] = _TABLE["longest"]
_TOPICS: dict[str, str] = _TABLE["topics"]
_AUTHORITIES: dict[str, str] = _TABLE["authorities"]

_ASSETS = frozenset({"Vessel", "Airplane", "Company", "CryptoWallet"})
_OWNERS = frozenset({"Person", "Organization", "Company", "LegalEntity"})

Entity = dict[str, Any]


class _Made:
    """One entity in the making: values are cleaned, and each stands once, in the order given."""

    def __init__(self, picture: Picture, schema: str, entity_id: str, caption: str) -> None:
        self._picture = picture
        self._entity_id = entity_id
        self.schema = schema
        self.caption = caption
        self.datasets: dict[str, None] = {}
        self.values: dict[str, dict[str, None]] = {}

    def add(self, prop: str, *values: str) -> None:
        """The values stand under the property, those that are too long for it in `notes`."""
        for value in values:
            text = _address(value) if prop == "address" else _clean(value)
            if not text:
                continue
            if len(text) > _LONGEST.get(prop, len(text)):
                prop, text = "notes", f"{_words(prop)}: {text}"
            self.values.setdefault(prop, {}).setdefault(text)

    def entity(self, *, target: bool = False) -> Entity:
        """As one line of a file of entities."""
        if self._picture.fictional:
            self.add("notes" if "notes" in self.values or _is_thing(self.schema) else "summary", BANNER)
        return {
            "id": self._entity_id,
            "caption": self.caption,
            "schema": self.schema,
            "properties": {prop: list(found) for prop, found in sorted(self.values.items())},
            "datasets": list(self.datasets) or ["interlock"],
            "referents": [],
            "target": target,
            "edition": self._picture.edition,
            "permalink": permalink(self._picture.edition, self._entity_id),
            "fictional": self._picture.fictional,
        }


def entities(picture: Picture) -> Iterator[Entity]:
    """Every entity of the picture: of each target itself, its sanctions and wallets; then the ties."""
    schema_of = {}
    for card in picture.cards:
        schema_of[card.target.target_id] = card.target.schema
        yield from _of_card(picture, card)
    yield from _of_ties(picture, schema_of)


def gap_entities(picture: Picture, report: GapReport) -> Iterator[Entity]:
    """The targets of the gaps, and one Note for each gap."""
    here = {card.target.target_id for card in picture.cards}
    yield from entities(picture)
    for gap in report.gaps:
        if gap.target_id in here:
            yield _note(picture, report, gap)


# --- a target


def _of_card(picture: Picture, card: Card) -> Iterator[Entity]:
    made = _Made(picture, card.target.schema, card.target.target_id, _clean(card.target.caption))
    wallets: dict[str, Entry] = {}
    for entry in card.entries:
        made.datasets.setdefault(_dataset(entry.listing))
        _add_entry(made, entry)
        made.add("topics", *_topics(entry))
        if made.schema != "CryptoWallet":
            for number in entry.listing.identifiers:
                if number.kind == "wallet":
                    wallets.setdefault(number.printed or number.value, entry)
    if "name" not in made.values and made.schema != "CryptoWallet":
        first = card.entries[0].listing
        made.add("name", f"[name not known: {first.list_key} {first.source_id}]")
    yield made.entity(target=True)
    for entry in card.entries:
        yield _sanction(picture, card, entry)
    for key, entry in wallets.items():
        yield _wallet(picture, card, key, entry)


def _add_entry(made: _Made, entry: Entry) -> None:
    listing = entry.listing
    for name in listing.names:
        made.add(_name_property(name), name.text)
    fields = _FIELDS[made.schema]
    for field in ("birth_dates", "death_dates", "incorporation_dates"):
        for day in getattr(listing, field):
            _add_date(made, fields.get(field, ""), field, day, listing)
    for field in ("nationalities", "countries"):
        _add_countries(made, fields[field], field, getattr(listing, field))
    for field in ("birth_places", "genders", "positions", "titles", "vessel_types"):
        _add_words(made, fields.get(field, ""), field, getattr(listing, field))
    for address in listing.addresses:
        made.add("address", address.text)
        _add_countries(made, "country", "address in", (address.country,) if address.country else ())
    known = _IDENTIFIERS[made.schema]
    for number in listing.identifiers:
        if number.kind == "wallet" and made.schema != "CryptoWallet":
            continue
        prop = known.get(number.kind, "")
        value = checked(number) if prop else ""
        if value:
            made.add(prop, value)
        if not value or (number.kind == "swift" and value != number.value):
            land = f" ({number.country})" if number.country else ""
            label = number.label or _words(number.kind)
            made.add("notes", f"{label}: {number.printed or number.value}{land}")
    made.add("notes", *listing.remarks)


def _name_property(name: Name) -> str:
    if name.quality == "weak":
        return "weakAlias"
    return {"primary": "name", "alias": "alias", "former": "previousName", "maiden": "previousName"}[
        name.kind
    ]


def _add_date(made: _Made, prop: str, field: str, day: PartialDate, listing: Listing) -> None:
    value = _prefix(day)
    if prop and value:
        made.add(prop, value)
    if day.circa or not (prop and value):
        printed = f" (printed: {day.text})" if day.text else ""
        made.add("notes", f"{_words(field)} {day.iso()}{printed}, {listing.list_key} {listing.source_id}")


def _prefix(day: PartialDate) -> str:
    """`1938`, `1938-04`, `1938-04-01`; empty for a span that is none of these. Circa is a year at most."""
    text = day.iso().removeprefix("~")
    return "" if ".." in text else text[:4] if day.circa else text


def _add_countries(made: _Made, prop: str, field: str, codes: Iterable[str]) -> None:
    for code in codes:
        written = _COUNTRIES.get(code, code.lower())
        if written:
            made.add(prop, written)
        else:
            made.add("notes", f"{_words(field)}: {code}")


def _add_words(made: _Made, prop: str, field: str, values: Iterable[str]) -> None:
    for value in values:
        made.add(prop or "notes", value if prop else f"{_words(field)}: {value}")


def _topics(entry: Entry) -> Iterator[str]:
    if entry.standing == "listed":
        yield from (_TOPICS[effect] for effect in entry.listing.effects)


# --- what hangs on a target


def _sanction(picture: Picture, card: Card, entry: Entry) -> Entity:
    listing, record = entry.listing, entry.record
    made = _Made(picture, "Sanction", made_id("sanction", record.key), "Sanction")
    made.datasets.setdefault(_dataset(listing))
    made.add("entity", card.target.target_id)
    made.add("authority", authority_name(listing.authority))
    made.add("country", _AUTHORITIES.get(listing.authority, ""))
    made.add("authorityId", listing.source_id[:_SHORT_ID])
    made.add("recordId", record.key)
    made.add("unscId", *(q.source_id for q in listing.quotes if q.authority == "un"))
    made.add("program", *listing.programmes)
    made.add("provisions", *(effect.replace("_", " ") for effect in listing.effects))
    made.add("reason", *listing.reasons)
    made.add("description", *listing.legal_basis)
    made.add("status", entry.standing)
    made.add("startDate", _start(record.listed_on))
    made.add("modifiedAt", *(day.isoformat() for day in listing.amended_on[-1:]))
    made.add("retrievedAt", record.last_seen.isoformat())
    made.add(
        "summary",
        f"{listing.list_key}, entry {listing.source_id}, snapshot of {record.last_seen}: {entry.why}"
        f" (edition {picture.edition}, as of {picture.as_of})",
    )
    return made.entity()


_SHORT_ID = 64
"""Longest `authorityId`; the whole key stands in `recordId`."""


def _start(act: ActDate) -> str:
    """The day, month or year of the listing; empty where a day is not told by the list or its batch."""
    if act.basis not in ("printed", "batch"):
        return ""
    text = act.iso()
    return "" if ".." in text else text


def _wallet(picture: Picture, card: Card, key: str, entry: Entry) -> Entity:
    made = _Made(picture, "CryptoWallet", made_id("wallet", card.target.target_id, key), key)
    made.datasets.setdefault(_dataset(entry.listing))
    made.add("publicKey" if len(_clean(key)) <= _LONGEST["publicKey"] else "name", key)
    if card.target.schema in _OWNERS:
        made.add("holder", card.target.target_id)
    made.add("topics", *_topics(entry))
    made.add("notes", f"printed by {entry.listing.list_key} {entry.listing.source_id}")
    return made.entity()


def _of_ties(picture: Picture, schema_of: Mapping[str, str]) -> Iterator[Entity]:
    told: set[str] = set()
    for tie in picture.ties:
        other = tie.target or made_id(tie.end)
        schema = schema_of.get(tie.target, "LegalEntity")
        if not tie.target and other not in told:
            told.add(other)
            party = _Made(picture, "LegalEntity", other, _clean(tie.party))
            party.add("name", _short(tie.party))
            party.add("notes", f"known only by a name, as {tie.key} prints it: {tie.party}")
            yield party.entity()
        yield _tie(picture, tie, other, owns=schema_of[tie.source] in _ASSETS and schema in _OWNERS)


def _tie(picture: Picture, tie: Tie, other: str, *, owns: bool) -> Entity:
    entity_id = made_id("tie", tie.source, tie.kind, other, tie.key)
    if tie.kind == "owner" and owns:
        made = _Made(picture, "Ownership", entity_id, "Ownership")
        made.add("owner", other)
        made.add("asset", tie.source)
    else:
        made = _Made(picture, "UnknownLink", entity_id, "Link")
        made.add("subject", tie.source)
        made.add("object", other)
    made.add("role", _words(tie.kind))
    made.add("recordId", tie.key)
    made.add("summary", f"stated by {tie.key} of the party named {tie.party}")
    return made.entity()


def _note(picture: Picture, report: GapReport, gap: Gap) -> Entity:
    made = _Made(picture, "Note", made_id("gap", gap.gap_id), gap.gap_id)
    made.add("name", gap.gap_id)
    made.add("entity", gap.target_id)
    made.add("country", _AUTHORITIES.get(gap.authority, ""))
    made.add(
        "description",
        f"{KINDS.get(gap.kind, gap.kind)} gap of {authority_name(gap.authority)},"
        f" {STATUSES[gap.status].lower()} as of {report.as_of}, severity {gap.severity:.1f}: {gap.why}",
    )
    made.add("summary", f"edition {report.edition}; focus {report.focus}; {','.join(report.coalition)}")
    return made.entity()


# --- words


def _dataset(listing: Listing) -> str:
    return listing.list_key.replace(".", "_")


def _is_thing(schema: str) -> bool:
    return schema not in ("Sanction", "Ownership", "UnknownLink")


def _words(field: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", field).replace("_", " ").lower()


def _clean(text: str) -> str:
    """On one line, composed (NFC), single spaces, without invisible characters and enclosing quotes."""
    flat = unicodedata.normalize("NFC", " ".join(_visible(printable(text)).split()))
    while len(flat) > 1 and flat[0] in _QUOTES and flat[-1] in _QUOTES:
        flat = flat[1:-1].strip()
    return flat


_QUOTES = "\"'"
_COMMAS = re.compile(r"(?:\s*,\s*){2,}|\s*;\s*,?\s*")


def _visible(text: str) -> str:
    """Without characters that are there for the layout, such as the soft hyphens of a broken line."""
    if text.isascii():
        return text
    return "".join(ch for ch in text if unicodedata.category(ch) != "Cf")


def _address(text: str) -> str:
    """As `_clean`, its parts separated by commas alone."""
    return _COMMAS.sub(", ", _clean(text)).strip()


def _short(name: str) -> str:
    """A name as long as FtM takes one; some lists print a whole list of names in the place of one."""
    flat = _clean(name)
    return flat if len(flat) <= _LONGEST["name"] else flat[: _LONGEST["name"] - 1] + "…"
