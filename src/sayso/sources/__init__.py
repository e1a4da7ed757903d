"""Where articles come from: files and folders, JSON lines, tables, Parquet, feeds, web archives, addresses.

:func:`sources` tells what each name that a user gives is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.errors import InputError
from sayso.sources.feeds import Feed, looks_like_feed
from sayso.sources.files import TextFile
from sayso.sources.found import Article, Broken, Found, LeftOut, Options, Source
from sayso.sources.jsonl import JsonLines
from sayso.sources.parquet import Parquet
from sayso.sources.tables import Table
from sayso.sources.urls import Web
from sayso.sources.warc import Warc

__all__ = ["Article", "Broken", "Found", "LeftOut", "Options", "Source", "sources"]

_Maker = Callable[[Path, str, Options], Source]
_TEXT: _Maker = lambda path, shown, options: TextFile(path, shown)  # noqa: E731
_WARC: _Maker = lambda path, shown, options: Warc(path, shown)  # noqa: E731
_KINDS: dict[str, _Maker] = {
    **dict.fromkeys((".txt", ".text", ".html", ".htm", ".xhtml", ".md"), _TEXT),
    **dict.fromkeys((".jsonl", ".ndjson"), JsonLines),
    **dict.fromkeys((".csv", ".tsv", ".tab"), Table),
    **dict.fromkeys((".parquet", ".pq"), Parquet),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), Feed),
    ".warc": _WARC,
}
_ZIPPED = (JsonLines, Table, _WARC)


def sources(names: list[str], options: Options) -> Iterator[Source | Broken | LeftOut]:
    """The sources that the names stand for: a folder stands for all files in it and below, in order of their names.

    A name that stands for nothing is :class:`Broken`; a file in a folder that is of no kind that holds articles is
    :class:`LeftOut`.
    """
    for name in names:
        if name.split("://", 1)[0].lower() in ("http", "https"):
            yield Web(name, options)
            continue
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, options)
        elif not path.exists():
            yield Broken(source=name, kind="input", message="there is no such file or folder")
        else:
            yield _named(path, name, options) or _told(path, name, options)


def _folder(folder: Path, options: Options) -> Iterator[Source | Broken | LeftOut]:
    for here, below, files in os.walk(folder):
        below[:] = sorted(b for b in below if not b.startswith("."))
        for file in sorted(f for f in files if not f.startswith(".")):
            path = Path(here) / file
            if not path.is_file():
                yield LeftOut(what="a file that is no file")
            else:
                yield _named(path, str(path), options) or LeftOut(what=f"a {path.suffix.lower() or 'nameless'} file")


def _named(path: Path, shown: str, options: Options) -> Source | None:
    """What the ending of the file's name says that it is."""
    endings = [s.lower() for s in path.suffixes]
    zipped = endings[-1:] == [".gz"]
    maker = _KINDS.get((endings[:-1] if zipped else endings)[-1]) if endings[: -1 if zipped else None] else None
    if maker is None or (zipped and maker not in _ZIPPED):
        return None
    return maker(path, shown, options)


def _told(path: Path, shown: str, options: Options) -> Source | Broken:
    """What the file's first bytes say that it is, where its name does not."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        return Broken(source=shown, kind="input", message=error.strerror or str(error))
    if head.startswith((b"WARC/", b"\x1f\x8b")):
        return Warc(path, shown)
    if head.startswith(b"filedesc://"):
        said = "this is an archive in the old ARC format, which is not read; convert it to WARC"
        return Broken(source=shown, kind="input", message=said)
    if head.startswith(b"PAR1"):
        return Parquet(path, shown, options)
    if looks_like_feed(head):
        return Feed(path, shown, options)
    return JsonLines(path, shown, options) if head.lstrip().startswith(b'{"') else TextFile(path, shown)


def options(columns: list[str], *, fetch: bool = False, private: bool = False, encoding: str | None = None) -> Options:
    """Options from what a user types: ``text=Body`` for a column each.

    Raises :class:`InputError` where one is not of that form.
    """
    from sayso.sources.found import FIELDS

    named: dict[str, str] = {}
    for given in columns:
        field, equals, name = given.partition("=")
        if not equals or field not in FIELDS or not name:
            raise InputError(f"--column {given!r} must be FIELD=NAME, with FIELD one of {', '.join(FIELDS)}")
        named[field] = name
    return Options(columns=named, fetch=fetch, private=private, encoding=encoding)
