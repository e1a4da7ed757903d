"""``sayso code``: whole archives, shard by shard, on one machine or a cluster."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.errors import InputError, SaysoError

if TYPE_CHECKING:  # slow to import, and no other command needs them
    from sayso.archive.engines import Engine
    from sayso.archive.run import Done, Manifest
    from sayso.ingest import Limits


def code(
    names: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, feeds, archives, addresses.")],
    out: Annotated[Path, typer.Option("--out", help="The folder of the archive.")],
    engine: Annotated[
        str, typer.Option("--engine", help="pool: this machine's processes; dask: dask.distributed.")
    ] = "pool",
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes that read; by default one a core.")
    ] = None,
    scheduler: Annotated[str | None, typer.Option("--scheduler", help="A dask scheduler: tcp://host:8786.")] = None,
    shard: Annotated[int, typer.Option("--shard", min=1, help="Articles of a part.")] = 500,
    store: Annotated[str | None, typer.Option("--store", help="Put all of it into this store in the end.")] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch addresses, and the pages of feeds' entries.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from your own network too, not only the public internet.")
    ] = False,
    column: Annotated[
        list[str] | None, typer.Option("--column", help="Which column or key holds what: text=Body, published=Day …")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of tables that are not UTF-8.")] = None,
    actors: Annotated[Path | None, typer.Option(help="Your own table of actors, which goes before ours.")] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Code parts again in which something failed.")] = False,
    seconds: Annotated[float, typer.Option(min=1, help="Seconds that one article may take; long ones more.")] = 60,
    memory: Annotated[int, typer.Option(min=100, help="Megabytes that reading one article may take.")] = 2000,
) -> None:
    """Code an archive into Parquet parts with a manifest. Stop it whenever you like: the same command goes on.

    The bytes hang on the articles and the version alone, not on the engine or the number of workers.
    """
    from sayso.archive.run import Archive, into, settings
    from sayso.archive.shards import Shards
    from sayso.ingest import Limits
    from sayso.sources import options, sources
    from sayso.store import open_store

    try:
        how = options(column or [], fetch=fetch, private=allow_private, encoding=encoding)
        limits = Limits(seconds=seconds, memory=memory << 20)
        chosen = _engine(engine, workers or os.cpu_count() or 1, scheduler, actors, limits)
        shards = Shards(list(sources(names, how)), shard)
        archive = Archive(out)
        manifest = archive.code(shards, chosen, made=settings(actors=actors), retry=retry, on=_say)
        _sum_up(manifest)
        if store is not None:
            with open_store(store, make=True) as target:
                new, known = into(target, archive)
            print(f"sayso: {new:,} stored in {store}, {known:,} there already", file=sys.stderr)
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print("sayso: stopped; the same command goes on where this one was", file=sys.stderr)
        raise typer.Exit(130) from None
    raise typer.Exit(int(manifest.faults > 0))


def _engine(name: str, workers: int, scheduler: str | None, actors: Path | None, limits: Limits) -> Engine:
    from sayso.archive.cluster import DaskEngine
    from sayso.archive.engines import PoolEngine
    from sayso.ingest import Pool

    given = (str(actors) if actors else None,)
    if name == "pool" and scheduler is None:
        return PoolEngine(Pool(workers, given=given, limits=limits))
    if name == "dask" or (name == "pool" and scheduler is not None):
        return DaskEngine(workers, scheduler=scheduler, given=given, limits=limits)
    raise InputError(f"there is no engine {name!r}; engines: pool, dask")


def _say(done: Done) -> None:
    part = done.part
    failed = f", {part.faults:,} failed" if part.faults else ""
    there = "" if done.new else " (there already)"
    print(f"sayso: {part.name}: {part.rows:,} article{'s' * (part.rows != 1)}{failed}{there}", file=sys.stderr)


def _sum_up(manifest: Manifest) -> None:
    again = manifest.articles - manifest.records - manifest.faults
    said = [f"{manifest.records:,} record{'s' * (manifest.records != 1)} in {len(manifest.parts):,} parts"]
    said += [f"{again:,} met again"] * bool(again)
    said += [f"{manifest.faults:,} failed"] * bool(manifest.faults)
    said += [f"{sum(manifest.left_out.values()):,} left out as no articles"] * bool(manifest.left_out)
    print(f"sayso: {', '.join(said)}", file=sys.stderr)
