"""The shipped gazetteer: names of places → where they may be. Loaded on first use; see ``docs/places.md``.

``data/gazetteer.npz`` (built by ``training/gazetteer.py``) holds columns, one entry a place: ``lat`` and ``lon`` as
int16 of degrees times :data:`LAT_SCALE` and :data:`LON_SCALE` (the nearest third of a kilometre); ``division``, the
number of a line ``country<TAB>first-order division`` of ``divisions``; ``population``, its binary logarithm times
:data:`POPULATION_SCALE` (0: unknown); ``kind``, 0 a town, 1 a first-order division, 2 a second-order one. ``names`` are
all folded names, sorted, a line each; beside each ``of``, its place, and ``level``, 0 the place's own name, 1 another
one, 2 one that holds only where the text points there. A place is shown by its own folded name in title case, unless
``titles`` lists it: then by its line of ``titled``.

The tables beside it are written by hand: ``countries.tsv``, ``regions.tsv``, ``facilities.tsv``, ``towns.tsv``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from math import log10
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sayso.actors.dictionary import load as dictionary
from sayso.actors.folding import fold

LAT_SCALE = 360
LON_SCALE = 180
POPULATION_SCALE = 8

Kind = Literal[
    "town", "division", "district", "country", "continent", "region", "water", "mountain", "island", "facility"
]  # fmt: skip
_KINDS: tuple[Kind, ...] = ("town", "division", "district")
_WEIGHT = {"continent": 8.5, "region": 6.4, "water": 6.4, "mountain": 5.7, "island": 5.7, "facility": 5.5, "town": 3.9}
"""Stands for the logarithm of the people of what is in a table by hand: who wrote it down held it for newsworthy."""
_COUNTRY = 0.5
"""What a country has over a town or province of as many people."""
_FEWEST = 2.7
"""The same for a town or district of which nobody counted the people."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a name may mean.

    ``country`` is ISO 3166-1 alpha-3, ``admin1`` the first-order division's name; ``lat`` and ``lon`` are degrees.
    ``weight`` is the decimal logarithm of its inhabitants, or what stands for it. ``level`` is 0 where the name is the
    place's own, 1 where it is another of its names, 2 where it means this place only if the text points there.
    """

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    weight: float
    level: int = 0


class Gazetteer:
    """The places, found by name. Made by :func:`load`."""

    def __init__(self, columns: dict[str, NDArray[Any]], tables: dict[str, list[Entry]]) -> None:
        self._names = columns["names"].tobytes()
        ends = np.flatnonzero(columns["names"] == ord("\n")).astype(np.int32)
        self._starts: NDArray[np.int32] = np.concatenate((np.zeros(1, np.int32), ends + 1, [len(self._names) + 1]))
        self._columns = columns
        self._mains = np.flatnonzero(columns["level"] == 0)
        self._divisions = [line.partition("\t")[::2] for line in columns["divisions"].tobytes().decode().split("\n")]
        self._titles = columns["titles"]
        self._titled = columns["titled"].tobytes().decode().split("\n")
        self._tables = tables

    @lru_cache(maxsize=10_000)  # noqa: B019  # one gazetteer lives as long as the process
    def find(self, form: str) -> tuple[Entry, ...]:
        """The places that a folded name may mean, those of the tables by hand first; empty if there is none."""
        by_hand = tuple(self._tables.get(form, ()))
        return by_hand + tuple(e for e in self._shipped(form.encode()) if not any(_same(e, h) for h in by_hand))

    def country(self, code: str) -> Entry | None:
        """A country by its ISO 3166-1 alpha-3 code."""
        return next(iter(self._tables.get(f"\t{code}", ())), None)

    def _name(self, number: int) -> bytes:
        return self._names[self._starts[number] : self._starts[number + 1] - 1]

    def _shipped(self, form: bytes) -> Iterator[Entry]:
        number, last = bisect_left(range(len(self._starts) - 1), form, key=self._name), len(self._starts) - 1
        while number < last and self._name(number) == form:
            yield self._entry(number)
            number += 1

    def _entry(self, number: int) -> Entry:
        columns = self._columns
        place = int(columns["of"][number])
        country, admin1 = self._divisions[columns["division"][place]]
        at = int(np.searchsorted(self._titles, place))
        titled = at < len(self._titles) and self._titles[at] == place
        people = 2 ** (int(columns["population"][place]) / POPULATION_SCALE) - 1
        return Entry(
            name=self._titled[at] if titled else self._own(place),
            kind=_KINDS[columns["kind"][place]],
            country=country or None,
            admin1=admin1 or None,
            lat=round(int(columns["lat"][place]) / LAT_SCALE, 2),
            lon=round(int(columns["lon"][place]) / LON_SCALE, 2),
            weight=max(_FEWEST, log10(1 + people)),
            level=int(columns["level"][number]),
        )

    def _own(self, place: int) -> str:
        """A place's own name, of which it has the title case: places stand in the order of their own names."""
        return self._name(int(self._mains[place])).decode().title()


def _same(one: Entry, other: Entry) -> bool:
    """Is a shipped place the one that a table has by hand?"""
    if one.country != other.country or other.country is None:
        return False
    beside = abs(one.lat - other.lat) < 0.3 and abs(one.lon - other.lon) < 0.3
    return beside or {one.kind, other.kind} == {"division", "region"}


def tables() -> dict[str, list[Entry]]:
    """Folded name → the places by hand; a country also under a tabulator and its code."""
    pairs = list(_countries())
    for file in ("regions.tsv", "facilities.tsv", "towns.tsv"):
        for cells in _rows(file):
            pairs += _by_hand(cells)
    found: dict[str, list[Entry]] = {}
    for form, (_, entry) in zip(fold("\n".join(name for name, _ in pairs)).split("\n"), pairs, strict=True):
        found.setdefault(form, []).append(entry)
    return found | {f"\t{e.country}": [e] for _, e in pairs if e.kind == "country" and not e.level}


def _countries() -> Iterator[tuple[str, Entry]]:
    states = dictionary().states.by_code
    for code, name, lat, lon, people in _rows("countries.tsv"):
        weight = log10(1000 * int(people) + 1000) + _COUNTRY
        entry = Entry(name, "country", code, None, float(lat), float(lon), weight)
        yield name, entry
        for alias in states[code].aliases if code in states else ():
            yield alias.removesuffix("?"), replace(entry, level=2 if alias.endswith("?") else 1)


def _by_hand(cells: list[str]) -> Iterator[tuple[str, Entry]]:
    name, kind, country, admin1, lat, lon, aliases = (cells + [""] * 7)[:7]
    own = name.partition(" (")[0]
    word: Any = kind
    entry = Entry(own, word, country or None, admin1 or None, float(lat), float(lon), _WEIGHT[kind])
    yield own, entry
    for alias in filter(None, aliases.split("|")):
        yield alias.removesuffix("?"), replace(entry, level=2 if alias.endswith("?") else 1)


def _rows(file: str) -> Iterator[list[str]]:
    text = files("sayso.places").joinpath("data", file).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    for line in lines[1:]:
        yield line.split("\t")


@cache
def load() -> Gazetteer:
    """The shipped gazetteer; loaded once."""
    with as_file(files("sayso.places").joinpath("data", "gazetteer.npz")) as path, np.load(path) as archive:
        columns = {name: archive[name] for name in archive.files}
    return Gazetteer(columns, tables())
