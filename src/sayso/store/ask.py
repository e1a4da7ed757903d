"""Questions to a store: search, lists of statements, events, figures and relations, and actors over all documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, TextClause, func, literal_column, or_, select

from sayso.errors import InputError
from sayso.store import schema as s
from sayso.store.match import Term, folded, terms
from sayso.store.passages import BITS, Passages, days_between, parts
from sayso.store.protocol import Page, Query

_SHIFT: ColumnElement[int] = literal_column(str(BITS))
_SORTED = 1_000
"""Up to so many passages are sorted as a whole; of more, the newest are looked for year by year, or closer."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WORD = re.compile(r"\w+")
_DOCUMENT = ("key", "id", "title", "publisher", "url", "published")
_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "statements": {"speaker": ("speaker_name", "source_text", "anonymous")},
    "events": {"actor": ("actor_names", "recipient_names"), "voice": ("voice_name",), "speaker": ("voice_name",)},
    "figures": {"voice": ("voice_name",), "speaker": ("voice_name",)},
    "relations": {"actor": ("a_name", "b_name"), "voice": ("voice_name",), "speaker": ("voice_name",)},
}
"""For each table, the columns that must hold the words of a name that is asked for; other names must stand in the
passage."""
_TYPES: Mapping[str, tuple[str, ...]] = {
    "statements": ("act", "kind"), "events": ("type", "mode", "quad", "contexts"), "figures": ("kind",),
    "relations": ("kind",),
}  # fmt: skip


def search(connection: Connection, passages: Passages, query: Query, *, limit: int, offset: int) -> Page:
    """See :meth:`sayso.store.protocol.Store.search`."""
    stretch = _stretch(connection, query)
    found = passages.found(_wanted(query, required=True), stretch)
    hits = found.columns(s.documents.c.no).subquery("hits")
    total = connection.execute(select(func.count()).select_from(hits)).scalar_one()
    if total > _SORTED:
        rows = _newest(connection, passages, query, limit=limit + offset)[offset:]
    else:
        rows = list(connection.execute(_sorted(found).limit(limit).offset(offset)))
    return Page(total, [_passage(connection, row) for row in rows])


def _sorted(found: TextClause) -> Select[Any]:
    hits = found.columns(s.documents.c.no).subquery("hits")
    document = hits.c.no.op(">>")(_SHIFT)
    columns = [s.documents.c[c] for c in _DOCUMENT]
    return (
        select(hits.c.no, s.documents.c.no.label("doc"), *columns)
        .select_from(hits.join(s.documents, s.documents.c.no == document))
        .order_by(*_newest_first(), hits.c.no)
    )


def _newest_first() -> Iterator[ColumnElement[Any]]:
    yield func.coalesce(s.documents.c.day, "").desc()
    yield s.documents.c.key


def _newest(connection: Connection, passages: Passages, query: Query, *, limit: int) -> list[Row[Any]]:
    """The first ``limit`` of very many passages: year by year from the newest on, or month by month or day by day
    where a year or month alone has many more than are asked for."""
    wanted = _wanted(query, required=True)
    rows: list[Row[Any]] = []
    waiting = _stretch(connection, query, whole=True) or []  # the newest at the end
    while waiting and len(rows) < limit:
        token = waiting.pop()
        finer = parts(token)
        hits = passages.found(wanted, [token])
        many = min(_SORTED, 10 * limit)
        few = not finer or connection.execute(_counted(hits, many + 1)).scalar_one() <= many
        if few:
            rows += connection.execute(_sorted(hits).limit(limit - len(rows)))
        else:
            waiting += finer
    if len(rows) < limit and not query.since and not query.until:  # those without a date come last
        undated = _sorted(passages.found(wanted)).where(s.documents.c.day.is_(None))
        rows += connection.execute(undated.limit(limit - len(rows)))
    return rows


def _counted(found: TextClause, most: int) -> Select[Any]:
    """How many there are, ``most`` if there are more."""
    some = select(found.columns(s.documents.c.no).subquery("hits")).limit(most).subquery()
    return select(func.count()).select_from(some)


