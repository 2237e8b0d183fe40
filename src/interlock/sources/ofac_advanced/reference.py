"""The reference values that a file opens with: what its ids mean."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from interlock.sources.audit import Audit, squeeze
from interlock.sources.readers import local_name

_NONE: Mapping[str, str] = {}


class References:
    """Every reference value, by the tag of the value (`FeatureType`) and its id.

    Values carry more attributes than are used; they describe the data model, not a party, and are not
    audited.
    """

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._texts: dict[tuple[str, str], str] = {}
        self._attributes: dict[tuple[str, str], Mapping[str, str]] = {}

    def read(self, element: etree._Element) -> None:
        """Takes the values of one `ReferenceValueSets`."""
        for group in element:
            for value in group:
                key = (local_name(value), str(value.get("ID", "")))
                self._texts[key] = squeeze(value.text or "")
                self._attributes[key] = {str(name): str(text) for name, text in value.items()}

    def text(self, tag: str, ref: str, where: str) -> str:
        """What the id stands for; empty where none is given. An id that is not there is an alarm."""
        if not ref:
            return ""
        found = self._texts.get((tag, ref))
        if found is None:
            self._audit.alarm("unknown-reference", f"a {tag} id is not among the reference values", where)
        return found or ""

    def attribute(self, tag: str, ref: str, name: str) -> str:
        """An attribute of the value; empty when there is none."""
        return squeeze(self._attributes.get((tag, ref), _NONE).get(name, ""))
