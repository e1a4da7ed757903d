"""Is a text English?  Told by the share of English function words; enough to refuse what sayso cannot read."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

SAMPLE = 40_000
"""Characters that are looked at: from the middle of a long text, where there is less page furniture."""
FEWEST = 40
"""Words below which nothing is decided against a text."""
FOREIGN, ENGLISH = 0.03, 0.08

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _function_words() -> frozenset[str]:
    raw = files("sayso.page").joinpath("data/language.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(raw)["english"])


def language(text: str) -> Literal["en", "other"] | None:
    """ "en" for English, "other" for a text that is plainly not, None where it is too short or too odd to tell.

    In running English news about one word in six is one of the function words; in other languages hardly any is.
    """
    middle = max(0, (len(text) - SAMPLE) // 2)
    words = _WORD.findall(text[middle : middle + SAMPLE].lower())
    if not words:
        return None
    share = sum(w in _function_words() for w in words) / len(words)
    if share >= ENGLISH:
        return "en"
    return "other" if len(words) >= FEWEST and share < FOREIGN else None
