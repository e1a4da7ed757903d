"""Rows of a store as tables: which columns each has, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.export.cells import safe
from sayso.store.sentences import sentence

_DOCUMENT = (
    "document_key", "document_id", "document_title", "document_publisher", "document_published", "document_url",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "search": ("text", "kind", "start", "end", "key", "id", "title", "publisher", "published", "url"),
    "articles": ("key", "id", "title", "publisher", "published", "byline", "language", "origin", "url"),
    "statements": (
        "speaker_name", "anonymous", "source_text", "cue_text", "act", "polarity", "kind", "text", "addressee_name",
        "venue_name", "sentence", "start", "end", "id", *_DOCUMENT,
    ),
    "events": (
        "type", "mode", "contexts", "text", "actor_names", "recipient_names", "place", "country", "date", "polarity",
        "modality", "tense", "voice_name", "sentence", "cameo", "quad", "start", "end", "id", *_DOCUMENT,
    ),
    "figures": (
        "kind", "value", "low", "high", "bound", "unit", "text", "of_text", "trend", "voice_name", "sentence", "start",
        "end", "id", *_DOCUMENT,
    ),
    "relations": (
        "a_name", "b_name", "sign", "kind", "tense", "text", "voice_name", "sentence", "start", "end", *_DOCUMENT,
    ),
    "actors": ("name", "type", "key", "country", "sector", "code", "documents", "mentions", "statements"),
    "actor": (
        "does", "published", "type", "what", "who", "whom", "words", "how", "said_by", "start", "end", "id",
        "document_key", "document_title",
    ),
    "article": ("part", "id", "type", "what", "who", "whom", "words", "how", "said_by", "start", "end"),
}  # fmt: skip
"""Table → the columns of its CSV and JSON, in order."""


def told(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is given away: its table's columns, whole numbers without a point, the sentence around it."""
    full = dict(row) | {"sentence": _sentence(row)} if "passage" in row else row
    return {c: _plain(full.get(c)) for c in COLUMNS[table]}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _sentence(row: Mapping[str, Any]) -> str | None:
    """The sentence that a row's words stand in."""
    passage, begins, start, end = (row.get(k) for k in ("passage", "passage_start", "start", "end"))
    if passage is None or begins is None or start is None or end is None:
        return None
    return sentence(passage, start - begins, end - begins)


def as_csv(table: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """CSV in UTF-8, the names of the columns first, cells safe for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[table])
    writer.writerows([safe(row.get(c)) for c in COLUMNS[table]] for row in rows)
    return out.getvalue().encode("utf-8", "replace")
