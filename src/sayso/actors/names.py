"""Names: what the language layer's names mean as actors, mended by titles, by other names and by the dictionary."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from sayso.actors.lexicon import heads, title
from sayso.actors.words import Words
from sayso.record import ActorType

_KINDS: dict[str, ActorType] = {"PER": "person", "GPE": "place", "LOC": "place", "FAC": "facility", "NORP": "people"}
_BEFORE = frozenset(("amod", "compound", "nmod:poss"))
_SURE_OTHER = 2  # votes of an occurrence that its surroundings make plain

Typed = Callable[[str], ActorType | None]
"""The type that the dictionary gives a name, None where it has none or several."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: its words ``first`` to ``last`` (both in), its characters' text, what it names."""

    first: int
    last: int
    text: str
    type: ActorType


def names(words: Words, typed: Typed = lambda name: None) -> list[Name]:
    """The names of persons, organisations, places and peoples in an article, in order of the text.

    Events and works have names too and are no actors. One name means one kind of thing in an article: the dictionary's,
    else what most of its occurrences say.
    """
    found = [name for first, end, label in words.names for name in _name(words, first, end - 1, label)]
    return _agreed(words, found, typed)


def _name(words: Words, first: int, last: int, label: str) -> Iterator[Name]:
    kind = _KINDS.get(label) if label != "ORG" else "company"
    if kind is None:
        return
    first, last = _trimmed(words, first, last)
    if first > last or words.pos[first] == "PRON" or (first == last and len(words.text[first]) == 1):
        return
    if kind == "person":
        if _is_office(words, first, last):
            return
        while first < last and _is_office(words, first, first):
            first += 1
        if body := _named_after(words, last):
            last, kind = body, "government"
    elif kind in ("place", "people") and (body := _bodys_name(words, first, last)):
        last, kind = body, "company"
    text = _text(words, first, last)
    yield Name(first, last, text, organisation_type(text) if kind == "company" else kind)


def _trimmed(words: Words, first: int, last: int) -> tuple[int, int]:
    """Without an article in front and marks at the ends."""
    while first <= last and (words.pos[first] == "PUNCT" or words.lower[first] in ("the", "a", "an")):
        first += 1
    while last >= first and (words.pos[last] == "PUNCT" or words.tag[last] == "POS"):
        last -= 1
    return first, last


def _is_office(words: Words, first: int, last: int) -> bool:
    """Nothing but titles and offices ("Mr", "the Deputy Minister"): no name."""
    return all(
        title(words.lower[w]) is not None or ((head := heads().get(words.lemma[w])) and "role" in head.flags)
        for w in range(first, last + 1)
    )


def _named_after(words: Words, last: int) -> int | None:
    """The word of a body that is called by a person's name ("the Kishida Cabinet")."""
    after = last + 1
    if after < len(words) and words.lemma[after] in _data()["named_after"] and words.head[last] == after:
        return after if words.text[after][:1].isupper() else None
    return None


def _bodys_name(words: Words, first: int, last: int) -> int | None:
    """The last word of an organisation's name that begins with a place's ("the New Zealand Herald")."""
    after = last + 1
    if after >= len(words) or words.entity[after] >= 0 or not words.text[after][:1].isupper():
        return None
    joined = any(words.head[w] == after for w in range(first, last + 1)) and words.pos[after] == "PROPN"
    return after if joined and words.lower[after] in _data()["by_word"] else None


def _text(words: Words, first: int, last: int) -> str:
    out = words.phrase(first, last)
    return out[:-1] if closing_stop(out) else out


def closing_stop(text: str) -> bool:
    """Does a name end with the full stop of its sentence, and not with that of an abbreviation ("U.S.", "Inc.")?"""
    return text.endswith(".") and text.count(".") == 1 and text.rpartition(" ")[2].lower() not in _data()["shortened"]


def _agreed(words: Words, found: list[Name], typed: Typed) -> list[Name]:
    """Each name with the type that its occurrences, the persons' full names and the dictionary agree on."""
    votes: dict[str, Counter[ActorType]] = {}
    for name in found:
        votes.setdefault(_folded(name), Counter())[name.type] += 1
        plain = _plainly(words, name)
        if plain is not None:
            votes[_folded(name)][plain] += _SURE_OTHER
    parts, surnames = _parts_of_persons(found, votes), _surnames(words, found)
    out = []
    for name in found:
        kind = votes[_folded(name)].most_common(1)[0][0]
        if kind == "company" and name.text.rpartition(" ")[2] in surnames and not is_known_organisation(name.text):
            kind = "person"
        if kind != "person" and " " not in name.text and _folded(name) in parts and kind != "people":
            kind = "person"
        out.append(replace(name, type=typed(name.text) or kind))
    return out


def _folded(name: Name) -> str:
    return name.text.lower() if name.text.isupper() and len(name.text) > 5 else name.text


def _plainly(words: Words, name: Name) -> ActorType | None:
    """A title before it makes a name a person's; "the" before a person's name alone makes it none's."""
    before = name.first - 1
    if before < 0 or words.sentence[before] != words.sentence[name.first]:
        return None
    known = title(words.lower[before])
    if known is not None and words.text[before][:1].isupper() and known[0]:
        return "person" if name.type != "person" else None
    if name.type == "person" and words.lower[before] == "the" and words.tag[name.last] != "NNPS":
        return "company" if words.head[before] in range(name.first, name.last + 1) else None
    return None


def _surnames(words: Words, found: list[Name]) -> set[str]:
    """Last words of names that stand behind "Mr", "Mrs" or another title of a man or a woman."""
    out = set()
    for name in found:
        known = title(words.lower[name.first - 1]) if name.first else None
        if name.type == "person" and known is not None and known[0]:
            out.add(name.text.rpartition(" ")[2])
    return out


def _parts_of_persons(found: list[Name], votes: dict[str, Counter[ActorType]]) -> set[str]:
    """First and last words of the full names of persons."""
    full = [n.text for n in found if n.type == "person" and " " in n.text and len(votes[_folded(n)]) == 1]
    return {text.rpartition(" ")[2] for text in full} | {text.partition(" ")[0] for text in full}


def organisation_type(name: str) -> ActorType:
    """The type of an organisation by the words of its name (``data/types.toml``)."""
    data = _data()
    low = " ".join(name.lower().replace("’", "'").split()).removeprefix("the ")
    if low in data["whole"]:
        return cast(ActorType, data["whole"][low])
    for word in reversed(re.findall(r"[\w-]+", low)):
        if word in data["by_word"]:
            return cast(ActorType, data["by_word"][word])
    return cast(ActorType, data["default"])


def is_known_organisation(name: str) -> bool:
    """Does a word of the name tell what kind of organisation it is?"""
    low = name.lower().removeprefix("the ")
    return low in _data()["whole"] or any(word in _data()["by_word"] for word in re.findall(r"[\w-]+", low))


@cache
def _data() -> dict[str, Any]:
    raw = tomllib.loads(files("sayso.actors").joinpath("data/types.toml").read_text(encoding="utf-8"))
    by_word = {word: kind for kind, words in reversed(raw["words"].items()) for word in words}
    return {**raw, "by_word": by_word}
