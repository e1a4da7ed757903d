"""POLECAT-like event data: its columns, a row for each happening of an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sayso.events.codes import scale
from sayso.export.columns import Column, Sheet, columns
from sayso.export.countries import country
from sayso.export.provenance import HAPPENED, PROVENANCE
from sayso.export.view import Happening, Party, real_happenings
from sayso.export.where import first_day, listed, place, precise, town
from sayso.record import Actor

QUADS = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
"""The number of a quad class."""
_BODIES = ("state", "government", "military", "police", "armed_group", "party", "igo", "ngo", "company", "media")


def _side(side: str, parties: Callable[[Happening], Sequence[Party]]) -> dict[str, Callable[[Happening], Any]]:
    """The columns of those who do it, or to whom it is done."""

    def actors(h: Happening) -> list[Actor]:
        return [p.actor for p in parties(h) if p.actor]

    return {
        f"{side} Name": lambda h: listed(p.name for p in parties(h)),
        f"Primary {side} Sector": lambda h: next((a.sector for a in actors(h) if a.sector), None),
        f"{side} Sectors": lambda h: listed(a.sector for a in actors(h)),
        f"{side} Title": lambda h: listed(role.title for a in actors(h) for role in a.roles),
        f"{side} Name Raw": lambda h: listed(p.words for p in parties(h)),
        f"{side} Country": lambda h: listed(a.country for a in actors(h)),
        f"{side} COW": lambda h: listed(country(a.country).letters for a in actors(h)),
    }


def _of_type(*types: str) -> Callable[[Happening], str]:
    return lambda h: listed(a.name for a in h.view.record.actors if a.type in types)


COLUMNS: tuple[Column[Happening], ...] = columns(
    "polecat",
    {
        "Event ID": lambda h: f"{h.view.key}-{h.event.id}",
        "Event Date": first_day,
        "Event Type": lambda h: h.event.type,
        "Event Mode": lambda h: h.event.mode,
        "Intensity": lambda h: scale(h.event.type, h.event.mode),
        "Quad Code": lambda h: QUADS.get(h.event.quad or ""),
        "Contexts": lambda h: listed(h.event.contexts),
        **_side("Actor", lambda h: h.actors),
        **_side("Recipient", lambda h: h.recipients),
        "Placename": lambda h: place(h).name,
        "City": town,
        "Province": lambda h: place(h).admin1,
        "Country": lambda h: place(h).country,
        "Latitude": lambda h: place(h).lat,
        "Longitude": lambda h: place(h).lon,
        "Raw Placename": lambda h: h.view.record.words(place(h).span or (0, 0)),
        "Feature Type": lambda h: precise(place(h)),
        "Source": lambda h: h.view.record.document.publisher,
        "Publication Date": lambda h: h.view.record.document.published,
        "Story People": _of_type("person"),
        "Story Organizations": _of_type(*_BODIES),
        "Story Locations": _of_type("place", "facility"),
        "Language": lambda h: h.view.record.document.language,
        "Version": lambda h: h.view.record.made_by.sayso,
    },
)

SHEET = Sheet(
    "polecat",
    f"A row is a happening of an article, however often it is told. {HAPPENED}",
    (*COLUMNS, *PROVENANCE),
    real_happenings,
)
