"""Bodies of state by pattern (``data/patterns.tsv``): "the Kenyan police", "Ministry of Defence of Chile"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from sayso.actors.folding import fold
from sayso.actors.states import State, States
from sayso.actors.tables import records
from sayso.record import ActorType

_OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?(?=[A-Z])")
_LONGEST_STATE = 5


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body that every state may have: its key's end, what it is called, type and PLOVER sector."""

    key: str
    name: str
    type: ActorType
    sector: str


@dataclass(frozen=True, slots=True)
class Patterned:
    """A state's body: key (``kenya:police``), name ("Kenyan police"), type, sector, country and key of the state."""

    key: str
    name: str
    type: ActorType
    sector: str
    country: str
    state: str


class Patterns:
    """The bodies of the states of a table."""

    def __init__(self, states: States) -> None:
        self.states = states

    def find(self, name: str) -> Iterator[Patterned]:
        """The bodies that a whole name may mean: a state's word before the noun, or "of" and the state behind it."""
        words = name.removeprefix("the ").removeprefix("The ").split()
        for cut in range(min(_LONGEST_STATE, len(words) - 1), 0, -1):
            body = _heads().get(fold(" ".join(words[cut:])))
            if body and (states := self.states.by_word(" ".join(words[:cut]))):
                yield from (_of(state, body) for state in states)
                return
        for found in _OF.finditer(name):
            body = _heads().get(fold(name[: found.start()]))
            if body and (states := self.states.by_word(name[found.end() :])):
                yield from (_of(state, body) for state in states)
                return

    def of_country(self, country: str, head: str) -> Patterned | None:
        """The body that a common noun means in a country (ISO alpha-3)."""
        state, body = self.states.by_code.get(country), _heads().get(fold(head))
        return _of(state, body) if state and body else None

    def entry(self, key: str) -> Patterned | None:
        """The body of a key."""
        state, _, kind = key.partition(":")
        body = _bodies().get(kind)
        return _of(self.states.by_key[state], body) if body and state in self.states.by_key else None


def _of(state: State, body: Body) -> Patterned:
    name = f"{state.adjective} {body.name}"
    return Patterned(f"{state.key}:{body.key}", name, body.type, body.sector, state.country, state.key)


@cache
def _table() -> tuple[tuple[Body, str], ...]:
    return tuple((Body(c[0], c[1], cast(ActorType, c[2]), c[3]), c[4]) for c in records("patterns.tsv"))


@cache
def _bodies() -> dict[str, Body]:
    return {body.key: body for body, _ in _table()}


@cache
def _heads() -> dict[str, Body]:
    out: dict[str, Body] = {}
    for body, heads in _table():
        for head in fold(f"{body.name}|{heads}".replace("|", "\n")).split("\n"):
            out.setdefault(head, body)
    return out
