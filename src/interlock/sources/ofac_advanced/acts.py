"""Sanctions entries: by which act, on which day, under which programmes a party is on the list."""

from __future__ import annotations

from datetime import date

import msgspec
from lxml import etree

from interlock.model.dates import ActDate
from interlock.sources.audit import Audit, Fields, squeeze
from interlock.sources.ofac.lists import OfacList
from interlock.sources.ofac.remarks import TABLE
from interlock.sources.ofac_advanced.dates import Periods, Span
from interlock.sources.ofac_advanced.reference import References

_LISTS: dict[str, str] = TABLE["advanced"]["lists"]
_EVENTS = frozenset(TABLE["advanced"]["listing_events"])
_PROGRAMME = TABLE["advanced"]["programme_measure"]
_MEASURES = frozenset(TABLE["advanced"]["measures"])
_UNKNOWN_BASIS = ("", "Unknown")


class Acts(msgspec.Struct):
    """All acts on one party, gathered."""

    programmes: list[str] = []
    days: list[Span] = []
    legal_basis: list[str] = []
    remarks: list[str] = []

    def listed_on(self) -> ActDate | None:
        """The first act, as printed; None when the file dates none."""
        if not self.days:
            return None
        first, last = min(self.days)
        return ActDate(first, last, "printed")

    def amended_on(self) -> tuple[date, ...]:
        """The days of the later acts that are known to the day."""
        later = set(self.days) - {min(self.days)} if self.days else set()
        return tuple(sorted(first for first, last in later if first == last))


class Entries:
    """The acts on every party, by the id of its profile."""

    def __init__(self, which: OfacList, references: References, periods: Periods, audit: Audit) -> None:
        self._which = which
        self._references = references
        self._periods = periods
        self._audit = audit
        self._found: dict[str, Acts] = {}
        self._elsewhere: set[str] = set()

    def read(self, element: etree._Element) -> None:
        """Takes one `SanctionsEntry`; one of OFAC's other list says nothing of this one."""
        fields = Fields(element, self._audit, "SanctionsEntry")
        profile = fields.attribute("ProfileID")
        fields.where = f"SanctionsEntry[ProfileID={profile}]"
        name = self._references.text("List", fields.attribute("ListID"), fields.where)
        if name not in _LISTS:
            self._audit.alarm("unknown-value", f"unknown list: {name}", fields.where)
        elif _LISTS[name] != self._which.key:
            self._elsewhere.add(profile)
            return
        acts = self._found.setdefault(profile, Acts())
        for event in fields.children("EntryEvent"):
            self._event(event, acts)
        for measure in fields.children("SanctionsMeasure"):
            self._measure(measure, acts)
        fields.ignore("ID", "LimitationsToListing", "DeltaAction")
        fields.close()

    def of(self, profile: str) -> Acts | None:
        """The acts on a party; None when the file has no entry of this list for it."""
        return self._found.get(profile)

    def is_elsewhere(self, profile: str) -> bool:
        """The party is on OFAC's other list."""
        return profile in self._elsewhere

    def _event(self, event: Fields, acts: Acts) -> None:
        kind = self._references.text("EntryEventType", event.attribute("EntryEventTypeID"), event.where)
        basis = event.attribute("LegalBasisID")
        text = self._references.text("LegalBasis", basis, event.where)
        text = self._references.attribute("LegalBasis", basis, "LegalBasisShortRef") or text
        span = self._periods.span(event, "Date")
        comment = event.text("Comment")
        event.ignore("ID", "DeltaAction")
        event.close()
        if comment:
            acts.remarks.append(comment)
        if kind not in _EVENTS:
            self._audit.alarm("unknown-value", f"unknown kind of act: {kind}", event.where)
            days = f" {span[0]} to {span[1]}" if span else ""
            acts.remarks.append(squeeze(f"{kind or 'Act of a kind not given'}{days}"))
            return
        if span is not None:
            acts.days.append(span)
        if text not in _UNKNOWN_BASIS and text not in acts.legal_basis:
            acts.legal_basis.append(text)

    def _measure(self, measure: Fields, acts: Acts) -> None:
        kind = self._references.text("SanctionsType", measure.attribute("SanctionsTypeID"), measure.where)
        comment = measure.text("Comment")
        measure.ignore("ID", "DatePeriod", "DeltaAction")
        measure.close()
        if kind == _PROGRAMME:
            acts.programmes.append(comment)
            return
        if kind not in _MEASURES:
            self._audit.alarm("unknown-value", f"unknown measure: {kind}", measure.where)
            comment = comment or kind
        if comment:
            acts.remarks.append(f"{kind}: {comment}" if comment != kind else kind)
