"""The places of an article: every name of one settled, facilities put into their towns, for actors and for events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from sayso.actors.cast import Found
from sayso.actors.folding import fold
from sayso.actors.words import Words
from sayso.places.gazetteer import Entry, Gazetteer, load
from sayso.places.names import Candidate, candidates, generic, vague, words_of
from sayso.places.settle import Question, settle
from sayso.places.text import CountryOf, Named, Surroundings, names
from sayso.record import Actor, Mention, Place

_SITES = frozenset(("place", "facility"))
_HOLDING = frozenset(("town", "district", "division", "island"))
_BIG = 5.0
"""The logarithm of the people of a town whose name in a facility's name puts it there, though it stands alone."""
_SMALL = 3.0
"""The same where nothing but words for the facility stand beside it."""
_LONGEST = 3
"""Words of a town's name within a facility's."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where an article's places are: of actors by id, of names in the text by their last word.

    ``entries`` has what the gazetteer says of each actor or name that is settled as itself, not by what it lies in.
    """

    actors: dict[str, Place] = field(default_factory=dict)
    names: tuple[Named, ...] = ()
    entries: dict[str, Entry] = field(default_factory=dict)

    def entry(self, name: Named) -> Entry | None:
        """What the gazetteer says of a name in the text."""
        return self.entries.get(_key(name))

    def place(self, name: Named) -> Place:
        """Where a name in the text is; the name alone where nobody knows."""
        actor = name.mention.actor if name.mention else None
        if actor and actor in self.actors:
            return self.actors[actor]
        entry = self.entry(name)
        return at(name.text, entry) if entry else Place(name=name.text)


def at(name: str | None, entry: Entry) -> Place:
    """A place as the record has it, under the name that the article gives it, but not in capitals."""
    name = entry.name if name and name.isupper() and len(name) > 3 else name
    return Place(name=name, country=entry.country, admin1=entry.admin1, lat=entry.lat, lon=entry.lon)


def located(words: Words, cast: Found, country: CountryOf, gazetteer: Gazetteer | None = None) -> Located:
    """The places of an article. ``country`` gives the country of a state's name or adjective. Linear in the text."""
    gazetteer = gazetteer or load()
    named = names(words, cast)
    actors = {a.id: a for a in cast.actors}
    around = Surroundings(words, named, country)
    asked: dict[str, Question] = {}
    for name in named:
        key = _key(name)
        if key not in asked or not asked[key].candidates:
            actor = actors.get(name.mention.actor or "") if name.mention else None
            asked[key] = _question(gazetteer, name, actor)
    _ask(asked, named, around)
    for name in named:
        if town := _town_in(gazetteer, name, asked):
            asked.setdefault(f"={town[0]}", Question(town[1]))
    entries = settle(asked, _countries(cast))
    found = Located({}, tuple(named), entries)
    sites = _Sites(words, found, around, gazetteer)
    return Located(dict(sites.of(cast)), tuple(named), entries)


def _ask(asked: dict[str, Question], named: Sequence[Named], around: Surroundings) -> None:
    """Adds what the text around the names says."""
    for name in named:
        question, own = asked[_key(name)], _key(name)
        question.vague = question.vague or vague(name.text)
        question.countries |= set(around.countries(name))
        question.kinds |= around.kinds(name)
        question.inside += [k for over in around.inside(name) if asked[k := _key(over)].candidates and k != own]
    for row in around.lists():
        if sum(_is_division(asked[_key(name)]) for name in row) > len(row) / 2:
            for name in row:
                asked[_key(name)].kinds.add("division")


def _is_division(question: Question) -> bool:
    """Is the biggest place of a name a division of a country, or a part of it that is spoken of like one?"""
    biggest = max(question.candidates, key=lambda c: c.entry.weight, default=None)
    return biggest is not None and biggest.entry.kind == "division" and not biggest.entry.level


def _key(name: Named) -> str:
    return (name.mention.actor if name.mention else None) or f"={fold(name.text)}"


def _question(gazetteer: Gazetteer, name: Named, actor: Actor | None) -> Question:
    if actor is not None and actor.type == "state" and actor.country and (state := gazetteer.country(actor.country)):
        return Question([Candidate(state)])
    found: Sequence[Candidate] = ()
    for text in dict.fromkeys((name.text, actor.name if actor else name.text)):
        found = found or candidates(gazetteer, text)
    if actor is None or actor.key is None or actor.country is None:
        return Question(found)
    as_state = [c for c in found if c.entry.kind == "country" and c.entry.country == actor.country]
    if as_state:
        return Question(as_state[:1])
    return Question([c for c in found if c.entry.country == actor.country] or found, countries={actor.country})


