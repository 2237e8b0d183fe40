"""Network: a party that listed ones are tied to and no list names. A candidate, never a finding."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable

from interlock.gaps.finding import Finding
from interlock.gaps.scene import Scene
from interlock.gaps.ties import Tie, folded
from interlock.model.record import Record
from interlock.model.target import Target
from interlock.names import MATCH, likeness
from interlock.names.prepared import Prepared, prepare

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
    borne: Borne | None = None
    for key, ties in sorted(named.items()):
        namers = {target_id for _, target_id in ties}
        if len(namers) < LEAST_NAMERS:
            continue
        borne = borne or Borne(scene.records.values())
        if not borne.may_hold(ties[0][0].name):
            found.append((_finding(scene, ties, len(namers)), _party(key, ties)))
    return found


class Borne:
    """Every name of a body or a ship that an entry which the question looks at bears, once."""

    def __init__(self, records: Iterable[Record]) -> None:
        bodies = (record for record in records if record.listing.schema != "Person")
        texts = dict.fromkeys(name.text for record in bodies for name in record.listing.names)
        self._names = [prepare(text, "Organization") for text in texts]
        self._by_word: dict[str, list[Prepared]] = defaultdict(list)
        for name in self._names:
            for word in name.words:
                self._by_word[word].append(name)

    def may_hold(self, text: str) -> bool:
        """One of them may be this name in another spelling.

        Those that share its rarest word are asked first: a name that is borne nearly always is among them.
        All others are asked only of one that is not, and of these a report has few.
        """
        asked = prepare(text, "Organization")
        near = [self._by_word[word] for word in asked.words if word in self._by_word]
        rarest = min(near, key=len) if near else []
        return _is_like_any(asked, rarest) or _is_like_any(asked, self._names)


def _is_like_any(asked: Prepared, names: Iterable[Prepared]) -> bool:
    return any(likeness(asked, name, "Organization") >= MATCH for name in names)


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
