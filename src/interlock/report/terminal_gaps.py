"""One gap on screen: a row of columns with its reasons below, or on a narrow screen a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from interlock.model.gap import OF_SUBSTANCE, Gap
from interlock.report.tally import LEADING
from interlock.report.terminal_words import CLOSED_HEADS, ENTRY, GAP_HEADS, SINCE, TEXT, WHO
from interlock.report.text import printable
from interlock.report.wording import KINDS, act_date, authority_name, number, sum_in_words

WIDE = 100
"""Screen columns from which the parts of a gap stand side by side. Tried at 80, 120 and 200."""

_SHARES = (0.40, 0.20, 0.25, 0.15)
"""Target, gap, listed by, since: what names and dates of the real lists need at 120 columns."""

_SEVERITY_WIDTH = 8
DETAILS_SHOWN = 6
"""Of a row: a target may have dozens of wallets. `--explain` and the files show all."""


def gap_rows(gaps: Sequence[Gap], width: int) -> RenderableType:
    """The gaps in the order given, laid out for a screen of `width` columns."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=_SEVERITY_WIDTH if width >= WIDE else None, justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    grid.expand = True
    if width >= WIDE:
        grid.add_row(Text(_head_words(gaps)[0], style="dim"), Group(_heads(width, gaps), Rule(style="dim")))
    for gap in gaps:
        body = _columns(gap, width) if width >= WIDE else _paragraph(gap)
        grid.add_row(Text(_figure(gap), style="bold"), Padding(body, (0, 0, 1, 0)))
    return grid


def _side_by_side(width: int) -> Table:
    room = width - _SEVERITY_WIDTH - 4 - 2 * len(_SHARES)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for share in _SHARES:
        grid.add_column(width=int(room * share), overflow="fold")
    return grid


def _head_words(gaps: Sequence[Gap]) -> tuple[str, ...]:
    return CLOSED_HEADS if all(gap.status == "closed" for gap in gaps) else GAP_HEADS


def _figure(gap: Gap) -> str:
    """What the gap is ranked or judged by: its severity, or once closed its lag."""
    if gap.status != "closed":
        return number(gap.severity)
    return TEXT["no_lag"] if gap.lag_days is None else TEXT["lag_days"].format(days=gap.lag_days)


def _heads(width: int, gaps: Sequence[Gap]) -> Table:
    grid = _side_by_side(width)
    grid.add_row(*(Text(head, style="dim") for head in _head_words(gaps)[1:]))
    return grid


def _columns(gap: Gap, width: int) -> RenderableType:
    grid = _side_by_side(width)
    target = [_target_name(gap)]
    if gap.native_names:
        target.append(_text(" · ".join(gap.native_names)))
    target.append(_text(_identity(gap), "dim"))
    grid.add_row(
        _lines(target),
        _lines([_text(KINDS[gap.kind]), _text(_who(gap), _WHO_STYLE[gap.status])]),
        _lines([_text(lister) for lister in _listers(gap)]),
        _lines([_text(line) for line in _when(gap)]),
    )
    return Group(grid, *_reasons(gap))


def _paragraph(gap: Gap) -> RenderableType:
    head = _target_name(gap)
    if gap.native_names:
        head.append("  " + printable(" · ".join(gap.native_names)), style="not bold")
    head.append("  " + printable(_identity(gap)), style="not bold dim")
    since, *age = _when(gap)
    when = f" · {SINCE[gap.status].format(since=since)}" + (f" ({age[0]})" if age else "") if since else ""
    by = [_text(TEXT["by"].format(who="; ".join(_listers(gap))))] if gap.listed_by else []
    return Group(
        head,
        _text(f"{_who(gap)} · {KINDS[gap.kind]}{when}", _WHO_STYLE[gap.status]),
        *by,
        *_reasons(gap),
    )


_WHO_STYLE = {"open": "red", "unresolved": "yellow", "unknown": "yellow", "closed": ""}


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def _lines(lines: Sequence[Text]) -> Text:
    return Text("\n").join(lines)


def _target_name(gap: Gap) -> Text:
    return _text(gap.target_name, "bold")


def _identity(gap: Gap) -> str:
    return f"{gap.schema} {gap.target_id}"


def _who(gap: Gap) -> str:
    if gap.kind not in LEADING and gap.kind != "lag":
        return ENTRY.format(authority=authority_name(gap.authority))
    return WHO[gap.status].format(authority=authority_name(gap.authority))


def _listers(gap: Gap) -> list[str]:
    return [f"{entry.authority.upper()} {act_date(entry.listed_on)}" for entry in gap.listed_by]


def _when(gap: Gap) -> list[str]:
    if gap.since is None and gap.kind not in OF_SUBSTANCE:
        return [""]
    if gap.since is None:
        return [TEXT["no_since"]]
    age = [] if gap.age_days is None or gap.status == "closed" else [TEXT["age"].format(days=gap.age_days)]
    return [gap.since.isoformat(), *age]


def _reasons(gap: Gap) -> list[Text]:
    lines = [_text(gap.why)]
    shown = gap.details[:DETAILS_SHOWN] if len(gap.details) > 1 or gap.kind == "identity_data" else ()
    lines += [_text(f"  {detail}") for detail in shown]
    if shown and len(gap.details) > len(shown):
        lines.append(_text("  " + TEXT["more_details"].format(count=len(gap.details) - len(shown)), "dim"))
    if gap.act:
        lines.append(_text(TEXT["act"].format(authority=authority_name(gap.authority), act=gap.act)))
    if gap.rests_on:
        lines.append(_text(TEXT["rests_on"].format(link=gap.rests_on), "yellow"))
    if gap.may_be:
        lines.append(_text(TEXT["may_be"].format(names="; ".join(gap.may_be)), "yellow"))
    if gap.focus_by:
        lines.append(_text(TEXT["focus_by"].format(why="; ".join(gap.focus_by)), "dim"))
    if gap.components:
        lines.append(_text(f"{number(gap.severity)} = {sum_in_words(gap.components)}", "dim"))
    return lines
