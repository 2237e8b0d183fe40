"""The overlap of lists as one HTML page: the drawing, the matrix, the parts; and the drawing alone as SVG."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from interlock.model.analytics import Overlap, OverlapAnswer
from interlock.report import wording
from interlock.report.text import printable
from interlock.report.upset import upset

PROGRAMMES_SHOWN = 40
"""The largest; the JSON has all."""

TEXT = {
    "title": "Who lists whom",
    "facts": "{as_of}; focus {focus}; edition {edition}. {targets:,} targets that at least one authority is"
    " known to list.",
    "drawing": "Intersections",
    "drawing_lead": "Each column is one group of targets: the dots say who is known to list them. Dark: every"
    " other authority is shown not to list them, or cannot hold that kind. Light: some copy cannot tell.",
    "left_out": "{count:,} targets of smaller intersections are not drawn.",
    "matrix": "Of what the first lists, what the second lists",
    "matrix_lead": "A share of the targets on which the second's copy can tell, or its bounds where what it"
    " cannot tell would move it by a tenth; below it: listed by both, of how many. Then, where there are any,"
    " those that cannot be told (?) and those that its list cannot hold (≠).",
    "shares": "By authority",
    "parts": {"kind": "By kind of target", "regime": "By regime", "programme": "By programme"},
    "parts_lead": "For each authority: listed, and how many of the part it is shown not to list.",
    "coverage": "What this rests on",
}


def as_html(answer: OverlapAnswer) -> str:
    """The whole answer as one document that needs nothing else."""
    return _environment().get_template("overlap.html.j2").render(**_material(answer))


def as_svg(answer: OverlapAnswer) -> str:
    """The drawing alone."""
    return _environment().get_template("upset.svg.j2").render(**_material(answer))


def _material(answer: OverlapAnswer) -> dict[str, Any]:
    pairs: dict[tuple[str, str], Overlap] = {(pair.first, pair.second): pair for pair in answer.pairs}
    shown = {
        by: [part for part in answer.parts if part.by == by][:PROGRAMMES_SHOWN]
        for by in ("kind", "regime", "programme")
    }
    return {
        "t": SimpleNamespace(**TEXT),
        "w": wording,
        "answer": answer,
        "drawing": upset(answer),
        "pairs": pairs,
        "parts": shown,
    }


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("interlock.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.filters.update(authority=wording.authority_name, share=share_in_words)
    return environment


def share_in_words(pair: Overlap) -> str:
    """`87%`; `49 to 93%` where bounds are known, `?` where nothing is; a dash where there is no target."""
    if pair.share is not None:
        return f"{pair.share:.0%}"
    if pair.share_at_least is None or pair.share_at_most is None:
        return "–"
    if pair.both + pair.not_listed == 0:
        return "?"
    return f"{100 * pair.share_at_least:.0f} to {pair.share_at_most:.0%}"
