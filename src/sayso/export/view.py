"""A record as exports look at it: its parts by their ids, and what happened, each happening with all its tellings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.record import Actor, Event, Figure, Mention, Record, Span
from sayso.store.rows import Bundle, bundle
from sayso.store.sentences import sentence

ARTICLE = "article"
"""The voice of the article itself."""
_NEAR = 2000
"""Characters before and behind a span that are looked at for its sentence."""


@dataclass(frozen=True)
class View:
    """A record and its key (see :meth:`sayso.sources.found.Article.key`)."""

    key: str
    record: Record

    @cached_property
    def stored(self) -> Bundle:
        """What the store keeps of it, as rows."""
        return bundle(self.key, self.record)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        return {m.id: m for m in self.record.mentions}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return {a.id: a for a in self.record.actors}

    @cached_property
    def _figures(self) -> dict[str, list[Figure]]:
        """Event → the figures that it names, or that name it, in order of the text."""
        by_id = {f.id: (n, f) for n, f in enumerate(self.record.figures)}
        found: dict[str, dict[int, Figure]] = {}
        for n, figure in by_id.values():
            if figure.event:
                found.setdefault(figure.event, {})[n] = figure
        for event in self.record.events:
            for id in (*event.figures, *(h.figure for h in event.effects)):
                if id in by_id:
                    n, figure = by_id[id]
                    found.setdefault(event.id, {})[n] = figure
        return {event: [figure for _, figure in sorted(several.items())] for event, several in found.items()}

    def figures(self, event: str) -> list[Figure]:
        """The figures of an event."""
        return self._figures.get(event, [])

    @cached_property
    def _statements(self) -> dict[str, tuple[str, str | None]]:
        """Statement → who says it, and the statement that it stands in."""
        out = {}
        for s in self.record.statements:
            speaker = self.actors.get(s.speaker or "")
            name = speaker.name if speaker else s.anonymous or self.said_of(s.source) or "?"
            out[s.id] = (name, s.parent)
        return out

    def said_of(self, mention: str | None) -> str | None:
        """The words of a mention."""
        found = self.mentions.get(mention or "")
        return self.record.words(found.span) if found else None

    def voice(self, statement: str | None) -> str:
        """On whose say-so: "X", "X, according to Y", or "article"."""
        names: list[str] = []
        met: set[str] = set()
        while statement is not None and statement not in met:
            met.add(statement)
            name, statement = self._statements.get(statement, ("?", None))
            names.append(name)
        return ", according to ".join(names) or ARTICLE

    def sentence(self, span: Span) -> str:
        """The sentence that a span stands in, its white space folded; of a sentence without end what stands near."""
        at = bisect_right(self._starts, span[0]) - 1
        low, high = self.record.blocks[at].span if at >= 0 else span
        if not low <= span[0] < high:
            low, high = span
        low, high = max(low, span[0] - _NEAR), max(min(high, span[1] + _NEAR), span[1])
        return sentence(self.record.document.text[low:high], span[0] - low, span[1] - low)

    @cached_property
    def _starts(self) -> list[int]:
        return [b.span[0] for b in self.record.blocks]

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """What the article tells of: events that tell the same again are one happening, in order of the first."""
        groups: dict[str, list[Event]] = {}
        first: dict[str, str] = {}
        for event in self.record.events:
            root = first.get(event.same_as or "", event.id)
            first[event.id] = root
            groups.setdefault(root, []).append(event)
        return tuple(Happening(self, tuple(tellings)) for tellings in groups.values())


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who take part: the mention, and the actor that it means, if known."""

    view: View
    mention: str

    @property
    def actor(self) -> Actor | None:
        found = self.view.mentions.get(self.mention)
        return self.view.actors.get(found.actor or "") if found else None

    @property
    def words(self) -> str:
        return self.view.said_of(self.mention) or ""

    @property
    def name(self) -> str:
        actor = self.actor
        return actor.name if actor else self.words

    @property
    def identity(self) -> str:
        """The same for two mentions of one actor."""
        actor = self.actor
        return actor.id if actor else self.mention


@dataclass(frozen=True)
class Happening:
    """One happening of an article: the tellings of it, in order of the text."""

    view: View
    tellings: tuple[Event, ...]

    @cached_property
    def real(self) -> tuple[Event, ...]:
        """The tellings that say that it happened, or may have: neither denied, planned, demanded nor conditional."""
        return tuple(e for e in self.tellings if e.polarity == "positive" and e.modality in ("asserted", "possible"))

    @property
    def event(self) -> Event:
        """The telling that stands for all: the first that says that it happened for certain, else the first that says
        so, else the first."""
        certain = (e for e in self.real if e.modality == "asserted")
        return next(certain, self.real[0] if self.real else self.tellings[0])

    def _first(self, field: str) -> tuple[Event, ...]:
        """The telling that stands for all, then the others that say that it happened."""
        return (self.event, *(e for e in self.real if e is not self.event and getattr(e, field)))

    @cached_property
    def actors(self) -> tuple[Party, ...]:
        """Who did it; from another telling where the one that stands for all names nobody."""
        return self._parties("actors")

    @cached_property
    def recipients(self) -> tuple[Party, ...]:
        """To whom it was done, in the same way."""
        return self._parties("recipients")

    def _parties(self, field: str) -> tuple[Party, ...]:
        told = next((getattr(e, field) for e in self._first(field) if getattr(e, field)), ())
        parties = {p.identity: p for p in (Party(self.view, m) for m in reversed(told))}
        return tuple(reversed(parties.values()))

    @cached_property
    def pairs(self) -> tuple[tuple[Party | None, Party | None], ...]:
        """Every actor with every recipient; one pair with None where a side is not named. A mutual deed is two, one
        each way."""
        sides = [(a, r) for a in self.actors or (None,) for r in self.recipients or (None,)]
        return tuple((a, r) for a, r in sides if len(sides) == 1 or not (a and r) or a.identity != r.identity)

    @property
    def place(self) -> Event:
        """The telling that says where."""
        return next((e for e in self._first("place") if e.place), self.event)

    @property
    def date(self) -> Event:
        """The telling that says when."""
        return next((e for e in self._first("date") if e.date and e.date.value), self.event)

    @property
    def told_by(self) -> str:
        """On whose say-so it happened: voices, "; " between."""
        return "; ".join(dict.fromkeys(self.view.voice(e.voice) for e in self.real))

    @property
    def denied_by(self) -> str:
        """Who says that it did not."""
        denials = (e for e in self.tellings if e.polarity == "negative")
        return "; ".join(dict.fromkeys(self.view.voice(e.voice) for e in denials))


def real_happenings(view: View) -> Iterator[Happening]:
    """The happenings of which some telling says that they happened, or may have."""
    return (h for h in view.happenings if h.real)
