"""The actors behind the sources of quotations: names tied to their short forms, by the surface of the text.

A name is its run of capitalised words; "Mr Maloof" is the person who has Maloof as the last word of an earlier name;
"he" and "she" are the person who spoke last. What no rule ties stays an actor of its own, named by its own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Literal, cast

from sayso.actors.names import Name
from sayso.actors.names import names as named
from sayso.article import Article
from sayso.record import Actor, ActorType, Mention, Span
from sayso.statements.attribution import Attribution
from sayso.statements.cues import head_types, source_words

Form = Literal["name", "nominal", "pronoun"]

_PARTICLE = r"(?:al|el|bin|ibn|ben|bint|de|del|della|da|dos|di|du|la|le|van|von|der|den|ter|ten|y|e|abu|ould|d’|d')"
# A name's word begins at a word's start and has an end: a run of a million capitals is not scanned again and again.
_NAME_WORD = r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]{0,40}\.?|[ae]l-[A-Z]\w{1,40})"
_NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )*{_NAME_WORD})+")
_RUN = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )*{_NAME_WORD})*")
_PREPOSITIONS = frozenset(("of", "for", "at", "in", "from", "with", "on", "by", "who", "to"))
_SINGULAR_PRONOUNS = frozenset(("he", "she", "i", "who"))


@dataclass
class _Cast:
    """The actors found so far, with the keys under which later words find them again."""

    actors: list[Actor] = field(default_factory=list)
    by_key: dict[str, str] = field(default_factory=dict)

    def of(self, key: str, name: str, kind: ActorType) -> str:
        if key not in self.by_key:
            identity = f"a{len(self.actors) + 1}"
            self.actors.append(Actor(id=identity, name=name, type=kind))
            self.by_key[key] = identity
        return self.by_key[key]

    def type_of(self, identity: str) -> ActorType:
        return self.actors[int(identity[1:]) - 1].type


@dataclass(frozen=True)
class Found:
    """Mentions in order of the text, the actors that they mean, and the mention that each source's words are."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    sources: dict[Span, Mention]

    def mention(self, words: Span | None) -> Mention | None:
        """The mention that these words of an attribution (its source, addressee or venue) are."""
        return self.sources.get(words) if words else None


@dataclass(frozen=True)
class _Words:
    """Words that mention somebody, before they are tied: their span, form and type, and the name in them."""

    span: Span
    form: Form
    type: ActorType
    name: str


def resolve(article: Article, said: Sequence[Attribution]) -> Found:
    """The article's mentions by name and those that its attributions name, tied to actors.

    A pronoun that no rule can tie has no actor.
    """
    text, names = article.text, named(article)
    sources = sorted({span for a in said for span in (a.source, a.addressee, a.venue) if span})
    known = _full_names(text, article.spans(), names)
    by_source = {span: _source_words(text, span, names, known) for span in sources}
    spoken = {words.span for words in by_source.values()}
    by_name = [_Words(n.span, "name", n.type, _lengthened(n, known)) for n in names if n.span not in spoken]
    everything = sorted(
        {w.span: w for w in (*by_name, *by_source.values())}.values(), key=lambda w: (w.span[0], -w.span[1])
    )
    found = _Cast()
    mentions: dict[Span, Mention] = {}
    last: str | None = None
    for number, words in enumerate(everything, 1):
        actor = _actor(words, found, last)
        mentions[words.span] = Mention(id=f"m{number}", span=words.span, form=words.form, type=words.type, actor=actor)
        if words.span in spoken and actor and found.type_of(actor) == "person":
            last = actor
    sourced = {span: mentions[words.span] for span, words in by_source.items()}
    return Found(tuple(mentions.values()), tuple(found.actors), sourced)


def _actor(words: _Words, found: _Cast, last_speaker: str | None) -> str | None:
    if words.form == "pronoun":
        return last_speaker if words.type == "person" else None
    return found.of(_key(words.name), words.name, words.type)


