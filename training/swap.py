"""Names exchanged for others of their type, so that a model learns the place of a name and not the name.

Only in sentences whose names are certain (our own). The other name comes from the same source; nationalities stay,
since adjectives and plurals would be mixed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from training.labels import NAMES, OUTSIDE, PLACES, mask
from training.sentences import Block, Sentence

SWAPPED = ("PER", "ORG", "GPE", "LOC", "FAC", "EVENT", "MISC")
ACRONYM = 6  # letters; longer names in capitals come from lines in capitals
Inventory = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[bool, ...]]]]  # type -> (words, spaces)


def _spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for i, names in enumerate(sentence.names):
        part, _, kind = NAMES[names.bit_length() - 1].partition("-")
        if part == "B":
            out.append((i, i + 1, kind))
        elif part == "I" and out:
            out[-1] = (out[-1][0], i + 1, kind)
    return out


def inventory(blocks: Sequence[Block]) -> Inventory:
    """The distinct names of a source by type, in order; those in capitals because their line is are left out."""
    out: dict[str, dict[tuple[str, ...], tuple[bool, ...]]] = {kind: {} for kind in SWAPPED}
    for sentence in (s for b in blocks for s in b.sentences):
        for start, end, kind in _spans(sentence):
            words = sentence.words[start:end]
            shouted = all(w == w.upper() for w in words) and sum(map(len, words)) > ACRONYM
            if kind in out and not shouted:
                out[kind].setdefault(words, sentence.space[start:end])
    return {kind: list(found.items()) for kind, found in out.items()}


def swapped(sentence: Sentence, names: Inventory, random: Random, share: float) -> Sentence:
    """The sentence with each name exchanged with probability `share`; capitals stay capitals."""
    words, space, masks = list(sentence.words), list(sentence.space), list(sentence.names)
    for start, end, kind in reversed(_spans(sentence)):
        if random.random() >= share or not names.get(kind):
            continue
        new, blanks = random.choice(names[kind])
        if len("".join(words[start:end])) > 4 and all(w == w.upper() for w in words[start:end]):
            new = tuple(w.upper() for w in new)
        first, inside = masks[start], 1 << (masks[start].bit_length())
        words[start:end] = new
        space[start:end] = [*blanks[:-1], space[end - 1]]
        masks[start:end] = [first, *[inside] * (len(new) - 1)]
    assert len(words) == len(space) == len(masks)
    return replace(sentence, words=tuple(words), space=tuple(space), names=tuple(masks))


Stock = Mapping[tuple[str, int], Sequence[tuple[str, ...]]]  # coarse type, length -> names
COARSE = {"PER": ("PER",), "ORG": ("ORG",), "PLACE": PLACES}
_MASKS = {mask(p, *kinds): (p, name) for name, kinds in COARSE.items() for p in "BI"}
_MASKS |= {mask(p, kind): (p, "PLACE") for p in "BI" for kind in PLACES}


def _coarse(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """(start, end, coarse type) of the names whose type is certain; all their words are proper nouns (where the source
    has tags), and all capitalised or none."""
    begin, kind = -1, ""
    for i, names in enumerate((*sentence.names, OUTSIDE)):
        part, now = _MASKS.get(names, ("", ""))
        if kind and (part != "I" or now != kind):
            words, tags = sentence.words[begin:i], sentence.syntax.upos[begin:i] if sentence.syntax else ()
            capitals = sum(w[:1].isupper() for w in words)
            if all(t == "PROPN" for t in tags) and capitals in (0, len(words)) and all(w[0].isalpha() for w in words):
                yield begin, i, kind
            kind = ""
        if part == "B":
            begin, kind = i, now


def stock(blocks: Iterable[Block]) -> Stock:
    """The distinct names of all sources by coarse type and length, in order; not those in capitals or lower case."""
    out: dict[tuple[str, int], dict[tuple[str, ...], None]] = {}
    for sentence in (s for b in blocks for s in b.sentences):
        for start, end, kind in _coarse(sentence):
            words = sentence.words[start:end]
            if words[0][:1].isupper() and not (all(w == w.upper() for w in words) and sum(map(len, words)) > ACRONYM):
                out.setdefault((kind, end - start), {}).setdefault(words)
    return {key: list(found) for key, found in out.items()}


def exchanged(sentence: Sentence, names: Stock, random: Random, share: float) -> Sentence:
    """The sentence with each certain name exchanged, with probability `share`, for one of its coarse type and length,
    in its case: tags, tree and masks stay as they are."""
    words = list(sentence.words)
    for start, end, kind in _coarse(sentence):
        found = names.get((kind, end - start))
        if found and random.random() < share:
            old = words[start:end]
            words[start:end] = [_like(new, before) for new, before in zip(random.choice(found), old, strict=True)]
    return replace(sentence, words=tuple(words))


def _like(new: str, old: str) -> str:
    """A word in the case of another."""
    if old == old.lower():
        return new.lower()
    return new.upper() if len(old) > ACRONYM and old == old.upper() else new


def certain(sentence: Sentence) -> bool:
    """Whether every word has one label."""
    return all(m & (m - 1) == 0 and m >= OUTSIDE for m in sentence.names)
