"""Which of the places of a name an article means: by what it says they lie in, its countries, its other places; by
population last. One name is one place in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians, sqrt

from sayso.places.gazetteer import Entry, Kind
from sayso.places.names import Candidate

INSIDE = 8.0
"""What a candidate gains that lies in what the text says the place lies in."""
_COUNTRY = 1.6
"""What it gains in a country of the article, times the root of that country's share."""
_DIVISION = 1.0
"""What it gains in a division that the article names."""
_NEAR, _NEARER = (300.0, 0.5), (100.0, 1.0)
"""(km, gain) from a place that is sure."""
_LEVEL = (0.0, 0.5, 2.5)
"""What another name than the place's own loses, and one that needs support."""
_WITHIN = 0.6
"""What a division loses beside its town of the same name."""
_SURE = 1.2, 5.0
"""A candidate so far ahead of all others, and so big, is sure by itself."""
_TOLD = 3.0
"""What it gains if it is of a kind that the words beside the name tell."""
_BACKED = 4.0
"""What a candidate gains in which something else is said to lie ("Seattle, Washington")."""
_GREAT = 5.3
"""The same of a place that is meant though the text seems to put it elsewhere."""
_WIDE = 600.0
"""Kilometres from the middle of a region within which what is said to lie in it may lie."""
_LIKELY = 12
"""Candidates looked at, the biggest, beside those that lie in what the text says."""
_ALONE = 3.5
"""The same where no other country has a place of the name."""
_KNOWN = 4.7
"""The logarithm of the people from which on a town is meant though nothing in the article speaks for it."""


@dataclass(slots=True)
class Question:
    """A name to settle: its candidates, the keys of what the text says it lies in, the countries that it says so of,
    the kinds that its neighbours tell ("the state of Washington"). A ``vague`` one needs the article's support."""

    candidates: Sequence[Candidate]
    inside: list[str] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)
    vague: bool = False


def settle(questions: dict[str, Question], countries: Counter[str]) -> dict[str, Entry]:
    """The place of each question that can be settled; ``countries`` are the article's, counted."""
    ground = _Ground(questions, countries)
    found = {}
    for key, question in questions.items():
        if (entry := ground.best(key, question)) is not None:
            found[key] = entry
    return found


def _plain(candidate: Candidate) -> float:
    return candidate.entry.weight + candidate.bonus - _LEVEL[candidate.entry.level]


def _beside(one: Entry, other: Entry) -> bool:
    """Are two candidates a town and the division around it, so that it matters little which is meant?"""
    return one.country == other.country and one.admin1 == other.admin1


def lies_in(entry: Entry, over: Entry) -> bool:
    """Does a place lie in another, which is bigger?"""
    if entry is over or entry.country is None or entry.country != over.country or entry.kind == "country":
        return False
    if over.kind == "country":
        return True
    if over.kind in ("division", "region", "island", "facility") and over.admin1:
        return entry.admin1 == over.admin1 and entry.kind != "division"
    if over.kind in ("region", "island", "water", "mountain"):
        return kilometres(entry, over) < _WIDE
    return over.kind in ("town", "district") and entry.kind in ("town", "facility") and kilometres(entry, over) < 60


