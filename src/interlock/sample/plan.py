"""The proportions of the sample world, each with the reason for it. Everything tunable is here.

"Seen" means counted on the real lists of 2019 to 2026; nothing else is taken from them.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from interlock.sample.dice import Weighted

Regime = Literal["dprk", "terror", "russia", "iran"]
AUTHORITIES: Final = ("us", "un", "eu", "jp", "kr")
COALITION: Final = ("us", "jp", "kr")

SNAPSHOTS: Final[dict[str, tuple[tuple[date, str], ...]]] = {
    # A copy without aliases and addresses, a full one, the XML, a full one with the spilled remarks.
    "us": (
        (date(2022, 12, 12), "sdn"),
        (date(2024, 5, 6), "sdn alt add"),
        (date(2025, 11, 24), "xml"),
        (date(2026, 1, 15), "sdn alt add comments"),
    ),
    # The three serialisations seen. 54 days between the last two: an entry that is absent from the
    # middle one only is away for less than any damping.
    "un": (
        (date(2023, 6, 5), "compact"),
        (date(2025, 11, 17), "quoted"),
        (date(2026, 1, 10), "standalone"),
    ),
    "eu": ((date(2024, 7, 1), "xml"), (date(2026, 1, 12), "xml")),
    # Older than the newest of the others, so that some questions about Japan have no answer yet.
    "jp": ((date(2024, 7, 5), "xlsx"), (date(2025, 12, 19), "xlsx")),
    "kr": ((date(2024, 12, 27), "csv"), (date(2026, 1, 22), "csv")),
}
MIDDLE = {"us": date(2025, 11, 24), "un": date(2025, 11, 17)}
"""The snapshot from which some entries are absent for no reason (as KPe.068 was in 2023)."""

AS_OF = max(days[-1][0] for days in SNAPSHOTS.values())
"""The newest date of the world: expected gaps are those of this day."""

FIRST_LISTING = date(2009, 4, 24)
LAST_LISTING = date(2026, 1, 8)
RECENT = date(2022, 12, 1)
RECENT_SHARE = 0.35
"""Share of targets first listed after RECENT, so that the snapshots differ. Seen: 477 to 515 DPRK entries
on the US list from 2023 to 2026, 8%; raised so that a small world has enough of them."""

REGIMES: Final[Weighted[Regime]] = Weighted(("dprk", 44), ("terror", 19), ("russia", 24), ("iran", 13))
"""With the traps, which are all of it, half of the world is in the focus; the rest stands in the ratio of
the US list of 2023 without its other programmes."""

Kind = Literal["Person", "Company", "Organization", "Vessel"]
KINDS: Final[dict[Regime, Weighted[Kind]]] = {
    # Seen: DPRK entries of 2023: 157 persons, 207 bodies, 115 ships and aircraft on the US list, and no
    # ships on the others.
    "dprk": Weighted(("Person", 46), ("Company", 34), ("Organization", 10), ("Vessel", 10)),
    "terror": Weighted(("Person", 70), ("Company", 15), ("Organization", 15)),
    "russia": Weighted(("Person", 55), ("Company", 42), ("Vessel", 3)),
    "iran": Weighted(("Person", 40), ("Company", 50), ("Vessel", 10)),
}

PATTERNS: Final[dict[Regime, Weighted[str]]] = {
    # Who lists a target. Seen: 155 DPRK entries on the UN list, 224 EU, 330 jp, 431 kr, 480 us; nearly
    # all UN targets on eu and jp; about 85% of them on us. Holes in the UN's implementation are rare.
    "dprk": Weighted(
        ("un us eu jp kr", 17),
        ("un us eu jp", 4),
        ("un us jp kr", 1.2),
        ("un eu jp kr", 2.5),
        ("un us eu kr", 0.8),
        ("un eu jp", 0.8),
        ("us", 22),
        ("us kr", 10),
        ("us jp", 4),
        ("us jp kr", 10),
        ("us eu", 3),
        ("us eu jp kr", 4),
        ("us eu kr", 2),
        ("kr", 8),
        ("eu", 3),
        ("jp kr", 2),
        ("eu jp kr", 1),
        ("jp", 1),
    ),
    "terror": Weighted(("un us eu jp", 48), ("un eu jp", 14), ("un us jp", 4), ("us", 28), ("us eu", 6)),
    "russia": Weighted(("us", 36), ("us eu", 20), ("us eu jp", 24), ("eu", 12), ("us jp", 5), ("jp", 3)),
    "iran": Weighted(("us", 74), ("us eu", 20), ("eu", 6)),
}
VESSEL_PATTERNS: Final[Weighted[str]] = Weighted(("us", 72), ("us eu", 22), ("eu", 6))
"""Ships stand on us and, typed as enterprises, on eu; jp and kr designate them elsewhere or not at all."""

SETTLED = date(2021, 12, 31)
"""Traps are first listed before it, so that every snapshot shows them."""

LAG_SAME_DAY = 0.15
"""Share of later listers that act on the day of the first (coordinated releases)."""
LAG_MEAN_DAYS = 130
"""Mean of the other lags, exponential. Seen: 106, 181, 196, 200, 224, 255 days."""

DELISTED = 0.012
"""Share of entries taken off between the first and the newest snapshot. Seen: 1 to 2% in three years."""
ABSENT = 0.002
"""Share of us and un entries that are absent from MIDDLE only. Seen: 1 of 956."""
AMENDED = 0.12
"""Share of entries that gain a fact after they were listed."""

COPIED_SPELLING = 0.70
"""How often a later lister takes over the first one's Latin spelling, rather than its own house style."""
COPIED_BIRTH = 0.80
"""The same for the birth date as printed, its errors included."""
Romanisation = Literal["dprk", "reischauer", "revised", "press"]
HOUSE_STYLE: Final[dict[str, Weighted[Romanisation]]] = {
    "us": Weighted(("dprk", 76), ("reischauer", 6), ("revised", 10), ("press", 8)),
    "un": Weighted(("dprk", 84), ("reischauer", 6), ("revised", 5), ("press", 5)),
    "eu": Weighted(("dprk", 74), ("reischauer", 12), ("revised", 8), ("press", 6)),
    "jp": Weighted(("dprk", 80), ("reischauer", 8), ("revised", 6), ("press", 6)),
    "kr": Weighted(("dprk", 56), ("reischauer", 8), ("revised", 20), ("press", 16)),
}
SOUTHERN_SPELLING = 0.6
"""How often kr prints a northern ri-, ryang- as the south writes it (이, 양)."""

