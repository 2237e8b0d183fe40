"""Names from their parts, put together as SDN.XML prints them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from interlock.model.listing import Schema
from interlock.sources.audit import Audit, Fields
from interlock.sources.ofac.remarks import TABLE
from interlock.sources.ofac.xml_file import quoted
from interlock.sources.ofac_advanced.reference import References

_PARTS: dict[str, list[str]] = TABLE["advanced"]["name_parts"]
_FAMILY, _OTHER = frozenset(_PARTS["family"]), frozenset(_PARTS["other"])
_LATIN = ("", "Latin")


class Written(msgspec.Struct, frozen=True):
    """One documented name."""

    text: str
    family: str
    """Of a name in another script: the part marked as family name. Latin names carry it before a comma."""
    is_latin: bool


class Names:
    """Reads the names of one identity, whose parts are typed in a table at its end."""

    def __init__(self, identity: Fields, schema: Schema, references: References, audit: Audit) -> None:
        self._schema = schema
        self._references = references
        self._audit = audit
        self._types: Mapping[str, str] = self._groups(identity)

    def written(self, alias: Fields) -> list[Written]:
        """Every name of one Alias, the Latin ones first."""
        found = []
        for documented in alias.children("DocumentedName"):
            documented.ignore("ID", "FixedRef", "DocNameStatusID", "DeltaAction", "DocumentedNameCountry")
            name = self._name(documented)
            documented.close()
            if name is not None:
                found.append(name)
        return sorted(found, key=lambda name: not name.is_latin)

    def _groups(self, identity: Fields) -> dict[str, str]:
        found = {}
        for groups in identity.children("NamePartGroups"):
            for master in groups.children("MasterNamePartGroup"):
                for group in master.children("NamePartGroup"):
                    kind = group.attribute("NamePartTypeID")
                    found[group.attribute("ID")] = self._references.text("NamePartType", kind, group.where)
                    group.ignore("DeltaAction")
                    group.close()
                master.ignore("DeltaAction")
                master.close()
            groups.close()
        return found

    def _name(self, documented: Fields) -> Written | None:
        family: list[str] = []
        rest: list[str] = []
        scripts: set[str] = set()
        for part in documented.children("DocumentedNamePart"):
            for value in part.children("NamePartValue"):
                text = quoted(value.own_text())
                is_family = self._is_family(value)
                scripts.add(self._references.text("Script", value.attribute("ScriptID"), value.where))
                value.ignore("ScriptStatusID", "Acronym", "DeltaAction")
                value.close()
                if text:
                    (family if is_family else rest).append(text)
            part.ignore("DeltaAction")
            part.close()
        if not family and not rest:
            return None
        is_latin = all(script in _LATIN for script in scripts)
        comma = is_latin and self._schema == "Person" and bool(family) and bool(rest)
        surname = " ".join(family)
        text = f"{surname}, {' '.join(rest)}" if comma else " ".join([*family, *rest])
        return Written(text, "" if is_latin or not rest else surname, is_latin)

    def _is_family(self, value: Fields) -> bool:
        kind = self._types.get(value.attribute("NamePartGroupID"), "")
        if kind not in _FAMILY and kind not in _OTHER:
            self._audit.alarm("unknown-value", f"unknown part of a name: {kind}", value.where)
        return kind in _FAMILY
