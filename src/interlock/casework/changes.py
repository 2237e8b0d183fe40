"""Two gap reports of one question side by side: which gaps opened, changed, closed, reopened. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from interlock.casework.deeds import deeds_of, in_words, is_news
from interlock.model.gap import Gap, GapReport
from interlock.model.life import Deed, GapEvent, Happening
from interlock.model.record import Record, Snapshot

WhoDid = Callable[[Gap, Gap | None], tuple[tuple[Deed, ...], str]]
"""(the gap as it is, or was; as it was before) -> the deeds, and in words what did it."""


def changes(
    before: GapReport,
    after: GapReport,
    who_did: WhoDid,
    *,
    follow: Callable[[str], str] = lambda gap_id: gap_id,
    was_off: Callable[[Gap], bool] = lambda _gap: False,
) -> tuple[GapEvent, ...]:
    """Every gap that is not as it was, most severe first.

    `follow`: an id of `before` -> what it is called in `after`. `was_off`: did its authority list the target
    before, and take it off? Then what opens is open again.
    """
    old = {follow(gap.gap_id): gap for gap in before.gaps}
    new = {gap.gap_id: gap for gap in after.gaps}
    found = []
    for gap_id in sorted(old.keys() | new.keys()):
        was, now = old.get(gap_id), new.get(gap_id)
        gap = now or was
        assert gap is not None  # noqa: S101  # the id came from one of the two
        deeds, why = who_did(gap, was)
        what = _what(was, now, amended=any(deed.did == "amended" for deed in deeds), told=bool(deeds))
        if what is None:
            continue
        if what == "opened" and (was_off(gap) or (was is not None and was.status == "closed")):
            what = "reopened"
        found.append(
            GapEvent(
                gap_id=gap_id,
                target_id=gap.target_id,
                target_name=gap.target_name,
                kind=gap.kind,
                authority=gap.authority,
                what=what,
                before=was.status if was else None,
                after=now.status if now else None,
                severity=max(one.severity for one in (was, now) if one is not None),
                deeds=deeds,
                why=why,
            )
        )
    return tuple(sorted(found, key=lambda event: (-event.severity, event.gap_id)))


def _what(was: Gap | None, now: Gap | None, *, amended: bool, told: bool) -> Happening | None:
    """None: nothing that a reader would call a change. What was never more than unknown comes and goes."""
    before = was.status if was and was.status != "closed" else None
    after = now.status if now and now.status != "closed" else None
    if after == "open" and before != "open":
        return "opened"
    if after is None and (before == "open" or (before is not None and now is not None)):
        return "closed"
    if before != after:
        return None if {before, after} <= {None, "unknown"} else "changed"
    if before != "open" or was is None or now is None:
        return None
    return "changed" if amended or (told and _listers(was) != _listers(now)) else None


def _listers(gap: Gap) -> list[tuple[str, str]]:
    return sorted((entry.authority, entry.source_id) for entry in gap.listed_by)


TELLING = frozenset(
    {"names", "identifiers", "birth_dates", "nationalities", "programmes", "effects", "schema"}
)
"""Fields whose amendment changes what a gap is weighed by, or what would close it. The others (remarks, legal
basis, addresses) are in `interlock diff`."""


def by_deeds(
    records: Mapping[str, Iterable[Record]],
    authorities: tuple[str, ...],
    snapshots: Iterable[Snapshot],
    since: date,
    until: date,
) -> WhoDid:
    """Names what the authorities did to the target's entries in that time. `records`: by target id."""
    read = [shot for shot in snapshots if shot.state == "good" and since < shot.day <= until]

    def who_did(gap: Gap, _was: Gap | None) -> tuple[tuple[Deed, ...], str]:
        deeds = tuple(
            told
            for deed in deeds_of(records.get(gap.target_id, ()), authorities)
            if is_news(deed, since, until) and (told := _telling(deed)) is not None
        )
        if deeds:
            return deeds, "; ".join(in_words(deed) for deed in deeds)
        copies = [f"{one.list_key} of {one.day}" for one in read if one.authority == gap.authority]
        if copies:
            return (), f"{gap.authority.upper()}'s list was read again ({', '.join(copies)}): {gap.why}"
        return (), "no entry of it changed, and no copy of the list came: the day asked is another"

    return who_did


def _telling(deed: Deed) -> Deed | None:
    if deed.did != "amended":
        return deed
    fields = tuple(field for field in deed.fields if field in TELLING)
    return msgspec.structs.replace(deed, fields=fields) if fields else None


def taken_off(records: Mapping[str, Iterable[Record]]) -> Callable[[Gap], bool]:
    """Did the gap's own authority once list the target, and take it off? `records`: by target id."""

    def was_off(gap: Gap) -> bool:
        return any(
            record.listing.authority == gap.authority
            and any(span.delisted_on is not None for span in record.spans)
            for record in records.get(gap.target_id, ())
        )

    return was_off
