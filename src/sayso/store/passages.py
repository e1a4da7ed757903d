"""Full-text search over passages, in SQLite's FTS5 and in PostgreSQL: the one place where the two differ.

A passage is a block of an article. Beside its words stand, as words too, who speaks there, who is mentioned, what
happens, where, on whose say-so, and the day of publication: so that a question with many conditions is one look into
the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, TextClause, bindparam, text

from sayso.store.match import Term, folded, fts5, tsquery
from sayso.store.rows import Passage

BITS = 24
"""A passage's number is the document's, shifted by so many bits, and the block's."""
_COLUMNS = ("words", "speaker", "actor", "type", "country", "voice", "day")
_LONGEST = 200_000  # characters: PostgreSQL has room for 1 MB of words of one passage

Wanted = Sequence[tuple[str, Sequence[Term]]]
"""Columns and the terms that must, or must not, stand in them."""


class Passages(Protocol):
    """Where passages are kept and found."""

    def add(self, number: int, passages: Sequence[Passage]) -> None:
        """Takes in the passages of the document ``number``."""

    def remove(self, number: int, passages: Sequence[Passage]) -> None:
        """Forgets the passages of the document ``number``; they must be those that were added."""

    def found(self, wanted: Wanted, days: Sequence[str] | None = None) -> TextClause:
        """A SELECT of ``no``, the numbers of the passages where all that is wanted stands, published on one of the days
        (:func:`days_between`) if those are given."""


def passages_of(connection: Connection) -> Passages:
    """The full-text search of the database."""
    return _Fts5(connection) if connection.dialect.name == "sqlite" else _PostgreSQL(connection)


def _fields(passage: Passage) -> tuple[str, ...]:
    return tuple(getattr(passage, c) for c in _COLUMNS)


class _Fts5:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        marks = ", ".join(["?"] * (len(_COLUMNS) + 1))
        self._insert = f"INSERT INTO passages (rowid, {', '.join(_COLUMNS)}) VALUES ({marks})"
        self._delete = f"INSERT INTO passages (passages, rowid, {', '.join(_COLUMNS)}) VALUES ('delete', {marks})"

    def add(self, number: int, passages: Sequence[Passage]) -> None:
        self._run(self._insert, number, passages)

    def remove(self, number: int, passages: Sequence[Passage]) -> None:
        self._run(self._delete, number, passages)

    def _run(self, statement: str, number: int, passages: Sequence[Passage]) -> None:
        if passages:
            rows: list[tuple[Any, ...]] = [((number << BITS) | p.n, *_fields(p)) for p in passages]
            self._connection.exec_driver_sql(statement, rows)

    def found(self, wanted: Wanted, days: Sequence[str] | None = None) -> TextClause:
        parts = [fts5(column, list(terms)) for column, terms in wanted]
        if days is not None:
            parts.append("(" + " OR ".join(f'day : "{d}"' for d in days or ["none"]) + ")")
        chosen = text("SELECT rowid AS no FROM passages WHERE passages MATCH :wanted")
        return _given(chosen, {"wanted": " AND ".join(parts)})


class _PostgreSQL:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        marks = ", ".join(f"to_tsvector('{_config(c)}', %s)" for c in _COLUMNS)
        self._insert = f"INSERT INTO passages (no, {', '.join(_COLUMNS)}) VALUES (%s, {marks})"

    def add(self, number: int, passages: Sequence[Passage]) -> None:
        if passages:
            rows: list[tuple[Any, ...]] = [
                ((number << BITS) | p.n, *(folded(f[:_LONGEST]) for f in _fields(p))) for p in passages
            ]
            self._connection.exec_driver_sql(self._insert, rows)

    def remove(self, number: int, passages: Sequence[Passage]) -> None:
        whose = {"first": number << BITS, "last": (number + 1) << BITS}
        self._connection.execute(text("DELETE FROM passages WHERE no >= :first AND no < :last"), whose)

    def found(self, wanted: Wanted, days: Sequence[str] | None = None) -> TextClause:
        conditions: list[str] = []
        values: dict[str, Any] = {}
        for column, terms in wanted:
            for term in terms:
                expression, value = tsquery(_config(column), term)
                name = f"w{len(values)}"
                values[name] = value
                matched = f"{column} @@ {expression.format(':' + name)}"
                conditions.append(f"NOT {matched}" if term.excluded else matched)
        if days is not None:
            conditions.append("day @@ to_tsquery('simple', :days)")
            values["days"] = " | ".join(days) or "none"
        return _given(text(f"SELECT no FROM passages WHERE {' AND '.join(conditions)}"), values)


def _given(asked: TextClause, values: dict[str, Any]) -> TextClause:
    """The question with its values, under names that another question in the same statement does not have."""
    return asked.bindparams(*(bindparam(name, value, unique=True) for name, value in values.items()))


def _config(column: str) -> str:
    """Day tokens as they are; all other words by their stems, as FTS5 does. The configuration is the store's own: the
    database's ``english`` leaves out stop words, so that "the harbour" would be found as "harbour"."""
    return "simple" if column == "day" else "sayso"


def days_between(since: date, until: date) -> list[str]:
    """The tokens of whole years, whole months and days that make up the stretch, both ends in it."""
    out: list[str] = []
    day = since
    while day <= until:
        year_end, month_end = date(day.year, 12, 31), _month_end(day)
        if (day.month, day.day) == (1, 1) and year_end <= until:
            out.append(f"y{day:%Y}")
            last = year_end
        elif day.day == 1 and month_end <= until:
            out.append(f"m{day:%Y%m}")
            last = month_end
        else:
            out.append(f"d{day:%Y%m%d}")
            last = day
        if last == date.max:
            break
        day = last + timedelta(days=1)
    return out


def parts(token: str) -> list[str]:
    """The tokens of the months of a year or the days of a month; none of a day."""
    if token[0] == "y":
        return [f"m{token[1:]}{month:02}" for month in range(1, 13)]
    if token[0] == "m":
        last = _month_end(date(int(token[1:5]), int(token[5:]), 1)).day
        return [f"d{token[1:]}{day:02}" for day in range(1, last + 1)]
    return []


def _month_end(day: date) -> date:
    return date(day.year, 12, 31) if day.month == 12 else date(day.year, day.month + 1, 1) - timedelta(days=1)
