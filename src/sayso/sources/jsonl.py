"""JSON lines: an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.sources.files import size
from sayso.sources.found import FIELDS, LARGEST, Broken, Found, Options, article
from sayso.sources.opening import Lines

_LONGEST = 4 * LARGEST


class JsonLines:
    """A file of JSON lines, plain or gzipped: ``{"id", "text" | "html", "title"?, "url"?, "publisher"?,
    "published"?}`` each, or under the keys that the user names. A line that is none is :class:`Broken`, and the next
    is read."""

    def __init__(self, path: Path, shown: str, options: Options) -> None:
        self.path, self.name, self.options = path, shown, options
        self.size = size(path)

    def __iter__(self) -> Iterator[Found]:
        lines = Lines(self.path, _LONGEST)
        number, cut = 0, False
        try:
            for raw in lines:
                ended = raw.endswith(b"\n")
                if cut:  # the rest of a line that was too long
                    cut = not ended
                    continue
                number += 1
                where = f"{self.name}, line {number}"
                if len(raw) >= _LONGEST and not ended:
                    cut = True
                    yield Broken(source=where, kind="too_large", message=f"the line is longer than {_LONGEST:,} bytes")
                elif raw.strip():
                    yield self._line(raw, where, lines.at, first=number == 1)
        except InputError as error:
            where = f"{self.name}, after line {number}"
            yield Broken(source=where, kind=error.kind, message=str(error), at=self.size)

    def _line(self, raw: bytes, where: str, at: int, *, first: bool) -> Found:
        try:
            row = self._row(raw, first=first)
        except UnicodeDecodeError as error:
            said = f"the line is not UTF-8 (byte {error.start + 1})"
        except RecursionError:
            said = "the line is nested too deeply to be read"
        except ValueError as error:
            said = str(error) if isinstance(error, InputError) else f"the line is not JSON: {error}"
        else:
            return article(row, where, at)
        return Broken(source=where, kind="input", message=said, at=at)

    def _row(self, raw: bytes, *, first: bool) -> dict[str, Any]:
        row = json.loads(raw.decode("utf-8-sig" if first else "utf-8"))
        if not isinstance(row, dict):
            raise InputError("the line is not a JSON object")
        return {field: row.get(self.options.columns.get(field, field)) for field in FIELDS}
