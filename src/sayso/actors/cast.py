"""Who is meant: the article's mentions, tied to one another and resolved to actors. The room's one entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sayso.actors.abbreviations import spelt_out
from sayso.actors.casting import Casting, Members
from sayso.actors.context import Context, Finder, context
from sayso.actors.dictionary import load as dictionary
from sayso.actors.entities import Entities
from sayso.actors.late import tie_headlines, tie_members, tie_named_later
from sayso.actors.lexicon import heads
from sayso.actors.linking import by_rule, by_score, link
from sayso.actors.mentions import Mentioned, mentions
from sayso.actors.names import names, organisation_type
from sayso.actors.nations import Nations, countries, tie_national_bodies
from sayso.actors.pairs import Scene
from sayso.actors.resolution import Dictionary, Resolver, typed
from sayso.actors.scorer import Scorer, shipped
from sayso.actors.seats import seated
from sayso.actors.sieve import Key, tie_sure
from sayso.actors.things import thing_mentions
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.record import Actor, ActorType, Mention, Span
from sayso.statements.attribution import Attribution


@dataclass(frozen=True)
class Found:
    """Mentions in order of the text, the actors that they mean, and the mention that each source's words are.

    ``sets`` holds the members' mentions of an actor that is several parties together ("the two sides"). ``heads`` is
    the mention that a word heads.
    """

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    sources: dict[Span, Mention]
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    heads: dict[int, Mention] = field(default_factory=dict)

    def named(self, actor: str) -> bool:
        """Does the article name this actor anywhere?"""
        return actor in self.names

    def mention(self, words: Span | None) -> Mention | None:
        """The mention that these words of an attribution (its source, addressee or venue) are."""
        return self.sources.get(words) if words else None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as this room reads it: words, mentions, their place among the attributions, keys of names."""

    words: Words
    found: list[Mentioned]
    where: Context
    said: Sequence[Attribution]
    resolver: Resolver
    nations: Nations
    known: Dictionary
    published: str | None


def resolve(
    article: Article, said: Sequence[Attribution], *, known: Dictionary | None = None, text: Words | None = None
) -> Found:
    """The article's mentions, tied to actors; ``known`` is the actor dictionary, by default the shipped one.

    ``text``: the article's words, if they are at hand. A pronoun that nothing ties has no actor.
    """
    return cast(read(article, said, known=known, text=text))


def cast(reading: Reading) -> Found:
    """The mentions of a reading, tied and resolved."""
    entities = tie(reading, scorer=shipped())
    asked = sorted({span for a in reading.said for span in (a.source, a.by, a.addressee, a.venue) if span})
    casting = Casting(
        reading.words, reading.found, entities, reading.where, reading.resolver, reading.nations
    )  # fmt: skip
    made = casting.cast(asked)
    named = frozenset(m.actor for m in made.mentions if m.actor and m.form == "name")
    by_span = {m.span: m for m in made.mentions}
    heads_of = {m.head: by_span[m.span] for m in reading.found if m.span in by_span}
    return Found(made.mentions, made.actors, made.sources, _sets(made.sets), named, heads_of)


def with_heads(reading: Reading, wanted: Iterable[int]) -> Reading:
    """``reading`` with a mention for each wanted head word: things and places to which something is done are actors
    only there ("a market", "the bridge"), and a mention that is too vague elsewhere stands for somebody."""
    asked = set(wanted)
    held = {m.head for m in reading.found}
    found = [replace(m, flags=m.flags - {"weak"}) if m.head in asked else m for m in reading.found]
    if missing := sorted(asked - held):
        taken = {m.span for m in found}
        more = [m for m in thing_mentions(reading.words, missing) if m.span not in taken]
        found = sorted((*found, *more), key=lambda m: (m.span[0], -m.span[1]))
    where = context(reading.words, found, reading.said)
    resolver = Resolver(reading.known, found, reading.published)
    nations = Nations(reading.words, found, reading.known)
    return replace(reading, found=found, where=where, resolver=resolver, nations=nations)


def read(
    article: Article, said: Sequence[Attribution], *, known: Dictionary | None = None, text: Words | None = None
) -> Reading:
    """The mentions of an article, before anything is tied."""
    known = known or dictionary()
    text = words(article) if text is None else text
    asked = sorted({span for a in said for span in (a.source, a.by, a.addressee, a.venue) if span})
    named = names(text, typed(known, article.published))
    found = _with_sources(text, seated(text, spelt_out(text, mentions(text, named)), known), asked)
    resolver = Resolver(known, found, article.published)
    nations = Nations(text, found, known)
    return Reading(text, found, context(text, found, said), said, resolver, nations, known, article.published)


def tie(reading: Reading, *, scorer: Scorer | None) -> Entities:
    """The entities of an article's mentions: the sure rules, then the scorer (None: rules alone)."""
    scene = surely_tied(reading)
    link(scene, by_score(scene, scorer) if scorer else by_rule(scene))
    tie_headlines(reading.words, reading.found, reading.where, scene.entities, reading.said)
    return scene.entities


def surely_tied(reading: Reading) -> Scene:
    """The mentions with the sure rules' ties: what the scorer, and its training, start from."""
    entities = Entities(reading.found, countries(reading.nations, reading.found))
    key: Key = reading.resolver.key
    tie_sure(reading.words, reading.found, reading.where, entities, key)
    tie_members(reading.words, reading.found, entities)
    tie_national_bodies(reading.nations, reading.found, entities)
    tie_named_later(reading.words, reading.found, reading.where, entities)
    return Scene(reading.words, reading.found, reading.where, entities)


def _with_sources(text: Words, found: list[Mentioned], asked: Iterable[Span]) -> list[Mentioned]:
    """``found`` and the words of attributions that no mention is: documents, groups without a known noun."""
    finder = Finder(text, found)
    taken = {m.head for m in found}
    more = []
    for span in asked:
        inside = text.touching(span)
        if finder.find(span) is not None or not len(inside):
            continue
        head = next((w for w in inside[:60] if text.head[w] not in inside or text.head[w] == w), inside[0])
        if head not in taken:
            taken.add(head)
            more.append(_unforeseen(text, span, inside, head))
    return sorted((*found, *more), key=lambda m: (m.span[0], -m.span[1]))


def _unforeseen(text: Words, span: Span, inside: range, head: int) -> Mentioned:
    """The mention that a source's words are where nothing else tells: a capitalised word names a person."""
    known = heads().get(text.lemma[head])
    plural = text.tag[head] in ("NNS", "NNPS")
    word = text.text[head]
    named = known is None and word[:1].isupper() and (text.pos[head] == "PROPN" or word.isupper())
    kind: ActorType = (known.plural if plural else known.type) if known else "other"
    if named:
        kind = organisation_type(word) if word.isupper() else "person"
    return Mentioned(
        span=span,
        first=inside[0],
        last=inside[-1],
        head=head,
        form="name" if named else "nominal",
        type=kind,
        name=word if named else "",
        core=text.span(head, head) if named else None,
        number="p" if plural else "s",
        lemma=text.lemma[head],
        sector=known.sector if known else None,
    )


def _sets(sets: Members) -> dict[str, tuple[str, ...]]:
    return {actor: tuple(members) for actor, members in sets.items() if len(members) > 1}
