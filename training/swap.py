"""Names exchanged for others of their type, so that a model learns the place of a name and not the name.

Only in sentences whose names are certain (our own). The other name comes from the same source; nationalities stay,
since adjectives and plurals would be mixed up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from training.labels import NAMES, OUTSIDE
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
    return Sentence(sentence.id, tuple(words), tuple(space), tuple(masks))


def certain(sentence: Sentence) -> bool:
    """Whether every word has one label."""
    return all(m & (m - 1) == 0 and m >= OUTSIDE for m in sentence.names)
