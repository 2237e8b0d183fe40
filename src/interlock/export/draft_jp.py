"""A draft as a row of the asset-freeze workbook of Japan's Ministry of Finance, in its own columns.

告示日付 and 告示番号 (date and number of the notice) are empty: they are the ministry's to give, and until
they are typed in nothing reads the row as an entry. The first sheet, 一覧, which readers of the list pass
over, says that it is a draft.

Source: shisantouketsu20260305.xlsx, the columns of its sheets on North Korea.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
from babel import Locale

from interlock.export.draft import TABLE, Draft, DraftName
from interlock.model.dates import PartialDate
from interlock.report.text import printable

COLUMNS = (
    "告示日付", "告示番号", "日本語表記", "英語表記", "別名・別称", "旧称", "役職", "生年月日", "出生地",
    "国籍", "旅券番号", "ID番号", "住所", "国連参照番号", "その他の情報",
)  # fmt: skip
_PERSONAL = frozenset({"役職", "生年月日", "出生地", "国籍", "旅券番号", "ID番号"})
_GENDERS = {"male": "性別：男性", "female": "性別：女性"}


def write_list(draft: Draft, path: Path) -> None:
    """`path` holds the workbook: 一覧 with the warnings, and the sheet of the row. Raises: OSError."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": datetime.combine(draft.as_of, time()), "title": draft.warnings[0]})
    face = book.add_worksheet("一覧")
    face.set_column(0, 0, 100)
    facts = (*draft.warnings, f"{draft.gap.gap_id}, edition {draft.edition}, as of {draft.as_of}")
    for row, text in enumerate(facts):
        face.write_string(row, 0, printable(text))
    sheet = book.add_worksheet(f"{sheet_number(draft)}. 案")
    sheet.write_string(0, 1, "; ".join(dict.fromkeys(law.act for law in draft.legal_basis)))
    cells = list_row(draft)
    columns = [name for name in COLUMNS if draft.schema == "Person" or name not in _PERSONAL]
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(columns):
        sheet.set_column(column, column, 18)
        sheet.write_string(2, column, name)
        if text := cells.get(name, ""):
            sheet.write_string(3, column, text, wrapped)
    _closed(book, path)


def _closed(book: Any, path: Path) -> None:
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(f"{path}: {error}") from error


def sheet_number(draft: Draft) -> int:
    """The sheet for the target's regime and kind; 0 where the ministry must choose it."""
    for regime in dict.fromkeys(law.regime for law in draft.legal_basis):
        known = TABLE["jp_sheets"].get(regime, {}).get(draft.schema)
        if known:
            number: int = known["un" if draft.gap.kind == "un_implementation" else "own"]
            return number
    return 0


def list_row(draft: Draft) -> dict[str, str]:
    """Column to text, values of one cell separated as the ministry does."""
    kana = [name for name in draft.own_script if name.script == "kana"] or list(draft.own_script)
    latin = [name for name in draft.names if name.script == "latin"]
    chief = latin[0] if latin else draft.names[0]
    rest = [name for name in draft.names if name not in (chief, *kana[:1])]
    foreign = [name for name in rest if name.script not in ("latin", "kana", "han")]
    plain = [name for name in rest if name not in foreign]
    originals = [f"(original script: {_one(name.text)})" for name in foreign]
    papers: dict[str, list[str]] = {"passport": [], "national_id": []}
    for number in draft.identifiers:
        papers.get(number.kind, []).append(_one(number.printed))
    fields = {field: [value.value for value in values] for field, values in draft.fields.items()}
    return {
        "日本語表記": _one(kana[0].text) if kana else "",
        "英語表記": "\n".join([_one(chief.text), *originals]),
        "別名・別称": _names(name for name in plain if name.kind == "alias" or name.kind == "primary"),
        "旧称": _names(name for name in plain if name.kind in ("former", "maiden")),
        "役職": _items(fields.get("positions", ())),
        "生年月日": "又は".join(japanese_date(day.value) for day in draft.dates.get("birth_dates", ())),
        "出生地": _items(fields.get("birth_places", ())),
        "国籍": _items(_land(code) for code in fields.get("nationalities", ())),
        "旅券番号": _items(papers["passport"]),
        "ID番号": _items(papers["national_id"]),
        "住所": ";\n".join(dict.fromkeys(_one(value.value) for value in draft.addresses)),
        "国連参照番号": draft.un_references[0].value if len(draft.un_references) == 1 else "",
        "その他の情報": "\n".join(_others(draft, fields)),
    }


def _others(draft: Draft, fields: dict[str, list[str]]) -> Iterable[str]:
    genders = fields.get("genders", [])
    if len(genders) == 1:
        yield _GENDERS[genders[0]]
    for number in draft.identifiers:
        if number.kind == "swift":
            yield f"SWIFT/BIC：{_one(number.printed)}"
        elif number.kind == "imo_company":
            yield f"IMO番号：{number.value}"
    wallets = [number.printed for number in draft.identifiers if number.kind == "wallet"]
    if wallets:
        yield "暗号資産アドレス：\n" + ";\n".join(wallets)


def japanese_date(day: PartialDate) -> str:
    """`1964年4月2日`, `1964年4月`, `1964年頃`, `1958年から1961年の間`."""
    parts = [_day(part) for part in day.iso().removeprefix("~").split("..")]
    text = parts[0] if len(parts) == 1 else f"{parts[0]}から{parts[1]}の間"
    return f"{text}頃" if day.circa else text


def _day(iso: str) -> str:
    words = zip(iso.split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{sign}" for number, sign in words)


@cache
def _lands() -> dict[str, str]:
    return {code: name for code, name in Locale("ja").territories.items() if len(code) == 2}


def _land(code: str) -> str:
    return _lands().get(code, code)


def _names(names: Iterable[DraftName]) -> str:
    """Japanese names on one line, Latin ones on the next."""
    found = list(names)
    kana = "；".join(_one(name.text) for name in found if name.script in ("kana", "han"))
    latin = "; ".join(_one(name.text) for name in found if name.script not in ("kana", "han"))
    return "\n".join(line for line in (kana, latin) if line)


def _items(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for value in values if (text := _one(value))))


def _one(text: str) -> str:
    """On one line, without the sign that separates values."""
    return " ".join(printable(text).replace(";", ",").replace("；", "、").split())
