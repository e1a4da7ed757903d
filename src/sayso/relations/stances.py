"""The words that say how two parties stand to each other, from ``data/stances.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from sayso.record import Sign

_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "VERB"), "adv": ("ADV",), "adp": ("ADP",)}


@dataclass(frozen=True, slots=True)
class Stance:
    """Friendly (1) or hostile (-1), and what kind of tie."""

    sign: Sign
    kind: str


@cache
def _table() -> tuple[dict[tuple[str, str], Stance], tuple[tuple[str, Stance], ...], tuple[tuple[str, Stance], ...]]:
    """By lemma and UPOS; by beginning; by ending."""
    plain: dict[tuple[str, str], Stance] = {}
    begins, ends = [], []
    text = files("sayso.relations").joinpath("data/stances.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    for line in lines[1:]:
        lemma, pos, sign, kind = line.split("\t")
        stance = Stance(cast(Sign, int(sign)), kind)
        if lemma.endswith("-"):
            begins.append((lemma, stance))
        elif lemma.startswith("-"):
            ends.append((lemma, stance))
        else:
            for tag in _POS[pos]:
                plain.setdefault((lemma, tag), stance)
    return plain, tuple(begins), tuple(ends)


def stance(lemma: str, pos: str) -> Stance | None:
    """What a word says, None if nothing; lower-case lemma and UPOS."""
    plain, begins, ends = _table()
    known = plain.get((lemma, pos))
    if known is None and "-" in lemma:
        known = next((s for start, s in begins if lemma.startswith(start)), None)
        known = known or next((s for end, s in ends if lemma.endswith(end)), None)
    return known
