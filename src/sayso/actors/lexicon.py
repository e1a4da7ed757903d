"""The words that tell what a mention is: head nouns, their modifiers, titles and given names, from ``data/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from sayso.record import ActorType


@dataclass(frozen=True, slots=True)
class Head:
    """What a noun means: actor type of one and of several, PLOVER sector, gender ("m", "f" or ""), flags."""

    type: ActorType
    plural: ActorType
    sector: str | None
    gender: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Modifier:
    """What words before a head change: for ``heads`` ("*": all persons and groups), type if any, sector if any."""

    heads: frozenset[str]
    type: ActorType | None
    plural: ActorType | None
    sector: str | None


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a data file below its line of column names, split at tabs and filled up to its width."""
    text = files("sayso.actors").joinpath(f"data/{name}").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    width = lines[0].count("\t") + 1
    for line in lines[1:]:
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


@cache
def heads() -> dict[str, Head]:
    """Lemma → what it means as the head of a mention."""
    out: dict[str, Head] = {}
    for one, several, sector, gender, flags, words in rows("heads.tsv"):
        head = Head(cast(ActorType, one), cast(ActorType, several), sector or None, gender, frozenset(flags.split()))
        for word in words.split():
            out.setdefault(word, head)
    return out


@cache
def _modifiers() -> dict[str, tuple[Modifier, ...]]:
    out: dict[str, list[Modifier]] = {}
    for words, changed, one, several, sector in rows("modifiers.tsv"):
        modifier = Modifier(
            frozenset(changed.split()),
            cast("ActorType | None", one or None),
            cast("ActorType | None", several or None),
            sector or None,
        )
        for word in words.split():
            out.setdefault(word, []).append(modifier)
    return {word: tuple(found) for word, found in out.items()}


def modifier(word: str, head: str) -> Modifier | None:
    """What ``word`` before the noun ``head`` changes in its meaning; both are lemmas.

    What is said of every head ("*") leaves a sector of its own to a noun that has one ("labour minister"), but for
    nouns of every sector ("union official") and for what is past ("former minister").
    """
    known = heads().get(head)
    free = known is None or known.sector is None or "generic" in known.flags

    def fits(changed: Modifier) -> bool:
        return head in changed.heads or ("*" in changed.heads and (free or changed.sector == "ELI"))

    return next((m for m in _modifiers().get(word, ()) if fits(m)), None)


def is_generic(head: str) -> bool:
    """Is it a noun for members of any organisation ("official", "spokesman"), which gives them its sector?"""
    known = heads().get(head)
    return known is not None and "generic" in known.flags


@cache
def _person_words() -> dict[str, dict[str, tuple[str, str | None]]]:
    out: dict[str, dict[str, tuple[str, str | None]]] = {"title": {}, "given": {}}
    for kind, gender, sector, words in rows("persons_words.tsv"):
        for word in words.split():
            known = out[kind].get(word)
            both = known is not None and known[0] != gender
            out[kind][word] = ("" if both else gender, sector or (known[1] if known else None))
    return out


def title(word: str) -> tuple[str, str | None] | None:
    """(gender, sector) of a title that stands before names ("Mr", "Gen."), None if the word is none."""
    return _person_words()["title"].get(word.lower().rstrip("."))


def given_gender(word: str) -> str:
    """The gender that a given name tells in most of the world, else ""."""
    return _person_words()["given"].get(word.lower(), ("", None))[0]
