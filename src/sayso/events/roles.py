"""Actor and recipient of a trigger by syntax: which nouns stand where its frame wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from sayso.actors.clauses import before, conjuncts, objects, oblique, passive, possessors, subject
from sayso.actors.words import Words
from sayso.events.lexicon import Frame, frames, rows
from sayso.events.negation import governors
from sayso.events.triggers import Trigger
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


def by_rule(words: Words, trigger: Trigger, is_party: IsParty) -> Roles:
    """The parties of a trigger by its frame, each through its conjuncts."""
    if trigger.frame.pos == "noun":
        found = _of_noun(words, trigger, is_party)
    elif trigger.frame.pos == "adj":
        found = _of_adjective(words, trigger)
    else:
        found = _of_verb(words, trigger, is_party)
    if found.recipients or not trigger.frame.recipient:
        return found
    near = [w for w in _within(words, trigger, is_party) if w not in found.actors]
    if not near:
        return found
    if trigger.frame.actor == ("both",):
        both = tuple(dict.fromkeys((*found.actors, *near)))
        return Roles(both, both, mutual=len(both) > 1)
    return Roles(found.actors, _all(words, near))


_TOWARDS = ("against", "to", "with", "on", "at", "from", "of", "over", "into", "toward", "for", "between")
"""Prepositions behind which a recipient stands that no frame names, surest first."""


def _within(words: Words, trigger: Trigger, is_party: IsParty) -> list[int]:
    """The party under the trigger's words, nearest in the tree, by the preposition that leads to it."""
    level = [trigger.anchor]
    for _ in range(3):
        below = [c for w in level for c in words.children[w] if c > trigger.anchor and words.dep[c] in _DOWN]
        for preposition in _TOWARDS:
            for word in level:
                if trigger.frame.type == "ACCUSE" and is_deed(words, word):
                    continue  # "condemned the murder of a judge": he is not the accused
                if got := [w for w in oblique(words, word, preposition) if w > trigger.anchor and is_party(w)]:
                    return got
        level = below
    return []


_DOWN = frozenset(("obj", "obl", "nmod", "xcomp", "nmod:poss", "advcl"))


