"""Actor and recipient of a verb by syntax: where its frame wants them."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.clauses import before, conjuncts, objects, oblique, passive, possessors, subject
from sayso.actors.words import Words
from sayso.events.harm import befalls
from sayso.events.lexicon import Frame, frames
from sayso.events.standing import ON_THINGS, IsParty, Roles, all_of, fights, hit, owners, parties
from sayso.events.triggers import Trigger


def of_verb(words: Words, trigger: Trigger, is_party: IsParty) -> Roles:
    frame = trigger.frame
    clause = _clause(words, trigger, is_party)
    if frame.actor == ("both",):
        return _together(words, trigger, clause, is_party)
    actors = next((f for p in frame.actor if (f := parties(words, clause.at(words, p), is_party))), [])
    if not actors and frame.type in ON_THINGS and befalls(words, clause.verb):
        actors = _of_the_deed(words, clause.verb, is_party)
    recipients: list[int] = []
    for place in frame.recipient:
        found = [w for w in clause.at(words, place) if w not in trigger.words]
        if recipients := [w for w in hit(words, found, frame, is_party) if w not in actors]:
            break
    if not recipients and frame.type in _EMBEDDING:
        recipients = [w for w in _embedded(words, clause.verb, is_party) if w not in actors]
    if not recipients and frame.recipient:
        recipients = [w for w in _in_phrase(words, clause, frame, is_party) if w not in actors]
    return Roles(all_of(words, actors), all_of(words, recipients))


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
                found = [head] if is_party(head) else owners(words, head, is_party)
                if found:
                    return found
    return []


_WITHIN = ("in", "during", "by", "under")


def _of_the_deed(words: Words, verb: int, is_party: IsParty) -> list[int]:
    """Who did the deed in which something befell somebody: "killed in an encounter with the police", "in a US raid"."""
    deeds = [d for p in _WITHIN for d in oblique(words, verb, p) if words.pos[d] == "NOUN" and not is_party(d)]
    for deed in [*deeds, *(c for d in deeds for c in words.children[d] if words.dep[c] == "nmod")]:
        doers = [*oblique(words, deed, "by"), *possessors(words, deed)]
        if words.lemma[deed] in fights():
            doers += [*oblique(words, deed, "with"), *oblique(words, verb, "with")]
        if (words.lemma[deed], "NOUN") in frames():
            doers += before(words, deed)
        if found := parties(words, doers, is_party):
            return found
    return []


def _in_phrase(words: Words, clause: _Clause, frame: Frame, is_party: IsParty) -> list[int]:
    """A recipient that belongs to a noun of the phrase ("smashed the windows of the court"), or the thing itself."""
    for noun in clause.nouns:
        if found := owners(words, noun, is_party):
            return found
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
