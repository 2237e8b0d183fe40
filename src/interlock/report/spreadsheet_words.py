"""What the workbook says, in one place, with the width of each column in characters."""

from __future__ import annotations

TEXT = {
    "title": "Interlock gap report as of {as_of}",
    "cut": " [cut: longer than a cell holds]",
    "as_of": "As of",
    "coalition": "Coalition",
    "references": "For reference",
    "reference": "reference",
    "focus": "Focus",
    "edition": "Edition",
    "note": "Not known",
    "known_by": "As known by",
    "silence": "Not told: {kind}",
    "component": "Part: {name}",
    "listed_on": "{authority}: listed on",
}

COVERAGE_HEADS = (
    ("Authority", 18),
    ("Key", 14),
    ("Role", 11),
    ("List", 16),
    ("Snapshot", 12),
    ("Days before", 9),
    ("Age", 24),
    ("Why", 90),
)

GAP_HEADS = (
    ("Rank", 7),
    ("Status", 11),
    ("Severity", 9),
    ("Kind", 18),
    ("Authority that has the gap", 18),
    ("Target", 40),
    ("Names in other scripts", 24),
    ("Type", 13),
    ("Since", 12),
    ("Age in days", 9),
    ("Lag in days", 9),
    ("Listers", 8),
    ("Listed by", 60),
    ("Why", 70),
)
"""The parts of the severity follow, one column each, then the tail."""

GAP_TAIL = (
    ("Details", 50),
    ("Could act", 18),
    ("On what basis", 40),
    ("What closes it", 50),
    ("Confidence of the links", 11),
    ("Rests on a link in doubt", 40),
    ("In focus by", 30),
    ("May be", 30),
    ("Target id", 16),
    ("Gap id", 34),
)

MATRIX_HEADS = (
    ("Target", 40),
    ("Names in other scripts", 24),
    ("Type", 13),
    ("Target id", 16),
)

LAG_HEADS = (
    ("First", 18),
    ("Then", 18),
    ("Closed", 9),
    ("Same day", 9),
    ("Median days", 12),
    ("Still open", 10),
)
