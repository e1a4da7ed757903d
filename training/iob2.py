"""Names in IOB2: Universal NER over the sentences of EWT, and tweets of the Broad Twitter Corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from training.conllu import lines
from training.labels import OPEN, OTHERS, OUTSIDE, PLACES, either, mask
from training.sentences import Block, Sentence

# What a source's types mean in ours. A place may be any of three; what a source calls other is one of three.
KINDS: Mapping[str, tuple[str, ...]] = {"PER": ("PER",), "ORG": ("ORG",), "LOC": PLACES, "OTH": OTHERS}


def tag_masks(words: Sequence[str], tags: Sequence[str], *, others: bool) -> list[int]:
    """The name masks of IOB2 tags. Without `others` the source marks only persons, organisations and places, and a
    capitalised word outside may be in a name of another type."""
    out = []
    for word, tag in zip(words, tags, strict=True):
        part, _, kind = tag.partition("-")
        if kind in KINDS:
            out.append(mask(part, *KINDS[kind]))
        else:
            out.append(OUTSIDE if others or word == word.lower() else either(*OTHERS))
    return out


def tagged(path: Path, *, word: int, tag: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """(sentence id, words, tags) of a file with tab-separated columns and blank lines between sentences."""
    name, words, tags = "", [], []
    for line in lines(path):
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line.strip() and "\t" in line:
            columns = line.split("\t")
            words.append(columns[word].strip())
            tags.append(columns[tag].strip())
        elif not line.strip() and words:
            yield name, words, tags
            words, tags = [], []
    if words:
        yield name, words, tags


def uner(path: Path) -> dict[str, tuple[list[str], list[int]]]:
    """Words and masks by sentence id. The train part also marks other names (OTH); dev and test do not."""
    rows = list(tagged(path, word=1, tag=2))
    others = any("OTH" in tag for _, _, tags in rows for tag in tags)
    return {name: (words, tag_masks(words, tags, others=others)) for name, words, tags in rows}


def uner_tags(path: Path) -> dict[str, list[str]]:
    """The gold tags themselves by sentence id, for scoring."""
    return {name: tags for name, _, tags in tagged(path, word=1, tag=2)}


def tweets(path: Path) -> list[Block]:
    """The tweets of a file, a block each. Hash tags and addresses are left open: they are marked unevenly. Adjectives
    of nations are among its places."""
    out = []
    for number, (_, words, tags) in enumerate(tagged(path, word=0, tag=1)):
        masks = tag_masks(words, tags, others=False)
        for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
            if tag.endswith("-LOC"):
                masks[i] |= mask(tag[0], "NORP")
            if word[:1] in ("#", "@") or (i and words[i - 1] == "@"):
                masks[i] = OPEN
        one = Sentence(f"{path.stem}-{number}", tuple(words), (True,) * len(words), tuple(masks))
        out.append(Block(f"{path.stem}-{number}", (one,)))
    return out
