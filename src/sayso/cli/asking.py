"""What the commands that use a store have in common: opening it, saying what is wrong, printing tables, JSON and
CSV."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.errors import SaysoError
from sayso.export.cells import safe
from sayso.record import dumps

if TYPE_CHECKING:  # slow to import, and sayso read does without
    from sayso.store import Query
    from sayso.store.sql import SqlStore

STORE = "sayso.db"

StoreOption = Annotated[str, typer.Option("--store", help="The store: a file, or a postgresql:// URL.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, a line a row, the total first.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="How many to print; 0: all.")]
SpeakerOption = Annotated[str | None, typer.Option("--speaker", help="Who says it: words of the name.")]
ActorOption = Annotated[str | None, typer.Option("--actor", help="Who is mentioned, or takes part: words of the name.")]
TypeOption = Annotated[str | None, typer.Option("--type", help="An event's type or mode, a figure's kind, an act.")]
CountryOption = Annotated[str | None, typer.Option("--country", help="Of an actor or a place: AFG.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="Published then or later: 2021, 2021-08, 2021-08-27.")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Published then or earlier.")]
VoiceOption = Annotated[
    str | None, typer.Option("--voice", help="On whose say-so: words of the name; article: the article's own.")
]


@contextmanager
def opened(where: str) -> Iterator[SqlStore]:
    """The store; what goes wrong with it within ends the command with one sentence and status 2."""
    from sayso.store import open_store

    try:
        with open_store(where) as store:
            yield store
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        raise typer.Exit(2) from None


def query(
    text: str | None = None,
    speaker: str | None = None,
    actor: str | None = None,
    type: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    voice: str | None = None,
) -> Query:
    """The query that the options make."""
    from sayso.store import Query

    return Query(
        text=text, speaker=speaker, actor=actor, type=type, country=country, since=since, until=until, voice=voice
    )


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is printed: whole numbers without a point, everything else as it is."""
    return {k: int(v) if isinstance(v, float) and v.is_integer() and abs(v) < 1e15 else v for k, v in row.items()}


def print_json(rows: Sequence[Mapping[str, Any]], total: int) -> None:
    """A line with the total and how many of them follow, then a line a row."""
    print(dumps({"total": total, "shown": len(rows)}))
    for row in rows:
        print(dumps(plain(row)))


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], total: int) -> None:
    """CSV on standard output, the columns' names first, cells safe for spreadsheets; the total on standard error."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        told = plain(row)
        writer.writerow([safe(told.get(c)) for c in columns])
    sys.stdout.buffer.write(out.getvalue().encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    print_total(total, len(rows), file=sys.stderr)


def print_total(total: int, shown: int, *, file: Any = None) -> None:
    """How many there are in all, and how many of them were printed."""
    if total == shown:
        print(f"{total:,} in all", file=file or sys.stdout)
    else:
        print(f"{shown:,} of {total:,}; --limit 0 shows all", file=file or sys.stdout)
