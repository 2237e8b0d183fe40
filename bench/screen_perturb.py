"""Names spoiled as people spoil them: one change of each kind, or several at once; blind to the engine."""

from __future__ import annotations

import random
from collections.abc import Callable

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOOK_ALIKE = dict(zip("ABEKMHOPCTXaeopcyxis", "АВЕКМНОРСТХаеорсухіѕ", strict=True))
_SPELLINGS = (
    ("kh", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("ph", "f"),
    ("zh", "j"), ("dj", "j"), ("iy", "y"), ("ei", "ey"), ("sch", "sh"), ("tch", "ch"), ("ks", "x"),
    ("mohammed", "muhammad"), ("muhammad", "mohamed"), ("abd al", "abdul "), ("hussein", "husayn"),
    ("sergei", "sergey"), ("h", "kh"), ("u", "ou"), ("f", "ph"), ("i", "y"), ("v", "w"), ("k", "q"),
)  # fmt: skip
"""Pairs of romanisations that lists and customers use for one sound."""


def typo(name: str, dice: random.Random) -> str | None:
    """One letter left out, put in, replaced, or two turned round."""
    places = [n for n, ch in enumerate(name) if ch.isalpha()]
    if len(places) < 5:
        return None
    n = dice.choice(places)
    kind = dice.randrange(4)
    letter = dice.choice(LETTERS) if name[n].isascii() else name[dice.choice(places)]
    if kind == 0:
        return name[:n] + name[n + 1 :]
    if kind == 1:
        return name[:n] + letter + name[n:]
    if kind == 2:
        return name[:n] + letter + name[n + 1 :]
    if n + 1 < len(name) and name[n + 1].isalpha() and name[n + 1] != name[n]:
        return name[:n] + name[n + 1] + name[n] + name[n + 2 :]
    return None


def two_typos(name: str, dice: random.Random) -> str | None:
    """Two such slips, wherever they fall."""
    once = typo(name, dice) if sum(ch.isalpha() for ch in name) > 9 else None
    return once and typo(once, dice)


def dropped(name: str, dice: random.Random) -> str | None:
    """One of three or more words left out: of two, the rest would name nobody."""
    words = name.split()
    if len(words) < 3:
        return None
    del words[dice.randrange(len(words))]
    return " ".join(words)


def order(name: str, dice: random.Random) -> str | None:
    """The words in another order."""
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return None
    mixed = words[:]
    while mixed == words:
        dice.shuffle(mixed)
        if len(set(words)) == 1:
            return None
    return " ".join(mixed)


def initial(name: str, dice: random.Random) -> str | None:
    """One of three or more words, not the last, cut to its first letter."""
    words = name.replace(",", " ").split()
    long = [n for n, word in enumerate(words[:-1]) if len(word) > 2 and word.isalpha()]
    if len(words) < 3 or not long:
        return None
    n = dice.choice(long)
    words[n] = words[n][0] + dice.choice((".", ""))
    return " ".join(words)


def joined(name: str, dice: random.Random) -> str | None:
    """Two neighbouring words written as one."""
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return None
    n = dice.randrange(len(words) - 1)
    return " ".join([*words[:n], words[n] + words[n + 1].lower(), *words[n + 2 :]])


def transliteration(name: str, dice: random.Random) -> str | None:
    """One sound spelled as another romanisation has it."""
    flat = name.lower()
    rules = [(a, b) for a, b in _SPELLINGS if a in flat]
    if not rules or not name.isascii():
        return None
    a, b = dice.choice(rules)
    places = [n for n in range(len(flat)) if flat.startswith(a, n)]
    n = dice.choice(places)
    return flat[:n] + b + flat[n + len(a) :]


def homoglyph(name: str, dice: random.Random) -> str | None:
    """Half of the letters that have a Cyrillic twin replaced by it."""
    places = [n for n, ch in enumerate(name) if ch in _LOOK_ALIKE]
    if len(places) < 2 or not name.isascii():
        return None
    chosen = set(dice.sample(places, (len(places) + 1) // 2))
    return "".join(_LOOK_ALIKE[ch] if n in chosen else ch for n, ch in enumerate(name))


ONE: dict[str, Callable[[str, random.Random], str | None]] = {
    "typo": typo,
    "dropped token": dropped,
    "order": order,
    "initial": initial,
    "joined": joined,
    "transliteration": transliteration,
    "homoglyph": homoglyph,
}


def several(name: str, dice: random.Random) -> str | None:
    """Two or three changes of different kinds."""
    kinds = dice.sample(list(ONE), dice.choice((2, 2, 3)))
    for kind in kinds:
        spoiled = ONE[kind](name, dice)
        if spoiled is None:
            return None
        name = spoiled
    return name


KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    **ONE,
    "two typos": two_typos,
    "several": several,
}
