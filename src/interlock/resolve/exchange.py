"""Judgements of other people's files, as judgements on our records.

Two forms of a line, which may stand in one file: our own object (`docs/interface.md`), and the array of
FollowTheMoney resolvers, `[target, source, judgement, score, user, created_at, deleted_at?]`. In a
resolver a canonical id (`Q42`, `NK-...`) stands for a cluster: all that is judged the same as it is judged
the same as each other, and what is judged not to be it is none of them.

A file is taken whole or not at all; whatever a line says that cannot be kept is an error of that line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

import msgspec

from interlock.base.errors import QueryError
from interlock.model.decisions import Judgement, Verdict, Withdrawal, judgement, withdrawal

_CANONICAL = re.compile(r"Q[1-9][0-9]*|NK-[A-Za-z0-9]+")
_TARGET = re.compile(r"IL-[A-Z2-7]{10}")
_FOREIGN = (
    (re.compile(r"ofac-([0-9]+)"), r"us:\1"),
    (re.compile(r"unsc-([0-9]+)"), r"un:\1"),
    (re.compile(r"eu-fsf-eu-([0-9]+)-([0-9]+)"), r"eu:EU.\1.\2"),
)
"""Ids of OpenSanctions that hold the list's own key and nothing else: OFAC uid, DATAID, EU reference."""

