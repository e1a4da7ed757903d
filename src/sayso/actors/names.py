"""Mentions by name: what the language layer's names mean as actors, and how far the noun phrase around a name goes."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from sayso.article import Article
from sayso.language._spacy import Span as DocSpan
from sayso.language._spacy import Token
from sayso.record import ActorType, Span

_BEFORE = frozenset(
    ("compound", "amod", "det", "nmod:desc", "nmod:poss", "flat", "nummod", "case", "punct", "advmod", "nmod")
)
_KINDS: dict[str, ActorType] = {"PER": "person", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "people"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: the noun phrase with its title (``span``), the name alone (``core``), what it names."""

    span: Span
    core: Span
    text: str
    type: ActorType


def names(article: Article) -> list[Name]:
    """The names of persons, organisations, places and peoples in an article, in order of the text.

    Events and works have names too and are no actors. The phrase around a person's name takes in what stands before it
    in the tree ("RT host Rick Sanchez"), not what follows.
    """
    found = [name for part in article.parts for entity in part.doc.ents for name in _name(entity, part.offset)]
    return _agreed(found)


def _name(entity: DocSpan, offset: int) -> Iterator[Name]:
    kind = _type(entity.text, entity.label_)
    if kind is None:
        return
    start, end = entity.start_char + offset, entity.end_char + offset
    first = _phrase_start(entity) if entity.label_ == "PER" else entity[0]
    yield Name((first.idx + offset, end), (start, end), " ".join(entity.text.split()), kind)


def _agreed(found: list[Name]) -> list[Name]:
    """One name means one kind of thing in an article: what most of its occurrences say, the first one's on a tie."""
    votes: dict[str, Counter[ActorType]] = {}
    for name in found:
        votes.setdefault(name.text, Counter())[name.type] += 1
    return [replace(name, type=votes[name.text].most_common(1)[0][0]) for name in found]


def _phrase_start(entity: DocSpan) -> Token:
    """The first word of the noun phrase that ends with a person's name."""
    start = entity.start
    sentence = entity[0].sent.start
    inside = set(range(entity.start, entity.end))
    doc = entity.doc
    while start > sentence:
        word = doc[start - 1]
        if word.dep_ not in _BEFORE or word.is_space or word.text in (",", ";", ":", "“", '"', "(", "‘", "—", "–"):
            break
        if not _leads_to(word, inside):
            break
        start -= 1
        inside.add(start)
    while start < entity.start and doc[start].dep_ in ("case", "punct", "advmod"):
        start += 1
    return doc[start]


def _leads_to(word: Token, inside: set[int]) -> bool:
    """Does the word hang on the phrase, or the phrase on the word ("spokesman Idris Sesay")?"""
    return word.head.i in inside or any(child.i in inside for child in word.children)


def _type(text: str, label: str) -> ActorType | None:
    if label == "ORG":
        return organisation_type(text)
    return _KINDS.get(label)


def organisation_type(name: str) -> ActorType:
    """The type of an organisation by the words of its name (``data/types.toml``)."""
    data = _data()
    low = " ".join(name.lower().replace("’", "'").split()).removeprefix("the ")
    if low in data["whole"]:
        return cast(ActorType, data["whole"][low])
    for word in reversed(re.findall(r"[\w-]+", low)):
        if word in data["by_word"]:
            return cast(ActorType, data["by_word"][word])
    return cast(ActorType, data["default"])


@cache
def _data() -> dict[str, Any]:
    raw = tomllib.loads(files("sayso.actors").joinpath("data/types.toml").read_text(encoding="utf-8"))
    by_word = {word: kind for kind, words in reversed(raw["words"].items()) for word in words}
    return {**raw, "by_word": by_word}
