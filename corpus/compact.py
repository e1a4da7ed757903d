"""The compact form of an annotated article: inline marks that compile to a record with exact spans.

A file has three parts, told apart by a line ``---`` and a line ``===``; ``corpus/FORMAT.md`` is its description for
annotators. :func:`compile_article` turns one into an :class:`Article`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from corpus.marks import CompactError, read_body
from corpus.notes import Notes
from sayso.record import Record, digest

__all__ = ["Article", "CompactError", "compile_article", "read_article"]


@dataclass(frozen=True)
class Article:
    """A compiled article: its header (``id``, ``story``, ``genre`` …) and its gold record."""

    head: dict[str, str]
    record: Record

    @property
    def text(self) -> str:
        """The raw text, without marks."""
        return self.record.document.text


def read_article(path: Path) -> Article:
    """The article of a compact file. Raises :class:`CompactError` naming file, line and what is wrong."""
    try:
        return compile_article(path.read_text(encoding="utf-8"))
    except CompactError as error:
        raise CompactError(f"{path}: {error}") from None


def compile_article(source: str) -> Article:
    """The article that ``source``, a compact file's text, describes. Raises :class:`CompactError`."""
    parts = re.split(r"^(---|===)\n", source, flags=re.M)
    if parts[1::2] != ["---", "==="]:
        raise CompactError("wants one line '---' after the header and one line '===' after the text, in this order")
    head = dict(_header(parts[0]))
    body = read_body(parts[2].removesuffix("\n"))
    raw = Notes(body).run(parts[4])
    text = "".join(body.text)
    known = ("url", "publisher", "byline", "title", "published", "origin", "language")
    raw["document"] = {
        "id": head["id"],
        "digest": digest(text),
        "text": text,
        **{k: head[k] for k in known if k in head},
    }
    raw["made_by"] = {"sayso": "by hand"}
    try:
        return Article(head, msgspec.convert(raw, Record))
    except msgspec.ValidationError as error:
        raise CompactError(str(error)) from None


def _header(lines: str) -> list[tuple[str, str]]:
    out = []
    for line in lines.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise CompactError(f"header line without a colon: {line!r}")
        out.append((key.strip(), value.strip()))
    if "id" not in dict(out):
        raise CompactError("the header has no 'id'")
    return out
