"""What the rules over words hand on: an amount as found, and how they look at its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.figures.lexer import Numeral, Token
from sayso.figures.tables import Bound, Phrases

_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Rough:
    """An amount by its words alone: tokens ``first`` to ``last``; ``number`` the numeral in it (the second of a range).

    ``kind`` is "plain" for a number whose kind hangs on what is counted.
    """

    first: int
    last: int
    kind: Literal["plain", "money", "percent", "duration"]
    value: float | int | None
    number: Numeral
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    bound: Bound = "exact"


def lower_at(row: Sequence[Token], place: int) -> str:
    """A token in lower case, empty outside the row."""
    return row[place].lower if 0 <= place < len(row) else ""


def phrase(row: Sequence[Token], place: int, known: Phrases, *, before: bool) -> tuple[str, int] | None:
    """The longest known phrase that ends before (or begins at) a token, and its length."""
    for length in range(_LONGEST_PHRASE, 0, -1):
        first = place - length if before else place
        if first < 0:
            continue
        said = known.get(tuple(t.lower for t in row[first : first + length]))
        if said:
            return said, length
    return None
