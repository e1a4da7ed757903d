"""What the encoder is told about a word beside its uncased subwords: its shape and its cased ends.

Training and run time both import this module, so that a model always sees the features it was trained on. numpy and the
standard library only. A model folder's `meta.json` repeats the constants; the run time refuses a model whose constants
differ from these.
"""

from __future__ import annotations

import unicodedata
import zlib
from typing import Final

SHAPES: Final = (
    "none",  # not the first subword of a word
    "lower",
    "title",  # Obama
    "upper",  # BBC, U.S.
    "initial",  # A, one capital alone
    "mixed",  # McCain, iPhone, al-Ani
    "hyphen",  # Al-Ani: a capital after each hyphen
    "digit",  # 12, 3.5, 1,000
    "alnum",  # F-16, G20, 3rd
    "punct",
    "uncased",  # letters of a script without case
    "symbol",  # none of these
)
AFFIX_LENGTH: Final = 3
AFFIX_BUCKETS: Final = 4096
MAX_PIECES: Final = 8  # a word's further subwords are dropped: addresses, hashes
MAX_WORDS: Final = 160  # a window's words
MAX_SUBWORDS: Final = 250  # a window's subwords, the two special ones included; the encoder's limit is 512

_SHAPE_ID: Final = {name: i for i, name in enumerate(SHAPES)}


def shape(word: str) -> int:
    """The index in `SHAPES` of a word's shape, from 1; linear in the word."""
    return _SHAPE_ID[_shape(word)]


def _shape(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        if any(c.isdigit() for c in word):
            return "digit"
        return "punct" if word and all(unicodedata.category(c)[0] == "P" for c in word) else "symbol"
    if any(c.isdigit() for c in word):
        return "alnum"
    upper = sum(c.isupper() or c.istitle() for c in letters)
    if not upper:
        return "lower" if any(c.islower() for c in letters) else "uncased"
    if upper == len(letters):
        return "initial" if upper == 1 else "upper"
    if upper == 1:
        return "title" if letters[0].isupper() or letters[0].istitle() else "mixed"
    parts = [p for p in word.split("-") if p]
    if len(parts) > 1 and all(p[0].isupper() and not any(c.isupper() for c in p[1:]) for p in parts):
        return "hyphen"
    return "mixed"


def prefix(word: str) -> int:
    """The bucket, from 1 to AFFIX_BUCKETS - 1, of a word's first letters; case kept, every digit as 0."""
    return _bucket("<" + _ends(word)[:AFFIX_LENGTH])


def suffix(word: str) -> int:
    """The bucket, from 1 to AFFIX_BUCKETS - 1, of a word's last letters; case kept, every digit as 0."""
    return _bucket(_ends(word)[-AFFIX_LENGTH:] + ">")


def _ends(word: str) -> str:
    short = word if len(word) <= 2 * AFFIX_LENGTH else word[:AFFIX_LENGTH] + word[-AFFIX_LENGTH:]
    return "".join("0" if c.isdigit() else c for c in short)


def _bucket(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % (AFFIX_BUCKETS - 1) + 1


def constants() -> dict[str, object]:
    """What `meta.json` records of this module, for comparison at load."""
    return {
        "shapes": list(SHAPES),
        "affixes": {"length": AFFIX_LENGTH, "buckets": AFFIX_BUCKETS, "hash": "crc32"},
        "window": {"words": MAX_WORDS, "subwords": MAX_SUBWORDS, "pieces": MAX_PIECES},
    }
