"""The progress bar of ``sayso ingest``: how much of the sources is behind, how fast it goes, how long it will take."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sayso.ingest import Ingest


class Bar:
    """A bar on standard error while it is entered. Lines are said above it."""

    def __init__(self, run: Ingest) -> None:
        self._run = run
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False, markup=False),
        )
        self._task = self._progress.add_task("starting", total=None, rate="")

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seen()
        self._progress.stop()

    def seen(self) -> None:
        """Shows how far it is."""
        tally = self._run.tally
        elapsed = self._progress.tasks[0].elapsed or 0.0
        failed = f", {tally.failed:,} failed" if tally.failed else ""
        self._progress.update(
            self._task,
            description=f"{tally.stored:,} stored{failed}",
            total=tally.size or None,
            completed=tally.done,
            rate=f"{tally.stored / elapsed:.1f} articles/s" if elapsed > 1 else "",
        )

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._progress.console.print(line, soft_wrap=True)
