"""UCDP GED-like event data: its columns, a row for each attack of an article that killed somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any

from sayso.export.columns import Column, Sheet, columns, of
from sayso.export.countries import country
from sayso.export.deaths import Number, Toll, toll
from sayso.export.provenance import PROVENANCE
from sayso.export.sides import CIVILIANS, EXTERNAL, ORGANISED, STATE, of_actor, side
from sayso.export.view import Happening, Party, View, real_happenings
from sayso.export.where import covered, listed, place, precise
from sayso.record import Document, Place

_PRECISION = {"place": 1, "admin1": 4, "country": 6}


@dataclass(frozen=True)
class Incident:
    """A happening that killed."""

    happening: Happening
    toll: Toll

    @property
    def place(self) -> Place:
        return place(self.happening)

    @property
    def document(self) -> Document:
        return self.happening.view.record.document

    @cached_property
    def sides(self) -> tuple[str | None, str | None]:
        """The kinds of both sides."""
        h = self.happening
        first = next(iter(h.actors), None), next(iter(h.recipients), None)
        return side(h, first[0], acts=True), side(h, first[1], acts=False)

    @property
    def violence(self) -> int | None:
        """UCDP's type: 1 state-based, 2 non-state, 3 one-sided; None where a side is not told."""
        a, b = self.sides
        if b == CIVILIANS:
            return 3 if a in ORGANISED else None
        if a not in ORGANISED or b not in ORGANISED:
            return None
        return 1 if {a, b} & {STATE, EXTERNAL} else 2

    @cached_property
    def deaths(self) -> dict[str, Number]:
        """The dead of the best estimate by whose they were: "a", "b", "civilians", "unknown"; empty without one."""
        if self.toll.chosen is None:
            return {}
        out: dict[str, Number] = {"a": 0, "b": 0, "civilians": 0, "unknown": 0}
        for figure in self.toll.chosen.dead:
            dead = next((n for n in (figure.value, figure.low, figure.high) if n is not None), 0)
            out[self._whose(figure.of)] += dead
        return out

    def _whose(self, mention: str | None) -> str:
        party = Party(self.happening.view, mention or "")
        kind = of_actor(party.actor, acts=False) if party.actor else None
        if kind == CIVILIANS:
            return "civilians"
        for name, parties in (("a", self.happening.actors), ("b", self.happening.recipients)):
            if kind and any(p.identity == party.identity for p in parties):
                return name
        return "unknown"


def _side(letter: str, parties: Callable[[Happening], Sequence[Party]]) -> dict[str, Callable[[Incident], Any]]:
    at = "ab".index(letter)

    def name(i: Incident) -> str | None:
        if letter == "b" and i.violence == 3:
            return CIVILIANS
        return listed(p.name for p in parties(i.happening))

    def gw(i: Incident) -> str | None:
        if i.sides[at] not in (STATE, EXTERNAL):
            return None
        return listed(country(p.actor.country).gw for p in parties(i.happening)[:1] if p.actor)

    return {f"side_{letter}": name, f"gwno{letter}": gw}


def _when(field: str) -> Callable[[Incident], str | None]:
    def value(i: Incident) -> str | None:
        found = covered(i.happening)
        return getattr(found, field).isoformat() if found else None

    return value


def _year(i: Incident) -> int | None:
    found = covered(i.happening)
    return found.first.year if found and found.first.year == found.last.year else None


def _date_precision(i: Incident) -> int | None:
    found = covered(i.happening)
    if found is None:
        return None
    return next(n for n, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 10**9)) if found.length <= most)


def _clear(i: Incident) -> int:
    certain = i.happening.event.modality == "asserted" and i.violence is not None
    return 1 if certain and _date_precision(i) == 1 else 2


def _cell(where: Place) -> int | None:
    """PRIO-GRID's cell: half a degree square, counted eastwards from the south-west corner of the map, from 1."""
    if where.lat is None or where.lon is None:
        return None
    row, column = min(floor((where.lat + 90) * 2), 359), min(floor((where.lon + 180) * 2), 719)
    return row * 720 + column + 1


def _point(where: Place) -> str | None:
    return None if where.lat is None or where.lon is None else f"POINT ({where.lon:g} {where.lat:g})"


_A, _B = _side("a", lambda h: h.actors), _side("b", lambda h: h.recipients)


def _dyad(i: Incident) -> str | None:
    sides = _A["side_a"](i), _B["side_b"](i)
    return " - ".join(sides) if all(sides) else None


COLUMNS: tuple[Column[Incident], ...] = columns(
    "ucdp",
    {
        "id": lambda i: f"{i.happening.view.key}-{i.happening.event.id}",
        "year": _year,
        "type_of_violence": lambda i: i.violence,
        "dyad_name": _dyad,
        **_A,
        **_B,
        "number_of_sources": lambda _: 1,
        "source_article": lambda i: listed((i.document.publisher, i.document.published, i.document.title), ", "),
        "source_office": lambda i: i.document.publisher,
        "source_date": lambda i: i.document.published,
        "source_headline": lambda i: i.document.title,
        "source_original": lambda i: i.toll.who("best") or i.happening.told_by,
        "where_prec": lambda i: _PRECISION.get(precise(i.place)),
        "where_coordinates": lambda i: i.place.name,
        "where_description": lambda i: i.happening.view.record.words(i.place.span or (0, 0)),
        "adm_1": lambda i: i.place.admin1,
        "latitude": lambda i: i.place.lat,
        "longitude": lambda i: i.place.lon,
        "geom_wkt": lambda i: _point(i.place),
        "priogrid_gid": lambda i: _cell(i.place),
        "country": lambda i: country(i.place.country).name,
        "country_id": lambda i: country(i.place.country).gw,
        "region": lambda i: country(i.place.country).region,
        "event_clarity": _clear,
        "date_prec": _date_precision,
        "date_start": _when("first"),
        "date_end": _when("last"),
        "deaths_a": lambda i: i.deaths.get("a"),
        "deaths_b": lambda i: i.deaths.get("b"),
        "deaths_civilians": lambda i: i.deaths.get("civilians"),
        "deaths_unknown": lambda i: i.deaths.get("unknown"),
        "best": lambda i: i.toll.best,
        "high": lambda i: i.toll.high,
        "low": lambda i: i.toll.low,
        "best_by": lambda i: i.toll.who("best"),
        "high_by": lambda i: i.toll.who("high"),
        "low_by": lambda i: i.toll.who("low"),
        "reports": lambda i: i.toll.reports,
    },
)


def incidents(view: View) -> Iterator[Incident]:
    """The attacks of an article that killed somebody."""
    for happening in real_happenings(view):
        if happening.event.type == "ASSAULT" and (told := toll(happening)).dead:
            yield Incident(happening, told)


SHEET = Sheet(
    "ucdp",
    "A row is an attack (PLOVER's ASSAULT) that some telling says happened, or may have, and that killed somebody. Its "
    "numbers are those that the article has: each account is kept, with who gives it, none is averaged. The best "
    "estimate is the first in the article's own voice, else the first of all; figures of one voice that count "
    "different groups at one place are added, and shares of another figure are left out.",
    (*COLUMNS, *of(PROVENANCE, lambda incident: incident.happening)),
    incidents,
)
