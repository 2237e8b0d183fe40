"""A filled-in template as a list of any authority: beside its own lists, or as its only one.

Beside its own lists it is `<key>.template`, and takes nothing for granted: every row names its authority,
the file says what it is complete for (else its silence means nothing), and each entry says what it does
(else that is not known). An authority that publishes nothing a machine can read has the template as its
list: `template_authority` makes one from a few facts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from interlock.base.errors import SourceError
from interlock.model.lists import ListSpec
from interlock.model.snapshot import Parsed
from interlock.sources.contract import Authority, File, FileRole
from interlock.sources.readers import only_source_errors
from interlock.sources.template import TemplateRules, has_template_header, read_template
from interlock.sources.template_entries import TABLE
from interlock.sources.template_names import BODY_WORDS, NameRules

ROLE = "template"
PREFIX = "template:"
"""Before the number in the native id, so that it never is one of the authority's own."""
_ZIP = b"PK\x03\x04"
_FOCUSES: Mapping[str, tuple[str, ...]] = dict.fromkeys(TABLE["focuses"]["known"], ())


def with_template(authority: Authority) -> Authority:
    """The authority, with a list `<key>.template` beside its own; as it is where the template is its own."""
    if authority.own_template:
        return authority
    list_key = f"{authority.key}.{ROLE}"
    rules = TemplateRules(
        list_key=list_key,
        authority=authority.key,
        effects=(),
        names=NameRules(body_words=BODY_WORDS),
        focuses=_FOCUSES,
        prefix=PREFIX,
        beside=True,
        notes=("typed in by hand beside the authority's own lists",),
    )
    role = FileRole(list_key, ROLE)

    def recognise(name: str, head: bytes) -> FileRole | None:
        own = authority.recognise(name, head)
        return own or (role if is_filled_in(name, head, authority.key, needed="authority") else None)

    def read(key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
        return _read(files, rules) if key == list_key else authority.read(key, files)

    lists = (*authority.lists, _spec_beside(list_key, authority))
    return msgspec.structs.replace(authority, lists=lists, recognise=recognise, read=read)


def template_authority(
    *, key: str, name: str, spec: ListSpec, names: NameRules | None = None, notes: tuple[str, ...] = ()
) -> Authority:
    """An authority whose one list comes as the template, and is whole unless the file says otherwise."""
    rules = TemplateRules(
        list_key=spec.key,
        authority=key,
        effects=spec.effects,
        names=names or NameRules(body_words=BODY_WORDS),
        focuses=_FOCUSES,
        notes=notes,
    )
    role = FileRole(spec.key, ROLE)

    def recognise(file_name: str, head: bytes) -> FileRole | None:
        return role if is_filled_in(file_name, head, key) else None

    def read(_: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
        return _read(files, rules)

    return Authority(key=key, name=name, lists=(spec,), recognise=recognise, read=read, own_template=True)


def is_filled_in(name: str, head: bytes, key: str, *, needed: str = "") -> bool:
    """A CSV by its header, which has the column `needed`; an XLSX, whose header is packed, by its name."""
    low = name.lower()
    if low.startswith("derived_"):
        return False
    if low.endswith(".xlsx"):
        return head.startswith(_ZIP) and bool(re.match(rf"(?:{re.escape(key)}[-_ ])?template\b", low))
    return low.endswith(".csv") and has_template_header(head, needed)


@only_source_errors
def _read(files: Sequence[tuple[FileRole, File]], rules: TemplateRules) -> Parsed:
    if len(files) != 1:
        raise SourceError(
            f"{len(files)} templates of one date; the list is one", remedy="put their rows into one file"
        )
    return read_template(files[0][1], rules)


def _spec_beside(list_key: str, authority: Authority) -> ListSpec:
    return ListSpec(
        key=list_key,
        title=f"Entries typed in by hand, beside the lists of: {authority.name}",
        holds=("Person", "Organization", "Company", "Vessel", "LegalEntity"),
        effects=(),
        max_shrink=0.5,
        max_shrink_reason="what people type in may be corrected freely; half of it gone is a wrong file",
        shows_removals=True,
        beside=True,
        source_id=f"`{PREFIX}` and the entry_no that the file gives",
        count_reason="a file may hold one entry, or a whole list",
        legal_basis="as each row says",
        formats="the template of docs/template.md, CSV or XLSX",
        frequency="when somebody types it in",
        traps=("an entry has no effect but the one that its row states",),
    )
