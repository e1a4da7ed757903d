"""Tables: CSV and TSV, an article a row, with the columns named in the first row."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import InputError
from sayso.sources.files import size
from sayso.sources.found import LARGEST, Broken, Found, Options, article, columns
from sayso.sources.opening import Lines

_LONGEST = 4 * LARGEST
_AGAIN = 20
"""Times that a quotation mark may be left open before the rest of a table is given up."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Table:
    """A CSV or TSV file, plain or gzipped. The delimiter is a tab for .tsv, else the most frequent of ``, ; tab |``
    in the first row.

    UTF-8, or UTF-16 with a mark, unless the user says otherwise. A row that cannot be read is :class:`Broken`, and
    the next is read.
    """

    def __init__(self, path: Path, shown: str, options: Options) -> None:
        self.path, self.name, self.options = path, shown, options
        self.size = size(path)

    def __iter__(self) -> Iterator[Found]:
        csv.field_size_limit(_LONGEST)
        feed = _Feed(self.path, self.options.encoding)
        number = 1
        try:
            head = next(feed, None)
            if head is None:
                raise InputError("the table is empty")
            delimiter = _delimiter(head, self.path)
            names = next(csv.reader([head], delimiter=delimiter), [])
            held = columns(names, self.options, self.name)
            for number, row, said in _rows(feed, delimiter, len(names)):
                where = f"{self.name}, line {number}"
                if said:
                    yield Broken(source=where, kind="input", message=said, at=feed.lines.at)
                elif any(row):
                    cells = dict(zip(names, row, strict=False))
                    yield article({f: cells.get(c) for f, c in held.items()}, where, feed.lines.at)
        except (InputError, csv.Error) as error:
            where = f"{self.name}, after line {number}" if number > 1 else self.name
            yield Broken(source=where, kind="input", message=str(error), at=self.size)


def _rows(feed: _Feed, delimiter: str, width: int) -> Iterator[tuple[int, list[str], str | None]]:
    """The rows with the number of their first line; instead of one that cannot be read, what is wrong with it."""
    again = 0
    while True:
        begins = feed.number + 1
        feed.taken.clear()
        try:
            row = next(csv.reader(feed, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end of data" not in str(error):
                yield begins, [], f"the row is no CSV: {error}"
                continue
            again += 1
            yield begins, [], "a quotation mark in the row is never closed"
            if again > _AGAIN:
                raise InputError(
                    "too many quotation marks are never closed; the rest of the table was not read"
                ) from None
            feed.back(begins)
        else:
            if any("\udc80" <= c <= "\udcff" for cell in row for c in cell if c > "\ud7ff"):
                yield begins, [], "the row is not UTF-8; name the table's encoding with --encoding"
            elif len(row) > width:
                yield begins, [], f"the row has {len(row)} cells, and the table {width} columns"
            else:
                yield begins, row, None


class _Feed:
    """The lines of a table as text; remembers those of the row that is being read, so that they can be read again."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self.lines = Lines(path, _LONGEST)
        self.number = 0
        self.taken: deque[str] = deque()
        self._ahead: deque[str] = deque()
        self._text = self._decoded(encoding)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._text)
        self.number += 1
        self.taken.append(line)
        return line

    def back(self, begins: int) -> None:
        """Puts back all lines taken but the first."""
        self.taken.popleft()
        self._ahead.extendleft(reversed(self.taken))
        self.taken.clear()
        self.number = begins

    def _decoded(self, encoding: str | None) -> Iterator[str]:
        raw = iter(self.lines)
        first = next(raw, b"")
        mark, name = next(((m, n) for m, n in _MARKS if first.startswith(m)), (b"", encoding or "utf-8"))
        try:
            decoder = codecs.getincrementaldecoder(name)(errors="surrogateescape" if name == "utf-8" else "replace")
        except LookupError:
            raise InputError(f"there is no encoding {name!r}") from None
        held = ""
        for line in _chain(first[len(mark) :], raw):
            held += decoder.decode(line)
            *whole, held = held.split("\n")
            yield from (f"{w}\n" for w in whole)
        held += decoder.decode(b"", True)
        if held:
            yield held


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _delimiter(head: str, path: Path) -> str:
    if any(s.lower() in (".tsv", ".tab") for s in path.suffixes):
        return "\t"
    return max(",;\t|", key=head.count)
