"""Turns of an interview or transcript: paragraphs that begin with a label ("Q:", "A.", "WALLACE:", "Ada Kai:")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.record import Span

TURNS = 3
"""Labelled paragraphs below which only questions marked "Q" make a dialogue."""

_LABEL = re.compile(
    r"(?:(?P<qa>[QA])\s?[.:)]|(?P<name>[A-Z][\w.’'-]*(?:(?: | ?& ?)[A-Z&][\w.’'-]*){0,4})"
    r"(?:, [^:.!?\n]{3,60})?\s?:)\s+(?=[^\s“\"‘'«])"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next one: its runs, and the label's words where it names the speaker.

    ``asks``: does it ask, by its label or its last words?
    """

    runs: tuple[Span, ...]
    source: Span | None
    asks: bool


def dialogue(text: str, paragraphs: Sequence[Span]) -> tuple[list[Turn], list[Span]]:
    """The turns among ``paragraphs``, and the paragraphs that belong to none.

    A text is a dialogue if it has "Q" labels, or at least :data:`TURNS` labelled paragraphs of which one label comes
    twice. A paragraph without a label between two turns goes on with the turn before it.
    """
    labels = [_LABEL.match(text, start, end) for start, end in paragraphs]
    names = Counter(match[match.lastgroup or 0] for match in labels if match)
    asked = names["Q"] > 0 and names.total() >= 2
    if not asked and (names.total() < TURNS or names.most_common(1)[0][1] < 2 or len(names) < 2):
        return [], list(paragraphs)
    last = max(n for n, match in enumerate(labels) if match)
    turns: list[Turn] = []
    rest: list[Span] = []
    for n, (span, match) in enumerate(zip(paragraphs, labels, strict=True)):
        if match:
            source = match.span("name") if match["name"] else None
            asks = match["qa"] == "Q" if match["qa"] else _asks(text, span)
            turns.append(Turn(((match.end(), span[1]),), source, asks))
        elif turns and n < last:
            more = turns[-1]
            turns[-1] = Turn((*more.runs, span), more.source, more.asks and (not more.source or _asks(text, span)))
        else:
            rest.append(span)
    return turns, rest


def _asks(text: str, span: Span) -> bool:
    return text[slice(*span)].rstrip(" ”\"’'").endswith("?")
