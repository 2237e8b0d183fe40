"""The room's door: the home's editions as datasets, their indexes in files, exchanged when a new one comes.

An index is a cache: made when first needed, found by the edition and the code that made it, and made again
when it is lost or damaged.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from interlock import __version__
from interlock.base.errors import StoreError
from interlock.model.edition import Edition
from interlock.screen.answer import ScreenAnswer, answer_from
from interlock.screen.columns import Columns, facts_of, mapped, to_bytes
from interlock.screen.completeness import MAX_AGE_DAYS, completeness
from interlock.screen.dataset import OURS, TITLE, Dataset, columns_of, dataset_of
from interlock.screen.listed import entities_of, nameless_of, steady_days
from interlock.screen.query import Query
from interlock.screen.screener import Options
from interlock.store.editions import Editions
from interlock.store.lock import waiting_for

_KEPT_FILES = 4
"""Indexes kept: of this edition and a few before it, which stay answerable."""


def screen(
    home: Path,
    query: Query,
    today: date,
    *,
    options: Options,
    scope: Sequence[str] = (),
    max_age_days: int = MAX_AGE_DAYS,
) -> ScreenAnswer:
    """Who on any list the query may mean, from the current edition, and what the answer rests on.

    `scope`: authorities or list keys; empty for every list.

    Raises:
        QueryError: an unknown list in the scope. StoreError: no edition, or a damaged one.
    """
    dataset = open_edition(home, today, max_age_days=max_age_days)
    return answer_from(dataset, query, today, options=options, scope=scope)


def open_edition(
    home: Path, today: date, *, edition_id: str | None = None, max_age_days: int = MAX_AGE_DAYS
) -> Dataset:
    """An edition as a dataset, the current one unless named. Its index is made first where there is none.

    Cost: some milliseconds with an index, else seconds.

    Raises:
        NoEditionError: there is none, or none of this name. StoreError: it is damaged.
    """
    edition = Editions(home).load(edition_id)
    columns, facts = _columns(home, edition, today)
    told = completeness(edition.lists, edition.snapshots, facts.nameless, today, max_age_days=max_age_days)
    return dataset_of(
        columns,
        name=OURS,
        title=TITLE,
        version=edition.edition_id,
        complete=told,
        fictional=edition.fictional,
    )


def prepare(home: Path, today: date) -> None:
    """The index of the current edition is on the disk, so that the first screening need not wait for it.

    Raises:
        NoEditionError: there is no edition. StoreError: it is damaged.
    """
    _columns(home, Editions(home).load(), today)


class Holder:
    """The current edition as a dataset, exchanged whole when another becomes current.

    Whoever took the dataset before keeps the old one until he lets it go: nothing is closed under him.
    """

    def __init__(self, home: Path, today: Callable[[], date], *, max_age_days: int = MAX_AGE_DAYS) -> None:
        """`today`: asked at every refresh, because lists age and standings change overnight.

        Raises:
            NoEditionError: there is no edition. StoreError: it is damaged.
        """
        self._home = home
        self._today = today
        self._max_age_days = max_age_days
        self._loading = threading.Lock()
        day = today()
        self._held: tuple[date, Dataset] = (day, open_edition(home, day, max_age_days=max_age_days))

    @property
    def dataset(self) -> Dataset:
        """What to answer from; never waits."""
        return self._held[1]

    def refresh(self) -> bool:
        """The dataset is of the current edition and of today. Returns: whether it had to be exchanged.

        May take seconds: call it beside the requests, not in them. One at a time does the work.

        Raises:
            StoreError: the new edition is damaged; the old dataset stays.
        """
        with self._loading:
            day = self._today()
            held_day, held = self._held
            if held_day == day and Editions(self._home).current() == held.version:
                return False
            self._held = (day, open_edition(self._home, day, max_age_days=self._max_age_days))
            return True

    def of(self, edition_id: str) -> Dataset:
        """An edition of the home by its id, an earlier one too.

        Raises:
            NoEditionError: there is none of this name. StoreError: it is damaged.
        """
        if edition_id == self.dataset.version:
            return self.dataset
        return open_edition(self._home, self._today(), edition_id=edition_id, max_age_days=self._max_age_days)


class _Facts(msgspec.Struct, frozen=True):
    """What an index was made of, and for which days it holds."""

    edition: str
    code: str
    first_day: date
    last_day: date
    nameless: dict[str, int]


def _columns(home: Path, edition: Edition, today: date) -> tuple[Columns, _Facts]:
    path = home / "screen" / f"{edition.edition_id}-{code_version()}.index"
    if (held := _held(path, today)) is not None:
        return held
    with _alone(path.parent):
        if (held := _held(path, today)) is not None:
            return held  # by another process, while this one waited
        first, last = steady_days(edition.records, today)
        facts = _Facts(edition.edition_id, code_version(), first, last, nameless_of(edition.records, today))
        columns = columns_of(entities_of(edition, today))
        return _kept(path, columns, facts), facts


def _held(path: Path, today: date) -> tuple[Columns, _Facts] | None:
    facts = _facts(path)
    if facts is not None and facts.first_day <= today <= facts.last_day:
        with suppress(StoreError):
            return mapped(path), facts
    return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The processes of one server need a new index in the same moment: one makes it, the others wait."""
    with ExitStack() as stack:
        with suppress(OSError):  # where no file can be kept, each makes its own
            folder.mkdir(exist_ok=True)
            stack.enter_context(waiting_for(folder / ".lock"))
        yield


def _facts(path: Path) -> _Facts | None:
    told = facts_of(path)
    if told is None:
        return None
    with suppress(msgspec.ValidationError):
        return msgspec.convert(told, type=_Facts)
    return None


def _kept(path: Path, columns: Columns, facts: _Facts) -> Columns:
    """The columns, from the file that holds them now; from memory where the home takes no file."""
    unfinished = path.with_name(f".{os.getpid()}-{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(exist_ok=True)
        with unfinished.open("xb") as file:
            for piece in to_bytes(columns, msgspec.to_builtins(facts)):
                file.write(piece)
        unfinished.replace(path)
        _sweep(path.parent)
        return mapped(path)
    except (OSError, StoreError):
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return columns


def _sweep(folder: Path) -> None:
    """Only the newest indexes stay; whoever has one open keeps reading it."""
    found = sorted(folder.glob("*.index"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_KEPT_FILES:]:
        path.unlink(missing_ok=True)


@cache
def code_version() -> str:
    """Twelve digits that change when the code that makes or reads an index changes."""
    digest = hashlib.sha256(__version__.encode())
    for room in ("model", "names", "focus", "gaps", "screen"):
        for item in sorted(resources.files(f"interlock.{room}").iterdir(), key=lambda entry: entry.name):
            if item.is_file() and item.name.endswith((".py", ".toml")):
                digest.update(item.name.encode())
                digest.update(item.read_bytes())
    return digest.hexdigest()[:12]
