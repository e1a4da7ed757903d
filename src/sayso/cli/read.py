"""``sayso read``: articles in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from sayso.cli.lines import read_lines
from sayso.errors import InputError, SaysoError
from sayso.record import Record, to_json

if TYPE_CHECKING:  # slow to import, and no other command needs it
    from sayso.read import Reader

_ENDINGS = {".txt", ".text", ".html", ".htm", ".xhtml", ".md"}


def read(
    files: Annotated[
        list[str] | None, typer.Argument(help="Articles: text or HTML files, folders of them, or - .")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, a line a record.")] = False,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="Read articles from JSON lines; print a record a line.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the record as a page of HTML that needs nothing else.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="When it was published, ISO 8601 (2021-08-27).")] = None,
    title: Annotated[str | None, typer.Option(help="Its title, where the text has none.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it stands.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    actors: Annotated[Path | None, typer.Option(help="Your own table of actors, which goes before ours.")] = None,
) -> None:
    """Read articles into records, printed for a person or as JSON.

    Text and HTML are told apart by content. What cannot be read is named on standard error, and the rest is read.
    """
    if bool(jsonl) == bool(files):
        _fail("give either FILES (or - for standard input) or --jsonl IN.jsonl; see sayso read --help")
    paths = list(_paths(files or []))
    if html and (jsonl or json or len(paths) != 1):
        _fail("--html takes one article, without --json or --jsonl")
    from sayso.read import Reader

    try:
        reader = Reader(actors=actors)
    except (SaysoError, OSError) as error:
        _fail(f"{actors}: {error.strerror}" if isinstance(error, OSError) else str(error))
    if jsonl:
        raise typer.Exit(_jsonl(reader, jsonl))
    about = {"published": published, "title": title, "url": url, "publisher": publisher}
    if html:
        raise typer.Exit(_page(reader, paths[0], about, html))
    raise typer.Exit(_files(reader, paths, about, as_json=json))


def _fail(message: str) -> NoReturn:
    print(f"sayso: {message}", file=sys.stderr)
    raise typer.Exit(2)


def _paths(names: list[str]) -> Iterator[str]:
    """The files named, and for a folder the articles in it, sorted."""
    for name in names:
        path = Path(name)
        if name != "-" and path.is_dir():
            yield from (str(p) for p in sorted(path.iterdir()) if p.suffix.lower() in _ENDINGS)
        else:
            yield name


def _files(reader: Reader, names: list[str], about: dict[str, str | None], *, as_json: bool) -> int:
    """Reads and prints each file; returns 1 when any of them could not be read."""
    failed = not names
    for number, name in enumerate(names):
        record = _tried(reader, name, about)
        if record is None:
            failed = True
            continue
        _print(record, as_json=as_json, between=number > 0)
    if not names:
        print("sayso: there is no article (.txt, .html, .md) in the folder", file=sys.stderr)
    return int(failed)


def _tried(reader: Reader, name: str, about: dict[str, str | None]) -> Record | None:
    """The record of a file; None, and a sentence on standard error, where it cannot be read."""
    try:
        return _file(reader, name, about)
    except (SaysoError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        print(f"sayso: {'standard input' if name == '-' else name}: {why}", file=sys.stderr)
        return None


def _page(reader: Reader, name: str, about: dict[str, str | None], out: Path) -> int:
    """Reads one file and writes its page."""
    record = _tried(reader, name, about)
    if record is None:
        return 1
    from sayso.view import page  # the templates are slow to import and nothing else needs them

    try:
        out.write_text(page(record), encoding="utf-8", newline="\n")
    except OSError as error:
        print(f"sayso: {out}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _file(reader: Reader, name: str, about: dict[str, str | None]) -> Record:
    from sayso.page import decode

    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    if not raw.strip():
        raise InputError("the file is empty")
    identity = None if name == "-" else Path(name).stem
    return reader.read(decode(raw), html=None, id=identity, **about)


def _print(record: Record, *, as_json: bool, between: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(to_json(record) + b"\n")
        sys.stdout.buffer.flush()
        return
    from sayso.cli.show import show  # rich is slow to import and JSON does not need it

    show(record, between=between)


def _jsonl(reader: Reader, path: Path) -> int:
    try:
        source = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        print(f"sayso: {path}: {error.strerror}", file=sys.stderr)
        return 2
    with source:
        for line in read_lines(reader, source):
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
    return 0
