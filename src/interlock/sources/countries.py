"""Country names as lists print them, to ISO 3166-1 alpha-2.

Names come from CLDR through Babel; what lists print beside that is in `countries.toml`, and in an
authority's own table.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale

_LANGUAGES = ("en", "ja", "ko")


@cache
def _names() -> dict[str, str]:
    known: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "QO"}:
                known.setdefault(_fold(name), code)
                known.setdefault(_fold(code), code)
    table = tomllib.loads(Path(__file__).with_name("countries.toml").read_text(encoding="utf-8"))
    known.update({_fold(name): code for name, code in table["names"].items()})
    return known


def country_code(printed: str) -> str:
    """The ISO 3166-1 alpha-2 code in upper case, empty when the name is not known.

    Former states keep the code of ISO 3166-3's two-letter form where CLDR has it (`SU`, `YU`).
    """
    return _names().get(_fold(printed), "")


def _fold(text: str) -> str:
    # CLDR writes `Trinidad & Tobago`, lists mostly `and`.
    flat = unicodedata.normalize("NFKD", text).replace("&", "and").casefold()
    return "".join(ch for ch in flat if ch.isalnum())