class _Ground:
    """What an article gives to judge by: its countries, what is sure, what things are said to lie in."""

    def __init__(self, questions: dict[str, Question], countries: Counter[str]) -> None:
        self.questions = questions
        self.backed: Counter[tuple[str, Entry]] = Counter()
        self.held = {key: self._held(q) for key, q in questions.items()}
        sure = {key: e for key, q in questions.items() if (e := self._surely(key, q)) is not None}
        self.own = sure
        self.countries = countries + Counter(e.country for e in sure.values() if e.country)
        self.total = max(1, self.countries.total())
        self.sure = [e for e in sure.values() if e.kind in ("town", "district", "division", "facility", "island")][:60]
        self.divisions = {(e.country, e.admin1) for e in self.sure if e.kind in ("division", "district")}

    def _held(self, question: Question) -> set[Entry]:
        """The candidates that lie in what the text says; notes what they speak for in their turn."""
        out = set()
        for candidate in question.candidates:
            entry = candidate.entry
            if entry.country in question.countries and entry.kind != "country":
                out.add(entry)
            for key in dict.fromkeys(question.inside):
                over = [c.entry for c in self.questions[key].candidates if lies_in(entry, c.entry)]
                if over:
                    out.add(entry)
                    self.backed.update({(key, o): 1 for o in over})
        return out

    def _surely(self, key: str, question: Question) -> Entry | None:
        """The candidate that needs no article: the text says what it lies in, or no other is nearly as big."""
        if held := [c for c in question.candidates if c.entry in self.held[key]]:
            return max(held, key=lambda c: _plain(c) + _BACKED * bool(self.backed[key, c.entry])).entry
        if question.inside or question.countries or question.kinds or question.vague:
            return None
        scored = sorted(((_plain(c), -n) for n, c in enumerate(question.candidates)), reverse=True)
        if not scored or scored[0][0] < _SURE[1]:
            return None
        best = question.candidates[-scored[0][1]].entry
        rivals = [s for s, n in scored[1:] if not _beside(question.candidates[-n].entry, best)]
        return best if not rivals or scored[0][0] - rivals[0] >= _SURE[0] else None

    def best(self, key: str, question: Question) -> Entry | None:
        """The candidate that most speaks for; None where nothing does and the place is small."""
        held = self.held[key]
        of = [c.entry for c in question.candidates]
        towns = {(e.country, e.admin1) for e in of if e.kind == "town" and e.level < 2}
        likely = sorted(question.candidates, key=_plain, reverse=True)[:_LIKELY]
        told = (c for c in question.candidates if c.entry in held or c.entry.kind in question.kinds)
        tried = dict.fromkeys((*told, *likely))
        scored = [(self._score(key, c, towns), -n, c.entry) for n, c in enumerate(tried)]
        if not scored:
            return None
        entry = max(scored, key=lambda s: s[:2])[2]
        if entry in held or self.backed[key, entry]:
            return entry
        if question.inside or question.countries:  # it is said to lie where none of these lies
            over = {c.entry.country for k in question.inside for c in self.questions[k].candidates}
            return entry if entry.country in over or (entry.weight >= _GREAT and entry.level == 0) else None
        supported = bool(entry.country and self.countries[entry.country])
        alone = len({c.entry.country for c in question.candidates}) == 1 and not entry.level
        if entry.level == 2 and entry.kind not in question.kinds:
            return None
        least = _ALONE if alone else _GREAT if entry.level else _KNOWN
        return entry if supported or (entry.weight >= least and not question.vague) else None

    def _score(self, key: str, candidate: Candidate, towns: set[tuple[str | None, str | None]]) -> float:
        entry = candidate.entry
        score = _plain(candidate) + INSIDE * (entry in self.held[key]) + _BACKED * bool(self.backed[key, entry])
        score += _TOLD * (entry.kind in self.questions[key].kinds)
        if entry.country and entry.kind != "country":
            score += _COUNTRY * sqrt(self.countries[entry.country] / self.total)
        if entry.kind == "division":
            score -= _WITHIN if (entry.country, entry.admin1) in towns and not candidate.bonus else 0.0
        others = (e for e in self.sure if e is not self.own.get(key) and e.country == entry.country)
        near = min((kilometres(entry, e) for e in others), default=9e9)
        gain = next((gain for limit, gain in (_NEARER, _NEAR) if near < limit), 0.0)
        named = entry.kind != "division" and (entry.country, entry.admin1) in self.divisions
        return score + max(gain, _DIVISION * named)


def kilometres(one: Entry, other: Entry) -> float:
    """The distance of two places."""
    return apart((one.lat, one.lon), (other.lat, other.lon))


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (degrees of latitude and longitude), as on a map of their surroundings: right
    enough up to some hundred kilometres."""
    east = (one[1] - other[1] + 180) % 360 - 180
    return 111.2 * hypot(one[0] - other[0], east * cos(radians((one[0] + other[0]) / 2)))
