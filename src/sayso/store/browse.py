"""Lists read from the newest article on, without counting what nobody looks at: for pages over very many records.

Days are looked at in windows that grow: the first is a day wide, each next one four times as wide as the one before, so
that what is frequent is found in the newest days and what is rare in a few questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Subquery, Table, func, intersect, select

from sayso.store import schema as s
from sayso.store.ask import (
    _DOCUMENT,
    _NAMES,
    _SHIFT,
    _all,
    _conditions,
    _first,
    _folded,
    _last,
    _tests,
    _wanted,
    _with_passage,
)
from sayso.store.match import Term
from sayso.store.passages import Passages, days_between
from sayso.store.people import _whole
from sayso.store.protocol import Page, Query

_WIDER = 4
"""How many times as wide the next window is."""
_ARTICLES = 500
"""So many of the newest articles are looked at for the actors most often named."""
_PASSAGES = 500
"""So many passages in which a name stands are looked at for the actors that it means."""


def newest(connection: Connection, passages: Passages, table: Table, query: Query, *, limit: int, offset: int) -> Page:
    """See :meth:`sayso.store.protocol.Store.newest`."""
    tests = _tests(_NAMES.get(table.name, {}), query)
    rows: list[Mapping[Any, Any]] = []
    enough = limit + offset + 1
    for window in _windows(connection, query):
        asked = _asked(passages, table, query, window)
        found = connection.execute(asked if tests else asked.limit(enough - len(rows))).mappings()
        rows += _first_few((row for row in found if all(test(row) for test in tests)), enough - len(rows))
        if len(rows) == enough:
            break
    shown = [_with_passage(connection, dict(row)) for row in rows[offset : offset + limit]]
    return Page(len(rows), shown, len(rows) == enough)


_ARTICLE = ("key", "id", "title", "publisher", "published", "byline", "language", "origin", "url")


def articles(connection: Connection, passages: Passages, query: Query, *, limit: int, offset: int) -> Page:
    """See :meth:`sayso.store.protocol.Store.articles`."""
    day, wanted = s.documents.c.day, _wanted(query)
    rows: list[Mapping[Any, Any]] = []
    enough = limit + offset + 1
    for window in _windows(connection, query):
        asked = select(*(s.documents.c[c] for c in _ARTICLE)).order_by(day.desc(), s.documents.c.key)
        if wanted:
            found = _found(passages, wanted, days_between(*window) if window else None)
            asked = asked.where(s.documents.c.no.in_(select(found.c.no.op(">>")(_SHIFT))))
        if window is None:
            asked = asked.where(day.is_(None))
        elif not wanted:
            asked = asked.where(day.between(window[0].isoformat(), window[1].isoformat()))
        rows += connection.execute(asked.limit(enough - len(rows))).mappings()
        if len(rows) == enough:
            break
    return Page(len(rows), [dict(row) for row in rows[offset : offset + limit]], len(rows) == enough)


def _first_few(rows: Iterator[Mapping[Any, Any]], most: int) -> Iterator[Mapping[Any, Any]]:
    yield from (row for _, row in zip(range(most), rows, strict=False))


_Window = tuple[date, date] | None
"""First and last day; None: articles without a date."""


def _windows(connection: Connection, query: Query) -> Iterator[_Window]:
    """Stretches of days from the newest on, then, if no date is asked for, the articles without one."""
    days = select(func.min(s.documents.c.day), func.max(s.documents.c.day))
    least, most = connection.execute(days).one()
    if least is not None:
        first = max(date.fromisoformat(least), _first(query.since) if query.since else date.min)
        last = min(date.fromisoformat(most), _last(query.until) if query.until else date.max)
        width = 1
        while last >= first:
            start = max(first, last - timedelta(days=width - 1))
            yield start, last
            last, width = start - timedelta(days=1), width * _WIDER
    if not query.since and not query.until:
        yield None


def _asked(passages: Passages, table: Table, query: Query, window: _Window) -> Select[Any]:
    """The rows of a window for which the query may hold, newest first."""
    day = s.documents.c.day
    documents = s.documents.join(table, table.c.doc == s.documents.c.no)
    around = (s.blocks.c.doc == table.c.doc) & (s.blocks.c.n == table.c.block)
    columns = [c for c in table.c if c.name != "n"]
    about = [s.documents.c[c].label(f"document_{c}") for c in _DOCUMENT]
    place = [s.blocks.c.start.label("passage_start"), s.blocks.c.end.label("passage_end")]
    asked = select(*columns, *about, *place).select_from(documents.outerjoin(s.blocks, around))
    days = days_between(*window) if window else None
    found = [_found(passages, wanted, days) for wanted in _narrowing(table, query)]
    if found:  # the days are asked for in it already, so that the database starts from what it found
        asked = asked.where(table.c.doc.in_(intersect(*(select(f.c.no.op(">>")(_SHIFT)) for f in found))))
        if _own(table, query):
            number = table.c.doc.op("<<")(_SHIFT).op("|")(table.c.block)
            asked = asked.where(number.in_(select(found[0].c.no)))
    if window is None:
        asked = asked.where(day.is_(None))
    elif not found:
        asked = asked.where(day.between(window[0].isoformat(), window[1].isoformat()))
    for condition in _conditions(table, msgspec.structs.replace(query, since=None, until=None)):
        asked = asked.where(condition)
    return asked.order_by(day.desc(), s.documents.c.key, table.c.n)


_Wanted = list[tuple[str, list[Term]]]


def _found(passages: Passages, wanted: _Wanted, days: list[str] | None) -> Subquery:
    return passages.found(wanted, days).columns(s.documents.c.no).subquery()


def _narrowing(table: Table, query: Query) -> list[_Wanted]:
    """What must stand in a row's passage, if anything, then what must stand somewhere in its article."""
    own, elsewhere = _own(table, query), _elsewhere(table, query)
    return [wanted for wanted in (own, elsewhere) if wanted]


