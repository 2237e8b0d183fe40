"""One printed name of a Japanese list, taken apart at its brackets. Pure.

What stands in brackets is a spelling, a short form, the same name in another script, a note, or a part of
the name; when none of the rules below is sure, the brackets stay where they were printed.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from tomllib import loads

import msgspec
from rapidfuzz import fuzz

from interlock.model.listing import NameKind
from interlock.sources.countries import country_code
from interlock.sources.japanese.text import balanced, has_japanese, split_outside

_TABLE = Path(__file__).parents[1] / "authorities" / "jp.toml"
_WORDS: dict[str, list[str]] = loads(_TABLE.read_text(encoding="utf-8"))["names"]
NOTE_WORDS = _WORDS["notes"]
"""A bracket with one of these says something about the name."""

MAX_SPELLINGS = 40
"""Of one name. The longest cell of 2026-03-05 makes 30; past this each word varies on its own."""
ALIKE = {True: 50, False: 70}
"""Person or body to the per cent of letters that a spelling in brackets shares with the word before it.
`Lvov (Lviv)` has 75, `Pyatykh (Fifth)` 31, `Kerimova (Khanbalaeva)`, another surname, 42; of bodies
`Salute (Salyut)` has 83, and `Kahane Chai (Kach)`, another name, 50."""


class Reading(msgspec.Struct):
    """One printed name, taken apart."""

    spellings: list[str]
    """The first is the name without what stands in brackets."""
    others: list[tuple[str, NameKind]] = []
    notes: list[str] = []
    was_listed_so: bool = False
    """The list says that it used this name before."""


_QUOTES = '"“”„‟「」『』'
_OPEN = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_LAST_WORD = re.compile(r"[^\s・/()\"“”]+$")
_MARKED = re.compile(r"(nee|f\.k\.a|a\.k\.a|旧姓|旧称|別称)[ .,:、]+(.+)")
_MARKED_KINDS: dict[str, NameKind] = {
    "nee": "maiden",
    "旧姓": "maiden",
    "f.k.a": "former",
    "旧称": "former",
    "a.k.a": "alias",
    "別称": "alias",
}


class _Spelt:
    """Builds the text of a name and the places where it has more than one spelling."""

    def __init__(self) -> None:
        self.text = ""
        self.slots: list[tuple[int, int, list[str]]] = []

    def add(self, piece: str) -> None:
        """Appends printed text; a word that brackets held apart from the last stays apart."""
        if (
            self.text[-1:].isascii()
            and self.text[-1:].isalnum()
            and piece[:1].isascii()
            and piece[:1].isalnum()
        ):
            self.text += " "
        self.text += piece

    def last_word(self) -> re.Match[str] | None:
        """The word that the text ends with, a space or two after it allowed."""
        return _LAST_WORD.search(self.text.rstrip())

    def vary(self, start: int, spellings: list[str]) -> None:
        """From `start` on, the text may be spelt otherwise."""
        self.slots.append((start, len(self.text.rstrip()), spellings))

    def spellings(self) -> list[str]:
        """All of them, the one outside of brackets first."""
        choices = [[self.text[a:b], *others] for a, b, others in self.slots]
        total = 1
        for choice in choices:
            total *= len(choice)
        if total <= MAX_SPELLINGS:
            picks = list(product(*choices))
        else:
            first = [choice[0] for choice in choices]
            picks = [tuple(first)]
            for place, choice in enumerate(choices):
                picks += [(*first[:place], other, *first[place + 1 :]) for other in choice[1:]]
        return list(dict.fromkeys(self._with(pick) for pick in picks))

    def _with(self, pick: tuple[str, ...]) -> str:
        text = self.text
        for (start, end, _), spelling in reversed(list(zip(self.slots, pick, strict=True))):
            text = text[:start] + spelling + text[end:]
        return " ".join(text.split())


def read_name(text: str, person: bool) -> Reading:
    """The spellings, other names and notes of one printed name."""
    spelt = _Spelt()
    reading = Reading([])
    start = 0
    for match in _OPEN.finditer(text):
        spelt.add(text[start : match.start()])
        start = match.end()
        at_end = not _OPEN.sub("", text[start:]).strip(' 」"”')
        if not _bracket(match[1].strip(), spelt, reading, text, person, at_end):
            spelt.text += match[0]
    spelt.add(text[start:])
    for name in map(_unquoted, spelt.spellings()):
        inner = unwrapped_brackets(name)
        if inner == name:
            reading.spellings.append(inner)
            continue
        for part in split_outside(inner, ";、"):
            nested = read_name(part, person)
            reading.spellings += nested.spellings
            reading.others += nested.others
            reading.notes += nested.notes
    return reading


def _unquoted(name: str) -> str:
    bare = name.strip(" 、,;/")
    if bare[:1] in _QUOTES and bare[-1:] in _QUOTES and not any(q in bare[1:-1] for q in _QUOTES):
        return bare.strip(_QUOTES).strip()
    return bare


def _bracket(content: str, spelt: _Spelt, reading: Reading, whole: str, person: bool, at_end: bool) -> bool:
    """Places the content of one bracket; False when it is a part of the name, or may be one."""
    if not content:
        return True
    if any(words in content.lower() for words in _WORDS["former"]):
        reading.was_listed_so = True
        return True
    if any(word in content for word in _WORDS["notes"]):
        reading.notes.append(whole)
        return True
    if marked := _MARKED.search(content):
        _marked(marked, content, spelt, reading)
        return True
    outside = spelt.text.strip()
    if outside and content.upper() not in _WORDS["parts"] and _other_script(outside, content):
        for part in split_outside(content, ";"):
            inner = read_name(part, person)
            reading.others += [(name, "alias") for name in inner.spellings] + inner.others
            reading.notes += inner.notes
        return True
    if _is_part(content) or not outside:
        return False
    return _spelling(content, spelt, reading, whole, person, at_end)


def _is_part(content: str) -> bool:
    return (
        content.upper() in _WORDS["parts"]
        or content.lower().startswith("including ")
        or content.endswith("を含む")
        or (len(content) > 2 and bool(country_code(content)))
    )


def _other_script(outside: str, content: str) -> bool:
    return _script(outside) != _script(content)


def _script(text: str) -> str:
    if has_japanese(text):
        return "japanese"
    letters = [letter for letter in text if letter.isalpha()]
    return "latin" if not letters or letters[0] < "\u0250" else "other"


def _marked(marked: re.Match[str], content: str, spelt: _Spelt, reading: Reading) -> None:
    """`nee X`, `f.k.a. X`: the name with its last word exchanged, or X when it is a whole name."""
    kind = _MARKED_KINDS[marked[1]]
    name = marked[2].strip()
    word = spelt.last_word()
    if word and len(name.split()) == 1 and kind != "alias":
        name = spelt.text[: word.start()] + name
    reading.others.append((" ".join(name.split()), kind))
    before = content[: marked.start()].strip(" ;,")
    if before and word:
        spelt.vary(word.start(), [before])


def _spelling(content: str, spelt: _Spelt, reading: Reading, whole: str, person: bool, at_end: bool) -> bool:
    word = spelt.last_word()
    choices = [choice for choice in re.split(r"\s*[/,、;]\s*", content) if choice]
    if word and all(" " not in choice for choice in choices) and not any("-" in c for c in choices):
        alike = [c for c in choices if fuzz.ratio(c.casefold(), word[0].casefold()) >= ALIKE[person]]
        if person and not at_end:
            alike = choices
        if alike:
            spelt.vary(word.start(), alike)
            reading.notes += [whole] if len(alike) < len(choices) else []
            return True
    if person:
        reading.notes.append(whole)
        return True
    return _short_form(content, spelt, reading, at_end)


def _short_form(content: str, spelt: _Spelt, reading: Reading, at_end: bool) -> bool:
    """A body's short form, or its name in other words."""
    if at_end:
        inner = read_name(content, person=False)
        names = [part for name in inner.spellings for part in re.split(r", |、|(?<=\w{5})/(?=\w{5})", name)]
        reading.others += [(name.strip(), "alias") for name in names if len(name.strip()) > 1] + inner.others
        return True
    initials = "".join(word[0] for word in re.findall(r"\w+", spelt.text)).upper()
    if content.isupper() and content == initials:
        spelt.vary(0, [content])
        return True
    return False


def unwrapped_brackets(text: str) -> str:
    """Without brackets that enclose the whole line."""
    if text.startswith("(") and text.endswith(")") and balanced(text[1:-1]) == text[1:-1]:
        return text[1:-1].strip()
    return text
