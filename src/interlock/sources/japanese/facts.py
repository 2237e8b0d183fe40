"""Numbers, countries and addresses in cells of a Japanese list. Pure.

A number stands among its label, its country and its dates, in any order:
`アフガニスタン旅券 D 000857 （1997年11月20日発行）`, `108210124、旅券失効日：2023年６月４日`,
`(a)外交旅券番号Ｄ014433、2013年2月21日発行、⏎(b)…`. The number alone becomes the value.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from tomllib import loads

import msgspec

from interlock.model.listing import Address, Identifier, IdentifierKind, normal_identifier
from interlock.sources.countries import country_code
from interlock.sources.japanese.text import (
    balanced,
    has_japanese,
    is_lettered,
    is_unknown,
    items,
    lettered,
    outside,
    plain,
    split_outside,
)

_TABLE = loads((Path(__file__).parents[1] / "authorities" / "jp.toml").read_text(encoding="utf-8"))
_KINDS: dict[str, list[str]] = _TABLE["documents"]

# --- countries

_STATE = re.compile(r"(?:・アラブ|社会主義)?共和国$|連邦$|国$|人$")


@lru_cache(maxsize=20_000)
def land(name: str) -> str:
    """The code of a country as Japanese lists name it (`ルワンダ共和国`, `英国`); empty when not known."""
    name = name.strip(" \n。、;:")
    known: dict[str, str] = _TABLE["countries"]
    if name in known:
        return known[name]
    if len(name) < 3 and not has_japanese(name):
        return ""
    found = country_code(name) or country_code(_STATE.sub("", name))
    if not found and (both := re.fullmatch(r"([^ -~]+) ?([A-Z][A-Za-z ]+)", name)):
        code = land(both[1])
        found = code if code == land(both[2]) else ""
    return found


def leading_land(text: str) -> str:
    """The country that Japanese text begins with; `マリウポリ` does not begin with `マリ`."""
    for size in range(min(len(text), 16), 1, -1):
        name, rest = text[:size], text[size : size + 1]
        if has_japanese(name) and not (is_kana(name[-1]) and is_kana(rest)) and (code := land(name)):
            return code
    return ""


def is_kana(letter: str) -> bool:
    """The letter is katakana."""
    return "\u30a1" <= letter <= "\u30fa" or letter == "ー"


class Lands(msgspec.Struct, frozen=True):
    """Countries of a cell."""

    codes: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """Sentences about a nationality."""
    unread: tuple[str, ...] = ()
    """What should be a country and is none that we know."""


_SENTENCE = re.compile(r"国籍|思われる|見られる")


def lands(cell: str) -> Lands:
    """The countries of a nationality cell; what stands in brackets after one is left out."""
    codes: list[str] = []
    notes: list[str] = []
    unread: list[str] = []
    for item in (part for whole in items(cell) for part in split_outside(whole, "。")):
        bare = outside(item)[0].strip()
        parts = [bare] if land(bare) else split_outside(bare, "、,")
        found = [land(part) for part in parts]
        if all(found):
            codes += found
        elif not is_unknown(bare):
            (notes if _SENTENCE.search(bare) else unread).append(item)
    return Lands(tuple(dict.fromkeys(codes)), tuple(notes), tuple(unread))


# --- addresses


def addresses(cell: str) -> tuple[Address, ...]:
    """The addresses of a cell as printed, their countries apart; `イラン⏎Iran` is one."""
    found: dict[str, Address] = {}
    only: set[str] = set()
    for text in _separate(plain(cell)):
        text = " ".join(text.split()).strip(" 、,;:・")
        if is_unknown(text):
            continue
        code = _land_of(text)
        if code and land(text) == code:
            if code in only:
                continue
            only.add(code)
        found.setdefault(text, Address(text, code))
    return tuple(found.values())


def _separate(text: str) -> list[str]:
    if is_lettered(text):
        return lettered(text)
    lines = [line.strip() for line in balanced(text).split("\n") if line.strip(" ;")]
    heads = {line.split("、")[0] for line in lines if "、" in line}
    apart = all(_land_of(line.strip(" ;")) or line.startswith("・") for line in lines)
    if not apart and not (len(heads) == 1 and len(lines) == sum("、" in line for line in lines)):
        lines = [" ".join(lines)]
    return [part for line in lines for part in split_outside(line, ";")]


def _land_of(address: str) -> str:
    bare, inside = outside(address)
    bare = re.sub(r"^\d{5,6}\s*|[ 、,.\d-]+$", "", bare)
    if code := leading_land(bare):
        return code
    parts = re.split(r"[、,]\s*", bare)
    for size in (1, 2):
        tail = re.sub(r"^\d+ ", "", ", ".join(parts[-size:]).strip())
        if code := land(tail) or land(tail.split(" ")[-1] if has_japanese(tail) else ""):
            return code
    named = {code for text in inside if (code := land(text))}
    return named.pop() if len(named) == 1 else ""


# --- numbers

_AFTER = re.compile(r"[、,;\s]*(?:旅券)?(?:発行|発効|失効|有効期限)|[、,]\s*(?:発|内務|ロシア連邦移民庁)")
_MOMENT = re.compile(r"[、,]?\s*\d{4}\s*年(?:\d{1,2}月(?:\d{1,2}日)?)?")
_CONTINUES = re.compile(r"(?:旅券)?(?:発行|発効|失効|有効期限)")
_DASH = re.compile(r"(?<=[A-Za-z0-9])[ー―−–‐](?=[A-Za-z0-9])")
_CHECK_DIGIT = re.compile(r"(?<=[A-Z0-9])\(([A-Z0-9])\)")
"""`G563542(9)`, an identity card of Hong Kong: the bracket is a part of the number."""
_WORDS = re.compile(
    r"SSN|Italian Fiscal [Cc]ode|Germany Identity document|\"Bundespersonalausweis\"|(?:no|No|N)[.°]|ID"
)
_RUN = re.compile(r"[A-Z0-9Ａ-Ｚ０-９][A-Za-z0-9Ａ-Ｚ０-９ ./<>-]*")
_DIGIT = re.compile(r"\d")
_HEADING = re.compile(r"[^\d]*番号[^\d]{0,12}")


class Numbers(msgspec.Struct, frozen=True):
    """Identifiers of a cell."""

    found: tuple[Identifier, ...]
    notes: tuple[str, ...] = ()
    """Papers of which no number is printed."""
    unread: tuple[str, ...] = ()
    """Items in which more than one thing may be the number."""


def numbers(cell: str, kind: IdentifierKind) -> Numbers:
    """The numbers of a passport or identity cell; its label may say that one is of another kind."""
    found: list[Identifier] = []
    notes: list[str] = []
    unread: list[str] = []
    heading = ""
    parts = (part for item in items(cell) for part in split_outside(item, ";"))
    for item in (document for part in parts for document in _documents(part)):
        if _HEADING.fullmatch(item):
            heading = item
            continue
        runs = _runs(item)
        if len(runs) == 1:
            found.append(_identifier(runs[0], heading + item, kind))
        elif runs:
            unread.append(item)
        else:
            notes.append(item)
    return Numbers(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(unread)))


def _documents(item: str) -> list[str]:
    """The papers of one item, mostly one; none when it continues the item before with dates and places."""
    if _CONTINUES.match(item) or is_unknown(item):
        return []
    if item.startswith("(") and not outside(item)[0].strip():
        return [outside(item)[1][0]] if re.match(r"\([^\d、]*旅券(?:番号)?:? ?[A-Z]?\d", item) else []
    return re.split(r"\s*又は\s*|、(?=[^\x00-\x7f]{3,}(?:証明書|冊子番号)\s*[A-Z]?\d)", item)


def _runs(item: str) -> list[str]:
    """Whatever in the item may be its number, as printed."""
    bare = outside(_CHECK_DIGIT.sub(r"<\1>", item))[0]
    if cut := _AFTER.search(bare):
        bare = bare[: cut.start()]
    bare = _WORDS.sub(" ", _DASH.sub("-", _MOMENT.sub(" ", bare)))
    runs = [run.strip(" ./-").replace("<", "(").replace(">", ")") for run in _RUN.findall(bare)]
    return [run for run in runs if _DIGIT.search(run)]


def _identifier(printed: str, item: str, kind: IdentifierKind) -> Identifier:
    label = item[: item.find(printed)] if printed in item else item
    for other, words in _KINDS.items():
        if any(word in label for word in words):
            kind = other  # type: ignore[assignment]  # the table's keys are checked below
            break
    inside = " ".join(outside(item)[1])
    code = leading_land(item) or leading_land(inside) or ("IT" if "イタリア" in inside else "")
    return Identifier(kind, normal_identifier(printed), printed, code)


_KNOWN_KINDS = {"passport", "national_id", "tax", "registration", "other"}
if _STRANGERS := set(_KINDS) - _KNOWN_KINDS:
    raise ValueError(f"jp.toml [documents] has kinds that are not read: {sorted(_STRANGERS)}")


def imo_numbers(text: str) -> Numbers:
    """Company numbers of the IMO, seven digits each, also where the separators were lost.

    A run of digits is cut only where every part has its check digit. Excel keeps fifteen digits of a
    number, so what comes after them is not read.
    """
    found: list[Identifier] = []
    unread: list[str] = []
    for run in re.findall(r"\d+", text):
        pieces = [run[start : start + 7] for start in range(0, min(len(run), 15) - 6, 7)]
        sure = len(run) == 7 or (pieces and all(map(_has_check_digit, pieces)))
        if sure:
            found += [Identifier("imo_company", piece, piece) for piece in pieces]
        if not sure or len(run) != 7 * len(pieces):
            unread.append(run)
    return Numbers(tuple(dict.fromkeys(found)), unread=tuple(unread))


def _has_check_digit(number: str) -> bool:
    """Source: IMO circular MSC-MEPC.7/Circ.1, company identification numbers: weights 8 6 4 2 9 7."""
    total = sum(weight * int(digit) for weight, digit in zip((8, 6, 4, 2, 9, 7), number, strict=False))
    return (11 - total % 11) % 10 == int(number[6])
