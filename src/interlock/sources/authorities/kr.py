"""South Korea: the FSC's list of persons subject to restrictions on financial transactions.

The list is the annex (별표) of the FSC's notice 금융거래등제한대상자 지정 및 지정 취소에 관한 규정: one
numbered text, without keys or dates. It is read from the template (`docs/template.md`), CSV or XLSX. The
national law service's XML of the same annex is not read here: it is a stranger.

Source: notice 2026-2 of 2026-01-14, in force 2026-01-22,
https://www.law.go.kr/행정규칙/금융거래등제한대상자지정및지정취소에관한규정.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from tomllib import loads

import msgspec

from interlock.base.errors import SourceError
from interlock.model.snapshot import Parsed
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.readers import only_source_errors
from interlock.sources.template import TemplateRules, is_template, read_template
from interlock.sources.template_names import BODY_WORDS, NameRules

LIST_KEY = "kr.fsc"

_TABLE = loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WORKBOOK = re.compile(r"(?:kofiu|kr)[-_ ].*\.xlsx", re.IGNORECASE)
RULES = TemplateRules(
    list_key=LIST_KEY,
    authority="kr",
    effects=("asset_freeze",),
    names=NameRules(
        body_words=BODY_WORDS,
        surnames=frozenset(_TABLE["names"]["surnames"]),
        initials=_TABLE["names"]["initials"],
        finals=_TABLE["names"]["finals"],
    ),
    focuses={focus: tuple(codes) for focus, codes in _TABLE["focuses"].items()},
    basis=_TABLE["basis"],
    without_un=True,
    notes=tuple(_TABLE["coverage"]["notes"]),
)


def recognise(name: str, head: bytes) -> FileRole | None:
    """A CSV by the header of the template, an XLSX (whose header is packed) by a name like `kofiu-….xlsx`."""
    low = name.lower()
    if low.startswith("derived_"):
        return None
    if low.endswith(".xlsx"):
        known = bool(_WORKBOOK.fullmatch(low)) and head.startswith(b"PK\x03\x04")
    else:
        known = low.endswith(".csv") and is_template(_header(head))
    return FileRole(LIST_KEY, "template") if known else None


def _header(head: bytes) -> list[str]:
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
    try:
        return next(csv.reader([line.rstrip("\r")]), [])
    except csv.Error:
        return []


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list, or a part of it, from one filled-in template. Raises: SourceError."""
    if len(files) != 1:
        raise SourceError(
            f"{len(files)} files of one date; the list is one", remedy="keep the one to be read"
        )
    return msgspec.structs.replace(read_template(files[0][1], RULES), list_key=list_key)


AUTHORITY = Authority(
    key="kr",
    name="Financial Services Commission, Republic of Korea",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="Persons subject to restrictions on financial transactions (annex of the FSC notice)",
            holds=("Person", "Organization", "Company", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason="between the batches of 2015 and 2026 nothing was removed that we know of; the"
            " largest batch is 7% of the annex, so a tenth is more than one batch",
            source_id="running number in the annex, as printed: an officer finds the entry by it, but it"
            " shifts when an entry before it is removed",
        ),
    ),
    recognise=recognise,
    read=read,
)
