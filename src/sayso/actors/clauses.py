"""Who stands where in a clause, through passives, control, conjunction and relative clauses."""

from __future__ import annotations

from functools import cache

from sayso.actors.lexicon import rows
from sayso.actors.words import Words

_SUBJECTS = ("nsubj", "csubj", "nsubj:outer")
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_VERBAL = ("VERB", "AUX")
_DEEPEST = 6
"""Steps up the tree within which the subject of a verb without one is looked for."""


@cache
def _askers() -> frozenset[str]:
    """Verbs whose object does what the infinitive says ("ordered the Corps to attack"): ``data/control.tsv``."""
    return frozenset(cells[0] for cells in rows("control.tsv"))


def passive(words: Words, verb: int) -> bool:
    """Is the verb in the passive, or a past participle that hangs on a noun ("a man shot by the police")?"""
    kids = words.children[verb]
    if any(words.dep[c] in ("nsubj:pass", "aux:pass", "csubj:pass") for c in kids):
        return True
    if any(words.dep[c] == "obj" for c in kids):
        return False
    if words.dep[verb] in ("acl", "amod", "advcl") and words.tag[verb] in ("VBN", "VBD"):
        return not any(words.dep[c] in ("nsubj", "aux") for c in kids)
    if words.tag[verb] == "VBN" and not any(words.dep[c] == "aux" for c in kids) and words.dep[verb] != "conj":
        return True  # "Four activists remanded" as headlines have it
    head = words.head[verb]
    if words.dep[verb] == "conj" and words.tag[verb] == "VBN" and words.pos[head] in _VERBAL:
        return not any(words.dep[c] in ("nsubj", "aux") for c in kids) and passive(words, head)
    return False


def subject(words: Words, verb: int) -> int | None:
    """The surface subject of a verb, its own or the one that it shares or is controlled by; None if there is none."""
    at = verb
    for _ in range(_DEEPEST):
        own = _own_subject(words, at)
        if own is not None:
            return _antecedent(words, own, at)
        above = words.head[at]
        dep = words.dep[at]
        if above == at:
            return None
        if dep == "conj" and (words.pos[above] in _VERBAL or _predicate(words, above)):
            at = above
        elif dep in ("xcomp", "ccomp", "aux", "cop"):
            given = _controller(words, at, above)
            if given is not None:
                return given
            at = above
        elif dep in ("advcl", "parataxis") and words.tag[at] in ("VBG", "VBN", "VB"):
            given = _asked(words, at, above) if words.tag[at] == "VB" else None
            if given is not None:
                return given
            at = above
        elif dep.startswith("acl"):
            return above
        else:
            return None
    return None


def _own_subject(words: Words, verb: int) -> int | None:
    """The subject that hangs on the verb itself; of two rather the noun ("‘Desperate’ rebels beg for help")."""
    found = [c for c in words.children[verb] if words.dep[c] in (*_SUBJECTS, "nsubj:pass")]
    return next((c for c in found if words.pos[c] != "ADJ"), found[0] if found else None)


def _predicate(words: Words, word: int) -> bool:
    return any(words.dep[c] in ("cop", "nsubj") for c in words.children[word])


def _controller(words: Words, verb: int, above: int) -> int | None:
    """The object of the governing verb where that is who acts ("asked the army to attack")."""
    if words.dep[verb] not in ("xcomp", "ccomp") or words.pos[above] not in _VERBAL:
        return None
    given = next((c for c in words.children[above] if words.dep[c] in ("obj", "iobj") and c < verb), None)
    if (
        given is not None
        and not passive(words, above)
        and words.lemma[above] not in ("promise", "threaten", "vow", "pledge")
    ):
        return given
    return None


def _asked(words: Words, verb: int, above: int) -> int | None:
    """Whom the governing verb asks, orders or tells to do it, where the parse hangs the infinitive on the clause."""
    if words.pos[above] not in _VERBAL or words.lemma[above] not in _askers():
        return None
    if passive(words, above):
        return subject(words, above)
    near = [c for c in words.children[above] if above < c < verb and words.dep[c] in ("obj", "iobj", "obl")]
    return (
        near[-1] if near and not any(words.lower[c] in ("for", "in", "at") for c in words.children[near[-1]]) else None
    )


def _antecedent(words: Words, subject_word: int, verb: int) -> int:
    """The noun that a relative pronoun stands for."""
    at = verb
    while words.dep[at] == "conj":
        at = words.head[at]
    if words.lower[subject_word] in _RELATIVE and words.dep[at].startswith("acl"):
        return words.head[at]
    return subject_word


def objects(words: Words, verb: int) -> list[int]:
    """The direct objects of an active verb, through conjunction and relative clauses."""
    own = [c for c in words.children[verb] if words.dep[c] == "obj"]
    if own:
        return [_antecedent(words, c, verb) for c in own]
    if words.dep[verb] == "acl:relcl" and any(words.dep[c] == "nsubj" for c in words.children[verb]):
        subject_words = [c for c in words.children[verb] if words.dep[c] == "nsubj"]
        if all(words.lower[c] not in _RELATIVE for c in subject_words):
            return [words.head[verb]]
    shared = words.head[verb]
    later = [c for c in words.children[verb] if words.dep[c] == "conj" and words.pos[c] in _VERBAL and c > verb]
    for other in later:  # "shot and killed two men": the object stands with the second verb
        got = [c for c in words.children[other] if words.dep[c] == "obj"]
        if got and other - verb <= 3:
            return got
    if words.dep[verb] == "conj" and words.pos[shared] in _VERBAL and verb - shared <= 4 and not passive(words, verb):
        return [c for c in words.children[shared] if words.dep[c] == "obj"]
    return []


def oblique(words: Words, word: int, preposition: str) -> list[int]:
    """The nouns that hang on ``word`` by a preposition ("upon" is "on", "towards" is "to")."""
    out = []
    for child in words.children[word]:
        if not words.dep[child].startswith(("obl", "nmod", "advcl", "iobj")):
            continue
        cases = {words.lower[c] for c in words.children[child] if words.dep[c] in ("case", "mark")}
        cases |= {words.lower[g] for c in words.children[child] if words.dep[c] == "case" for g in words.children[c]}
        if preposition in {_same(c) for c in cases}:
            out.append(child)
    return out


def _same(preposition: str) -> str:
    return {"upon": "on", "towards": "toward", "amongst": "among", "inside": "in", "onto": "on"}.get(
        preposition, preposition
    )


def conjuncts(words: Words, word: int) -> list[int]:
    """A noun and those joined to it by "and", "or" or commas."""
    out, level = [word], [word]
    while level:
        level = [c for w in level for c in words.children[w] if words.dep[c] == "conj" and words.pos[c] not in _VERBAL]
        out += level
    return out


def before(words: Words, noun: int) -> list[int]:
    """The nouns and adjectives before a noun that may name who or whom ("Israeli", "army")."""
    return [c for c in words.children[noun] if c < noun and words.dep[c] in ("amod", "compound", "nmod:desc", "nmod")]


def possessors(words: Words, noun: int) -> list[int]:
    """Those in the genitive before a noun ("its", "the army's")."""
    return [c for c in words.children[noun] if words.dep[c] == "nmod:poss"]
