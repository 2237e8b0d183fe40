"""South Korea: the FSC's list of persons subject to restrictions on financial transactions.

The list is the annex (별표) of the FSC's notice 금융거래등제한대상자 지정 및 지정 취소에 관한 규정: one
numbered text, without keys or dates. It is read from the national law service's XML, or from the template
(`docs/template.md`), CSV or XLSX. What its running number can bear: `docs/decisions/`, of 2026-11-27.

Source: notice 2026-2 of 2026-01-14, in force 2026-01-22,
https://www.law.go.kr/행정규칙/금융거래등제한대상자지정및지정취소에관한규정.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from tomllib import loads

import msgspec

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.sources.annex.entries import AnnexRules, listing
from interlock.sources.annex.text import ROOT, read_annex
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.readers import only_source_errors
from interlock.sources.template import TemplateRules, has_template_header, read_template
from interlock.sources.template_names import BODY_WORDS, NameRules

LIST_KEY = "kr.fsc"

_TABLE = loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WORKBOOK = re.compile(r"(?:kofiu|kr)[-_ ].*\.xlsx", re.IGNORECASE)
_NOTES: tuple[str, ...] = tuple(_TABLE["coverage"]["notes"])
_NAMES = NameRules(
    body_words=BODY_WORDS,
    surnames=frozenset(_TABLE["names"]["surnames"]),
    initials=_TABLE["names"]["initials"],
    finals=_TABLE["names"]["finals"],
)
RULES = TemplateRules(
    list_key=LIST_KEY,
    authority="kr",
    effects=("asset_freeze",),
    names=_NAMES,
    focuses={focus: tuple(codes) for focus, codes in _TABLE["focuses"].items()},
    basis=_TABLE["basis"],
    without_un=True,
    notes=_NOTES,
)


def recognise(name: str, head: bytes) -> FileRole | None:
    """The XML by its root, a CSV by the template's header, an XLSX (packed) by a name like `kofiu-….xlsx`."""
    low = name.lower()
    if low.startswith("derived_"):
        return None
    if low.endswith(".xml"):
        return FileRole(LIST_KEY, "annex") if f"<{ROOT}".encode() in head else None
    if low.endswith(".xlsx"):
        known = bool(_WORKBOOK.fullmatch(low)) and head.startswith(b"PK\x03\x04")
    else:
        known = low.endswith(".csv") and has_template_header(head)
    return FileRole(LIST_KEY, "template") if known else None


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list from the law service's XML, or from one filled-in template. Raises: SourceError."""
    if len(files) != 1:
        raise SourceError(
            f"{len(files)} files of one date; the list is one", remedy="keep the one to be read"
        )
    role, file = files[0]
    if role.role == "annex":
        return _from_annex(file)
    return msgspec.structs.replace(read_template(file, RULES), list_key=list_key)


def _from_annex(file: File) -> Parsed:
    audit = Audit()
    annex = read_annex(file, audit)
    rules = AnnexRules(authority="kr", list_key=LIST_KEY, names=_NAMES)
    entries = []
    for number, text in annex.entries:
        first, last = annex.lines.get(number, (0, 0))
        where = f"{file.name}:{first}" + (f"-{last}" if last > first else "")
        made = listing(number, text, rules, audit, where)
        if made is not None:
            entries.append(Entry(made, where))
    return Parsed(
        list_key=LIST_KEY,
        list_date=annex.in_force,
        entries=tuple(entries),
        coverage=Coverage(without_un=True, notes=(*_NOTES, f"annex of the notice {annex.notice}")),
        records={"annex": len(annex.entries)},
        removals=tuple(Removal(str(number)) for number in annex.removed),
        alarms=audit.alarms(),
    )


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
            running_numbers=True,
            source_id="running number under which the entry was first seen in the annex: an officer finds it"
            " by that number there; where the annex numbers it otherwise later, the entry is followed by its"
            " text",
            count_floor=900,
            count_ceiling=2_000,
            count_reason="1,066 entries in the annex in force on 2026-01-22 (declared by it), the last 147 of"
            " them one batch; the floor lets that batch go, the ceiling lets the list nearly double",
            legal_basis="Act on Prohibition against the Financing of Terrorism and Proliferation of Weapons"
            " of Mass Destruction; notice of the Financial Services Commission",
            formats="XML of the national law service (DRF, written from its description); the template, CSV"
            " or XLSX",
            frequency="with each notice: 29 batches between 2015 and 2026 for North Korea",
            traps=(
                "the annex prints no date of designation",
                "the number of an entry is its place in the list, and shifts when one before it is removed",
                "targets on the UN list are frozen by another act, which this list does not repeat",
                "ships are designated elsewhere",
                "the employer of a person stands in Hangul and in brackets, as a name does",
            ),
        ),
    ),
    recognise=recognise,
    read=read,
    own_template=True,
)
