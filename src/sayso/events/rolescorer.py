"""Who acts and to whom it is done, by a small learned scorer over a trigger and the nouns of its sentence.

Each candidate gets four probabilities: that it is nobody here, an actor, a recipient, or both at once. The network
is one hidden layer over categorical features (the path between the two words in the dependency tree, what the rules
say, the frame, what the words are) whose weights are summed, so a pair costs a few hundred additions. Trained by
``python -m training.roles`` on our own corpus alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from sayso.actors.clauses import objects, passive, subject
from sayso.actors.words import Words
from sayso.events.standing import temporal
from sayso.events.triggers import Trigger
from sayso.record import ActorType
from sayso.sparse import Floats, SparseNet, load, softmax

Kind = Callable[[int], "ActorType | None"]
"""The type of the mention that a word heads, None if it heads none."""

CANDIDATES = 40
"""Nouns of a sentence that are looked at for one trigger, the nearest."""
_UP = 4
_VERBAL = frozenset(("VERB", "AUX"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose", "itself", "themselves", "himself", "herself", "what"))
_NEVER = _RELATIVE | {"nobody", "none", "nothing", "no-one"}
_EACH_OTHER = frozenset((("each", "other"), ("one", "another")))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_INNER = frozenset(("compound", "flat", "nmod:desc", "goeswith", "fixed", "nummod", "det", "expl"))


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules say of a trigger's parties, as head words."""

    actors: frozenset[int]
    recipients: frozenset[int]
    mutual: bool


def candidates(words: Words, trigger: Trigger, kind: Kind) -> list[int]:
    """The words of the trigger's sentence that may head a party of it, in order, at most :data:`CANDIDATES`."""
    first, last = words.limits(trigger.at)
    own = {w for w in trigger.words if w in (trigger.at, trigger.anchor) or kind(w) is None}
    found = [w for w in range(first, last) if w not in own and _can(words, w, kind)]
    if len(found) > CANDIDATES:
        found = sorted(sorted(found, key=lambda w: abs(w - trigger.at))[:CANDIDATES])
    return found


def _can(words: Words, word: int, kind: Kind) -> bool:
    if words.lower[word] in _NEVER or words.lemma[word] in temporal() or _of_date(words, word):
        return False
    near = words.lower[max(0, word - 1) : word + 2]
    if any(pair in _EACH_OTHER for pair in pairwise(near)):
        return False
    if kind(word) is not None:
        return True
    return words.pos[word] in _NOMINAL and words.dep[word] not in _INNER


def _of_date(words: Words, word: int) -> bool:
    """Is it the number of a day or of a year ("on 18 August", "in 1989")?"""
    text = words.text[word]
    if not text.isdigit():
        return False
    beside = (words.lower[w] for w in (word - 1, word + 1) if 0 <= w < len(words))
    year = len(text) == 4 and text[:2] in ("19", "20") and not words.children[word]
    return year or any(t in temporal() for t in beside)


