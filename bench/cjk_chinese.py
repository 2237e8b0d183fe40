"""Chinese and Japanese persons of the CJK name pairs."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.cjk_pair import Pair
from bench.romanise import chinese as c
from bench.romanise import japanese as j

Person = tuple[c.Character, list[c.Character]]


def _invent(dice: Random, size: int = 2, *, south: bool = False) -> Person:
    pool = [one for one in c.GIVEN if not south or (one.cantonese and one.hokkien)]
    return dice.choice(c.SURNAMES), dice.sample(pool, size)


def _han(person: Person, writing: str = "simplified") -> str:
    return "".join(getattr(one, writing) for one in (person[0], *person[1]))


def _latin(dice: Random, person: Person, system: str = "pinyin") -> str:
    text = c.person(person[0], person[1], system)
    family, _, given = text.partition(" ")
    return dice.choice((text, text.upper(), f"{family.upper()}, {given}", f"{given} {family}"))


def _swapped(dice: Random, person: Person, *, same_sound: bool = False) -> Person | None:
    place = dice.randrange(len(person[1]))
    old = person[1][place]
    if same_sound:
        pool = [o for o in c.GIVEN if o.pinyin == old.pinyin and o != old]
    else:
        pool = [o for o in c.GIVEN if not c.may_be_one(o, old, c.GIVEN)]
    if not pool:
        return None
    given = list(person[1])
    given[place] = dice.choice(pool)
    return person[0], given


def chinese(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def add(kind: str, a: str, b: str, why: str, *, match: bool) -> None:
        out.append(Pair("zh", "Person", kind, a, b, match, why))

    for n in range(22):
        person = _invent(dice, 1 if n % 4 == 3 else 2)
        writing = dice.choice(("simplified", "traditional"))
        add("han-latin", _han(person, writing), _latin(dice, person), "the characters in pinyin", match=True)
    while sum(1 for p in out if p.kind == "simplified-traditional") < 12:
        person = _invent(dice)
        if _han(person) != _han(person, "traditional"):
            add(
                "simplified-traditional",
                _han(person),
                _han(person, "traditional"),
                "one name, two writings",
                match=True,
            )
    for _ in range(14):
        person = _invent(dice)
        add(
            "romanisations",
            _latin(dice, person),
            c.person(*person, "wade-giles"),
            "pinyin and Wade-Giles",
            match=True,
        )
    for _ in range(8):
        person = _invent(dice)
        add(
            "han-latin",
            _han(person, "traditional"),
            c.person(*person, "wade-giles"),
            "the characters in Wade-Giles",
            match=True,
        )
    for system in ("cantonese", "hokkien"):
        for _ in range(9):
            person = _invent(dice, south=True)
            add(
                "han-latin",
                _han(person, "traditional"),
                c.person(*person, system),
                f"the characters in {system}",
                match=True,
            )
    for _ in range(6):
        person = _invent(dice)
        family, given = person[0].pinyin.capitalize(), [one.pinyin for one in person[1]]
        add(
            "hyphen",
            f"{family} {'-'.join(given).capitalize()}",
            f"{family} {''.join(given).capitalize()}",
            "hyphen or joined",
            match=True,
        )
    _chinese_others(dice, add)
    return out


def _chinese_others(dice: Random, say: Callable[..., None]) -> None:
    """Non-matches, each distinct in every reading of both names."""
    for _ in range(30):
        person = _invent(dice)
        other = _swapped(dice, person)
        if other:
            say(
                "one-syllable", _latin(dice, person), _latin(dice, other), "one syllable differs", match=False
            )
    for _ in range(22):
        person = _invent(dice)
        other = _swapped(dice, person)
        if other:
            say(
                "han-latin",
                _han(person),
                _latin(dice, other),
                "one syllable is not the characters'",
                match=False,
            )
    for _ in range(14):
        person = _invent(dice)
        other = _swapped(dice, person)
        if other:
            say("han", _han(person), _han(other), "one character differs", match=False)
    for _ in range(40):
        person = _invent(dice)
        other = _swapped(dice, person, same_sound=True)
        if other and _han(other) != _han(person):
            say("han-homophone", _han(person), _han(other), "the same sound, another character", match=False)
    for _ in range(16):
        person = _invent(dice)
        families = [s for s in c.SURNAMES if not c.may_be_one(s, person[0], c.SURNAMES)]
        other = (dice.choice(families), person[1])
        say(
            "other-surname",
            _latin(dice, person),
            _latin(dice, other),
            "only the given name is shared",
            match=False,
        )


def _person(dice: Random) -> tuple[list[str], list[str]]:
    return dice.choice(j.SURNAMES), dice.choice(j.GIVEN)


def japanese(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def add(kind: str, a: str, b: str, why: str, *, match: bool) -> None:
        out.append(Pair("ja", "Person", kind, a, b, match, why))

    def romaji(person: tuple[list[str], list[str]], system: str = "hepburn", long: str = "drop") -> str:
        family, given = (j.latin(part[1], system, long) for part in person)
        return dice.choice((f"{family} {given}", f"{given} {family}", f"{family.upper()}, {given}"))

    for n in range(18):
        person = _person(dice)
        kana = person[0][1] + " " + person[1][1]
        add(
            "kana-latin",
            kana if n % 2 else j.katakana(kana).replace(" ", "・"),
            romaji(person),
            "the kana in Hepburn",
            match=True,
        )
    for _ in range(16):
        person = _person(dice)
        add(
            "kanji-latin",
            person[0][0] + person[1][0],
            romaji(person),
            "the usual reading of the kanji",
            match=True,
        )
    while sum(1 for p in out if p.kind == "romanisations") < 14:
        person = _person(dice)
        a, b = (
            romaji(person),
            romaji(
                person,
                *dice.choice(
                    (("kunrei", "drop"), ("hepburn", "macron"), ("hepburn", "h"), ("hepburn", "keep"))
                ),
            ),
        )
        if a.casefold() != b.casefold():
            add("romanisations", a, b, "two ways of writing the same kana", match=True)
    _japanese_others(dice, add, romaji)
    return out


def _japanese_others(dice: Random, say: Callable[..., None], romaji: Callable[..., str]) -> None:
    """Non-matches: another given name, or another house."""
    for _ in range(26):
        (family, _given), (one, other) = _person(dice), _near_given(dice)
        say("same-surname", romaji((family, one)), romaji((family, other)), "another given name", match=False)
    for n in range(20):
        left, right = _person(dice), _person(dice)
        if left[0] == right[0]:
            continue
        text = left[0][0] + left[1][0] if n % 2 else romaji(left)
        say("other-surname", text, romaji((right[0], left[1])), "another surname", match=False)
    for _ in range(16):
        family, (one, other) = _person(dice)[0], _near_given(dice)
        say(
            "kanji-latin",
            family[0] + one[0],
            romaji((family, other)),
            "the given name reads otherwise",
            match=False,
        )
    for _ in range(8):
        family, (one, other) = _person(dice)[0], _near_given(dice)
        say("kanji", family[0] + one[0], family[0] + other[0], "another given name", match=False)


def _near_given(dice: Random) -> tuple[list[str], list[str]]:
    """Two given names that share their end, as brothers' and sisters' names do."""
    first = dice.choice(j.GIVEN)
    others = [one for one in j.GIVEN if one[1] != first[1]]
    alike = [one for one in others if one[1][-2:] == first[1][-2:]] or [
        o for o in others if o[1][-1] == first[1][-1]
    ]
    return first, dice.choice(alike or others)
