"""A claim laid beside the body, sentence by sentence: which of its words find a match there, how near, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.actors.words import Words
from sayso.headline.kin import STEM, keys, light, number
from sayso.record import BlockKind, Mention

HEAD: tuple[BlockKind, ...] = ("headline", "standfirst")
BODY: tuple[BlockKind, ...] = ("paragraph", "subheading", "caption", "table")
"""The kinds of blocks that a headline is traced to: not itself, not the standfirst."""
ACTOR = 0.9
"""How near words are that mean one actor."""
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "SYM")
_WEIGHTS = {"VERB": 1.5, "ADV": 0.5, "ADJ": 0.8}
_LIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the body that may stand for a word of the claim, and how near it is, from 0 to 1."""

    word: int
    near: float


@dataclass(slots=True)
class Sentence:
    """What a sentence of the body has for a claim: the best match of each of the claim's words."""

    number: int
    found: dict[int, Match] = field(default_factory=dict)

    def add(self, asked: int, match: Match) -> None:
        """Keeps the match if it is the nearest for this word so far; the first stays where two are as near."""
        known = self.found.get(asked)
        if known is None or match.near > known.near:
            self.found[asked] = match


@dataclass(frozen=True, slots=True)
class Body:
    """The body's words by what they are found by, and the mentions of each actor by the words that they end with.

    ``heads`` are the nouns and names of headline and standfirst, ``plain`` all words of the body. ``named`` is the
    actor of each word of the headline that is one's, ``owners`` that of each word of the body that is part of a name's
    mention ("President Adams").
    """

    words: Words
    heads: Sequence[int]
    plain: Sequence[int]
    index: Mapping[str, Sequence[int]]
    actors: Mapping[str, Sequence[int]]
    named: Mapping[int, str]
    owners: Mapping[int, str]


def body(words: Words, mentions: Sequence[Mention]) -> Body:
    """The body's words, indexed once for all claims of the headline. Linear in the text."""
    titles = [w for w in range(len(words)) if words.kinds[words.block[w]] in HEAD]
    plain = [w for w in range(len(words)) if words.kinds[words.block[w]] in BODY]
    actors: dict[str, list[int]] = defaultdict(list)
    named: dict[int, str] = {}
    owners: dict[int, str] = {}
    for mention in sorted(mentions, key=lambda m: m.span[0] - m.span[1]):
        inside = words.inside(mention.span)
        if mention.actor is None or not inside:
            continue
        if words.kinds[words.block[inside[0]]] in BODY:
            actors[mention.actor].append(inside[-1])
            if mention.form == "name":
                owners.update(dict.fromkeys(inside, mention.actor))
        else:
            named.update(dict.fromkeys(inside, mention.actor))
    heads = [w for w in titles if words.pos[w] in ("NOUN", "PROPN")]
    return Body(words, heads, plain, _index(words, titles, plain), actors, named, owners)


def _index(words: Words, titles: Sequence[int], plain: Sequence[int]) -> dict[str, list[int]]:
    """Key → the body's words that have it, in order, of the keys that a word of the headline has."""
    wanted = {key for w in titles for key, _ in keys(words.lemma[w])}
    lemmas: dict[str, list[int]] = defaultdict(list)
    for word in plain:
        if words.pos[word] in _CONTENT:
            lemmas[words.lemma[word]].append(word)
    out: dict[str, list[int]] = defaultdict(list)
    for lemma, places in lemmas.items():
        for key, _ in keys(lemma):
            if key in wanted:
                out[key] += places
    return {key: sorted(places) for key, places in out.items()}


def weight(words: Words, word: int) -> float:
    """How much a claim's word counts: none for a function word, little for a light one, most for a verb."""
    if words.pos[word] not in _CONTENT:
        return 0.0
    if words.lemma[word] in light():
        return _LIGHT
    return _WEIGHTS.get(words.pos[word], 1.0)


def aligned(body: Body, claim: Iterable[int]) -> list[Sentence]:
    """The sentences of the body that match any word of the claim, in order of the text."""
    out: dict[int, Sentence] = {}
    for asked in claim:
        if not weight(body.words, asked):
            continue
        for key, near in keys(body.words.lemma[asked]):
            for word in body.index.get(key, ()):
                if near >= STEM or not _other(body, asked, word):
                    _add(out, body.words, asked, Match(word, near))
        if actor := body.named.get(asked):
            for word in body.actors.get(actor, ()):
                _add(out, body.words, asked, Match(word, ACTOR))
    return [out[number] for number in sorted(out)]


def _other(body: Body, asked: int, word: int) -> bool:
    """Is the body's word part of another actor's name ("leaders" of a group are not "President Adams")?"""
    return asked in body.named and word in body.owners and body.owners[word] != body.named[asked]


def _add(out: dict[int, Sentence], words: Words, asked: int, match: Match) -> None:
    number = words.sentence[match.word]
    out.setdefault(number, Sentence(number)).add(asked, match)


def coverage(words: Words, claim: Sequence[int], found: Mapping[int, Match]) -> float:
    """The weighted share of the claim's words that are matched, from 0 to 1."""
    whole = sum(weight(words, w) for w in claim)
    return sum(weight(words, w) * found[w].near for w in claim if w in found) / whole if whole else 0.0


def values(words: Words, part: Iterable[int]) -> set[float]:
    """The numbers among the words."""
    return {value for w in part if (value := number(words.lower[w])) is not None}
