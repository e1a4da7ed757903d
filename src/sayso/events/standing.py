"""Who stands where around a word: what the rules of verbs and of nouns share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from sayso.actors.clauses import before, conjuncts, oblique, possessors
from sayso.actors.words import Words
from sayso.events.lexicon import Frame, frames, rows
from sayso.record import Effect

IsParty = Callable[[int], bool]
"""Does the word head a mention of somebody who can act?"""


@dataclass(frozen=True, slots=True)
class Roles:
    """The head words of those who act and of those to whom it is done. ``mutual``: one group that does it together.
    ``instruments`` are the heads of what it is done with; ``affected`` those whom an effect is on, and which.
    """

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    mutual: bool = False
    instruments: tuple[int, ...] = ()
    affected: tuple[tuple[int, Effect], ...] = ()


@cache
def temporal() -> frozenset[str]:
    """Nouns of time, which no role takes ("on Thursday")."""
    return frozenset(cells[0] for _, cells in rows("temporal.tsv"))


ON_THINGS = frozenset(("ASSAULT", "COERCE", "RETREAT"))
"""Types of force, which things and places suffer too, not only parties."""


@cache
def fights() -> frozenset[str]:
    """Deeds of two sides, of which "with" names the other one (``data/fights.tsv``)."""
    return frozenset(cells[0] for _, cells in rows("fights.tsv"))


def parties(words: Words, heads: list[int], is_party: IsParty) -> list[int]:
    """Those of the heads, with their conjuncts, that can act."""
    return [h for h in heads if any(is_party(w) for w in conjuncts(words, h))]


def hit(words: Words, heads: list[int], frame: Frame, is_party: IsParty) -> list[int]:
    """The heads that can be recipients; a thing that belongs to a party means the party ("the Greek owners' offer")."""
    out: list[int] = []
    for head in (h for h in heads if words.lemma[h] not in temporal()):
        if is_party(head) or frame.type in ON_THINGS:
            out.append(head)
        else:
            out += owners(words, head, is_party, done=frame.type == "ACCUSE" and is_deed(words, head))
    return out


def is_deed(words: Words, word: int) -> bool:
    """Is the noun one for force or coercion that somebody suffers ("an attack", "the arrest of")?"""
    return any(not f.others and f.type in ON_THINGS for f in frames().get((words.lemma[word], "NOUN"), ()))


def owners(words: Words, noun: int, is_party: IsParty, *, done: bool = False) -> list[int]:
    """The parties to whom a thing or deed belongs: by whom it is, whose it is, from whom it comes. ``done``: who did
    it alone ("condemned the murder of a judge by soldiers")."""
    for found in (
        oblique(words, noun, "by"),
        possessors(words, noun),
        before(words, noun),
        *([] if done else [oblique(words, noun, p) for p in ("of", "from", "with", "to")]),
    ):
        if parties := [w for w in found if is_party(w)]:
            return parties
        for inner in found:  # "the arrest of a priest by Nicaraguan police"
            if parties := [w for w in oblique(words, inner, "by") if is_party(w)]:
                return parties
    return []


def all_of(words: Words, heads: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(w for head in heads for w in conjuncts(words, head)))
