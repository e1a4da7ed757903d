"""What the ids of a record mean to a reader, and under which ids its parts stand in a page.

A record's own ids may be anything that its maker liked; in a page each part goes by its kind and its place in the
record instead (``s-3``: the third statement), so that nothing of the record becomes a name in HTML or CSS.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from sayso.record import Place, Record, Span, Statement, When

NOBODY = "a voice not named"
COLOURS = 12
"""Speakers are told apart by so many colours, which then begin again; 0 is for those not named."""


class Names:
    """Looks up what the ids of one record mean."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {a.id: a for a in record.actors}
        self.mentions = {m.id: m for m in record.mentions}
        self.statements = {s.id: s for s in record.statements}
        self.figures = {f.id: f for f in record.figures}
        self.events = {e.id: e for e in record.events}
        self.times = {t.span: f"t-{n}" for n, t in reversed([*enumerate(record.times, start=1)]) if t.span}
        self._dom: dict[str, str] = {}
        parts: tuple[Iterable[str], ...] = (self.actors, self.mentions, self.statements, self.figures, self.events)
        for letter, ids in zip("amsfe", parts, strict=True):
            self._dom |= {id: f"{letter}-{n}" for n, id in enumerate(ids, start=1)}
        self._voices: dict[str, int] = {}
        numbers = count()
        for statement in record.statements:
            if (who := self._key(statement)) and who not in self._voices:
                self._voices[who] = next(numbers)

    def dom(self, id: str | None) -> str | None:
        """The id in the page of a part of the record; None where there is no such part."""
        return self._dom.get(id or "")

    def words(self, span: Span) -> str:
        """The words of a span with their white space folded."""
        return " ".join(self.record.words(span).split())

    def actor(self, id: str | None) -> str | None:
        """An actor's name; None where there is none."""
        return self.actors[id].name if id in self.actors else None

    def party(self, mention: str) -> str:
        """Who a mention means: the actor's name, else the mention's own words."""
        found = self.mentions[mention]
        return self.actor(found.actor) or self.words(found.span)

    def speaker(self, statement: Statement) -> str:
        """Who makes a statement, as far as the article names anybody."""
        return self.actor(statement.speaker) or self._unnamed(statement) or NOBODY

    def _unnamed(self, statement: Statement) -> str:
        source = self.mentions.get(statement.source or "")
        cue = self.words(statement.cue.span) if statement.cue else ""
        unnamed = statement.anonymous or ""
        return (unnamed if unnamed != cue else "") or (self.words(source.span) if source else "")

    def _key(self, statement: Statement) -> str:
        """The same for two statements of one speaker; empty where there is none."""
        return f"@{statement.speaker}" if statement.speaker in self.actors else self._unnamed(statement).casefold()

    def speaker_number(self, statement: Statement) -> int | None:
        """Which of the record's speakers it is, from 0; None where there is none."""
        return self._voices.get(self._key(statement))

    def colour(self, statement: Statement | None) -> int:
        """The number of a speaker's colour, from 1; 0 for the article itself and for those not named."""
        number = self.speaker_number(statement) if statement else None
        return 0 if number is None else number % COLOURS + 1

    def chain(self, id: str | None) -> list[Statement]:
        """The statement and those that it stands in, from inside out."""
        out: list[Statement] = []
        while id in self.statements and len(out) < len(self.statements):
            out.append(self.statements[id])
            id = out[-1].parent
        return out

    def voice(self, id: str | None) -> str:
        """On whose say-so: "X", "X, according to Y"; "the article itself" for its own voice."""
        said = dict.fromkeys(self.speaker(s) for s in self.chain(id))
        return ", according to ".join(said) or "the article itself"

    def parties(self, mentions: Iterable[str]) -> dict[str, str]:
        """Who the mentions mean, each once: name → the first mention."""
        out: dict[str, str] = {}
        for mention in mentions:
            if mention in self.mentions:
                out.setdefault(self.party(mention), mention)
        return out


_FROM = {"sentence": "in its sentence", "retelling": "as told elsewhere", "narrative": "as told before"}
"""How a date comes to an event, by :attr:`sayso.record.When.by`, where that is not its own clause."""


def when(time: When) -> str:
    """A date as its value with the words it was read from; a length, and what has no value, in words alone. Of a date
    that does not stand in the event's own clause: where it comes from."""
    words = ", ".join(filter(None, (" ".join(time.text.split()), _FROM.get(time.by or ""))))
    return words if time.value in (None, time.text) or str(time.value).startswith("P") else f"{time.value} ({words})"


def where(place: Place, names: Names) -> str:
    """A place by name, province and country, as far as known."""
    name = place.name or (names.words(place.span) if place.span else "")
    return ", ".join(dict.fromkeys(p for p in (name, place.admin1, place.country) if p))
