"""Which entry of the actor dictionary a name means, decided by the article: never by force, and by its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from sayso.actors.mentions import ADJECTIVE, SEAT, Mentioned
from sayso.record import ActorType


class Match(Protocol):
    """An entry that a name may mean; ``sure`` where the name alone is enough."""

    @property
    def key(self) -> str: ...
    @property
    def sure(self) -> bool: ...


class Entry(Protocol):
    """What the dictionary knows of an actor at a date. ``of`` is the key of its parent."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> ActorType: ...
    @property
    def country(self) -> str | None: ...
    @property
    def sector(self) -> str | None: ...
    @property
    def of(self) -> str | None: ...


class State(Protocol):
    """A state of the dictionary; ``country`` is ISO 3166-1 alpha-3."""

    @property
    def key(self) -> str: ...
    @property
    def country(self) -> str: ...


class Body(Protocol):
    """A state's body: its key ("kenya:police"), and its state's."""

    @property
    def key(self) -> str: ...
    @property
    def state(self) -> str: ...


class Dictionary(Protocol):
    """The actor dictionary (:class:`sayso.actors.dictionary.Dictionary`), as resolution uses it."""

    def find(self, name: str, *, on: str | None = None) -> Sequence[Match]:
        """The entries that a name may mean, those of the day first."""

    def entry(self, key: str, on: str | None = None) -> Entry | None:
        """The entry of a key at an ISO date (None: the latest)."""

    def country(self, word: str) -> str | None:
        """ISO 3166-1 alpha-3 of a state's name or adjective."""

    def seat(self, word: str) -> State | None:
        """The state whose capital has this name."""

    def pattern(self, country: str, head: str) -> Body | None:
        """A country's body by its common noun."""


def typed(dictionary: Dictionary, published: str | None) -> Callable[[str], ActorType | None]:
    """The type that the dictionary surely gives a name: all that have the name are of one type."""

    @cache
    def type_of(name: str) -> ActorType | None:
        found = dictionary.find(name, on=published)
        if not found or not all(match.sure for match in found):
            return None
        types = {entry.type for match in found if (entry := dictionary.entry(match.key, published))}
        return types.pop() if len(types) == 1 else None

    return type_of


@dataclass
class Support:
    """What an article surely speaks of: keys with their names, and countries."""

    names: dict[str, set[str]] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)


class Resolver:
    """Keys of an article's mentions by name."""

    def __init__(self, dictionary: Dictionary, found: Sequence[Mentioned], published: str | None) -> None:
        self.dictionary, self.on = dictionary, published
        self.known: dict[str, list[tuple[Entry, bool]]] = {}
        self.persons: set[str] = set()
        self.support = Support()
        for mention in found:
            if mention.form == "name":
                if mention.type == "person":
                    parts = mention.name.split()
                    self.persons |= {parts[0], parts[-1]} if len(parts) > 1 else set()
                self._note(mention)
        self.chosen: dict[tuple[str, bool], str | None] = {}

    def key(self, mention: Mentioned) -> str | None:
        """The key that a mention by name means; None where the dictionary has none or the article leaves it open."""
        if SEAT in mention.flags:
            state = self.dictionary.seat(mention.name)
            return state.key if state else None
        if ADJECTIVE in mention.flags:
            country = self.dictionary.country(mention.name)
            body = self.dictionary.pattern(country, "government") if country else None
            return body.state if body else None
        at = mention.name, mention.type == "person"
        if at not in self.chosen:
            self.chosen[at] = self._choose(mention)
        return self.chosen[at]

    def entry(self, key: str) -> Entry | None:
        """The entry of a key on the article's day."""
        return self.dictionary.entry(key, self.on)

    def entries(self, name: str) -> list[tuple[Entry, bool]]:
        """(entry, is the name enough) of a name."""
        if name not in self.known:
            pairs = [(self.entry(match.key), match.sure) for match in self.dictionary.find(name, on=self.on)]
            self.known[name] = [(entry, sure) for entry, sure in pairs if entry is not None]
        return self.known[name]

    def _note(self, mention: Mentioned) -> None:
        """Counts the countries of what is sure, once a mention, and notes under which names a key stands."""
        found = self.entries(mention.name)
        for entry, _ in found:
            self.support.names.setdefault(entry.key, set()).add(mention.name.lower())
        if len(found) == 1 and found[0][1] and found[0][0].country:
            self.support.countries[found[0][0].country] += 1

    def _choose(self, mention: Mentioned) -> str | None:
        fits = [(entry, sure) for entry, sure in self.entries(mention.name) if self._may(mention, entry)]
        if self.dictionary.seat(mention.name):  # a capital is not a region of the same name by default
            fits = [(entry, sure) for entry, sure in fits if sure or entry.type not in ("place", "state")]
        if not fits:
            return None
        if len(fits) == 1 and fits[0][1]:
            return fits[0][0].key
        sure = [entry for entry, enough in fits if enough]
        scored = sorted(((self._score(entry), -n) for n, (entry, _) in enumerate(fits)), reverse=True)
        best, number = scored[0]
        if best > 0 and (len(scored) == 1 or best > scored[1][0]):
            return fits[-number][0].key
        return sure[0].key if len(sure) == 1 and best == self._score(sure[0]) else None

    def _may(self, mention: Mentioned, entry: Entry) -> bool:
        """A person's name means a person; another may be mistaken for one by the model, unless the article shows a
        person of that name."""
        if entry.type == "person":
            return mention.type == "person" or (" " in mention.name and mention.type not in ("place", "state"))
        if mention.type != "person":
            return True
        return not (mention.name in self.persons or mention.modifiers or mention.gender)

    def _score(self, entry: Entry) -> float:
        """How much the article speaks for an entry: another of its names, its parent, its country."""
        score = 2.0 * (len(self.support.names.get(entry.key, ())) > 1)
        score += 1.5 * bool(entry.of and entry.of in self.support.names)
        share = self.support.countries.get(entry.country or "", 0) / max(1, self.support.countries.total())
        return score + (0.5 + share if share else 0.0)