def _passage(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """A passage found, with its words."""
    n = row[0] & ((1 << BITS) - 1)
    block = (
        connection.execute(select(s.blocks).where((s.blocks.c.doc == row.doc) & (s.blocks.c.n == n))).mappings().one()
    )
    words = connection.execute(_cut(row.doc, block["start"], block["end"])).scalar_one()
    place = {"kind": block["kind"], "start": block["start"], "end": block["end"], "text": words}
    return {c: row._mapping[c] for c in _DOCUMENT} | place


def _cut(doc: int, start: int, end: int) -> Select[Any]:
    return select(func.substr(s.documents.c.text, start + 1, end - start)).where(s.documents.c.no == doc)


def _wanted(query: Query, *, required: bool = False) -> list[tuple[str, list[Term]]]:
    """What must stand in a passage."""
    asked = [("words", query.text), *((f, getattr(query, f)) for f in ("speaker", "actor", "type", "country", "voice"))]
    wanted = [(column, terms(value) if column == "words" else _all(value)) for column, value in asked if value]
    if required and not wanted:
        raise InputError(
            "there is nothing to search for; give words, or one of --speaker --actor --type --country --voice"
        )
    return wanted


def _all(name: str) -> list[Term]:
    """The words of a name, each wherever it stands."""
    words = _WORD.findall(name.replace("_", " "))
    if not words:
        raise InputError(f"there is no word in {name!r}")
    return [Term((w,)) for w in words]


def _stretch(connection: Connection, query: Query, *, whole: bool = False) -> list[str] | None:
    """The tokens of the days that are asked for; None for any, dated or not, unless ``whole``."""
    if not query.since and not query.until and not whole:
        return None
    least, most = connection.execute(select(func.min(s.documents.c.day), func.max(s.documents.c.day))).one()
    if least is None:
        return []
    since = max(date.fromisoformat(least), _first(query.since) if query.since else date.min)
    until = min(date.fromisoformat(most), _last(query.until) if query.until else date.max)
    return days_between(since, until)


def _first(given: str) -> date:
    """The first day of a date, month or year."""
    year, month, day = _parts(given)
    return _date(given, year, month or 1, day or 1)


def _last(given: str) -> date:
    """The last day of a date, month or year."""
    year, month, day = _parts(given)
    if day:
        return _date(given, year, month, day)
    after = (year + 1, 1) if month in (0, 12) else (year, month + 1)
    return _date(given, *after, 1) - timedelta(days=1) if after[0] <= date.max.year else date.max


def _parts(given: str) -> tuple[int, int, int]:
    found = _DATE.fullmatch(given.strip())
    if not found:
        raise InputError(f"{given!r} is no ISO date (2021-08-27, 2021-08 or 2021)")
    year, month, day = (int(g or 0) for g in found.groups())
    return year, month, day


def _date(given: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError(f"{given!r} is no day of the calendar") from None


def listed(
    connection: Connection, passages: Passages, table: Table, query: Query, *, limit: int | None, offset: int
) -> Page:
    """See :meth:`sayso.store.protocol.Store.listed`."""
    names = _NAMES.get(table.name, {})
    columns = [c for c in table.c if c.name != "n"]
    about = [s.documents.c[c].label(f"document_{c}") for c in _DOCUMENT]
    around = (s.blocks.c.doc == table.c.doc) & (s.blocks.c.n == table.c.block) if "block" in table.c else None
    joined = table.join(s.documents, s.documents.c.no == table.c.doc)
    asked = select(*columns, *about).select_from(joined)
    if around is not None:
        asked = select(*columns, *about, s.blocks.c.start.label("passage_start"), s.blocks.c.end.label("passage_end"))
        asked = asked.select_from(joined.outerjoin(s.blocks, around))
    asked = _narrowed(asked, passages, table, query)
    for condition in _conditions(table, query):
        asked = asked.where(condition)
    asked = asked.order_by(*_newest_first(), table.c.n)
    total = _total(connection, passages, table, query)
    if "block" in table.c and limit is not None:  # the newest ones are found without sorting all of them
        from sayso.store.browse import newest

        return Page(total, newest(connection, passages, table, query, limit=limit, offset=offset).rows)
    tests = _tests(names, query)
    found = (row for row in connection.execute(asked).mappings() if all(test(row) for test in tests))
    chosen = islice(found, offset, None if limit is None else offset + limit)
    return Page(total, [_with_passage(connection, dict(row)) for row in chosen])


def _total(connection: Connection, passages: Passages, table: Table, query: Query) -> int:
    """How many rows there are for which the query holds, looking at no more of them than it must."""
    names = _NAMES.get(table.name, {})
    tests = _tests(names, query)
    looked_at = [table.c[c] for c in dict.fromkeys(c for columns in names.values() for c in columns)]
    asked = select(*looked_at) if tests else select(func.count())
    asked = asked.select_from(table)
    if query.since or query.until:
        asked = asked.join(s.documents, s.documents.c.no == table.c.doc)
    asked = _narrowed(asked, passages, table, query)
    for condition in _conditions(table, query):
        asked = asked.where(condition)
    if not tests:
        return int(connection.execute(asked).scalar_one())
    return sum(all(test(row) for test in tests) for row in connection.execute(asked).mappings())


def _narrowed(asked: Select[Any], passages: Passages, table: Table, query: Query) -> Select[Any]:
    """Only rows in passages where the words and names stand that are asked for. Words of the row's own columns are
    looked at after."""
    own = {"type", "country"} if table.name != "statements" else {"type"}
    wanted = [(column, found) for column, found in _wanted(query) if column not in own]
    if not wanted or "block" not in table.c:
        return asked
    hits = passages.found(wanted).columns(s.documents.c.no).subquery("hits")
    number = table.c.doc.op("<<")(_SHIFT).op("|")(table.c.block)
    return asked.where(number.in_(select(hits.c.no)))


def _conditions(table: Table, query: Query) -> Iterator[ColumnElement[bool]]:
    if query.since:
        yield s.documents.c.day >= _first(query.since).isoformat()
    if query.until:
        yield s.documents.c.day <= _last(query.until).isoformat()
    if query.type:
        columns = [table.c[c] for c in _TYPES.get(table.name, ("type",))]
        spaced = (func.lower(" " + func.coalesce(c, "") + " ") for c in columns)
        yield or_(*(c.contains(f" {query.type.lower()} ", autoescape=True) for c in spaced))
    if query.country and "country" in table.c and table.name != "events":
        yield table.c.country == query.country.upper()
    if query.country and table.name == "events":
        country = query.country.upper()
        coded = (table.c.actor_codes, table.c.recipient_codes)
        codes = (func.coalesce(" " + c, "").contains(f" {country}", autoescape=True) for c in coded)
        yield or_(table.c.country == country, *codes)
    if query.voice == "article" and "voice" in table.c:
        yield table.c.voice.is_(None)


def _tests(names: Mapping[str, tuple[str, ...]], query: Query) -> list[Callable[[Mapping[Any, Any]], bool]]:
    """What must hold of a row's names: that all the words asked for stand in one of the columns, whatever their
    accents."""
    asked = ((columns, getattr(query, field)) for field, columns in names.items())
    return [_test(columns, _folded(name)) for columns, name in asked if name and name != "article"]


def _test(columns: Iterable[str], wanted: set[str]) -> Callable[[Mapping[Any, Any]], bool]:
    return lambda row: any(wanted <= _folded(row[c] or "") for c in columns)


def _folded(name: str) -> set[str]:
    return set(folded(name).split())


def _with_passage(connection: Connection, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the words of the block around it."""
    doc, start, end = row.pop("doc"), row.get("passage_start"), row.pop("passage_end", None)
    words = connection.execute(_cut(doc, start, end)).scalar_one() if start is not None else None
    return row | {"passage": words} if "passage_start" in row else row
