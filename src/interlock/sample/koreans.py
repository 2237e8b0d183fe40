"""Names of Koreans: made from syllables, spelled as lists spell them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from interlock.sample.dice import Dice, Weighted
from interlock.sample.hangul import ends_voiced, katakana, plain, romanise, southern
from interlock.sample.naming import Spelled, capital
from interlock.sample.plan import HOUSE_STYLE, Romanisation
from interlock.sample.words import lettered, words

Joint = Literal["space", "hyphen", "Hyphen", "joined"]
JOINTS: Final[Weighted[Joint]] = Weighted(("space", 55), ("hyphen", 28), ("Hyphen", 12), ("joined", 5))
"""`Chol Su`, `Chol-su`, `Chol-Su`, `Cholsu`, in the shares seen on the DPRK entries of all lists."""

SURNAMES: Final = Weighted(*((name, int(share)) for name, share in lettered("korean", "surnames")))
_PRESS_SURNAMES = dict(lettered("korean", "press_surnames"))

SINGLE_GIVEN: Final = 0.04
"""Share of given names of one syllable."""
_LEADERS = frozenset({"jongun", "jongil", "ilsong", "ilsung", "yojong"})
"""Given names that fiction should not use."""


class KoreanName(msgspec.Struct, frozen=True, gc=False):
    """Surname and given name in Hangul, in northern spelling."""

    surname: str
    given: str

    culture: Literal["korean"] = "korean"

    @property
    def native(self) -> str:
        """`김철수`."""
        return self.surname + self.given

    @property
    def southern(self) -> str:
        """The surname as the south spells it."""
        return southern(self.surname) + self.given

    @property
    def latin(self) -> Spelled:
        """Northern usage, syllables apart: `Kim`, `Chol Su`."""
        return self.spelled("dprk", "space")

    @property
    def kana(self) -> str:
        """`キム・チョルス`."""
        return katakana(self.surname) + "・" + self.kana_given()

    def kana_given(self) -> str:
        """The given name in katakana."""
        return "".join(
            katakana(syllable, index > 0 and ends_voiced(self.given[index - 1]))
            for index, syllable in enumerate(self.given)
        )

    def spelled(self, system: Romanisation, joint: Joint) -> Spelled:
        """In a romanisation; breves as apostrophes, as lists print them."""
        if system == "press":
            family = _PRESS_SURNAMES.get(self.surname) or capital(romanise(self.surname, "press"))
        else:
            family = capital(plain(romanise(self.surname, system)))
        return Spelled(family, joined(romanised(self.given, system), joint))

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """In the authority's house style."""
        return self.spelled(dice.one(HOUSE_STYLE[authority]), dice.one(JOINTS))


def romanised(word: str, system: Romanisation) -> list[str]:
    """Each syllable of a word in small letters."""
    return [
        plain(romanise(syllable, system, index > 0 and ends_voiced(word[index - 1])))
        for index, syllable in enumerate(word)
    ]


def joined(syllables: Sequence[str], joint: Joint) -> str:
    """Syllables as one given name."""
    if joint == "space":
        return " ".join(capital(syllable) for syllable in syllables)
    if joint == "Hyphen":
        return "-".join(capital(syllable) for syllable in syllables)
    return capital(("-" if joint == "hyphen" else "").join(syllables))


def korean_name(dice: Dice, female: bool = False) -> KoreanName:
    """A name that no leader bears."""
    return KoreanName(dice.one(SURNAMES), given_name(dice, female))


def given_name(dice: Dice, female: bool = False) -> str:
    """One or two syllables in Hangul."""
    while True:
        if not female and dice.chance(SINGLE_GIVEN):
            return dice.one(words("korean", "single"))
        pool = words("korean", "female" if female else "male")
        first, second = dice.one(pool), dice.one(pool)
        if first != second and romanise(first, "dprk") + romanise(second, "dprk") not in _LEADERS:
            return first + second


def sibling(dice: Dice, name: KoreanName) -> KoreanName:
    """Another given name with the same surname and the same generation syllable."""
    while True:
        given = name.given[0] + dice.one(words("korean", "male"))
        latin = "".join(romanise(syllable, "dprk") for syllable in given)
        if given != name.given and given[0] != given[1] and latin not in _LEADERS:
            return KoreanName(name.surname, given)
