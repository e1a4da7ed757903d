"""Countries for actors whose own words tell none: of the place that they are said to be in, of the places in their
sentences, of the place where the article plays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from msgspec import structs

from sayso.actors.cast import Found
from sayso.actors.coding import code
from sayso.actors.words import Words
from sayso.places.locate import Located
from sayso.places.text import CountryOf, Named, Surroundings
from sayso.record import Actor, ActorType, Mention

_SITES: frozenset[ActorType] = frozenset(("place", "facility"))
_AT_HOME: frozenset[ActorType] = frozenset(
    (
        "person", "people", "government", "military", "police", "party", "ngo", "place", "facility", "vehicle",
        "company", "armed_group", "media", "religious_group", "ethnic_group", "weapon",
    )
)  # fmt: skip
_SHARE = 0.6
"""Share of the names of places in an article that lie in one country, from which on it plays there."""
_FRONT, _WEIGHT = 2, 3
"""Blocks at the front of an article whose places count more, and how much."""
_LOOKED_AT = 20
"""Mentions of an actor that are looked at."""


def with_homes(words: Words, cast: Found, found: Located, country: CountryOf) -> Found:
    """``cast`` with countries for actors that have none, and for places that lie elsewhere than their names suggest."""
    homes = _Homes(words, cast, found, country)
    actors = tuple(_placed(actor, homes.of(actor)) for actor in cast.actors)
    return replace(cast, actors=actors)


def _placed(actor: Actor, country: str | None) -> Actor:
    if country is None or country == actor.country:
        return actor
    return structs.replace(actor, country=country, code=code(country, actor.sector))


class _Homes:
    """Where the actors of an article belong."""

    def __init__(self, words: Words, cast: Found, found: Located, country: CountryOf) -> None:
        self.words, self.found = words, found
        self.around = Surroundings(words, list(found.names), country)
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in cast.mentions:
            self.mentions[mention.actor or ""].append(mention)
        self.in_sentence: dict[int, set[str]] = defaultdict(set)
        for name in found.names:
            if (entry := found.entry(name)) and entry.country:
                self.in_sentence[words.sentence[name.first]].add(entry.country)
        self.main = self._main()

    def of(self, actor: Actor) -> str | None:
        """The country of an actor, None where it is to stay as it is."""
        place = self.found.actors.get(actor.id)
        if actor.type in _SITES and actor.key is None and place is not None and place.country:
            return place.country
        if actor.country is not None or actor.key is not None or actor.type not in _AT_HOME:
            return None
        mentions = self.mentions[actor.id][:_LOOKED_AT]
        return self._said(mentions) or self.main or self._beside(mentions)

    def _said(self, mentions: Iterable[Mention]) -> str | None:
        """The country of the place that some mention is said to be in: "police in Kunduz"."""
        for mention in mentions:
            inside = self.words.touching(mention.span)
            if mention.form == "pronoun" or not inside:
                continue
            for over in self.around.inside(Named(inside[0], inside[-1], "", mention)):
                if (entry := self.found.entry(over)) and entry.country:
                    return entry.country
        return None

    def _beside(self, mentions: Iterable[Mention]) -> str | None:
        """The one country of the places in the sentences of an actor's mentions."""
        number = {self.words.sentence[w[0]] for m in mentions if (w := self.words.touching(m.span))}
        found = {c for n in number for c in self.in_sentence.get(n, ())}
        return found.pop() if len(found) == 1 else None

    def _main(self) -> str | None:
        """The country in which most places of the article lie."""
        counted: Counter[str] = Counter()
        for name in self.found.names:
            if (entry := self.found.entry(name)) and entry.country:
                counted[entry.country] += _WEIGHT if self.words.block[name.first] <= _FRONT else 1
        best, most = max(counted.items(), key=lambda pair: (pair[1], pair[0]), default=(None, 0))
        return best if most >= _SHARE * counted.total() else None
