"""``sayso export``: what a store or a file of records holds, in the forms that other programs read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.asking import STORE, StoreOption, opened
from sayso.errors import SaysoError

if TYPE_CHECKING:  # slow to import, and no other command needs it
    from sayso.export.view import View


def export(
    format: Annotated[str, typer.Option("--format", help="csv, tsv, jsonl …; see docs/exports.md.")] = "csv",
    out: Annotated[str | None, typer.Option("--out", help="The file or folder to write; -: standard output.")] = None,
    store: StoreOption = STORE,
    records: Annotated[
        str | None, typer.Option("--records", help="Take records from JSON lines (-: standard input) or an archive.")
    ] = None,
    table: Annotated[str | None, typer.Option("--table", help="Of csv, tsv and parquet this table alone.")] = None,
    codebook: Annotated[
        bool, typer.Option("--codebook", help="Print what every column means (docs/exports.md) and do nothing else.")
    ] = False,
) -> None:
    """Write what a store holds as tables, event data, graphs or annotations.

    The same articles give the same bytes, in whatever order they came in. A file is written aside and takes its place
    when it is whole.
    """
    if codebook:
        from sayso.export.codebook import codebook as page

        sys.stdout.buffer.write(page().encode())
        return
    try:
        _export(format, out, store, records, table)
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        raise typer.Exit(2) from None


def _export(format: str, out: str | None, store: str, records: str | None, table: str | None) -> None:
    from sayso.errors import InputError
    from sayso.export.formats import FORMATS, stream, write

    kind = FORMATS.get(format)
    if kind is None:
        raise InputError(f"there is no format {format!r}; formats: {', '.join(FORMATS)}")
    if out is None:
        raise InputError("--out names the file or folder to write; - is standard output")
    with _given(store, records) as (views, total):
        if out == "-":
            stream(views, kind, sys.stdout.buffer, table)
            sys.stdout.buffer.flush()
        else:
            written = write(_watched(views, total), kind, Path(out), table)
            shown = ", ".join(map(str, written)) if len(written) < 3 else f"{len(written)} files in {out}"
            print(f"sayso: {total:,} article{'s' * (total != 1)} in {shown}", file=sys.stderr)


@contextmanager
def _given(store: str, path: str | None) -> Iterator[tuple[Iterable[View], int]]:
    """The articles, and how many."""
    from sayso.export.given import records
    from sayso.export.view import View

    if path is None:
        with opened(store) as source:
            yield (View(key, record) for key, record in source.records()), source.counts()["documents"]
        return
    with records(path) as lines:
        if lines.failed:
            print(f"sayso: {lines.failed:,} article{'s' * (lines.failed != 1)} could not be read", file=sys.stderr)
        yield lines, len(lines)


def _watched(views: Iterable[View], total: int) -> Iterable[View]:
    """The same, with a bar on standard error where people watch."""
    if not sys.stderr.isatty():
        return views
    from rich.console import Console
    from rich.progress import track

    return track(views, "exporting", total=total, console=Console(stderr=True), transient=True)
