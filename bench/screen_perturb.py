"""Names spoiled as people spoil them: one change of each kind, or several at once; blind to the engine.

The word that tells a name (the one that fewest names on the lists have) is never left out nor cut to an
initial: what is left of `Candid General Trading LLC` without it names nobody.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOOK_ALIKE = dict(zip("ABEKMHOPCTXaeopcyxis", "АВЕКМНОРСТХаеорсухіѕ", strict=True))
_SPELLINGS = (
    ("kh", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("ph", "f"),
    ("zh", "j"), ("dj", "j"), ("iy", "y"), ("ei", "ey"), ("sch", "sh"), ("tch", "ch"), ("ks", "x"),
    ("mohammed", "muhammad"), ("muhammad", "mohamed"), ("abd al", "abdul "), ("hussein", "husayn"),
    ("sergei", "sergey"), ("h", "kh"), ("u", "ou"), ("f", "ph"), ("i", "y"), ("v", "w"), ("k", "q"),
)  # fmt: skip
"""Pairs of romanisations that lists and customers use for one sound."""


class Spoiler:
    """Spoils names drawn from a pool, which says how common every word is."""

    def __init__(self, pool: Iterable[str], dice: random.Random) -> None:
        self._dice = dice
        self._counts = Counter(word.lower() for name in pool for word in set(_words(name)))

    def typo(self, name: str) -> str | None:
        """One letter left out, put in, replaced, or two turned round."""
        dice = self._dice
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

    def two_typos(self, name: str) -> str | None:
        """Two such slips, wherever they fall."""
        once = self.typo(name) if sum(ch.isalpha() for ch in name) > 9 else None
        return once and self.typo(once)

    def dropped(self, name: str) -> str | None:
        """One of three or more words left out."""
        words = name.split()
        places = self._expendable(words)
        if len(words) < 3 or not places:
            return None
        del words[self._dice.choice(places)]
        return " ".join(words)

    def order(self, name: str) -> str | None:
        """The words in another order."""
        words = _words(name)
        if len(set(words)) < 2:
            return None
        mixed = words[:]
        while mixed == words:
            self._dice.shuffle(mixed)
        return " ".join(mixed)

    def initial(self, name: str) -> str | None:
        """One of three or more words, not the last, cut to its first letter."""
        words = _words(name)
        places = [n for n in self._expendable(words) if n < len(words) - 1 and len(words[n]) > 2]
        if len(words) < 3 or not places:
            return None
        n = self._dice.choice(places)
        words[n] = words[n][0] + self._dice.choice((".", ""))
        return " ".join(words)

    def joined(self, name: str) -> str | None:
        """Two neighbouring words written as one."""
        words = _words(name)
        if len(words) < 2:
            return None
        n = self._dice.randrange(len(words) - 1)
        return " ".join([*words[:n], words[n] + words[n + 1].lower(), *words[n + 2 :]])

    def transliteration(self, name: str) -> str | None:
        """One sound spelled as another romanisation has it."""
        flat = name.lower()
        rules = [(a, b) for a, b in _SPELLINGS if a in flat]
        if not rules or not name.isascii():
            return None
        a, b = self._dice.choice(rules)
        n = self._dice.choice([n for n in range(len(flat)) if flat.startswith(a, n)])
        return flat[:n] + b + flat[n + len(a) :]

    def homoglyph(self, name: str) -> str | None:
        """Half of the letters that have a Cyrillic twin replaced by it."""
        places = [n for n, ch in enumerate(name) if ch in _LOOK_ALIKE]
        if len(places) < 2 or not name.isascii():
            return None
        chosen = set(self._dice.sample(places, (len(places) + 1) // 2))
        return "".join(_LOOK_ALIKE[ch] if n in chosen else ch for n, ch in enumerate(name))

    def several(self, name: str, *, person: bool) -> str | None:
        """Two or three changes of different kinds."""
        kinds = self._dice.sample([kind for kind in ONE if person or kind != "initial"], 3)
        for kind in kinds[: self._dice.choice((2, 2, 3))]:
            spoiled = self.spoiled(kind, name, person=person)
            if spoiled is None:
                return None
            name = spoiled
        return name

    def spoiled(self, kind: str, name: str, *, person: bool) -> str | None:
        """The name changed so; None where it cannot be. Only persons' names are cut to initials."""
        if kind == "several":
            return self.several(name, person=person)
        if kind == "initial" and not person:
            return None
        change: Callable[[str], str | None] = getattr(self, {**ONE, **MORE}[kind])
        return change(name)

    def _expendable(self, words: list[str]) -> list[int]:
        """Places of all words but the telling one."""
        bare = [_words(word)[0].lower() if _words(word) else "" for word in words]
        known = [n for n, word in enumerate(bare) if word]
        if not known:
            return []
        telling = min(known, key=lambda n: (self._counts[bare[n]], -len(bare[n])))
        return [n for n in known if n != telling]


def _words(name: str) -> list[str]:
    return name.replace(",", " ").split()


ONE = {
    "typo": "typo",
    "dropped token": "dropped",
    "order": "order",
    "initial": "initial",
    "joined": "joined",
    "transliteration": "transliteration",
    "homoglyph": "homoglyph",
}
"""Kinds of one change, and what makes them."""
MORE = {"two typos": "two_typos", "several": "several"}
