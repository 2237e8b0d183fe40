"""South Korea by the documented template: one CSV row per entry of the notice's annex.

Source: docs of the template (shared/lists/kr/README.md), which a user fills from the notice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from interlock.sample.formats.common import Made, us_date
from interlock.sample.places import COUNTRIES
from interlock.sample.target import Entry

COLUMNS = (
    *("authority", "notice_no", "notice_date", "effective_date", "entry_no", "type"),
    *("name_latin", "name_hangul", "aliases", "dob", "pob", "nationality", "passport_no", "imo", "address"),
    *("role", "reason", "legal_basis", "un_ref", "designation_date", "date_basis", "removal_date"),
)
_TYPES = {"Person": "개인", "Vessel": "선박"}
_BASIS = "공중 등 협박목적 및 대량살상무기확산을 위한 자금조달행위의 금지에 관한 법률"
_LATIN = {code: "North Korea" if code == "KP" else country.us for code, country in COUNTRIES.items()}
_DAYS_TO_EFFECT = 8
"""From the notice to its effect. Seen: issued 2026-01-14, effective 2026-01-22."""


def files(entries: Sequence[Entry], day: date, form: str) -> Iterator[Made]:
    """The one file of a date, named after the notice; entries since removed stand with their date."""
    rows = [entry for entry in entries if entry.on <= day]
    yield Made(f"notice-{day.year}-1-dprk.csv", _csv(rows, day), len(rows))


def _csv(rows: Sequence[Entry], day: date) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield buffer.getvalue().encode()
    for entry in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(_row(entry.as_of(day), day))
        yield buffer.getvalue().encode()


def _row(entry: Entry, day: date) -> tuple[str, ...]:
    country = COUNTRIES[entry.country].kr
    person = entry.kind == "Person"
    removed = entry.until is not None and entry.until <= day
    address = f"{entry.place.city}, {_LATIN[entry.place.country]}" if entry.place else ""
    return (
        "kr",
        f"{day.year}-1",
        (day - timedelta(days=_DAYS_TO_EFFECT)).isoformat(),
        day.isoformat(),
        entry.source_id,
        _TYPES.get(entry.kind, "단체"),
        entry.name.comma if person else entry.name.given,
        entry.native,
        "; ".join(alias.name.comma if alias.name.family else alias.name.given for alias in entry.aliases),
        "; ".join(us_date(birth) for birth in entry.births),
        f"{entry.birth_city}, {_LATIN[entry.country]}" if person and entry.birth_city else "",
        country if person else "",
        "; ".join(entry.passports),
        entry.imo if entry.kind == "Vessel" else "",
        address,
        f"{entry.role.employer_native or entry.role.employer.given} {entry.role.office_ko}"
        if entry.role
        else "",
        "",
        _BASIS,
        entry.un_ref,
        entry.on.isoformat(),
        "batch" if entry.dated else "unconfirmed",
        entry.until.isoformat() if removed and entry.until else "",
    )