def features(words: Words, trigger: Trigger, found: Sequence[int], rules: Rules, kind: Kind) -> list[list[str]]:
    """The features of each candidate of a trigger, as strings."""
    shared = _shared(words, trigger)
    verb = _verb(words, trigger)
    frame = trigger.frame
    roles = _logical(words, verb) if verb is not None else {}
    out = []
    paths = {w: _path(words, trigger, w) for w in found}
    for n, word in enumerate(found):
        head = words.head[word]
        joined = words.dep[word] == "conj" and head in paths
        path, last, preposition = paths[head] if joined else paths[word]
        by = "A" if word in rules.actors else ""
        by += "R" if word in rules.recipients else ""
        type_ = kind(word) or "-"
        one = [
            f"path={path}",
            f"path2={path}|{trigger.frame.pos}|{shared['passive']}",
            f"last={last}|{trigger.frame.pos}",
            f"prep={preposition}|{trigger.type}",
            f"prep={preposition}|{trigger.frame.pos}",
            f"rule={by}",
            f"rule={by}|{trigger.type}",
            f"rule={by}|{type_}",
            f"kind={type_}",
            f"kind={type_}|{trigger.type}",
            f"kind={type_}|{last}",
            f"kind={type_}|{preposition}",
            f"pos={words.pos[word]}|{words.dep[word]}",
            f"dep={words.dep[word]}|{shared['passive']}|{trigger.frame.pos}",
            f"conj={joined}",
            f"side={word < trigger.at}|{trigger.frame.pos}",
            f"far={_bucket(abs(word - trigger.at))}|{word < trigger.at}",
            f"between={_bucket(_between(found, n, trigger.at))}|{word < trigger.at}",
            f"logical={roles.get(word, '')}|{trigger.frame.pos}",
            f"logical={roles.get(word, '')}|{trigger.type}",
            f"wants={preposition in frame.recipient}|{preposition in frame.actor}|{bool(frame.recipient)}",
            f"wants={preposition in frame.recipient}|{'both' in frame.actor}|{last}",
            f"none={not frame.recipient}|{roles.get(word, last)}",
            f"lemma={words.lemma[word]}",
            f"lower={words.lower[word]}" if words.pos[word] == "PRON" else f"tag={words.tag[word]}",
            f"mutual={rules.mutual}|{by}",
            f"anyrule={bool(rules.actors)}|{bool(rules.recipients)}|{by}",
        ]
        one += _nearby(words, trigger, word, found, rules, kind, path)
        if joined:
            one += [f"headrule={'A' if head in rules.actors else ''}{'R' if head in rules.recipients else ''}"]
        one += [f"{name}|{path if short else last}" for name, short in shared["words"]]
        out.append(one)
    return out


_POSSESSIVE = frozenset(("my", "our", "your", "his", "her", "its", "their", "whose"))


def _nearby(
    words: Words, trigger: Trigger, word: int, found: Sequence[int], rules: Rules, kind: Kind, path: str
) -> list[str]:
    """What stands about a candidate: the word that governs it, and those of the candidates beside it."""
    head, dep = words.head[word], words.dep[word]
    governor = kind(head) or ("verb" if words.pos[head] in _VERBAL else words.pos[head])
    above = f"{dep.split(':')[0]}|{governor}|{head in found}"
    below = [c for c in words.children[word] if c in found]
    bare = "" if path == "far" else _bare(path)
    at = trigger.at
    inner = [w for w in range(min(word, at) + 1, max(word, at)) if words.pos[w] in _VERBAL]
    barrier = any(words.lower[w] in (",", ";", "“", "”", '"', ":") for w in range(min(word, at) + 1, max(word, at)))
    ruled = ("A" if head in rules.actors else "") + ("R" if head in rules.recipients else "")
    return [
        f"bare={bare}",
        f"bare={bare}|{trigger.type}",
        f"bare={bare}|{kind(word) or '-'}",
        f"above={above}",
        f"above={above}|{trigger.type}",
        f"above={words.lemma[head]}|{dep.split(':')[0]}",
        f"headrule2={ruled}|{dep}|{kind(word) or '-'}",
        f"below={len(below) > 0}|{any(b in rules.recipients for b in below)}|{any(b in rules.actors for b in below)}",
        f"verbs={min(3, len(inner))}|{word < at}|{barrier}",
        f"lemmapath={words.lemma[at]}|{bare}",
        f"owner={words.lower[word] in _POSSESSIVE}|{trigger.type}",
        f"det={next((words.lower[c] for c in words.children[word] if words.dep[c] == 'det'), '')}|{words.pos[word]}",
        f"frame={'.'.join(trigger.frame.actor)}>{'.'.join(trigger.frame.recipient)}|{path}",
        f"effect={trigger.frame.effect}|{path}",
    ]


