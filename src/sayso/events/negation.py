"""Words that govern a deed and say how real it is, and what denies a word."""

from __future__ import annotations

from functools import cache

from sayso.actors.words import Words
from sayso.events.lexicon import rows

_NO = frozenset(("no", "neither"))


@cache
def governors() -> dict[tuple[str, str], str]:
    """(lemma, verb noun adj adv or passive) → what it does to an event that hangs on it (``data/governors.tsv``)."""
    return {(cells[0], cells[1]): cells[2] for _, cells in rows("governors.tsv")}


def negated(words: Words, word: int) -> bool:
    """Do the words that hang on a word deny it, or does its subject: "has not", "nobody", "neither of"?"""
    known = governors()
    for child in words.children[word]:
        if words.lower[max(0, child - 1) : child + 1] == ["no", "longer"]:
            return True
        if known.get((words.lower[child], "adv")) == "negative" and words.dep[child] in (
            "advmod", "det", "cc", "cc:preconj", "mark", "case", "discourse",
        ):  # fmt: skip
            return True
        if words.dep[child] == "nsubj" or words.dep[child] == "nsubj:pass":
            inner = {words.lower[g] for g in words.children[child] if words.dep[g] in ("det", "cc", "cc:preconj")}
            if inner & _NO or words.lower[child] in ("nobody", "none", "no-one"):
                return True
    return False
