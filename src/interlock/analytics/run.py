"""The room's door: reads an edition, asks the pure rules, returns typed answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from interlock.analytics.lag import lag_answer
from interlock.analytics.overlap import overlap_answer
from interlock.analytics.positions import Standing, standing
from interlock.base.heap import no_collection
from interlock.focus import load_focus
from interlock.gaps.question import ask
from interlock.model.analytics import LagAnswer, OverlapAnswer
from interlock.model.edition import Edition
from interlock.store.editions import Editions


def lags(
    home: Path,
    *,
    as_of: date,
    coalition: tuple[str, ...],
    focus: str = "dprk",
    by: Literal["", "year", "programme"] = "",
    turn: date | None = None,
) -> LagAnswer:
    """How fast the authorities follow each other.

    `turn`: the figures before that date and from it on are given too, and compared.

    Raises:
        QueryError: unknown authority or focus. StoreError: no edition, or a damaged one.
    """
    edition = Editions(home).load()
    with no_collection():
        return lag_answer(edition, stand_on(edition, as_of, coalition, focus), by=by, turn=turn)


def stand_on(edition: Edition, as_of: date, coalition: tuple[str, ...], focus: str) -> Standing:
    """The positions of a question. Raises: QueryError."""
    return standing(edition, ask(as_of, coalition, load_focus(focus), known_authorities(edition)))


def known_authorities(edition: Edition) -> tuple[str, ...]:
    """Keys of the authorities whose lists the edition knows how to read, in its order."""
    return tuple(dict.fromkeys(spec.key.partition(".")[0] for spec in edition.lists))


def overlap(
    home: Path, *, as_of: date, coalition: tuple[str, ...] = (), focus: str = "dprk"
) -> OverlapAnswer:
    """Who lists whom. `coalition`: empty for every authority.

    Raises:
        QueryError: unknown authority or focus. StoreError: no edition, or a damaged one.
    """
    edition = Editions(home).load()
    chosen = coalition or known_authorities(edition)
    question = ask(as_of, chosen, load_focus(focus), known_authorities(edition))
    # What is asked about is the coalition: no authority stands beside it here.
    alone = msgspec.structs.replace(question, references=())
    with no_collection():
        return overlap_answer(edition, standing(edition, alone))
