"""JSON lines of articles → JSON lines of records, in order; what cannot be read becomes an error line in its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.errors import InputError, SaysoError
from sayso.record import dumps, to_json

if TYPE_CHECKING:  # slow to import
    from sayso.read import Reader

_KNOWN = ("title", "url", "publisher", "published")


def read_lines(reader: Reader, lines: Iterable[bytes]) -> Iterator[bytes]:
    """One line of JSON, without its line end, for each line that is not blank.

    A line holds ``{"id", "text" | "html", "title"?, "url"?, "publisher"?, "published"?}``. An error line is
    ``{"id": …, "error": {"kind": …, "message": …}}``, with the id null where the line has none that can be read.
    """
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            yield _line(reader, raw, number)


def _line(reader: Reader, raw: bytes, number: int) -> bytes:
    identity: str | None = None
    try:
        row = _row(raw, number)
        identity = _identity(row, number)
        fields = {k: _text(row, k, number) for k in _KNOWN}
        html, text = _text(row, "html", number), _text(row, "text", number)
        if (html is None) == (text is None):
            raise InputError(f"line {number} must have either 'text' or 'html'")
        given = html if html is not None else text or ""
        return to_json(reader.read(given, html=html is not None, id=identity, **fields))
    except SaysoError as error:
        return _error(identity, error.kind, str(error))
    except RecursionError:
        return _error(identity, "input", f"line {number} is nested too deeply to be read")
    except Exception as error:  # one article's bad luck must not end the others: it is named, and the rest go on
        return _error(identity, "internal", f"line {number} could not be read: {type(error).__name__}: {error}")


def _error(identity: str | None, kind: str, message: str) -> bytes:
    return dumps({"id": identity, "error": {"kind": kind, "message": message}}).encode()


def _row(raw: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"line {number} is not UTF-8 (byte {error.start + 1})") from None
    except ValueError as error:
        raise InputError(f"line {number} is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise InputError(f"line {number} is not a JSON object")
    return row


def _identity(row: dict[str, Any], number: int) -> str | None:
    identity = row.get("id")
    if identity is None or isinstance(identity, str):
        return identity
    if isinstance(identity, int) and not isinstance(identity, bool):
        return str(identity)
    raise InputError(f"line {number}: 'id' must be a string")


def _text(row: dict[str, Any], field: str, number: int) -> str | None:
    value = row.get(field)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"line {number}: {field!r} must be a string, not {type(value).__name__}")
