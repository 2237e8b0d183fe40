"""Gap reports of any size, invented from a seed, with everything that makes a report hard to show."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from interlock.model.dates import ActDate
from interlock.model.gap import (
    Cell,
    CellState,
    CoverageRow,
    Gap,
    GapKind,
    GapReport,
    GapStatus,
    LagPair,
    LagSummary,
    ListedBy,
    MatrixRow,
)
from interlock.model.listing import Schema

AS_OF = date(2026, 3, 10)
COALITION = ("us", "jp", "kr")
REFERENCES = ("un", "eu")
AUTHORITIES = (*COALITION, *REFERENCES)

SCRIPT = '<script>alert("owned")</script>'
MARKUP = "<b>BOLD & CO</b> \"quoted\" 'single'"
FORMULA = '=HYPERLINK("http://evil.example/","click")'
FORMULAS = (FORMULA, "+SUM(A1:A9)", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1")
ESCAPES = "RED \x1b[31mBANNER\x1b[0m \u202eDLROW\x07"
CONSOLE_MARKUP = "[bold red]NOT MARKUP[/bold red] [/]"
LONG = (
    "GENERAL DIRECTORATE OF OVERSEAS PROCUREMENT, LOGISTICS AND SPECIAL MATERIALS OF THE FOURTEENTH MACHINE "
    "INDUSTRY BUREAU (A.K.A. KORYOMYONG GENERAL TRADING CORPORATION, EASTERN SEA BRANCH OFFICE)"
)
HOSTILE = (SCRIPT, MARKUP, *FORMULAS, ESCAPES, CONSOLE_MARKUP, LONG)

_FAMILY = ("KANG", "MYONG", "TOK", "HWAN", "PYO", "SONU", "JEGAL", "NAMGUNG", "OK", "MA")
_GIVEN = ("Tae Won", "Sung Bok", "Il Hyang", "Chol Rim", "Un Sok", "Kwang Hyo", "Myong Jin", "Ryong Gak")
_HANGUL = ("강태원", "명성복", "독일향", "환철림", "표은석", "선우광효", "제갈명진", "남궁룡각")
_KANA = ("カン・テウォン", "ミョン・ソンボク", "東海精密貿易会社", "ファン・チョルリム")
_FIRMS = ("EASTERN SEA PRECISION TRADING CO", "MYONGHAE SHIPPING", "CHONGSAN FREIGHT", "PAEKHWA BANK")
_PROGRAMMES = ("us programme DPRK2", "un 1718 list", "jp sheet 17", "eu regime PRK", "linked to focus target")


def make_report(
    targets: int = 12,
    *,
    seed: int = 7,
    fictional: bool = False,
    hostile: bool = True,
    gaps: int | None = None,
) -> GapReport:
    """A report on that many invented targets; `gaps` caps the number of gaps."""
    rng = random.Random(seed)
    rows = [_row(rng, place, hostile) for place in range(targets)]
    found = [gap for row in rows for gap in _gaps_of(rng, row)]
    if gaps is not None:
        found = found[:gaps]
    rank = {"open": 0, "unresolved": 1, "unknown": 2, "closed": 3}
    found.sort(key=lambda gap: (rank[gap.status], -gap.severity, -(gap.age_days or 0), gap.gap_id))
    return GapReport(
        edition="7f3c09a1b2d4",
        as_of=AS_OF,
        coalition=COALITION,
        references=REFERENCES,
        focus="dprk",
        fictional=fictional,
        coverage=_coverage(),
        gaps=tuple(found),
        matrix=tuple(rows),
        lags=_lags(rows),
        notes=(
            "South Korea: 47 entries have no Latin name; they are compared by their Hangul names only.",
            "Designation dates of 9 South Korean batches are claimed by one source and not confirmed; no lag "
            "and no age rests on them.",
            "The list of Japan of 2026-03-05 holds no identifiers for vessels. "
            + (SCRIPT if hostile else ""),
        ),
    )


def _name(rng: random.Random, place: int, hostile: bool) -> tuple[str, tuple[str, ...], Schema]:
    if hostile and place < len(HOSTILE):
        return HOSTILE[place], ((_HANGUL[0], _KANA[2]) if place % 2 else ()), "Organization"
    schema: Schema = rng.choice(("Person", "Person", "Person", "Organization", "Company", "Vessel"))
    if schema == "Person":
        given = rng.randrange(len(_GIVEN))
        native = rng.choice(((), (_HANGUL[given],), (_HANGUL[given], rng.choice(_KANA))))
        return f"{rng.choice(_FAMILY)} {_GIVEN[given]}", native, schema
    return f"{rng.choice(_FIRMS)} {place}", rng.choice(((), (_KANA[2],))), schema


def _act(rng: random.Random) -> ActDate:
    # Few days, so that listings of several authorities fall on the same one, as they do in life.
    day = date(2017, 3, 1) + timedelta(days=rng.randrange(0, 3200, 8))
    match rng.randrange(10):
        case 0:
            return ActDate(day, day + timedelta(days=3), "between snapshots")
        case 1:
            return ActDate(None, day, "between snapshots")
        case 2:
            return ActDate(day, day, "unconfirmed")
        case 3:
            return ActDate(day, day, "batch")
        case 4:
            return ActDate(None, None, "unconfirmed") if rng.random() < 0.2 else ActDate(day, day, "printed")
        case _:
            return ActDate(day, day, "printed")


def _row(rng: random.Random, place: int, hostile: bool) -> MatrixRow:
    name, native, schema = _name(rng, place, hostile)
    states: Sequence[CellState] = ("listed", "not_listed", "unknown", "not_comparable", "unresolved")
    cells = {}
    batch = _act(rng)
    for authority in AUTHORITIES:
        state = rng.choices(states, weights=(50, 25, 15, 4, 6))[0]
        if authority == "us" and place % 3:
            state = "listed"
        cells[authority] = Cell(
            state=state,
            source_ids=(f"{authority.upper()}-{10000 + place}",) if state == "listed" else (),
            listed_on=(batch if rng.random() < 0.3 else _act(rng)) if state == "listed" else None,
            why=_WHY[state],
        )
    return MatrixRow(
        target_id=f"IL-{place:010d}", target_name=name, schema=schema, native_names=native, cells=cells
    )


_WHY: dict[CellState, str] = {
    "listed": "",
    "not_listed": "not on the whole snapshot of 2026-03-05",
    "unknown": "the newest snapshot is older than the designation in question",
    "not_comparable": "this list cannot hold a target of this kind",
    "unresolved": "an entry with an equal name and no birth date waits for a person",
}


def _gaps_of(rng: random.Random, row: MatrixRow) -> list[Gap]:
    listers = tuple(
        ListedBy(
            authority=authority,
            source_id=cell.source_ids[0],
            name=row.target_name if authority == "us" else f"{row.target_name} ({authority})",
            listed_on=cell.listed_on,
        )
        for authority, cell in row.cells.items()
        if cell.state == "listed" and cell.listed_on is not None
    )
    if not listers:
        return []
    gaps = []
    for authority in COALITION:
        status = _status(row.cells[authority], listers, authority)
        if status is None:
            continue
        kinds: list[GapKind] = ["designation"]
        if row.cells["un"].state == "listed":
            kinds.append("un_implementation")
        if rng.random() < 0.3:
            kinds.append("lag")
        gaps += [_gap(rng, row, authority, kind, status, listers) for kind in kinds]
    return gaps


def _status(cell: Cell, listers: Sequence[ListedBy], authority: str) -> GapStatus | None:
    if cell.state == "listed":
        return "closed" if len(listers) > 1 else None
    states: dict[CellState, GapStatus] = {
        "not_listed": "open", "unknown": "unknown", "unresolved": "unresolved"
    }  # fmt: skip
    return states.get(cell.state)


def _gap(
    rng: random.Random,
    row: MatrixRow,
    authority: str,
    kind: GapKind,
    status: GapStatus,
    listers: tuple[ListedBy, ...],
) -> Gap:
    others = [entry for entry in listers if entry.authority != authority]
    dates = [e.listed_on.latest for e in others if e.listed_on.is_confirmed and e.listed_on.latest]
    since = min(dates, default=None)
    age = (AS_OF - since).days if since else None
    weights: dict[GapKind, float] = {"un_implementation": 50.0, "designation": 35.0, "lag": 0.0}
    parts = {
        "kind": weights[kind],
        "reach": 6.0 * len(others),
        "evidence": -5.0 if since is None else 4.25,
        "age": min(15.0, (age or 0) / 150),
    }
    components = {} if status == "closed" else parts
    own = row.cells[authority].listed_on
    lags = tuple(_pair(entry, own) for entry in others) if own else ()
    return Gap(
        gap_id=f"{kind}-{authority}-{row.target_id}",
        kind=kind,
        target_id=row.target_id,
        target_name=row.target_name,
        schema=row.schema,
        authority=authority,
        status=status,
        listed_by=listers,
        since=since,
        age_days=age,
        lag_days=abs(rng.randrange(0, 900)) if status == "closed" and since else None,
        severity=max(0.0, sum(components.values())),
        components=components,
        why=_why(row, authority, status, others),
        lags=tuple(pair for pair in lags if pair is not None),
        native_names=row.native_names,
        focus_by=tuple(rng.sample(_PROGRAMMES, 2)),
        may_be=(f"{authority}:{4000 + rng.randrange(900)} {rng.choice(_FAMILY)} {rng.choice(_GIVEN)}",)
        if status == "unresolved"
        else (),
    )


def _why(row: MatrixRow, authority: str, status: GapStatus, others: Sequence[ListedBy]) -> str:
    who = ", ".join(entry.authority for entry in others)
    act = row.cells[authority].listed_on
    own = act.iso() if act else "an unknown day"
    if status == "unknown":
        return f"The newest whole snapshot of the {authority} list is older than the designation in question."
    if status == "unresolved":
        return f"Listed by {who}; {authority} has an entry with an equal name and nothing to confirm it."
    if status == "closed":
        return f"Listed by {who}; {authority} lists it too, since {own}."
    return (
        f"Listed by {who}, and absent from the whole {authority} snapshot of 2026-03-05, which can hold a "
        f"{row.schema}; no entry there comes near it by name or identifier."
    )


def _pair(entry: ListedBy, own: ActDate | None) -> LagPair | None:
    bounds = (entry.listed_on.earliest, entry.listed_on.latest, own and own.earliest, own and own.latest)
    first, last, own_first, own_last = bounds
    if first is None or last is None or own_first is None or own_last is None:
        return None
    return LagPair(
        first=entry.authority,
        days=(own_first - first).days,
        at_least=(own_first - last).days,
        at_most=(own_last - first).days,
        confirmed=entry.listed_on.is_confirmed,
    )


def _coverage() -> tuple[CoverageRow, ...]:
    def row(authority: str, snapshot: date | None, state: str, why: str) -> CoverageRow:
        role = "coalition" if authority in COALITION else "reference"
        return CoverageRow(authority=authority, role=role, snapshot=snapshot, state=state, why=why)  # type: ignore[arg-type]

    return (
        row("us", date(2026, 3, 9), "current", "a whole snapshot, one day old"),
        row("jp", date(2025, 9, 12), "stale", "179 days old: designations after 2025-09-12 cannot be seen"),
        row(
            "kr",
            date(2026, 1, 22),
            "partial",
            "holds the DPRK entries only, and no ships; dates of 9 batches are unconfirmed",
        ),
        row("un", date(2026, 9, 27), "later", "no snapshot up to the day asked; its printed dates are used"),
        row("eu", None, "missing", "no snapshot of this list was ingested"),
        row("gb", date(2026, 2, 25), "quarantined", "the count fell by 40 % against a guard of 10 %"),
    )


def _lags(rows: Sequence[MatrixRow]) -> tuple[LagSummary, ...]:
    found = []
    for first in AUTHORITIES:
        for second in AUTHORITIES:
            if first == second:
                continue
            days = [d for row in rows if (d := _days(row, first, second)) is not None and d >= 0]
            still = sum(
                row.cells[first].state == "listed" and row.cells[second].state == "not_listed" for row in rows
            )
            found.append(
                LagSummary(
                    first=first,
                    second=second,
                    closed=len(days),
                    open=still,
                    median_days=float(sorted(days)[len(days) // 2]) if days else None,
                    same_day=days.count(0),
                )
            )
    return tuple(found)


def _days(row: MatrixRow, first: str, second: str) -> int | None:
    acts = [row.cells[a].listed_on for a in (first, second)]
    middles = [act.midpoint() if act and act.is_confirmed else None for act in acts]
    if middles[0] is None or middles[1] is None:
        return None
    return (middles[1] - middles[0]).days
