"""What is in the single sentences: counts, coverage of constructions, sentences that stand twice."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from corpus.sentences import HERE, Event, Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads((HERE / "constructions.toml").read_text(encoding="utf-8"))
    return {name: re.compile(pattern) for name, pattern in table.items()}


def constructions(sentence: Sentence, event: Event) -> list[str]:
    """The constructions that the event shows: by the signs of ``constructions.toml`` and by its own fields."""
    start, end = event.trigger
    text = sentence.text
    shown = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    found = [name for name, pattern in _patterns().items() if pattern.search(shown)]
    found += ["several actors"] * (len(event.actors) > 1) + ["several recipients"] * (len(event.recipients) > 1)
    return found + ["mutual"] * event.mutual + ["no actor"] * (not event.actors)


def doubles(sentences: Iterable[Sentence]) -> list[str]:
    """A message for each sentence that has the words of an earlier one but for names and numbers."""
    seen: dict[tuple[str, ...], Sentence] = {}
    out = []
    for sentence in sentences:
        words = _WORD.findall(sentence.text)
        if not sentence.text.isupper():
            words = [word for word in words if not word[0].isupper()]
        first = seen.setdefault(tuple(word.lower() for word in words), sentence)
        if first is not sentence:
            out.append(f"{sentence.file}:{sentence.line}: the words of {first.file}:{first.line} but for names")
    return out


def counts(sentences: Sequence[Sentence]) -> Counter[str]:
    """How many there are of each type, mode, modality, polarity, tense and construction, and of distinct triggers."""
    out: Counter[str] = Counter(sentences=len(sentences))
    out["sentences without event"] = sum(not sentence.events for sentence in sentences)
    out["sentences in capitals"] = sum(sentence.text.isupper() for sentence in sentences)
    out["words"] = sum(len(sentence.text.split()) for sentence in sentences)
    pairs = [(sentence, event) for sentence in sentences for event in sentence.events]
    out["events"] = len(pairs)
    out["distinct triggers"] = len({sentence.words(event.trigger).lower() for sentence, event in pairs})
    for sentence, event in pairs:
        out.update([f"type {event.type}", f"mode {event.type}/{event.mode or '-'}", f"modality {event.modality}"])
        out.update([f"polarity {event.polarity}", f"tense {event.tense}"])
        out.update(f"construction {name}" for name in constructions(sentence, event))
    return out
