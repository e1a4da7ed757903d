"""What a file of an export holds, told once: the columns that are written are those that the codebook explains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, Literal, TypeVar, cast

from sayso.export.view import View

Kind = Literal["text", "integer", "number"]
"""What a cell holds: text, a whole number, or any number. Any cell may be empty."""
Row = TypeVar("Row")
EMPTY = "Always empty: sayso does not tell it."
"""What is said of a column that is there only because the form has it."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its name, what it holds, what it means (one sentence or two), and how it is told of a row's thing."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Row], Any]


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A table: what a row is, its columns, and the things of an article that make rows, in order."""

    name: str
    what: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[View], Iterable[Row]]

    def cells(self, view: View) -> Iterable[list[Any]]:
        """The rows of an article, in the order of the columns."""
        for row in self.rows(view):
            yield [column.value(row) for column in self.columns]


def data(name: str) -> list[list[str]]:
    """The cells of a data file's lines, without comments and the columns' names."""
    text = files("sayso.export").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line[0] != "#"][1:]


@cache
def meanings() -> dict[str, dict[str, tuple[Kind, str]]]:
    """Sheet → column, in their order → what it holds and means; from ``data/columns.tsv``."""
    out: dict[str, dict[str, tuple[Kind, str]]] = {}
    for sheet, column, kind, meaning in data("columns.tsv"):
        out.setdefault(sheet, {})[column] = (cast(Kind, kind), meaning)
    return out


def columns(sheet: str, values: Mapping[str, Callable[[Row], Any]]) -> tuple[Column[Row], ...]:
    """The columns of a sheet, as the data tell them; ``values`` has how each is told, but for those that are always
    empty."""
    told = meanings()[sheet]
    if unknown := values.keys() - told.keys():
        raise KeyError(f"the codebook says nothing of {', '.join(sorted(unknown))} of {sheet}")
    return tuple(
        Column(name, kind, EMPTY, lambda _: None) if meaning == "-" else Column(name, kind, meaning, values[name])
        for name, (kind, meaning) in told.items()
    )


def of(columns: tuple[Column[Row], ...], leads: Callable[[Any], Row]) -> tuple[Column[Any], ...]:
    """The columns for things of another kind, each of which ``leads`` to one of this kind."""
    return tuple(Column(c.name, c.kind, c.meaning, _led(c.value, leads)) for c in columns)


def _led(value: Callable[[Row], Any], leads: Callable[[Any], Row]) -> Callable[[Any], Any]:
    return lambda row: value(leads(row))
