"""One advanced file to the list that it holds, in one pass: ids are explained before they are used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
from lxml import etree

from interlock.base.errors import SourceError
from interlock.base.heap import no_collection
from interlock.model.listing import ALL_FACETS, Relation
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit, Fields
from interlock.sources.contract import File
from interlock.sources.ofac.entries import listing, refuse_if_strange
from interlock.sources.ofac.lists import OfacList
from interlock.sources.ofac.remarks import TABLE
from interlock.sources.ofac_advanced.acts import Acts, Entries
from interlock.sources.ofac_advanced.dates import Periods
from interlock.sources.ofac_advanced.documents import Documents
from interlock.sources.ofac_advanced.party import Draft, Parties
from interlock.sources.ofac_advanced.places import Places
from interlock.sources.ofac_advanced.reference import References
from interlock.sources.readers import GET_IT_AGAIN, local_name, xml_records

_RELATIONS: dict[str, str] = TABLE["advanced"]["relations"]
_CONTAINERS = ("Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries")


def read_advanced(which: OfacList, file: File, audit: Audit) -> Parsed:
    """The list of one advanced file; alarms go to `audit`. Raises: SourceError."""
    with no_collection():
        return _read(which, file, audit)


def _read(which: OfacList, file: File, audit: Audit) -> Parsed:
    walk = _Walk(which, audit)
    records = (*walk.takers, "SanctionsEntryLinks")  # links between entries: none is in use, says OFAC
    for element in xml_records(file, ("Sanctions",), records):
        name = local_name(element)
        if taker := walk.takers.get(name):
            taker(element)
        elif name not in (*_CONTAINERS, "Sanctions", "SanctionsEntryLinks"):
            audit.alarm("unknown-field", f"<{name}> is not known", file.name)
    if walk.issued is None:
        raise SourceError("DateOfIssue is missing or no date", where=file.name, remedy=GET_IT_AGAIN)
    entries = walk.entries()
    refuse_if_strange(file, walk.bad, walk.count)
    return Parsed(
        list_key=which.key,
        list_date=walk.issued,
        entries=entries,
        coverage=Coverage(),
        records={"advanced": walk.count},
    )


class _Walk:
    """What was read so far. Memory grows with the list, not with the file."""

    def __init__(self, which: OfacList, audit: Audit) -> None:
        self._which = which
        self._audit = audit
        self._references = References(audit)
        self._periods = Periods(self._references, audit)
        self._places = Places(self._references, audit)
        self._documents = Documents(self._references, self._periods, audit)
        self._parties = Parties(self._references, self._periods, self._places, self._documents, audit)
        self._acts = Entries(which, self._references, self._periods, audit)
        self._drafts: dict[str, Draft] = {}
        self._ties: dict[str, list[tuple[str, str]]] = {}
        self.issued: date | None = None
        self.count = self.bad = 0
        self.takers: dict[str, Callable[[etree._Element], None]] = {
            "DateOfIssue": self._issue,
            "ReferenceValueSets": self._references.read,
            "Location": self._places.read,
            "IDRegDocument": self._documents.read,
            "DistinctParty": self._party,
            "ProfileRelationship": self._tie,
            "SanctionsEntry": self._acts.read,
        }

    def entries(self) -> tuple[Entry, ...]:
        """Every party that is on this list."""
        self._documents.close()
        uid_of = {draft.profile: draft for draft in self._drafts.values()}
        found = []
        for draft in self._drafts.values():
            acts = self._acts.of(draft.profile)
            if acts is not None:
                found.append(self._entry(draft, acts, uid_of))
            elif not self._acts.is_elsewhere(draft.profile):
                self.bad += 1
                self._audit.alarm("unreadable-record", "a party without a sanctions entry", draft.where)
        return tuple(found)

    def _issue(self, element: etree._Element) -> None:
        fields = Fields(element, self._audit, "DateOfIssue")
        fields.ignore("CalendarTypeID")  # stands before the reference values, which alone explain it
        span = self._periods.point(fields)
        self.issued = span[0] if span else None

    def _party(self, element: etree._Element) -> None:
        self.count += 1
        draft = self._parties.read(element)
        self.bad += draft is None
        if draft and self._drafts.setdefault(draft.uid, draft) is not draft:
            self._audit.alarm(
                "duplicate-id", "a FixedRef stands on two parties; the first counts", draft.where
            )

    def _tie(self, element: etree._Element) -> None:
        fields = Fields(element, self._audit, "ProfileRelationship")
        kind = self._references.text("RelationType", fields.attribute("RelationTypeID"), fields.where)
        if kind not in _RELATIONS:
            self._audit.alarm("unknown-value", f"unknown relation: {kind}", fields.where)
        name = _RELATIONS.get(kind, "linked_to")
        if fields.attribute("Former") == "true":
            name = f"former_{name}"
        ties = self._ties.setdefault(fields.attribute("From-ProfileID"), [])
        ties.append((name, fields.attribute("To-ProfileID")))
        fields.ignore("ID", "RelationQualityID", "SanctionsEntryID", "Comment", "DeltaAction")
        fields.close()

    def _entry(self, draft: Draft, acts: Acts, drafts: dict[str, Draft]) -> Entry:
        for kind, profile in self._ties.get(draft.profile, ()):
            other = drafts.get(profile)
            if other is None:
                self._audit.alarm("unknown-reference", "a relation to a party that is not here", draft.where)
                continue
            draft.gathered.add("relations", Relation(kind, other.name, other.uid))
        for text in acts.remarks:
            draft.gathered.add("remarks", text)
        for text in acts.legal_basis:
            draft.gathered.add("legal_basis", text)
        core = listing(
            self._which,
            draft.uid,
            draft.schema,
            draft.name,
            acts.programmes,
            draft.gathered.reading(),
            self._audit,
            draft.where,
        )
        whole = msgspec.structs.replace(
            core,
            names=core.names + tuple(dict.fromkeys(draft.others)),
            addresses=tuple(dict.fromkeys(draft.addresses)),
            listed_on=acts.listed_on() or core.listed_on,
            amended_on=acts.amended_on() if acts.days else core.amended_on,
            facets=ALL_FACETS,
        )
        return Entry(whole, draft.where)
