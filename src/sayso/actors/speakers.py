"""The actors behind the sources of quotations: names tied to their short forms, by the surface of the text.

A name is its run of capitalised words; "Mr Maloof" is the person who has Maloof as the last word of an earlier name;
"he" and "she" are the person who spoke last. What no rule ties stays an actor of its own, named by its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from sayso.record import Actor, ActorType, Mention, Span
from sayso.statements.cues import head_types, source_words

Form = Literal["name", "nominal", "pronoun"]

_PARTICLE = r"(?:al|el|bin|ibn|ben|bint|de|del|della|da|dos|di|du|la|le|van|von|der|den|ter|ten|y|e|abu|ould|d’|d')"
# A name's word begins at a word's start and has an end: a run of a million capitals is not scanned again and again.
_NAME_WORD = r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]{0,40}\.?|[ae]l-[A-Z]\w{1,40})"
_NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )*{_NAME_WORD})+")
_RUN = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )*{_NAME_WORD})*")
_TITLE = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Prime|Minister|Vice|Deputy|Foreign|Defence|"
    r"Defense|Interior|Secretary|Senator|Sen|Rep|Representative|Congressman|Congresswoman|Governor|Gov|Mayor|General|Gen|"
    r"Lieutenant|Lt|Colonel|Col|Captain|Capt|Major|Maj|Sergeant|Sgt|Brigadier|Admiral|Commander|Inspector|Judge|Justice|"
    r"Chief|King|Queen|Prince|Princess|Sheikh|Sheik|Imam|Ayatollah|Pope|Cardinal|Archbishop|Bishop|Father|Rev|Reverend|"
    r"Ambassador|Chancellor|Chairman|Chairwoman|Director|Spokesman|Spokeswoman|Speaker|Officer|Detective|MP)\.? )+"
)
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


def resolve(text: str, sources: Sequence[Span], article: Sequence[Span]) -> tuple[list[Mention], list[Actor]]:
    """A mention for each of ``sources`` (in order of the text) and the actors that they mean.

    ``article`` are the spans in which full names are looked for. A pronoun that no rule can tie has no actor.
    """
    names = _full_names(text, article)
    found = _Cast()
    mentions: list[Mention] = []
    last_person: str | None = None
    for number, span in enumerate(sources, 1):
        words = " ".join(text[slice(*span)].split())
        form, kind = _form_and_type(words)
        if form == "pronoun":
            actor = last_person if words.lower() in _SINGULAR_PRONOUNS else None
            kind = "person" if words.lower() in _SINGULAR_PRONOUNS else "people"
        else:
            name = _name_of(words, names) if form == "name" else words
            kind = _named_type(words, name, kind) if form == "name" else kind
            actor = found.of(_key(name), name, kind)
        if actor and found.type_of(actor) == "person":
            last_person = actor
        mentions.append(Mention(id=f"m{number}", span=span, form=form, type=kind, actor=actor))
    return mentions, found.actors


def _full_names(text: str, article: Sequence[Span]) -> dict[str, str]:
    """Last word, and initials ("AK:" in an interview), of a name → the earliest name of two words or more."""
    out: dict[str, str] = {}
    for start, end in article:
        for match in _NAME.finditer(text, start, end):
            name = _bare(" ".join(match.group().split()))
            if " " in name:
                out.setdefault(name.rpartition(" ")[2], name)
                out.setdefault("".join(word[0] for word in name.split()), name)
    return out


def _bare(name: str) -> str:
    """Without titles in front and a possessive behind."""
    return re.sub(r"[’']s?$", "", _TITLE.sub("", name + " ").strip())


def _form_and_type(words: str) -> tuple[Form, ActorType]:
    tokens = words.lower().split()
    if len(tokens) == 1 and tokens[0] in source_words("pronouns"):
        return "pronoun", "person"
    heads = [t.strip(",.’'") for t in tokens]
    kind = next((head_types()[h] for h in reversed(_head_words(heads)) if h in head_types()), "person")
    run = list(_RUN.finditer(words))
    named = bool(run) and run[-1].end() >= len(words.rstrip(".,")) - 1
    plain_head = heads[0] in source_words("determiners") and not (named and " " in run[-1].group())
    form: Form = "name" if named and not (plain_head and heads[0] not in ("the",)) else "nominal"
    return form, cast(ActorType, kind)


def _head_words(tokens: list[str]) -> list[str]:
    """The words up to the first preposition: the head is the last of them."""
    for n, token in enumerate(tokens):
        if token in ("of", "for", "at", "in", "from", "with", "on", "who", "to") and n:
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
