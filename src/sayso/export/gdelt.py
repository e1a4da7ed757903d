"""GDELT-like event data: the columns of GDELT 2.0's Events, a row for each pair of parties of a happening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.events.codes import scale
from sayso.export.columns import Column, Sheet, columns, of
from sayso.export.countries import country
from sayso.export.days import days
from sayso.export.polecat import QUADS
from sayso.export.provenance import HAPPENED, PROVENANCE
from sayso.export.view import Happening, Party, View, real_happenings
from sayso.export.where import covered, place, precise, within
from sayso.record import Event, Place

_PRECISION = {"country": 1, "place": 4, "admin1": 5}


@dataclass(frozen=True, slots=True)
class Pair:
    """Who did it to whom, and which of the happening's pairs it is, from 1."""

    happening: Happening
    number: int
    actor: Party | None
    recipient: Party | None

    @property
    def event(self) -> Event:
        return self.happening.event


def _fraction(pair: Pair) -> float | None:
    """GDELT's: year and (month × 30 + day) / 365."""
    found = covered(pair.happening)
    if found is None or found.length > 1:
        return None
    return round(found.first.year + (found.first.month * 30 + found.first.day) / 365, 4)


def _root(pair: Pair) -> int:
    """Whether it stands in the head or the first paragraph of the article."""
    lead = next((b.span[1] for b in pair.happening.view.record.blocks if b.kind == "paragraph"), 0)
    return int(pair.event.trigger[0] < lead)


def _published(pair: Pair) -> str | None:
    found = days(pair.happening.view.record.document.published)
    return found.first.strftime("%Y%m%d") if found else None


def _party(side: str, party: Callable[[Pair], Party | None]) -> dict[str, Callable[[Pair], Any]]:
    def told(field: str) -> Callable[[Pair], Any]:
        def value(pair: Pair) -> Any:
            found = party(pair)
            return getattr(found.actor, field) if found and found.actor else None

        return value

    def named(pair: Pair) -> str | None:
        found = party(pair)
        return found.name if found else None

    return {
        f"{side}Code": told("code"),
        f"{side}Name": named,
        f"{side}CountryCode": told("country"),
        f"{side}KnownGroupCode": told("key"),
        f"{side}Type1Code": told("sector"),
    }


def _geo(side: str, where: Callable[[Pair], Place]) -> dict[str, Callable[[Pair], Any]]:
    return {
        f"{side}Geo_Type": lambda p: _PRECISION.get(precise(where(p))),
        f"{side}Geo_Fullname": lambda p: where(p).name,
        f"{side}Geo_CountryCode": lambda p: country(where(p).country).fips,
        f"{side}Geo_ADM1Code": lambda p: where(p).admin1,
        f"{side}Geo_Lat": lambda p: where(p).lat,
        f"{side}Geo_Long": lambda p: where(p).lon,
    }


def _home(party: Party | None) -> Place:
    return (party.actor.place if party and party.actor else None) or Place()


COLUMNS: tuple[Column[Pair], ...] = columns(
    "gdelt",
    {
        "GLOBALEVENTID": lambda p: f"{p.happening.view.key}-{p.event.id}-{p.number}",
        "SQLDATE": lambda p: within(p.happening, "%Y%m%d"),
        "MonthYear": lambda p: within(p.happening, "%Y%m"),
        "Year": lambda p: within(p.happening, "%Y"),
        "FractionDate": _fraction,
        **_party("Actor1", lambda p: p.actor),
        **_party("Actor2", lambda p: p.recipient),
        "IsRootEvent": _root,
        "EventCode": lambda p: p.event.cameo,
        "EventBaseCode": lambda p: (p.event.cameo or "")[:3],
        "EventRootCode": lambda p: (p.event.cameo or "")[:2],
        "QuadClass": lambda p: QUADS.get(p.event.quad or ""),
        "GoldsteinScale": lambda p: scale(p.event.type, p.event.mode),
        "NumMentions": lambda p: len(p.happening.tellings),
        "NumSources": lambda _: 1,
        "NumArticles": lambda _: 1,
        **_geo("Actor1", lambda p: _home(p.actor)),
        **_geo("Actor2", lambda p: _home(p.recipient)),
        **_geo("Action", lambda p: place(p.happening)),
        "DATEADDED": _published,
        "SOURCEURL": lambda p: p.happening.view.record.document.url,
    },
)


def pairs(view: View) -> Iterator[Pair]:
    """The pairs of an article's happenings."""
    for happening in real_happenings(view):
        for number, (actor, recipient) in enumerate(happening.pairs, 1):
            yield Pair(happening, number, actor, recipient)


SHEET = Sheet(
    "gdelt",
    "A row is a pair of one who does it and one to whom it is done, a mutual deed being two, one each way. Unlike "
    f"GDELT's own files it begins with the columns' names. {HAPPENED}",
    (*COLUMNS, *of(PROVENANCE, lambda pair: pair.happening)),
    pairs,
)
