"""A name as the comparison sees it: its words, what each is worth, and what it may be read as.

Computed once for each distinct text and kept; the text itself is never changed.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from interlock.model.listing import Schema
from interlock.names import chinese, han, japanese, korean
from interlock.names.bodies import body_words
from interlock.names.fold import fold
from interlock.names.persons import family_of, parents, person_words, skeleton
from interlock.names.romanise import VOWELLESS
from interlock.names.scripts import script_of
from interlock.names.words import GENERIC, HOME, NUMBER, PARTICLE, WEIGHTS


@cache
def _surnames() -> frozenset[str]:
    return korean.surname_spellings() | chinese.surname_spellings()


def _may_be_asian(tokens: tuple[str, ...]) -> bool:
    """Whether a name in Latin letters may be Korean or Chinese: two to four words, a surname at an end."""
    if not 1 < len(tokens) < 5:
        return False
    known = _surnames()
    return tokens[0] in known or tokens[-1] in known or tokens[0] + tokens[1] in known


class Prepared:
    """One name, ready to be compared. What only some comparisons ask for is worked out when first asked."""

    __slots__ = (
        "_chinese", "_japanese", "_korean", "_skeletons", "flat", "joined", "kinds", "legal", "may_be_asian",
        "native", "numbers", "parents", "raws", "schema", "script", "telling", "text", "tokens", "vowelless",
        "weights", "words",
    )  # fmt: skip

    def __init__(self, text: str, schema: Schema) -> None:
        self.schema = schema
        self._korean: tuple[korean.Reading, ...] | None = None
        self._chinese: tuple[chinese.Reading, ...] | None = None
        self._japanese: tuple[str, ...] | None = None
        self._skeletons: tuple[str, ...] | None = None
        is_latin = text.isascii()
        if is_latin:
            self.script, self.native, self.vowelless = "latin", "", False
            self.flat = fold(text)
        else:
            text = unicodedata.normalize("NFKC", text)
            self.script = "latin" if text.isascii() else script_of(text)
            self.flat = fold(text)
            is_latin = self.script == "latin"
            self.native = "" if is_latin else self.flat.replace(" ", "")
            self.vowelless = self.script in VOWELLESS
            """In a script that writes few vowels."""
        self.text = text
        if schema == "Person":
            found = person_words(text, self.flat, is_latin=is_latin)
        else:
            found = body_words(text, self.flat, is_latin=is_latin, is_ship=schema == "Vessel")
        self.words, self.kinds, self.raws, self.tokens, self.legal = found
        kinds = self.kinds
        self.may_be_asian = not is_latin or _may_be_asian(self.tokens)
        self.weights = tuple(map(WEIGHTS.__getitem__, kinds))
        self.joined = "".join(self.raws)
        self.telling = len(kinds)
        """Words that are no particles."""
        self.parents: frozenset[str] = frozenset()
        """Whose child the name says the bearer is."""
        if PARTICLE in kinds:
            self.telling -= kinds.count(PARTICLE)
            self.parents = parents(self.words)
        if HOME in kinds:
            self.telling -= kinds.count(HOME)
        self.numbers: tuple[str, ...] = ()
        """The numbers in the name, sorted."""
        if NUMBER in kinds:
            numbers = [w for w, k in zip(self.words, kinds, strict=True) if k == NUMBER]
            self.numbers = tuple(sorted(numbers))

    @property
    def generic_only(self) -> bool:
        """Made of words of business alone."""
        return all(kind == GENERIC for kind in self.kinds)

    @property
    def japanese(self) -> tuple[str, ...]:
        """The sound of each word as Japanese; empty when one cannot be Japanese."""
        if self._japanese is None:
            self._japanese = japanese.sounds(self.raws)
        return self._japanese

    @property
    def skeletons(self) -> tuple[str, ...]:
        """How each word sounds."""
        if self._skeletons is None:
            self._skeletons = tuple([skeleton(word) for word in self.words])
        return self._skeletons

    @property
    def korean(self) -> tuple[korean.Reading, ...]:
        """What the personal name may be read as in Korean."""
        if self._korean is None:
            if self.script == "latin":
                self._korean = korean.latin_readings(self.tokens, family_of(self.text))
            elif self.script == "hangul":
                self._korean = korean.hangul_readings(self.text)
            elif self.script == "han":
                self._korean = han.as_korean("".join(self.text.split()))
            elif self.script == "kana":
                self._korean = korean.kana_readings(self.tokens)
            else:
                self._korean = ()
        return self._korean

    @property
    def chinese(self) -> tuple[chinese.Reading, ...]:
        """What the personal name may be read as in Chinese."""
        if self._chinese is None:
            if self.script == "latin":
                self._chinese = chinese.latin_readings(self.tokens, family_of(self.text))
            elif self.script == "han":
                self._chinese = han.as_chinese("".join(self.text.split()))
            else:
                self._chinese = ()
        return self._chinese


@lru_cache(maxsize=262_144)
def prepare(name: str, schema: Schema = "Person") -> Prepared:
    """The name, ready to be compared with others of its schema; the same object for the same name.

    Worth keeping by whoever compares one name with many: two prepared names cost a fifth of two texts.
    """
    return Prepared(name, schema)