def _source_words(text: str, span: Span, names: Sequence[Name], known: dict[str, str]) -> _Words:
    """What a source's words are: the mention of a name that they hold or are, else a description or pronoun."""
    first = bisect_left(names, span[0], key=lambda n: n.core[0])
    inside = [n for n in takewhile(lambda n: n.core[0] < span[1], islice(names, first, None)) if n.core[1] <= span[1]]
    person = next((n for n in reversed(inside) if n.type == "person" and _is_head(text, n, span)), None)
    words = " ".join(text[slice(*span)].split())
    if person:
        return _Words(person.span, "name", "person", _lengthened(person, known))
    if whole := next((n for n in inside if _key(words) == _key(n.text)), None):
        return _Words(whole.span, "name", whole.type, whole.text)
    form, kind = _form_and_type(words)
    if form == "pronoun":
        return _Words(span, form, "person" if words.lower() in _SINGULAR_PRONOUNS else "people", words)
    name = _name_of(words, known) if form == "name" else words
    return _Words(span, form, _named_type(words, name, kind) if form == "name" else kind, name)


def _is_head(text: str, name: Name, span: Span) -> bool:
    """Do the words end with the name, or begin with its phrase and say more behind it ("Ada Kai of the navy")?"""
    return name.core[1] >= span[1] - 1 or (name.span[0] <= span[0] and text[name.core[1]] not in "'’-")


def _lengthened(name: Name, known: dict[str, str]) -> str:
    """The full name of a person called by one word."""
    bare = _bare(name.text)
    return known.get(bare, bare) if name.type == "person" and " " not in bare else bare


def _full_names(text: str, article: Sequence[Span], names: Sequence[Name]) -> dict[str, str]:
    """Last word, and initials ("AK:" in an interview), of a person's name → the earliest of two words or more.

    The names that the language layer found; where it found none, runs of capitalised words.
    """
    out: dict[str, str] = {}
    runs = (m.group() for start, end in article for m in _NAME.finditer(text, start, end))
    persons = [n.text for n in names if n.type == "person"]
    for run in persons or runs:
        name = _bare(" ".join(run.split()))
        if " " in name:
            out.setdefault(name.rpartition(" ")[2], name)
            out.setdefault("".join(word[0] for word in name.split()), name)
    return out


def _bare(name: str) -> str:
    """Without titles in front and a possessive behind."""
    words = re.sub(r"[’']s?$", "", name).split()
    while len(words) > 1 and words[0].rstrip(".").lower() in source_words("titles"):
        words.pop(0)
    return " ".join(words)


def _form_and_type(words: str) -> tuple[Form, ActorType]:
    tokens = words.lower().split()
    if len(tokens) == 1 and tokens[0] in source_words("pronouns"):
        return "pronoun", "person"
    heads = [t.strip(",.’'") for t in tokens]
    kind = next((head_types()[h] for h in reversed(_head_words(heads)) if h in head_types()), "person")
    return ("name" if _is_name(words, heads) else "nominal"), cast(ActorType, kind)


def _is_name(words: str, tokens: list[str]) -> bool:
    """Do the words end in a name that they are about ("inspector Ada Kai", "the United Nations")?

    Not where they describe somebody by it ("a nurse at the General Hospital", "its Johor director").
    """
    run = list(_RUN.finditer(words))
    if not run or run[-1].end() < len(words.rstrip(".,")) - 1:
        return False
    if tokens[0] in source_words("determiners") and tokens[0] != "the":
        return False
    return not any(t in _PREPOSITIONS for t in tokens[: len(tokens) - len(run[-1].group().split())])


def _head_words(tokens: list[str]) -> list[str]:
    """The words up to the first preposition: the head is the last of them."""
    for n, token in enumerate(tokens):
        if token in _PREPOSITIONS and n:
            return tokens[n - 1 : n]
    return tokens[-1:]


def _name_of(words: str, names: dict[str, str]) -> str:
    """The full name behind a source's words: its last run of capitalised words, lengthened from the article."""
    runs = [m.group() for m in _RUN.finditer(words)]
    name = _bare(runs[-1]) if runs else words
    if not name:
        return words
    return names.get(name, name) if " " not in name else name


def _named_type(words: str, name: str, kind: ActorType) -> ActorType:
    """A name of one word with "the" before it, or all in capitals, is no person's."""
    if kind != "person":
        return kind
    if " " not in name and (words.startswith(("the ", "The ")) or (name.isupper() and len(name) > 1)):
        return "other"
    return "person"


def _key(name: str) -> str:
    return re.sub(r"^(the|a|an)\s+", "", name.lower())
