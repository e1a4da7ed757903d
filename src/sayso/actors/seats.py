"""Capitals and seats that mean their state: "Kabul accused Islamabad", "ties with Moscow", but not "in Kabul"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.actors.lexicon import rows
from sayso.actors.mentions import SEAT, Mentioned
from sayso.actors.resolution import Dictionary
from sayso.actors.words import Words

_SUBJECTS = frozenset(("nsubj", "obl:agent", "nsubj:outer"))
_WITH = frozenset(("with", "between", "by", "against", "of", "to"))


def seated(words: Words, found: Sequence[Mentioned], dictionary: Dictionary) -> list[Mentioned]:
    """``found`` with capitals that act marked: they are of type state and have the flag ``SEAT``."""
    out = []
    for mention in found:
        place = mention.form == "name" and mention.type in ("place", "state")
        if place and dictionary.seat(mention.name) and acts(words, mention):
            mention = replace(mention, type="state", flags=frozenset((SEAT,)))  # noqa: PLW2901
        out.append(mention)
    return out


def acts(words: Words, mention: Mentioned) -> bool:
    """Do the words around a capital's name say that it does, says or has what a state does?"""
    head = mention.head
    for _ in range(4):  # "Kabul and Islamabad": the first of them tells
        if words.dep[head] != "conj":
            break
        head = words.head[head]
    above, dep = words.head[head], words.dep[head]
    if dep in _SUBJECTS and above != head:
        if words.pos[above] == "VERB":
            return words.lemma[above] not in _acting("setting")
        return words.lemma[above] in _acting("attitude") or words.lower[above] in _acting("attitude")
    if dep in ("obj", "iobj"):
        return words.lemma[above] in _acting("object")
    cases = {words.lower[c] for c in words.children[head] if words.dep[c] == "case"}
    if dep == "nmod:poss" or (dep in ("nmod", "obl") and cases & _WITH):
        return words.lemma[above] in _acting("noun") or "between" in cases
    return False


@cache
def _acting(kind: str) -> frozenset[str]:
    return frozenset(lemma for of, lemma in rows("acting.tsv") if of == kind)
