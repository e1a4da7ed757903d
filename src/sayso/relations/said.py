"""The ties that words of their own say, between mentions of the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.actors.cast import Found
from sayso.actors.words import Words
from sayso.record import ActorType, Mention, Sign, Span, Tense
from sayso.relations.compounds import compounds
from sayso.relations.manner import Manner, manner, predicate_span
from sayso.relations.predicates import Hit, hits
from sayso.relations.standing import IsParty, Sides, reciprocal, sides

_NO_PARTY: frozenset[ActorType] = frozenset(("facility", "vehicle", "weapon", "other"))
_GROUPS: frozenset[ActorType] = frozenset(
    ("state", "government", "military", "police", "armed_group", "party", "igo", "ngo", "company", "media")
)
_AGAINST = frozenset(("enmity", "opposition"))
_PAIR = 2
_BACK = 2
"""Sentences back to the two parties that "they … each other" means."""


@dataclass(frozen=True, slots=True)
class Said:
    """A tie of two mentions, and the words that say it."""

    a: Mention
    b: Mention
    sign: Sign
    kind: str
    span: Span
    tense: Tense


def said(text: Words, cast: Found) -> Iterator[Said]:
    """What the predicates and compounds of the text say of parties that have an actor."""
    found = list(hits(text))
    known = _known(cast, frozenset(h.anchor for h in found if h.predicate.a == "self"))
    for hit in found:
        both = sides(text, hit, known)
        told = manner(text, hit) if both.a or _mutual(text, hit) else None
        if told is not None:
            yield from _ties(text, cast, hit, both, told)
    for bearer, inner, first, last, predicate in compounds(text):
        a, b = cast.heads.get(bearer), cast.heads.get(inner)
        if a and b and _two(a, b) and not {a.type, b.type} & _NO_PARTY:
            yield Said(a, b, predicate.sign, predicate.kind, text.span(first, last), "present")


def _known(cast: Found, called: frozenset[int]) -> IsParty:
    """Is a word the head of a party that is not merely called an enemy or ally, without a name anywhere?"""

    def known(word: int) -> bool:
        mention = cast.heads.get(word)
        if mention is None:
            return False
        named = (mention.actor or "") in cast.sets or cast.named(mention.actor or "")
        return (mention.type not in _NO_PARTY or (mention.actor or "") in cast.sets) and (word not in called or named)

    return known


def _ties(text: Words, cast: Found, hit: Hit, both: Sides, told: Manner) -> Iterator[Said]:
    """Each two of the parties once; those who stand together against another are on one side."""
    span = predicate_span(text, hit)
    first, second = _members(text, cast, both.a), _members(text, cast, both.b)
    if second:
        pairs = [(a, b) for a in first for b in second]
    elif len(first) < _PAIR and _mutual(text, hit):
        pairs = [p for p in [_last_two(text, cast, hit.anchor)] if p]
    else:
        pairs = list(combinations(first, 2))
    for a, b in pairs:
        if _two(a, b) and _strong(hit, a, b):
            yield Said(a, b, told.sign, told.kind, span, told.tense)
    if second and told.sign < 0 and hit.predicate.pos == "verb" and hit.predicate.kind in _AGAINST:
        for a, b in combinations(first, 2):
            if _two(a, b) and _strong(hit, a, b):
                yield Said(a, b, 1, "alliance", span, told.tense)


def _mutual(text: Words, hit: Hit) -> bool:
    return hit.predicate.pos == "verb" and reciprocal(text, hit.anchor)


def _two(a: Mention, b: Mention) -> bool:
    return a.actor is not None and b.actor is not None and a.actor != b.actor


def _strong(hit: Hit, a: Mention, b: Mention) -> bool:
    """Weak words say something of named parties and groups only."""
    return hit.predicate.strength > 1 or all(m.form == "name" or m.type in _GROUPS for m in (a, b))


def _members(text: Words, cast: Found, heads: Sequence[int]) -> list[Mention]:
    """The mentions that words head; for a set of parties those of its members."""
    by_id: dict[str, Mention] = {}
    out: dict[str, Mention] = {}
    for head in (h for h in heads if h in cast.heads):
        mention = cast.heads[head]
        inside = cast.sets.get(mention.actor or "", ())
        if inside:
            by_id = by_id or {m.id: m for m in cast.mentions}
            out.update({n: by_id[n] for n in inside})
        else:
            mention = _named(text, cast, head)
            out[mention.id] = mention
    return list(out.values())


def _named(text: Words, cast: Found, head: int) -> Mention:
    """The mention that a word heads; for a pronoun the nearest words before it, in its sentence, that say who it is."""
    mention = cast.heads[head]
    if mention.form == "pronoun" and mention.actor is not None:
        for word in range(head - 1, text.limits(head)[0] - 1, -1):
            other = cast.heads.get(word)
            if other is not None and other.actor == mention.actor and other.form != "pronoun":
                return other
    return mention


def _last_two(text: Words, cast: Found, anchor: int) -> tuple[Mention, Mention] | None:
    """The two parties joined last before ("between A and B. They … each other")."""
    sentence = text.sentence[anchor]
    first = text.sentence_starts[max(0, sentence - _BACK)]
    for word in range(text.sentence_starts[sentence] - 1, first - 1, -1):
        if text.dep[word] != "conj" or word not in cast.heads or text.head[word] not in cast.heads:
            continue
        a, b = cast.heads[text.head[word]], cast.heads[word]
        if _two(a, b) and not {a.type, b.type} & _NO_PARTY:
            return a, b
    return None
