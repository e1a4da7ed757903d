"""The registry of sources (`registry.toml`): checksums, readers, parts. Nothing else opens a data file for training."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import conllu, gum, iob2, spans
from training.conllu import FormatError, RawSentence
from training.sentences import Block

REGISTRY = Path(__file__).with_name("registry.toml")
SUMS = Path(__file__).with_name("checksums.tsv")
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the registry; `files` are those its pattern meets, in order."""

    name: str
    reader: str
    part: str
    licence: str
    origin: str
    files: tuple[Path, ...]
    keys: tuple[str, ...]  # a file's name in checksums.tsv
    share: float = 1.0
    from_epoch: int = 0
    swap: bool = False
    scheme: str = "own"
    names: str = ""
    dev: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def sources(data: Path, registry: Path = REGISTRY) -> dict[str, Source]:
    """The registered sources over a data folder. Raises FormatError if a source has no file."""
    rows = tomllib.loads(registry.read_text("utf-8"))["source"]
    return {row["name"]: _source(row, data) for row in rows}


def _source(row: Mapping[str, Any], data: Path) -> Source:
    root = PROJECT if row.get("root") == "project" else data
    files = tuple(sorted(root.glob(row["path"])))
    if not files:
        raise FormatError(f"source {row['name']}: no file {row['path']} in {root}")
    rest: dict[str, Any] = {k: row[k] for k in ("share", "from_epoch", "swap", "scheme", "names") if k in row}
    rest |= {k: tuple(row.get(k, ())) for k in ("dev", "test", "forbidden")}
    return Source(
        row["name"],
        row["reader"],
        row["part"],
        row["licence"],
        row["origin"],
        files,
        tuple(f.relative_to(root).as_posix() for f in files),
        **rest,
    )


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def recorded(table: Path = SUMS) -> dict[str, str]:
    """The recorded checksums by file key."""
    if not table.exists():
        return {}
    rows = (line.split("\t") for line in conllu.lines(table) if line and not line.startswith("#"))
    return {key: digest for digest, key in rows}


def verify(chosen: Sequence[Source], table: Path = SUMS) -> list[str]:
    """What differs from the recorded checksums, a sentence a file; empty if nothing does."""
    known = recorded(table)
    out = []
    for source in chosen:
        for path, key in zip(source.files, source.keys, strict=True):
            if key not in known:
                out.append(f"{key} ({source.name}) has no recorded checksum")
            elif checksum(path) != known[key]:
                out.append(f"{key} ({source.name}) is not the file that was recorded")
    return out


def write_sums(chosen: Sequence[Source], table: Path = SUMS) -> None:
    """Record the checksums of these sources' files."""
    rows = [f"{checksum(p)}\t{k}" for s in chosen for p, k in zip(s.files, s.keys, strict=True)]
    head = "# SHA-256 of every file that the training read, and its path; written by `python -m training checksums`\n"
    table.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")


def read(source: Source, every: Mapping[str, Source], part: str) -> list[Block]:
    """The blocks of a source that belong to a part (train, dev, test). GUM's file is divided by its document lists."""
    if source.reader == "ud":
        if source.part != part:
            return []
        named: dict[str, tuple[list[str], list[int]]] = {}
        for path in every[source.names].files if source.names else ():
            named |= iob2.uner(path)
        return [b for path in source.files for b in conllu.blocks(path, lambda s: _masks(s, named))]
    if source.reader == "gum":
        return _gum(source, part)
    if source.part != part or source.reader == "uner":
        return []
    reader = {"re3d": spans.re3d, "tweets": iob2.tweets, "braces": spans.braces}[source.reader]
    return [b for path in source.files for b in reader(path)]


def _masks(sentence: RawSentence, named: Mapping[str, tuple[list[str], list[int]]]) -> list[int] | None:
    words, masks = named.get(sentence.id, ([], []))
    return masks if tuple(words) == sentence.column(1) else None


def _gum(source: Source, part: str) -> list[Block]:
    # Training leaves a caption in its paragraph: a harder boundary. Measuring has blocks as a page gives them.
    blocks = [b for path in source.files for b in gum.blocks(path, captions=part != "train")]
    met = {b.document for b in blocks} & set(source.forbidden)
    if met:
        raise FormatError(f"source {source.name}: documents that nothing may be trained on: {', '.join(sorted(met))}")
    held = set(source.dev) | set(source.test)
    wanted = {"dev": set(source.dev), "test": set(source.test)}.get(part)
    return [b for b in blocks if (b.document not in held if wanted is None else b.document in wanted)]
