"""A question that the API was asked before, asked again of the same edition."""

from __future__ import annotations

from interlock.api.cleaning import Cleaned
from interlock.api.holdings import Holdings
from interlock.api.matching import answered
from interlock.api.recording import kept_of, scoping_of, terms_of
from interlock.api.run import holding_of
from interlock.api.shapes import Json
from interlock.screen.dataset import Dataset
from interlock.screen.record import Asked


def asked_again(dataset: Dataset, asked: Asked) -> Json:
    """What the API answers now, as far as it was recorded.

    Raises:
        QueryError: what was asked is no part of this dataset.
    """
    scoping = scoping_of(asked)
    scope = Holdings([holding_of(dataset)]).scope(scoping.name, None, scoping.include, scoping.exclude)
    answer, _ = answered(scope, Cleaned(asked.query, ()), terms_of(asked))
    return kept_of(answer)
