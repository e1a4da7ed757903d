"""One actor over all articles: what it did, what was done to it, what it said and what was said of it, by time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sayso.record import Actor, Record
from sayso.store import Page, Query, Store
from sayso.view.page import title_of
from sayso.web.asked import Asked
from sayso.web.flat import DID, SAID, SAID_OF, SUFFERED, Row, concerning

ORDER = (DID, SUFFERED, SAID, SAID_OF)


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """What articles say of an actor, newest first. ``total`` counts the passages where it stands or speaks; ``actor``
    is None where nothing was found."""

    total: int
    actor: Actor | None
    rows: tuple[Row, ...]


def life(store: Store, key: str, asked: Asked) -> Life:
    """What is told of the actor that goes by ``key``, from one stretch of the passages that tell of it."""
    query = asked.query
    told = _passages(store, msgspec.structs.replace(query, actor=key), asked)
    said = _passages(store, msgspec.structs.replace(query, speaker=key), asked)
    records: dict[str, Record | None] = {}
    out: list[Row] = []
    for page, kinds in ((told, {DID, SUFFERED, SAID_OF}), (said, {SAID})):
        for passage in page.rows:
            out += [row for row in _rows(store, records, key, passage) if row["does"] in kinds]
    out.sort(key=lambda r: (r["document_key"], r["start"], ORDER.index(r["does"])))
    out.sort(key=lambda r: r["published"] or "", reverse=True)
    actor = next((a for r in records.values() if r for a in r.actors if key in (a.key, a.name)), None)
    return Life(total=max(told.total, said.total), actor=actor, rows=tuple(out))


def _passages(store: Store, query: Query, asked: Asked) -> Page:
    return store.search(query, limit=asked.limit, offset=asked.offset)


def _rows(store: Store, records: dict[str, Record | None], key: str, passage: Mapping[str, Any]) -> list[Row]:
    """What one passage says of the actor."""
    document = passage["key"]
    if document not in records:
        records[document] = store.get(document)
    record = records[document]
    if record is None:  # deleted since
        return []
    about = {"document_key": document, "document_title": title_of(record), "published": passage["published"]}
    return [row | about for row in concerning(record, key, (passage["start"], passage["end"]))]
