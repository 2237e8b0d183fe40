"""Names of companies, offices and ships: a stem that tells them apart, and the words around it."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from interlock.sample.dice import Dice, Weighted
from interlock.sample.foreigners import cyrillic, russian_stem
from interlock.sample.hangul import ends_voiced, katakana
from interlock.sample.kana import katakana_of
from interlock.sample.koreans import romanised
from interlock.sample.naming import Spelled, capital
from interlock.sample.plan import HOUSE_STYLE
from interlock.sample.words import lettered, pairs, words

COMPANY_KINDS: Final = Weighted(
    *(((english, hangul), int(weight)) for weight, english, hangul in pairs("bodies", "company_kinds"))
)
OFFICE_KINDS: Final = tuple((english, hangul) for english, hangul in pairs("bodies", "office_kinds"))

_FORMS: Final = (
    ("Company Limited", ("Co., Ltd.", "Co. Ltd", "Co Ltd", "Company, Limited", "Company Ltd.")),
    ("Corporation", ("Corp.", "Corporation", "Corp", "Company")),
    ("Company", ("Co.", "Company", "Corporation")),
    ("Limited Liability Company", ("OOO", "LLC", "Limited Liability Company")),
)
_KEPT_FORM = 0.55
"""How often a list keeps the form's usual wording."""


class KoreanBody(msgspec.Struct, frozen=True, gc=False):
    """A company or office of the north: stem and number in Hangul terms, kind in English and Hangul."""

    stem: str
    """Hangul; empty for numbered bodies."""
    kind: tuple[str, str]
    number: int = 0
    branch: tuple[str, str] = ("", "")
    """English and Hangul, such as `Branch 2`."""
    national: bool = False
    """With Korea in front."""

    culture: Literal["korean"] = "korean"

    @property
    def native(self) -> str:
        """`조선련봉무역회사`, `412호실`."""
        number = str(self.number) if self.number else ""
        core = number + self.kind[1] if number else self.stem + self.kind[1]
        return ("조선" if self.national else "") + core + self.branch[1]

    @property
    def latin(self) -> Spelled:
        """Northern usage, the stem joined."""
        return Spelled("", self._compose(capital("".join(romanised(self.stem, "dprk"))), "Korea"))

    @property
    def kana(self) -> str:
        """Trade words as English in katakana, the stem by its sound."""
        stem = "".join(katakana(s, i > 0 and ends_voiced(self.stem[i - 1])) for i, s in enumerate(self.stem))
        words = self._compose("@", "Korea").split("@")
        return "・".join(part for part in (katakana_of(words[0]), stem, katakana_of(words[-1])) if part) \
            if stem else katakana_of(words[0])  # fmt: skip

    def _compose(self, stem: str, country: str) -> str:
        core = f"{self.kind[0]} {self.number}" if self.number else f"{stem} {self.kind[0]}"
        return " ".join(part for part in (country if self.national else "", core, self.branch[0]) if part)

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """Another romanisation of the stem, another word for the form, Korea or Korean or Choson."""
        syllables = romanised(self.stem, dice.one(HOUSE_STYLE[authority]))
        stem = capital("".join(syllables))
        if dice.chance(0.15):
            stem = " ".join(capital(syllable) for syllable in syllables)
        country = "Korea" if dice.chance(0.8) else dice.one(("Korean", "Choson"))
        text = other_form(dice, self._compose(stem, country))
        if self.number:
            text = text.replace(str(self.number), dice.one(("{}", "{}", "No. {}", "#{}")).format(self.number))
        return Spelled("", text)


class Firm(msgspec.Struct, frozen=True, gc=False):
    """A company elsewhere: one text, and the same in its own script where lists print it."""

    text: str
    native: str = ""
    culture: Literal["chinese", "russian", "arabic"] = "chinese"

    @property
    def latin(self) -> Spelled:
        """As it is."""
        return Spelled("", self.text)

    @property
    def kana(self) -> str:
        """By rule."""
        return katakana_of(self.text)

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """Another word for the form; OOO in front or behind."""
        text = other_form(dice, self.text)
        head, _, rest = text.partition(" ")
        if head in {"OOO", "LLC", "JSC"} and dice.chance(0.4):
            text = f"{rest} {head}"
        return Spelled("", text)


