"""What real lists get wrong or make hard, planted on purpose and written down.

Each trap is a function that makes its targets and says why they are a trap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec

from interlock.sample.bodies import OFFICE_KINDS, KoreanBody, ShipName, stem
from interlock.sample.koreans import korean_name, sibling
from interlock.sample.maker import Maker
from interlock.sample.naming import TrueName
from interlock.sample.plan import TRAP_SHARE, TRAPS_PER_THOUSAND
from interlock.sample.target import Plant, Target

_FORMS = frozenset(("Company", "Corporation", "Limited", "LLC", "OOO", "JSC", "FZE"))


class Trap(msgspec.Struct, frozen=True):
    """A trap as the truth file tells it."""

    kind: str
    targets: tuple[str, ...]
    why: str
    authority: str = ""
    """Whose entry shows it, where it is one list's error."""


def _korean(maker: Maker, name: TrueName, pattern: str, **facts: Any) -> Target:
    return maker.target("dprk", "Person", name=name, pattern=pattern, country="KP", **facts)


def _body(maker: Maker, name: KoreanBody, pattern: str, **facts: Any) -> Target:
    return maker.target("dprk", "Company", name=name, pattern=pattern, country="KP", **facts)


def _years_later(born: date, years: int) -> date:
    return date.fromordinal(born.toordinal() + years * 365 + 41)


def _born(maker: Maker) -> date:
    return maker.dice.day(date(1945, 2, 1), date(1980, 11, 30))


_KNOWN = frozenset({"birth"})


def _namesakes_dated(maker: Maker) -> tuple[list[Target], str]:
    name, born = korean_name(maker.dice), _born(maker)
    later = _years_later(born, maker.dice.between(3, 14))
    first = _korean(
        maker, name, maker.dice.one(("us jp", "us eu", "un us eu jp kr")), born=born, certain=_KNOWN
    )
    second = _korean(maker, name, maker.dice.one(("us kr", "kr", "jp kr")), born=later, certain=_KNOWN)
    return [first, second], "two men of one name; every list that prints them prints their birth dates"


def _namesakes_bare(maker: Maker) -> tuple[list[Target], str]:
    name = korean_name(maker.dice)
    nothing = frozenset({"birth", "passport", "role", "alias", "address"})
    first = _korean(maker, name, "us", silent=nothing, passport="", wallets=(), role=None, owner=0)
    second = _korean(
        maker, name, maker.dice.one(("kr", "jp", "eu")), silent=nothing, passport="", role=None, owner=0
    )
    return [
        first,
        second,
    ], "two men of one name, each on another list, with nothing else printed: nobody can tell"


def _relatives(maker: Maker) -> tuple[list[Target], str]:
    name, born = korean_name(maker.dice), _born(maker)
    while len(name.given) < 2:
        name = korean_name(maker.dice)
    employer = _employer(maker)
    pattern = maker.dice.one(("us jp kr", "un us eu jp kr", "us kr"))
    first = _korean(maker, name, pattern, born=born, role=maker.role_at(employer))
    second = _korean(
        maker,
        sibling(maker.dice, name),
        pattern,
        born=_years_later(born, maker.dice.between(1, 6)),
        role=maker.role_at(employer),
        place=first.place,
    )
    return [first, second], "brothers: surname and generation syllable in common, the same employer and town"


def _employer(maker: Maker) -> Target:
    return maker.employer("dprk") or _body(
        maker, KoreanBody(stem(maker.dice), ("Trading Corporation", "무역회사")), "us"
    )


def _parent_and_subsidiary(maker: Maker) -> tuple[list[Target], str]:
    parent_name = KoreanBody(
        stem(maker.dice), ("Trading Corporation", "무역회사"), national=maker.dice.chance(0.6)
    )
    number = maker.dice.between(2, 9)
    branch = msgspec.structs.replace(parent_name, branch=(f"Branch {number}", f"제{number}지사"))
    child_name = maker.dice.one(
        (branch, KoreanBody(parent_name.stem, ("Shipping Company Limited", "해운회사")))
    )
    parent = _body(maker, parent_name, maker.dice.one(("un us eu jp kr", "us jp kr", "us eu jp kr")))
    child = _body(maker, child_name, maker.dice.one(("us kr", "us", "us jp")), owner=parent.number)
    return [parent, child], "a company and its branch or daughter, which bears its name"


