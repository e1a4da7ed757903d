"""Tellings with their mentions, voices, dates and places: the events of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from msgspec.structs import replace

from sayso.actors.cast import Found
from sayso.actors.mentions import Mentioned
from sayso.actors.words import Words
from sayso.events.codes import cameo, quad
from sayso.events.contexts import contexts
from sayso.events.read import Told
from sayso.events.retelling import retold
from sayso.record import ActorType, Effect, Event, Harm, Mention, Place, Span, Statement, When
from sayso.statements.spans import Spans

DateOf = Callable[[Span], When | None]
"""The date of what stands at a trigger."""
PlaceOf = Callable[[Span], Place | None]
"""The place of what stands at a trigger."""

_NOBODY: frozenset[ActorType] = frozenset(("place", "facility", "vehicle", "weapon", "other"))
_CLAIMS = frozenset(("claim_responsibility", "deny"))
_JOINED = 2
"""Words of a phrase that stand at most so far from one another are one trigger."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What its surroundings tell of an event, by the span of its trigger."""

    date: DateOf = lambda trigger: None
    place: PlaceOf = lambda trigger: None


def parties(found: Iterable[Mentioned]) -> frozenset[int]:
    """The words that head a mention of somebody who can act, or to whom something is done as a party."""
    return frozenset(m.head for m in found if m.form == "pronoun" or m.type not in _NOBODY)


def wanted(told: Iterable[Told]) -> set[int]:
    """The words of which the tellings want a mention."""
    out: set[int] = set()
    for each in told:
        out |= {*each.roles.actors, *each.roles.recipients, *each.roles.instruments}
        out |= {word for word, _ in each.roles.affected}
    return out


def events(
    text: Words, told: Sequence[Told], cast: Found, statements: Sequence[Statement], setting: Setting | None = None
) -> tuple[Event, ...]:
    """The events in order of their triggers; a happening told again points to its first telling."""
    around = setting or Setting()
    said = Spans((run, n) for n, s in enumerate(statements) for run in s.content)
    actor_of = {m.id: m.actor for m in cast.mentions}
    out = []
    for number, each in enumerate(told, 1):
        span = trigger_span(text, each)
        voice = _voice(span, statements, said)
        event = _event(text, each, span, cast, around, actor_of, f"e{number}")
        if voice is not None:
            event = _claimed(replace(event, voice=voice.id), voice, cast)
        out.append(event)
    return retold(text, out, cast)


def trigger_span(text: Words, told: Told) -> Span:
    """The word that decides what happened, with the words of its phrase that stand beside it."""
    first = last = told.trigger.at
    others = sorted(told.trigger.words)
    for word in (w for w in others if w > last):
        if word - last <= _JOINED:
            last = word
    for word in (w for w in reversed(others) if w < first):
        if first - word <= _JOINED and text.pos[first] == text.pos[word]:
            first = word
    return text.span(first, last)


def _event(
    text: Words, told: Told, span: Span, cast: Found, around: Setting, actor_of: Mapping[str, str | None], name: str
) -> Event:
    roles, frame = told.roles, told.trigger.frame
    actors, recipients = _mentions(text, cast, roles.actors), _mentions(text, cast, roles.recipients)
    if not roles.mutual:
        recipients = _others(text, cast, roles.recipients, {actor_of.get(m) for m in actors} - {None}, actor_of)
    mutual = roles.mutual or (frame.actor == ("both",) and len(actors) > 1)  # a set that does it together
    if mutual:
        actors = recipients = tuple(dict.fromkeys((*actors, *recipients)))
    first, last = text.limits(told.trigger.at)
    return Event(
        id=name,
        type=told.type,
        trigger=span,
        mode=told.mode,
        contexts=contexts(text.lemma[first:last], frame.contexts, told.mode),
        cameo=cameo(told.type, told.mode, frame.cameo if frame.type == told.type else ""),
        quad=quad(told.type),
        actors=actors,
        recipients=recipients,
        instruments=_mentions(text, cast, roles.instruments),
        effects=_effects(told, cast, actors, recipients),
        place=around.place(span),
        date=around.date(span),
        polarity=told.fact.polarity,
        modality=told.fact.modality,
        tense=told.fact.tense,
        mutual=mutual and bool(actors),
    )


def _mentions(text: Words, cast: Found, heads: Iterable[int]) -> tuple[str, ...]:
    """The mentions that the words head; for a set of parties ("the two sides") those of its members."""
    out: dict[str, None] = {}
    for head in (h for h in heads if h in cast.heads):
        mention = cast.heads[head]
        for one in cast.sets.get(mention.actor or "", (_named(text, cast, head).id,)):
            out[one] = None
    return tuple(out)


def _others(
    text: Words, cast: Found, heads: Iterable[int], doers: Set[str | None], actor_of: Mapping[str, str | None]
) -> tuple[str, ...]:
    """The mentions of those to whom it is done: nobody who does it ("agreed to end its strike"), but a pronoun of its
    own that seems to mean the same one ("threatened to beat them"), or says so ("shot himself")."""
    out: dict[str, None] = {}
    for head in (h for h in heads if h in cast.heads):
        for name in _mentions(text, cast, (head,)):
            if actor_of[name] not in doers:
                out[name] = None
            elif text.tag[head] == "PRP":
                out[cast.heads[head].id] = None
    return tuple(out)


def _named(text: Words, cast: Found, head: int) -> Mention:
    """The mention that a word heads; for a pronoun the nearest words before it, in its sentence, that say who it is."""
    mention = cast.heads[head]
    if mention.form != "pronoun" or mention.actor is None:
        return mention
    first, _ = text.limits(head)
    for word in range(head - 1, first - 1, -1):
        other = cast.heads.get(word)
        if other is not None and other.actor == mention.actor and other.form != "pronoun":
            return other
    return mention


def _effects(told: Told, cast: Found, actors: Sequence[str], recipients: Sequence[str]) -> tuple[Harm, ...]:
    """What befell whom: as the roles have it, else what the frame says befalls its recipient (or its subject)."""
    found = [Harm(what=what, on=cast.heads[w].id) for w, what in told.roles.affected if w in cast.heads]
    if not found and told.trigger.frame.effect and told.type == told.trigger.frame.type:
        side, _, what = told.trigger.frame.effect.rpartition(":")
        struck: Effect = what  # type: ignore[assignment]  # the data's cells are checked by a test
        found = [Harm(what=struck, on=m) for m in (actors if side else recipients)]
    return tuple(dict.fromkeys(found))


def _voice(span: Span, statements: Sequence[Statement], said: Spans) -> Statement | None:
    """The statement of shortest content around a trigger."""
    around = {n for (start, end), n in said.touching(span) if start <= span[0] and span[1] <= end}
    if not around:
        return None
    return statements[min(around, key=lambda n: (sum(e - s for s, e in statements[n].content), n))]


def _claimed(event: Event, voice: Statement, cast: Found) -> Event:
    """A deed that somebody claims or denies has him as its actor, if nobody else is said to have done it."""
    act = voice.cue.act if voice.cue else None
    if act not in _CLAIMS or voice.polarity == "negative" or voice.source is None or event.actors:
        return event
    source: Mention | None = next((m for m in cast.mentions if m.id == voice.source), None)
    if source is None or source.type in _NOBODY:
        return event
    return replace(event, actors=(source.id,), polarity="negative" if act == "deny" else event.polarity)