def _bare(path: str) -> str:
    """A path without prepositions and the finer parts of relations."""
    up, _, down = path.partition(">")
    steps = [p.split(":")[0] for p in up.split("^")], [p.split(":")[0] for p in down.split("v")]
    return "^".join(steps[0]) + ">" + "v".join(steps[1])


def _shared(words: Words, trigger: Trigger) -> dict:  # type: ignore[type-arg]
    at = trigger.at
    above = words.head[at]
    verb = _verb(words, trigger)
    return {
        "passive": verb is not None and passive(words, verb),
        "words": [
            (f"type={trigger.type}", True),
            (f"type={trigger.type}|{trigger.mode}", False),
            (f"trigger={words.lemma[at]}", False),
            (f"above={words.lemma[above] if above != at else ''}|{words.dep[at]}", False),
            (f"tag={words.tag[at]}|{words.dep[at]}", False),
        ],
    }


def _verb(words: Words, trigger: Trigger) -> int | None:
    """The verb of the trigger's clause, if it is one or hangs on one as its object or subject."""
    for word in (trigger.anchor, trigger.at):
        if words.pos[word] in _VERBAL:
            return word
    above = words.head[trigger.at]
    return above if words.pos[above] in _VERBAL and words.dep[trigger.at] in ("obj", "nsubj:pass", "obl") else None


def _logical(words: Words, verb: int) -> dict[int, str]:
    """Who stands where in the verb's clause, through control, relative clauses and passives."""
    out: dict[int, str] = {}
    surface = subject(words, verb)
    if surface is not None:
        out[surface] = "patient" if passive(words, verb) else "agent"
    for word in objects(words, verb):
        out.setdefault(word, "object")
    return out


def _path(words: Words, trigger: Trigger, word: int) -> tuple[str, str, str]:
    """The dependency path from trigger to candidate, its last relation, and the preposition before the candidate."""
    up = [trigger.at]
    while len(up) <= _UP and words.head[up[-1]] != up[-1]:
        up.append(words.head[up[-1]])
    down: list[int] = [word]
    while down[-1] not in up and len(down) <= _UP and words.head[down[-1]] != down[-1]:
        down.append(words.head[down[-1]])
    preposition = _case(words, word)
    if down[-1] not in up:
        return "far", words.dep[word], preposition
    top = up.index(down[-1])
    climbed = "^".join(words.dep[w] for w in up[:top])
    went = "v".join(
        words.dep[w] + (f":{_case(words, w)}" if words.dep[w] in ("obl", "nmod") else "") for w in reversed(down[:-1])
    )
    return f"{climbed}>{went}", words.dep[word] if len(down) > 1 else f"^{words.dep[up[max(0, top - 1)]]}", preposition


def _case(words: Words, word: int) -> str:
    return next((words.lower[c] for c in words.children[word] if words.dep[c] == "case"), "")


def _between(found: Sequence[int], n: int, at: int) -> int:
    low, high = min(found[n], at), max(found[n], at)
    return sum(low < w < high for w in found)


def _bucket(number: int) -> int:
    return number if number < 4 else (5 if number < 8 else 9)


def vectors(words: Words, trigger: Trigger, found: Sequence[int]) -> Floats:
    """(candidates, 2 · width): the encoder's vectors of each candidate and of the trigger; width 0: none are kept."""
    if not words.vectors:
        return np.zeros((len(found), 0), np.float32)
    if not found:
        return np.zeros((0, 0), np.float32)
    own = np.stack([words.vectors[w] for w in found])
    return np.concatenate([own, np.broadcast_to(words.vectors[trigger.at], own.shape)], axis=1)


def probabilities(net: SparseNet, told: Sequence[Sequence[str]], seen: Floats) -> Floats:
    """(candidates, 4): how sure each is nobody here, an actor, a recipient, or both at once; a row's sum is 1."""
    if not told:
        return np.zeros((0, 4), np.float32)
    return softmax(net.logits(told, seen))


@cache
def shipped() -> SparseNet:
    """The network that comes with the package."""
    return load("sayso.events", "roles.npz")
