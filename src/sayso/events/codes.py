"""Codes of an event: quad class and CAMEO."""

from __future__ import annotations

from sayso.record import EventType, Quad

_QUADS: dict[EventType, Quad] = {
    "AGREE": "verbal_cooperation", "CONSULT": "verbal_cooperation", "SUPPORT": "verbal_cooperation",
    "CONCEDE": "verbal_cooperation", "COOPERATE": "material_cooperation", "AID": "material_cooperation",
    "RETREAT": "material_cooperation", "REQUEST": "verbal_conflict", "ACCUSE": "verbal_conflict",
    "REJECT": "verbal_conflict", "THREATEN": "verbal_conflict", "PROTEST": "material_conflict",
    "SANCTION": "material_conflict", "MOBILIZE": "material_conflict", "COERCE": "material_conflict",
    "ASSAULT": "material_conflict",
}  # fmt: skip


def quad(kind: EventType) -> Quad:
    """The quad class of a type."""
    return _QUADS[kind]


def cameo(kind: EventType, mode: str | None, finer: str) -> str | None:
    """CAMEO of a type and mode; ``finer``: the code of the frame, if it fits."""
    return finer or None
