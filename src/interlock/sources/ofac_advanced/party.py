"""Distinct parties: names and features of one entry, told to the same grammar as SDN.XML's."""

from __future__ import annotations

import msgspec
from lxml import etree

from interlock.model.listing import Address, Name, Quality, Schema
from interlock.sources.audit import Audit, Fields
from interlock.sources.ofac.entries import address, strong_alias
from interlock.sources.ofac.remarks import TABLE, Gathered, alias_kind
from interlock.sources.ofac.xml_file import quoted
from interlock.sources.ofac_advanced.dates import Periods
from interlock.sources.ofac_advanced.documents import Document, Documents
from interlock.sources.ofac_advanced.names import Names, Written
from interlock.sources.ofac_advanced.places import Place, Places
from interlock.sources.ofac_advanced.reference import References

_SCHEMAS: dict[str, Schema] = TABLE["advanced"]["schemas"]
_FEATURES: dict[str, str] = TABLE["advanced"]["features"]
_PRIMARY = "name"
"""Alias type of the name itself, in lower case."""


class Draft(msgspec.Struct):
    """One party, before what the file says of its acts and ties."""

    uid: str
    profile: str
    schema: Schema
    gathered: Gathered
    name: str = ""
    family: str = ""
    others: list[Name] = []
    """Strong aliases, and names in other scripts."""
    addresses: list[Address] = []

    @property
    def where(self) -> str:
        """The element it was read from."""
        return f"DistinctParty[FixedRef={self.uid}]"


