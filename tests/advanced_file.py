"""A large advanced file, made from the small one: its parties over and over, under other ids."""

import re
from pathlib import Path

FIXTURE = Path(__file__).parent / "sources" / "fixtures" / "us" / "SDN_ADVANCED.XML"
_OWN_IDS = re.compile(
    r"((?: ID| FixedRef| IdentityID| LocationID| ProfileID|-ProfileID| SanctionsEntryID| NamePartGroupID"
    r'| DocumentedNameID)=")(\d+)"'
)
PARTS = ("Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries")
PARTIES = 9
"""Parties of the small file."""


def repeated(times):
    """The file with each of its parts repeated; ids shift by a million each time."""
    text = FIXTURE.read_text(encoding="utf-8")
    for part in PARTS:
        opening, closing = f"<{part}>", f"</{part}>"
        before, _, rest = text.partition(opening)
        body, _, after = rest.partition(closing)
        copies = "".join(
            _OWN_IDS.sub(lambda found, by=n: f'{found[1]}{int(found[2]) + by * 1_000_000}"', body)
            for n in range(times)
        )
        text = f"{before}{opening}{copies}{closing}{after}"
    return text.encode()
