"""What the lexicon proposes: the places of a text where all words of a frame stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from sayso.actors.words import Words
from sayso.events.lexicon import Frame, frames, rows
from sayso.figures.tables import nouns, signs

_CLAUSES = frozenset(("ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "advcl:relcl"))
_REACH = 3
"""Steps down the tree within which the words of a phrase stand."""
_PROPOSED = 3
"""Frames that one word may propose, those of most words first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame whose words all stand there. ``at`` is the word that decides what happened; ``avoided`` by words near by
    that take the sense away."""

    anchor: int
    at: int
    words: tuple[int, ...]
    frame: Frame
    avoided: bool


def hits(words: Words) -> list[Hit]:
    """What the lexicon proposes, word by word."""
    known = frames()
    out: list[Hit] = []
    for word, (lemma, low, pos) in enumerate(zip(words.lemma, words.lower, words.pos, strict=True)):
        found = known.get((lemma, pos), ())
        if low != lemma:  # some are told by a form: "talks", "hostilities"
            found = (*found, *known.get((low, pos), ()))
        if found:
            out += _at(words, word, found)
    return out


def _at(words: Words, word: int, known: Sequence[Frame]) -> Iterator[Hit]:
    near = descendants(words, word)
    there = {words.lemma[n] for n in near} | {words.lower[n] for n in near}
    count = 0
    for frame in known:
        if frame.others and not _needed(frame.others) <= there:
            continue
        places = _places(words, word, frame, near)
        if places is not None:
            avoided = _avoided(words, word, frame, near)
            yield Hit(word, _deciding(words, word, places, frame), (word, *places), frame, avoided)
            count += 1
            if count == _PROPOSED:
                return


@cache
def _needed(others: tuple[str, ...]) -> frozenset[str]:
    """Of the other words of a frame those that must stand below the anchor in its own clause."""
    return frozenset(w for w in takewhile(lambda w: not w.startswith(">"), others) if not w.startswith("@"))


def descendants(words: Words, word: int) -> list[int]:
    """The words that hang on ``word`` within its clause, at most :data:`_REACH` steps down."""
    out: list[int] = []
    level = [word]
    for _ in range(_REACH):
        level = [c for w in level for c in words.children[w] if not _leaves_clause(words, c, word)]
        out += level
    return out


def _leaves_clause(words: Words, child: int, anchor: int) -> bool:
    if words.dep[child] in _CLAUSES:
        return True
    return words.dep[child] == "conj" and words.head[child] == anchor and words.pos[child] in ("VERB", "AUX")


def _places(words: Words, word: int, frame: Frame, near: list[int]) -> list[int] | None:
    """Where the other words of the frame stand, None if one does not."""
    out: list[int] = []
    for wanted in frame.others:
        if wanted.startswith(">"):
            at = next((n for n in _below(words, [word, *near]) if wanted[1:] in ("*", words.lemma[n])), None)
            near = [*near, *words.children[at]] if at is not None else near
        else:
            at = next((n for n in near if n not in out and _is(words, n, wanted, word)), None)
        if at is None:
            return None
        out.append(at)
    return out


def _below(words: Words, near: Sequence[int]) -> Iterator[int]:
    """The heads of the clauses that hang on words near by ("ordered them to *leave*")."""
    return (c for n in near for c in words.children[n] if words.dep[c] in _CLAUSES or words.dep[c] == "xcomp")


def _is(words: Words, word: int, wanted: str, anchor: int) -> bool:
    """Is a word the wanted one, or of the wanted kind? ``@object``: any object of the anchor; ``@person``: one that is
    a person's name; ``@money``: a currency's sign or name."""
    if not wanted.startswith("@"):
        return wanted in (words.lemma[word], words.lower[word])
    if wanted == "@money":
        return words.lower[word] in signs() or words.lemma[word] in nouns()
    if words.dep[word] != "obj" or words.head[word] != anchor:
        return wanted == "@person" and words.dep[words.head[word]] == "obl" and _label(words, word) == "PER"
    return wanted == "@object" or _label(words, word) == "PER"


def _label(words: Words, word: int) -> str:
    return words.names[words.entity[word]][2] if words.entity[word] >= 0 else ""


def _deciding(words: Words, word: int, places: list[int], frame: Frame) -> int:
    """With a light verb an event noun decides what happened ("declared a ceasefire"), with another verb only one that
    means the same type alone ("fought a battle", but not "suspended the talks")."""
    if words.pos[word] in ("VERB", "AUX"):
        for at in places:
            own = frames().get((words.lemma[at], "NOUN"), ()) if words.pos[at] == "NOUN" else ()
            if own and (words.lemma[word] in _light() or any(f.type == frame.type and not f.others for f in own)):
                return at
    return word


@cache
def _light() -> frozenset[str]:
    """Verbs beside which the noun decides (``data/light_verbs.tsv``)."""
    return frozenset(verb for _, (verb, _, decides) in rows("light_verbs.tsv") if decides == "noun")


def _avoided(words: Words, word: int, frame: Frame, near: list[int]) -> bool:
    if not frame.avoid:
        return False
    lemmas = {words.lemma[n] for n in near} | {words.lower[n] for n in near}
    if words.dep[word] in ("obj", "compound", "nsubj"):
        lemmas.add(words.lemma[words.head[word]])
    if lemmas & frame.avoid:
        return True
    longer = [a for a in frame.avoid if " " in a]
    around = " ".join(words.lower[max(0, word - 4) : word + 6]) if longer else ""
    return any(a in around for a in longer)
