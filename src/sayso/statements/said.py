"""What a verb that may be a cue has around it, and the reading that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.words import Words
from sayso.statements.content import Run
from sayso.statements.cuebook import CueEntry, temporal, withholding

_NOT = frozenset(("not", "n't", "n’t", "never", "neither"))


@dataclass(frozen=True, slots=True)
class Said:
    """A cue (its words) with the head word of its source and the runs of its content.

    ``unnamed``: the sentence has no words for the source ("is believed to"). ``frame`` is the frame that held.
    """

    entry: CueEntry
    cue: tuple[int, ...]
    source: int | None
    content: tuple[Run, ...]
    frame: str
    addressee: int | None = None
    unnamed: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class ClauseAt:
    """A verb that may be a cue, with what stands around it."""

    words: Words
    verb: int
    entry: CueEntry
    places: tuple[int, ...]
    passive: bool
    source: int | None
    object: int | None
    nobody: bool = False
    edge: int | None = None
    """First word of a source that the parse has put into what is said."""

    def said(self, content: tuple[Run, ...], frame: str, addressee: int | None = None) -> Said | None:
        words, (first, last) = self.words, content[0] if content else (0, 0)
        if first == last and words.lemma[first] in temporal():
            return None  # "ruled against it on Friday"
        if not content or all(
            self.words.pos[w] in ("PRON", "PUNCT", "DET") for a, b in content for w in range(a, b + 1)
        ):
            return None  # "said so", "sided with them": nothing is said in these words
        kids = self.words.children[self.verb]
        if self.source is not None:  # "neither side has commented"
            kids = [*kids, *self.words.children[self.source]]
        negative = self.nobody or any(self.words.lower[c] in _NOT for c in kids) or _withheld(self.words, self.verb)
        unnamed = self.source is None and not self.nobody
        return Said(
            self.entry,
            self.places,
            self.source,
            content,
            frame,
            addressee,
            unnamed,
            negative,
        )


def _withheld(words: Words, verb: int) -> bool:
    """ "declined to say": what is not said."""
    return words.dep[verb] == "xcomp" and words.lemma[words.head[verb]] in withholding()