class ShipName(msgspec.Struct, frozen=True, gc=False):
    """A ship: Korean syllables apart, or one word; a number or none."""

    stem: str
    number: int = 0

    culture: Literal["korean", "russian"] = "korean"

    @property
    def native(self) -> str:
        """Hangul with the number; a word as it is."""
        return self.stem + (f" {self.number}" if self.number else "")

    @property
    def latin(self) -> Spelled:
        """`Ryon San 3`."""
        return Spelled("", self._spell("dprk"))

    def _spell(self, system: Literal["dprk", "revised", "reischauer", "press"]) -> str:
        if self.culture == "korean":
            stem = " ".join(capital(syllable) for syllable in romanised(self.stem, system))
        else:
            stem = self.stem
        return stem + (f" {self.number}" if self.number else "")

    @property
    def kana(self) -> str:
        """By rule."""
        return katakana_of(self._spell("dprk"))

    def variant(self, dice: Dice, authority: str) -> Spelled:
        """Another romanisation; ships are mostly spelled alike, because their papers are in Latin."""
        return Spelled("", self._spell(dice.one(HOUSE_STYLE[authority]) if dice.chance(0.2) else "dprk"))


def other_form(dice: Dice, text: str) -> str:
    """Another spelling of the legal form at the end, now and then."""
    for usual, printed in _FORMS:
        if text.endswith(usual) and not dice.chance(_KEPT_FORM):
            return text.removesuffix(usual) + dice.one(printed)
    return text


def stem(dice: Dice) -> str:
    """Two or three Hangul syllables that name a place or nothing; mostly three, as few real ones have."""
    tails = words("korean", "stem_tails")
    while True:
        middle = dice.one(tails) if dice.chance(0.85) else ""
        made = dice.one(words("korean", "stem_heads")) + middle + dice.one(tails)
        if made[-1] not in made[:-1]:
            return made


def korean_company(dice: Dice, of_stem: str = "") -> KoreanBody:
    """A company; one in three has the country's name in front."""
    return KoreanBody(of_stem or stem(dice), dice.one(COMPANY_KINDS), national=dice.chance(0.35))


def korean_office(dice: Dice, number: int) -> KoreanBody:
    """A numbered body, or an institute with a stem."""
    if dice.chance(0.5):
        return KoreanBody(stem(dice), ("Institute of Technology", "기술연구원"))
    return KoreanBody("", dice.one(OFFICE_KINDS), number=number)


def chinese_firm(dice: Dice) -> Firm:
    """`Dandong Ruisheng Trading Company Limited`."""
    city_native, city = _city(dice)
    parts = dice.some(lettered("chinese", "stems"), dice.between(2, 3))
    name = capital("".join(pinyin for _, pinyin in parts))
    native = city_native + "".join(sign for sign, _ in parts) + "贸易有限公司"
    return Firm(f"{city} {name} {dice.one(words('bodies', 'trades'))} Company Limited", native, "chinese")


def _city(dice: Dice) -> tuple[str, str]:
    word = dice.one(words("chinese", "cities"))
    latin = "".join(ch for ch in word if ch.isascii())
    return word.removeprefix(latin), latin


def russian_firm(dice: Dice) -> Firm:
    """`OOO Tumalneft`, in Latin and Cyrillic."""
    name = russian_stem(dice) + dice.one(words("russian", "trades"))
    if dice.chance(0.25):
        name += "-" + dice.one(words("russian", "affixes"))
    elif dice.chance(0.2):
        name += f" {dice.between(2, 9)}"
    form, form_native = dice.one((("OOO", "ООО"), ("JSC", "АО"), ("LLC", "ООО")))
    latin = "-".join(cyrillic(part, "en") for part in name.split("-"))
    return Firm(f"{form} {latin}", f"{form_native} «{name}»", "russian")


def arabic_firm(dice: Dice) -> Firm:
    """`Al Rabwa Sidra General Trading LLC`."""
    heads = " ".join(dice.some(words("arabic", "firm_heads"), 2))
    number = f" {dice.between(2, 99)}" if dice.chance(0.4) else ""
    form = dice.one((" LLC", " FZE", " Company", ""))
    return Firm(f"Al {heads} {dice.one(words('arabic', 'firm_tails'))}{number}{form}", "", "arabic")


def ship(dice: Dice, korean: bool) -> ShipName:
    """A Korean ship, or one with an English name such as tankers bear."""
    number = dice.between(1, 18) if dice.chance(0.45) else 0
    if korean:
        return ShipName(stem(dice), number)
    return ShipName(
        f"{dice.one(words('ships', 'words'))} {dice.one(words('ships', 'tails'))}", number, "russian"
    )


def acronym(text: str) -> str:
    """The capitals of a name's words: `KRTC`. Many bodies share one, so lists call it weak."""
    return "".join(re.findall(r"\b[A-Z]", text))
