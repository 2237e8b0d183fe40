"""How far a long piece of work has come, for whoever watches."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of work as it is done. Calls come from one thread, in the order start, advance..., done."""

    def start(self, total: int, label: str) -> None:
        """Work of `total` steps begins."""

    def advance(self, label: str) -> None:
        """One step is done: `label` says which."""

    def done(self) -> None:
        """All steps are done, or the work was given up."""


class Silent:
    """Nobody watches."""

    def start(self, total: int, label: str) -> None:
        """Nothing."""

    def advance(self, label: str) -> None:
        """Nothing."""

    def done(self) -> None:
        """Nothing."""
