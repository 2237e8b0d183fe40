"""What a process does before it answers the first client, so that this one does not wait for it."""

from __future__ import annotations

import gc
from itertools import islice

from interlock.api.cleaning import cleaned
from interlock.api.holdings import Holding, Holdings
from interlock.api.matching import Terms, answered
from interlock.screen.ftm import is_matchable

_ASKED = 150
"""Of each dataset: the tables that are read when a script or a kind of name first comes are all read then."""


def warm(holdings: Holdings) -> None:
    """What is made when it is first needed has been made, and is no business of the garbage collector.

    Cost: a quarter of a second for each dataset.
    """
    for holding in holdings.current:
        _ask(holdings, holding)
    gc.collect()
    gc.freeze()  # a collection of everything would stop all answers for 60 ms, and find nothing


def _ask(holdings: Holdings, holding: Holding) -> None:
    """Asks for entities from all over the dataset, by their own names."""
    scope, entities = holdings.scope(holding.data.name), holding.data.entities
    step = max(1, len(entities) // _ASKED)
    for entity in islice(entities, 0, None, step):
        names = entity.properties.get("name", ())
        if names and is_matchable(entity.schema):
            answered(scope, cleaned(entity.schema, {"name": list(names[:1])}), Terms())
