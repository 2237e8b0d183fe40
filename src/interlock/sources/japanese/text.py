"""Text and dates of Japanese lists, as values. Pure, and knows no list.

Officials type these cells by hand: full-width and half-width signs stand side by side, brackets stay
open, `(a)(b)(c)` and `；` separate what belongs apart, and a date may have four shapes in one column.
Whatever a function cannot read it hands back, so that the caller can raise an alarm and keep the text.

Source: all 3,461 rows of shisantouketsu20260305.xlsx, Ministry of Finance.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

import msgspec

from interlock.model.dates import PartialDate

_WIDE = str.maketrans("（）；，：､｡　", "();,:、。 ")
_NOISE = re.compile("_x000[dD]_|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[ \t\xa0]{2,}")
_LETTER = r"(?:\(\s*[a-zａ-ｚ]{1,2}\s*\)|©)"
"""`(a)`, `（ｄ）`, `(aa)`; `©` is what Office makes of `(c)`."""
_LETTERS = re.compile(_LETTER)
_FIRST_LETTERS = re.compile(r"\(\s*[abａｂ]\s*\)")
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆]")

UNKNOWN = frozenset({"", "不明", "なし", "-", "－", "―", "住所", "N/A", "n/a"})
"""What stands for nothing. `住所` is a heading that was left alone in a cell of its own column."""


def plain(text: str) -> str:
    """Brackets and separators of one width, no byte marks; letters, digits and lines as printed."""
    clean = _NOISE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_WIDE)
    return _BLANKS.sub(" ", clean)


def is_unknown(text: str) -> bool:
    """The cell says that nothing is known."""
    return text.strip(" \n。、;:") in UNKNOWN


def has_japanese(text: str) -> bool:
    """Some letter is kana or a Chinese character."""
    return bool(_JAPANESE.search(text))


def balanced(text: str) -> str:
    """The text without brackets that have no partner."""
    kept = list(text)
    opened: list[int] = []
    for place, letter in enumerate(text):
        if letter == "(":
            opened.append(place)
        elif letter == ")":
            if opened:
                opened.pop()
            else:
                kept[place] = ""
    for place in opened:
        kept[place] = ""
    return "".join(kept)


def split_outside(text: str, separators: str) -> list[str]:
    """The parts between separators that stand outside of brackets, stripped, none empty."""
    parts = [""]
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if letter in separators and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part for part in (part.strip() for part in parts) if part]


def outside(text: str) -> tuple[str, list[str]]:
    """The text with a space for each bracket, and what stood in the outermost brackets."""
    bare = ""
    inside: list[str] = []
    depth = 0
    for letter in balanced(text):
        depth -= letter == ")"
        if depth:
            inside[-1] += letter
        elif letter == "(":
            inside.append("")
        bare += letter if not depth and letter not in "()" else " " * (letter == ")" and not depth)
        depth += letter == "("
    return bare, inside


def is_lettered(text: str) -> bool:
    """The text enumerates with `(a)`, `(b)`; a lone `(s)` or `(e)` does not."""
    return bool(_FIRST_LETTERS.search(text))


def lettered(text: str, *, sure: bool = False) -> list[str]:
    """The parts of `(a)... (b)...`, without the letters and the `、` between them; else the whole.

    Text before the first letter is a part of its own. `sure`: the text is a line of a cell that
    enumerates, and may begin at `(c)`.
    """
    if not (sure or is_lettered(text)):
        return [text.strip()] if text.strip() else []
    parts = (balanced(part).strip(" \n、,;") for part in _LETTERS.split(text))
    return [part for part in parts if part]


def items(text: str) -> list[str]:
    """The parts of a cell: by letters, else by `;` and line ends outside of brackets; none unknown."""
    text = plain(text)
    parts = lettered(text) if is_lettered(text) else split_outside(balanced(text), ";\n")
    return [" ".join(part.split()) for part in parts if not is_unknown(part)]


def unwrapped(text: str) -> str:
    """The text with one line for each stretch of one language: a line end inside of one is a wrap."""
    lines: list[str] = []
    for line in (part.strip() for part in plain(text).split("\n")):
        if not lines or has_japanese(lines[-1]) != has_japanese(line):
            lines.append(line)
        else:
            lines[-1] += ("" if has_japanese(line) else " ") + line
    return "\n".join(line for line in lines if line)


class Notice(msgspec.Struct, frozen=True):
    """The dates of the official notices about one entry."""

    listed: date | None
    amended: tuple[date, ...]
    removed: date | None
    unread: str
    """What is none of these; empty for a cell that was understood."""


_ACT = re.compile(
    r"(20\d\d)(?:\.?(\d{1,2})\.(\d{1,2}?)|\.(\d{3,4}?))(?=20\d\d[.\d]|\D|$)\s*(改訂|削除)?"
    r"(?:\s*\(\d+[.．]\s*と同一(?:人物|団体)\))?"
)
"""One date of a notice: year, then month and day, or both of them with the full stop between them lost.
The day ends where the next year begins, since line ends get lost too (`2013.4.52022.8.3改訂`).
`(38．と同一人物)`, "the same person as 38", tells why an entry was taken off."""


def notice(text: str) -> Notice:
    """The dates in the first column: the listing, then `改訂` (amended), or `削除` (taken off).

    A lost full stop (`200812.19`, `2007.713`) is mended where one date only can be meant.
    """
    listed: date | None = None
    removed: date | None = None
    amended: list[date] = []
    folded = unicodedata.normalize("NFKC", text)
    unread = _ACT.sub("", folded)
    for year, month, day, glued, act in _ACT.findall(folded):
        moment = _moment(year, [(month, day)] if month else [(glued[:1], glued[1:]), (glued[:2], glued[2:])])
        if moment is None or (act == "" and listed is not None):
            unread += f" {year}.{month or glued}.{day}{act}"
        elif act == "削除":
            removed = moment
        elif act == "改訂":
            amended.append(moment)
        else:
            listed = moment
    return Notice(listed, tuple(dict.fromkeys(amended)), removed, " ".join(unread.split()))


def _moment(year: str, readings: list[tuple[str, str]]) -> date | None:
    possible = set()
    for month, day in readings:
        with suppress(ValueError):
            possible.add(date(int(year), int(month), int(day)))
    return possible.pop() if len(possible) == 1 else None


_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 60_000
"""2064-04-08: Excel's day number of no birth and no listing is larger."""


