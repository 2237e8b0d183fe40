"""A draft in the form that was asked for, and which forms a gap in doubt may have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

import msgspec

from interlock.base.errors import QueryError
from interlock.export.draft import Draft
from interlock.export.draft_docx import write_docx
from interlock.export.draft_jp import write_list
from interlock.export.draft_template import as_template
from interlock.export.draft_us import write_sdn_xml

DraftForm = Literal["docx", "json", "template", "list"]
DRAFT_FORMS: tuple[DraftForm, ...] = get_args(DraftForm)
_SUFFIXES: dict[str, DraftForm] = {
    ".docx": "docx",
    ".json": "json",
    ".csv": "template",
    ".xlsx": "list",
    ".xml": "list",
}
_LISTS: dict[str, tuple[str, Callable[[Draft, Path], None]]] = {
    "jp": (".xlsx", write_list),
    "us": (".xml", write_sdn_xml),
}
"""Authorities whose own format is written, and the suffix of its files."""
_WITH_A_FACE = frozenset({"docx", "json"})
"""Forms that carry a warning to whoever reads them; a row of a list travels without it."""


def form_of(out: Path, named: str | None) -> DraftForm:
    """The form that is named, else that of the file's suffix. Raises: QueryError when neither tells."""
    if named is not None:
        found = [form for form in DRAFT_FORMS if form == named]
    else:
        found = [_SUFFIXES[out.suffix.lower()]] if out.suffix.lower() in _SUFFIXES else []
    if not found:
        raise QueryError(
            f"no form of a draft is known for {named or out.name}",
            remedy=f"end the file in {', '.join(_SUFFIXES)}, or give --as {', '.join(DRAFT_FORMS)}",
        )
    return found[0]


def writer_of(draft: Draft, form: DraftForm, out: Path) -> Callable[[Path], object]:
    """Writes the draft in that form, to a file that will be `out`.

    Raises:
        QueryError: the authority has no such form, or the gap is in doubt and the form shows no warning.
    """
    if draft.gap.status != "open" and form not in _WITH_A_FACE:
        raise QueryError(
            f"the gap {draft.gap.gap_id} is {draft.gap.status}, and a row of a list shows no warning",
            remedy="use --as docx or --as json, which say so on their face; or judge first",
        )
    if form == "list":
        if draft.authority not in _LISTS:
            raise QueryError(
                f"the own list format of {draft.authority_name} is not written",
                remedy="use --as template: a row of the fill-in template is read for any authority",
            )
        suffix, write = _LISTS[draft.authority]
        if out.suffix.lower() != suffix:
            raise QueryError(
                f"the own list format of {draft.authority_name} is a {suffix} file",
                where=str(out),
                remedy=f"end the file in {suffix}",
            )
        return lambda path: write(draft, path)
    if form == "docx":
        return lambda path: write_docx(draft, path)
    if form == "template":
        return lambda path: path.write_bytes(as_template(draft))
    return lambda path: path.write_bytes(msgspec.json.format(msgspec.json.encode(draft), indent=2) + b"\n")
