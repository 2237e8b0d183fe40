"""Hangul to Latin letters, syllable by syllable, as the DPRK spells names.

For sound keys only: which of the many romanisations a list uses does not matter there, and assimilation
between syllables, which romanisations of names leave out, is left out here.
Source: the Unicode Standard, section 3.12 (composition of Hangul syllables).
"""

from __future__ import annotations

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = tuple("k.kk.n.t.tt.r.m.p.pp.s.ss..j.jj.ch.k.t.p.h".split("."))  # noqa: SIM905
_VOWELS = tuple("a.ae.ya.yae.o.e.yo.ye.o.wa.wae.oe.yo.u.wo.we.wi.yu.u.ui.i".split("."))  # noqa: SIM905
_FINALS = tuple(".k.k.k.n.n.n.t.l.k.m.l.l.l.p.l.m.p.p.t.t.ng.t.t.k.t.p.t".split("."))  # noqa: SIM905
"""In the order of the standard, one string each so that they can be compared with it at a glance."""


def romanised(text: str) -> tuple[str, ...]:
    """One piece of Latin text for each Hangul syllable, anything else left out."""
    return tuple(_syllable(ord(letter)) for letter in text if _FIRST <= ord(letter) <= _LAST)


def _syllable(code: int) -> str:
    index = code - _FIRST
    return _INITIALS[index // 588] + _VOWELS[index % 588 // 28] + _FINALS[index % 28]
