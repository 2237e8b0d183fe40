"""Network: a party that listed ones are tied to and no list names. A candidate, never a finding."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict

from interlock.gaps.finding import Finding
from interlock.gaps.scene import Scene
from interlock.gaps.ties import Tie, folded
from interlock.model.target import Target
from interlock.names import MATCH, likeness
from interlock.names.prepared import prepare

LEAST_NAMERS = 2
"""A name that one entry alone prints is that entry's business; two make it worth a look."""


def find_all(scene: Scene) -> list[tuple[Finding, Target]]:
    """One candidate for each name that entries of two or more targets print, and no entry of any list bears.

    Rule: the ties are printed by entries in force on the day. "Bears": is equal but for order, legal form and
    brackets, or so like it that both may be one name in two spellings. The party may still be listed under
    another name, so the status is *unresolved*, whatever the number of ties. The row is of the first member
    whose list prints the name, else of the first member.
    """
    named: dict[str, list[tuple[Tie, str]]] = defaultdict(list)
    for item in sorted(scene.positions, key=lambda item: item.target.target_id):
        for record in item.in_force:
            for tie in scene.ties.printed.get(record.key, ()):
                if not tie.parties and folded(tie):
                    named[folded(tie)].append((tie, item.target.target_id))
    found = []
    for key, ties in sorted(named.items()):
        namers = {target_id for _, target_id in ties}
        if len(namers) >= LEAST_NAMERS and not _may_be_listed(ties[0][0].name, scene):
            found.append((_finding(scene, ties, len(namers)), _party(key, ties)))
    return found


def _may_be_listed(name: str, scene: Scene) -> bool:
    """Some entry that the question looks at bears a name that may be this one in another spelling."""
    asked = prepare(name, "Organization")
    return any(
        likeness(asked, prepare(own.text, "Organization"), "Organization") >= MATCH
        for record in scene.records.values()
        if record.listing.schema != "Person"
        for own in record.listing.names
    )


def _party(key: str, ties: list[tuple[Tie, str]]) -> Target:
    digest = base64.b32encode(hashlib.sha256(key.encode()).digest())[:10].decode()
    return Target(
        target_id=f"NX-{digest}", schema="LegalEntity", caption=min(tie.name for tie, _ in ties), members=()
    )


def _finding(scene: Scene, ties: list[tuple[Tie, str]], namers: int) -> Finding:
    records = [scene.records[tie.key] for tie, _ in ties]
    authorities = {record.listing.authority for record in records}
    coalition = scene.question.coalition
    authority = next((key for key in coalition if key in authorities), coalition[0])
    details = tuple(
        dict.fromkeys(
            f"{tie.kind.replace('_', ' ')} of {record.listing.authority.upper()} {record.listing.source_id}"
            f" {record.listing.caption}"
            for (tie, _), record in zip(ties, records, strict=True)
        )
    )
    return Finding(
        kind="network",
        authority=authority,
        status="unresolved",
        since=None,
        grade=str(namers),
        why=f"a candidate, not a finding: {namers} listed parties are tied to this name, which no list bears",
        details=details,
        closes="a person finds who this is, and whether a list has it under another spelling",
    )
