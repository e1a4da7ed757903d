"""ACLED-like event data: its columns, a row for each happening of an article that is one of ACLED's kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.export.columns import Column, Sheet, columns, data, of
from sayso.export.countries import country
from sayso.export.deaths import toll
from sayso.export.provenance import HAPPENED, PROVENANCE
from sayso.export.sides import CIVILIANS, ORGANISED, PROTESTERS, side
from sayso.export.view import Happening, Party, View, real_happenings
from sayso.export.where import covered, first_day, listed, place, precise
from sayso.record import Document

_PRECISION = {"place": 1, "admin1": 2, "country": 3}


@dataclass(frozen=True, slots=True)
class Incident:
    """A happening and what it is in ACLED: type of disorder, of event, and the finer one."""

    happening: Happening
    disorder: str
    event: str
    sub_event: str

    @property
    def document(self) -> Document:
        return self.happening.view.record.document


@cache
def _kinds() -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """(type, mode, "both" or "") → (disorder, event, sub-event)."""
    return {(c[0], c[1], c[2]): (c[3], c[4], c[5]) for c in data("acled.tsv")}


def _sides(happening: Happening) -> tuple[str | None, str | None]:
    parties = next(iter(happening.actors), None), next(iter(happening.recipients), None)
    return side(happening, parties[0], acts=True), side(happening, parties[1], acts=False)


def incidents(view: View) -> Iterator[Incident]:
    """The happenings of an article that are one of ACLED's kinds."""
    for happening in real_happenings(view):
        event = happening.event
        armed = "both" if ORGANISED.issuperset(_sides(happening)) else ""
        cases = ((event.mode or "-", armed), (event.mode or "-", ""), ("*", armed), ("*", ""))
        found = next((k for mode, arms in cases if (k := _kinds().get((event.type, mode, arms)))), None)
        if found:
            yield Incident(happening, *found)


def _time_precision(i: Incident) -> int | None:
    found = covered(i.happening)
    if found is None:
        return None
    return 1 if found.length == 1 else 2 if found.length <= 7 else 3


def _side(number: int, parties: Callable[[Happening], Sequence[Party]]) -> dict[str, Callable[[Incident], Any]]:
    def name(i: Incident) -> str | None:
        return next((p.name for p in parties(i.happening)), None)

    return {
        f"actor{number}": name,
        f"assoc_actor_{number}": lambda i: listed(p.name for p in parties(i.happening)[1:]),
        f"inter{number}": lambda i: _sides(i.happening)[number - 1],
    }


def _interaction(i: Incident) -> str | None:
    a, b = _sides(i.happening)
    return f"{a}-{b}" if a and b else f"{a} only" if a else None


def _targeting(i: Incident) -> str | None:
    aimed = i.disorder == "Political violence" and _sides(i.happening)[1] in (CIVILIANS, PROTESTERS)
    return "Civilian targeting" if aimed else None


def _crowd(i: Incident) -> str | None:
    """How many took part, in the article's words."""
    if i.disorder != "Demonstrations":
        return None
    view = i.happening.view
    crowds = (f for e in i.happening.tellings for f in view.figures(e.id) if f.kind == "people")
    return next((f"crowd size={view.record.words(f.span)}" for f in crowds), None)


COLUMNS: tuple[Column[Incident], ...] = columns(
    "acled",
    {
        "event_id_cnty": lambda i: f"{place(i.happening).country or ''}{i.happening.view.key}-{i.happening.event.id}",
        "event_date": lambda i: first_day(i.happening),
        "year": lambda i: (first_day(i.happening) or "")[:4] or None,
        "time_precision": _time_precision,
        "disorder_type": lambda i: i.disorder,
        "event_type": lambda i: i.event,
        "sub_event_type": lambda i: i.sub_event,
        **_side(1, lambda h: h.actors),
        **_side(2, lambda h: h.recipients),
        "interaction": _interaction,
        "civilian_targeting": _targeting,
        "iso": lambda i: country(place(i.happening).country).numeric,
        "region": lambda i: country(place(i.happening).country).region,
        "country": lambda i: country(place(i.happening).country).name,
        "admin1": lambda i: place(i.happening).admin1,
        "location": lambda i: place(i.happening).name,
        "latitude": lambda i: place(i.happening).lat,
        "longitude": lambda i: place(i.happening).lon,
        "geo_precision": lambda i: _PRECISION.get(precise(place(i.happening))),
        "source": lambda i: i.document.publisher,
        "notes": lambda i: i.happening.view.sentence(i.happening.event.trigger),
        "fatalities": lambda i: toll(i.happening).best,
        "tags": _crowd,
    },
)

SHEET = Sheet(
    "acled",
    "A row is a happening of an article that is one of ACLED's kinds of event: attacks, protests and riots, arrests, "
    f"truces, withdrawals and movements of troops. {HAPPENED}",
    (*COLUMNS, *of(PROVENANCE, lambda incident: incident.happening)),
    incidents,
)
