"""Contexts of an event."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.record import ActorType


def contexts(lemmas: Sequence[str], own: Sequence[str], types: frozenset[ActorType]) -> tuple[str, ...]:
    """The contexts of an event whose sentence has these lemmas; ``own``: those of its frame."""
    return tuple(own)
