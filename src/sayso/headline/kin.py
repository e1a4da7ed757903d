"""Which words may stand for one another: the same lemma, one stem, one meaning, one kind of deed. Tables: ``data/``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from sayso.events.lexicon import frames
from sayso.figures.tables import numbers

SAME, STEM, NUMBER, SYNONYM, MODE, TYPE = 1.0, 0.95, 1.0, 0.8, 0.7, 0.4
"""How near words are that share a lemma, a stem, a number, a group of synonyms, an event's type and mode, a type."""
_LEAST = 4
"""Letters that a stem has at least."""
_MOST_FRAMES = 2
"""Event types above which a word says too little about the deed to stand for another of the type."""


def lines(name: str) -> Iterator[str]:
    """The lines of a data file of this room, without comments and blank lines."""
    text = files("sayso.headline").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def light() -> frozenset[str]:
    """Lemmas that tell nothing by themselves."""
    return frozenset(list(lines("light.tsv"))[1:])


@cache
def _endings() -> tuple[tuple[str, ...], frozenset[str]]:
    rows = [line.split("\t") for line in list(lines("suffixes.tsv"))[1:]]
    return tuple(form for kind, form in rows if kind == "ending"), frozenset(f for kind, f in rows if kind == "word")


@cache
def _families() -> dict[str, str]:
    """Lemma → the family that the table names for it. A lemma of several families has the first."""
    out: dict[str, str] = {}
    for line in lines("families.tsv"):
        family = line.lower().split()
        for lemma in family:
            out.setdefault(lemma, family[0])
    return out


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    """Stem → the numbers of the synonym groups that it stands in."""
    out: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines("synonyms.tsv")):
        for key in dict.fromkeys(stem(lemma) for lemma in line.split()):
            out[key].append(number)
    return {key: tuple(groups) for key, groups in out.items()}


@cache
def _deeds() -> dict[str, tuple[tuple[str, str | None], ...]]:
    """Lemma → types and modes of the events that the single word tells, where these are few."""
    out: dict[str, dict[tuple[str, str | None], None]] = defaultdict(dict)
    for told in frames().values():
        for entry in told:
            if len(entry.words) == 1:
                out[entry.anchor][entry.type, entry.mode] = None
    return {lemma: tuple(deeds) for lemma, deeds in out.items() if len({t for t, _ in deeds}) <= _MOST_FRAMES}


@lru_cache(maxsize=20_000)
def stem(lemma: str) -> str:
    """The stem of a lemma in lower case: endings taken off as long as four letters stay (after Porter, 1980).

    >>> stem("desperately") == stem("desperation") == stem("desperate")
    True
    """
    if family := _families().get(lemma):
        return f"={family}"
    endings, words = _endings()
    out = lemma
    while out not in words:
        ending = next((e for e in endings if out.endswith(e) and len(out) - len(e) >= _LEAST), None)
        if ending is None:
            break
        out = out[: -len(ending)]
        if out in _families():
            return f"={_families()[out]}"
    return out[:-1] if len(out) >= _LEAST and out[-1] == out[-2] else out


def number(word: str) -> float | None:
    """The value of a number in digits or of a single number word.

    >>> number("1,200"), number("nine")
    (1200.0, 9.0)
    """
    plain = word.replace(",", "").lstrip("$€£")
    if plain.replace(".", "", 1).isdigit() and plain.isascii():
        return float(plain)
    if "-" in word:
        tens, _, units = word.partition("-")
        parts = [numbers().get(tens), numbers().get(units)]
        if parts[0] and parts[1] and (parts[0][0], parts[1][0]) == ("ten", "unit"):
            return float(parts[0][1] + parts[1][1])
    kind, value = numbers().get(word, ("", 0))
    return float(value) if kind in ("unit", "ten") else None


@lru_cache(maxsize=20_000)
def keys(lemma: str) -> tuple[tuple[str, float], ...]:
    """What a lemma is found by, each with how near two words are that share it, the nearest first."""
    value = number(lemma)
    if value is not None:
        return ((f"#{value:g}", NUMBER),)
    root = stem(lemma)
    out = [(f"l:{lemma}", SAME), (f"s:{root}", STEM)]
    out += [(f"g:{group}", SYNONYM) for group in _groups().get(root, ())]
    deeds = _deeds().get(lemma, ())
    out += [(f"m:{kind}/{mode}", MODE) for kind, mode in deeds if mode]
    out += [(f"t:{kind}", TYPE) for kind in dict.fromkeys(kind for kind, _ in deeds)]
    return tuple(out)
