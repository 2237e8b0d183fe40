"""Script: a member's entry has no name that its officers read, or lacks the target's own."""

from __future__ import annotations

from collections.abc import Iterable, Set

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position, written_in
from interlock.gaps.scene import Scene
from interlock.model.record import Record
from interlock.names import Script

_WORDS = {"han": "Chinese characters", "kana": "kana", "latin": "Latin letters"}


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member whose entry lacks a script that it should have.

    Rule: (1) no name of the entry is in a script that the authority works in; (2) another lister prints the
    name in the script of the target's own country, and the member does not. A list that cannot print that
    script is not comparable. The country is a nationality, seat or flag that any entry prints.
    """
    found = list[Finding | Silent]()
    natives = _native_scripts(position, scene) if len(position.listed) > 1 else set[Script]()
    theirs = {key: _by_script(position.entries(key), natives) for key in position.listed} if natives else {}
    for authority in position.listers:
        entries = position.entries(authority)
        if not any(record.listing.names for record in entries):
            continue
        tells = scene.table.told_by(authority)
        details, silent = list[str](), list[str]()
        if tells.working and not _is_read(entries, tells.working):
            details.append(f"no name in {_word(tells.working[0])}, in which {authority.upper()} works")
        own = theirs.get(authority, {})
        for script in sorted(natives - own.keys()) if natives else ():
            others = [
                (n, key) for key, names in theirs.items() if key != authority for n in names.get(script, ())
            ]
            if not others:
                continue
            if script not in tells.scripts:
                silent.append(_word(script))
                continue
            given = ", ".join(f"{name} ({key.upper()})" for name, key in dict(others).items())
            details.append(f"no name in {_word(script)}: {given}")
        if details:
            named = ", ".join(record.listing.source_id for record in entries)
            found.append(
                Finding(
                    kind="script",
                    authority=authority,
                    status="open",
                    since=None,
                    why=f"entry {named} of {authority.upper()} has {'; '.join(details)}",
                    details=tuple(details),
                    closes=f"{authority.upper()} adds the name in that script to entry {named}",
                )
            )
        elif silent:
            why = f"the lists of {authority.upper()} do not print {' or '.join(silent)}"
            found.append(Silent(kind="script", authority=authority, state="not_comparable", why=why))
    return found


def _is_read(records: Iterable[Record], working: tuple[Script, ...]) -> bool:
    """Is some name of the entries in one of the scripts?"""
    return any(written_in(name.text) in working for record in records for name in record.listing.names)


def _by_script(records: Iterable[Record], scripts: Set[Script]) -> dict[Script, list[str]]:
    """The names of the entries that are in one of the scripts, none of which is written in ASCII."""
    found: dict[Script, list[str]] = {}
    for record in records:
        for name in record.listing.names:
            if not name.text.isascii() and (script := written_in(name.text)) in scripts:
                found.setdefault(script, []).append(name.text)
    return found


def _native_scripts(position: Position, scene: Scene) -> set[Script]:
    countries = {
        country
        for record in position.in_force
        for country in (*record.listing.nationalities, *record.listing.countries)
    }
    if not countries:
        countries = {a.country for record in position.in_force for a in record.listing.addresses}
    return {scene.table.native[country] for country in countries if country in scene.table.native}


def _word(script: str) -> str:
    return _WORDS.get(script, script.capitalize())