class Parties:
    """Reads parties; everything that they point at was read before."""

    def __init__(
        self, references: References, periods: Periods, places: Places, documents: Documents, audit: Audit
    ) -> None:
        self._references = references
        self._periods = periods
        self._places = places
        self._documents = documents
        self._audit = audit

    def read(self, element: etree._Element) -> Draft | None:
        """One `DistinctParty`; None, with an alarm, when it has no id or no name."""
        fields = Fields(element, self._audit, "DistinctParty")
        uid = fields.attribute("FixedRef")
        fields.where = f"DistinctParty[FixedRef={uid}]"
        comment = quoted(fields.text("Comment"))
        profiles = fields.children("Profile")
        fields.ignore("DeltaAction")
        fields.close()
        if not uid.isdecimal() or not profiles:
            self._audit.alarm("unreadable-record", "a party without an id or a profile", fields.where)
            return None
        if len(profiles) > 1:
            self._audit.alarm(
                "repeated-field", "a party has several profiles; the first is read", fields.where
            )
        draft = self._profile(profiles[0], uid, comment)
        if not draft.name:
            self._audit.alarm("unreadable-record", "a party without a name in Latin letters", fields.where)
            return None
        return draft

    def _profile(self, profile: Fields, uid: str, comment: str) -> Draft:
        schema = self._schema(profile)
        draft = Draft(uid, profile.attribute("ID"), schema, Gathered(schema))
        remarks = [text for text in (comment, quoted(profile.text("Comment"))) if text]
        identities = profile.children("Identity")
        # The order of the remarks of sdn.csv: features, documents, remarks, weak aliases.
        for feature in profile.children("Feature"):
            self._feature(feature, draft)
        for identity in identities:
            for document in self._documents.take(identity.attribute("ID")):
                _document(document, draft.gathered)
        for text in dict.fromkeys(remarks):
            draft.gathered.remarks(text)
        for identity in identities:
            self._identity(identity, draft)
        profile.ignore("SanctionsEntryReference", "ExternalReference", "DeltaAction")
        profile.close()
        return draft

    def _schema(self, profile: Fields) -> Schema:
        """By the kind of party, or by its sub-kind, which says more of ships and aircraft."""
        ref = profile.attribute("PartySubTypeID")
        sub = self._references.text("PartySubType", ref, profile.where)
        kind = self._references.attribute("PartySubType", ref, "PartyTypeID")
        name = self._references.text("PartyType", kind, profile.where)
        known = _SCHEMAS.get(sub) or _SCHEMAS.get(name)
        if known is None:
            self._audit.alarm("unknown-value", f"unknown entry type: {name} / {sub}", profile.where)
        return known or "LegalEntity"

    def _identity(self, identity: Fields, draft: Draft) -> None:
        names = Names(identity, draft.schema, self._references, self._audit)
        if identity.attribute("False") == "true":
            self._audit.alarm(
                "unknown-value", "an identity is marked as false; its names are read", identity.where
            )
        for alias in identity.children("Alias"):
            kind = self._references.text("AliasType", alias.attribute("AliasTypeID"), alias.where).lower()
            weak = alias.attribute("LowQuality") == "true"
            written = names.written(alias)
            is_primary = kind == _PRIMARY and alias.attribute("Primary") == "true" and not draft.name
            alias.ignore("FixedRef", "Primary", "Comment", "DeltaAction")
            alias.close()
            self._names(written, kind, draft, weak=weak, is_primary=is_primary)
        identity.ignore("FixedRef", "Primary", "Comment", "DeltaAction")
        identity.close()

    def _names(
        self, written: list[Written], kind: str, draft: Draft, *, weak: bool, is_primary: bool
    ) -> None:
        printed_type = "aka" if kind == _PRIMARY else kind
        for one in written:
            if one.is_latin and is_primary and not draft.name:
                draft.name = one.text
            elif one.is_latin and weak:
                draft.gathered.weak_alias(printed_type, one.text)
            elif one.is_latin:
                draft.others.append(
                    strong_alias(printed_type, one.text, draft.schema, self._audit, draft.where)
                )
            else:
                # No plain file prints these. With the aliases: a copy without alias rows is silent on them.
                quality: Quality = "weak" if weak else "strong"
                known = alias_kind(printed_type) or "alias"
                draft.others.append(Name(one.text, known, quality, "aliases", one.family))

    def _feature(self, feature: Fields, draft: Draft) -> None:
        label = self._references.text("FeatureType", feature.attribute("FeatureTypeID"), feature.where)
        for version in feature.children("FeatureVersion"):
            self._version(version, label, draft)
        feature.ignore("ID", "IdentityReference", "Comment", "DeltaAction")
        feature.close()

    def _version(self, version: Fields, label: str, draft: Draft) -> None:
        texts: list[str] = []
        for detail in version.children("VersionDetail"):
            ref = detail.attribute("DetailReferenceID")
            text = quoted(detail.own_text()) or self._references.text("DetailReference", ref, detail.where)
            texts += [text] if text else []
            detail.ignore("DetailTypeID", "DeltaAction")
            detail.close()
        places: list[Place] = []
        for location in version.children("VersionLocation"):
            places.append(self._places.get(location.attribute("LocationID"), location.where))
            location.ignore("DeltaAction")
            location.close()
        period, comment = self._periods.printed(version), quoted(version.text("Comment"))
        version.ignore("ID", "ReliabilityID", "IDRegDocumentReference", "DeltaAction")
        version.close()
        if comment and comment not in texts:
            draft.gathered.add("remarks", f"{label}: {comment}")
        if label == "Location":
            self._address(texts, places, draft)
        else:
            values = texts or [text for place in places if (text := _said(label, place))]
            _tell(label, values or [text for text in (period,) if text], draft.gathered)

    def _address(self, texts: list[str], places: list[Place], draft: Draft) -> None:
        for place in [*places, *(Place(text, "") for text in texts)]:
            made = address(quoted(place.text), place.country, self._audit, draft.where)
            if made is not None:
                draft.addresses.append(made)


def _said(label: str, place: Place) -> str:
    """A place of birth in full; of other places the country, or what stands in its stead (`Iranian`)."""
    return quoted(place.whole() if label == "Place of Birth" else place.country or place.text)


def _tell(label: str, values: list[str], gathered: Gathered) -> None:
    """Tells each value as SDN.XML would: an item under the label of the remarks, or an `id`."""
    known = _FEATURES.get(label)
    if not values:
        gathered.add("remarks", label)
    for value in values:
        if known == "Title":
            gathered.title(value)
        elif known is not None:
            gathered.item(f"{known} {value}")
        else:
            gathered.number(label, value, "", "", "")


def _document(document: Document, gathered: Gathered) -> None:
    number = quoted(document.number)
    gathered.number(document.label, number, document.country, document.issued, document.expires)
    if document.remark:
        gathered.add("remarks", f"{document.label} {number}: {quoted(document.remark)}")
