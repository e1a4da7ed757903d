"""Roles: what the article calls a person, and the organisation that the words tie the person to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.actors.lexicon import heads, rows, title
from sayso.actors.mentions import COLLECTIVE, Mentioned
from sayso.actors.words import Words
from sayso.record import Role, Span

ActorOf = Callable[[int], str | None]
"""The actor's id of a mention."""

_BODIES = COLLECTIVE | {"state", "place", "facility"}
_TIES = frozenset(("of", "for", "at", "in", "with", "from"))
_PLAIN = frozenset(("mr", "mrs", "ms", "miss", "sir", "madam", "lady", "lord", "dame", "messrs", "mx"))


@dataclass(frozen=True, slots=True)
class Bodies:
    """The mentions by the word that heads them, to find the organisation of a role."""

    words: Words
    found: Sequence[Mentioned]
    by_head: dict[int, int]

    def of(self, number: int) -> int | None:
        """The mention of the body in or behind the words of a role ("Taliban spokesman", "head of the navy")."""
        mention, words = self.found[number], self.words
        limit = mention.last if mention.core is None else words.touching(mention.core)[0] - 1
        inner = [self.by_head[w] for w in range(mention.first, limit + 1) if w in self.by_head and w != mention.head]
        if body := next((n for n in inner if self.found[n].type in _BODIES), None):
            return body
        noun = self._noun(mention, limit)
        for child in words.children[noun]:
            if child > noun and words.dep[child] == "nmod" and child in self.by_head and child - noun < 12:
                first = words.children[child][:1]
                tied = first and words.lower[first[0]] in _TIES
                if tied and self.found[self.by_head[child]].type in _BODIES:
                    return self.by_head[child]
        return None

    def _noun(self, mention: Mentioned, limit: int) -> int:
        """The role's own head: of "spokesman Idris Sesay" the noun."""
        if mention.form == "nominal":
            return mention.head
        nouns = [w for w in range(mention.first, limit + 1) if self.words.lemma[w] in heads()]
        return nouns[-1] if nouns else mention.head


def roles(bodies: Bodies, group: Sequence[int], actor_of: ActorOf) -> tuple[Role, ...]:
    """The roles of a person's mentions, each title once, in order of the text."""
    out: dict[str, Role] = {}
    own = actor_of(group[0])
    for number in group:
        for words, span, body in _titles(bodies, number):
            organization = actor_of(body) if body is not None else None
            role = Role(title=words, organization=organization if organization != own else None, span=span)
            known = out.get(words.lower())
            if known is None or (role.organization and not known.organization):
                out[words.lower()] = role
    return tuple(out.values())


def _titles(bodies: Bodies, number: int) -> Iterator[tuple[str, Span, int | None]]:
    """(title, the mention's words, mention of its organisation) of one mention."""
    mention, words = bodies.found[number], bodies.words
    if mention.form == "pronoun":
        return
    if mention.form == "name":
        last = words.touching(mention.core or mention.span)[0] - 1
        if last < mention.first:
            last = _title_inside(words, mention)
    elif "role" in mention.flags and mention.type == "person":
        last = mention.last
    else:
        return
    first = mention.first
    while first <= last and (words.pos[first] == "DET" or words.dep[first] in ("case", "cc", "punct")):
        first += 1
    first = _behind_possessor(words, first, last)
    said = [words.lower[w].rstrip(".") for w in range(first, last + 1)]
    if first <= last and not all(w in _PLAIN for w in said) and _names_a_role(words, first, last):
        start, end = words.span(first, last)
        yield words.phrase(first, last), mention.span if mention.form == "name" else (start, end), bodies.of(number)
    yield from _heads(bodies, number)


def _title_inside(words: Words, mention: Mentioned) -> int:
    """The last word of the titles that a name begins with ("President Joe Biden" taken whole for a name)."""
    inside = words.touching(mention.core or mention.span)
    last = inside[0] - 1
    for word in inside[:-1]:
        known = heads().get(words.lemma[word])
        if title(words.lower[word]) is None and not (known and "role" in known.flags):
            break
        last = word
    return last


def _behind_possessor(words: Words, first: int, last: int) -> int:
    """Behind "his", "the ministry's": what is said of somebody begins there."""
    for word in range(first, last + 1):
        if words.tag[word] in ("POS", "PRP$"):
            first = word + 1
    return first


def _names_a_role(words: Words, first: int, last: int) -> bool:
    return any(
        ((head := heads().get(words.lemma[w])) and head.type == "person")
        or title(words.lower[w])
        or words.lower[w].endswith(("man", "woman"))
        for w in range(first, last + 1)
    )


@cache
def _lead_verbs() -> dict[str, str]:
    return dict(rows("leads.tsv"))


def _heads(bodies: Bodies, number: int) -> Iterator[tuple[str, Span, int | None]]:
    """The role that a verb names ("X, who heads Y")."""
    words, mention = bodies.words, bodies.found[number]
    for child in words.children[mention.head]:
        if words.dep[child] != "acl:relcl" or words.lemma[child] not in _lead_verbs():
            continue
        deps = {words.dep[c]: c for c in words.children[child]}
        subject, thing = deps.get("nsubj"), deps.get("obj")
        if subject is not None and words.lower[subject] == "who" and thing in bodies.by_head:
            body = bodies.by_head[thing]
            if bodies.found[body].type in _BODIES:
                yield _lead_verbs()[words.lemma[child]], (words.start[child], words.end[child]), body
