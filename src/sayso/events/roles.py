"""Actor and recipient of a trigger by syntax: which nouns stand where its frame wants them."""

from __future__ import annotations

from sayso.actors.clauses import conjuncts, oblique, subject
from sayso.actors.words import Words
from sayso.events.of_nouns import of_noun
from sayso.events.of_verbs import of_verb
from sayso.events.standing import IsParty, Roles, all_of, is_deed
from sayso.events.triggers import Trigger


def by_rule(words: Words, trigger: Trigger, is_party: IsParty) -> Roles:
    """The parties of a trigger by its frame, each through its conjuncts."""
    if trigger.frame.pos == "noun":
        found = of_noun(words, trigger, is_party)
    elif trigger.frame.pos == "adj":
        found = _of_adjective(words, trigger)
    else:
        found = of_verb(words, trigger, is_party)
    if found.recipients or not trigger.frame.recipient:
        return found
    near = [w for w in _within(words, trigger, is_party) if w not in found.actors]
    if not near:
        return found
    if trigger.frame.actor == ("both",):
        both = tuple(dict.fromkeys((*found.actors, *near)))
        return Roles(both, both, mutual=len(both) > 1)
    return Roles(found.actors, all_of(words, near))


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


def _of_adjective(words: Words, trigger: Trigger) -> Roles:
    surface = subject(words, trigger.anchor)
    first = conjuncts(words, surface) if surface is not None else []
    partners = [w for p in oblique(words, trigger.anchor, "with") for w in conjuncts(words, p)]
    both = tuple(dict.fromkeys((*first, *partners)))
    return Roles(both, both, mutual=len(both) > 1)
