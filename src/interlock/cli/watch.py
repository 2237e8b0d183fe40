"""Progress on the terminal: bars where somebody watches, nothing where nobody does."""

from __future__ import annotations

from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from interlock.cli.door import errors


class Bars:
    """Implements the rooms' Progress with one bar for each piece of work; on standard error."""

    def __init__(self) -> None:
        self._bars = Progress(
            TextColumn("[bold]{task.description:<24}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[step]}"),
            console=errors,
            disable=not errors.is_terminal,
        )
        self._task: TaskID | None = None
        self._label = ""
        self._total = 0

    def __enter__(self) -> Bars:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def start(self, total: int, label: str) -> None:
        """A new piece of work begins."""
        self._task = self._bars.add_task(label, total=total, step="")
        self._label, self._total = label, total
        if self._bars.disable:
            errors.print(f"{label} ({total})")

    def advance(self, label: str) -> None:
        """One step of it is done."""
        if self._task is not None:
            self._bars.update(self._task, advance=1, step=label)

    def done(self) -> None:
        """The piece of work is over."""
        if self._task is not None:
            self._bars.update(self._task, step="")
