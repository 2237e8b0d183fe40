"""Screening against very many names: how long an answer takes when the lists hold a million.

Names of the sample world, as its lists would print them; of one process, by processor time.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import islice

from bench.frozen import Ledger
from bench.measure import this_peak_mb
from bench.screen_perturb import Spoiler
from bench.screen_quality import SEED
from interlock.sample.dice import Dice, Weighted
from interlock.sample.maker import Maker
from interlock.sample.plan import Kind, Regime
from interlock.screen.dataset import Dataset, columns_of, dataset_of
from interlock.screen.entity import Entity
from interlock.screen.query import Query
from interlock.screen.screener import Options as Asking

_REGIMES: Weighted[Regime] = Weighted(("dprk", 4), ("terror", 3), ("russia", 2), ("iran", 1))
_KINDS: Weighted[Kind] = Weighted(("Person", 6), ("Company", 3), ("Organization", 1), ("Vessel", 1))
_HOUSES = ("un", "us", "eu")
"""Whose spellings of a name are taken, beside the name in its own script."""
ASKED = 2_000
LARGE = 1_000_000
ASKING = Asking(limit=5, cutoff=0.5)


def main(ledger: Ledger, count: int) -> None:
    """Says the figures for so many names."""
    began = time.process_time()
    entities = list(_entities(count))
    dataset = dataset_of(columns_of(entities), name="sample", title="the sample world", version="1")
    names = [(name, one.schema) for one in entities for name in one.properties["name"]]
    del entities
    ledger.say(f"{len(names):,} names: seconds to make them and their index", time.process_time() - began)
    dice = random.Random(SEED)
    spoiler = Spoiler((name for name, _ in names), dice)
    own = dice.sample(names, ASKED)
    slips = ((spoiler.typo(text), schema) for text, schema in iter(lambda: dice.choice(names), None))
    spoiled = list(islice(((text, schema) for text, schema in slips if text), ASKED))
    promise = 5.0 if count >= LARGE else None
    for what, asked in (("listed", own), ("mistyped", spoiled)):
        times = _times(dataset, asked)
        ledger.say(f"{what}: ms an explained answer, p50", times[len(times) // 2], most=promise)
        ledger.say(f"{what}: ms an explained answer, p99", times[int(len(times) * 0.99)])
    ledger.say("peak MB, the making of the index included", this_peak_mb())


def _entities(count: int) -> Iterator[Entity]:
    dice = Dice("screen size", SEED)
    maker = Maker(dice)
    while count > 0:
        target = maker.target(dice.one(_REGIMES), dice.one(_KINDS))
        told = (target.name.variant(dice, house).comma for house in _HOUSES)
        names = tuple(dict.fromkeys(text for text in (*told, target.name.native) if text))
        count -= len(names)
        yield Entity(id=f"s{target.number}", schema=target.kind, caption=names[0], properties={"name": names})


def _times(dataset: Dataset, asked: list[tuple[str, str]]) -> list[float]:
    """Milliseconds of each answer, in order of size; what is asked first warms nothing but its own words."""
    found = []
    for text, schema in asked:
        began = time.process_time()
        dataset.index.match(Query(schema, {"name": (text,)}), ASKING)
        found.append((time.process_time() - began) * 1e3)
    return sorted(found)
