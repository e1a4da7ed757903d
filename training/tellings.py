"""The gold events of our own corpus, each at its trigger in a text as the run time reads it, to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast as typed

from corpus.compact import read_article
from corpus.sentences import parted
from corpus.split import part
from sayso.actors import cast
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.article import Part as Parsed
from sayso.events.assembly import parties
from sayso.events.rolescorer import Kind
from sayso.events.taking_part import kinds
from sayso.events.triggers import Trigger, default, triggers
from sayso.language import parts
from sayso.language._spacy import Language
from sayso.record import ARTICLE_KINDS, BlockKind, EventType, Modality, Polarity, Span, Tense
from sayso.statements import attributions
from training.events import in_capitals
from training.registry import PROJECT

ARTICLES = PROJECT / "corpus" / "articles"


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold event by its spans in its text."""

    trigger: Span
    type: EventType
    mode: str | None
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    polarity: Polarity
    modality: Modality
    tense: Tense | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A gold event in its text: the part that it is of, the text's words, our trigger, and who could take part."""

    part: str
    words: Words
    trigger: Trigger
    gold: Gold
    kind: Kind
    parties: frozenset[int]


def tellings(nlp: Language, *, capitals: bool = False) -> Iterator[Telling]:
    """Every gold event of the corpus whose trigger is a word of ours, in order; with ``capitals`` those of the train
    part once more, as they are read in capitals."""
    texts = list(_texts())
    raised = [(name, in_capitals(text), blocks, gold) for name, text, blocks, gold in texts if name == "train"]
    for name, text, blocks, gold in (*texts, *(raised if capitals else ())):
        told = [b for b in blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
        article = Article(text, tuple(blocks), tuple(Parsed(o, d) for o, d in parts(nlp, text, told)))
        own = words(article)
        reading = cast.read(article, attributions(article, own), text=own)
        kind, held = kinds(own, reading.found), parties(reading.found)
        found = triggers(own)
        for event in gold:
            trigger = _trigger(own, event, found)
            if trigger is not None:
                yield Telling(name, own, trigger, event, kind, held)


def _texts() -> Iterator[tuple[str, str, list[tuple[int, int, BlockKind]], list[Gold]]]:
    """(part, text, blocks, gold events) of every sentence and article."""
    for name, s in parted():
        gold = [
            Gold(
                e.trigger, typed(EventType, e.type), e.mode, e.actors, e.recipients,
                typed(Polarity, e.polarity), typed(Modality, e.modality), typed(Tense, e.tense),
            )
            for e in s.events
        ]  # fmt: skip
        if gold:
            yield name, s.text, [(0, len(s.text), "paragraph")], gold
    for path in sorted(ARTICLES.glob("*.ann")):
        record = read_article(path).record
        spans = {m.id: m.span for m in record.mentions}
        gold = [
            Gold(
                e.trigger, e.type, e.mode, tuple(spans[m] for m in e.actors), tuple(spans[m] for m in e.recipients),
                e.polarity, e.modality, e.tense,
            )
            for e in record.events
        ]  # fmt: skip
        yield part(path), record.document.text, [(b.span[0], b.span[1], b.kind) for b in record.blocks], gold


def _trigger(own: Words, event: Gold, found: Sequence[Trigger]) -> Trigger | None:
    """Our trigger at the gold's words, with the gold's type; a plain frame where the lexicon has none there."""
    inside = own.touching(event.trigger)
    if not inside:
        return None
    for trigger in found:
        if trigger.at in inside and trigger.type == event.type:
            return trigger
    at = next((w for w in inside if own.head[w] not in inside or own.head[w] == w), inside[0])
    return Trigger(at, at, (at,), default(own, at, event.type), event.type, event.mode)
