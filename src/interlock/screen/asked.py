"""The names of a query, cleaned of what only deceives: look-alike letters, invisible marks."""

from __future__ import annotations

import unicodedata

from interlock.screen.query import Query

NAME_PROPERTIES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_PARTS = ("firstName", "secondName", "fatherName", "middleName", "lastName")
_MOST_NAMES = 12
"""Names of one query that are looked up; more is no question but a flood."""
_LONGEST_NAME = 400
"""Characters of a name that are read. The longest on any list read here has 330."""

_LOOKS_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρκ",
    "ABESIJKMHOPCTYXaesijopcyxhdqwABEZHIKMNOPTYXoavipk",
)
"""Cyrillic and Greek letters that look like a Latin one. Source: Unicode TR39, confusables."""
_LOOKS_CYRILLIC = str.maketrans("ABEKMHOPCTYXaeopcyxIiJjS", "АВЕКМНОРСТУХаеорсухІіЈјЅ")
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co"})


def names_of(query: Query) -> tuple[str, ...]:
    """Every name to look up, cleaned, each once; put together from its parts where no name is given."""
    found: dict[str, None] = {}
    for key in NAME_PROPERTIES:
        for text in query.properties.get(key, ()):
            found.setdefault(clean(text))
    if not any(found):
        parts = [" ".join(query.properties.get(key, ())) for key in _PARTS]
        found = {clean(" ".join(part for part in parts if part)): None}
    return tuple(text for text in found if text)[:_MOST_NAMES]


def clean(text: str) -> str:
    """The text without invisible characters, each word in one alphabet."""
    text = text[:_LONGEST_NAME]
    if text.isascii():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():  # else nothing in it is invisible
        text = "".join(" " if ch in "\t\n\r" else ch for ch in text if ch in "\t\n\r" or _is_visible(ch))
    return " ".join(_one_alphabet(word) for word in text.split())


def _is_visible(ch: str) -> bool:
    return unicodedata.category(ch) not in _INVISIBLE


def _one_alphabet(word: str) -> str:
    """The word as it looks, where it mixes Latin with Cyrillic or Greek letters."""
    latin = sum(1 for ch in word if ch.isascii() and ch.isalpha())
    strange = sum(1 for ch in word if "\u0370" <= ch <= "\u052f")
    if not latin or not strange:
        return word
    as_latin = word.translate(_LOOKS_LATIN)
    if not any("\u0370" <= ch <= "\u052f" for ch in as_latin):
        return as_latin
    as_cyrillic = word.translate(_LOOKS_CYRILLIC)
    return as_cyrillic if not any(ch.isascii() and ch.isalpha() for ch in as_cyrillic) else as_latin
