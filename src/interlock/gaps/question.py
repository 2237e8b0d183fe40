"""What is asked: a coalition, its references, a focus and a day."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec

from interlock.base.errors import QueryError
from interlock.focus import Focus

DEFAULT_COALITION = ("us", "jp", "kr")
DEFAULT_REFERENCES = ("un", "eu")
"""Authorities that are shown beside the coalition and whose dates are compared, but whose listing alone
opens no designation gap. The UN's opens a UN-implementation gap: it binds every member."""


class Question(msgspec.Struct, frozen=True, dict=True):
    """A well-formed question."""

    as_of: date
    coalition: tuple[str, ...]
    references: tuple[str, ...]
    focus: Focus

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The coalition, then the references."""
        return self.coalition + self.references


def ask(as_of: date, coalition: tuple[str, ...], focus: Focus, lists: tuple[str, ...]) -> Question:
    """A question about authorities that Interlock knows, by the keys of authorities or of their lists.

    Raises:
        QueryError: an unknown or repeated authority, or a coalition of fewer than two.
    """
    known = tuple(dict.fromkeys(key.partition(".")[0] for key in lists))
    strangers = [key for key in coalition if key not in known]
    if strangers:
        raise QueryError(
            f"unknown authority {', '.join(strangers)} in the coalition",
            remedy=f"use a comma-separated choice of: {', '.join(known)}",
        )
    if len(set(coalition)) != len(coalition) or len(coalition) < 2:
        raise QueryError(
            f"a coalition has at least two different authorities, not {','.join(coalition) or 'none'}",
            remedy="for example: --coalition us,jp,kr",
        )
    references = tuple(key for key in DEFAULT_REFERENCES if key not in coalition)
    return Question(as_of, coalition, references, focus)
