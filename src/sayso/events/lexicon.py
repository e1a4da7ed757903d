"""The words that tell events, from ``data/lexicon_*.tsv``: which type they mean and where the parties stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from sayso.errors import InputError
from sayso.record import EventType

GAP = "…"
FILES = ("lexicon_material.tsv", "lexicon_verbal.tsv")
_POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "ADP", "ADV")}
_PREPOSITIONS = frozenset(
    (
        "of",
        "on",
        "in",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "against",
        "into",
        "as",
        "over",
        "between",
        "under",
        "out",
    )
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell an event: its words (lemmas or forms; the ``anchor`` is the one that the others hang on; ``>``
    before one that heads a clause below, ``>*`` for any) and its parties.

    ``actor`` and ``recipient`` are places in the sentence, preferred first: ``subj``, ``obj``, ``iobj``, ``amod``,
    ``poss``, ``both`` or a preposition, in the active voice. ``effect`` is what befell the recipient
    ("killed"), with ``subj:`` before it the subject. ``brings`` is the polarity or modality that the words themselves
    bring. ``avoid`` are words near by that take the sense away.
    """

    words: tuple[str, ...]
    anchor: str
    pos: str
    type: EventType
    mode: str | None
    cameo: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    effect: str
    brings: str
    avoid: frozenset[str]
    contexts: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The words beside the anchor."""
        rest = list(self.words)
        rest.remove(self.anchor)
        return tuple(rest)


def rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of a tab-separated data file of this room below its line of column names.

    Raises :class:`InputError` naming the file and line where a line has another number of cells.
    """
    text = files("sayso.events").joinpath(f"data/{name}").read_text(encoding="utf-8")
    width = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if width and len(cells) != width:
            raise InputError(f"{name} line {number} has {len(cells)} cells, not {width}: mend the line")
        if width:
            yield number, cells
        width = width or len(cells)


@cache
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """(anchor's lemma, UPOS) → the frames that it may begin, those of most words first."""
    out: dict[tuple[str, str], list[Frame]] = {}
    for name in FILES:
        for _, cells in rows(name):
            frame = _frame(cells)
            for tag in _POS[frame.pos]:
                out.setdefault((frame.anchor, tag), []).append(frame)
    return {key: tuple(sorted(found, key=lambda f: -len(f.words))) for key, found in out.items()}


def _frame(cells: list[str]) -> Frame:
    lemma, pos, kind, mode, cameo, actor, recipient, effect, brings, avoid, contexts, _ = cells
    words = told(lemma)
    return Frame(
        words=words,
        anchor=_anchor(lemma.split(), pos),
        pos=pos,
        type=cast(EventType, kind),
        mode=None if mode == "-" else mode,
        cameo=cameo,
        actor=_places(actor),
        recipient=_places(recipient),
        effect=effect,
        brings=brings,
        avoid=frozenset(avoid.split("|")) - {""},
        contexts=tuple(c for c in contexts.split("|") if c),
    )


def told(phrase: str) -> tuple[str, ...]:
    """The words of a cell ``lemma``: without gaps and the mark ``^`` of the anchor."""
    return tuple(w.removeprefix("^") for w in phrase.split() if w != GAP)


def _places(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("|"))


def _anchor(words: list[str], pos: str) -> str:
    """The word marked ``^``; else a verb is the first word of its phrase, a noun the last one before a preposition or a
    gap ("loss of life")."""
    marked = next((w for w in words if w.startswith("^")), None)
    if marked is not None:
        return marked[1:]
    if pos != "noun":
        return words[1] if pos == "adj" and words[0] in _PREPOSITIONS and len(words) > 1 else words[0]
    for at, word in enumerate(words):
        if at and (word == GAP or word in _PREPOSITIONS):
            return words[at - 1]
    return words[-1]
