"""Strict reading: every field is taken, ignored by name, or becomes an alarm."""

from __future__ import annotations

from typing import cast

from lxml import etree

from interlock.model.snapshot import Alarm
from interlock.sources.readers import bare, local_name


class Audit:
    """Gathers the alarms of one read; equal ones are counted, with the first place."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[str, int]] = {}

    def alarm(self, code: str, text: str, where: str = "") -> None:
        """Notes one alarm. `text` must not hold what differs from record to record."""
        first, count = self._seen.get((code, text), (where, 0))
        self._seen[code, text] = (first, count + 1)

    def take(self, other: Audit) -> None:
        """Adds the alarms of another read."""
        for key, (where, count) in other._seen.items():
            first, known = self._seen.get(key, (where, 0))
            self._seen[key] = (first, known + count)

    def alarms(self) -> tuple[Alarm, ...]:
        """All alarms, sorted, each once with its count."""
        return tuple(
            Alarm(code, text, where, count) for (code, text), (where, count) in sorted(self._seen.items())
        )


class Fields:
    """The attributes and children of one XML element, each to be taken once."""

    def __init__(self, element: etree._Element, audit: Audit, where: str) -> None:
        self._element = element
        self._audit = audit
        self.where = where
        self._attributes = _attributes(element)
        self._children: dict[str, list[etree._Element]] = {}
        children = self._children
        for child in element:
            tag = child.tag
            name = bare(tag) if isinstance(tag, str) else ""
            if name in children:
                children[name].append(child)
            else:
                children[name] = [child]

    def attribute(self, name: str) -> str:
        """The attribute, stripped; empty when absent."""
        return " ".join(self._attributes.pop(name, "").split())  # as `squeeze`, which would be a call more

    def own_text(self) -> str:
        """The element's own text, stripped."""
        return squeeze(self._element.text or "")

    def text(self, name: str) -> str:
        """The text of the child; empty when absent. More than one is an alarm, the first counts."""
        texts = self.texts(name)
        if len(texts) > 1:
            self._audit.alarm("repeated-field", f"<{name}> stands more than once", self.where)
        return texts[0] if texts else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of all children of this name that have any; a child with children is an alarm."""
        found = []
        for child in self._children.pop(name, ()):
            if len(child):
                self._audit.alarm("unknown-field", f"<{name}> has children", self.where)
            if content := squeeze(child.text or ""):
                found.append(content)
        return tuple(found)

    def lines(self, name: str) -> str:
        """The texts of all children of this name, their lines kept, one after the other."""
        return "\n".join(child.text or "" for child in self._children.pop(name, ()))

    def children(self, name: str) -> list[Fields]:
        """All children of this name, as Fields of their own; close each."""
        found = self._children.pop(name, None)
        if found is None:
            return []
        where = f"{self.where}/{name}"
        return [Fields(child, self._audit, where) for child in found]

    def ignore(self, *names: str) -> None:
        """These are known and of no use to us."""
        if not self._attributes and not self._children:
            return
        for name in names:
            self._attributes.pop(name, None)
            self._children.pop(name, None)

    def close(self) -> None:
        """Whatever was neither taken nor ignored becomes an alarm."""
        if not self._attributes and not self._children:
            return
        tag = local_name(self._element)
        for name in self._attributes:
            self._audit.alarm("unknown-field", f"<{tag} {name}=> is not known", self.where)
        for name in self._children:
            self._audit.alarm("unknown-field", f"<{tag}>/<{name}> is not known", self.where)


def _attributes(element: etree._Element) -> dict[str, str]:
    """Attributes by name without namespace. A list has millions, and hardly one in a namespace."""
    found = cast("dict[str, str]", dict(element.items()))
    return {bare(name): value for name, value in found.items()} if "}" in "".join(found) else found


def squeeze(text: str) -> str:
    """Runs of white space become one space; none at the ends."""
    return " ".join(text.split())
