"""A draft as a row of the fill-in template (`docs/template.md`), which is read for any authority. Pure.

The row has no `entry_no` and no `designation_date`: those are the authority's to give. Until the number is
typed in nothing reads the file as a list, so a draft is never taken for a listing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from interlock.export.draft import Draft, DraftDate, DraftName, DraftNumber
from interlock.model.dates import PartialDate
from interlock.report.text import formula_safe, printable

COLUMNS = (
    "authority", "entry_no", "type", "primary_name", "aliases", "weak_aliases", "former_names", "dob", "pob",
    "gender", "nationality", "passport_no", "national_id", "registration_no", "swift", "imo", "wallet",
    "address", "role", "reason", "un_ref", "effects", "complete_for", "designation_date", "remarks",
)  # fmt: skip

_TYPES = {"Person": "person", "Vessel": "vessel"}
_TOLD = ("incorporation_dates", "death_dates")


def as_template(draft: Draft) -> bytes:
    """One CSV of a header and one row, UTF-8 with a byte order mark."""
    row = template_row(draft)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerow([formula_safe(row.get(column, "")) for column in COLUMNS])
    return ("\ufeff" + out.getvalue()).encode()


def template_row(draft: Draft) -> dict[str, str]:
    """Column to text. Values of one cell are separated by `;`; inside a value it becomes a comma."""
    person = draft.schema == "Person"
    chief, rest = _chief(draft.names)
    countries = draft.fields.get("nationalities", ()) + draft.fields.get("countries", ())
    imo = "imo_ship" if draft.schema == "Vessel" else "imo_company"
    return {
        "authority": draft.authority,
        "type": _TYPES.get(draft.schema, "organisation"),
        "primary_name": _one(chief.text) if chief else "",
        "aliases": _cell(name.text for name in rest if _is(name, "alias")),
        "weak_aliases": _cell(name.text for name in rest if _is(name, "weak")),
        "former_names": _cell(name.text for name in rest if _is(name, "former")),
        "dob": _cell(typed(day.value) for day in draft.dates.get("birth_dates", ())),
        "pob": _cell(value.value for value in draft.fields.get("birth_places", ())),
        # One cell, one value: where lists contradict each other the authority decides.
        "gender": _single([value.value for value in draft.fields.get("genders", ())]),
        "nationality": _cell(
            value.value for value in (draft.fields.get("nationalities", ()) if person else countries)
        ),
        "passport_no": _numbers(draft, "passport"),
        "national_id": _numbers(draft, "national_id"),
        "registration_no": _numbers(draft, "registration"),
        "swift": _numbers(draft, "swift"),
        "imo": _numbers(draft, imo),
        "wallet": _numbers(draft, "wallet"),
        "address": _cell(value.value for value in draft.addresses),
        "role": _cell(value.value for value in draft.fields.get("positions", ())),
        "reason": _cell(value.value for value in draft.fields.get("reasons", ())),
        "un_ref": _cell(value.value for value in draft.un_references),
        "effects": "asset_freeze",
        "complete_for": "part",
        "remarks": _cell(_remarks(draft)),
    }


def _chief(names: tuple[DraftName, ...]) -> tuple[DraftName | None, tuple[DraftName, ...]]:
    """The main name and the others. `_is` says in which column each of those goes."""
    latin = [name for name in names if name.script == "latin" and name.quality != "weak"]
    chief = next(iter((*latin, *names)), None)
    return chief, tuple(name for name in names if name is not chief)


def _is(name: DraftName, column: str) -> bool:
    if name.quality == "weak":
        return column == "weak"
    return column == ("former" if name.kind in ("former", "maiden") else "alias")


def typed(day: PartialDate) -> str:
    """As people type it: `1956-01-03`, `1956`, `circa 1956`, `1958 to 1961`."""
    text = day.iso().removeprefix("~").replace("..", " to ")
    return f"circa {text}" if day.circa else text


def _numbers(draft: Draft, kind: str) -> str:
    return _cell(_number(number) for number in draft.identifiers if number.kind == kind)


def _number(number: DraftNumber) -> str:
    # A bracket is read as the country of issue, so a number that has one comes without.
    printed = number.value if re.search(r"[()]", number.printed) else number.printed
    return f"{printed} ({number.country})" if number.country else printed


def _remarks(draft: Draft) -> Iterable[str]:
    yield f"DRAFT of Interlock for {draft.gap.gap_id}, edition {draft.edition}, as of {draft.as_of}"
    if draft.fictional:
        yield draft.warnings[0]
    for found in draft.contradictions:
        yield f"lists contradict each other: {found.text}"
    for field in _TOLD:
        yield from (f"{field.replace('_', ' ')}: {day.iso}" for day in _dates(draft, field))


def _dates(draft: Draft, field: str) -> tuple[DraftDate, ...]:
    return draft.dates.get(field, ())


def _single(values: list[str]) -> str:
    return values[0] if len(values) == 1 else ""


def _cell(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for value in values if (text := _one(value))))


def _one(value: str) -> str:
    return " ".join(printable(value).replace(";", ",").split()).strip(" ,")
