"""UK-Sanctions-List.xml, taken apart into designations by the table of its elements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from interlock.base.errors import SourceError
from interlock.sources.audit import Audit
from interlock.sources.british.dates import day_of
from interlock.sources.british.numbered import tidy
from interlock.sources.british.table import TABLE
from interlock.sources.contract import File
from interlock.sources.readers import GET_IT_AGAIN, local_name, xml_records
from interlock.sources.uksl.raw import Raw

_FIELDS = frozenset(TABLE["uksl_fields"])
_CONTAINERS = frozenset(TABLE["uksl_containers"]["elements"])
_GROUPS = {group: frozenset(parts) for group, parts in TABLE["uksl_groups"].items()}


class Reading:
    """The designations of one file, and the day on which it was generated."""

    def __init__(self, file: File, audit: Audit) -> None:
        self.file = file
        self.audit = audit
        self.list_date: date | None = None
        self.records = 0

    def designations(self) -> Iterator[Raw]:
        """Each designation. Raises: SourceError when the file is not this list, or is broken."""
        for element in xml_records(self.file, ("Designations",), ("Designation",)):
            tag = local_name(element)
            if tag == "Designation":
                self.records += 1
                yield self._designation(element)
            elif tag == "DateGenerated":
                self.list_date = self._generated(tidy(element.text or ""))
            elif tag == "Designations":
                self._attributes(element, self.file.name)
            else:
                self.audit.alarm("unknown-field", f"<{tag}> is not known", self.file.name)

    def _generated(self, printed: str) -> date:
        try:
            return day_of(printed)
        except ValueError as error:
            raise SourceError(
                f"DateGenerated is {printed!r}, not a date", where=self.file.name, remedy=GET_IT_AGAIN
            ) from error

    def _attributes(self, element: etree._Element, where: str) -> None:
        for name in element.attrib:
            local = str(name).rsplit("}", 1)[-1]
            if local not in ("nil", "noNamespaceSchemaLocation", "schemaLocation"):
                self.audit.alarm("unknown-field", f"<{local_name(element)} {local}=> is not known", where)

    def _designation(self, element: etree._Element) -> Raw:
        raw = Raw(f"Designation[UniqueID={tidy(element.findtext('{*}UniqueID') or '')}]", {}, {})
        self._walk(element, raw)
        return raw

    def _walk(self, parent: etree._Element, raw: Raw) -> None:
        for child in parent:
            tag = local_name(child)
            if child.attrib:
                self._attributes(child, raw.where)
            if tag in _GROUPS and (len(child) or tag not in _FIELDS):
                self._group(child, tag, raw)
            elif tag in _CONTAINERS and (len(child) or tag not in _FIELDS):
                self._stray(child, raw)
                self._walk(child, raw)
            elif tag in _FIELDS:
                if len(child):
                    self.audit.alarm("unknown-field", f"<{tag}> has children", raw.where)
                raw.add(tag, tidy(child.text or ""))
            elif tag:
                self.audit.alarm("unknown-field", f"<{local_name(parent)}>/<{tag}> is not known", raw.where)

    def _group(self, element: etree._Element, tag: str, raw: Raw) -> None:
        self._stray(element, raw)
        parts: dict[str, str] = {}
        for child in element:
            name = local_name(child)
            if child.attrib:
                self._attributes(child, raw.where)
            if name not in _GROUPS[tag] or len(child):
                self.audit.alarm("unknown-field", f"<{tag}>/<{name}> is not known", raw.where)
            elif name in parts:
                self.audit.alarm("repeated-field", f"<{tag}>/<{name}> stands more than once", raw.where)
            else:
                parts[name] = tidy(child.text or "")
        raw.add_group(tag, parts)

    def _stray(self, element: etree._Element, raw: Raw) -> None:
        if tidy(element.text or ""):
            self.audit.alarm("unknown-field", f"<{local_name(element)}> has a text of its own", raw.where)