def _of_verb(words: Words, trigger: Trigger, is_party: IsParty) -> Roles:
    frame = trigger.frame
    clause = _clause(words, trigger, is_party)
    if frame.actor == ("both",):
        return _together(words, trigger, clause, is_party)
    actors = next((f for p in frame.actor if (f := _parties(words, clause.at(words, p), is_party))), [])
    if not actors and frame.type in _ON_THINGS and (clause.passive or words.lemma[clause.verb] in _BEFALLS):
        actors = _of_the_deed(words, clause.verb, is_party)
    recipients: list[int] = []
    for place in frame.recipient:
        found = [w for w in clause.at(words, place) if w not in trigger.words]
        if recipients := [w for w in _hit(words, found, frame, is_party) if w not in actors]:
            break
    if not recipients and frame.type in _EMBEDDING:
        recipients = [w for w in _embedded(words, clause.verb, is_party) if w not in actors]
    if not recipients and frame.recipient:
        recipients = [w for w in _in_phrase(words, clause, frame, is_party) if w not in actors]
    return Roles(_all(words, actors), _all(words, recipients))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A verb with its subjects and agents, and the nouns of its phrase ("launched an attack")."""

    verb: int
    subjects: list[int]
    agents: list[int]
    passive: bool
    nouns: list[int]

    def at(self, words: Words, place: str) -> list[int]:
        """The words that stand in a place of the active frame."""
        if place == "subj":
            return self.agents if self.passive else self.subjects
        if place in ("obj", "iobj"):
            if self.passive:
                return [s for s in self.subjects if s not in self.nouns]
            kids = words.children[self.verb]
            found = objects(words, self.verb) if place == "obj" else [c for c in kids if words.dep[c] == "iobj"]
            return [w for w in found if w not in self.nouns]
        got = oblique(words, self.verb, place)
        for noun in self.nouns:  # "launched an attack on the town": the phrase may hang on the noun
            got = got or oblique(words, noun, place)
        return got


def _clause(words: Words, trigger: Trigger, is_party: IsParty) -> _Clause:
    verb = trigger.anchor
    surface = subject(words, verb)
    if surface is not None and words.dep[verb].startswith("acl") and not is_party(surface):
        above = words.head[surface]  # "launched operations to detain him", "signed a decree granting it"
        doer = subject(words, above) if words.dep[surface] == "obj" and not passive(words, above) else None
        surface = surface if doer is None else doer
    return _Clause(
        verb=verb,
        subjects=[surface] if surface is not None else [],
        agents=oblique(words, verb, "by"),
        passive=passive(words, verb),
        nouns=[w for w in trigger.words if w != verb and words.pos[w] in ("NOUN", "PROPN")],
    )


_EMBEDDING = frozenset(("THREATEN", "AGREE", "CONCEDE", "REJECT"))
"""Types whose deed may stand in an infinitive ("threatened to invade Armenia"): its party is the recipient."""


def _embedded(words: Words, verb: int, is_party: IsParty) -> list[int]:
    for child in words.children[verb]:
        if child > verb and words.dep[child] in ("xcomp", "advcl", "ccomp") and words.tag[child] in ("VB", "VBG"):
            near = [*objects(words, child), *(c for c in words.children[child] if words.dep[c] in ("obl", "iobj"))]
            for head in near:
                found = [head] if is_party(head) else _owners(words, head, is_party)
                if found:
                    return found
    return []


@cache
def temporal() -> frozenset[str]:
    """Nouns of time, which no role takes ("on Thursday")."""
    return frozenset(cells[0] for _, cells in rows("temporal.tsv"))


_DONE_ALONE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "AID", "RETREAT"))
"""Types of which who plans it is who would do it."""
_ON_THINGS = frozenset(("ASSAULT", "COERCE", "RETREAT"))
"""Types that can be done to things and places, not only to parties."""


_BEFALLS = frozenset(("die", "perish", "fall"))
"""Verbs whose subject is whom it befell."""
_WITHIN = ("in", "during", "by", "under")


@cache
def _fights() -> frozenset[str]:
    """Deeds of two sides, of which "with" names the other one (``data/fights.tsv``)."""
    return frozenset(cells[0] for _, cells in rows("fights.tsv"))


def _of_the_deed(words: Words, verb: int, is_party: IsParty) -> list[int]:
    """Who did the deed in which something befell somebody: "killed in an encounter with the police", "in a US raid"."""
    deeds = [d for p in _WITHIN for d in oblique(words, verb, p) if words.pos[d] == "NOUN" and not is_party(d)]
    for deed in [*deeds, *(c for d in deeds for c in words.children[d] if words.dep[c] == "nmod")]:
        doers = [*oblique(words, deed, "by"), *possessors(words, deed)]
        if words.lemma[deed] in _fights():
            doers += [*oblique(words, deed, "with"), *oblique(words, verb, "with")]
        if (words.lemma[deed], "NOUN") in frames():
            doers += before(words, deed)
        if found := _parties(words, doers, is_party):
            return found
    return []


def _intending(words: Words, noun: int, is_party: IsParty) -> list[int]:
    """Who means to do what a noun tells: "asked the army to explore options for strikes", "are drawing up plans for a
    raid": the subject of the verb, or the owner of the noun, under whose plan the deed stands."""
    at = noun
    for _ in range(_CLIMB):
        above, dep = words.head[at], words.dep[at]
        if above == at or dep not in ("nmod", "obj", "obl", "xcomp", "acl"):
            return []
        if words.pos[above] in _VERBAL:
            surface = subject(words, above) if not passive(words, above) else None
            doers = [surface] if surface is not None else oblique(words, above, "by")
            told = governors().get((words.lemma[above], "verb"))
            planned = at != noun and governors().get((words.lemma[at], "noun")) in _MEANT
            return _parties(words, doers, is_party) if told in _MEANT or planned else []
        if found := _parties(words, possessors(words, above), is_party):
            return found if governors().get((words.lemma[above], "noun")) in _MEANT else []
        at = above
    return []


