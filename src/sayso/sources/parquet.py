"""Parquet: an article a row, in named columns. Needs pyarrow (the extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.sources.files import size
from sayso.sources.found import Broken, Found, Options, article, columns

_ROWS = 64


class Parquet:
    """A Parquet file; only the columns that hold articles are read."""

    def __init__(self, path: Path, shown: str, options: Options) -> None:
        self.path, self.name, self.options = path, shown, options
        self.size = size(path)

    def __iter__(self) -> Iterator[Found]:
        number = 0
        try:
            for number, row, share in self._rows():
                yield article(row, f"{self.name}, row {number}", int(self.size * share))
        except InputError as error:
            yield Broken(source=self.name, kind=error.kind, message=str(error), at=self.size)
        except Exception as error:  # pyarrow has no root of its errors
            where = f"{self.name}, after row {number}" if number else self.name
            said = f"the Parquet file cannot be read: {' '.join(str(error).split())[:300]}"
            yield Broken(source=where, kind="input", message=said, at=self.size)

    def _rows(self) -> Iterator[tuple[int, dict[str, Any], float]]:
        try:
            from pyarrow.parquet import ParquetFile
        except ImportError:
            raise InputError("reading Parquet needs pyarrow: pip install 'sayso[parquet]'") from None
        with ParquetFile(self.path, memory_map=True) as file:
            names = [n for n in file.schema_arrow.names if isinstance(n, str)]
            held = columns(names, self.options, self.name)
            number, total = 0, file.metadata.num_rows or 1
            for batch in file.iter_batches(batch_size=_ROWS, columns=sorted(set(held.values()))):
                for cells in batch.to_pylist():
                    number += 1
                    yield number, {f: _plain(cells[c]) for f, c in held.items()}, number / total


def _plain(value: Any) -> Any:
    """Times as ISO 8601, bytes as text."""
    if isinstance(value, date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
