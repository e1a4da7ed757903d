"""Triggers: the words of an article that tell an event; the lexicon proposes, the learned senses decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.actors.words import Words
from sayso.events.lexicon import Frame, frames
from sayso.events.proposals import Hit, hits
from sayso.events.senses import Senses, Verdict
from sayso.record import EventType

_NO_EVENT_NAMES = frozenset(("PER", "ORG", "FAC", "EVENT", "MISC", "GPE", "LOC"))
_CONTENT = frozenset(("VERB", "NOUN", "ADJ", "PROPN"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame at its anchor word; ``words`` are all its words there, ``at`` is the word that decides the type.

    ``type`` and ``mode`` go before those of the frame, which may mean another sense and then only tells where the
    parties stand. ``score`` is the probability that an event is told here (1 where the lexicon alone decides).
    """

    anchor: int
    at: int
    words: tuple[int, ...]
    frame: Frame
    type: EventType
    mode: str | None
    score: float = 1.0


def triggers(words: Words, senses: Senses | None = None) -> list[Trigger]:
    """The triggers in order of the text; no word is part of two. Without senses the lexicon alone decides.

    Linear in the text.
    """
    found = hits(words)
    good = [h for h in found if not (h.avoided or _named(words, h.anchor) or _premodifier(words, h.anchor))]
    out = _by_lexicon(words, good) if senses is None else _by_senses(words, found, senses(words, found, good))
    return sorted(out, key=lambda t: t.at)


def _by_lexicon(words: Words, good: Sequence[Hit]) -> list[Trigger]:
    """The longer phrase goes before, then the earlier."""
    taken: set[int] = set()
    out = []
    for hit in sorted(good, key=lambda h: (-len(h.words), h.frame.pos != "verb", h.anchor)):
        content = {w for w in hit.words if words.pos[w] in _CONTENT}
        if not content & taken:
            taken |= content
            out.append(Trigger(hit.anchor, hit.at, hit.words, hit.frame, hit.frame.type, hit.frame.mode))
    return out


def _by_senses(words: Words, found: Sequence[Hit], verdicts: Sequence[Verdict]) -> list[Trigger]:
    """The surest goes before; the other words of the phrases that it is part of tell nothing more."""
    of: dict[int, list[Hit]] = {}
    for hit in found:
        for word in hit.words:
            of.setdefault(word, []).append(hit)
    taken: set[int] = set()
    out = []
    for verdict in sorted(verdicts, key=lambda v: (-v.score, v.word)):
        if verdict.word not in taken:
            known = of.get(verdict.word, [])
            taken.update(w for hit in known for w in hit.words if words.pos[w] in _CONTENT)
            out.append(_trigger(words, verdict, known))
    return out


def _trigger(words: Words, verdict: Verdict, known: Sequence[Hit]) -> Trigger:
    """The verdict with the frame that tells it best: of its type, not avoided, of most words."""
    word, kind, mode = verdict.word, verdict.type, verdict.mode
    fit = min(known, key=lambda h: (h.frame.type != kind, h.avoided, -len(h.words), h.at != word), default=None)
    if fit is None or (fit.frame.type != kind and fit.at != word):
        return Trigger(word, word, (word,), default(words, word, kind), kind, mode, verdict.score)
    return Trigger(fit.anchor, word, fit.words, fit.frame, kind, mode, verdict.score)


def default(words: Words, word: int, kind: EventType) -> Frame:
    """A frame for a word that the lexicon lacks: parties where they mostly stand with its type and part of speech."""
    pos = {"VERB": "verb", "AUX": "verb", "ADJ": "adj"}.get(words.pos[word], "noun")
    lemma = words.lemma[word]
    return replace(_usual().get((kind, pos)) or _usual()[kind, "verb"], words=(lemma,), anchor=lemma, pos=pos)


@cache
def _usual() -> dict[tuple[EventType, str], Frame]:
    """(type, part of speech) → the parties that most single words of it have, with nothing else."""
    places: dict[tuple[EventType, str], Counter[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    example = next(f for known in frames().values() for f in known)
    for known in frames().values():
        for frame in known:
            if not frame.others:
                places.setdefault((frame.type, frame.pos), Counter())[frame.actor, frame.recipient] += 1
    out = {}
    for (kind, pos), count in places.items():
        (actor, recipient), _ = min(count.items(), key=lambda item: (-item[1], item[0]))
        bare = replace(example, type=kind, mode=None, cameo="", effect="", brings="", avoid=frozenset(), contexts=())
        out[kind, pos] = replace(bare, actor=actor, recipient=recipient, pos=pos)
    return out


def _named(words: Words, word: int) -> bool:
    """Is the word part of a name?"""
    number = words.entity[word]
    return number >= 0 and words.names[number][2] in _NO_EVENT_NAMES


def _premodifier(words: Words, word: int) -> bool:
    """A noun before another noun says what kind that one is ("attack helicopter"), not that something happened."""
    return words.pos[word] in ("NOUN", "PROPN") and words.dep[word] in ("compound", "nmod:desc", "flat")
