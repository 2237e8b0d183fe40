"""A sequence of invented snapshots, told one by one, and what history makes of them."""

from datetime import date

import fake_lists
from interlock.ingest.history import Sighting, history_of
from interlock.model.dates import ActDate
from interlock.model.edition import packed
from interlock.model.listing import ALL_FACETS, Listing, Name
from interlock.model.snapshot import Coverage, Removal

SPEC = fake_lists.spec(damping_days=120)


def on(text):
    return date.fromisoformat(text)


def entry(key, *, names=("KIM One",), facets=ALL_FACETS, **more):
    return Listing(
        authority="fake",
        list_key="fake.main",
        source_id=str(key),
        schema="Person",
        names=tuple(Name(text) if isinstance(text, str) else text for text in names),
        facets=facets,
        **more,
    )


class Shots:
    """A sequence of snapshots, told one by one."""

    def __init__(self):
        self.sightings, self.bodies = [], {}

    def shot(self, day, *entries, removed=(), **coverage):
        """`entries` are listings or ids."""
        digests = {}
        for item in entries:
            listing = item if isinstance(item, Listing) else entry(item)
            digest, body = packed(listing)
            self.bodies[digest] = body
            digests[listing.source_id] = digest
        removals = tuple(Removal(str(key), on(when) if when else None) for key, when in removed)
        self.sightings.append(Sighting(on(day), Coverage(**coverage), digests, removals))
        return self

    def history(self, spec=SPEC):
        return history_of(spec, self.sightings, self.bodies.__getitem__)

    def record(self, key=1, spec=SPEC):
        return {record.listing.source_id: record for record in self.history(spec).records}[str(key)]


def between(first, last):
    return ActDate(on(first) if first else None, on(last) if last else None, "between snapshots")
