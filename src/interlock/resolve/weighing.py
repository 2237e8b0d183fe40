"""Every pair worth comparing, weighed: again only where something that a weight rests on has changed."""

from __future__ import annotations

import msgspec
import numpy as np

from interlock.resolve.candidates import Pairs, candidates
from interlock.resolve.decide import Setting, Weighed, weigh
from interlock.resolve.marks import mark, mark_of_number
from interlock.resolve.memory import Recalled
from interlock.resolve.present import Present
from interlock.resolve.ragged import Flags, Numbers, distinct, numbers
from interlock.resolve.rarity import ALL, Counts, Shifts, person_and_pool

_ENCODER = msgspec.msgpack.Encoder()


class Evidence:
    """What was found out of all pairs, and what of it is news."""

    def __init__(
        self, past: Recalled, present: Present, quoted: Pairs, setting: Setting, counts: Counts
    ) -> None:
        self.pairs = candidates(present.crowd.marks, present.crowd.records, quoted)
        before, stands = _remembered(past, present, quoted, setting, counts, self.pairs)
        then = np.append(past.telling, -1)[before]
        """Of each pair, its place among the telling ones of then; -1 where it was not one of them."""
        self.news = _lost(past, present, self.pairs)
        """Of each record, whether a pair of it tells anything else than it did."""
        raws: list[msgspec.Raw | None] = [
            past.memory.weighed[place] if place >= 0 else None for place in then.tolist()
        ]
        names = self.pairs.named(present.crowd.keys) if not stands.all() else []
        for place in np.flatnonzero(~stands).tolist():
            a, b = names[place]
            found = weigh(present.crowd.profiles[a], present.crowd.profiles[b], setting)
            raw = msgspec.Raw(_ENCODER.encode(found)) if found.told else None
            if raw != raws[place]:
                raws[place], then[place] = raw, -1
                self.news[[self.pairs.left[place], self.pairs.right[place]]] = True
        told = np.array([raw is not None for raw in raws], dtype=bool)
        self.told = told
        """Of each pair, whether there is anything to tell."""
        self.telling = self.pairs.only(told)
        self.weighed = tuple(raw for raw in raws if raw is not None)
        """Of the telling pairs, packed."""
        self.names = self.telling.named(present.crowd.keys)
        self.then = then[told]
        """Of each telling pair, its place among those of then; -1 where it is news."""


_WEIGHED = msgspec.msgpack.Decoder(Weighed)


def unpacked(raw: msgspec.Raw) -> Weighed:
    """As it was found."""
    return _WEIGHED.decode(raw)


def _remembered(
    past: Recalled, present: Present, quoted: Pairs, setting: Setting, counts: Counts, pairs: Pairs
) -> tuple[Numbers, Flags]:
    """Of each pair, its place among those of then, or -1; and whether what was found out then stands."""
    a, b, there = _today(present, past.pairs)
    where = np.full(len(there), -1, np.int64)
    where[there] = pairs.position(a[there] * pairs.count + b[there])
    matched = np.flatnonzero(where >= 0)
    before = np.full(len(pairs), -1, np.int64)
    before[where[matched]] = matched
    shifts = Shifts(past.memory.counts, counts)
    requoted = _requoted(past, present, quoted)
    grounds = present.reworded | _disputed_otherwise(past, present, setting)
    counted = _counted_otherwise(past, present, requoted, shifts)
    fallen = grounds[pairs.left] | grounds[pairs.right] | np.isin(pairs.codes, requoted)
    # Where there was nothing to tell, the names were too unlike for any count to be looked at.
    telling = np.append(past.telling, -1)[before] >= 0
    fallen |= telling & (counted[pairs.left] | counted[pairs.right] | _of_moved_pools(present, shifts, pairs))
    return before, (before >= 0) & ~fallen


def _today(present: Present, pairs: Pairs) -> tuple[Numbers, Numbers, Flags]:
    """The places today of pairs of then, and whether both are still there."""
    a, b = present.now[pairs.left], present.now[pairs.right]
    return a, b, (a >= 0) & (b >= 0)


def _lost(past: Recalled, present: Present, pairs: Pairs) -> Flags:
    """Records of which a pair told something then, and is none to compare today."""
    told = past.pairs.only(past.telling >= 0)
    a, b, there = _today(present, told)
    lost = ~there
    lost[there] = pairs.position(a[there] * pairs.count + b[there]) < 0
    found = np.zeros(len(present.crowd.keys), dtype=bool)
    for places in (a[lost], b[lost]):
        found[places[places >= 0]] = True
    return found


def _requoted(past: Recalled, present: Present, quoted: Pairs) -> Numbers:
    """Codes of the pairs that quote each other and did not, or did and do not; one that is gone left out."""
    a, b, there = _today(present, past.quoted)
    return np.setxor1d(quoted.codes, a[there] * quoted.count + b[there])


def _disputed_otherwise(past: Recalled, present: Present, setting: Setting) -> Flags:
    """Records with a number that is in dispute and was not, or was and is not."""
    moved = [mark_of_number(one) for one in setting.disputed ^ past.memory.disputed]
    return present.crowd.marks.numbers.has_any(numbers(moved))


def _counted_otherwise(past: Recalled, present: Present, requoted: Numbers, shifts: Shifts) -> Flags:
    """Records with a name, a word or an office that others have, more or fewer than did then."""
    marks = present.crowd.marks
    found = marks.names.has_any(_moved_names(past, present, requoted))
    found |= marks.roles.has_any(numbers([mark(word) for word in shifts.roles]))
    if shifts.all_roles:
        found |= marks.roles.sizes > 0
    for kind, words in shifts.words.items():
        # Of either kind: a person may be weighed with an entry that does not tell what it is.
        _, pool = person_and_pool(kind)
        found |= _in_pool(present, pool) & marks.words.has_any(numbers([mark(word) for word in words]))
    return found


def _moved_names(past: Recalled, present: Present, requoted: Numbers) -> Numbers:
    """Names that may have more or fewer bearers: of whoever came, went, moved or is quoted otherwise."""
    ends = np.concatenate(divmod(requoted, max(len(present.crowd.keys), 1)))
    a, b, there = _today(present, past.quoted)
    widowed = np.concatenate([a[~there], b[~there]])
    here = distinct(np.concatenate([ends, widowed[widowed >= 0], np.flatnonzero(present.moved)]))
    names, gone = present.crowd.marks.names, past.memory.marks.names
    return distinct(np.concatenate([names.take(here).values, gone.take(present.left(present.moved)).values]))


def _in_pool(present: Present, pool: str) -> Flags:
    """Records of the pool."""
    if pool == ALL:
        return np.ones(len(present.crowd.keys), dtype=bool)
    return present.crowd.marks.pools.has_any(numbers([mark(pool)]))


def _of_moved_pools(present: Present, shifts: Shifts, pairs: Pairs) -> Flags:
    """Pairs that are of one pool which grew or shrank."""
    found = np.zeros(len(pairs), dtype=bool)
    persons = present.persons[pairs.left]  # the first of a pair decides among whom its words are counted
    for kind in shifts.pools:
        person, pool = person_and_pool(kind)
        inside = _in_pool(present, pool)
        found |= (persons == person) & inside[pairs.left] & inside[pairs.right]
    return found
