"""Ties that need the article as a whole: bodies by name and noun, persons named only later, headlines' sources."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.context import Context
from sayso.actors.entities import Entities, agree
from sayso.actors.mentions import Mentioned
from sayso.actors.pairs import TITLES, led, sorts
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.attribution import Attribution

SAME_WORDS = 0.5
"""Share of a headline's words that its source's statement in the body has at least."""
NAMED_WITHIN = 3
"""Sentences within which a person described first is named."""

_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))


def tie_members(words: Words, found: Sequence[Mentioned], entities: Entities) -> None:
    """Ties a body called by its name and a noun for it ("the Taliban government", "ISIS militants") to the name."""
    by_last = {m.last: n for n, m in enumerate(found) if m.form == "name"}
    for number, mention in enumerate(found):
        types = sorts().get(mention.lemma)
        if types is None and mention.number == "p":
            types = led().get(mention.lemma)
        name = by_last.get(mention.head - 1) if mention.form == "nominal" else None
        if not types or name is None or name == number or words.dep[found[name].head] != "compound":
            continue
        if found[name].type in types and found[name].first >= mention.first:
            entities.tie(name, number)


def tie_named_later(words: Words, found: Sequence[Mentioned], where: Context, entities: Entities) -> None:
    """Ties one who speaks unnamed to the first bare name that speaks next ("A former official has warned … Kai said").

    Only where no other person comes between, and the name brings no description of its own.
    """
    described: int | None = None
    for number, mention in enumerate(found):
        if mention.type != "person" or mention.form == "pronoun" or mention.number == "p":
            continue
        entity = entities.entity(number)
        if mention.form == "nominal":
            if mention.determiner == "indef" and where.source_of[number] >= 0 and not entity.names:
                described = number
            elif described is not None and not entities.tied(described, number) and where.source_of[number] >= 0:
                described = None
        elif described is not None:
            first = entity.first == number and not entity.lemmas
            near = words.sentence[mention.head] - words.sentence[found[described].head] <= NAMED_WITHIN
            bare = mention.first == mention.last or not mention.modifiers
            fits = agree(entity.gender, entities.entity(described).gender)
            if first and near and bare and fits and where.source_of[number] >= 0:
                entities.tie(described, number)
            described = None


def tie_headlines(
    words: Words, found: Sequence[Mentioned], where: Context, entities: Entities, said: Sequence[Attribution]
) -> None:
    """The source in a headline is whoever says the same in the body ("… says expert")."""
    titled: list[tuple[int, frozenset[str]]] = []
    told: list[tuple[int, frozenset[str]]] = []
    for number, attribution in enumerate(said):
        speaker = where.speaker[number]
        if speaker is None or not attribution.content:
            continue
        said_words = _content(words, attribution.content)
        in_title = words.kinds[words.block[found[speaker].head]] in TITLES
        (titled if in_title else told).append((speaker, said_words))
    for speaker, wanted in titled[:20]:
        if found[speaker].form != "nominal" or entities.entity(speaker).names or not wanted:
            continue
        best, share = None, 0.0
        for other, got in told[:500]:
            same = len(wanted & got) / len(wanted)
            if same > share and _fits(entities, speaker, other):
                best, share = other, same
        if best is not None and share >= SAME_WORDS:
            entities.tie(speaker, best)


def _content(words: Words, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(words.lemma[w] for s in spans for w in words.inside(s)[:200] if words.pos[w] in _CONTENT)


def _fits(entities: Entities, a: int, b: int) -> bool:
    one, other = entities.entity(a), entities.entity(b)
    return one.type == other.type and agree(one.gender, other.gender) and agree(one.number, other.number)