def _numbered_bodies(maker: Maker) -> tuple[list[Target], str]:
    number, kind = maker.office_number(2), maker.dice.one(OFFICE_KINDS)
    pattern = maker.dice.one(("us jp kr", "us kr"))
    bodies = [
        maker.target(
            "dprk", "Organization", name=KoreanBody("", kind, number=n), pattern=pattern, country="KP"
        )
        for n in (number, number + 1)
    ]
    return bodies, "two bodies that differ in their number only"


def _ship(maker: Maker, name: ShipName, **facts: Any) -> Target:
    pattern = str(facts.pop("pattern", "us eu"))
    return maker.target("dprk", "Vessel", name=name, pattern=pattern, country="KP", **facts)


def _numbered_ships(maker: Maker) -> tuple[list[Target], str]:
    of_stem, number = stem(maker.dice), maker.dice.between(1, 8)
    ships = [_ship(maker, ShipName(of_stem, n)) for n in (number, number + 1)]
    return ships, "two ships whose names differ in their number only"


def _owner_and_ship(maker: Maker) -> tuple[list[Target], str]:
    of_stem = stem(maker.dice)
    owner = _body(maker, KoreanBody(of_stem, ("Shipping Company Limited", "해운회사")), "us eu jp kr")
    return [owner, _ship(maker, ShipName(of_stem), owner=owner.number)], "a ship that bears its owner's name"


def _ships_of_one_name(maker: Maker) -> tuple[list[Target], str]:
    name = ShipName(stem(maker.dice))
    first, second = _ship(maker, name, pattern="us"), _ship(maker, name, pattern="us eu")
    return [first, second], "two ships of one name and different IMO numbers"


def _ship_renamed(maker: Maker) -> tuple[list[Target], str]:
    old = Plant("eu", "old_name")
    renamed = _ship(
        maker, ShipName(stem(maker.dice)), former_name=ShipName(stem(maker.dice), 2), plants=(old,)
    )
    return [renamed], "one list prints the ship's new name and its former one, the other the former one only"


def _shared_passport(maker: Maker) -> tuple[list[Target], str]:
    right = frozenset({"passport"})
    first = _korean(maker, korean_name(maker.dice), "us jp", passport=maker.numbers.passport(), certain=right)
    wrong = Plant("jp", "passport", first.passport)
    second = _korean(
        maker,
        korean_name(maker.dice),
        "us jp",
        passport=maker.numbers.passport(),
        certain=right,
        plants=(wrong,),
    )
    return [first, second], "jp prints the first man's passport for the second one too; us has both right"


def _wrong_reference(maker: Maker) -> tuple[list[Target], str]:
    meant = _korean(maker, korean_name(maker.dice), "un us eu jp kr")
    wrong = Plant("eu", "un_ref", meant.key)
    printed = _korean(maker, korean_name(maker.dice), "un us eu jp kr", plants=(wrong,))
    return [printed, meant], "eu's entry of the first quotes the UN reference of the second"


def _a_day_apart(maker: Maker) -> tuple[list[Target], str]:
    shift = Plant("us", "birth_shift", maker.dice.one(("1", "-1")))
    man = _korean(
        maker,
        korean_name(maker.dice),
        "un us eu jp kr",
        born=_born(maker),
        certain=frozenset({"birth", "passport"}),
        passport=maker.numbers.passport(),
        plants=(shift,),
    )
    return [man], "the same man and passport, with birth dates a day apart"


def _employer_as_alias(maker: Maker) -> tuple[list[Target], str]:
    employer = _employer(maker)
    role = maker.role_at(employer)
    plant = Plant("kr", "employer_alias")
    man = _korean(maker, korean_name(maker.dice), "us jp kr", role=role, plants=(plant,))
    return [man, employer], "kr prints the employer's name among the man's aliases"


