"""The actor dictionary: whom a name may mean, and what an actor is on a day.

Loaded from the tables in ``data/`` (see docs/actors.md) and, if given, a user's own table, which wins over them.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from sayso.actors.folding import fold, spellings, written_as
from sayso.actors.patterns import Patterned, Patterns
from sayso.actors.periods import at
from sayso.actors.persons import Office, Person, held, office, offices, person, standing
from sayso.actors.states import State, States, read_states
from sayso.actors.tables import ENTITY_FILES, Row, read_extra, records, row
from sayso.record import ActorType

How = Literal["name", "pattern"]
_QUALIFIED = re.compile(r" \([^()]*\)$")
"""What tells an entry apart from others of its name ("Paul Martin (Canada)") is no part of the name."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name may mean. ``sure``: the name alone is enough, it needs no support in the article."""

    key: str
    sure: bool
    how: How = "name"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an actor is on a day. ``of``: key of the parent; ``current``: does its period hold on that day?"""

    key: str
    name: str
    type: ActorType
    country: str | None
    sector: str | None
    of: str | None
    current: bool

    @property
    def code(self) -> str | None:
        """CAMEO-style: country, then sector ("AFGREB")."""
        return (self.country or "") + (self.sector or "") or None


class Dictionary:
    """The tables, indexed by key and by name. Made by ``load``."""

    def __init__(self, extra: Iterable[list[str]] = ()) -> None:
        self._lines: dict[str, list[list[str]]] = {}
        self._files: dict[str, str] = {}
        for file in ENTITY_FILES:
            self._add(records(file), file)
        self._persons = {cells[0]: cells for cells in records("persons.tsv")}
        self._offices = offices()
        self._index = _index(_names(self._lines, self._persons))
        self._bodies = {(c[8], c[9]): c[0] for c in records("agencies.tsv") if len(c) > 9 and c[9]}
        if own := list(extra):
            self._extra(own)
        self.states: States = read_states()
        self._patterns = Patterns(self.states)

    def _add(self, lines: Iterable[list[str]], file: str) -> None:
        for cells in lines:
            self._lines.setdefault(cells[0], []).append(cells)
            self._files[cells[0]] = file

    def _extra(self, lines: list[list[str]]) -> None:
        """A user's lines: their keys and their names mean nothing else any more."""
        for cells in lines:
            self._lines.pop(cells[0], None)
            self._persons.pop(cells[0], None)
        self._add(lines, "--actors")
        self._index |= _index(_names({cells[0]: self._lines[cells[0]] for cells in lines}, {}))

    def find(self, name: str, *, on: str | None = None) -> tuple[Match, ...]:
        """The entries that a name may mean, as the tables list them; empty if there is none.

        Case, accents, hyphens, apostrophes, "the", a possessive and British spelling make no difference, but an
        acronym of up to three letters is found in capitals only. Bodies of state by pattern ("the Kenyan police") have
        keys such as ``kenya:police``. With a day ``on`` (ISO), entries of another time give way to those of the day.
        """
        found = self._named(name) or self._patterned(name)
        if on and len(found) > 1:
            now = tuple(m for m in found if (entry := self.entry(m.key, on)) and entry.current)
            return now or found
        return found

    def _named(self, name: str) -> tuple[Match, ...]:
        for form in spellings(name):
            out: dict[str, bool] = {}
            for key, alias in self._index.get(form, ()):
                sure = not alias.endswith("?")
                if (key in self._lines or key in self._persons) and written_as(name, alias if sure else alias[:-1]):
                    out[key] = out.get(key, False) or sure
            if out:
                alone = sum(out.values()) == 1
                return tuple(Match(key, sure and alone) for key, sure in out.items())
        return ()

    def _patterned(self, name: str) -> tuple[Match, ...]:
        found = {self._own(p.state, p.key) for p in self._patterns.find(name)}
        return tuple(Match(key, len(found) == 1, "pattern") for key in sorted(found))

    def _own(self, state: str, key: str) -> str:
        """The key of a state's body; of the body by its own name if there is one ("Israeli parliament": knesset)."""
        return self._bodies.get((state, key.partition(":")[2]), key)

    def entry(self, key: str, on: str | None = None) -> Entry | None:
        """What the actor of a key is on an ISO date (None: today), None if there is no such key.

        Where no period holds on the day, the last one before it stands, else the first, and ``current`` is false.
        """
        if rows := self.periods(key):
            now, current = at(rows, on)
            name = _QUALIFIED.sub("", now.name)
            return Entry(key, name, now.type, now.country, now.sector, now.of, current)
        if cells := self._persons.get(key):
            return self._person(person(cells), on)
        if ":" in key and (body := self._patterns.entry(key)):
            return Entry(key, body.name, body.type, body.country, body.sector, body.state, True)
        return None

    def _person(self, who: Person, on: str | None) -> Entry:
        country, sector = standing(who, self.offices(who.key), on, lambda key: self._standing(key, on))
        now = self.roles(who.key, on)
        name, of = _QUALIFIED.sub("", who.name), now[0].organization if now else None
        return Entry(who.key, name, "person", country, sector, of, bool(now))

    def _standing(self, key: str, on: str | None) -> tuple[str | None, str | None, str]:
        found = self.entry(key, on) if key in self._lines else None
        return (found.country, found.sector, found.type) if found else (None, None, "")

    def offices(self, key: str) -> tuple[Office, ...]:
        """All offices of a person; none for other actors."""
        return tuple(map(office, self._offices.get(key, ()))) if key in self._persons else ()

    def roles(self, key: str, on: str | None = None) -> tuple[Office, ...]:
        """The offices that a person holds on an ISO date (None: today), the last taken first."""
        return held(self.offices(key), on)

    def periods(self, key: str) -> tuple[Row, ...]:
        """All lines of an entry that is no person."""
        return tuple(map(row, self._lines.get(key, ())))

    def person(self, key: str) -> Person | None:
        """A person's line."""
        cells = self._persons.get(key)
        return person(cells) if cells else None

    def country(self, word: str) -> str | None:
        """ISO 3166-1 alpha-3 of a state's name, short form, adjective or demonym; None if it is none, or several
        states' ("Korean", "Congo")."""
        found = self.countries(word)
        return found[0] if len(found) == 1 else None

    def countries(self, word: str) -> tuple[str, ...]:
        """All the countries that a state's name, adjective or demonym may mean, the likeliest first."""
        return tuple(dict.fromkeys(s.country for s in self.states.by_word(word)))

    def seat(self, word: str) -> State | None:
        """The state whose capital or seat of government bears this name ("Paris", "the Kremlin"): news say it for the
        state's government, and as often for the place."""
        return self.states.by_seat(word)

    def pattern(self, country: str, head: str) -> Patterned | None:
        """A country's body by its common noun: ("COL", "foreign ministry"), ("KEN", "police"); None if the table has no
        such noun. The key is that of the body by its own name where it has one ("ISR", "parliament": knesset)."""
        found = self._patterns.of_country(country, head)
        if found is None or (key := self._own(found.state, found.key)) == found.key:
            return found
        line = self.periods(key)[-1]
        return Patterned(key, line.name, line.type, line.sector or found.sector, found.country, found.state)

    def children(self, key: str) -> tuple[str, ...]:
        """Keys of the entries that are ``of`` this one."""
        return tuple(k for k, lines in self._lines.items() if any(len(c) > 8 and c[8] == key for c in lines))

    def counts(self) -> dict[str, int]:
        """Entries by file; persons and offices too."""
        out = Counter(self._files[key] for key in self._lines)
        return {**out, "persons.tsv": len(self._persons), "offices.tsv": sum(map(len, self._offices.values()))}


