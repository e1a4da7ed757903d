"""The cues of ``data/cues.tsv`` by their anchor word: act, frames, strength."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from sayso.errors import InputError
from sayso.record import Act


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One cue: its words (lemmas), part of speech (verb noun adj adv prep), act, frames and strength (1 to 3)."""

    words: tuple[str, ...]
    pos: str
    act: Act
    frames: frozenset[str]
    strength: int

    @property
    def lemma(self) -> str:
        """The lemma as written in the data."""
        return " ".join(self.words)


@cache
def cues() -> dict[tuple[str, str], tuple[CueEntry, ...]]:
    """(first word's lemma, part of speech) → the cues that begin so, the longest first.

    Raises :class:`InputError` naming the line where one has not five cells.
    """
    out: dict[tuple[str, str], list[CueEntry]] = {}
    text = files("sayso.statements").joinpath("data/cues.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith(("#", "cue\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 5:
            raise InputError(f"cues.tsv line {number} has {len(cells)} cells, not 5: mend the line")
        words = tuple(cells[0].split())
        entry = CueEntry(
            words,
            cells[1],
            cast(Act, cells[2]),
            frozenset(cells[3].split()),
            int(cells[4]),
        )
        out.setdefault((words[0], cells[1]), []).append(entry)
    return {key: tuple(sorted(found, key=lambda e: -len(e.words))) for key, found in out.items()}


@cache
def settings() -> dict[str, frozenset[str]]:
    """Kind of word (occasion, medium, speaking, time, withholding) → lemmas, from ``data/venues.tsv``."""
    text = files("sayso.statements").joinpath("data/venues.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")][1:]
    return {kind: frozenset(lemmas.split("|")) for kind, lemmas in lines}


def withholding() -> frozenset[str]:
    """Verbs with which nothing is said ("declined to say", "failed to explain")."""
    return settings()["withholding"]


def temporal() -> frozenset[str]:
    """Nouns of time, which date the saying and are not said."""
    return settings()["time"]
