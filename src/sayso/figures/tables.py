"""What the words around a number mean, from ``data/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from sayso.record import FigureKind

Bound = Literal["exact", "at_least", "at_most", "about"]
Trend = Literal["up", "down"]
Phrases = dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO 4217 code, the adjectives and the words of its setting, and whether its words mean it alone."""

    code: str
    adjectives: frozenset[str]
    setting: frozenset[str]
    default: bool


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a data file below its line of column names, split at tabs and filled up to its width."""
    text = files("sayso.figures").joinpath(f"data/{name}").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    width = lines[0].count("\t") + 1
    for line in lines[1:]:
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


@cache
def numbers() -> dict[str, tuple[str, float]]:
    """Number word → its class and value; see the head of ``numbers.tsv``."""
    return {word: (kind, float(value) if "." in value else int(value)) for word, kind, value in _rows("numbers.tsv")}


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of a class of ``others.tsv``."""
    return frozenset(word for name, words in _rows("others.tsv") if name == kind for word in words.split())


@cache
def bounds(side: str) -> Phrases:
    """Phrases, as lower-case words, before or after a number → how exact it is."""
    return {tuple(phrase.split()): bound for phrase, bound, where in _rows("bounds.tsv") if where == side}


@cache
def shares(side: str) -> frozenset[tuple[str, ...]]:
    """Phrases before or after a number that make it a share of another."""
    return frozenset(tuple(phrase.split()) for phrase, where in _rows("shares.tsv") if where == side)


@cache
def durations() -> dict[str, tuple[str, int]]:
    """Word → the record's unit and how many of it the word is."""
    return {word: (unit, int(times)) for unit, words, times in _rows("durations.tsv") for word in words.split()}


@cache
def trends() -> dict[str, Trend]:
    """Lemma → the way a number changes."""
    return {word: cast(Trend, trend) for trend, words in _rows("trends.tsv") for word in words.split()}


@cache
def befell() -> dict[tuple[str, str], FigureKind]:
    """Place in the clause ("object", "subject", "of", "noun", "state") and word → the kind of the people counted."""
    return {
        (place, word): cast(FigureKind, kind) for kind, place, words in _rows("befell.tsv") for word in words.split()
    }


@cache
def _currencies() -> list[tuple[Currency, tuple[str, ...], tuple[str, ...]]]:
    return [
        (
            Currency(code, frozenset(adjectives.split()), frozenset(setting.split()), flags == "default"),
            tuple(nouns.split()),
            tuple(signs.split()),
        )
        for code, nouns, signs, adjectives, setting, flags in _rows("currencies.tsv")
    ]


@cache
def nouns() -> dict[str, tuple[Currency, ...]]:
    """Noun for money → the currencies that it may mean."""
    out: dict[str, tuple[Currency, ...]] = {}
    for currency, words, _ in _currencies():
        for word in words:
            out[word] = (*out.get(word, ()), currency)
    return out


@cache
def signs() -> dict[str, tuple[Currency, ...]]:
    """Sign or code, in lower case → the currencies that it may mean."""
    out: dict[str, tuple[Currency, ...]] = {}
    for currency, _, marks in _currencies():
        for mark in marks:
            out[mark] = (*out.get(mark, ()), currency)
    dollars = tuple(c for c, words, _ in _currencies() if "dollar" in words)
    pounds = tuple(c for c, words, _ in _currencies() if c.code == "GBP" and "pound" in words)
    rupees = tuple(c for c, words, _ in _currencies() if "rupee" in words)
    return {**out, "$": dollars, "£": pounds, "rs": rupees, "rs.": rupees, "₹": out["₹"]}
