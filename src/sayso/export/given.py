"""Where an export's records come from: a store, JSON lines of records, or an archive. Always by id and key."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec

from sayso.archive.run import Archive
from sayso.errors import InputError
from sayso.export.view import View
from sayso.record import Document, Record, from_json
from sayso.sources.found import Article


def key(document: Document) -> str:
    """The key of a record that comes without one: as :meth:`sayso.sources.found.Article.key` makes it of what the
    record says. That of a plain text is the key that a store has for it."""
    stated = None if document.id == document.digest else document.id
    return Article(
        source="", text=document.text, id=stated, title=document.title, url=document.url,
        publisher=document.publisher, published=document.published,
    ).key()  # fmt: skip


class RecordLines:
    """Records from JSON lines, in order of id and key wherever they stand in the file; one key, one record.

    ``failed``: how many lines are the errors of articles that could not be read; they are passed over. Raises
    :class:`InputError` where a line is no record.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self.failed = 0
        self._places = self._indexed()

    def __len__(self) -> int:
        return len(self._places)

    def _indexed(self) -> list[tuple[str, int]]:
        """Key and place of each record, in order."""
        found: list[tuple[str, str, int]] = []
        at = 0
        for number, line in enumerate(self._file, 1):
            if line.strip():
                record = self._read(line, number)
                if record is None:
                    self.failed += 1
                else:
                    found.append((key(record.document), record.document.id, at))
            at += len(line)
        firsts: dict[str, tuple[str, int]] = {}
        for its_key, id, place in sorted(found):
            firsts.setdefault(its_key, (id, place))
        ordered = sorted((id, its_key, place) for its_key, (id, place) in firsts.items())
        return [(its_key, place) for _, its_key, place in ordered]

    def _read(self, line: bytes, number: int) -> Record | None:
        try:
            return from_json(line)
        except (ValueError, RecursionError) as error:
            if line.lstrip().startswith(b'{"id":') and b'"error":' in line:
                return None
            said = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
            raise InputError(f"{self._name}, line {number}: {said}") from None

    def __iter__(self) -> Iterator[View]:
        for its_key, place in self._places:
            self._file.seek(place)
            yield View(its_key, from_json(self._file.readline()))


class ArchiveRecords:
    """The records of an archive (see :mod:`sayso.archive`), in order of id and key; they go through ``file``, which is
    empty. ``failed``: how many articles could not be read. An article that came under several ids has the first of
    them, as in a store."""

    def __init__(self, archive: Archive, file: BinaryIO) -> None:
        self._file = file
        self.failed = 0
        self._places = self._indexed(archive)

    def __len__(self) -> int:
        return len(self._places)

    def _indexed(self, archive: Archive) -> list[tuple[str, str, int]]:
        """Id, key and place of each record, in order."""
        places: dict[str, int] = {}
        ids: dict[str, str] = {}
        at = 0
        for row in archive.rows():
            self.failed += row.kind is not None
            if row.record is not None:
                places[row.key] = at
                at += self._file.write(row.record.encode() + b"\n")
            if row.id is not None and row.kind is None:
                ids[row.key] = earlier(ids.get(row.key), row.id)
        return sorted((ids[key], key, place) for key, place in places.items())

    def __iter__(self) -> Iterator[View]:
        for id, its_key, place in self._places:
            self._file.seek(place)
            record = from_json(self._file.readline())
            if record.document.id != id:
                document = msgspec.structs.replace(record.document, id=id)
                record = msgspec.structs.replace(record, document=document)
            yield View(its_key, record)


def earlier(known: str | None, id: str) -> str:
    """Which of two ids an article has: one that is named before a digest, then the first in order of code points."""
    if known is None:
        return id
    return min(known, id, key=lambda i: (i.startswith("sha256:"), i))


@contextmanager
def records(path: str) -> Iterator[RecordLines | ArchiveRecords]:
    """The records of a file of JSON lines (``-`` is standard input), or of an archive's folder."""
    try:
        if Path(path).is_dir():
            with TemporaryFile() as file:
                yield ArchiveRecords(Archive(Path(path)), file)
        elif path == "-":
            with TemporaryFile() as file:
                file.writelines(sys.stdin.buffer)
                file.seek(0)
                yield RecordLines(file, "standard input")
        else:
            with Path(path).open("rb") as file:
                yield RecordLines(file, path)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
