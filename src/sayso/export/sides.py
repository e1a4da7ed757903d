"""What kind of side a party is, as data on armed conflict tell them apart (``data/sides.tsv``)."""

from __future__ import annotations

from functools import cache

from sayso.export.columns import data
from sayso.export.view import Happening, Party
from sayso.export.where import place
from sayso.record import Actor

STATE, REBEL, MILITIA, IDENTITY = "State forces", "Rebel group", "Political militia", "Identity militia"
RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = "Rioters", "Protesters", "Civilians", "External/Other forces"
ORGANISED = frozenset((STATE, REBEL, MILITIA, IDENTITY, EXTERNAL))
"""Kinds of side that bear arms."""


@cache
def _sides() -> dict[tuple[str, str], tuple[str, str]]:
    """("sector" or "type", code) → what it is as the one who acts, and as the one who is acted upon."""
    return {(cells[0], cells[1]): (cells[2], cells[3]) for cells in data("sides.tsv")}


def side(happening: Happening, party: Party | None, *, acts: bool) -> str | None:
    """The kind of side that a party is in a happening; None where there is no party or nothing tells."""
    actor = party.actor if party else None
    if actor is None:
        return None
    if happening.event.type == "PROTEST" and acts:
        return RIOTERS if happening.event.mode in ("riot", "vandalize") else PROTESTERS
    kind = of_actor(actor, acts=acts)
    where = place(happening).country
    abroad = where and actor.country and len(actor.country) == 3 and actor.country != where
    return EXTERNAL if kind == STATE and abroad else kind


def of_actor(actor: Actor, *, acts: bool) -> str | None:
    """The kind of side that an actor is wherever it is: its sector tells, else its type."""
    found = _sides().get(("sector", actor.sector or "")) or _sides().get(("type", actor.type))
    return (found[0] if acts else found[1]) or None if found else None
