"""An archive on disk: coded shard by shard, found again after a stop, read back, and put into a store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from sayso.archive import parts
from sayso.archive.engines import Engine
from sayso.archive.parts import Part, Row
from sayso.archive.shards import Shard, Shards
from sayso.errors import InputError
from sayso.ingest import MAKER
from sayso.record import from_json
from sayso.store import Fault, Store, bundle

MANIFEST = "manifest.json"
_BATCH = 100
"""Articles in one transaction of a store."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive holds: its parts in order, and how many of what. ``settings`` is the digest of how it was coded,
    ``shard`` how many things a part holds."""

    schema: str = parts.SCHEMA
    sayso: str
    settings: str
    shard: int
    articles: int
    records: int
    faults: int
    left_out: dict[str, int]
    parts: tuple[Part, ...]


class Done(msgspec.Struct, frozen=True):
    """A part that is on disk; ``new``: it was coded now."""

    part: Part
    new: bool


def settings(maker: str = MAKER, actors: Path | None = None) -> str:
    """A digest of what the records hang on beside the articles: the version, the coder, the user's table of actors.

    Raises :class:`InputError` where the table cannot be read.
    """
    try:
        own = hashlib.sha256(actors.read_bytes()).hexdigest() if actors else ""
    except OSError as error:
        raise InputError(f"{actors} cannot be read: {error.strerror or error}") from None
    return hashlib.sha256(f"{parts.SCHEMA}\n{version('sayso')}\n{maker}\n{own}".encode()).hexdigest()


class Archive:
    """The archive in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def code(
        self,
        shards: Shards,
        engine: Engine,
        *,
        made: str,
        retry: bool = False,
        on: Callable[[Done], None] = lambda _: None,
    ) -> Manifest:
        """Codes what is not there yet and writes the manifest. ``made`` is the digest of the settings; ``retry``: parts
        with faults are coded again; ``on`` is called with each part once it is on disk.

        Raises :class:`InputError` where the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"the folder {self.folder} cannot be made: {error.strerror or error}") from None
        known: dict[str, Part] = {}

        def missing() -> Iterator[Shard]:
            for shard in shards:
                part = parts.found(self.folder, shard.name, shard.digest(made))
                if part is None or (retry and part.faults):
                    yield shard
                else:
                    known[part.name] = part
                    on(Done(part, False))

        for shard, rows in engine.run(missing()):
            part = self._put(shard, rows, made)
            known[part.name] = part
            on(Done(part, True))
        self._tidy(known)
        return self._finish(known, shards, made)

    def _put(self, shard: Shard, rows: list[Row], made: str) -> Part:
        made_from = shard.digest(made)
        data = parts.encoded(rows, made_from)
        parts.write(self.folder, shard.name, data)
        return parts.told(shard.name, made_from, rows, data)

    def _tidy(self, known: dict[str, Part]) -> None:
        """Deletes what an earlier run left: parts that the sources have no shard for now, and half a file."""
        for pattern in ("part-*.parquet", ".part-*.parquet.new"):
            for path in self.folder.glob(pattern):
                if path.name not in known:
                    path.unlink()

    def _finish(self, known: dict[str, Part], shards: Shards, made: str) -> Manifest:
        listed = tuple(part for _, part in sorted(known.items()))
        manifest = Manifest(
            sayso=version("sayso"),
            settings=made,
            shard=shards.size,
            articles=sum(p.rows for p in listed),
            records=sum(p.records for p in listed),
            faults=sum(p.faults for p in listed),
            left_out=dict(sorted(shards.left_out.items())),
            parts=listed,
        )
        told = json.dumps(msgspec.to_builtins(manifest), indent=1, ensure_ascii=False)
        parts.write(self.folder, MANIFEST, told.encode("utf-8", "replace") + b"\n")
        return manifest

    def manifest(self) -> Manifest:
        """Raises :class:`InputError` where there is none, or it is not one that this version can read."""
        path = self.folder / MANIFEST
        try:
            told: Any = json.loads(path.read_bytes())
            found = msgspec.convert(told, Manifest)
        except OSError:
            raise InputError(f"{self.folder} is no finished archive: it has no {MANIFEST}") from None
        except (ValueError, msgspec.ValidationError) as error:
            raise InputError(f"{path} is no manifest: {error}") from None
        if found.schema != parts.SCHEMA:
            raise InputError(f"{path} is of another kind ({found.schema}); this version reads {parts.SCHEMA}")
        return found

    def rows(self) -> Iterator[Row]:
        """All rows, in order. Raises :class:`InputError` where a part is missing or is not what the manifest says."""
        for part in self.manifest().parts:
            yield from self.rows_of(part)

    def rows_of(self, part: Part) -> Iterator[Row]:
        """The rows of a part."""
        try:
            data = (self.folder / part.name).read_bytes()
        except OSError as error:
            raise InputError(f"{self.folder / part.name} cannot be read: {error.strerror or error}") from None
        if hashlib.sha256(data).hexdigest() != part.sha256:
            raise InputError(f"{self.folder / part.name} is not what the manifest says; sayso code makes it anew")
        return parts.rows(data, part.name)


def into(store: Store, archive: Archive) -> tuple[int, int]:
    """Puts an archive into a store; how many articles are new there and how many were there already. The store is the
    same as where ``sayso ingest`` took in the sources."""
    new = known = 0
    for part in archive.manifest().parts:
        held: list[Row] = []
        for row in archive.rows_of(part):
            held.append(row)
            if len(held) == _BATCH:
                new, known, held = *_stored(store, held, new, known), []
        new, known = _stored(store, held, new, known)
    return new, known


def _stored(store: Store, rows: list[Row], new: int, known: int) -> tuple[int, int]:
    whole = [(bundle(r.key, from_json(r.record)), r.source) for r in rows if r.record is not None]
    again = [(r.key, r.source, r.id) for r in rows if r.record is None and r.kind is None]
    added = sum(store.add(whole)) if whole else 0
    met = sum(store.know(again)) if again else 0
    faults = [Fault(key=r.key, source=r.source, kind=r.kind, message=r.message or "", id=r.id) for r in rows if r.kind]
    if faults:
        store.fail(faults)
    return new + added, known + len(whole) - added + met