def from_serial(number: float) -> date | None:
    """The date of Excel's day number, None when it is none; 1900 to 2100 is a year, not a day number."""
    if not 2100 < number < _LAST_SERIAL or number != int(number):
        return None
    return _EPOCH + timedelta(days=int(number))


class Dates(msgspec.Struct, frozen=True):
    """Dates of a cell, and what of it is no date."""

    found: tuple[PartialDate, ...]
    notes: tuple[str, ...] = ()
    """Understood, and not a date: an age, a day without a year, a date of another calendar."""
    unread: str = ""


# Two dates of which one is cut short, and what they are short for. The cells are of sheets 24, 26 and 29.
_SHORT = tuple(
    (re.compile(pattern), long)
    for pattern, long in (
        (r"(\d{4}年)(\d{1,2})\((\d{1,2})\)(月\d{1,2}日)", r"\1\2\4又は\1\3\4"),
        (r"(\d{4})/(\d{4})(年\d{1,2}月\d{1,2}日)", r"\1\3又は\2\3"),
        (r"(\d{4}年\d{1,2}月)(\d{1,2})/(\d{1,2}日)", r"\1\2日又は\1\3"),
        (r"(\d{4}年)(\d{1,2}月\d{1,2}日)(?:又は|または)(\d{1,2}月\d{1,2}日)", r"\1\2又は\1\3"),
        (r"(\d{4}年\d{1,2}月)(\d{1,2}日)(?:又は|または)(\d{1,2}日)", r"\1\2又は\1\3"),
        (r"(\d\d)(\d\d)、(\d\d)(?:又は|または)(\d\d)年", r"\1\2年、\1\3年又は\1\4年"),
        (r"(\d{4}年)(\d{1,2}月)から(\d{1,2}月)の間", r"\1\2から\1\3の間"),
        (r"(\d{4}年)(?:又は|または)(\d{4}年)の頃", r"\1頃又は\2頃"),
    )
)
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}/\d{1,2}/\d{1,2}|\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月|\d{4}年?"
_DATE = re.compile(
    rf"(?P<before>おおよそ|およそ|おおむね|約)?(?P<first>{_DAY})(?P<middle>頃)?"
    rf"(?:(?:から|-|~|―|–)(?P<last>{_DAY}))?(?:まで)?(?:の間|間)?(?P<after>頃|ごろ)?"
    r"(?P<note>\([^()]*\))?"
)
_BETWEEN = re.compile(rf"又は|または|、|,|;|。|生まれ|{_LETTER}")
_UNDATED = re.compile(r"\d{1,2}月\d{1,2}日\(yearunknown\)|(?:おおむね)?[\d~-]+歳")
_OTHER_CALENDAR = "(ヒジュラ暦)"


def birth_dates(text: str) -> Dates:
    """Every date of the cell, in order: days, months, years, ranges, and "about".

    `16358` is a day number. A range is inclusive, as printed.
    """
    folded = "".join(unicodedata.normalize("NFKC", plain(text)).split())
    if is_unknown(folded):
        return Dates(())
    if folded.isdigit() and len(folded) in (4, 5) and (day := from_serial(int(folded))):
        return Dates((PartialDate.of_day(day),))
    for pattern, long in _SHORT:
        folded = pattern.sub(long, folded)
    notes = _UNDATED.findall(folded)
    unread = _UNDATED.sub("", folded)
    found: list[PartialDate] = []
    for match in _DATE.finditer(unread):
        if match["note"] == _OTHER_CALENDAR:
            notes.append(match[0])
        elif made := _partial(match):
            found.append(made)
        else:
            notes.append(match[0])
    unread = _BETWEEN.sub("", _DATE.sub("", unread))
    return Dates(tuple(dict.fromkeys(found)), tuple(notes), unread)


def _partial(match: re.Match[str]) -> PartialDate | None:
    circa = bool(match["before"] or match["middle"] or match["after"])
    try:
        first = span(match["first"])
        last = span(match["last"]) if match["last"] else first
    except ValueError:
        return None
    if last[1] < first[0]:
        return None
    return PartialDate(first[0], last[1], circa, match[0])


def span(text: str) -> tuple[date, date]:
    """First and last day of `1938年4月2日`, `1938-04-02`, `1938年4月`, `1938`. Raises: ValueError."""
    year, month, day = (int(number) for number in [*re.findall(r"\d+", text), "0", "0"][:3])
    if day:
        return date(year, month, day), date(year, month, day)
    whole = PartialDate.of_month(year, month) if month else PartialDate.of_years(year)
    return whole.earliest, whole.latest
