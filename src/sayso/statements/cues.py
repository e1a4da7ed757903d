"""Verbs of saying by their forms, from ``data/cues.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from sayso.record import Act

_VOWELS = "aeiou"


@dataclass(frozen=True)
class Verb:
    """A verb of saying: its lemma and the act that it names."""

    lemma: str
    act: Act


@cache
def data() -> dict[str, Any]:
    """The whole of ``data/cues.toml``."""
    return tomllib.loads(files("sayso.statements").joinpath("data/cues.toml").read_text(encoding="utf-8"))


def forms(lemma: str) -> set[str]:
    """The finite and participle forms that English makes of a verb by rule ("deny" → denies, denied, denying)."""
    head, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = head.removesuffix("e")
    if head.endswith("y") and head[-2] not in _VOWELS:
        made = {head[:-1] + "ies", head[:-1] + "ied", head + "ing"}
    else:
        s = "es" if re.search(r"(s|sh|ch|x|z)$", head) else "s"
        made = {head + s, stem + "ed", stem + "ing"}
    return {form + tail for form in made}


@cache
def lexicon() -> dict[str, Verb]:
    """Lower-case form → verb. Base forms are in it too ("officials say")."""
    out: dict[str, Verb] = {}
    acts: dict[str, str] = {}
    for act, lemmas in data()["acts"].items():
        for lemma in lemmas:
            acts.setdefault(lemma, act)
            verb = Verb(lemma, cast(Act, act))
            for form in (lemma, *forms(lemma)):
                out.setdefault(form, verb)
    for form, lemma in data()["irregular"].items():
        out[form] = Verb(lemma, cast(Act, acts.get(lemma, "say")))
    return out


@cache
def pattern() -> re.Pattern[str]:
    """Matches any form in a text, longest first, at word boundaries."""
    inner = "|".join(re.escape(f) for f in sorted(lexicon(), key=len, reverse=True))
    return re.compile(rf"\b(?:{inner})\b", re.IGNORECASE)


@cache
def source_words(key: str) -> frozenset[str]:
    """A list of the ``[source]`` table."""
    return frozenset(data()["source"][key])


@cache
def head_types() -> dict[str, str]:
    """Head noun → actor type, for sources that are no single person."""
    return {noun: kind for kind, nouns in data()["types"].items() for noun in nouns}
