"""An attribution as the words show it, before anybody knows who the words mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.record import Act, Polarity, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who (``source``), how (``cue``) and what (``content``), as spans of the text.

    ``source`` are the words that name who speaks, or None. ``anonymous`` are the words for an unnamed source
    ("officials", "understood"). ``continued``: no cue and no source of its own, whoever spoke before goes on.
    ``addressee`` and ``venue`` are the words that name them; ``parent`` is the number in the list of the attribution
    that this one stands in. ``turn``: it is one of a talk, with a label ("Q:", "WALLACE:") if ``labelled``.
    ``by`` are the words elsewhere that name who speaks where no source stands beside it.
    """

    kind: Literal["direct", "indirect", "mixed"]
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    lemma: str | None = None
    act: Act | None = None
    anonymous: str | None = None
    polarity: Polarity = "positive"
    addressee: Span | None = None
    venue: Span | None = None
    topic: Span | None = None
    continued: bool = False
    parent: int | None = None
    date: Span | None = None
    by: Span | None = None
    turn: Literal["asks", "answers"] | None = None
    labelled: bool = False
