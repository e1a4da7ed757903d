"""Dates of events that their sentence leaves out: of another telling of the same, else of the article's narrative."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sayso.actors.words import Words
from sayso.record import DatedBy, Event, Span, Statement, When
from sayso.times.attach import attach
from sayso.times.read import Found


def date_at(words: Words, told: Sequence[Found], span: Span, *near: DatedBy) -> When | None:
    """The date of what stands at a span, where it comes from one of ``near``; ``by`` says from which."""
    found = attach(words, told, span)
    return replace(found.when, by=found.where) if found and found.where in near else None


def with_dates(
    words: Words, told: Sequence[Found], events: Sequence[Event], statements: Sequence[Statement] = ()
) -> tuple[Event, ...]:
    """The events; first tellings of what plainly happened, without a date of their own, with one from elsewhere.

    It is that of the first other telling that has one, else the day that the article's narrative has come to. What is
    asked, feared or to come has none, nor has what is told again: ``same_as`` carries that of the first over. Whoever
    is quoted word for word, and the perfect ("has handed over"), leave the narrative's line.
    """
    again: dict[str, When] = {}
    for event in events:
        if event.same_as and event.date and event.date.value:
            again.setdefault(event.same_as, event.date)
    quoted = {s.id for s in statements if s.kind == "direct"}
    return tuple(_dated(words, told, e, again.get(e.id), apart=e.voice in quoted) for e in events)


def _dated(words: Words, told: Sequence[Found], event: Event, later: When | None, *, apart: bool) -> Event:
    happened = event.polarity == "positive" and event.modality == "asserted" and event.tense == "past"
    if event.date is not None or event.same_as is not None or not happened:
        return event
    if later:
        return replace(event, date=replace(later, by="retelling"))
    if apart or _perfect(words, event.trigger):
        return event
    return replace(event, date=date_at(words, told, event.trigger, "narrative"))


def _perfect(words: Words, trigger: Span) -> bool:
    """Does "has" or "have" stand with the trigger?"""
    inside = words.touching(trigger)
    helpers = (c for w in inside for c in words.children[w] if words.dep[c].startswith("aux"))
    return any(words.tag[c] in ("VBZ", "VBP") and words.lemma[c] == "have" for c in helpers)
