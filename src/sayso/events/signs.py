"""What the senses are told of a word that may tell an event: signs (short strings), and the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.events.lexicon import frames, rows
from sayso.events.proposals import Hit

OPEN = frozenset(("VERB", "NOUN", "ADJ", "PROPN"))
"""Parts of speech that may tell an event without the lexicon."""
SLOTS = ("word", "head", "subject", "object", "oblique")
"""The words around a candidate of which the senses see the vectors; beside them the mean of all dependents and that of
the sentence."""
UNSEEN = frozenset(("det", "punct", "case", "cc", "mark", "aux", "aux:pass", "cop"))
"""Relations of dependents that are left out of their mean."""
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj"))
_OBJECTS = frozenset(("obj", "iobj"))
_OBLIQUE = frozenset(("obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked"))
_BEFORE = frozenset(("compound", "amod", "nmod:poss", "nmod:desc"))
_SMALL = frozenset(("compound:prt", "aux", "aux:pass", "mark", "advmod", "cop", "det"))
_CLAUSAL = frozenset(("xcomp", "ccomp", "advcl", "acl"))
_SPOKEN = frozenset(("he", "she", "it", "they", "we", "i", "you", "who", "which", "that"))
_LATEST = "2013"
"""A year before this one mostly tells of history."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The words that may tell an event: their numbers, the signs of each, and the words in each one's :data:`SLOTS`
    (-1: nobody). ``around`` are the signs that all words of a sentence share, by the number of the sentence."""

    words: list[int]
    signs: list[list[str]]
    slots: list[tuple[int, ...]]
    around: list[list[str]]


def candidates(words: Words, found: Sequence[Hit]) -> Candidates:
    """The words of an open part of speech outside names, and those that the lexicon proposes, with their signs.

    Linear in the text.
    """
    proposed = _proposed(found)
    numbers = sorted({w for w, pos in enumerate(words.pos) if pos in OPEN and words.entity[w] < 0} | set(proposed))
    around = [_of_sentence(words, n) for n in range(len(words.sentence_starts))]
    told: set[str] = set()
    signs, slots = [], []
    for word in numbers:
        own = _own(words, word, proposed) + _above(words, word, proposed)
        below, slot = _below(words, word)
        own += below
        if word in proposed:
            if words.lemma[word] in told:
                own.append("again")
            told.add(words.lemma[word])
        signs.append(list(dict.fromkeys(own)))
        slots.append(slot)
    return Candidates(numbers, signs, slots, around)


def _proposed(found: Iterable[Hit]) -> dict[int, list[str]]:
    """Word → what the lexicon says of it: type, whether it decides there, whether a word near by speaks against it."""
    out: dict[int, list[str]] = {}
    for hit in found:
        frame = hit.frame
        many = "+" if len(hit.words) > 1 else ""
        for word in hit.words:
            place = "at" if word == hit.at else "anchor" if word == hit.anchor else "in"
            own = out.setdefault(word, [])
            if hit.avoided:
                own.append(f"avoid {place}{many} {frame.type}")
                continue
            own += (f"lexicon {place}{many} {frame.type}", f"lexicon {place} {frame.type}")
            if place != "in":
                own += (f"mode {frame.type} {frame.mode}", f"frame {' '.join(frame.words)} {frame.pos}")
    return out


def _own(words: Words, word: int, proposed: dict[int, list[str]]) -> list[str]:
    lemma, pos = words.lemma[word], words.pos[word]
    out = [f"pos {pos}", f"tag {words.tag[word]}", f"dep {words.dep[word]}", f"lemma {lemma}"]
    out += [*proposed.get(word, ()), *_may_mean().get(lemma, ())]
    if words.entity[word] >= 0:
        out.append(f"name {_label(words, word)}")
    return out


def _above(words: Words, word: int, proposed: dict[int, list[str]]) -> list[str]:
    head = words.head[word]
    if head == word:
        return []
    out = [f"head {words.pos[head]}", f"head lemma {words.lemma[head]}", f"head dep {words.dep[head]}"]
    if words.lemma[head] in _light():
        out.append(f"light {words.dep[word]}")
    ruled = _ruled().get((words.lemma[head], words.pos[head].lower()))
    if ruled:
        out.append(f"ruled {ruled}")
    out += [f"head {sign}" for sign in proposed.get(head, ()) if sign.startswith(("lexicon", "avoid"))]
    if words.dep[word] in ("acl", "acl:relcl"):
        out.append(f"of {_kind(words, head)}")
    return out


def _below(words: Words, word: int) -> tuple[list[str], tuple[int, ...]]:
    out: list[str] = []
    subject = object_ = oblique = -1
    for child in words.children[word]:
        dep = words.dep[child]
        out.append(f"has {dep}")
        if dep in _SUBJECTS:
            subject = child
            out += (f"subject {_kind(words, child)}", f"subject lemma {words.lemma[child]}")
            out += _of_worlds(words, "subject", child)
        elif dep in _OBJECTS:
            object_ = child if object_ < 0 or dep == "obj" else object_
            out += (f"object {_kind(words, child)}", f"object lemma {words.lemma[child]}")
            out += _of_worlds(words, "object", child)
        elif dep in _OBLIQUE:
            oblique = child if oblique < 0 else oblique
            case = next((words.lower[c] for c in words.children[child] if words.dep[c] == "case"), "-")
            out += (f"{case}", f"{case} {_kind(words, child)}", f"oblique lemma {words.lemma[child]}")
            out += _of_worlds(words, "oblique", child)
        elif dep in _BEFORE:
            out += (f"{dep} {_kind(words, child)}", f"before lemma {words.lemma[child]}")
            out += _of_worlds(words, "before", child)
        elif dep in _SMALL:
            out.append(f"{dep} {words.lower[child]}")
        elif dep in _CLAUSAL:
            out.append(f"{dep} lemma {words.lemma[child]}")
    if subject < 0 and words.dep[word] in ("conj", "xcomp"):
        shared = next((c for c in words.children[words.head[word]] if words.dep[c] in _SUBJECTS), -1)
        if shared >= 0:
            subject = shared
            out.append(f"subject {_kind(words, shared)}")
    head = words.head[word] if words.head[word] != word else -1
    return out, (word, head, subject, object_, oblique)


def _of_worlds(words: Words, place: str, word: int) -> list[str]:
    return [f"{place} world {world}" for world in _worlds().get(words.lemma[word], ())]


def _of_sentence(words: Words, number: int) -> list[str]:
    """Signs that all words of a sentence share."""
    start = words.sentence_starts[number]
    after = number + 1 < len(words.sentence_starts)
    end = words.sentence_starts[number + 1] if after else len(words)
    inside = range(start, end)
    out = [f"among {_label(words, w)}" for w in inside if words.entity[w] >= 0] or ["among no name"]
    out.append(f"length {min(4, (end - start) // 8)}")
    if any(len(t) == 4 and t.isdigit() and "1000" < t < _LATEST for t in words.text[start:end]):
        out.append("year")
    if words.kinds:
        out.append(f"in {words.kinds[words.block[start]]}")
    known = heads()
    out += [f"among {known[t].type}" for t in words.lemma[start:end] if t in known]
    worlds = [world for t in words.lemma[start:end] for world in _worlds().get(t, ())]
    out += [f"world {world}" for world in worlds] + [f"worlds {min(3, len(worlds))}"]
    return list(dict.fromkeys(out))


def _label(words: Words, word: int) -> str:
    return words.names[words.entity[word]][2]


def _kind(words: Words, word: int) -> str:
    """What a word next to a candidate stands for: a kind of name, of pronoun, of actor; else its part of speech."""
    if words.entity[word] >= 0:
        return _label(words, word)
    if words.pos[word] == "PRON":
        return words.lower[word] if words.lower[word] in _SPOKEN else "PRON"
    known = heads().get(words.lemma[word])
    return known.type if known else words.pos[word]


@cache
def _may_mean() -> dict[str, tuple[str, ...]]:
    """Lemma → the types that the lexicon gives it alone, as whatever part of speech."""
    out: dict[str, set[str]] = {}
    for (lemma, _), known in frames().items():
        out.setdefault(lemma, set()).update(f"may {f.type}" for f in known if not f.others)
    return {lemma: tuple(sorted(types)) for lemma, types in out.items()}


@cache
def _worlds() -> dict[str, tuple[str, ...]]:
    """Lemma → the worlds whose things it names (``data/worlds.tsv``)."""
    out: dict[str, dict[str, None]] = {}
    for _, (world, told) in rows("worlds.tsv"):
        for lemma in told.split():
            out.setdefault(lemma, {})[world] = None
    return {lemma: tuple(worlds) for lemma, worlds in out.items()}


@cache
def _light() -> frozenset[str]:
    return frozenset(cells[0] for _, cells in rows("light_verbs.tsv"))


@cache
def _ruled() -> dict[tuple[str, str], str]:
    """(lemma, part of speech) → what the word does to a deed that hangs on it (``data/governors.tsv``)."""
    return {(cells[0], cells[1]): cells[2] for _, cells in rows("governors.tsv")}
