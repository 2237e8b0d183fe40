"""When the EU listed: what the dates of the FSF export can and cannot tell.

Three dates are printed, and none is the day of listing as it stands.

* `designationDate`, on half of the entries of the official file of 2021-03-02, is the UN's day wherever the
  UN has designated: in 151 of the 167 under PRK. Against the day of the EU's own act (below) it is the same
  day in 13 cases, earlier in 129 (the UN on 2016-03-02, the EU on 2016-03-05), and later in 20, where the
  EU had listed the target years before the UN did. Under the programmes that are the EU's alone it is the
  EU's own day.
* `regulation` is the newest act about the entry: the act that added it in 52 of 217.
* `regulationSummary`, on each name, address and number, is the act that last worded that part. The earliest
  of them is a latest possible day, and moves: of the 221 PRK entries in both files, 43 show a later one in
  2026 than in 2021 and none an earlier one, because acts such as 2022/1331 replaced whole entries. That all
  parts cite one act proves nothing: of 52 such entries in 2026, 29 are shown to be older by the file of 2021.

What does tell is the number of the entity: numbers are given in order, so the entries of one act are
neighbours, and the oldest day that one of them still cites is the day of all. `[batches]` in eu.toml holds
these for PRK: 250 of the 258 entries of both files. The entry itself cites the day (`printed`) in 179 of 217
in 2021 and in 185 of 247 in 2026; for the others its neighbours do (`batch`). Three (115145, 115150, 115152)
cited in 2021 nothing but the base act 2017/1509, of five months before their batch: what a base act dates is
believed only where nothing else is cited.

The day is that of publication: with the cases that are known it agrees (Jon Il Ho 2022-04-21, Ministry of
Rocket Industry 2022-12-12), and for 2017/1509 entry into force is the day after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from interlock.model.dates import ActDate
from interlock.sources.fsf.table import TABLE

_DATES = TABLE["dates"]
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Act(NamedTuple):
    """A regulation that an entry cites."""

    day: date
    """Of publication."""
    title: str
    """`2017/1509 (OJ L224)`."""
    kind: str
    """`amendment`, or `regulation` and `repealing`: base acts."""

    @property
    def plausible(self) -> bool:
        """Not published before its own year: 2018/1231 of `2017-09-14` is a slip of the list."""
        number = self.title.split(" ", 1)[0]
        years = [int(year) for year in _YEAR.findall(number) if 1990 <= int(year) <= 2100]
        return not years or self.day.year >= min(years)


def earliest(acts: Iterable[Act]) -> date | None:
    """The first publication of an amendment; of a base act where nothing else is cited."""
    known = [act for act in acts if act.plausible]
    amending = [act.day for act in known if act.kind == "amendment"]
    return min(amending or [act.day for act in known], default=None)


def listed_on(programme: str, entity_id: int, designated: date | None, acts: Iterable[Act]) -> ActDate | None:
    """The day of listing: exact where a batch or two dates tell it, else open at the start.

    None for what only announces an act of the UN, and where no act is cited.
    """
    acts = tuple(acts)
    if programme in _DATES["announced"]:
        return None
    for first, last, day in TABLE["batches"].get(programme, ()):
        if first <= entity_id <= last:
            return ActDate(day, day, "printed" if any(act.day == day for act in acts) else "batch")
    limit = earliest(acts)
    if limit is None:
        return None
    if designated == limit:
        return ActDate(limit, limit, "printed")
    if designated and programme in _DATES["own"]:
        return ActDate(designated if designated < limit else None, designated, "printed")
    if entity_id > _DATES["batches_end"].get(programme, entity_id):
        # 0 of the 34 entries that 2021 to 2024 added under PRK cite only a later act by 2026.
        return ActDate(limit, limit, "printed")
    fresh = entity_id > _DATES["newest_id"] and limit >= _DATES["newest_day"]
    return ActDate(_DATES["newest_day"] if fresh else None, limit, "printed")
