"""One gap told to the end, on screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from interlock.model.explained import ExplainedGap, SourceRow
from interlock.report.text import printable
from interlock.report.wording import FICTIONAL, KINDS, STATUSES, act_date, authority_name


def print_explained(told: ExplainedGap, console: Console) -> None:
    """Print it under headings: what, why here, rule, entries, links, what closes it."""
    gap = told.gap
    if told.fictional:
        console.print(Text(FICTIONAL, style="bold black on bright_yellow"))
    known = f", as known by {told.known_by}" if told.known_by else ""
    _say(console, f"{gap.target_name}  {gap.schema} {gap.target_id}", "bold")
    what = f"{KINDS[gap.kind]}, {STATUSES[gap.status].lower()}"
    _say(console, f"{authority_name(gap.authority)}: {what} on {told.as_of}{known}")
    _say(console, gap.why)
    for detail in gap.details:
        _say(console, f"  · {detail}")
    _head(console, "Rank")
    _say(console, f"{told.rank:,} of {told.of:,}. {told.sum}")
    _say(console, f"above the next: {told.above_next}")
    _say(console, f"below the one before: {told.below_previous}")
    _head(console, "Rule")
    _say(console, told.rule)
    _head(console, "Entries")
    for row in told.rows:
        _row(console, row)
    _head(console, "Who is who")
    _say(console, f"confidence {gap.confidence:g}{'; ' + gap.rests_on if gap.rests_on else ''}")
    for link in told.links:
        _say(console, f"  {link}", "dim")
    _head(console, f"What the list of {authority_name(gap.authority)} can tell")
    _say(console, told.coverage)
    if gap.act:
        _head(console, "Could it act")
        _say(console, f"{gap.act}: {gap.act_why}")
    if told.closes:
        _head(console, "What would close it")
        _say(console, told.closes)


def _row(console: Console, row: SourceRow) -> None:
    _say(console, f"{row.authority.upper()} {row.source_id}  {row.name}  {act_date(row.listed_on)}", "bold")
    _say(console, f"  {row.standing}: {row.why}")
    _say(console, f"  {row.list_key}; {'; '.join(row.programmes)}; {', '.join(row.effects)}")
    if row.snapshot is not None:
        _say(console, f"  snapshot {row.snapshot}, {row.file}, {row.place}", "dim")


def _head(console: Console, text: str) -> None:
    console.print()
    _say(console, text, "bold underline")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(printable(text), style=style), soft_wrap=True)
