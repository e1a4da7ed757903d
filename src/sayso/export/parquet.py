"""Parquet: a sheet with typed columns. Needs pyarrow (the extra ``parquet``)."""

from __future__ import annotations

from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.export.columns import Column, Sheet
from sayso.export.view import View

_GROUP = 10_000
"""Rows of a row group."""


class Parquet:
    """Writes a sheet. The same rows give the same bytes with the same version of pyarrow.

    Raises :class:`InputError` where pyarrow is not installed.
    """

    def __init__(self, sheet: Sheet[Any], file: BinaryIO) -> None:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise InputError("writing Parquet needs pyarrow: pip install 'sayso[parquet]'") from None
        self._arrow, self._sheet = pyarrow, sheet
        types = {"text": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64()}
        fields = [pyarrow.field(c.name, types[c.kind], metadata={"meaning": c.meaning}) for c in sheet.columns]
        self._schema = pyarrow.schema(fields)
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[list[Any]] = []

    def add(self, view: View) -> None:
        for cells in self._sheet.cells(view):
            self._rows.append([_cell(c, v) for c, v in zip(self._sheet.columns, cells, strict=True)])
            if len(self._rows) == _GROUP:
                self._flush()

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        names = [c.name for c in self._sheet.columns]
        columns = [[row[at] for row in rows] for at in range(len(names))]
        arrays = [self._arrow.array(c, f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._writer.write_table(self._arrow.table(arrays, schema=self._schema), row_group_size=_GROUP)

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()


def _cell(column: Column[Any], value: Any) -> Any:
    """The value as its column holds it; lone surrogates, which Parquet cannot keep, are U+FFFD already."""
    if value is None or value == "":
        return None
    return str(value) if column.kind == "text" else float(value) if column.kind == "number" else int(value)
