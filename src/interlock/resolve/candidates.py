"""Which pairs of records are worth comparing: those that share a number, a quote, a name or a birth.

Every ground is a set of blocks: a number, a name, two words, a birthday. The members of a block are compared
with each other unless the block is too large to mean anything. Blocks and members are numbers here, so that
the pairs of fifty thousand records are had in a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from interlock.model.record import Record
from interlock.resolve.marks import Marks
from interlock.resolve.profile import Profile
from interlock.resolve.ragged import Flags, Numbers, Ragged, distinct, numbers

_MOST_IN_A_NAME_BLOCK = 120
"""An equal name that more records share is evidence of nothing, and would cost a square of them."""
_MOST_IN_A_SOUND_BLOCK = 40
_MOST_WITH_TWO_WORDS = 30
_MOST_WITH_A_WORD = 8
"""Words that more records share tell too little, and would cost a square of them."""

Pair = tuple[str, str]


class Pairs:
    """Pairs of records by their places, sorted; of each the smaller place first."""

    def __init__(self, codes: Numbers, count: int) -> None:
        """`codes`: smaller place times `count`, plus the larger; sorted, each once."""
        self.codes = codes
        self.count = max(count, 1)
        self.left, self.right = divmod(codes, self.count)

    def __len__(self) -> int:
        return len(self.codes)

    def named(self, keys: Sequence[str]) -> list[Pair]:
        """The pairs by their keys."""
        return [(keys[a], keys[b]) for a, b in zip(self.left.tolist(), self.right.tolist(), strict=True)]

    def only(self, chosen: Flags) -> Pairs:
        """Those of the pairs."""
        return Pairs(self.codes[chosen], self.count)

    def position(self, codes: Numbers) -> Numbers:
        """Where each of the codes stands among the pairs, -1 where it does not."""
        if not len(self.codes):
            return np.full(len(codes), -1, np.int64)
        places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[places] == codes, places, -1)


def candidates(marks: Marks, records: Sequence[Record], quoted: Pairs) -> Pairs:
    """Every pair worth comparing. `records` in the order of their keys, `marks` of them.

    Cost: linear in records and in the pairs of small blocks.
    """
    field = _Field(records)
    shared = [
        field.across(marks.numbers, _MOST_IN_A_NAME_BLOCK),
        field.across(marks.names, _MOST_IN_A_NAME_BLOCK),
        field.across(marks.births, _MOST_WITH_TWO_WORDS),
    ]
    sounding = field.across(marks.sounds, _MOST_IN_A_SOUND_BLOCK)
    # Names whose words share two that few names hold, or one that very few do. Words as they sound, so that
    # most misspellings do not matter; a misprint in one of two words is found by the other one where that is
    # rare, or by the birth date.
    worded = distinct(
        np.concatenate(
            [
                field.across(marks.single, _MOST_WITH_A_WORD),
                field.across(marks.double, _MOST_WITH_TWO_WORDS),
            ]
        )
    )
    shared += [
        sounding[marks.contexts.share(*divmod(sounding, field.count))],
        worded[_may_meet(marks, *divmod(worded, field.count))],
    ]
    return Pairs(distinct(np.concatenate([quoted.codes, *shared])), len(records))


def kept_apart(a: Profile, b: Profile) -> bool:
    """One list shows both at once, so it means two. An entry that came when the other was gone may be it."""
    if a.listing.list_key != b.listing.list_key:
        return False
    return a.record.first_seen <= b.record.last_seen and b.record.first_seen <= a.record.last_seen


class _Field:
    """When and where each record was seen."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.count = max(len(records), 1)
        places: dict[str, int] = {}
        self._list = numbers([places.setdefault(one.listing.list_key, len(places)) for one in records])
        self._first = numbers([one.first_seen.toordinal() for one in records])
        self._last = numbers([one.last_seen.toordinal() for one in records])

    def across(self, marks: Ragged, most: int) -> Numbers:
        """Pairs that share a mark which at most `most` records have, and that no list keeps apart."""
        if not len(marks.values):
            return marks.values
        order = np.argsort(marks.values, kind="stable")
        blocks, members = marks.values[order], marks.owners[order]
        starts = np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]])
        sizes = np.diff(np.r_[starts, len(blocks)])
        found = [np.empty(0, np.int64)]
        for size in np.unique(sizes[(sizes > 1) & (sizes <= most)]).tolist():
            groups = members[starts[sizes == size][:, None] + np.arange(size)]
            left, right = np.triu_indices(size, 1)
            found.append((groups[:, left] * self.count + groups[:, right]).ravel())
        pairs = distinct(np.concatenate(found))
        a, b = divmod(pairs, self.count)
        apart = (
            (self._list[a] == self._list[b])
            & (self._first[a] <= self._last[b])
            & (self._first[b] <= self._last[a])
        )
        together: Numbers = pairs[~apart]
        return together


def _may_meet(marks: Marks, left: Numbers, right: Numbers) -> Flags:
    """Something beside a word in common: a regime, a country, a birth; or a side that tells none of these."""
    tells = (marks.regimes.sizes > 0) | (marks.contexts.sizes > 0)
    pair, x, y = marks.spans.crossed(left, right)
    (x_from, x_to), (y_from, y_to) = divmod(x, 1 << 32), divmod(y, 1 << 32)
    born_alike = np.zeros(len(left), dtype=bool)
    born_alike[pair[(x_from <= y_to) & (y_from <= x_to)]] = True
    return (
        marks.regimes.share(left, right)
        | marks.contexts.share(left, right)
        | born_alike
        | ~tells[left]
        | ~tells[right]
    )


def pairs_of(pairs: Iterable[tuple[int, int]], count: int) -> Pairs:
    """These pairs of places."""
    return Pairs(distinct(numbers([min(a, b) * max(count, 1) + max(a, b) for a, b in pairs])), count)