_CLIMB = 4
_VERBAL = frozenset(("VERB", "AUX"))
_MEANT = frozenset(("intended",))


def _parties(words: Words, heads: list[int], is_party: IsParty) -> list[int]:
    """Those of the heads, with their conjuncts, that can act."""
    return [h for h in heads if any(is_party(w) for w in conjuncts(words, h))]


def _hit(words: Words, heads: list[int], frame: Frame, is_party: IsParty) -> list[int]:
    """The heads that can be recipients; a thing that belongs to a party means the party ("the Greek owners' offer")."""
    out: list[int] = []
    for head in (h for h in heads if words.lemma[h] not in temporal()):
        if is_party(head) or frame.type in _ON_THINGS:
            out.append(head)
        else:
            out += _owners(words, head, is_party, done=frame.type == "ACCUSE" and is_deed(words, head))
    return out


def is_deed(words: Words, word: int) -> bool:
    """Is the noun one for force or coercion that somebody suffers ("an attack", "the arrest of")?"""
    return any(not f.others and f.type in _SUFFERED for f in frames().get((words.lemma[word], "NOUN"), ()))


_SUFFERED = frozenset(("ASSAULT", "COERCE", "RETREAT"))


def _owners(words: Words, noun: int, is_party: IsParty, *, done: bool = False) -> list[int]:
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


def _in_phrase(words: Words, clause: _Clause, frame: Frame, is_party: IsParty) -> list[int]:
    """A recipient that belongs to a noun of the phrase ("smashed the windows of the court"), or the thing itself."""
    for noun in clause.nouns:
        if owners := _owners(words, noun, is_party):
            return owners
        if own := [w for w in before(words, noun) if words.dep[w] == "compound" and words.tag[w] == "NNS"]:
            return own
        if (words.lemma[noun], "NOUN") not in frames() and frame.type in ("ASSAULT", "COERCE", "PROTEST"):
            return [noun]
    return []


def _together(words: Words, trigger: Trigger, clause: _Clause, is_party: IsParty) -> Roles:
    subjects = clause.agents if clause.passive else clause.subjects
    first = [w for s in subjects for w in _joined(words, s, is_party)]
    partners: list[int] = []
    for place in trigger.frame.recipient:
        found = objects(words, clause.verb) if place == "obj" else oblique(words, clause.verb, place)
        for noun in clause.nouns:
            found = found or oblique(words, noun, place)
        partners = [w for p in found for w in _joined(words, p, is_party) if w not in first]
        if partners := [p for p in partners if p not in trigger.words and is_party(p)]:
            break
    both = tuple(dict.fromkeys((*first, *partners)))
    if len(both) > 1:
        return Roles(both, both, mutual=True)
    return Roles(both, ())


def _joined(words: Words, head: int, is_party: IsParty) -> list[int]:
    """The conjuncts of a noun, and those that its adjectives name ("Russian and American ministers" are two)."""
    adjectives = [w for c in before(words, head) for w in conjuncts(words, c) if w < head and is_party(w)]
    inside = adjectives[:-1] if len(adjectives) > 1 else []
    return [*inside, *conjuncts(words, head)]


def _of_adjective(words: Words, trigger: Trigger) -> Roles:
    surface = subject(words, trigger.anchor)
    first = conjuncts(words, surface) if surface is not None else []
    partners = [w for p in oblique(words, trigger.anchor, "with") for w in conjuncts(words, p)]
    both = tuple(dict.fromkeys((*first, *partners)))
    return Roles(both, both, mutual=len(both) > 1)


