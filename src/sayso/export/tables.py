"""The tables of a store as sheets: the same columns, with the article's key and id before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Float, Integer, SmallInteger, Table

from sayso.export.columns import Column, Kind, Sheet, data
from sayso.export.view import View
from sayso.store.rows import clean
from sayso.store.schema import PARTS, documents

Cells = dict[str, Any]

ARTICLE = Column[Cells](
    "article", "text", "What makes an article one and the same: 24 hexadecimal digits.", lambda c: c["article"]
)
DOCUMENT = Column[Cells]("document", "text", "The article's id.", lambda c: c["document"])
NUMBER = Column[Cells]("n", "integer", "The row's place in its list of the record, from 0.", lambda c: c["n"])


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Table → column → what it means; ``.`` is the table itself."""
    out: dict[str, dict[str, str]] = {}
    for table, column, meaning in data("tables.tsv"):
        out.setdefault(table, {})[column] = meaning
    return out


def _kind(column: Any) -> Kind:
    if isinstance(column.type, Float):
        return "number"
    return "integer" if isinstance(column.type, (Integer, SmallInteger)) else "text"


def _sheet(table: Table, rows: Callable[[View], Iterator[Cells]], kinds: dict[str, Kind]) -> Sheet[Cells]:
    told = meanings()[table.name]
    number = () if table is documents else (NUMBER,)
    columns = tuple(
        Column[Cells](name, kinds.get(name, "text"), meaning, lambda cells, name=name: cells[name])  # type: ignore[misc]
        for name, meaning in told.items()
        if name != "."
    )
    return Sheet(table.name, told["."], (ARTICLE, DOCUMENT, *number, *columns), rows)


def _documents(view: View) -> Iterator[Cells]:
    names = (c.name for c in documents.c if c.name != "no")
    told = dict(zip(names, view.stored.document, strict=True))
    yield {**told, "article": view.key, "document": told["id"]}


def _parts(table: Table) -> Callable[[View], Iterator[Cells]]:
    names = [c.name for c in table.c if c.name != "doc"]

    def rows(view: View) -> Iterator[Cells]:
        before = {"article": view.key, "document": clean(view.record.document.id)}
        for row in view.stored.parts[table.name]:
            cells = {**before, **dict(zip(names, row, strict=True))}
            if table.name == "blocks":
                cells["text"] = clean(view.record.words((cells["start"], cells["end"])))
            yield cells

    return rows


SHEETS: tuple[Sheet[Cells], ...] = (
    _sheet(documents, _documents, {}),
    *(_sheet(t, _parts(t), {c.name: _kind(c) for c in t.c}) for t in PARTS),
)
"""The tables, ``documents`` first."""
