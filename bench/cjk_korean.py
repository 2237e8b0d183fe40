"""The Korean half of the CJK name pairs: matches by rule, non-matches one telling piece apart."""

from __future__ import annotations

from random import Random

from bench.cjk_pair import Pair
from bench.romanise import korean as k

Name = tuple[str, str]
"""Surname and given name in Hangul."""


def invent(dice: Random, syllables: int = 2) -> Name:
    return dice.choice(list(k.SURNAMES)), "".join(dice.sample(list(k.GIVEN), syllables))


def hangul(name: Name, *, southern: bool = False, space: str = "") -> str:
    surname = k.SOUTHERN.get(name[0], name[0]) if southern else name[0]
    return surname + space + name[1]


def latin(name: Name, system: str, shape: str) -> str:
    """`shape`: apart, hyphen, joined, comma, upper, last (surname last), ascii (breve as an apostrophe)."""
    surname, given = k.surname(name[0], system), k.given(name[1], system)
    apart = " ".join(part.capitalize() for part in given)
    hyphen = "-".join(given).capitalize()
    text = {
        "apart": f"{surname} {apart}",
        "hyphen": f"{surname} {hyphen}",
        "joined": f"{surname} {''.join(given).capitalize()}",
        "comma": f"{surname.upper()}, {apart}",
        "upper": f"{surname} {apart}".upper(),
        "last": f"{hyphen} {surname}",
    }[shape]
    # US lists print the breve of McCune-Reischauer as an apostrophe after the vowel.
    return text.replace("ŏ", "o'").replace("ŭ", "u'").replace("Ŭ", "U'") if shape == "comma" else text


def _nearby(dice: Random, syllable: str) -> str:
    """Another given syllable that no usage can confuse with this one, alike in letters when there is one."""
    others = [s for s in k.GIVEN if not k.may_be_one(s, syllable)]
    return dice.choice(sorted(others, key=lambda s: (-_alike(s, syllable), s))[:10])


def _alike(a: str, b: str) -> int:
    return sum(x == y for x, y in zip(k.parts(a), k.parts(b), strict=True))


def swapped(dice: Random, name: Name, place: int) -> Name:
    given = list(name[1])
    given[place] = _nearby(dice, given[place])
    return name[0], "".join(given)


def other_surname(dice: Random, name: Name) -> Name:
    choices = [s for s in k.SURNAMES if not k.surnames_may_be_one(s, name[0])]
    return dice.choice(choices), name[1]


SHAPES = ("apart", "hyphen", "joined", "comma", "upper")


