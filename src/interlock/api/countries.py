"""Countries as people write them, to the codes of the field's data: two letters, in lower case."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources

from babel import Locale
from babel.core import get_global

_LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt", "pl", "tr", "ru", "uk", "ar", "fa", "ja", "ko", "zh")
"""English first: where two languages give one name to two countries, its reading stands."""

_NOT_COUNTRIES = frozenset({"EZ", "QO", "UN", "XA", "XB", "ZZ"})


def country_code(written: str) -> str:
    """The code, such as `ru` for `Russia`, `RUS` or `Россия`; empty for what is no country we know.

    A subdivision's code (`us-ca`) gives its country, but for the few that the field keeps apart.
    """
    known = _known()
    if found := known.get(_fold(written)):
        return found
    front, hyphen, back = written.strip().partition("-")
    return known.get(_fold(front), "") if hyphen and len(front) == 2 and len(back) <= 3 else ""


@cache
def country_name(code: str) -> str:
    """The name in English; the code where there is none."""
    return Locale("en").territories.get(code.upper()) or code


@cache
def _known() -> dict[str, str]:
    table = tomllib.loads(resources.files(__package__).joinpath("countries.toml").read_text(encoding="utf-8"))
    known = {_fold(name): code for name, code in table["names"].items()}
    known |= {_fold(code): code for code in table["codes"]["own"]}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                known.setdefault(_fold(code), code.lower())
                known.setdefault(_fold(name), code.lower())
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1:
            known.setdefault(_fold(alias), codes[0].lower())
    return known


def _fold(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text).replace("&", "and").casefold()
    return "".join(character for character in flat if character.isalnum())