def _town_in(gazetteer: Gazetteer, name: Named, asked: dict[str, Question]) -> tuple[str, Sequence[Candidate]] | None:
    """The town in the name of a facility that the gazetteer lacks: "Seoul City Hall", "Desaguadero hospital"."""
    if " " not in name.text or asked[_key(name)].candidates:
        return None
    if not any(fold(part) in words_of("facility") for part in name.text.split()[-2:]) and " of " not in name.text:
        return None
    for form, rest in _towns_in(name.text):
        if generic(form):
            continue
        least = _SMALL if all(part in words_of("plain") or part in words_of("facility") for part in rest) else _BIG
        big = [c for c in candidates(gazetteer, form) if c.entry.weight >= least and not c.entry.level]
        if any(c.entry.kind == "town" for c in big):
            return form, big
    return None


def _towns_in(name: str) -> Iterator[tuple[str, list[str]]]:
    """(words that may name a town, the others) of a facility's name, folded: its first ones, the most first, or those
    behind "of"."""
    parts = [fold(part) for part in name.replace("'s ", " ").replace("’s ", " ").split()]
    if "of" in parts[1:-1]:
        at = len(parts) - parts[::-1].index("of")
        yield " ".join(parts[at:]), []
    for length in range(min(_LONGEST, len(parts) - 1), 0, -1):
        yield " ".join(parts[:length]), parts[length:]


def _countries(cast: Found) -> Counter[str]:
    """The countries of an article's actors, by their mentions; a mere place counts if it is in the actor dictionary."""
    of = {a.id: a.country for a in cast.actors if a.country and (a.key or a.type not in _SITES)}
    return Counter(c for m in cast.mentions if (c := of.get(m.actor or "")))


class _Sites:
    """Puts actors into places."""

    def __init__(self, words: Words, found: Located, around: Surroundings, gazetteer: Gazetteer) -> None:
        self.words, self.found, self.around, self.gazetteer = words, found, around, gazetteer
        self.by_form = {fold(n.text): e for n in found.names if (e := found.entry(n)) and e.kind in _HOLDING}

    def of(self, cast: Found) -> Iterator[tuple[str, Place]]:
        """(actor, where it is)."""
        mentions: dict[str, list[Mention]] = {}
        for mention in cast.mentions:
            mentions.setdefault(mention.actor or "", []).append(mention)
        for actor in cast.actors:
            entry = self.found.entries.get(actor.id)
            if entry is not None and actor.type in (*_SITES, "state"):
                yield actor.id, at(actor.name, entry)
            elif actor.type in _SITES and (place := self._by_surroundings(actor, mentions.get(actor.id, []))):
                yield actor.id, place

    def _by_surroundings(self, actor: Actor, mentions: Sequence[Mention]) -> Place | None:
        name = actor.name if any(c.isupper() for c in actor.name) else None
        if actor.type == "place" and (entry := self._ending(mentions)):
            return at(name, entry)
        over = self._in_name(actor.name) if actor.type == "facility" else None
        over = over or self._said(mentions)
        if over is None:
            return None
        if actor.type == "facility" and over.kind in ("town", "district", "facility"):
            return at(name, over)
        return Place(name=name, country=over.country, admin1=over.admin1)

    def _ending(self, mentions: Sequence[Mention]) -> Entry | None:
        """The place whose name a description ends with ("the northern city of Kunduz")."""
        for mention in mentions[:20]:
            inside = self.words.touching(mention.span)
            last = self.around.ending.get(inside[-1]) if inside and mention.form == "nominal" else None
            if last is not None and self.words.lower[last.first - 1] == "of" and (entry := self.found.entry(last)):
                return entry
        return None

    def _in_name(self, name: str) -> Entry | None:
        """The town that a facility's name begins with: "Kabul airport", "Aden's port"."""
        for form, _ in _towns_in(name):
            if form in self.by_form:
                return self.by_form[form]
            if entry := self.found.entries.get(f"={form}"):
                return entry
        return None

    def _said(self, mentions: Sequence[Mention]) -> Entry | None:
        """The smallest place that the text around some mention says it lies in."""
        for mention in mentions[:20]:
            inside = self.words.touching(mention.span)
            if mention.form == "pronoun" or not inside:
                continue
            here = Named(inside[0], inside[-1], "", mention)
            for over in self.around.inside(here):
                if entry := self.found.entry(over):
                    return entry
        return None


def with_places(cast: Found, found: Located) -> Found:
    """``cast`` with the places of its actors."""
    actors = tuple(structs.replace(a, place=found.actors[a.id]) if a.id in found.actors else a for a in cast.actors)
    return replace(cast, actors=actors)
