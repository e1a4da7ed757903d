"""What a place's name in a text may be looked up as: without words for what it is, with what those words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sayso.actors.dictionary import load as dictionary
from sayso.actors.folding import fold, spellings
from sayso.places.gazetteer import Entry, Gazetteer, Kind

_NAMES: tuple[Kind, ...] = ("town", "division", "district", "region", "water", "mountain", "island")
_SAINTS = (("st ", "saint "), ("saint ", "st "), ("ste ", "sainte "), ("mt ", "mount "), ("ft ", "fort "))
_ARTICLES = frozenset(("al", "el", "ar", "as", "ad", "an", "az", "at", "ash"))
_CALLED = 3.0
"""What a candidate gains whose kind the name itself tells."""
_CAPITAL = 0.6
"""What a country's capital gains."""
_PART = -0.3
"""What it loses where the name tells a part of it ("northern Syria")."""


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of a kind in ``data/words.tsv``."""
    text = files("sayso.places").joinpath("data/words.tsv").read_text(encoding="utf-8")
    lines = dict(line.split("\t") for line in text.split("\n") if line and line[0] != "#")
    return frozenset(lines[kind].split("|"))


@cache
def kinds_of(word: str) -> frozenset[Kind]:
    """The kinds of place that a noun says: "province" a division, "municipality" a town or a district."""
    return frozenset(kind for kind in _NAMES if word in words_of(kind))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; ``bonus`` is what the name's own words say for it."""

    entry: Entry
    bonus: float = 0.0


def candidates(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    """The places that a name in a text may mean, by its first reading that the gazetteer knows; empty if none."""
    return _candidates(gazetteer, " ".join(name.split()))


@lru_cache(maxsize=20_000)
def _candidates(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    if generic(name):
        return ()
    for form, kinds, part in _readings(name):
        found = gazetteer.find(form)
        if kinds and any(e.kind in kinds for e in found):
            return tuple(Candidate(e, _CALLED if e.kind in kinds else 0.0) for e in found)
        if found and (not kinds or part or kinds & {"town", "district", "division"}):
            seat = _seat(form)
            return tuple(Candidate(e, part + _CAPITAL * (e.kind == "town" and e.country == seat)) for e in found)
    return ()


def generic(name: str) -> bool:
    """Is it made of nothing but words for what places are ("Police Station", "the District")?"""
    parts = [fold(part) for part in name.split()]
    return all(kinds_of(p) or p in words_of("facility") or p in words_of("plain") or p == "the" for p in parts)


def vague(name: str) -> bool:
    """Is it made of nothing but words for parts ("North East"), of which every country has one?"""
    return all(p in words_of("side") or p in ("the", "of") or kinds_of(p) for p in (fold(p) for p in name.split()))


def _seat(form: str) -> str | None:
    """The country whose capital has this name."""
    state = dictionary().seat(form.title())
    return state.country if state else None


def _readings(name: str) -> Iterator[tuple[str, frozenset[Kind], float]]:
    """(form to look up, kinds that the words tell, malus) of a name, the plainest first."""
    forms = spellings(name)
    for form in forms:
        yield from ((each, frozenset(), 0.0) for each in _variants(form))
    for form in forms:
        yield from _told(form, 0.0)
    for form in forms:
        before, _, behind = form.partition(" of ")
        if behind and before not in words_of("facility"):
            yield from ((each, frozenset(), 0.0) for each in _variants(before))  # "Gold Coast of Australia"
    for form in forms:
        first, _, rest = form.partition(" ")
        if rest and first in words_of("side"):
            yield from ((each, frozenset(), _PART) for each in _variants(rest))
            yield from _told(rest, _PART)


def _told(form: str, malus: float) -> Iterator[tuple[str, frozenset[Kind], float]]:
    """Readings without the word that tells what it is: "helmand province", "city of kunduz", "lake chad"."""
    first, _, rest = form.partition(" ")
    before, _, last = form.rpartition(" ")
    if before and (kinds := kinds_of(last)):
        yield from ((each, kinds, malus) for each in _variants(before))
    if rest and (kinds := kinds_of(first)):
        yield from ((each, kinds, malus) for each in _variants(rest.removeprefix("of ").removeprefix("the ")))


def _variants(form: str) -> Iterator[str]:
    """A folded name as it is, with "saint" for "st" and the like, without an Arabic article."""
    yield form
    for short, long in _SAINTS:
        if form.startswith(short):
            yield long + form[len(short) :]
    first, _, rest = form.partition(" ")
    if first in _ARTICLES and len(rest) > 3:
        yield rest
