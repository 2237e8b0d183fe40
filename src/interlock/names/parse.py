"""A name as the comparison sees it: its words, what each is worth, and what it may be read as.

Computed once for each distinct text and kept; the text itself is never changed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from interlock.model.listing import Schema
from interlock.names import chinese, han, japanese, korean
from interlock.names.bodies import body_words
from interlock.names.fold import fold
from interlock.names.persons import person_words, skeleton
from interlock.names.romanise import VOWELLESS
from interlock.names.scripts import script_of
from interlock.names.words import GENERIC, NUMBER, WEIGHTS


class Parsed:
    """One name, ready to be compared. What only some comparisons ask for is worked out when first asked."""

    __slots__ = (
        "_chinese", "_korean", "_skeletons", "family", "flat", "joined", "kinds", "legal", "native", "raws",
        "schema", "script", "text", "tokens", "weights", "words",
    )  # fmt: skip

    def __init__(self, text: str, schema: Schema) -> None:
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        self.text = text
        self.script = "latin" if text.isascii() else script_of(text)
        self.flat = fold(text)
        self.schema = schema
        self.native = "" if self.script == "latin" else self.flat.replace(" ", "")
        self._korean: tuple[korean.Reading, ...] | None = None
        self._chinese: tuple[chinese.Reading, ...] | None = None
        self._skeletons: tuple[str, ...] | None = None
        is_latin = self.script == "latin"
        if schema == "Person":
            found = person_words(text, self.flat, is_latin=is_latin)
        else:
            found = body_words(text, self.flat, is_latin=is_latin, is_ship=schema == "Vessel")
        self.words, self.kinds, self.raws, self.tokens, self.family, self.legal = found
        self.weights = [WEIGHTS[kind] for kind in self.kinds]
        self.joined = "".join(self.raws)

    @property
    def vowelless(self) -> bool:
        """In a script that writes few vowels."""
        return self.script in VOWELLESS

    @property
    def numbers(self) -> list[str]:
        """The numbers in the name, sorted."""
        if NUMBER not in self.kinds:
            return []
        return sorted(w for w, k in zip(self.words, self.kinds, strict=True) if k == NUMBER)

    @property
    def generic_only(self) -> bool:
        """Made of words of business alone."""
        return all(kind == GENERIC for kind in self.kinds)

    @property
    def japanese(self) -> tuple[str, ...]:
        """The sound of each word as Japanese; empty when one cannot be Japanese."""
        sounds = tuple(japanese.sound(word) for word in self.raws)
        return sounds if all(sounds) else ()

    @property
    def skeletons(self) -> tuple[str, ...]:
        """How each word sounds."""
        if self._skeletons is None:
            self._skeletons = tuple(skeleton(word) for word in self.words)
        return self._skeletons

    @property
    def korean(self) -> tuple[korean.Reading, ...]:
        """What the personal name may be read as in Korean."""
        if self._korean is None:
            if self.script == "latin":
                self._korean = korean.latin_readings(self.tokens, self.family)
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
                self._chinese = chinese.latin_readings(self.tokens, self.family)
            elif self.script == "han":
                self._chinese = han.as_chinese("".join(self.text.split()))
            else:
                self._chinese = ()
        return self._chinese


@lru_cache(maxsize=262_144)
def parsed(text: str, schema: Schema) -> Parsed:
    """The name, parsed. Cost: some 10 microseconds for a new text in Latin letters."""
    return Parsed(text, schema)
