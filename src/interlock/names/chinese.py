"""Chinese personal names across romanisations: each spelling is the set of pinyin syllables it may stand for.

`Hsi Chin-ping` and `Xi Jinping` are one name in Wade-Giles and in pinyin; a list leaves out the apostrophes
by which Wade-Giles tells chi from qi, so one spelling may be several syllables. Of Cantonese and Hokkien
forms only surnames are known here; `southern.py` reads whole names by them.

Sources: Hanyu Pinyin (ISO 7098:2015); Wade-Giles as in the standard conversion tables; surname spellings as
Hong Kong, Singapore, Malaysia and Taiwan print them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from interlock.names.tables import table

Syllables = frozenset[str]
Reading = tuple[Syllables, ...]

_LONGEST_SYLLABLE = 6
_MOST_READINGS = 6
_LONGEST_NAME = 4


@cache
def _pinyin() -> frozenset[str]:
    return frozenset(
        initial + final
        for initial, finals in table("chinese")["pinyin"].items()
        for final in finals.split()
        for initial in (("" if initial == "none" else initial),)
    )


@cache
def _spellings() -> dict[str, Syllables]:
    """Pinyin, and Wade-Giles without its apostrophes and diaereses."""
    found: dict[str, set[str]] = defaultdict(set)
    for syllable in _pinyin():
        found[syllable].add(syllable)
        for spelling in _wade_giles(syllable):
            found[spelling].add(syllable)
    return {text: frozenset(syllables) for text, syllables in found.items()}


def _wade_giles(syllable: str) -> list[str]:
    """The Wade-Giles spellings of one pinyin syllable, folded."""
    rules = table("chinese")["wade_giles"]
    if syllable in rules["whole"]:
        return list(rules["whole"][syllable])
    initial = next(
        (i for i in sorted(rules["initials"], key=len, reverse=True) if syllable.startswith(i)), ""
    )
    final = syllable[len(initial) :]
    starts = rules["initials"].get(initial, [initial])
    ends = rules["finals"].get(final, [final])
    return [start + end for start in starts for end in ends]


@cache
def _surnames() -> dict[str, Syllables]:
    known = table("chinese")["surnames"]
    single = frozenset(known["pinyin"].split())
    found: dict[str, set[str]] = defaultdict(set)
    for spelling, syllables in _spellings().items():
        if matching := syllables & single:
            found[spelling] |= matching
    for spelling, names in known["southern"].items():
        found[spelling].update(names)
    for name in known["double"].split():
        found[name].add(name)
    return {text: frozenset(names) for text, names in found.items()}


@lru_cache(maxsize=65_536)
def segmented(text: str, most: int = 3) -> tuple[Reading, ...]:
    """Every way to cut joined Latin text into 1..`most` Chinese syllables, fewest first."""
    found: list[Reading] = []
    if not text:
        return ()
    _cut(text, most, (), found)
    found.sort(key=len)
    return tuple(found[:_MOST_READINGS])


def _cut(text: str, most: int, before: Reading, found: list[Reading]) -> None:
    if not text:
        found.append(before)
        return
    if not most or len(found) > _MOST_READINGS * 4:
        return
    spellings = _spellings()
    for end in range(1, min(len(text), _LONGEST_SYLLABLE) + 1):
        syllables = spellings.get(text[:end])
        if syllables:
            _cut(text[end:], most - 1, (*before, syllables), found)


def surname_spellings() -> frozenset[str]:
    """Every spelling of a Chinese surname in Latin letters."""
    return frozenset(_surnames())


def latin_readings(tokens: tuple[str, ...], family: str = "") -> tuple[Reading, ...]:
    """A romanised personal name as Chinese; empty when it cannot be one."""
    if not 2 <= len(tokens) <= _LONGEST_NAME:
        return ()
    splits = [(tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])]
    if family:
        splits = [(surname, given) for surname, given in splits if surname == family] or splits
    found: dict[Reading, None] = {}
    for surname, given in splits:
        names = _surnames().get(surname)
        if names:
            for cut in _given(given):
                found.setdefault((names, *cut))
    return tuple(found)[:_MOST_READINGS]


def _given(parts: tuple[str, ...]) -> tuple[Reading, ...]:
    if len(parts) == 1:
        return tuple(cut for cut in segmented(parts[0], 2))
    spelled = tuple(_spellings().get(part, frozenset()) for part in parts)
    return (spelled,) if len(spelled) == 2 and all(spelled) else ()


@lru_cache(maxsize=65_536)
def meet(a: Syllables, b: Syllables) -> float:
    """1 when the two may be one syllable, 0.85 when they are one in the mouths of the South, else 0."""
    if a & b:
        return 1.0
    if {_blurred(x) for x in a} & {_blurred(x) for x in b}:
        return 0.85
    return 0.0


@lru_cache(maxsize=4_096)
def _blurred(syllable: str) -> str:
    """zh, ch, sh as z, c, s; x before i as s; -ng as -n: what ears and typists of many regions merge."""
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("x", "s")):
        if syllable.startswith(wide):
            syllable = narrow + syllable[len(wide) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable
