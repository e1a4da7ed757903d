"""What is sound as a record and yet against the guide: slips that a reading eye passes over, named one by one.

:func:`slips` must be empty for every article; :func:`hints` are words that one would expect to be marked, often rightly
unmarked (a generic "they", a score, an age).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.record import ARTICLE_KINDS, Record, Span, Statement

_OPENING, _CLOSING = "“‘\"'«„", "”’\"'»“"
_TERM = re.compile(r"[“„«\"‘'][\w-]+[”“»\"’']")
"""A single word between marks: a name or a word meant as a word, which need not make a statement a mixed one."""
_QUOTED = re.compile(r"[“”„«»\"]|(?<!\w)[‘'](?=\w)")
_PREPOSITION = re.compile(r"(?:on|in|at|by|since|until|during|from)\s", re.I)
_ARTICLE = re.compile(r"(?:the|an?)\s", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|hers|their|him|them|we|our|us|I|my|me)\b")
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds?|thousands?|"
    r"million|billion|[A-Z][a-z]+day|yesterday|today|tomorrow|weeks?|months?|years?|January|February|April|June|July|"
    r"August|September|October|November|December)\b"
)


def _within(span: Span, runs: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in runs)


def _length(told: Statement) -> int:
    return sum(end - start for start, end in told.content)


def innermost(record: Record, span: Span, but: str | None = None) -> str | None:
    """The id of the smallest statement, other than ``but``, whose content holds ``span``; none: the article's voice."""
    holding = [s for s in record.statements if s.id != but and _within(span, s.content)]
    return min(holding, key=lambda s: (_length(s), s.parent is None)).id if holding else None


def slips(record: Record) -> Iterator[str]:
    """A message for each slip."""
    yield from _voices(record)
    yield from _parents(record)
    yield from _contents(record)
    yield from _events(record)
    yield from _figures(record)
    yield from _words(record)
    yield from _roles(record)
    yield from _possessives(record)


def _voices(record: Record) -> Iterator[str]:
    coded = [(event.id, event.trigger, event.voice) for event in record.events]
    coded += [(figure.id, figure.span, figure.voice) for figure in record.figures]
    coded += [("relation", tie.span, tie.voice) for tie in record.relations if tie.span]
    for name, span, voice in coded:
        inside = innermost(record, span)
        if inside != voice:
            words = record.document.text[slice(*span)]
            yield f"{name} {words!r} has the voice {voice} and stands in the content of {inside}"


def _parents(record: Record) -> Iterator[str]:
    contents = {told.id: told.content for told in record.statements}
    for told in record.statements:
        span = told.cue.span if told.cue else told.content[0]
        inside = innermost(record, span, but=told.id)
        if told.parent and told.content == contents[told.parent]:
            continue  # "the radio reported, citing police": the same words in the mouth of both, the one in the other's
        if inside and not told.cue and told.content == contents[inside]:
            inside = None
        if inside != told.parent:
            yield f"{told.id} has the parent {told.parent} and stands in the content of {inside}"


def _contents(record: Record) -> Iterator[str]:
    text = record.document.text
    for told in record.statements:
        nested = [run for other in record.statements if other.parent == told.id for run in other.content]
        runs = [text[start:end] for start, end in told.content]
        if any(words != words.strip() for words in runs):
            yield f"{told.id}: blanks at an end of its content"
        if told.kind == "direct":
            if len(runs) == 1 and runs[0][0] in "“«" and runs[0][-1] in "”»" and not nested:
                yield f"{told.id}: direct content with its quotation marks"
            continue
        for (_, end), words in zip(told.content, runs, strict=True):
            if words[-1] in ".," and text[end : end + 1] not in tuple(_CLOSING):
                yield f"{told.id}: indirect content that ends in {words[-1]!r}: …{words[-20:]!r}"
        if told.kind == "indirect" and _own_marks(text, told.content, nested, but_terms=True):
            yield f"{told.id}: indirect, with quotation marks of its own"
        if told.kind == "mixed" and not _own_marks(text, told.content, nested):
            yield f"{told.id}: mixed, without quotation marks"


def _own_marks(text: str, content: Sequence[Span], nested: Sequence[Span], but_terms: bool = False) -> bool:
    """Whether quotation marks stand in ``content`` or round a run of it, other than those of ``nested`` contents."""
    around = {at for start, end in nested for at in (start - 1, end)}
    for start, end in content if but_terms else ():
        around.update(at for term in _TERM.finditer(text, start, end) for at in range(*term.span()))
    found = [at.start() for start, end in content for at in _QUOTED.finditer(text, start, end)]
    edges = [start - 1 for start, _ in content if start and text[start - 1] in _OPENING]
    return any(at not in around for at in found + edges)


def _events(record: Record) -> Iterator[str]:
    by_id = {event.id: event for event in record.events}
    for event in record.events:
        first = by_id.get(event.same_as or "")
        if first and (first.trigger[0] > event.trigger[0] or first.same_as):
            yield f"{event.id}: same_as {first.id}, which is not the first telling"
        if event.tense is None:
            yield f"{event.id}: no tense"
        for effect in event.effects:
            if effect.figure and effect.figure not in event.figures:
                yield f"{event.id}: the figure {effect.figure} of an effect is not among its figures"
        if event.mutual and set(event.actors) != set(event.recipients):
            yield f"{event.id}: mutual, with unlike parties"


def _figures(record: Record) -> Iterator[str]:
    listed = {(name, event.id) for event in record.events for name in event.figures}
    own = {(figure.id, figure.event) for figure in record.figures if figure.event}
    for name, event_id in sorted(own - listed):
        yield f"{name}: of the event {event_id}, which does not list it"
    for name, event_id in sorted(listed - own):
        yield f"{event_id}: lists the figure {name}, which is not of this event"


def _words(record: Record) -> Iterator[str]:
    text = record.document.text
    for mention in record.mentions:
        words = text[slice(*mention.span)]
        if words != words.strip(" ,;:–—") or words.endswith(("’s", "'s")):
            yield f"{mention.id}: mention {words!r} with an end that is not its own"
    for told in record.statements:
        if told.anonymous and _ARTICLE.match(told.anonymous):
            yield f"{told.id}: anonymous {told.anonymous!r} with an article"
    for time in record.times:
        if _PREPOSITION.match(time.text):
            yield f"time {time.text!r} with a preposition"
    seen = {mention.actor for mention in record.mentions}
    for actor in record.actors:
        if actor.id not in seen:
            yield f"actor {actor.name!r} without a mention"


def _roles(record: Record) -> Iterator[str]:
    text = record.document.text
    for actor in record.actors:
        named = [text[slice(*mention.span)].lower() for mention in record.mentions if mention.actor == actor.id]
        for role in actor.roles:
            if role.span is None and any(role.title.lower() in words for words in named):
                yield f"actor {actor.name!r}: the role {role.title!r} has no label, though a mention says it"


def _possessives(record: Record) -> Iterator[str]:
    """ "Brazil’s Otávio Sandri": what stands before the name belongs to its mention."""
    text = record.document.text
    ends = {mention.span[1] for mention in record.mentions}
    for mention in record.mentions:
        start = mention.span[0]
        owned = start - 3 in ends and text[start - 3 : start] in ("’s ", "'s ")
        if owned and mention.form == "name" and mention.type == "person":
            yield f"{mention.id}: the possessor before {text[slice(*mention.span)]!r} belongs to the mention"


def hints(record: Record) -> Iterator[str]:
    """Pronouns, numbers and words of time in the article's blocks that carry no mark."""
    text = record.document.text
    blocks = [block.span for block in record.blocks if block.kind in ARTICLE_KINDS and block.kind != "byline"]
    counted = [figure.span for figure in record.figures] + [time.span for time in record.times if time.span]
    named = [mention.span for mention in record.mentions]
    for pattern, marked in ((_PRONOUN, named), (_NUMBER, [*counted, *named])):
        for start, end in blocks:
            for match in pattern.finditer(text, start, end):
                if not _within(match.span(), marked):
                    yield f"unmarked {match[0]!r} in {text[max(start, match.start() - 25) : match.end() + 20]!r}"
