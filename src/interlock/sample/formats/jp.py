"""The workbook of Japan's Ministry of Finance: one sheet per measure, removed rows kept as such.

Source: the shape of shisantouketsuYYYYMMDD.xlsx (2026-03-05); only titles and headings are its words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

import xlsxwriter

from interlock.sample.formats import jp_cells as cells
from interlock.sample.formats.common import Made
from interlock.sample.formats.jp_cells import Value
from interlock.sample.target import Entry

_FICTION = "（注）この一覧は架空の見本であり、実在の個人及び団体とは関係がない。"


class Sheet(NamedTuple):
    """One worksheet: its tab, its title, and its columns in order."""

    tab: str
    title: str
    notes: int
    """Rows between the title and the header."""
    columns: tuple[tuple[str, Callable[[Entry], Value]], ...]


def files(entries: Sequence[Entry], day: date, form: str) -> Iterator[Made]:
    """The one workbook of a date; its name carries the date."""
    rows = [entry for entry in entries if entry.on <= day]
    yield Made(f"shisantouketsu{day:%Y%m%d}.xlsx", iter((_workbook(rows, day),)), len(rows))


def _workbook(rows: Sequence[Entry], day: date) -> bytes:
    by_sheet: dict[int, list[Entry]] = {}
    for entry in rows:
        by_sheet.setdefault(entry.sheet, []).append(entry)
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        # Fixed, so that one world is one sequence of bytes.
        book.set_properties(
            {"created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)}
        )
        dates = book.add_format({"num_format": "yyyy/m/d"})
        _contents(book.add_worksheet("一覧"))
        for number, sheet in SHEETS.items():
            _fill(book.add_worksheet(sheet.tab), sheet, by_sheet.get(number, []), day, dates)
    return packed.getvalue()


def _contents(page: Any) -> None:
    page.write_string(1, 0, _FICTION)
    for row, (number, sheet) in enumerate(SHEETS.items(), 4):
        page.write_number(row, 0, number)
        page.write_string(row, 1, sheet.title)


def _fill(page: Any, sheet: Sheet, rows: list[Entry], day: date, dates: Any) -> None:
    page.write_string(0, 0, sheet.title)
    for note in range(sheet.notes):
        page.write_string(1 + note, 0, _FICTION)
    header = 1 + sheet.notes
    for column, (heading, _) in enumerate(sheet.columns):
        page.write_string(header, column, heading)
    for row, entry in enumerate(sorted(rows, key=lambda entry: entry.source_id), header + 1):
        if entry.until is not None and entry.until <= day:
            page.write_string(row, 0, f"{cells.dotted(entry.until)}削除")
            page.write_string(row, 1, entry.number)
            continue
        current = entry.as_of(day)
        for column, (_, value_of) in enumerate(sheet.columns):
            _write(page, row, column, value_of(current), dates)


def _write(page: Any, row: int, column: int, value: Value, dates: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, column, value)
    elif isinstance(value, int):
        page.write_number(row, column, value)
    else:
        page.write_datetime(row, column, value, dates)


_HEAD: Final = (
    ("告示日付", cells.notice),
    ("告示番号", cells.number),
    ("日本語表記", cells.japanese),
    ("英語表記", cells.english),
)
_BODIES: Final = (
    *_HEAD,
    ("別称・旧称", cells.aliases),
    ("所在地", cells.address),
    ("その他の情報", cells.other),
)
_PERSONS: Final = (
    *_HEAD,
    ("別称・別名", cells.aliases),
    ("役職", cells.role),
    ("生年月日", cells.birth_serial),
    ("国籍", cells.nationality),
    ("旅券番号", cells.passport),
)
_REST: Final = (("住所", cells.address), ("その他の情報", cells.other))
_UN_TITLE = "北朝鮮に関連する国際連合安全保障理事会決議に基づく資産凍結等の措置の対象となる者"
_OWN_TITLE = "国際平和のための国際的な努力に我が国として寄与するために講ずる資産凍結等の措置の対象となる"

SHEETS: Final[dict[int, Sheet]] = {
    2: Sheet(
        "2.タリバーン関係者等",
        "タリバーン関係者等",
        0,
        (
            *_HEAD[:3],
            ("英語表記", cells.english_with_script),
            ("別名・別称", cells.strong_aliases),
            ("旧称", cells.former_names),
            ("確定に十分でない別名", cells.weak_aliases),
            ("称号", cells.nothing),
            ("役職", cells.role),
            ("生年月日", cells.birth_words),
            ("出生地・出身地", cells.birth_place),
            ("国籍", cells.nationality),
            ("旅券番号", cells.passport_or_unknown),
            ("ID番号", cells.nothing),
            ("住所・所在地", cells.latin_address),
            ("国連制裁員会による指定日", cells.nothing),
            ("国連参照番号", cells.un_ref),
            ("その他の情報", cells.other),
        ),
    ),
    13: Sheet(
        "13.北朝鮮(決議1695号)",
        "北朝鮮のミサイル又は大量破壊兵器計画に関連する者",
        1,
        (
            *_HEAD,
            ("別称・旧称", cells.aliases),
            ("住所・所在地", cells.address),
            ("その他の情報", cells.other),
        ),
    ),
    14: Sheet("14.北朝鮮(決議1718号等；団体) ", _UN_TITLE + "（団体）", 1, _BODIES),
    15: Sheet("15.北朝鮮(決議1718号等；個人)", _UN_TITLE + "（個人）", 1, (*_PERSONS, *_REST)),
    16: Sheet("16.北朝鮮(協調；団体)", _OWN_TITLE, 3, _BODIES),
    17: Sheet("17.北朝鮮(協調；個人)", _OWN_TITLE, 3, (*_PERSONS, ("身分証番号", cells.nothing), *_REST)),
    28: Sheet(
        "28.ロシア連邦(団体(特定銀行を除く))",
        "資産凍結等の措置の対象となるロシア連邦の団体及び個人（団体（特定銀行を除く））",
        0,
        (*_HEAD, ("別称・旧称", cells.aliases), ("所在地", cells.latin_address)),
    ),
    29: Sheet(
        "29.ロシア連邦(個人)",
        "資産凍結等の措置の対象となるロシア連邦の団体及び個人（個人）",
        0,
        (
            *_HEAD,
            ("別名", cells.aliases),
            ("肩書等", cells.role),
            ("生年月日", cells.birth_date),
            ("出生地", cells.birth_place_ja),
        ),
    ),
}
