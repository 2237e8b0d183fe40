"""What the HTML report says, in one place."""

from __future__ import annotations

from interlock.model.gap import GapStatus
from interlock.report.wording import CellLook

TEXT = {
    "language": "en",
    "product": "Interlock gap report",
    "title": "Sanctions gaps of {coalition}",
    "as_of": "As of",
    "coalition": "Coalition",
    "references": "For reference",
    "focus": "Focus",
    "edition": "Edition",
    "contents": "Contents",
    "coverage": "What this report rests on",
    "coverage_lead": "Which snapshot of which list was read, and what it can tell about {as_of}.",
    "authority": "Authority",
    "list": "List",
    "snapshot": "Snapshot",
    "age": "Age",
    "why": "Why",
    "reference": "reference",
    "no_snapshot": "none",
    "counts": "In figures",
    "kind": "Kind",
    "distinct": "Targets concerned",
    "gaps": "Gaps",
    "unknown_reasons": "What is not known, and why",
    "targets": "Targets",
    "reason": "Reason",
    "other_reasons": "other reasons",
    "show_all": "Show all {count}",
    "no_gaps": "No gap of this kind was found.",
    "severity": "Severity",
    "severity_if": "If a gap",
    "target": "Target",
    "listed_by": "Listed by",
    "since": "Since",
    "lag": "Lag",
    "open_from": "Open from",
    "days": "days",
    "no_since": "no confirmed date",
    "no_lag": "not known",
    "lags_to": "Lag to each lister",
    "lag_after": "{days} after {first}",
    "lag_before": "{days} before {first}",
    "lag_same": "same day as {first}",
    "lag_around": "between {before:,} days before and {after:,} days after {first}",
    "lag_unconfirmed": "from an unconfirmed date",
    "may_be": "May be",
    "focus_by": "In focus by",
    "ids": "References",
    "in_matrix": "row in the matrix",
    "parts": "Parts of the severity:",
    "matrix": "Target by authority",
    "matrix_lead": "{targets} against {authorities}. Below a date: the number of the entry on that list.",
    "legend": "Legend",
    "lags": "Lag between authorities",
    "lags_lead": (
        "How many days the second authority followed the first, over targets that both list. One dot is one "
        "target; a line through it is the span that the dates allow; a hollow dot rests on an unconfirmed "
        "date and enters no figure; the upright stroke is the median of those closed. The axis is a square "
        "root of days. Targets that the second does not list are in the last column: their lag is still "
        "growing, and is in no median."
    ),
    "first": "First",
    "then": "Then",
    "closed": "Closed",
    "same_day": "Same day",
    "median": "Median days",
    "still_open": "Still open",
    "strip": "One dot per target",
    "strip_of": "{first} first, {second} then: {dots}, median {median}",
    "no_median": "none",
    "no_lags": "No two authorities list the same target with dates.",
    "notes": "What this report does not know",
    "no_notes": "The lists raised nothing beyond what the coverage box says.",
    "reading": "How to read it",
    "made": "Made by Interlock from edition {edition}. The edition names every input by its hash.",
    "filter": "Filter",
    "filter_text": "Name, number or word",
    "any_authority": "any authority",
    "any_kind": "any kind",
    "clear": "Clear",
    "show_kind": "{kind}: {count}",
    "known_by": "As known by",
    "details": "Details",
    "act": "Could it act",
    "closes": "What would close it",
    "confidence": "Confidence of the links",
    "rests_on": "rests on a link in doubt: {link}",
    "in_doubt": "link in doubt",
    "silences": "What could not be compared",
    "silences_lead": (
        "Targets of which a kind of gap says nothing for an authority, and why: neither gaps nor the absence "
        "of gaps. Not comparable: no entry of that list can hold what is compared. Not known: our copies "
        "lack it."
    ),
    "state": "State",
    "shown": "{shown} of {total} shown",
    "sort_by": "Sort by {column}",
    "zero_tick": "0",
}

SECTIONS: dict[GapStatus, tuple[str, str]] = {
    "open": (
        "Open gaps",
        "Listed by others, and shown not to be listed by the authority named; in the folds below, what is "
        "wanting in an entry that is there.",
    ),
    "unresolved": (
        "Unresolved",
        "The authority has an entry that may be the same target. A person must decide; until then it is "
        "neither a gap nor none.",
    ),
    "unknown": (
        "Unknown",
        "Our copies of the authority's list cannot tell. These are not gaps, and not the absence of gaps.",
    ),
    "closed": (
        "Closed",
        "Were open, and are listed now. The lag counts from the listing that opened the gap.",
    ),
}
"""Heading of each status and what it means."""

LEGEND: dict[CellLook, tuple[str, str]] = {
    "exact": ("2023-03-17", "listed, on that day"),
    "interval": ("2022-11-30 to 2022-12-02", "listed, on some day in that span; “by”: not later than"),
    "unconfirmed": ("2023-03-21 unconfirmed", "listed; the date is claimed by a source and not confirmed"),
    "undated": ("date not known", "listed; no date is known"),
    "not_listed": ("not listed", "a copy that can tell shows that it is not there"),
    "unknown": ("not known", "our copies cannot tell"),
    "not_comparable": ("not comparable", "this list cannot hold that kind of target"),
    "unresolved": ("unresolved", "an entry may be the same target; a person must decide"),
}

READING: tuple[tuple[str, str], ...] = (
    (
        "A gap",
        "is one authority that does not list a target which others list. UN implementation: the United "
        "Nations list it. Designation: at least one other lists it. Lag: it was listed later than by others. "
        "Vessel and ownership: a ship or a firm is not listed, and its owner is.",
    ),
    (
        "Gaps in an entry",
        "are of entries that are there. Identity data: another list prints a number or a birth date that the "
        "entry lacks. Contradiction: the lists cannot all be right. Script: no name in a script that the "
        "authority or the target uses. Scope: fewer effects. Programme basis: another regime. Delisting: "
        "taken off by one and kept by others, which is no fault in itself. Evidence: no reason, on a list "
        "that gives reasons. Each has a fold of its own below the gaps that come first.",
    ),
    (
        "Network candidates",
        "are names that entries of two or more listed parties are tied to and that no list bears. They are "
        "leads for a person, and never findings.",
    ),
    (
        "Can act now",
        "says that the authority has a legal basis of its own for the regime, by a table of acts with their "
        "sources. It does not say that the criteria are met.",
    ),
    (
        "Severity",
        "runs from 0 to 100 and is the sum of the parts that each row shows when opened; nothing else enters "
        "it. It orders the work, and says nothing about guilt.",
    ),
    (
        "Not listed, not known, not comparable",
        "are three different things. Only the first can be a gap. A missing, old or partial copy of a list "
        "gives “not known”, whatever the list itself may say.",
    ),
    (
        "Dates",
        "are the day of the authority's act. Where a list prints none, the act lies between two snapshots, "
        "and the report shows both ends. An unconfirmed date is shown, and never counted from.",
    ),
    (
        "Since",
        "is the first day on which the gap surely was open: the last possible day of the earliest listing "
        "with a confirmed date.",
    ),
    (
        "Targets",
        "gather the entries of several lists that are held to be the same party. A link can be wrong; the "
        "numbers of the entries are given so that each can be checked on its own list.",
    ),
)
