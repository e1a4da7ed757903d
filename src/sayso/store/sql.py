"""The store in SQLite or PostgreSQL: see :class:`sayso.store.protocol.Store` for what each method does."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from sayso.errors import InputError
from sayso.record import Record, from_json
from sayso.store import ask, browse, people
from sayso.store.connect import engine_of, for_writing, plainly
from sayso.store.migrate import SCHEMA, current, upgrade
from sayso.store.passages import Passages, passages_of
from sayso.store.protocol import Fault, Page, Query
from sayso.store.rows import Bundle, bundle, clean, packed
from sayso.store.schema import PARTS, documents, errors, seen

_MANY = 400
"""Keys in one question: databases have a limit."""
_T = TypeVar("_T")


class SqlStore:
    """A store in a SQLite file or a PostgreSQL database. ``make``: make it where there is none."""

    def __init__(self, where: str | Path, *, make: bool = False) -> None:
        engine, self.name = engine_of(where, make=make)
        with plainly(self.name):
            connection = engine.connect()
            try:
                _prepare(connection, self.name, make=make)
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._search: Passages = passages_of(connection)
        self._inserts = {t.name: _insert(t, connection) for t in (*PARTS, seen)}

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plainly(self.name), self._connection.begin():
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plainly(self.name):
            self._connection.execution_options(writes=True)
            try:
                with self._connection.begin():
                    yield self._connection
            finally:
                self._connection.execution_options(writes=False)

    def add(self, bundles: Sequence[tuple[Bundle, str]]) -> list[bool]:
        with self._writing() as connection:
            return [self._add(connection, b, source) for b, source in bundles]

    def _add(self, connection: Connection, new: Bundle, source: str) -> bool:
        columns = [c for c in documents.c if c.name != "no"]
        row = dict(zip((c.name for c in columns), new.document, strict=True))
        found = connection.execute(select(documents.c.no).where(documents.c.key == new.key)).scalar()
        if found is not None:
            self._again(connection, found, row["id"], source)
            return False
        number = connection.execute(insert(documents).returning(documents.c.no), row).scalar_one()
        for name, rows in new.parts.items():
            if rows:
                connection.exec_driver_sql(self._inserts[name], [(number, *r) for r in rows])
        self._search.add(number, new.passages)
        connection.exec_driver_sql(self._inserts["seen"], (number, source))
        connection.execute(delete(errors).where((errors.c.key == new.key) | (errors.c.source == source)))
        return True

    def _again(self, connection: Connection, number: int, id: str | None, source: str) -> None:
        """The article is there: takes its source down, and its id where it goes before the one that is there."""
        here = (seen.c.doc == number) & (seen.c.source == source)
        if connection.execute(select(seen.c.doc).where(here)).first() is None:
            connection.exec_driver_sql(self._inserts["seen"], (number, source))
        row = connection.execute(select(documents).where(documents.c.no == number)).one()
        if id is not None and id != row.digest and (row.id == row.digest or id < row.id):
            record = _unpacked(row.record)
            renamed = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, id=id))
            values = {"id": clean(id), "record": packed(renamed)}
            connection.execute(update(documents).where(documents.c.no == number).values(values))

    def know(self, keys: Sequence[tuple[str, str, str | None]]) -> list[bool]:
        found: dict[str, tuple[int, str]] = {}
        with self._reading() as connection:
            for some in _chunks([k for k, _, _ in keys]):
                rows = connection.execute(
                    select(documents.c.key, documents.c.no, documents.c.id).where(documents.c.key.in_(some))
                )
                found.update({r.key: (r.no, r.id) for r in rows})
            met = self._met(connection, [no for no, _ in found.values()])
        known = [(*found[k], s, i) for k, s, i in keys if k in found]
        late = [(no, i, s) for no, id, s, i in known if (no, s) not in met or i not in (None, id)]
        if late:
            with self._writing() as connection:
                for number, id, source in late:
                    self._again(connection, number, id, source)
        return [k in found for k, _, _ in keys]

    def _met(self, connection: Connection, numbers: list[int]) -> set[tuple[int, str]]:
        rows: set[tuple[int, str]] = set()
        for some in _chunks(numbers):
            rows.update((r.doc, r.source) for r in connection.execute(select(seen).where(seen.c.doc.in_(some))))
        return rows

    def faulty(self, keys: Iterable[str]) -> set[str]:
        found: set[str] = set()
        with self._reading() as connection:
            for some in _chunks(list(keys)):
                found.update(connection.execute(select(errors.c.key).where(errors.c.key.in_(some))).scalars())
        return found

    def fail(self, faults: Sequence[Fault]) -> None:
        with self._writing() as connection:
            for fault in faults:
                connection.execute(delete(errors).where(errors.c.key == fault.key))
                connection.execute(insert(errors), msgspec.to_builtins(fault))

    def faults(self) -> Iterator[Fault]:
        with self._reading() as connection:
            rows = connection.execute(select(errors).order_by(errors.c.source, errors.c.key)).mappings().all()
        yield from (Fault(**row) for row in rows)

    def counts(self) -> dict[str, int]:
        with self._reading() as connection:
            return {
                t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
                for t in (documents, *PARTS, errors)
            }

    def get(self, id: str) -> Record | None:
        with self._reading() as connection:
            asked = select(documents.c.record).order_by(documents.c.key).limit(1)
            row = connection.execute(asked.where(documents.c.key == id)).scalar()
            row = row or connection.execute(asked.where(documents.c.id == id)).scalar()
        return None if row is None else _unpacked(row)

    def records(self) -> Iterator[tuple[str, Record]]:
        for some in _chunks([no for no, _, _ in self._order()]):
            with self._reading() as connection:
                asked = select(documents.c.no, documents.c.key, documents.c.record).where(documents.c.no.in_(some))
                rows = {r.no: r for r in connection.execute(asked)}
            yield from ((rows[no].key, _unpacked(rows[no].record)) for no in some if no in rows)

    def _order(self) -> list[tuple[int, str, str]]:
        """The number, id and key of every document, sorted by id and key in code points, whatever the database's
        collation."""
        with self._reading() as connection:
            rows = connection.execute(select(documents.c.no, documents.c.id, documents.c.key)).all()
        return sorted(((no, id, key) for no, id, key in rows), key=lambda r: (r[1], r[2]))

    def table(self, name: str) -> Iterator[dict[str, Any]]:
        table = _table(name)
        left_out = {"no", "doc", "n", "key", "record", "text"} if table is documents else {"doc", "n"}
        columns = [c for c in table.c if c.name not in left_out]
        whose = documents.c.no if table is documents else table.c.doc
        order = [whose] if table is documents else [whose, table.c.n]
        for some in _chunks(self._order()):
            ids = {no: {"article": key, "document": id} for no, id, key in some}
            with self._reading() as connection:
                rows = connection.execute(select(whose.label("whose"), *columns).where(whose.in_(ids)).order_by(*order))
                grouped: dict[int, list[dict[str, Any]]] = {no: [] for no in ids}
                for row in rows.mappings():
                    out = {**ids[row["whose"]], **row}
                    del out["whose"]
                    grouped[row["whose"]].append(out)
            for no, _, _ in some:
                yield from grouped[no]

    def sources(self, key: str) -> list[str]:
        with self._reading() as connection:
            asked = select(seen.c.source).join(documents, documents.c.no == seen.c.doc).where(documents.c.key == key)
            return sorted(connection.execute(asked).scalars())

    def search(self, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
        with self._reading() as connection:
            return ask.search(connection, self._search, query, limit=limit, offset=offset)

    def listed(self, table: str, query: Query, *, limit: int | None = 20, offset: int = 0) -> Page:
        with self._reading() as connection:
            return ask.listed(connection, self._search, _table(table), query, limit=limit, offset=offset)

    def actors(self, name: str | None, query: Query, *, limit: int | None = 20) -> Page:
        with self._reading() as connection:
            return people.actors(connection, self._search, name, query, limit=limit)

    def newest(self, table: str, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
        with self._reading() as connection:
            return browse.newest(connection, self._search, _table(table), query, limit=limit, offset=offset)

    def articles(self, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
        with self._reading() as connection:
            return browse.articles(connection, self._search, query, limit=limit, offset=offset)

    def leading(self, name: str | None, query: Query, *, limit: int = 20) -> Page:
        with self._reading() as connection:
            return browse.leading(connection, self._search, name, query, limit=limit)

    def remove(self, key: str) -> bool:
        with self._writing() as connection:
            row = connection.execute(select(documents.c.no, documents.c.record).where(documents.c.key == key)).first()
            if row is None:
                return False
            self._search.remove(row.no, bundle(key, _unpacked(row.record)).passages)
            connection.execute(delete(documents).where(documents.c.no == row.no))
            return True

    def close(self) -> None:
        self._connection.close()
        self._connection.engine.dispose()

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare(connection: Connection, name: str, *, make: bool) -> None:
    """Checks the schema, and makes it or brings it up to date."""
    with connection.begin():
        version = current(connection, name)
    if version is None and not make:
        raise InputError(f"there is no store at {name}; sayso ingest makes one")
    if make:
        for_writing(connection)
    if version != SCHEMA:
        connection.execution_options(writes=True)
        with connection.begin():
            upgrade(connection)
        connection.execution_options(writes=False)


def _insert(table: Table, connection: Connection) -> str:
    """An INSERT of a whole row by position, in the driver's own words: rows go in without being looked at again."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    columns = ", ".join(connection.dialect.identifier_preparer.quote(c.name) for c in table.c)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join([mark] * len(table.c))})"


def _table(name: str) -> Table:
    known = {t.name: t for t in (documents, *PARTS)}
    if name not in known:
        raise InputError(f"a store has no table {name!r}; it has {', '.join(known)}")
    return known[name]


def _unpacked(record: bytes) -> Record:
    return from_json(zlib.decompress(record))


def _chunks(things: list[_T]) -> Iterator[list[_T]]:
    for at in range(0, len(things), _MANY):
        yield things[at : at + _MANY]