_MOST_IN_A_CLUSTER = 300
"""Entries of one canonical id. More is a slip in the file, and would make a square of judgements."""
_MOST_ERRORS = 20
_VERDICTS: Mapping[str | None, Verdict] = {
    "positive": "positive",
    "negative": "negative",
    "unsure": "unsure",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What ids may lead to."""

    authorities: Collection[str]
    founders: Mapping[str, str]
    """Target id to the key of the record that it names."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a file holds."""

    judgements: tuple[Judgement, ...]
    left_aside: Mapping[str, int]
    """Why, to how many lines: what is no judgement, or is about entries of lists unknown here."""


_Row = list[str | int | float | None]


class _Object(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our own line. `id` may be left out by whoever writes one by hand."""

    a: str
    b: str
    verdict: Verdict
    made_at: datetime
    author: str = ""
    reason: str = ""
    kind: str = "judgement"
    id: str = ""
    withdrawals: tuple[Withdrawal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line, its ids led to records; canonical ids stay."""

    a: str
    b: str
    verdict: Verdict
    author: str
    made_at: datetime
    reason: str
    id: str = ""
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def canonical(self) -> bool:
        return bool(_CANONICAL.fullmatch(self.a) or _CANONICAL.fullmatch(self.b))


class _Aside(Exception):  # noqa: N818  # no error: a line that is left aside, and why
    """The line is none to keep."""


def read_judgements(lines: bytes, known: Known, *, author: str = "", skip_unknown: bool = False) -> Exchanged:
    """Every judgement of the file.

    `author`: of lines that name none. `skip_unknown`: leave aside, and count, lines on entries of lists
    that Interlock does not know, instead of refusing the file.

    Raises:
        QueryError: lines that cannot be kept, each named; nothing of the file is taken.
    """
    edges: list[_Edge] = []
    aside: dict[str, int] = defaultdict(int)
    wrong: list[str] = []
    for number, line in enumerate(lines.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            edges.append(_edge(line, known, author, skip_unknown))
        except _Aside as why:
            aside[str(why)] += 1
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            wrong.append(f"line {number}: neither a judgement nor a resolver's edge ({error})")
        except QueryError as error:
            wrong.append(f"line {number}: {error.what}")
    try:
        judgements = tuple(_judgements(edges, aside)) if not wrong else ()
    except QueryError as error:
        wrong.append(error.what)
    if wrong:
        more = f"; and {len(wrong) - _MOST_ERRORS} more" if len(wrong) > _MOST_ERRORS else ""
        raise QueryError(
            f"nothing was imported, {len(wrong)} lines cannot be kept: "
            + "; ".join(wrong[:_MOST_ERRORS])
            + more,
            remedy="mend the lines, or see `interlock judgements import --help`",
        )
    return Exchanged(judgements, dict(aside))


def _edge(line: bytes, known: Known, author: str, skip_unknown: bool) -> _Edge:
    if line.lstrip()[:1] == b"[":
        return _from_array(msgspec.json.decode(line, type=_Row), known, author, skip_unknown)
    said = msgspec.json.decode(line, type=_Object)
    if said.kind != "judgement":
        raise QueryError(f"a {said.kind!r} is no judgement")
    a, b = (_entity(text, known, skip_unknown) for text in (said.a, said.b))
    return _Edge(
        a, b, said.verdict, said.author or author, said.made_at, said.reason, said.id, said.withdrawals
    )


def _from_array(row: _Row, known: Known, author: str, skip_unknown: bool) -> _Edge:
    texts = [text for text in (*row[:3], *row[4:]) if text is None or isinstance(text, str)]
    if not 6 <= len(row) <= 7 or len(texts) != len(row) - 1:
        raise QueryError("not [target, source, judgement, score, user, created_at, deleted_at?]")
    target, source, verdict, user, created_at = texts[:5]
    score, deleted_at = row[3], texts[5] if len(texts) == 6 else None
    if verdict == "no_judgement":
        raise _Aside("suggestions that nobody judged")
    if verdict not in _VERDICTS:
        raise QueryError(f"{verdict!r} is no judgement")
    a, b = (_entity(text, known, skip_unknown) for text in (target, source))
    ranked = f", score {score:.3g}" if isinstance(score, int | float) else ""
    name = user or author
    backs: tuple[Withdrawal, ...] = ()
    if deleted_at:
        reason = "deleted in an FtM resolver file"
        backs = (withdrawal(author=name or "unknown", made_at=_moment(deleted_at), reason=reason),)
    return _Edge(
        a,
        b,
        _VERDICTS[verdict],
        name,
        _moment(created_at),
        f"from an FtM resolver file{ranked}",
        withdrawals=backs,
    )


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        raise QueryError(f"{text!r} is no time: a judgement needs one") from None
    # Resolvers write UTC, and mostly without saying so.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _entity(text: str | None, known: Known, skip_unknown: bool) -> str:
    """The record key, or the canonical id, that an id leads to."""
    if not text:
        raise QueryError("an id is missing")
    if _CANONICAL.fullmatch(text):
        return text
    if _TARGET.fullmatch(text):
        if text in known.founders:
            return known.founders[text]
        raise QueryError(f"no edition here knows the target {text}")
    for pattern, ours in _FOREIGN:
        if found := pattern.fullmatch(text):
            return found.expand(ours)
    authority, colon, source_id = text.partition(":")
    if colon and source_id.strip() and authority in known.authorities:
        return text
    if skip_unknown:
        raise _Aside("entries of lists unknown here")
    raise QueryError(f"{text!r} is no entry of a list known here (--skip-unknown leaves such lines aside)")


def _judgements(edges: Iterable[_Edge], aside: dict[str, int]) -> Iterator[Judgement]:
    """The judgements of edges between records, then those that canonical ids imply."""
    plain = [edge for edge in edges if not edge.canonical]
    clusters = [edge for edge in edges if edge.canonical]
    made: dict[str, Judgement] = {}
    for edge in plain:
        one = _made(edge)
        known = made.get(one.id)
        backs = {*one.withdrawals, *(known.withdrawals if known else ())}
        made[one.id] = msgspec.structs.replace(one, withdrawals=tuple(sorted(backs)))
    said = {(min(edge.a, edge.b), max(edge.a, edge.b)) for edge in plain if edge.verdict == "positive"}
    for edge in _implied(plain, clusters, said, aside):
        one = _made(edge)
        made.setdefault(one.id, one)
    yield from made.values()


def _made(edge: _Edge) -> Judgement:
    reason = edge.reason or "no reason given in the file"
    one = judgement(edge.a, edge.b, edge.verdict, author=edge.author, made_at=edge.made_at, reason=reason)
    if edge.id and edge.id != one.id:
        raise QueryError(f"{edge.id} is not what its id says: it was edited")
    backs = {withdrawal(author=w.author, made_at=w.made_at, reason=w.reason) for w in edge.withdrawals}
    return msgspec.structs.replace(one, withdrawals=tuple(sorted(backs)))


def _implied(
    plain: list[_Edge], clusters: list[_Edge], said: set[tuple[str, str]], aside: dict[str, int]
) -> Iterator[_Edge]:
    standing = [edge for edge in (*plain, *clusters) if not edge.withdrawals]
    held = _components([edge for edge in standing if edge.verdict == "positive"])
    latest: dict[str, _Edge] = {}
    for edge in sorted(standing, key=lambda one: (one.made_at, one.author, one.a, one.b)):
        if edge.verdict == "positive":
            latest[edge.a] = latest[edge.b] = edge
    done: set[frozenset[str]] = set()
    for edge in clusters:
        if edge.withdrawals:
            aside["deleted edges to a canonical id"] += 1
        elif edge.verdict != "positive":
            pairs = [(x, y) for x in _entries(held, edge.a) for y in _entries(held, edge.b) if x != y]
            if not pairs:
                aside["canonical ids that stand for no entry known here"] += 1
            for x, y in pairs:
                reason = f"{edge.a} against {edge.b} in an FtM resolver file"
                yield _Edge(x, y, edge.verdict, edge.author, edge.made_at, reason)
        elif (component := held[edge.a]) not in done:
            done.add(component)
            yield from _pairwise(component, latest, said)


def _pairwise(
    component: frozenset[str], latest: Mapping[str, _Edge], said: set[tuple[str, str]]
) -> Iterator[_Edge]:
    canonical = sorted(node for node in component if _CANONICAL.fullmatch(node))
    entries = sorted(component - set(canonical))
    if len(entries) > _MOST_IN_A_CLUSTER:
        raise QueryError(f"{canonical[0]} would make {len(entries)} entries one party: surely a slip")
    for x, y in combinations(entries, 2):
        if (x, y) not in said:
            # The later of the two last words that tied them to the cluster.
            word = max(latest[x], latest[y], key=lambda one: (one.made_at, one.author))
            reason = f"both are {', '.join(canonical)} in an FtM resolver file"
            yield _Edge(x, y, "positive", word.author, word.made_at, reason)


def _entries(held: Mapping[str, frozenset[str]], node: str) -> list[str]:
    """The records that an id stands for: itself, or all of its cluster."""
    if not _CANONICAL.fullmatch(node):
        return [node]
    return sorted(one for one in held.get(node, ()) if not _CANONICAL.fullmatch(one))


def _components(edges: Iterable[_Edge]) -> dict[str, frozenset[str]]:
    """Every node to all that a chain of edges joins it to."""
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.a].add(edge.b)
        near[edge.b].add(edge.a)
    held: dict[str, frozenset[str]] = {}
    for start in near:
        if start in held:
            continue
        seen, queue = {start}, [start]
        while queue:
            for there in near[queue.pop()] - seen:
                seen.add(there)
                queue.append(there)
        held.update(dict.fromkeys(seen, frozenset(seen)))
    return held


def not_yet_known(found: Iterable[Judgement], ledger: Iterable[Judgement]) -> list[Judgement]:
    """What a file adds to a ledger that may have been the file's own source.

    A resolver's form loses the reason, and with it the id. The same person's same word on the same pair at
    the same moment is the judgement that we hold; if the file takes it back, so it is taken back.
    """
    held = {_word(one): one for one in ledger}
    new = []
    for one in found:
        ours = held.get(_word(one))
        if ours is None or ours.id == one.id:
            new.append(one)
        elif ours.stands and one.withdrawals:
            new.append(msgspec.structs.replace(ours, withdrawals=one.withdrawals))
    return new


def _word(one: Judgement) -> tuple[str, str, str, str, datetime]:
    return one.a, one.b, one.verdict, one.author, one.made_at


def resolver_line(one: Judgement) -> bytes:
    """The judgement as an edge of an FtM resolver. Its reason is lost: that form has no place for it."""
    row: list[str | None] = [
        max(one.a, one.b),
        min(one.a, one.b),
        one.verdict,
        None,
        one.author,
        one.made_at.isoformat(),
    ]
    if one.withdrawals:
        row.append(one.withdrawals[0].made_at.isoformat())
    return msgspec.json.encode(row) + b"\n"
