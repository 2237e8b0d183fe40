"""What a word of a name is, and the words of one name."""

from __future__ import annotations

from typing import NamedTuple

WORD, GENERIC, PARTICLE, NUMBER, INITIAL, HOME = range(6)
"""What a word is; `abdul`, which belongs to the word behind it, weighs as an initial does. HOME: the name of
the country that some lists put before all its bodies, and others do not (Korea). Legal forms and titles are
dropped before; a name made of nothing else keeps them."""

WEIGHTS = (1.0, 0.35, 0.2, 0.9, 0.5, 0.1)
"""By kind of word. Chosen on the dev labels: a word of business is worth a third of a telling one, so that
two names that share only Trading Company share nothing; see `bench names`."""


class Words(NamedTuple):
    """The words of one name that count."""

    words: tuple[str, ...]
    """Brought to one spelling."""
    kinds: tuple[int, ...]
    raws: tuple[str, ...]
    """As they were before that."""
    tokens: tuple[str, ...]
    """All words in Latin letters, folded, titles and legal forms too."""
    legal: tuple[str, ...]
    """The legal forms, in their order."""
