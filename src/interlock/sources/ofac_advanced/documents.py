"""Identity and registration documents: before the parties in the file, by the id of an identity."""

from __future__ import annotations

import msgspec
from lxml import etree

from interlock.sources.audit import Audit, Fields
from interlock.sources.ofac.remarks import TABLE
from interlock.sources.ofac_advanced.dates import Periods
from interlock.sources.ofac_advanced.reference import References


class Document(msgspec.Struct, frozen=True):
    """One document, with what SDN.XML prints of it, and what it does not."""

    label: str
    number: str
    country: str
    issued: str
    expires: str
    remark: str
    """Authority, comment and doubtful validity, in words; mostly empty."""


_DATES: dict[str, str] = TABLE["advanced"]["document_dates"]
_VALID = frozenset(TABLE["advanced"]["valid"])


class Documents:
    """The documents of every identity."""

    def __init__(self, references: References, periods: Periods, audit: Audit) -> None:
        self._references = references
        self._periods = periods
        self._audit = audit
        self._found: dict[str, list[Document]] = {}

    def read(self, element: etree._Element) -> None:
        """Takes one `IDRegDocument`."""
        fields = Fields(element, self._audit, "IDRegDocument")
        fields.where = f"IDRegDocument[ID={fields.attribute('ID')}]"
        owner = fields.attribute("IdentityID")
        label = self._references.text("IDRegDocType", fields.attribute("IDRegDocTypeID"), fields.where)
        number = fields.text("IDRegistrationNo")
        country = self._references.text("Country", fields.attribute("IssuedBy-CountryID"), fields.where)
        dates = self._dates(fields)
        said = [fields.text("IssuingAuthority"), fields.text("Comment"), self._validity(fields)]
        fields.ignore("IssuedIn-LocationID", "DocumentedNameReference", "IDRegDocumentMention", "DeltaAction")
        fields.close()
        remark = "; ".join(text for text in said if text and text != number)
        document = Document(label, number, country, dates.get("issued", ""), dates.get("expires", ""), remark)
        self._found.setdefault(owner, []).append(document)

    def take(self, identity: str) -> list[Document]:
        """The documents of an identity; each can be taken once, so that what is left is told."""
        return self._found.pop(identity, [])

    def close(self) -> None:
        """Documents of identities that the file does not hold are an alarm."""
        for documents in self._found.values():
            for _ in documents:
                self._audit.alarm(
                    "orphan-rows", "a document belongs to no identity of the file", "IDRegDocument"
                )

    def _validity(self, fields: Fields) -> str:
        text = self._references.text("Validity", fields.attribute("ValidityID"), fields.where)
        if text in _VALID:
            return ""
        self._audit.alarm("unknown-value", f"unknown validity of a document: {text}", fields.where)
        return f"validity: {text}"

    def _dates(self, fields: Fields) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in fields.children("DocumentDate"):
            kind = self._references.text("IDRegDocDateType", one.attribute("IDRegDocDateTypeID"), one.where)
            text = self._periods.printed(one)
            one.ignore("DeltaAction")
            one.close()
            if kind not in _DATES:
                self._audit.alarm("unknown-value", f"unknown date of a document: {kind}", one.where)
            elif text:
                found[_DATES[kind]] = text
        return found
