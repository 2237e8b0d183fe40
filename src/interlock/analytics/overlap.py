"""Who lists whom: shares, pairwise overlap, and the intersections of an UpSet drawing. Pure.

Listed, not listed, not known and not comparable are counted apart throughout: what a copy cannot tell is no
absence. Only entries that freeze assets count, as everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from interlock.analytics.positions import Standing
from interlock.focus import regimes_of
from interlock.gaps.position import Position
from interlock.model.analytics import (
    KINDS_IN_ORDER,
    Intersection,
    Overlap,
    OverlapAnswer,
    OverlapPart,
    Share,
)
from interlock.model.edition import Edition

NO_REGIME = "no regime known"
WIDEST_SHARE = 0.1
"""Bounds further apart than a tenth are given in place of a share: what a copy can tell is then no sample of
what it cannot (a list without the UN's entries lacks just those that it freezes by another act)."""
_SILENT = {"unknown", "unresolved"}


def overlap_answer(edition: Edition, stand: Standing) -> OverlapAnswer:
    """The figures over every target that some authority asked about surely lists on the day."""
    question = stand.question
    keys = question.authorities
    listed = [item for item in stand.positions if item.listed]
    here = tuple(key for key in keys if stand.reaches[key].basis_on(question.as_of) is not None)
    return OverlapAnswer(
        edition=edition.edition_id,
        as_of=question.as_of,
        coalition=keys,
        focus=question.focus.key,
        fictional=edition.fictional,
        coverage=tuple(stand.reaches[key].row(question.as_of, "coalition") for key in keys),
        targets=len(listed),
        authorities=_shares(listed, keys, here),
        pairs=tuple(_overlap(listed, a, b) for a in keys for b in keys if a != b),
        intersections=_intersections(listed, keys, here),
        parts=tuple(_parts(listed, keys, here)),
        notes=_notes(keys, here),
    )


def _notes(keys: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, ...]:
    notes = [
        "An intersection names the authorities that are known to list the target; surely: every other one is"
        " shown not to, or its list cannot hold that kind of target.",
        "Where what cannot be told would move a share by a tenth or more, its bounds are given.",
        "A target stands in every regime and programme that any entry in force of it names.",
    ]
    if missing := [key.upper() for key in keys if key not in here]:
        notes.append(
            f"No copy of a list of {', '.join(missing)} is here: what is said to be sure is of the others."
        )
    return tuple(notes)


def _shares(positions: Sequence[Position], keys: tuple[str, ...], here: tuple[str, ...]) -> tuple[Share, ...]:
    return tuple(_share(positions, key, keys, here) for key in keys)


def _share(positions: Sequence[Position], key: str, keys: tuple[str, ...], here: tuple[str, ...]) -> Share:
    states = Counter(item.places[key].state for item in positions)
    alone = [item for item in positions if item.listed == (key,)]
    unique = sum(1 for item in alone if not _silent(item, here))
    return Share(
        authority=key,
        targets=states["listed"],
        unique=unique,
        perhaps_unique=len(alone) - unique,
        unique_share=round(unique / states["listed"], 3) if states["listed"] else None,
        not_listed=states["not listed"],
        unknown=states["unknown"],
        unresolved=states["unresolved"],
        not_comparable=states["not comparable"],
    )


def _silent(item: Position, keys: Iterable[str]) -> bool:
    """Is there an authority of which it cannot be told whether it lists the target?"""
    return any(item.places[key].state in _SILENT for key in keys)


def _overlap(positions: Iterable[Position], first: str, second: str) -> Overlap:
    states = Counter(item.places[second].state for item in positions if item.places[first].state == "listed")
    both, told = states["listed"], states["listed"] + states["not listed"]
    silent = states["unknown"] + states["unresolved"]
    least = both / (told + silent) if told + silent else None
    most = (both + silent) / (told + silent) if told + silent else None
    sure = least is not None and most is not None and most - least < WIDEST_SHARE
    return Overlap(
        first=first,
        second=second,
        both=states["listed"],
        not_listed=states["not listed"],
        unknown=states["unknown"],
        unresolved=states["unresolved"],
        not_comparable=states["not comparable"],
        share=round(both / told, 3) if sure and told else None,
        share_at_least=None if least is None else round(least, 3),
        share_at_most=None if most is None else round(most, 3),
    )


def _intersections(
    positions: Iterable[Position], keys: tuple[str, ...], here: tuple[str, ...]
) -> tuple[Intersection, ...]:
    targets: Counter[tuple[str, ...]] = Counter()
    surely: Counter[tuple[str, ...]] = Counter()
    for item in positions:
        group = tuple(key for key in keys if item.places[key].state == "listed")
        targets[group] += 1
        surely[group] += not _silent(item, here)
    ranked = sorted(targets, key=lambda group: (-targets[group], group))
    return tuple(
        Intersection(authorities=group, targets=targets[group], surely=surely[group]) for group in ranked
    )


def _parts(
    positions: Iterable[Position], keys: tuple[str, ...], here: tuple[str, ...]
) -> Iterable[OverlapPart]:
    kinds: dict[str, list[Position]] = defaultdict(list)
    regimes: dict[str, list[Position]] = defaultdict(list)
    programmes: dict[str, list[Position]] = defaultdict(list)
    for item in positions:
        kinds[item.target.schema].append(item)
        entries = [
            record
            for key in keys
            if item.places[key].state == "listed"
            for record in item.places[key].records
        ]
        named = frozenset[str]().union(*(regimes_of(record.listing) for record in entries))
        for regime in named or {NO_REGIME}:
            regimes[regime].append(item)
        for code in {f"{one.listing.authority} {p}" for one in entries for p in one.listing.programmes}:
            programmes[code].append(item)
    for kind in KINDS_IN_ORDER:
        if kind in kinds:
            yield OverlapPart(
                by="kind", part=kind, targets=len(kinds[kind]), authorities=_shares(kinds[kind], keys, here)
            )
    for part, found in _largest_first(regimes):
        yield OverlapPart(by="regime", part=part, targets=len(found), authorities=_shares(found, keys, here))
    for part, found in _largest_first(programmes):
        yield OverlapPart(
            by="programme", part=part, targets=len(found), authorities=_shares(found, keys, here)
        )


def _largest_first(parts: dict[str, list[Position]]) -> list[tuple[str, list[Position]]]:
    return sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))