def matches(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def add(kind: str, a: str, b: str, why: str) -> None:
        out.append(Pair("ko", "Person", kind, a, b, True, why))

    for system in k.SYSTEMS:
        for n in range(20):
            name = invent(dice, 1 if n % 7 == 6 else 2)
            shape = dice.choice((*SHAPES, "last"))
            add("hangul-latin", hangul(name, southern=system == "rr"), latin(name, system, shape),
                f"the Hangul in {system}")  # fmt: skip
    for a, b in (
        ("rr", "dprk"),
        ("mr", "dprk"),
        ("press", "dprk"),
        ("rr", "mr"),
        ("press", "mr"),
        ("rr", "press"),
    ):
        for _ in range(9):
            name = invent(dice)
            add("romanisations", latin(name, a, dice.choice(SHAPES)), latin(name, b, dice.choice(SHAPES)),
                f"one Hangul name in {a} and in {b}")  # fmt: skip
    for _ in range(12):
        name, system = invent(dice), dice.choice(k.SYSTEMS)
        add(
            "order",
            latin(name, system, "last"),
            latin(name, system, dice.choice(SHAPES)),
            "surname first and last",
        )
    for _ in range(14):
        name, system = invent(dice), dice.choice(k.SYSTEMS)
        a, b = dice.sample(("apart", "hyphen", "joined", "upper"), 2)
        add("hyphen", latin(name, system, a), latin(name, system, b), "syllables apart, hyphenated or joined")
    for surname in k.SOUTHERN:
        for _ in range(2):
            name = (surname, invent(dice)[1])
            add(
                "southern-spelling",
                hangul(name),
                hangul(name, southern=True),
                "the two-sound law of the South",
            )
    for _ in range(12):
        name = _with_hanja(dice)
        add(
            "han-of-korean",
            _hanja(name),
            latin(name, "dprk", dice.choice(SHAPES)),
            "Han characters read in Korean",
        )
    for _ in range(8):
        name = _with_hanja(dice)
        add("han-of-korean", _hanja(name), hangul(name), "Han characters read in Korean")
    for _ in range(16):
        name = invent(dice)
        kana = k.katakana(name[1][0]) + k.katakana(name[1][1], first=False)
        add(
            "katakana",
            _kana_surname(name[0]) + "・" + kana,
            latin(name, "dprk", "apart"),
            "katakana of the Korean sounds",
        )
    for _ in range(8):
        name = (dice.choice(("태", "곽", "변", "길", "엄", "렴")), invent(dice)[1])
        heads = [g[0].upper() for g in k.given(name[1], "dprk")]
        add("initials", f"{heads[0]}. {heads[1]}. {k.surname(name[0], 'dprk')}", latin(name, "dprk", "apart"),
            "both initials fit and the surname is rare")  # fmt: skip
    return out


def _kana_surname(surname: str) -> str:
    return k.katakana(surname)


def _with_hanja(dice: Random) -> Name:
    return dice.choice(list(k.HANJA_SURNAMES)), "".join(dice.sample(list(k.HANJA), 2))


def _hanja(name: Name) -> str:
    return k.HANJA_SURNAMES[name[0]] + "".join(k.HANJA[s] for s in name[1])


def nonmatches(dice: Random) -> list[Pair]:
    out: list[Pair] = []

    def add(kind: str, a: str, b: str, why: str) -> None:
        out.append(Pair("ko", "Person", kind, a, b, False, why))

    def any_latin(name: Name) -> str:
        return latin(name, dice.choice(k.SYSTEMS), dice.choice(SHAPES))

    for _ in range(48):
        name, place = invent(dice), dice.randrange(2)
        system = dice.choice(k.SYSTEMS)
        other = swapped(dice, name, place)
        kind = "generation-syllable" if place else "one-syllable"
        add(kind, latin(name, system, "apart"), latin(other, system, dice.choice(SHAPES)),
            "one given syllable differs in every usage")  # fmt: skip
    for _ in range(24):
        name, place = invent(dice), dice.randrange(2)
        add(
            "one-syllable",
            any_latin(name),
            any_latin(swapped(dice, name, place)),
            "one syllable differs, two usages",
        )
    for _ in range(40):
        name, place = invent(dice), dice.randrange(2)
        add("hangul-latin", hangul(name), any_latin(swapped(dice, name, place)),
            "one syllable is not what the Hangul says")  # fmt: skip
    for _ in range(24):
        name, place = invent(dice), dice.randrange(2)
        add("hangul", hangul(name), hangul(swapped(dice, name, place)), "one Hangul syllable differs")
    for _ in range(14):
        name = invent(dice)
        given = "".join(_nearby(dice, s) for s in name[1])
        add("same-surname", any_latin(name), any_latin((name[0], given)), "only the surname is shared")
    for _ in range(22):
        name = invent(dice)
        add(
            "other-surname",
            any_latin(name),
            any_latin(other_surname(dice, name)),
            "only the given name is shared",
        )
    for _ in range(8):
        name = _with_hanja(dice)
        pool = [s for s in k.HANJA if not k.may_be_one(s, name[1][1])]
        other = (name[0], name[1][0] + dice.choice(pool))
        add(
            "han-of-korean",
            _hanja(name),
            latin(other, "dprk", "apart"),
            "another reading of the last character",
        )
    for _ in range(8):
        name = invent(dice)
        other = swapped(dice, name, 1)
        kana = k.katakana(name[1][0]) + k.katakana(name[1][1], first=False)
        add(
            "katakana",
            _kana_surname(name[0]) + "・" + kana,
            latin(other, "dprk", "apart"),
            "one syllable differs",
        )
    for _ in range(8):
        name = invent(dice)
        heads = [g[0].upper() for g in k.given(name[1], "dprk")]
        wrong = dice.choice([h for h in "SMHN" if h not in heads])
        add("initials", f"{heads[0]}. {wrong}. {k.surname(name[0], 'dprk')}", latin(name, "dprk", "apart"),
            "an initial that the name does not have")  # fmt: skip
    for _ in range(6):
        # Same consonants, the syllables turned round: another name.
        name = invent(dice)
        add("turned", latin(name, "dprk", "apart"), latin((name[0], name[1][::-1]), "dprk", "apart"),
            "the given syllables in the other order")  # fmt: skip
    return out


LEADERS = (
    ("金正恩", "Kim Jong Un", "Jin Zheng'en"),
    ("金正日", "Kim Jong Il", "Jin Zhengri"),
    ("金日成", "Kim Il Sung", "Jin Richeng"),
)


def leaders() -> list[Pair]:
    """Names that everyone reads in Korean, whatever the characters would be in Chinese."""
    out = []
    for han, name, pinyin in LEADERS:
        out.append(Pair("ko", "Person", "han-of-korean", han, name, True, "a Korean person's Han name"))
        out.append(
            Pair("ko", "Person", "han-of-korean", han, pinyin, False, "a Korean person read as a Chinese one")
        )
        out.append(
            Pair(
                "ko",
                "Person",
                "han-of-korean",
                name,
                pinyin,
                False,
                "Korean and Chinese readings are two names",
            )
        )
    return out
