"""The national law service's XML of an administrative rule: its dates, and the numbered text of its annex.

    <AdmRulService>
      <행정규칙기본정보> 행정규칙명, 발령번호, 발령일자, 시행일자 …
      <별표> <별표단위> <별표내용><![CDATA[ … (1066명) 1. SURNAME, Given (a.k.a. …) … 2. … ]]>

Source: open.law.go.kr, DRF service `lawService.do?target=admrul&type=XML`, as described by others; no
official file was seen here, so the parser is written from the description.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tomllib import loads

import msgspec

from interlock.base.errors import SourceError
from interlock.sources.audit import Audit, Fields, squeeze
from interlock.sources.contract import File
from interlock.sources.readers import WRONG_LIST, local_name, xml_records

_TABLE = loads((Path(__file__).parents[1] / "authorities" / "kr.toml").read_text(encoding="utf-8"))["annex"]

ROOT = "AdmRulService"
_INFO = "행정규칙기본정보"
_UNIT = "별표단위"
_TITLE: str = _TABLE["title"]
_IGNORED = frozenset(_TABLE["ignored"])


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """The annex of one notice."""

    notice: str
    """Its number, `2026-2`."""
    in_force: date | None
    declared: int | None
    """How many entries the annex says it has; None when it does not say."""
    entries: tuple[tuple[int, str], ...]
    """(running number, text in one line), in order."""
    removed: tuple[int, ...]
    """Numbers under which `삭제` (taken off) stands."""
    lines: dict[int, tuple[int, int]]
    """Running number to the first and last line of the file on which the entry stands."""


def read_annex(file: File, audit: Audit) -> Annex:
    """The numbered entries of the annex.

    Raises: SourceError when the XML is broken, of another rule, or has no numbered annex.
    """
    info: dict[str, str] = {}
    units: list[str] = []
    for element in xml_records(file, {ROOT}, {_INFO, _UNIT}):
        name = local_name(element)
        if name == _INFO:
            info = _info(Fields(element, audit, _INFO))
        elif name == _UNIT:
            units.append(_unit(Fields(element, audit, _UNIT)))
        elif name != ROOT and name not in _IGNORED:
            audit.alarm("unknown-field", f"<{name}> is not known", name)
    if "".join(_TITLE.split()) not in "".join(info.get("title", "").split()):
        raise SourceError(
            f"the rule is {info.get('title') or 'without a name'}, not {_TITLE}",
            where=file.name,
            remedy=WRONG_LIST,
        )
    declared, body = _body("\n".join(unit for unit in units if unit))
    numbered = _numbered(body, audit)
    if not numbered:
        raise SourceError("the annex has no numbered entries", where=file.name, remedy=WRONG_LIST)
    removed = tuple(number for number, text in numbered if _REMOVED.fullmatch(text))
    entries = tuple((number, text) for number, text in numbered if number not in removed)
    if declared is None:
        audit.alarm("declared-count", "the annex does not say how many entries it has", file.name)
    elif declared != len(entries):
        audit.alarm(
            "declared-count", f"the annex declares {declared} entries and has {len(entries)}", file.name
        )
    return Annex(
        notice=info.get("notice", ""),
        in_force=_day(info.get("in_force", ""), audit),
        declared=declared,
        entries=entries,
        removed=removed,
        lines=_lines(file, [number for number, _ in numbered]),
    )


def _lines(file: File, numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Where each number begins a line, in order, and where the next one does."""
    text = file.data.decode("utf-8", "replace").split("\n")
    firsts: dict[int, int] = {}
    at = 0
    for number in numbers:
        begins = re.compile(rf"(?:^|\])\s*{number}\.\s")
        found = next((place for place in range(at, len(text)) if begins.search(text[place])), None)
        if found is not None:
            firsts[number], at = found + 1, found
    ends = [*list(firsts.values())[1:], 0]
    return {
        number: (first, max(first, end - 1) if end else first)
        for (number, first), end in zip(firsts.items(), ends, strict=True)
    }


def _info(fields: Fields) -> dict[str, str]:
    found = {
        "title": fields.text("행정규칙명"),
        "notice": fields.text("발령번호"),
        "in_force": fields.text("시행일자"),
    }
    fields.ignore(*_TABLE["info_ignored"])
    fields.close()
    return found


def _unit(fields: Fields) -> str:
    """The text of one annex; empty for a form (서식)."""
    kind = fields.text("별표구분")
    # Not squeezed: entries begin where lines begin.
    text = fields.lines("별표내용")
    fields.ignore(*_TABLE["unit_ignored"])
    fields.close()
    return "" if kind and kind != "별표" else text


def _day(text: str, audit: Audit) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  # a date without a time
    except ValueError:
        audit.alarm("unknown-value", "시행일자 is no date of the form 20260122")
        return None


_COUNT = re.compile(r"\(\s*(?:총\s*)?(\d[\d,]{0,6})\s*명\s*\)")
_END = re.compile(r"^\s*(?:◇\s*참고|┌)", re.MULTILINE)
"""Where notes or a drawn table follow the list."""
_START = re.compile(r"^[ \t]*(\d{1,5})\.[ \t]+(?=\S)", re.MULTILINE)
_REMOVED = re.compile(r"[<(\[]?\s*삭\s*제\s*[>)\]]?.{0,40}")
_WRAP = re.compile(r"(?<=[A-Za-z])-\s+(?=[a-z])")
_SAME_LINE = re.compile(r"(?<=\])[ \t]+(?=\d{1,5}\.[ \t]+\S)")


def _body(text: str) -> tuple[int | None, str]:
    """How many entries the annex declares, and the text of its list."""
    count = _COUNT.search(text)
    body = text[count.end() :] if count else text
    end = _END.search(body)
    return (int(count[1].replace(",", "")) if count else None), body[: end.start()] if end else body


def _numbered(body: str, audit: Audit) -> list[tuple[int, str]]:
    """The entries: each begins with the number after the last one. A number that is nowhere is an alarm."""
    body = _SAME_LINE.sub("\n", body)
    starts = [(int(match[1]), match.start(), match.end()) for match in _START.finditer(body)]
    places: dict[int, list[int]] = {}
    for place, (number, _, _) in enumerate(starts):
        places.setdefault(number, []).append(place)
    taken: list[int] = []
    expected = 1
    for place, (number, _, _) in enumerate(starts):
        if number > expected and not any(other >= place for other in places.get(expected, ())):
            audit.alarm("missing-number", f"the entry numbered {expected} is not in the annex")
            expected = number
        if number == expected:
            taken.append(place)
            expected += 1
    ends = [starts[place][1] for place in taken[1:]] + [len(body)]
    return [
        (starts[place][0], squeeze(_WRAP.sub("-", body[starts[place][2] : end])))
        for place, end in zip(taken, ends, strict=True)
    ]
