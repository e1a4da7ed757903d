"""What the tests of this room share: an article read, its actors by the words that mention them."""

from __future__ import annotations

from sayso import check, read
from sayso.record import Actor, Mention, Record


def record(text: str, published: str | None = None) -> Record:
    """The record of a text, sound."""
    got = read(text, published=published)
    assert check(got) == []
    return got


def mentions(got: Record) -> dict[str, Mention]:
    """The mentions by their words; of the same words the last."""
    return {got.words(m.span): m for m in got.mentions}


def actor(got: Record, words: str, nth: int = 0) -> Actor:
    """The actor that the ``nth`` mention with these words means."""
    found = [m for m in got.mentions if got.words(m.span) == words]
    return next(a for a in got.actors if a.id == found[nth].actor)


def together(got: Record, *words: str) -> bool:
    """Do the first mentions with these words mean one actor?"""
    return len({actor(got, w).id for w in words}) == 1
