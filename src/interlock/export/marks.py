"""What every export carries: ids that are the same in every run, the edition's hash, and the banner."""

from __future__ import annotations

import uuid

from interlock.report.wording import FICTIONAL, FICTIONAL_DETAIL

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:interlock")
"""Name space of all ids made here."""

BANNER = f"{FICTIONAL}. {FICTIONAL_DETAIL}"


def made_id(*parts: str) -> str:
    """A UUID (version 5) of the parts; the same parts give the same id, in every edition."""
    return str(uuid.uuid5(SPACE, "\x1f".join(parts)))


def permalink(edition: str, thing: str) -> str:
    """`urn:interlock:edition:<hash>:<id>`: what was said of a thing, in the edition that said it."""
    return f"urn:interlock:edition:{edition}:{thing}"
