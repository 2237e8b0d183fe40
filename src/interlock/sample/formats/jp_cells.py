"""What the cells of Japan's workbook hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from interlock.sample.formats.common import role_text
from interlock.sample.kana import katakana_of
from interlock.sample.places import COUNTRIES
from interlock.sample.target import Alias, Birth, Entry

_EPOCH = date(1899, 12, 30).toordinal()
Value = str | int | datetime | None


def dotted(day: date) -> str:
    """`2013.4.5`."""
    return f"{day.year}.{day.month}.{day.day}"


def notice(entry: Entry) -> str:
    """The listing, then every amendment, a line each."""
    return "\n".join([dotted(entry.on), *(f"{dotted(day)}改訂" for day in entry.amended)])


def number(entry: Entry) -> str:
    """The number with its marks, `1(#47)`."""
    return entry.number


def japanese(entry: Entry) -> str:
    """The name in katakana."""
    return entry.kana


def english(entry: Entry) -> str:
    """The name in Latin letters."""
    name = entry.name.family_first if entry.culture in ("korean", "chinese") else entry.name.given_first
    # About half of the rows are in capitals, as the UN prints them.
    return name.upper() if entry.target % 2 else name


def english_with_script(entry: Entry) -> str:
    """The same in capitals, often with the original script."""
    script = f"\n(original script: {entry.native})" if entry.native and entry.target % 3 else ""
    return english(entry).upper() + script


def _alias_lines(aliases: Sequence[Alias]) -> str:
    kana = "；".join(alias.kana for alias in aliases if alias.kana)
    latin = "; ".join(alias.name.family_first for alias in aliases)
    return f"{kana}\n{latin}" if kana else latin


def aliases(entry: Entry) -> str:
    """Other and former names, katakana over Latin."""
    former = [alias for alias in entry.aliases if alias.former]
    other = [alias for alias in entry.aliases if not alias.former]
    if not former:
        return _alias_lines(other)
    parts = [f"（別称）{_alias_lines(other)}"] if other else []
    return "\n".join([*parts, f"（旧称）{_alias_lines(former)}"])


def strong_aliases(entry: Entry) -> str:
    """Aliases that identify."""
    return _lettered([alias for alias in entry.aliases if not alias.former and not alias.weak])


def former_names(entry: Entry) -> str:
    """Former names."""
    return _lettered([alias for alias in entry.aliases if alias.former])


def weak_aliases(entry: Entry) -> str:
    """Aliases that do not suffice to identify."""
    unknown = "不明" if entry.kind == "Person" else ""
    return _lettered([alias for alias in entry.aliases if alias.weak]) or unknown


def _lettered(aliases: Sequence[Alias]) -> str:
    if len(aliases) < 2:
        return _alias_lines(aliases)
    kana = "".join(f"({chr(97 + index)}){alias.kana}" for index, alias in enumerate(aliases))
    latin = " ".join(f"({chr(97 + index)}){a.name.family_first}" for index, a in enumerate(aliases))
    return f"{kana}\n (a.k.a.: {latin})"


def role(entry: Entry) -> str:
    """The office, Japanese over English."""
    if entry.role is None:
        return ""
    return f"{entry.role.employer_kana}{entry.role.office_ja}\n{role_text(entry)}"


def birth_serial(entry: Entry) -> Value:
    """A day as Excel's number without a format, anything vaguer as text."""
    if not entry.births:
        return None
    birth = entry.births[0]
    if birth.day:
        return date(birth.year, birth.month, birth.day).toordinal() - _EPOCH
    return _birth_text(birth)


def birth_date(entry: Entry) -> Value:
    """A day as a date cell, anything vaguer as text."""
    if entry.births and entry.births[0].day:
        birth = entry.births[0]
        return datetime(birth.year, birth.month, birth.day, tzinfo=UTC).replace(tzinfo=None)
    return birth_serial(entry)


def birth_words(entry: Entry) -> str:
    """The birth date in words."""
    if entry.kind != "Person":
        return ""
    return _birth_text(entry.births[0]) if entry.births else "不明"


def _birth_text(birth: Birth) -> str:
    if birth.to_year:
        return f"{birth.year}年から{birth.to_year}年までの間"
    if birth.day:
        return f"{birth.year}年{birth.month}月{birth.day}日"
    return f"{birth.year}年頃" if birth.circa else f"{birth.year}年"


def nationality(entry: Entry) -> str:
    """The country."""
    return COUNTRIES[entry.country].jp if entry.kind == "Person" else ""


def passport(entry: Entry) -> Value:
    """The number as text, as a number, or with the country."""
    if not entry.passports:
        return None
    number = entry.passports[0]
    if entry.target % 3 == 0:
        return int(number)
    return f"{number}（{COUNTRIES[entry.country].jp}旅券）" if entry.target % 3 == 1 else number


def passport_or_unknown(entry: Entry) -> Value:
    """The number, or that it is not known."""
    if entry.kind != "Person":
        return None
    return entry.passports[0] if entry.passports else "不明"


def address(entry: Entry) -> str:
    """Country and town in Japanese."""
    if entry.place is None:
        return ""
    return COUNTRIES[entry.place.country].jp + katakana_of(entry.place.city)


def latin_address(entry: Entry) -> str:
    """Street, town and country in Latin letters."""
    if entry.place is None:
        return ""
    parts = (entry.place.street, entry.place.city, COUNTRIES[entry.place.country].un)
    return ", ".join(part for part in parts if part)


def birth_place(entry: Entry) -> str:
    """Town and country in Latin letters."""
    born = entry.birth_city if entry.kind == "Person" else ""
    return f"{born}, {COUNTRIES[entry.country].un}" if born else ""


def birth_place_ja(entry: Entry) -> str:
    """Town and country in Japanese."""
    return f"{katakana_of(entry.birth_city)}（{COUNTRIES[entry.country].jp}）" if entry.birth_city else ""


def other(entry: Entry) -> str:
    """IMO number, birth place and sex, a line each."""
    lines = []
    if entry.imo:
        # Both widths occur.
        lines.append(f"{'IMO' if entry.target % 2 else 'ＩＭＯ'}番号：{entry.imo}")
    if entry.birth_city and entry.kind == "Person":
        lines.append(f"出生地：{COUNTRIES[entry.country].jp}{katakana_of(entry.birth_city)}")
    if entry.gender_printed:
        lines.append(f"性別：{'女性' if entry.female else '男性'}")
    return "\n".join(lines)


def un_ref(entry: Entry) -> str:
    """The UN's reference."""
    return entry.un_ref


def nothing(entry: Entry) -> Value:
    """An empty cell."""
    return None
