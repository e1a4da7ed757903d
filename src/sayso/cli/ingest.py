"""``sayso ingest``: from files, feeds, archives and addresses into a store. ``sayso errors``: what could not be read,
and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.asking import STORE, CsvOption, JsonOption, StoreOption, opened, print_csv
from sayso.errors import SaysoError
from sayso.record import dumps

if TYPE_CHECKING:  # slow to import, and no other command needs them
    from sayso.ingest import Event, Pool, Tally


def ingest(
    names: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, feeds, archives, or addresses.")
    ],
    store: StoreOption = STORE,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes that read; by default one a core.")
    ] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch addresses, and the pages of feeds' entries.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from your own network too, not only the public internet.")
    ] = False,
    column: Annotated[
        list[str] | None, typer.Option("--column", help="Which column or key holds what: text=Body, published=Day …")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of tables that are not UTF-8.")] = None,
    actors: Annotated[Path | None, typer.Option(help="Your own table of actors, which goes before ours.")] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed before.")] = False,
    seconds: Annotated[float, typer.Option(min=1, help="Seconds that one article may take; long ones more.")] = 60,
    memory: Annotated[int, typer.Option(min=100, help="Megabytes that reading one article may take.")] = 2000,
    json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each article, once it is stored.")
    ] = False,
) -> None:
    """Read articles into a store. Stop it whenever you like: the same command goes on where it was.

    An article that is there already is not read again. What cannot be read is named, kept in the store (sayso
    errors), and the rest goes on.
    """
    from sayso.ingest import Limits, Pool
    from sayso.sources import options, sources
    from sayso.store import open_store

    try:
        how = options(column or [], fetch=fetch, private=allow_private, encoding=encoding)
        limits = Limits(seconds=seconds, memory=memory << 20)
        pool = Pool(workers or os.cpu_count() or 1, given=(str(actors) if actors else None,), limits=limits)
        with open_store(store, make=True) as target:
            found = list(sources(names, how))
            tally = _run(target, pool, found, retry=retry, as_json=json)
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print("sayso: stopped; the same command goes on where this one was", file=sys.stderr)
        raise typer.Exit(130) from None
    _sum_up(tally, store)
    raise typer.Exit(int(tally.failed + tally.failed_before > 0))


def _run(target: Any, pool: Pool, found: Any, *, retry: bool, as_json: bool) -> Tally:
    from sayso.ingest import Ingest

    say: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True)  # noqa: E731
    run = Ingest(target, pool, retry=retry)
    if not sys.stderr.isatty():
        run.on = lambda event: _report(event, say, as_json=as_json)
        return run.run(found)
    from sayso.cli.progress import Bar

    with Bar(run) as bar:
        run.on = lambda event: bar.seen() if event is None else _report(event, bar.say, as_json=as_json)
        return run.run(found)


def _report(event: Event | None, say: Callable[[str], None], *, as_json: bool) -> None:
    """Says what was committed: failures to people, everything to programs."""
    from sayso.ingest import Stored
    from sayso.store import Fault

    if isinstance(event, Fault):
        say(f"sayso: {_shown(event.source)}: {_shown(event.message)}")
    if not as_json or event is None:
        return
    if isinstance(event, Stored):
        line: dict[str, Any] = {"stored": event.key, "id": event.id, "source": event.source}
    else:
        line = {
            "failed": event.key,
            "id": event.id,
            "source": event.source,
            "kind": event.kind,
            "message": event.message,
        }
    sys.stdout.write(dumps(line) + "\n")
    sys.stdout.flush()


def _sum_up(tally: Tally, store: str) -> None:
    said = [f"{tally.stored:,} article{'s' * (tally.stored != 1)} stored"]
    said += [f"{tally.known:,} there already"] * bool(tally.known)
    said += [f"{tally.failed:,} failed"] * bool(tally.failed)
    said += [f"{tally.failed_before:,} failed before (--retry tries them again)"] * bool(tally.failed_before)
    print(f"sayso: {', '.join(said)}", file=sys.stderr)
    if tally.left_out:
        left = sorted(tally.left_out.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{n:,} × {_shown(what)}" for what, n in left[:8])
        rest = sum(n for _, n in left[8:])
        print(f"sayso: left out as no article: {named}{f', {rest:,} others' if rest else ''}", file=sys.stderr)
    if tally.failed + tally.failed_before:
        print(f"sayso: sayso errors --store {store} lists what failed", file=sys.stderr)


def _shown(words: str) -> str:
    """On one line, without control characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(words.split()))[:400]


def errors(store: StoreOption = STORE, json: JsonOption = False, csv: CsvOption = False) -> None:
    """List what could not be read into the store, and why."""
    with opened(store) as target:
        faults = list(target.faults())
    rows = [{"source": f.source, "id": f.id, "kind": f.kind, "message": f.message, "key": f.key} for f in faults]
    if csv:
        print_csv(rows, ("source", "id", "kind", "message", "key"), len(rows))
        return
    if json:
        print(dumps({"total": len(rows), "shown": len(rows)}))
    for row in rows:
        print(
            dumps(row) if json else f"{_shown(row['source'] or '')}\n    {row['kind']}: {_shown(row['message'] or '')}"
        )
    if not json:
        print(f"{len(rows):,} in all")