def _twice(maker: Maker) -> tuple[list[Target], str]:
    man = _korean(
        maker,
        korean_name(maker.dice),
        "us kr",
        born=_born(maker),
        certain=_KNOWN,
        plants=(Plant("us", "twice"),),
    )
    return [man], "us lists the man twice, under two numbers, and does not say so"


def _hole(maker: Maker) -> tuple[list[Target], str]:
    missing = maker.dice.one(("us", "jp", "kr"))
    pattern = " ".join(key for key in ("un", "us", "eu", "jp", "kr") if key != missing)
    man = _korean(maker, korean_name(maker.dice), pattern, plants=(Plant(missing, "hole"),))
    return [man], f"the UN lists him, and {missing} does not: a hole in its implementation"


def _long_remark(maker: Maker) -> tuple[list[Target], str]:
    man = _korean(maker, korean_name(maker.dice), "us kr", wallets=maker.wallets(16))
    return [man], "so many wallet addresses that sdn.csv cuts the remark and sdn_comments.csv goes on"


_TRAPS: dict[str, Callable[[Maker], tuple[list[Target], str]]] = {
    "namesakes with different birth dates": _namesakes_dated,
    "namesakes without support": _namesakes_bare,
    "relatives": _relatives,
    "parent and subsidiary": _parent_and_subsidiary,
    "numbered bodies": _numbered_bodies,
    "numbered ships": _numbered_ships,
    "owner and ship of one name": _owner_and_ship,
    "two ships of one name": _ships_of_one_name,
    "ship renamed": _ship_renamed,
    "passport printed for two men": _shared_passport,
    "UN reference quoted for the wrong person": _wrong_reference,
    "birth dates a day apart": _a_day_apart,
    "employer printed as alias": _employer_as_alias,
    "twice on one list": _twice,
    "UN target missing on a coalition list": _hole,
    "remark longer than its field": _long_remark,
}


def plant_traps(maker: Maker, targets: int) -> list[Trap]:
    """Makes every trap as often as the plan says, while a quarter of the world has room."""
    planted = []
    room = targets * TRAP_SHARE
    for kind in _in_turn(targets):
        if len(maker.targets) + 2 > room:
            break
        made, why = _TRAPS[kind](maker)
        for target in made:
            target.settled = True
        authority = next((plant.authority for target in made for plant in target.plants), "")
        planted.append(Trap(kind, tuple(target.key for target in made), why, authority))
    return planted


def _in_turn(targets: int) -> Iterable[str]:
    """One of each kind, then another of each that is still owed one, and so on."""
    owed = {kind: max(1, round(rate * targets / 1000)) for kind, rate in TRAPS_PER_THOUSAND.items()}
    while owed:
        for kind in list(owed):
            yield kind
            owed[kind] -= 1
            if not owed[kind]:
                del owed[kind]


def natural_namesakes(targets: Iterable[Target], planted: Iterable[Trap]) -> list[Trap]:
    """Persons, bodies and ships that came to share a name by chance, as they do on real lists."""
    known = {frozenset(trap.targets) for trap in planted}
    bearers: dict[tuple[str, str], list[str]] = {}
    for target in targets:
        bearers.setdefault(_bare_name(target), []).append(target.key)
    return [
        Trap("namesakes by chance", tuple(keys), "different targets of one name")
        for keys in bearers.values()
        if len(keys) > 1 and frozenset(keys) not in known
    ]


def _bare_name(target: Target) -> tuple[str, str]:
    """The kind and the name, without what tells a body's legal form alone."""
    if target.kind == "Person":
        return "person", target.name.native
    kind = "ship" if target.kind == "Vessel" else "body"
    return kind, " ".join(word for word in target.name.latin.given.split() if word not in _FORMS)


__all__ = ["Trap", "natural_namesakes", "plant_traps"]
