"""One entry through the snapshots of its list: what was seen of it, and what follows at the end. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from interlock.ingest.wording import Wording
from interlock.model.dates import ActDate, Basis
from interlock.model.edition import Version
from interlock.model.listing import Listing
from interlock.model.lists import ListSpec
from interlock.model.record import Former, Presence, Record, Span

_BETWEEN: Basis = "between snapshots"


class _Stretch(msgspec.Struct, array_like=True):
    """A time on the list, as far as it is known."""

    began: date
    """First seen in force."""
    present: date
    """Last seen in force."""
    lacking: date | None
    """The last day before `began` on which it was shown not to be on the list."""
    ended: ActDate | None = None


class _Id(msgspec.Struct, array_like=True):
    """A native id, and when it was seen."""

    source_id: str
    first: date | None = None
    last: date | None = None
    until: date | None = None


class Life(msgspec.Struct, array_like=True):
    """What the snapshots, told in the order of their days, show of one entry."""

    _ids: list[_Id]
    _lacking: date | None
    """The last day on which it was shown not to be in force."""
    _runs: list[Presence] = msgspec.field(default_factory=list)
    _gone: date | None = None
    """The last day on which it was shown not to be in the file, in force or not."""
    _first_seen: date | None = None
    _last_seen: date | None = None
    _stretches: list[_Stretch] = msgspec.field(default_factory=list)
    _absent_from: date | None = None
    _absent_to: date | None = None
    _wording: Wording = msgspec.field(default_factory=Wording)
    _settled: bool = False
    """In force when last told. Then `_last_seen` alone is kept up to date, until `_unsettle`."""

    @classmethod
    def begun(cls, source_id: str, lacking: date | None) -> Life:
        """Nothing is told yet. `lacking`: the last snapshot before the first sight that would hold it."""
        return cls([_Id(source_id)], lacking)

    def goes_on(self, day: date, digest: bytes) -> bool:
        """True when it is in force as in the snapshot before, and reads the same: then it is told.

        Nine of ten sights are of this kind, so they cost no more than this.
        """
        if not self._settled or digest != self._wording.digest:
            return False
        self._last_seen = day
        return True

    def _unsettle(self) -> None:
        if not self._settled or self._last_seen is None:
            return
        self._settled = False
        self._ids[-1].last = self._stretches[-1].present = self._last_seen
        self._runs[-1] = msgspec.structs.replace(self._runs[-1], last=self._last_seen)

    def is_in(self, day: date, digest: bytes, body_of: Callable[[bytes], bytes]) -> None:
        """The snapshot holds the entry, in force or not."""
        self._unsettle()
        self._first_seen = self._first_seen or day
        self._last_seen = day
        own = self._ids[-1]
        own.first, own.last = own.first or day, day
        self._wording.read(day, digest, body_of)

    def is_renamed(self, day: date, source_id: str) -> None:
        """From that snapshot on the list has the entry under another native id."""
        self._unsettle()
        self._ids[-1].until = day
        self._ids.append(_Id(source_id))

    @property
    def times(self) -> int:
        """How many times it was on the list so far."""
        return len(self._stretches)

    @property
    def awaited(self) -> Listing | None:
        """Its latest wording while it counts as listed; None once it was taken off."""
        return self._wording.listing if self._open_stretch() is not None else None

    def is_in_force(self, day: date, damping_days: int) -> None:
        """The snapshot holds it as an entry in force."""
        stretch = self._open_stretch()
        if stretch is not None and self._stayed_away(damping_days):
            self._end_by_absence(stretch)
            stretch = None
        if stretch is None:
            self._stretches.append(_Stretch(day, day, self._lacking))
        else:
            stretch.present = day
        self._absent_from = self._absent_to = None
        run = self._runs[-1] if self._runs else None
        if run is None or run.gone is not None:
            self._runs.append(Presence(day, day, self._lacking))
        else:
            self._runs[-1] = msgspec.structs.replace(run, last=day)
        self._settled = True

    def is_absent(self, day: date) -> None:
        """The snapshot would hold it were it on the list, and does not."""
        self._unsettle()
        self._lacking = self._gone = day
        self._run_ends(day)
        if self._open_stretch() is not None:
            self._absent_from = self._absent_from or day
            self._absent_to = day

    def is_outlived(self, on: date | None) -> bool:
        """A notice of removal on that day speaks of an earlier time on the list than the present one."""
        if on is None:
            return False
        own = self._wording.listed_on
        if own is not None and own.is_confirmed and own.earliest is not None and own.earliest > on:
            return True
        stretch = self._open_stretch()
        gone = stretch.lacking if stretch is not None else self._gone
        return gone is not None and on <= gone

    def is_removed(self, day: date, on: date | None) -> None:
        """The snapshot says that the entry was taken off, on that day where it says so."""
        self._unsettle()
        self._run_ends(day, by_notice=True)
        stretch = self._open_stretch()
        if stretch is None:
            if self._stretches:
                return  # told again
            stretch = _Stretch(day, day, self._lacking)
            self._stretches.append(stretch)
            stretch.ended = ActDate(on, on or day, "printed" if on else _BETWEEN)
        elif on is not None:
            stretch.ended = ActDate(on, on, "printed")
        else:
            stretch.ended = ActDate(stretch.present, self._absent_from or day, _BETWEEN)
        self._absent_from = self._absent_to = None
        self._lacking = day

    def _run_ends(self, day: date, *, by_notice: bool = False) -> None:
        run = self._runs[-1] if self._runs else None
        if run is not None and (run.gone is None or (by_notice and not run.by_notice)):
            late = day if by_notice and run.gone not in (None, day) else None
            self._runs[-1] = msgspec.structs.replace(
                run, gone=run.gone or day, by_notice=by_notice, noticed=late
            )

    def finish(self, spec: ListSpec, *, fictional: bool) -> tuple[Record, tuple[Version, ...]]:
        """The record, and every version of its wording."""
        self._unsettle()
        away = self._open_stretch() is not None and self._stayed_away(spec.damping_days)
        assert self._first_seen is not None  # noqa: S101  # a life begins with a sight
        assert self._last_seen is not None  # noqa: S101
        record = Record(
            listing=self._wording.listing,
            first_seen=self._first_seen,
            last_seen=self._last_seen,
            spans=self._spans(away=away),
            missing_since=None if away else self._absent_from,
            changes=self._wording.changes(),
            fictional=fictional,
            qualified=spec.qualified_keys,
            retired_on=spec.retired_on,
            presences=tuple(self._runs),
            formerly=tuple(
                Former(own.source_id, own.first, own.last, own.until)
                for own in self._ids
                if own.first and own.last and own.until
            ),
        )
        return record, self._wording.versions(record.key)

    def pack(self) -> None:
        """Nothing is held twice: the life is to be kept."""
        self._wording.pack()

    def _open_stretch(self) -> _Stretch | None:
        if self._stretches and self._stretches[-1].ended is None:
            return self._stretches[-1]
        return None

    def _stayed_away(self, damping_days: int) -> bool:
        if self._absent_from is None or self._absent_to is None:
            return False
        return (self._absent_to - self._absent_from).days >= damping_days

    def _end_by_absence(self, stretch: _Stretch) -> None:
        stretch.ended = ActDate(stretch.present, self._absent_from, _BETWEEN)

    def _spans(self, *, away: bool) -> tuple[Span, ...]:
        """`away`: the last one has ended by absence, as far as is known by now."""
        spans = []
        for number, stretch in enumerate(self._stretches):
            last = number + 1 == len(self._stretches)
            until = None if last else self._stretches[number + 1].began
            if last and away:
                stretch = msgspec.structs.replace(stretch)  # it may yet come back
                self._end_by_absence(stretch)
            printed = self._wording.dates_printed(stretch.began if number else None, until)
            before = self._stretches[number - 1] if number else None
            spans.append(Span(_listed_on(stretch, before, printed), stretch.ended))
        return tuple(spans)


def _listed_on(stretch: _Stretch, before: _Stretch | None, printed: list[ActDate]) -> ActDate:
    """When this time on the list began: by the list's own word where that can be, else by the snapshots."""
    shown = _shown(stretch)
    if before is not None:
        # Back again: a date that the list prints now and did not print before, if it lies in the absence.
        left = before.ended.earliest if before.ended else None
        fitting = [own for own in printed if own.earliest and (left is None or own.earliest >= left)]
        return fitting[-1] if fitting else shown
    if not printed:
        return shown
    # A date later than the day we first saw the entry is an amendment's, if there is another one.
    fitting = [own for own in printed if own.earliest is None or own.earliest <= stretch.began] or printed
    best = max(enumerate(fitting), key=_weight)[1]
    if _is_exact(best) or not best.is_confirmed:
        return best
    for own in reversed(fitting):
        if own.is_confirmed:
            best = _narrowed(best, own)
    return _narrowed(best, shown)


def _is_exact(own: ActDate) -> bool:
    return own.earliest is not None and own.earliest == own.latest


def _weight(numbered: tuple[int, ActDate]) -> tuple[bool, bool, bool, int]:
    """Of several dates that a list printed over time: confirmed, exact, its own, the latest."""
    number, own = numbered
    return own.is_confirmed, _is_exact(own), own.basis == "printed", number


def _shown(stretch: _Stretch) -> ActDate:
    """Between the last snapshot that lacks the entry and the first that has it."""
    latest = stretch.began
    if stretch.ended is not None and stretch.ended.latest is not None:
        latest = min(latest, stretch.ended.latest)
    earliest = stretch.lacking
    if earliest is not None and earliest > latest:
        earliest = None
    return ActDate(earliest, latest, _BETWEEN)


def _narrowed(own: ActDate, other: ActDate) -> ActDate:
    """The list's own open or wide span, within the other; its own where the two disagree."""
    earliest = max(filter(None, (own.earliest, other.earliest)), default=None)
    latest = min(filter(None, (own.latest, other.latest)), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return own
    return msgspec.structs.replace(own, earliest=earliest, latest=latest)