Index = dict[str, list[tuple[str, str]]]
"""Folded name → (key, the alias as the table has it, with its ?)."""


def _names(lines: dict[str, list[list[str]]], people: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """(key, alias) of all lines; a period that repeats the names of another gives them twice."""
    for key, periods in lines.items():
        for cells in periods:
            aliases = cells[7].split("|") if len(cells) > 7 and cells[7] else ()
            if f"{cells[1]}?" not in aliases:
                yield key, cells[1]
            for alias in aliases:
                yield key, alias
    for key, cells in people.items():
        yield key, cells[1]
        if len(cells) > 2 and cells[2]:
            for alias in cells[2].split("|"):
                yield key, alias


def _index(names: Iterable[tuple[str, str]]) -> Index:
    pairs = list(names)
    out: Index = {}
    for pair, form in zip(pairs, fold("\n".join(alias for _, alias in pairs)).split("\n"), strict=True):
        out.setdefault(form, []).append(pair)
    return out


@cache
def load(extra: Path | None = None) -> Dictionary:
    """The shipped dictionary, with a user's own entity table over it if given; loaded once.

    Raises:
        InputError: the user's file cannot be read, or a line is wrong: file and line are named.
    """
    own = read_extra(extra) if extra else ()
    collects = gc.isenabled()
    gc.disable()  # tens of thousands of lists, all to stay: the collector would take as long as the making of them
    try:
        return Dictionary(own)
    finally:
        if collects:
            gc.enable()
