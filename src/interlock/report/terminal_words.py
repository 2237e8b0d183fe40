"""What the terminal report says, in one place."""

from __future__ import annotations

from interlock.model.gap import GapStatus

TEXT = {
    "title": "Gaps of {coalition} as of {as_of}",
    "subtitle": "Focus {focus}. For reference {references}. Edition {edition}.",
    "coverage": "What this report rests on",
    "none": "no snapshot",
    "reference": "reference",
    "counts": "Gaps by authority and kind",
    "distinct": "Targets concerned",
    "unknown": "Unknown: our copies of the list cannot tell, so these are not gaps; by target",
    "lag": "Lag: who follows whom, in days",
    "notes": "What this report does not know",
    "no_gaps": "No gap of any kind was found. Read above what the lists could not tell.",
    "no_open": "No open gap was found. Read above and below what the lists could not tell.",
    "more": "{count} not shown. Raise --limit, or write the whole report with --out DIR.",
    "no_since": "no confirmed date",
    "age": "{days:,} days",
    "lag_days": "{days:,} d",
    "no_lag": "?",
    "by": "listed by {who}",
    "may_be": "may be: {names}",
    "focus_by": "in focus by: {why}",
    "other_reasons": "other reasons",
    "known_by": "Only what snapshots up to {day} showed.",
    "silences": "What could not be compared: neither gaps nor the absence of gaps",
    "act": "{authority}: {act}",
    "rests_on": "rests on a link in doubt: {link}",
    "more_details": "and {count} more",
}

COVERAGE_HEADS = ("Authority", "List", "Snapshot", "Why")
GAP_HEADS = ("Severity", "Target", "Gap", "Listed by", "Since")
CLOSED_HEADS = ("Lag", "Target", "Gap", "Listed by", "Open from")
LAG_HEADS = ("First", "Then", "Closed", "Same day", "Median days", "Still open")

TITLES: dict[GapStatus, str] = {
    "open": "Open: not listed here and shown to be so, or wanting in an entry that is",
    "unresolved": "Unresolved: an entry that may be the same target waits for a person",
    "closed": "Closed: were open, and are listed now",
}
"""Unknown gaps are counted, not listed."""

WHO: dict[GapStatus, str] = {
    "open": "{authority} lacks it",
    "unresolved": "{authority} may list it",
    "unknown": "{authority}: not known",
    "closed": "{authority} lists it now",
}
ENTRY = "{authority}, its entry"
"""For kinds that speak of an entry that is there, or of nobody's entry."""

SINCE: dict[GapStatus, str] = {
    "open": "open since {since}",
    "unresolved": "if a gap, since {since}",
    "unknown": "if a gap, since {since}",
    "closed": "open from {since}",
}
