"""Persons of the dictionary: their offices, and what the office of a day makes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.actors.periods import holds
from sayso.actors.tables import records

_STATE_POWER = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP"))


@dataclass(frozen=True, slots=True)
class Office:
    """What a person was, where (a key), and when."""

    title: str
    organization: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person's line: country is where the person comes from."""

    key: str
    name: str
    aliases: str
    born: str
    country: str | None


Sector = Callable[[str], tuple[str | None, str | None, str]]
"""(country, sector, type) of an organisation's key on the day in question."""


def person(cells: list[str]) -> Person:
    """A line of ``persons.tsv``."""
    key, name, aliases, born, country = (cells + [""] * 5)[:5]
    return Person(key, name, aliases, born, country or None)


def offices() -> dict[str, list[list[str]]]:
    """The lines of ``offices.tsv`` by person."""
    out: dict[str, list[list[str]]] = {}
    for cells in records("offices.tsv"):
        out.setdefault(cells[0], []).append(cells)
    return out


def office(cells: list[str]) -> Office:
    """A line of ``offices.tsv``."""
    _, title, organization, start, end = (cells + [""] * 5)[:5]
    return Office(title, organization, start, end)


def held(all_of_one: Sequence[Office], on: str | None) -> tuple[Office, ...]:
    """The offices that a person holds on a day (None: today, those without an end), the last taken first."""
    now = [o for o in all_of_one if (not o.end if on is None else holds(o, on))]
    return tuple(sorted(now, key=lambda o: o.start, reverse=True))


Standing = tuple[str | None, str | None]
"""Country and sector."""


def standing(person: Person, all_of_one: Sequence[Office], on: str | None, about: Sector) -> Standing:
    """What a person is on a day: by the office held, an organ of state's before others'; ELI after one; no sector
    before the first."""
    found = [(*about(o.organization), o) for o in held(all_of_one, on)]
    told = [(country, _sector(o.title, sector, kind)) for country, sector, kind, o in found]
    if told:
        country, sector = next((pair for pair in told if pair[1] in _STATE_POWER), told[0])
        return country or person.country, sector
    past = [o for o in all_of_one if o.end and (on is None or o.end < on[:10])]
    if not past:
        return person.country, None
    last = max(past, key=lambda o: o.end)
    _, sector, kind = about(last.organization)
    was = _sector(last.title, sector, kind)
    return person.country, "ELI" if was in _STATE_POWER else was


def _sector(title: str, organization: str | None, kind: str) -> str | None:
    """The sector of an office: an armed group's or party's own ("military spokesman" of the Houthis: REB), else what
    its words say, else its organisation's; of a state, a territory or a body of states GOV."""
    if kind in ("armed_group", "party") and organization:
        return organization
    for pattern, sector in _titles():
        if pattern.search(title):
            return sector
    return "GOV" if kind in ("state", "igo", "place") else organization


@cache
def _titles() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{words})\b", re.I), sector) for sector, words in records("titles.tsv"))
