"""What every authority's module provides, and the types that pass through it.

An authority is one small module under `authorities/` that ends in `AUTHORITY = Authority(...)`, beside
a mapping table `<key>.toml` for everything that is data (element names, programme codes, labels,
countries). `registry.py` finds the modules; this file must not import it.

`Entry.locator` says where an entry was read from, in one of these forms, so that `interlock trace` finds the
raw text again:

    sdn.csv:10883                      line of a text file, from 1: where the row ends (`csv_rows` gives it)
    sdn.csv:10883-10885                rows that follow each other
    17. Sheet title!row 12             row of a workbook's sheet, from 1; `!rows 12-14` where more belong
    row 12                             the same in a workbook of one sheet
    admrul.xml:20-22                   lines of running text inside an element of XML
    ENTITY[DATAID=6908682]             XML or HTML element by a child's text or an attribute (`@id=...`)
    SDN.XML sdnEntry[uid=39498]        the same in the named file
    export.xml/Individual[12]/Name[2]  by its number among all elements of the name, from 1; then downwards
    rows[Group ID=99001]               rows of a text or sheet whose column of that header holds the value
    sdn.csv:7; alt.csv:9-11            several places (`locators.several` writes them)

A step above the first that names one element may be there and says nothing. Where a snapshot has one file,
the name may be left out. What follows in brackets is for people: `record[1] (Russia/1)`.
An alarm's place may be anything that a person understands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from interlock.model.lists import ListSpec
from interlock.model.snapshot import Parsed

__all__ = ["Authority", "File", "FileRole", "ListSpec"]


class File(msgspec.Struct, frozen=True):
    """One file as it came, unpacked."""

    name: str
    data: bytes


class FileRole(msgspec.Struct, frozen=True):
    """What a file is: which list it belongs to, and as which part of it."""

    list_key: str
    role: str
    """The authority's own word for the part, such as `sdn`, `alt`, `xml`."""


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """An authority that publishes lists."""

    key: str
    name: str
    """English name of the body."""
    lists: tuple[ListSpec, ...]
    recognise: Callable[[str, bytes], FileRole | None]
    """(file name without `.gz`, first 4096 bytes of it unpacked) -> role, None for a stranger. Goes by
    the official name where it is telling, by the bytes where it is not. A file whose name begins with
    `derived_` is always a stranger: it is a third party's conversion."""
    read: Callable[[str, Sequence[tuple[FileRole, File]]], Parsed]
    """(list_key, the files of that list on one date) -> what they say.

    Raises: SourceError, and nothing else, whatever the bytes."""

    own_template: bool = False
    """A filled-in template is one of its own lists (`lists`), so none is kept beside them."""

    def list_spec(self, list_key: str) -> ListSpec:
        """The spec of one of this authority's lists. Raises: KeyError for another's."""
        for spec in self.lists:
            if spec.key == list_key:
                return spec
        raise KeyError(list_key)
