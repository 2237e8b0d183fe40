"""The inbox as one HTML page that a mail program shows: inline styles, no script, nothing to load."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from interlock.model.inbox import Inbox
from interlock.report import wording
from interlock.report.text import language_of, printable

ROWS = 25
"""Of each section: a mail is read on a phone. The JSON has all."""

STYLE = {
    "body": "margin:0;padding:16px;background:#ffffff;color:#1b1f24;font:15px/1.45 Arial,sans-serif",
    "page": "max-width:760px;margin:0 auto",
    "h1": "font-size:22px;line-height:1.25;margin:0 0 4px",
    "h2": "font-size:17px;line-height:1.3;margin:28px 0 6px;padding-top:10px;border-top:2px solid #1b1f24",
    "lead": "margin:0 0 10px;color:#57606a",
    "table": "border-collapse:collapse;width:100%",
    "cell": "padding:8px 10px 8px 0;border-bottom:1px solid #d0d7de;vertical-align:top;text-align:left",
    "figure": "padding:8px 12px 8px 0;border-bottom:1px solid #d0d7de;vertical-align:top;text-align:right;"
    "font-weight:bold;white-space:nowrap",
    "small": "font-size:13px;color:#57606a",
    "code": "font:13px/1.4 Consolas,Menlo,monospace;color:#57606a;word-break:break-all",
    "band": "margin:0 0 16px;padding:10px 14px;background:#b3261e;color:#ffffff;font-weight:bold",
}
"""Mail programs drop style sheets: every element carries its own."""

TEXT = {
    "title": "Inbox of {authority}",
    "facts": "{as_of}; changes since {since}. Focus {focus}; coalition {coalition}; edition {edition}.",
    "changed": "1. What changed",
    "no_change": "No gap of {authority} opened, changed or closed.",
    "others": "Gaps of others that changed: {others}.",
    "lists": "The lists brought:",
    "no_lists": "No list has a newer snapshot than on {since}.",
    "list": "{added:,} added, {removed:,} removed, {changed:,} changed from {first} to {last}",
    "un": "2. What the Security Council lists and {authority} does not",
    "un_none": "No hole is shown.",
    "un_open": "Open",
    "un_unresolved": "An entry may be it; a person must decide",
    "un_unknown": "Cannot be told of {targets}: {why}.",
    "close": "3. What allies list and {authority} could close now",
    "close_lead": "Open designation gaps with a strong identifier or a full birth date on some list: {count}."
    " {more} more have none.",
    "close_basis": " For {count} {authority} lacks a legal basis.",
    "contradictions": "4. Contradictions",
    "no_contradictions": "None is known.",
    "waiting": "5. What waits",
    "no_waiting": "Nothing waits.",
    "more": "and {count:,} more: interlock inbox --format json",
    "accepted": "Accepted as they are, and not shown: {count:,}.",
    "notes": "What this page does not know",
    "made": "Made by Interlock. It orders work, and says nothing about guilt.",
}

HAPPENED = {"opened": "opened", "changed": "changed", "closed": "closed", "reopened": "open again"}


def as_digest(inbox: Inbox, *, rows: int = ROWS) -> str:
    """The whole inbox, at most so many rows of each section."""
    environment = Environment(
        loader=PackageLoader("interlock.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(authority=wording.authority_name, number=wording.number, lang=language_of)
    return environment.get_template("digest.html.j2").render(
        t=SimpleNamespace(**TEXT),
        s=SimpleNamespace(**STYLE),
        w=wording,
        happened=HAPPENED,
        inbox=inbox,
        rows=rows,
        name=wording.authority_name(inbox.authority),
        others=others_in_words(inbox),
    )


def others_in_words(inbox: Inbox) -> str:
    """`South Korea 2, United States 1`; empty when none changed."""
    return ", ".join(
        f"{wording.authority_name(key)} {count:,}" for key, count in inbox.changes_of_others.items()
    )


def _finalize(value: Any) -> Any:
    """Text from lists loses its control characters; our own markup passes."""
    return printable(value) if type(value) is str else value
