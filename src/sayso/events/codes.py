"""Codes of an event: quad class, CAMEO and the conflict-cooperation scale, from ``data/codes.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from sayso.events.lexicon import rows
from sayso.record import EventType, Quad


@dataclass(frozen=True, slots=True)
class Code:
    """A type with a mode (None: none): ``cameo`` stands for it unless a finer one is told; ``scale`` is -10 to 10."""

    type: EventType
    mode: str | None
    quad: Quad
    cameo: str
    scale: float
    meaning: str


@cache
def codes() -> dict[tuple[str, str | None], Code]:
    """(type, mode) → its codes, in the order of the data."""
    out: dict[tuple[str, str | None], Code] = {}
    for _, (kind, mode, quad_, cameo_, scale, meaning) in rows("codes.tsv"):
        own = None if mode == "-" else mode
        code = Code(cast(EventType, kind), own, cast(Quad, quad_), cameo_, float(scale), meaning)
        out[kind, own] = code
    return out


def quad(kind: EventType) -> Quad:
    """The quad class of a type."""
    return codes()[kind, None].quad


def cameo(kind: EventType, mode: str | None, finer: str) -> str:
    """The CAMEO code of a type and mode.

    ``finer`` is that of the words that tell it ("": none): it goes before where it is a kind of the mode's, or where
    the words show no mode.
    """
    own = codes().get((kind, mode)) or codes()[kind, None]
    if finer and (mode is None or finer.startswith(own.cameo[:2])):
        return finer
    return own.cameo


def scale(kind: EventType, mode: str | None) -> float:
    """How cooperative (up to 10) or hostile (down to -10) a deed of this type and mode is."""
    return (codes().get((kind, mode)) or codes()[kind, None]).scale