def _of_noun(words: Words, trigger: Trigger, is_party: IsParty) -> Roles:
    noun, frame = trigger.anchor, trigger.frame
    actors, recipients = _noun_roles(words, trigger, is_party)
    if not actors and frame.type in _DONE_ALONE:
        actors = [w for w in _intending(words, noun, is_party) if w not in recipients]
    verb = words.head[noun]
    if words.pos[verb] in ("VERB", "AUX") and words.dep[noun] in ("obj", "nsubj:pass", "nsubj", "obl"):
        actors, recipients = _by_light_verb(words, trigger, verb, is_party, actors, recipients)
    if frame.type in ("AGREE", "CONSULT", "COOPERATE") or (
        "between" in frame.actor and len(actors) > 1 and not recipients
    ):
        both = tuple(dict.fromkeys((*_all(words, actors), *_all(words, recipients))))
        if len(both) > 1 and frame.type in ("CONSULT", "COOPERATE", "ASSAULT", "AGREE"):
            return Roles(both, both, mutual=True)
    return Roles(_all(words, actors), _all(words, [r for r in recipients if r not in actors]))


def _noun_roles(words: Words, trigger: Trigger, is_party: IsParty) -> tuple[list[int], list[int]]:
    noun, frame = trigger.anchor, trigger.frame
    actors: list[int] = []
    for place in frame.actor:
        found = [w for w in _noun_place(words, noun, place, is_party) if w not in trigger.words]
        if actors := _parties(words, found, is_party):
            break
    recipients: list[int] = []
    for place in frame.recipient:
        found = [w for w in _noun_place(words, noun, place, is_party) if w not in trigger.words]
        if recipients := [w for w in _hit(words, found, frame, is_party) if w not in actors]:
            break
    return actors, recipients


def _noun_place(words: Words, noun: int, place: str, is_party: IsParty) -> list[int]:
    if place == "amod":
        return [w for w in before(words, noun) if is_party(w)]
    if place == "poss":
        return [w for w in possessors(words, noun) if is_party(w)]
    found = oblique(words, noun, place)
    if (
        not found and place == "by"
    ):  # "the arrest of a priest by the police": the parse may hang the police on the priest
        inner = [c for c in words.children[noun] if words.dep[c] == "nmod" and c > noun]
        found = [w for c in inner for w in oblique(words, c, "by")]
    return found


@cache
def _harming() -> frozenset[str]:
    """The verbs that say that somebody was killed or hurt (``data/harms.tsv``)."""
    return frozenset(c[0] for _, c in rows("harms.tsv") if c[1] == "verb" and c[2] in ("killed", "injured"))


@cache
def _light_verbs() -> dict[str, str]:
    """Lemma → what its subject is of the event noun that it governs: actor, recipient or none."""
    return {cells[0]: cells[1] for _, cells in rows("light_verbs.tsv")}


def _by_light_verb(
    words: Words, trigger: Trigger, verb: int, is_party: IsParty, actors: list[int], recipients: list[int]
) -> tuple[list[int], list[int]]:
    """What a verb that means little beside the noun adds: its subject, and the phrases that hang on it."""
    noun, frame = trigger.anchor, trigger.frame
    means = _light_verbs().get(words.lemma[verb])
    dep = words.dep[noun]
    if dep == "obl":
        if frame.type != "ASSAULT" or words.lemma[verb] not in _harming():
            return actors, recipients
        befell = passive(words, verb) or words.lemma[verb] in _BEFALLS
        hurt = subject(words, verb) if befell else None
        recipients = recipients or ([hurt] if hurt is not None else objects(words, verb))
        if not actors and words.lemma[noun] in _fights():  # "killed in a gunfight with the coastguard"
            others = [*oblique(words, noun, "with"), *oblique(words, verb, "with")]
            actors = [w for w in _parties(words, others, is_party) if w not in recipients]
        return actors, recipients
    if means is None:
        return actors, recipients
    surface = subject(words, verb) if dep == "obj" else None
    agents = oblique(words, verb, "by") if dep == "nsubj:pass" else []
    who = [surface] if surface is not None else agents
    if means == "actor":
        actors = actors or [w for w in who if w != noun]
    elif means == "recipient":
        recipients = [w for w in who if w != noun] or recipients
    if not recipients and means == "actor":
        for place in frame.recipient:
            if place not in ("of", "poss", "amod") and (got := oblique(words, verb, place)):
                recipients = [w for w in got if w not in actors]
                break
    return actors, recipients


def _all(words: Words, heads: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(w for head in heads for w in conjuncts(words, head)))
