"""The label sets of the heads, and what each source of names leaves open.

A name label set is a bit mask over `NAMES`: the labels a word may have as far as its source says. The loss is marginal
over the mask (log of the summed probability of the permitted labels), so a coarse source (place, without saying whether
city or river) teaches what it knows and no more; a word of which a source says nothing has the mask `OPEN`.
"""

from __future__ import annotations

from typing import Final

UPOS: Final = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
TYPES: Final = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC")
NAMES: Final = ("O", *(f"{part}-{kind}" for kind in TYPES for part in "BI"))
OUTSIDE: Final = 1
PLACES: Final = ("GPE", "LOC", "FAC")
OTHERS: Final = ("NORP", "EVENT", "MISC")
SCHEMES: Final = ("uner", "gum", "re3d", "btc", "own")  # whose guidelines a source's names follow
GROUPS: Final = (
    ("O",),
    *(tuple(f"{p}-{k}" for k in kinds) for kinds in (("PER",), ("ORG",), PLACES, OTHERS) for p in "BI"),
)
"""Labels that no scheme tells apart: where sources disagree, it is on whether a name is one, and of which of these."""
OPEN: Final = (1 << len(NAMES)) - 1


def mask(part: str, *kinds: str) -> int:
    """The mask of one part (`B` or `I`) of names of any of these types."""
    return sum(1 << NAMES.index(f"{part}-{kind}") for kind in kinds)


def either(*kinds: str) -> int:
    """The mask of a word that may be in a name of one of these types, at its start or inside it, or in none."""
    return OUTSIDE | mask("B", *kinds) | mask("I", *kinds)


def span(length: int, *kinds: str) -> list[int]:
    """The masks of a name of `length` words of any of these types."""
    return [mask("B", *kinds), *[mask("I", *kinds)] * (length - 1)]
