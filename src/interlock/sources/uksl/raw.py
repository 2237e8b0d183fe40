"""One designation as either file prints it, before anything is made of it."""

from __future__ import annotations

import msgspec

NAME_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
ADDRESS_PARTS = (
    *(f"AddressLine{number}" for number in range(1, 7)),
    "AddressPostalCode",
    "AddressCountry",
)


class Raw(msgspec.Struct):
    """The distinct values of one designation, by the names of the XML's elements."""

    where: str
    fields: dict[str, list[str]] = {}
    """Elements with a text of their own, such as `DOB`."""
    groups: dict[str, list[dict[str, str]]] = {}
    """Elements whose parts belong together, such as `Name`: part to text."""

    def add(self, field: str, text: str) -> None:
        """Adds a text; nothing for none, and each once."""
        if text:
            known = self.fields.setdefault(field, [])
            if text not in known:
                known.append(text)

    def add_group(self, group: str, parts: dict[str, str]) -> None:
        """Adds parts that belong together; nothing for none, and each combination once."""
        if any(parts.values()):
            known = self.groups.setdefault(group, [])
            if parts not in known:
                known.append(parts)

    def texts(self, field: str) -> list[str]:
        """All values of a field."""
        return self.fields.get(field, [])

    def text(self, field: str) -> str:
        """The first value; empty for none."""
        return next(iter(self.fields.get(field, ())), "")

    def parts(self, group: str) -> list[dict[str, str]]:
        """All combinations of a group."""
        return self.groups.get(group, [])
