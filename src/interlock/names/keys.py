"""Keys: two names are *equal* when they share an equal key, and *may sound alike* on a sound key.

Equal keys ignore what carries no meaning: case, accents, punctuation, the order of surname and given
names, joined or hyphened syllables, legal forms. A sound key is coarse on purpose: it merges the
spellings that romanisations of Korean give one sound, so it finds candidates and proves nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from interlock.model.listing import Schema
from interlock.names.bodies import without_phrases
from interlock.names.fold import fold, fold_tokens
from interlock.names.hangul import romanised
from interlock.names.scripts import script_of
from interlock.names.tables import table

_NATIVE = {"hangul", "han", "kana", "cyrillic", "arabic", "hebrew", "greek", "thai", "other"}


@cache
def _forms() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    forms = table("forms")
    return frozenset(forms["legal"]), frozenset(forms["generic"] + forms["loose"]), forms["spelled"]


def name_tokens(text: str, schema: Schema) -> tuple[str, ...]:
    """The words that count: for companies without legal forms, with abbreviations spelled out.

    A name made of legal forms alone keeps them: it has nothing else.
    """
    tokens = fold_tokens(text.replace("&", " and "))
    if schema == "Person":
        return tokens
    legal, _, spelled = _forms()
    full = [spelled.get(token, token) for token in without_phrases(list(tokens)) or tokens]
    return tuple(token for token in full if token not in legal) or tuple(full)


def telling_tokens(text: str, schema: Schema) -> tuple[str, ...]:
    """The words that tell one party from another."""
    if schema == "Person":
        return name_tokens(text, schema)
    generic = _forms()[1]
    return tuple(token for token in name_tokens(text, schema) if token not in generic)


@lru_cache(maxsize=400_000)
def equal_keys(text: str, schema: Schema, family: str = "") -> frozenset[str]:
    """Every key of the name; two names are equal when they share one.

    `family` is the surname where the list marks it. Without it, a person's first and last words are
    both tried as the surname. One-letter names and single-word personal names have no key: they are
    too little to be equal on.
    """
    if script_of(text) in _NATIVE:
        joined = fold(text).replace(" ", "")
        return frozenset({joined}) if len(joined) > 1 else frozenset()
    tokens = name_tokens(text, schema)
    if schema != "Person":
        return _body_keys(tokens)
    keys = {f"{surname} {given}" for surname, given in _readings(tokens, family)}
    if len(tokens) >= _LONG:
        keys.add(" ".join(sorted(tokens)))
    return frozenset(keys)


def _body_keys(tokens: tuple[str, ...]) -> frozenset[str]:
    """The words joined; and for long names the words in any order, for what one list turns round."""
    joined = "".join(tokens)
    if len(joined) < 3:
        return frozenset()
    words = [token for token in tokens if token not in _LINKING]
    keys = {joined}
    if len(words) >= _LONG:
        keys.add(" ".join(sorted(words)))
    loose = _loose()
    fixed = [word for word in words if word not in loose]
    if 1 < len(fixed) < len(words):
        keys.add(" ".join(sorted(word for word in words if word in loose)) + " " + "".join(fixed))
    return frozenset(keys)


@cache
def _loose() -> frozenset[str]:
    """Words that lists put anywhere in a body's name: General Missile Bureau, Missile General Bureau."""
    return frozenset(table("forms")["loose"])


_LINKING = {"of", "the", "and", "for", "de"}
_LONG = 4
"""Words from which a name is one name in any order: Central Military Commission of the Party, and the
Party's Central Military Commission; Muhammad Abd al-Sadun, and al-Sadun, Muhammad Abd. With fewer,
order tells (Bank of Trade and Trade Bank; Kim Song Un and Kim Un Song)."""


def _readings(tokens: tuple[str, ...], family: str) -> list[tuple[str, str]]:
    """(surname, given names joined): one reading where the surname is marked, else two."""
    if len(tokens) < 2:
        return []
    marked = fold_tokens(family)
    if marked and (given := _without(tokens, marked)):
        return [("".join(marked), given)]
    return [(tokens[0], "".join(tokens[1:])), (tokens[-1], "".join(tokens[:-1]))]


def _without(tokens: tuple[str, ...], family: tuple[str, ...]) -> str:
    if tokens[: len(family)] == family:
        return "".join(tokens[len(family) :])
    if tokens[-len(family) :] == family:
        return "".join(tokens[: -len(family)])
    return ""


# Romanisations of Korean (Revised, McCune-Reischauer, DPRK, press) by the sound they stand for.
# Order matters: longer spellings first.
_SURNAMES = {
    "lee": "i", "yi": "i", "rhee": "i", "ri": "i", "li": "i",
    "park": "pak", "bak": "pak", "choi": "choe", "chung": "jong", "cho": "jo",
    "jung": "jong", "jeong": "jong", "chong": "jong", "rim": "im", "lim": "im", "yim": "im",
    "ryu": "yu", "yoo": "yu", "ryang": "yang", "ro": "no", "roh": "no", "noh": "no",
    "oh": "o", "paek": "baek", "woo": "u", "gim": "kim", "shin": "sin", "kwon": "gwon",
    "ryo": "yo", "moon": "mun", "noe": "roe",
}  # fmt: skip
_SOUNDS = (
    ("yeo", "yo"), ("ieo", "yo"), ("eo", "o"), ("oo", "u"), ("ou", "u"), ("eu", "u"), ("ee", "i"),
    ("ae", "e"), ("weo", "wo"), ("ch", "j"), ("ts", "j"), ("tch", "j"), ("sh", "s"), ("ph", "b"),
    ("kh", "g"), ("th", "d"), ("hy", "hy"), ("k", "g"), ("p", "b"), ("t", "d"), ("r", "l"), ("v", "b"),
    ("z", "j"), ("x", "gs"), ("w", "u"), ("y", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=400_000)
def sound_keys(text: str, schema: Schema, family: str = "") -> frozenset[str]:
    """Coarse keys of how the name sounds. Names that share one are worth comparing, no more.

    Latin letters, and personal names in Hangul. A company sounds by its telling words alone (`namgang`
    for Namgang Trading and for Namgang Construction); a personal name needs a surname and a given name.
    """
    if schema == "Person" and script_of(text) == "hangul":
        return _hangul_sounds(romanised(text))
    if script_of(text) != "latin":
        return frozenset()
    if schema != "Person":
        key = "".join(_sound(token) for token in telling_tokens(text, schema))
        return frozenset({key}) if len(key) >= 4 else frozenset()
    return frozenset(
        _person_sound(surname, given) for surname, given in _readings(name_tokens(text, schema), family)
    )


def _hangul_sounds(syllables: tuple[str, ...]) -> frozenset[str]:
    """Surname first, always; almost all Korean surnames have one syllable."""
    if not 2 <= len(syllables) <= 4:
        return frozenset()
    return frozenset({_person_sound(syllables[0], "".join(syllables[1:]))})


def _person_sound(surname: str, given: str) -> str:
    return f"{_sound(_SURNAMES.get(surname, surname))} {_sound(given)}"


@lru_cache(maxsize=65_536)
def _sound(token: str) -> str:
    for spelled, sound in _SOUNDS:
        token = token.replace(spelled, sound)
    # South Korea drops an initial r before i and y (Ryong, Yong); the North keeps it.
    if token.startswith("li"):
        token = token[1:]
    return _DOUBLED.sub(r"\1", token)