def _own(table: Table, query: Query) -> _Wanted:
    """What a row's kind is stands in its passage too, but for the few kinds that are so frequent that nothing is won by
    asking for them."""
    kinds = table.name in ("events", "figures") or (
        table.name == "statements" and query.type not in ("direct", "indirect", "mixed")
    )
    left_out = ({"country"} if table.name != "statements" else set()) | (set() if kinds else {"type"})
    return [(column, terms) for column, terms in _wanted(query) if column not in left_out]


def _elsewhere(table: Table, query: Query) -> _Wanted:
    """The countries of those who take part in an event may stand elsewhere in the article."""
    return [("country", _all(query.country))] if query.country and table.name == "events" else []


def leading(connection: Connection, passages: Passages, name: str | None, query: Query, *, limit: int) -> Page:
    """See :meth:`sayso.store.protocol.Store.leading`."""
    if name:
        hits = passages.found([("actor", _all(name))]).columns(s.documents.c.no).subquery("hits")
        found = select(hits.c.no.op(">>")(_SHIFT).label("no")).limit(_PASSAGES).subquery("found")
        passed = list(connection.execute(select(found.c.no)).scalars())
        numbers, least = sorted(set(passed)), len(passed) == _PASSAGES
    else:
        chosen = select(s.documents.c.no).order_by(s.documents.c.day.desc()).limit(_ARTICLES + 1)
        if query.since:
            chosen = chosen.where(s.documents.c.day >= _first(query.since).isoformat())
        if query.until:
            chosen = chosen.where(s.documents.c.day <= _last(query.until).isoformat())
        passed = list(connection.execute(chosen).scalars())
        numbers, least = passed[:_ARTICLES], len(passed) > _ARTICLES
    rows = [_whole(r) for r in connection.execute(_actors(numbers, query)).mappings()]
    if name:
        wanted = _folded(name)
        rows = [r for r in rows if wanted <= _folded(f"{r['name']} {r['key'] or ''}")]
    return Page(len(rows), rows[:limit], least)


def _actors(numbers: list[int], query: Query) -> Select[Any]:
    """The actors of some documents, most mentioned first."""
    a = s.actors
    who = func.coalesce(a.c.key, a.c.name)
    mine = select(s.statements.c.doc, s.statements.c.speaker, func.count().label("said"))
    said = mine.where(s.statements.c.doc.in_(numbers)).group_by(s.statements.c.doc, s.statements.c.speaker).subquery()
    joined = a.join(s.documents, s.documents.c.no == a.c.doc)
    joined = joined.outerjoin(said, (said.c.doc == a.c.doc) & (said.c.speaker == a.c.id))
    asked = select(
        func.min(a.c.name).label("name"), a.c.type, a.c.key, a.c.country, a.c.sector, a.c.code,
        func.count(func.distinct(a.c.doc)).label("documents"), func.sum(a.c.mentions).label("mentions"),
        func.coalesce(func.sum(said.c.said), 0).label("statements"),
    ).select_from(joined).where(a.c.doc.in_(numbers))  # fmt: skip
    for condition in _conditions(a, query):
        asked = asked.where(condition)
    asked = asked.group_by(who, a.c.type, a.c.key, a.c.country, a.c.sector, a.c.code)
    return asked.order_by(func.sum(a.c.mentions).desc(), func.min(a.c.name), who, a.c.type, a.c.code)
