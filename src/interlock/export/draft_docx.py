"""A draft as a document for an officer: warnings first, then who it is, what speaks for it, what is missing.

The same draft gives the same bytes: the only time in the file is the day asked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from interlock.export.draft import Act, Draft, Value, told_by, word
from interlock.report.text import language_of, printable
from interlock.report.wording import BASES, KINDS, STATUSES, act_date, authority_name

_INK = RGBColor(0x8A, 0x1C, 0x12)
_FILL = "FBE4E1"
_FONT = "Noto Sans CJK KR"
"""For East Asian letters; a reader without it takes its own."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)


def write_docx(draft: Draft, path: Path) -> None:
    """`path` holds the document. Raises: OSError."""
    document = Document()
    _set_up(document, draft)
    document.add_heading(printable(f"Draft designation: {draft.caption}"), 0)
    for warning in draft.warnings:
        _boxed(document, warning)
    _summary(document, draft)
    _identity(document, draft)
    _said(
        document,
        "Contradictions between lists (neither value is chosen)",
        [found.text for found in draft.contradictions],
        "None was found.",
    )
    _said(document, "What no list prints", draft.missing, "Nothing of what is usually needed.")
    _grounds(document, draft)
    if draft.own_entries:
        _said(document, f"What the list of {draft.authority_name} lacks", draft.own_lacks, "Nothing.")
    _laws(document, draft)
    _foot(document, draft)
    path.write_bytes(_same_bytes(document))


def _set_up(document: Any, draft: Draft) -> None:
    day = datetime.combine(draft.as_of, time(), UTC).replace(tzinfo=None)
    facts = document.core_properties
    facts.title = printable(f"Draft designation: {draft.caption}")
    facts.author = facts.last_modified_by = "Interlock"
    facts.comments = f"edition {draft.edition}, {draft.gap.gap_id}"
    facts.created = facts.modified = day
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    section.header.paragraphs[0].text = draft.warnings[0]
    section.footer.paragraphs[0].text = f"Edition {draft.edition} · {draft.gap.gap_id} · as of {draft.as_of}"


def _boxed(document: Any, text: str) -> None:
    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    cell = table.rows[0].cells[0]
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _FILL)
    cell._tc.get_or_add_tcPr().append(shade)
    run = cell.paragraphs[0].add_run(printable(text))
    run.bold = True
    run.font.color.rgb = _INK


def _summary(document: Any, draft: Draft) -> None:
    gap = draft.gap
    _table(
        document,
        ("", ""),
        [
            ("For", draft.authority_name),
            ("Target", f"{draft.caption} ({draft.schema}, {draft.target_id})"),
            ("Gap", f"{KINDS.get(gap.kind, gap.kind)}, {STATUSES[gap.status].lower()}: {gap.why}"),
            ("Since", f"{gap.since} ({gap.age_days} days)" if gap.since else "not known"),
            ("Severity", f"{gap.severity:.1f} of 100"),
        ],
        widths=(3, 14),
        headed=False,
    )


def _identity(document: Any, draft: Draft) -> None:
    document.add_heading("Who it is: every value with its source", 1)
    rows: list[tuple[str, str, str]] = []
    for name in draft.names:
        quality = f", {name.quality} alias" if name.quality == "weak" else ""
        own = ", own script" if name in draft.own_script else ""
        rows.append((f"Name ({name.kind}{quality}{own})", name.text, told_by(name.sources)))
    for field, dates in draft.dates.items():
        rows += [(_word(field), day.iso, told_by(day.sources)) for day in dates]
    for number in draft.identifiers:
        land = f" ({number.country})" if number.country else ""
        rows.append((number.kind.replace("_", " "), f"{number.printed}{land}", told_by(number.sources)))
    for field in (
        "birth_places",
        "genders",
        "nationalities",
        "countries",
        "positions",
        "titles",
        "vessel_types",
    ):
        rows += _value_rows(field, draft.fields.get(field, ()))
    rows += _value_rows("addresses", draft.addresses)
    rows += [("UN reference", value.value, told_by(value.sources)) for value in draft.un_references]
    rows += _value_rows("remarks", draft.fields.get("remarks", ()))
    _table(document, ("Field", "As printed", "Source: list, id (snapshot)"), rows, widths=(3.5, 8, 5.5))


_ORDER = (
    "birth_places", "genders", "nationalities", "countries", "positions", "titles", "vessel_types",
)  # fmt: skip


def _grounds(document: Any, draft: Draft) -> None:
    document.add_heading("Who lists it, and why", 1)
    _table(
        document,
        ("Authority", "Entry", "Programme, basis", "Listed"),
        [_act_row(act) for act in draft.listed_by],
        widths=(3, 4.5, 5.5, 4),
    )
    for value in draft.fields.get("reasons", ()):
        document.add_paragraph(f"{printable(value.value)} [{told_by(value.sources)}]", style="List Bullet")
    document.add_heading(f"Entries of {draft.authority_name} for this target", 1)
    if draft.own_entries:
        _table(
            document,
            ("Authority", "Entry", "Programme, basis", "Listed"),
            [_act_row(act) for act in draft.own_entries],
            widths=(3, 4.5, 5.5, 4),
        )
    else:
        document.add_paragraph("None in any snapshot that we hold: its list lacks all of the above.")


def _act_row(act: Act) -> tuple[str, ...]:
    basis = "; ".join(dict.fromkeys((*act.programmes, *act.legal_basis)))
    listed = f"{act_date(act.listed_on)}, {BASES[act.listed_on.basis]}"
    state = "" if act.standing == "listed" else f" ({act.standing}: {act.why})"
    return authority_name(act.authority), f"{act.name}, {act.source.words()}", basis, listed + state


def _laws(document: Any, draft: Draft) -> None:
    document.add_heading("Legal basis: candidates, to be verified by the authority's lawyers", 1)
    _table(
        document,
        ("Act", "Covers", "Regime", "Where this is from"),
        [(law.act, law.covers, law.regime, law.origin) for law in draft.legal_basis],
        widths=(6, 4, 2, 5),
    )


def _foot(document: Any, draft: Draft) -> None:
    document.add_paragraph(
        f"Made by Interlock from edition {draft.edition} ({draft.permalink}). `interlock trace ID FIELD`"
        " shows the row of any value. The wording is the latest that the lists show."
    )


def _said(document: Any, heading: str, texts: Sequence[str], none: str) -> None:
    document.add_heading(heading, 1)
    for text in texts:
        document.add_paragraph(printable(text), style="List Bullet")
    if not texts:
        document.add_paragraph(none)


def _value_rows(field: str, values: Iterable[Value]) -> list[tuple[str, str, str]]:
    return [(_word(field), value.value, told_by(value.sources)) for value in values]


def _word(field: str) -> str:
    text = word(field)
    return text[:1].upper() + text[1:]


def _table(
    document: Any,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[float],
    headed: bool = True,
) -> None:
    table = document.add_table(rows=0, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, row in enumerate([heads, *rows] if headed else list(rows)):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(printable(text))
            run.bold = headed and number == 0
            run.font.size = Pt(8.5)
            if tag := language_of(text):
                _spoken(run, tag)
    document.add_paragraph()


def _spoken(run: Any, tag: str) -> None:
    """The language of the run, so that Chinese characters get the shapes of that language."""
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), {"ko": "ko-KR", "ja": "ja-JP"}.get(tag, "en-US"))
    run._r.get_or_add_rPr().append(language)


def _same_bytes(document: Any) -> bytes:
    """The document with all files of its archive under one fixed time."""
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIPPED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