BIRTH_KNOWN = 0.86
"""Share of persons whose birth date any list has at all. Seen: 82% (us DPRK), 100% (un DPRK, some vague)."""
BIRTH_PRINTED: Final = {"us": 0.92, "un": 0.96, "eu": 0.92, "jp": 0.95, "kr": 0.6}
"""How often a list prints a known birth date. kr: its annex has them, copies of it often have not."""
Precision = Literal["day", "year", "circa", "range", "day off", "swapped"]
BIRTH_PRECISION: Final[Weighted[Precision]] = Weighted(
    ("day", 80), ("year", 11), ("circa", 4), ("range", 2), ("day off", 2.2), ("swapped", 0.8)
)
"""Seen: 12% year only, 3% circa, 2% ranges; two pairs of 155 a day apart between UN and US."""

PASSPORT_HELD = 0.55
PASSPORT_PRINTED: Final = {"us": 0.85, "un": 0.85, "eu": 0.75, "jp": 0.85, "kr": 0.5}
GENDER_PRINTED: Final = {"us": 0.55, "un": 0.1, "eu": 0.4, "jp": 0.5, "kr": 0.0}
FEMALE = 0.06
ALIASES: Final = {"us": 0.45, "un": 0.4, "eu": 0.35, "jp": 0.4, "kr": 0.3}
WEAK_ALIAS = 0.08
ASSUMED_NAME = 0.04
"""Share of persons with an alias that has nothing to do with their name."""
ROLE_HELD = 0.75
ROLE_PRINTED: Final = {"us": 0.5, "un": 0.9, "eu": 0.8, "jp": 0.85, "kr": 0.6}
NATIVE_PRINTED: Final = {"us": 0.0, "un": 0.0, "eu": 0.3, "jp": 1.0, "kr": 0.92}
"""Korean names in Hangul. Seen: 0 of 155 on un; whole names on eu; 384 of 431 on kr. jp: katakana always."""
NATIVE_ELSEWHERE: Final = {"us": 0.0, "un": 0.55, "eu": 0.35, "jp": 0.0, "kr": 0.0}
"""Names of other cultures in their script. Seen: NAME_ORIGINAL_SCRIPT on 40% of the UN list."""
UNCONFIRMED = 0.2
"""Share of kr entries whose date of designation nobody has confirmed: the annex prints none. Seen: most."""
HANGUL_ONLY = 0.10
"""Share of kr entries without a Latin name. Seen: 47 of 431."""
QUOTED_UN_REF: Final = {"us": 0.0, "eu": 0.12, "jp": 0.2, "kr": 0.05}
"""How often an entry prints the UN's reference. Seen: eu 69 of 2,269 (18 of 224 PRK), jp sheet 2 only."""
REMARKED_UN_REF = 0.06
"""How often eu names the reference in a remark instead."""
CROSS_LISTED = 0.15
"""Share of Japan's UN-based DPRK rows that have a second row among its own measures, as 1(#47)."""
"""Seen: 35 of 155."""

TRAPS_PER_THOUSAND: Final = {
    "namesakes with different birth dates": 6,
    "namesakes without support": 6,
    "relatives": 8,
    "parent and subsidiary": 6,
    "numbered bodies": 3,
    "numbered ships": 4,
    "owner and ship of one name": 4,
    "two ships of one name": 2,
    "ship renamed": 5,
    "passport printed for two men": 3,
    "UN reference quoted for the wrong person": 2,
    "birth dates a day apart": 5,
    "employer printed as alias": 3,
    "twice on one list": 2,
    "UN target missing on a coalition list": 6,
    "remark longer than its field": 1,
}
"""How many of each trap a thousand targets hold; at least one of each where a quarter of the world has
room. Real lists hold each of these, most of them rarer: the rate is what lets 10,000 targets measure it."""
TRAP_SHARE = 0.25
"""Most of the world that traps may take up."""
