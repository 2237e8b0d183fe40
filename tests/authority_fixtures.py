"""The fixtures of every registered authority, as files and as snapshots, found by the registry."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl

from interlock.base.errors import SourceError
from interlock.sources.contract import File, FileRole
from interlock.sources.registry import authority, authority_keys
from reading import HEAD
from workbooks import cell, rows_of, saved, sheet_of

FOLDER = Path(__file__).parent / "sources" / "fixtures"
OFFICIAL = {
    ("au", "2024.tsv"): "regulation8_consolidated.xlsx",
    ("au", "2026.tsv"): "Australian_Sanctions_Consolidated_List.xlsx",
    ("ca", "sema-2020.xml"): "sema-lmes.xml",
    ("ca", "sema-2025.xml"): "sema-lmes.xml",
    ("ca", "sema-2026.xml"): "sema-lmes.xml",
}
"""Fixtures that are named otherwise than the authority names its file, because there are several."""


@dataclass(frozen=True)
class Shot:
    """Files of one list that are read together."""

    authority: str
    list_key: str
    files: tuple[tuple[FileRole, File], ...]

    def read(self):
        return authority(self.authority).read(self.list_key, list(self.files))

    def with_data(self, number: int, data: bytes) -> "Shot":
        """The same with other bytes in one of the files."""
        files = list(self.files)
        role, file = files[number]
        files[number] = (role, File(file.name, data))
        return Shot(self.authority, self.list_key, tuple(files))

    def __str__(self) -> str:
        return f"{self.list_key}:{'+'.join(file.name for _, file in self.files)}"


@cache
def files(key: str) -> tuple[File, ...]:
    """The fixtures of one authority, under the names that the authority gives them."""
    folder = FOLDER / key
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    made = [_official(key, path) for path in found]
    if key == "jp" and not any(f.name.endswith(".xlsx") and "shisan" in f.name for f in made):
        made.append(File("shisantouketsu20991231.xlsx", _japanese_workbook()))
    if key == "jp":
        made.append(File("20991231_4.xlsx", meti_workbook(*METI_ROWS)))
    return tuple(made)


def _official(key: str, path: Path) -> File:
    name = OFFICIAL.get((key, path.name), path.name)
    if path.suffix == ".tsv":
        return File(name, sheet_of(*([cell(text) for text in row] for row in rows_of(path))))
    return File(name, path.read_bytes())


def roles(key: str) -> Iterator[tuple[File, FileRole | None]]:
    """Each fixture with what its own authority takes it for."""
    for file in files(key):
        yield file, authority(key).recognise(file.name, file.data[:HEAD])


@cache
def shots(key: str) -> tuple[Shot, ...]:
    """The fixtures as snapshots: the parts of a list together where they may be, and files alone."""
    by_list: dict[str, dict[str, list[tuple[FileRole, File]]]] = {}
    for file, role in roles(key):
        if role is not None:
            by_list.setdefault(role.list_key, {}).setdefault(role.role, []).append((role, file))
    found = []
    for list_key, parts in sorted(by_list.items()):
        whole = Shot(key, list_key, tuple(pairs[0] for pairs in parts.values()))
        found += [whole] if _is_read(whole) else []
        found += [Shot(key, list_key, (pair,)) for pairs in parts.values() for pair in pairs[1:]]
        if len(parts) > 1:
            rest = tuple(pairs[0] for pairs in parts.values() if not is_markup(pairs[0][1].data))
            more = [Shot(key, list_key, (pair[0],)) for pair in parts.values()]
            more += [Shot(key, list_key, rest)] if len(rest) > 1 else []
            found += [shot for shot in more if _is_read(shot)]
    return tuple(found)


def is_markup(data: bytes) -> bool:
    """XML or HTML."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def _is_read(shot: Shot) -> bool:
    """A part alone (a file of aliases), or two forms of one list, need not be a snapshot."""
    try:
        shot.read()
    except SourceError:
        return len(shot.files) == 1 and sum(s is not None for _, s in roles(shot.authority)) == 1
    return True


def every_shot() -> list[Shot]:
    """Of all authorities."""
    return [shot for key in authority_keys() for shot in shots(key)]


def _japanese_workbook() -> bytes:
    """Invented entries in the form of the ministry's workbook: a sheet of bodies, a sheet of persons."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.create_sheet("一覧").append([None, "1", "例"])
    bodies = book.create_sheet("14.例")
    bodies.append(["外国為替令に基づく措置の対象となる団体"])
    bodies.append(["告示日付", "告示番号", "日本語表記", "英語表記", "別称・旧称", "所在地", "その他の情報"])
    bodies.append(["2009.4.24", 1, "例示貿易会社", "Example Trading Company", "ETC", "Nowhere, DPRK", None])
    bodies.append(["2013.1.8", 2, "見本銀行", "Sample Bank", None, "Pyongyang, DPRK", "SWIFT: EXAMKPPY"])
    bodies.append(["2013.1.8削除", 3, None, None, None, None, None])
    persons = book.create_sheet("15.例")
    persons.append(["外国為替令に基づく措置の対象となる個人"])
    persons.append(
        [
            *("告示日付", "告示番号", "日本語表記", "英語表記", "別称・別名", "役職", "生年月日", "国籍"),
            *("旅券番号", "住所", "その他の情報"),
        ]
    )
    persons.append(["2016.12.9", 1, "見本 太郎", "MIHON Taro", None, "局長", "1950年1月2日", "北朝鮮"])
    persons.append(["2016.12.9", 2, "例示 次郎", "REIJI Jiro", "REI", None, "1961年", "北朝鮮", "9990001"])
    return saved(book)


# METI's Foreign End User List, invented.

METI_HEADER = (
    "No.", "国名、地域名\nCountry or Region", "企業名､組織名\nCompany or Organization", "別名\nAlso Known As",
    "懸念区分\nType of WMD", "通常兵器\nConventional Weapons", None,
)  # fmt: skip
_KOREA = "北朝鮮\nNorth Korea"
METI_ROWS = (
    (1, _KOREA, "Rei Trading Corporation (RTC)\n(例貿易会社)",
     "・Rei Trading Co.\n(例商社)\n・Rei\nGeneral", "核\nＮ ", None),
    (2, _KOREA, "見本貿易", None, "生物、化学、ミサイル、核\nB,C,M,N", "通常兵器\nCW"),
    (3, _KOREA, "Rei Systems Pte. Ltd. (Pyongyang branch)", "Rei Systems", "ミサイル、核\nM、N", None),
    (4, "中国\nPeople's Republic of China",
     "9th Institute of China Electronic Rei Group (CETC)\n（例研究所）",
     "・CETC 9th Institute\n中国例研究所\n・(Rei) Institute", None, "通常兵器\nCW"),
    (5, "香港\nHong Kong", "Rei (HK) Limited", "・Акционерное общество\n・АО Рей", "ミサイルM", None),
)  # fmt: skip


def meti_workbook(*rows, header=METI_HEADER):
    """The invented Foreign End User List."""
    return sheet_of(header, *rows)
