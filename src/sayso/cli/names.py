"""What a record's ids and spans are called when a person reads them, each on one line."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.record import Place, Record, Span, Statement, When

_NOBODY = "a voice not named"


class Names:
    """Looks up what the ids of one record mean."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {a.id: a for a in record.actors}
        self.mentions = {m.id: m for m in record.mentions}
        self.statements = {s.id: s for s in record.statements}
        self.figures = {f.id: f for f in record.figures}
        self.events = {e.id: e for e in record.events}

    def words(self, span: Span) -> str:
        """The words of a span on one line."""
        return line(self.record.words(span))

    def actor(self, id: str | None) -> str | None:
        """An actor's name; None where there is none."""
        return line(self.actors[id].name) if id in self.actors else None

    def party(self, mention: str) -> str:
        """Who a mention means: the actor's name, else the mention's own words."""
        found = self.mentions[mention]
        return self.actor(found.actor) or self.words(found.span)

    def parties(self, mentions: Iterable[str]) -> str:
        """The parties of an event, each once."""
        return ", ".join(dict.fromkeys(self.party(m) for m in mentions))

    def speaker(self, statement: Statement) -> str:
        """Who makes a statement, as far as the article names anybody."""
        source = self.mentions.get(statement.source or "")
        cue = self.words(statement.cue.span) if statement.cue else ""
        unnamed = line(statement.anonymous or "")
        words = self.words(source.span) if source else ""
        return self.actor(statement.speaker) or (unnamed if unnamed != cue else "") or words or _NOBODY

    def voice(self, id: str | None) -> str | None:
        """On whose say-so: the statement's speaker, and whoever reports that; None for the article's own voice."""
        said: list[str] = []
        while id and len(said) < len(self.statements):
            said.append(self.speaker(self.statements[id]))
            id = self.statements[id].parent
        return ", according to ".join(dict.fromkeys(said)) or None


def when(time: When) -> str:
    """A date as its value with the words it was read from; a length, and what has no value, in words alone.

    A date that an event has only from the narrative before it is marked so.
    """
    far = ", as told before" if time.by == "narrative" else ""
    if time.value is None or time.value == time.text or time.value.startswith("P"):
        return line(time.text) + far
    return f"{time.value} ({line(time.text)}{far})"


def where(place: Place, names: Names) -> str:
    """A place by name, province and country, as far as known."""
    name = place.name or (names.words(place.span) if place.span else "")
    parts = (name, place.admin1 if place.admin1 != name else None, place.country)
    return ", ".join(line(p) for p in parts if p)


def line(words: str) -> str:
    """On one line, without control characters that a terminal would obey and without lone surrogates."""
    folded = " ".join(words.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in folded)


def cut(words: str, width: int) -> str:
    """The words, or their beginning with an ellipsis, in ``width`` columns."""
    return words if len(words) <= width else words[: max(0, width - 1)] + "…"
