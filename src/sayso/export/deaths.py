"""How many a happening killed, according to whom: best, low and high from the figures that the article has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.export.view import ARTICLE, Happening
from sayso.record import Event, Figure

Number = float | int


@dataclass(frozen=True)
class Account:
    """What one voice says at one place. ``dead`` counts who died, a number for each group that is counted apart."""

    voice: str
    dead: tuple[Figure, ...]

    def _sum(self, numbers: Iterable[Number | None]) -> Number | None:
        known = [n for n in numbers if n is not None]
        return sum(known) if len(known) == len(self.dead) else None

    @property
    def best(self) -> Number | None:
        """The number that is said; None where only the most is ("up to 20")."""
        return self._sum(None if f.bound == "at_most" else _first(f.value, f.low, f.high) for f in self.dead)

    @property
    def low(self) -> Number | None:
        return self._sum(None if f.bound == "at_most" else _first(f.low, f.value) for f in self.dead)

    @property
    def high(self) -> Number | None:
        """The most; where only the least is said, that is what stands for it."""
        return self._sum(_first(f.high, f.value, f.low) for f in self.dead)

    @property
    def shown(self) -> str:
        """The number in words that people read: "at least 12", "12-15"."""
        low, best, high = self.low, self.best, self.high
        if best is None:
            return f"at most {_plain(high)}"
        if low is not None and high is not None and low != high:
            return f"{_plain(low)}-{_plain(high)}"
        bounds = {f.bound for f in self.dead} - {"exact"}
        word = {"at_least": "at least ", "about": "about "}.get(next(iter(sorted(bounds)), ""), "")
        return f"{word}{_plain(best)}"


def _first(*numbers: Number | None) -> Number | None:
    return next((n for n in numbers if n is not None), None)


def _plain(number: Number | None) -> str:
    return f"{number:g}" if isinstance(number, float) and number < 1e15 else str(number)


@dataclass(frozen=True)
class Toll:
    """The accounts of a happening, in order of the text. ``named`` is how many single persons are said to be dead,
    ``dead`` whether anybody is: what is known where no account has a number."""

    accounts: tuple[Account, ...]
    named: int
    dead: bool

    @cached_property
    def chosen(self) -> Account | None:
        """The account that stands for all: the first of the article's own voice, else the first."""
        counted = [a for a in self.accounts if a.best is not None]
        return next((a for a in counted if a.voice == ARTICLE), counted[0] if counted else None)

    @property
    def best(self) -> Number | None:
        return self.chosen.best if self.chosen else self.named or None

    @property
    def low(self) -> Number | None:
        """The least that anybody says; 1 where somebody died and nobody says how many."""
        return _first(min(self._all("low"), default=None), self.best, 1 if self.dead else None)

    @property
    def high(self) -> Number | None:
        """The most that anybody says."""
        return _first(max(self._all("high"), default=None), self.best)

    def _all(self, field: str) -> list[Number]:
        return [n for a in self.accounts if (n := getattr(a, field)) is not None]

    def who(self, field: str) -> str:
        """Whose the number is: of ``best`` the chosen one's, of ``low`` and ``high`` all who say it."""
        if field == "best":
            return self.chosen.voice if self.chosen else ""
        number = getattr(self, field)
        return "; ".join(dict.fromkeys(a.voice for a in self.accounts if getattr(a, field) == number))

    @property
    def reports(self) -> str:
        """All accounts: "at least 12 (article); 40 (villagers)"."""
        return "; ".join(dict.fromkeys(f"{a.shown} ({a.voice})" for a in self.accounts))


def toll(happening: Happening) -> Toll:
    """Who died of a happening, by the tellings that say that it happened."""
    accounts = tuple(account for event in happening.real for account in _accounts(happening, event))
    killed = [h.on for e in happening.real for h in e.effects if h.what == "killed"]
    single = {_single(happening, m) for m in killed} - {None}
    return Toll(accounts, len(single), bool(killed or accounts))


def _accounts(happening: Happening, event: Event) -> Iterable[Account]:
    """A telling's accounts: figures of one voice that count different groups are added, others stand side by side."""
    groups: list[list[Figure]] = []
    for figure in filter(_counts, happening.view.figures(event.id)):
        for group in groups:
            if _apart(figure, group):
                group.append(figure)
                break
        else:
            groups.append([figure])
    return [Account(happening.view.voice(group[0].voice), tuple(group)) for group in groups]


def _counts(figure: Figure) -> bool:
    """Whether it counts the dead, and not some of those that another figure counts."""
    told = _first(figure.value, figure.low, figure.high)
    return figure.kind == "killed" and figure.part_of is None and told is not None


def _apart(figure: Figure, group: Sequence[Figure]) -> bool:
    """Whether it is of the same voice and counts other people than each of the group."""
    same = figure.voice == group[0].voice
    return same and figure.of is not None and all(f.of not in (None, figure.of) for f in group)


def _single(happening: Happening, mention: str | None) -> str | None:
    """The actor, where a mention means one person."""
    found = happening.view.mentions.get(mention or "")
    actor = happening.view.actors.get(found.actor or "") if found else None
    return actor.id if actor and actor.type == "person" else None
