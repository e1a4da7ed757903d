"""Parts of an archive: Parquet files with a row for each article, whole or not there at all. Needs pyarrow."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from sayso.errors import InputError

SCHEMA = "sayso.archive/1"
_COLUMNS = ("key", "id", "source", "record", "kind", "message")
_INPUT = b"sayso.input"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an article: ``record``, its JSON; or ``kind`` and ``message`` of what went wrong; or neither,
    where an earlier row has its record under the same ``key``."""

    key: str
    source: str
    id: str | None = None
    record: str | None = None
    kind: str | None = None
    message: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part as the manifest tells of it. ``input`` is the digest of what it was made from."""

    name: str
    input: str
    rows: int
    records: int
    faults: int
    bytes: int
    sha256: str


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise InputError("archives need pyarrow: pip install 'sayso[dask]' or 'sayso[parquet]'") from None
    return pyarrow, parquet


def encoded(rows: Sequence[Row], made_from: str) -> bytes:
    """The bytes of a part: the same for the same rows with the same version of pyarrow."""
    arrow, parquet = _arrow()
    schema = arrow.schema([(name, arrow.string()) for name in _COLUMNS], metadata={_INPUT: made_from.encode()})
    columns = [[_storable(getattr(row, name)) for row in rows] for name in _COLUMNS]
    out = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema), out, compression="zstd", row_group_size=1000)
    return out.getvalue()


def _storable(text: str | None) -> str | None:
    """Parquet keeps UTF-8: half characters are U+FFFD. A record's own JSON has an escape for them."""
    return None if text is None else text.encode("utf-8", "replace").decode()


def write(folder: Path, name: str, data: bytes) -> None:
    """Puts a file in its place, whole and flushed to the disk. Raises :class:`InputError` where that cannot be."""
    aside = folder / f".{name}.new"
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / name)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise InputError(f"{folder / name} cannot be written: {error.strerror or error}") from None


def told(name: str, made_from: str, rows: Sequence[Row], data: bytes) -> Part:
    """The manifest's entry of a part."""
    return Part(
        name=name,
        input=made_from,
        rows=len(rows),
        records=sum(row.record is not None for row in rows),
        faults=sum(row.kind is not None for row in rows),
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def found(folder: Path, name: str, made_from: str) -> Part | None:
    """The part, if it is there and was made from the same."""
    _, parquet = _arrow()
    try:
        data = (folder / name).read_bytes()
        metadata = parquet.read_schema(io.BytesIO(data)).metadata or {}
        if metadata.get(_INPUT, b"").decode() != made_from:
            return None
        return told(name, made_from, list(rows(data, name)), data)
    except FileNotFoundError:
        return None
    except Exception:  # a file that is no part, or a damaged one, is made anew
        return None


def rows(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a part. Raises :class:`InputError` where it cannot be read."""
    _, parquet = _arrow()
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        for batch in file.iter_batches(batch_size=100, columns=list(_COLUMNS)):
            for cells in batch.to_pylist():
                yield Row(**cells)
    except (ValueError, TypeError, OSError, KeyError) as error:
        raise InputError(f"{name} is no part of an archive: {' '.join(str(error).split())[:200]}") from None
