"""Where an export's articles go in, one after the other: sheets as CSV and TSV, and lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sayso.errors import InputError
from sayso.export.cells import safe
from sayso.export.columns import Sheet
from sayso.export.view import View


class Sink(Protocol):
    """Takes articles in order and writes them to a file that somebody else opens and closes."""

    def add(self, view: View) -> None:
        """Writes an article."""

    def close(self) -> None:
        """Writes what comes after the last article."""


class Delimited:
    """A sheet as delimited text in UTF-8: the columns' names first, cells safe for spreadsheets, LF line ends."""

    def __init__(self, sheet: Sheet[Any], file: BinaryIO, delimiter: str) -> None:
        self._sheet, self._file, self._delimiter = sheet, file, delimiter
        self._write([[column.name for column in sheet.columns]])

    def _write(self, rows: list[list[Any]]) -> None:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self._delimiter, lineterminator="\n")
        writer.writerows([safe(_number(cell)) for cell in row] for row in rows)
        self._file.write(out.getvalue().encode())

    def add(self, view: View) -> None:
        self._write(list(self._sheet.cells(view)))

    def close(self) -> None:
        """There is nothing after the last row."""


def _number(cell: Any) -> Any:
    """Whole numbers without a point."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else cell


class Lines:
    """Lines that an article makes by itself, in bytes without their ends."""

    def __init__(self, told: Callable[[View], Iterator[bytes]], file: BinaryIO) -> None:
        self._told, self._file = told, file

    def add(self, view: View) -> None:
        self._file.writelines(line + b"\n" for line in self._told(view))

    def close(self) -> None:
        """There is nothing after the last line."""


@contextmanager
def fresh(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` once it is whole; nothing is left of it where something goes wrong.

    Raises :class:`InputError` where it cannot be written.
    """
    aside = path.with_name(f"{path.name}.part")
    try:
        with aside.open("wb") as file:
            yield file
        aside.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            aside.unlink()
