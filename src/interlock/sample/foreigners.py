"""Names that are not Korean: Chinese, Russian and Arabic in manner, made from parts."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from interlock.sample.dice import Dice, Weighted
from interlock.sample.kana import katakana_of
from interlock.sample.naming import Spelled, capital
from interlock.sample.words import lettered, pairs, words


class ChineseName(msgspec.Struct, frozen=True, gc=False):
    """Pinyin and characters, part by part."""

    surname: str
    given: tuple[str, ...]
    native: str

    culture: Literal["chinese"] = "chinese"

    @property
    def latin(self) -> Spelled:
        """Pinyin, given name joined."""
        return Spelled(self.surname, capital("".join(self.given)))

    @property
    def kana(self) -> str:
        """By rule from the pinyin."""
        return katakana_of(self.surname + " " + "".join(self.given))

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """Pinyin joined, apart or hyphened; now and then Wade-Giles."""
        if dice.chance(0.12):
            given = "-".join(_wade(part) for part in self.given)
            return Spelled(capital(_wade(self.surname.lower())), capital(given))
        glue = dice.one(("", "", " ", "-"))
        parts = [capital(part) if glue == " " else part for part in self.given]
        return Spelled(self.surname, capital(glue.join(parts)))


def _wade(pinyin: str) -> str:
    for initial, printed in pairs("chinese", "wade"):
        if pinyin.startswith(initial):
            return printed + pinyin[len(initial) :].replace("ong", "ung")
    return pinyin.replace("ong", "ung")


def chinese_name(dice: Dice) -> ChineseName:
    """A surname and one or two given syllables."""
    character, surname = dice.one(lettered("chinese", "surnames"))
    given = dice.some(lettered("chinese", "given"), 1 if dice.chance(0.15) else 2)
    native = character + "".join(sign for sign, _ in given)
    return ChineseName(surname, tuple(pinyin for _, pinyin in given), native)


_SURNAME_ENDS: Final = Weighted(("ов", 40), ("ев", 12), ("ин", 18), ("ский", 12), ("енко", 10), ("ук", 8))

Transliteration = Literal["en", "passport", "french"]
_TRANSLITERATIONS: Final[Weighted[Transliteration]] = Weighted(("en", 70), ("passport", 22), ("french", 8))
_SYSTEMS: tuple[Transliteration, ...] = ("en", "passport", "french")
_LETTERS: Final = {
    system: dict(zip(words("russian", "cyrillic"), words("russian", f"latin_{system}"), strict=True))
    | {"ъ": "", "ь": ""}
    for system in _SYSTEMS
}


class RussianName(msgspec.Struct, frozen=True, gc=False):
    """Given name, patronymic and surname in Cyrillic."""

    given: str
    patronymic: str
    surname: str

    culture: Literal["russian"] = "russian"

    @property
    def native(self) -> str:
        """All three, surname last."""
        return f"{self.given} {self.patronymic} {self.surname}"

    @property
    def latin(self) -> Spelled:
        """English usage, with the patronymic."""
        return Spelled(cyrillic(self.surname, "en"), cyrillic(f"{self.given} {self.patronymic}", "en"))

    @property
    def kana(self) -> str:
        """By rule from the English spelling, without the patronymic."""
        return katakana_of(f"{cyrillic(self.given, 'en')} {cyrillic(self.surname, 'en')}")

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """Another transliteration, often without the patronymic."""
        system = dice.one(_TRANSLITERATIONS)
        given = self.given if dice.chance(0.35) else f"{self.given} {self.patronymic}"
        return Spelled(cyrillic(self.surname, system), cyrillic(given, system))


def cyrillic(text: str, system: Transliteration) -> str:
    """Cyrillic in Latin letters, word by word in the same case."""
    table = _LETTERS[system]
    spelled = ("".join(table.get(letter, letter) for letter in word.lower()) for word in text.split())
    return " ".join(capital(word) for word in spelled)


def russian_stem(dice: Dice) -> str:
    """The stem of a surname or of a firm, in Cyrillic."""
    middles = words("russian", "stem_middles")
    syllables = dice.one((1, 2, 2, 2, 3))
    return dice.one(words("russian", "stem_starts")) + "".join(dice.one(middles) for _ in range(syllables))


def russian_name(dice: Dice) -> RussianName:
    """A man's name."""
    surname = russian_stem(dice) + dice.one(_SURNAME_ENDS)
    return RussianName(
        dice.one(words("russian", "given")), dice.one(words("russian", "patronymics")), surname
    )


class ArabicName(msgspec.Struct, frozen=True, gc=False):
    """Given name, father's, sometimes grandfather's, and a name of origin."""

    given: tuple[int, ...]
    """Places in the row of given names."""
    origin: str
    native: str

    culture: Literal["arabic"] = "arabic"

    @property
    def latin(self) -> Spelled:
        """The usual spelling of each part."""
        return Spelled(f"al-{self.origin}", " ".join(_spellings(index)[0] for index in self.given))

    @property
    def kana(self) -> str:
        """By rule from the usual spelling."""
        return katakana_of(self.latin.given_first)

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """Each part in any of its spellings; the grandfather may be left out."""
        given = self.given[:2] if len(self.given) > 2 and dice.chance(0.3) else self.given
        article = dice.one(words("arabic", "articles"))
        return Spelled(article + self.origin, " ".join(dice.one(_spellings(index)) for index in given))


def _spellings(index: int) -> list[str]:
    return pairs("arabic", "given")[index][0].split("/")


def arabic_name(dice: Dice) -> ArabicName:
    """Two or three given names and an origin."""
    names = pairs("arabic", "given")
    given = tuple(dice.some(range(len(names)), dice.between(2, 3)))
    stem, stem_arabic = dice.one(pairs("arabic", "origin_stems"))
    end, end_arabic = dice.one(pairs("arabic", "origin_ends"))
    native = " ".join(names[index][1] for index in given) + " ال" + stem_arabic + end_arabic
    return ArabicName(given, stem + end, native)
