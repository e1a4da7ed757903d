"""States: their names, adjectives, people, capitals and seats (``data/states.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.folding import fold, spellings, written_as
from sayso.actors.tables import records


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory: ISO 3166-1 codes, Correlates of War number and letters, and its words."""

    key: str
    name: str
    country: str
    iso2: str
    cow: str
    cow_letters: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    end: str

    @property
    def adjective(self) -> str:
        """The first adjective, else the name."""
        return self.adjectives[0] if self.adjectives else self.name


class States:
    """The states, found by key, by their words and by the places they are governed from."""

    def __init__(self, all_of_them: tuple[State, ...]) -> None:
        self.all = all_of_them
        self.by_key = {s.key: s for s in all_of_them}
        self.by_code: dict[str, State] = {}
        self._words: dict[str, list[tuple[State, str]]] = {}
        self._seats: dict[str, list[tuple[State, str]]] = {}
        self._put(self._words, [(s, w) for s in all_of_them for w in (s.name, *s.aliases, *s.adjectives, *s.people)])
        self._put(self._seats, [(s, w) for s in all_of_them for w in (*s.capitals, *s.seats)])
        for state in sorted(all_of_them, key=lambda s: not s.iso2):
            if not state.end:
                self.by_code.setdefault(state.country, state)

    @staticmethod
    def _put(index: dict[str, list[tuple[State, str]]], words: list[tuple[State, str]]) -> None:
        folded = fold("\n".join(word for _, word in words)).split("\n")
        for (state, word), form in zip(words, folded, strict=True):
            index.setdefault(form, []).append((state, word.removesuffix("?")))

    def by_word(self, word: str) -> tuple[State, ...]:
        """The states that a name, adjective or demonym may mean, as the table lists them; those that are no more only
        where no other is meant."""
        for form in spellings(word):
            found = [s for s, written in self._words.get(form, ()) if written_as(word, written)]
            if found:
                alive = [s for s in found if not s.end]
                return tuple(dict.fromkeys(alive or found))
        return ()

    def by_seat(self, word: str) -> State | None:
        """The state governed from a place, None if there is none or there are several."""
        for form in spellings(word):
            found = {s.key: s for s, written in self._seats.get(form, ()) if written_as(word, written) and not s.end}
            if len(found) == 1:
                return next(iter(found.values()))
        return None


def read_states() -> States:
    """The states of ``states.tsv``."""
    out = []
    for cells in records("states.tsv"):
        key, name, _, country, _, _, end, aliases, _, iso2, cow, letters, adjectives, people, capitals, seats = (
            cells + [""] * 16
        )[:16]
        out.append(
            State(
                key, name, country, iso2, cow, letters,
                _list(aliases), _list(adjectives), _list(people), _list(capitals), _list(seats), end,
            )
        )  # fmt: skip
    return States(tuple(out))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
