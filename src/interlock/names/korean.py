"""Korean names across their romanisations: every spelling is the set of Hangul syllables it may stand for.

`Chol` is 철 as Pyongyang spells it, `Cheol` is 철 in the Revised Romanization and `Chul` is 철 in the press;
none of the three looks like another, and all share the syllable. Two spellings *may be one* when their sets
meet, and are *different* when they do not: `Chol` and `Chun` never meet. So a difference of one syllable,
which is the whole difference between two Kims, is told from a difference of spelling.

Sources: Revised Romanization of Korean (Ministry of Culture, notice 2000-8); McCune-Reischauer (1939, tables
without diacritics, as lists print them); the DPRK's rules as its own press prints names; spellings of
surnames in use in the South. The Unicode Standard, section 3.12, for the composition of syllables.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import product

from interlock.names.tables import table

Syllables = frozenset[str]
"""Hangul syllables that one spelling may stand for."""
Reading = tuple[Syllables, ...]
"""Surname first, then each syllable of the given name."""

_FIRST, _LAST = 0xAC00, 0xD7A3
_MOST_READINGS = 6
_LONGEST_SYLLABLE = 7
_LONGEST_NAME = 4
"""Syllables: a surname of one or two, and a given name of one or two."""


def is_syllable(letter: str) -> bool:
    """One composed Hangul syllable."""
    return _FIRST <= ord(letter) <= _LAST


def _shared(found: dict[str, list[str]]) -> dict[str, Syllables]:
    """Equal sets as one object: half as many for memory, and for the garbage collector to visit."""
    known: dict[Syllables, Syllables] = {}
    return {text: known.setdefault(one, one) for text, one in ((t, frozenset(s)) for t, s in found.items())}


@cache
def _spellings() -> dict[str, Syllables]:
    """Every spelling of every syllable, in any of the romanisations."""
    letters = table("korean")["letters"]
    ends = [(f, end) for f, spelled in enumerate(letters["finals"]) for end in spelled]
    found: dict[str, list[str]] = defaultdict(list)
    for i, starts in enumerate(letters["initials"]):
        for v, vowel in enumerate(letters["vowels"]):
            alone = vowel["alone"] if i == _SILENT else []
            open_, closed = vowel["any"] + vowel["open"] + alone, vowel["any"] + vowel["closed"] + alone
            for f, end in ends:
                syllable = chr(_FIRST + i * 588 + v * 28 + f)
                for start, middle in product(starts, closed if f else open_):
                    found[start + middle + end].append(syllable)
    return _shared(found)


_SILENT = 11
"""Index of the silent initial ㅇ."""


@cache
def _surnames() -> dict[str, Syllables]:
    """Every spelling of every surname; those of two syllables hold both in one text."""
    known = table("korean")["surnames"]
    found: dict[str, set[str]] = defaultdict(set)
    one_syllable = {name for name in known["hangul"] if len(name) == 1}
    for spelling, syllables in _spellings().items():
        if matching := syllables & one_syllable:
            found[spelling] |= matching
    for name, spellings in known["press"].items():
        for spelling in spellings:
            found[spelling].add(name)
    return {text: frozenset(names) for text, names in found.items()}


@cache
def _kana_spellings() -> dict[str, Syllables]:
    """Every katakana spelling of every syllable, in Hepburn letters."""
    kana = table("korean")["kana"]
    found: dict[str, list[str]] = defaultdict(list)
    ends = [(f, end) for f, spelled in enumerate(kana["finals"]) for end in spelled]
    for i, starts in enumerate(kana["initials"]):
        for v, vowels in enumerate(kana["vowels"]):
            for start, vowel in product(starts, vowels):
                head = start + vowel
                for plain, written in kana["written"]:
                    head = head.replace(plain, written) if head.startswith(plain) else head
                for f, end in ends:
                    found[head + end].append(chr(_FIRST + i * 588 + v * 28 + f))
    return _shared(found)


@lru_cache(maxsize=16_384)
def kana_readings(words: tuple[str, ...]) -> tuple[Reading, ...]:
    """A personal name in katakana (in Hepburn letters) as Korean, surname first; empty if it cannot be."""
    if len(words) != 2:
        return ()
    surnames = frozenset(table("korean")["surnames"]["hangul"])
    spellings = _kana_spellings()
    names = spellings.get(words[0], frozenset()) & surnames
    if not names:
        return ()
    found: list[Reading] = []
    _cut(words[1], 2, (), found, spellings)
    return tuple((names, *cut) for cut in found)[:_MOST_READINGS]


def syllables_of(spelling: str) -> Syllables:
    """What one syllable in Latin letters may stand for; empty when it is none."""
    return _spellings().get(spelling, frozenset())


@cache
def _initials() -> dict[str, frozenset[int]]:
    letters = table("korean")["letters"]
    vowels = {text[0] for vowel in letters["vowels"] for texts in vowel.values() for text in texts}
    found: dict[str, set[int]] = defaultdict(set)
    for initial, starts in enumerate(letters["initials"]):
        for head in {start[0] for start in starts if start} | (vowels if "" in starts else set()):
            found[head].add(initial)
    return {head: frozenset(initials) for head, initials in found.items()}


def may_begin_alike(x: str, y: str) -> bool:
    """Whether the first letters of two words may stand for one Korean sound: k and g may, k and s may not."""
    if x[0] == y[0]:
        return True
    known = _initials()
    return x[0] in known and y[0] in known and not known[x[0]].isdisjoint(known[y[0]])


@lru_cache(maxsize=65_536)
def segmented(text: str, most: int = _LONGEST_NAME) -> tuple[Reading, ...]:
    """Every way to cut joined Latin text into 1..`most` Korean syllables, fewest first."""
    found: list[Reading] = []
    if not text:
        return ()
    _cut(text, most, (), found, _spellings())
    found.sort(key=len)
    return tuple(found[:_MOST_READINGS])


def _cut(
    text: str, most: int, before: Reading, found: list[Reading], spellings: dict[str, Syllables]
) -> None:
    if not text:
        found.append(before)
        return
    if not most or len(found) > _MOST_READINGS * 4:
        return
    for end in range(1, min(len(text), _LONGEST_SYLLABLE) + 1):
        syllables = spellings.get(text[:end])
        if syllables:
            _cut(text[end:], most - 1, (*before, syllables), found, spellings)


def surname_spellings() -> frozenset[str]:
    """Every spelling of a Korean surname in Latin letters."""
    return frozenset(_surnames())


def latin_readings(tokens: tuple[str, ...], family: str = "") -> tuple[Reading, ...]:
    """A romanised personal name as Korean; empty when it cannot be one.

    Args:
        tokens: Folded words of the name.
        family: The folded surname where the list marks it, without spaces.
    """
    if not 2 <= len(tokens) <= _LONGEST_NAME:
        return ()
    found: dict[Reading, None] = {}
    for surname, given in _surname_splits(tokens, family):
        for reading in _with_surname(surname, given):
            found.setdefault(reading)
    return tuple(found)[:_MOST_READINGS]


def _surname_splits(tokens: tuple[str, ...], family: str) -> list[tuple[str, tuple[str, ...]]]:
    if family:
        if tokens[0] == family:
            return [(tokens[0], tokens[1:])]
        if tokens[-1] == family:
            return [(tokens[-1], tokens[:-1])]
        if len(tokens) > 2 and tokens[0] + tokens[1] == family:
            return [(family, tokens[2:])]
    splits = [(tokens[0], tokens[1:])]
    if len(tokens) > 2:
        splits.append((tokens[0] + tokens[1], tokens[2:]))
    splits.append((tokens[-1], tokens[:-1]))
    return splits


def _with_surname(surname: str, given: tuple[str, ...]) -> list[Reading]:
    names = _surnames().get(surname)
    if not names:
        return []
    if len(given) == 1:
        cuts = segmented(given[0], 2)
    else:
        parts = tuple(syllables_of(part) for part in given)
        cuts = (parts,) if len(parts) == 2 and all(parts) else ()
    return [(names, *cut) for cut in cuts]


def hangul_readings(text: str) -> tuple[Reading, ...]:
    """A personal name in Hangul: surname of one syllable, or one of the known surnames of two."""
    letters = [letter for letter in text if is_syllable(letter)]
    if not 2 <= len(letters) <= _LONGEST_NAME or len(letters) != len(text.replace(" ", "")):
        return ()
    found: list[Reading] = []
    if len(letters) > 2 and "".join(letters[:2]) in table("korean")["surnames"]["hangul"]:
        found.append((frozenset({"".join(letters[:2])}), *(frozenset({x}) for x in letters[2:])))
    if len(letters) <= 3:
        found.append(tuple(frozenset({x}) for x in letters))
    return tuple(found)


@lru_cache(maxsize=4_096)
def southern(syllable: str) -> str:
    """The syllable with the initial that the South drops or changes at the head of a word.

    리, 니 and 이 are one there, and so are 로, 노 and 노: 리용호 in Pyongyang is 이용호 in Seoul.
    """
    if len(syllable) != 1:
        return syllable
    code = ord(syllable) - _FIRST
    initial, rest = divmod(code, 588)
    vowel = rest // 28
    if initial == _RIEUL and vowel not in _IOTIZED:
        initial = _NIEUN
    if initial in (_RIEUL, _NIEUN) and vowel in _IOTIZED:
        initial = _SILENT
    return chr(_FIRST + initial * 588 + rest)


_NIEUN, _RIEUL = 2, 5
_IOTIZED = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Vowels ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ, before which the initial falls silent."""


@lru_cache(maxsize=65_536)
def meet(a: Syllables, b: Syllables) -> float:
    """1 when the two may be one syllable, 0.85 when they may be across North and South, else 0."""
    if a & b:
        return 1.0
    if {southern(x) for x in a} & {southern(x) for x in b}:
        return 0.85
    return 0.0
