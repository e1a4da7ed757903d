"""Actors over all documents: who is mentioned most, in how many articles, and how often they speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from sayso.store import schema as s
from sayso.store.ask import _SHIFT, _all, _conditions, _folded
from sayso.store.passages import Passages
from sayso.store.protocol import Page, Query


def actors(connection: Connection, passages: Passages, name: str | None, query: Query, *, limit: int | None) -> Page:
    """See :meth:`sayso.store.protocol.Store.actors`."""
    a = s.actors
    counted = func.count(func.distinct(a.c.doc)).label("documents"), func.sum(a.c.mentions).label("mentions")
    asked = _grouped(passages, name, query, func.min(a.c.name).label("name"), *counted)
    asked = asked.order_by(func.sum(a.c.mentions).desc(), func.min(a.c.name), *_WHO)
    rows = [dict(r) for r in connection.execute(asked).mappings()]
    if name:
        wanted = _folded(name)
        rows = [r for r in rows if wanted <= _folded(f"{r['name']} {r['key'] or ''}")]
    shown = rows[:limit]
    said = _said(connection, passages, name, query, {r["who"] for r in shown})
    columns = ("name", "type", "key", "country", "sector", "code", "documents", "mentions", "statements")
    told = [r | {"statements": said.get(tuple(r[c.name] for c in _WHO), 0)} for r in shown]
    return Page(len(rows), [_whole({c: r[c] for c in columns}) for r in told])


_WHO = (
    func.coalesce(s.actors.c.key, s.actors.c.name).label("who"),
    *(s.actors.c[c] for c in ("type", "code", "key", "country", "sector")),
)
"""What makes actors of several articles one."""
_NAMED = 400
"""So many actors are looked up by their names; of more, all are gone through."""


def _grouped(passages: Passages, name: str | None, query: Query, *counted: ColumnElement[Any]) -> Select[Any]:
    """Something counted of each actor: of those in articles where the name stands, if it is given."""
    a = s.actors
    asked = select(*counted, *_WHO).group_by(*_WHO)
    if query.since or query.until:
        asked = asked.join(s.documents, s.documents.c.no == a.c.doc)
    for condition in _conditions(a, query):
        asked = asked.where(condition)
    if name:
        hits = passages.found([("actor", _all(name))]).columns(s.documents.c.no).subquery("hits")
        asked = asked.where(a.c.doc.in_(select(hits.c.no.op(">>")(_SHIFT))))
    return asked


def _said(
    connection: Connection, passages: Passages, name: str | None, query: Query, names: set[str]
) -> dict[tuple[Any, ...], int]:
    """How many statements these actors make. (Only of those that are shown: looking all of them up takes longest.)"""
    a = s.actors
    asked = _grouped(passages, name, query, func.count().label("statements"))
    asked = asked.join(s.statements, (s.statements.c.doc == a.c.doc) & (s.statements.c.speaker == a.c.id))
    if len(names) <= _NAMED:
        asked = asked.where(func.coalesce(a.c.key, a.c.name).in_(names))
    return {tuple(row)[1:]: row[0] for row in connection.execute(asked)}


def _whole(row: Mapping[Any, Any]) -> dict[str, Any]:
    """PostgreSQL sums whole numbers to decimals."""
    return {k: int(v) if k in ("documents", "mentions", "statements") else v for k, v in row.items()}
