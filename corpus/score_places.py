"""How well the places that a reading finds agree with the corpus: ``python -m corpus.score_places [PART…]``.

A line for each part (by default all): the places of events and their countries, of the events that both have; and how
many places of actors lie near the gold's, of those that the gold gives coordinates.
"""

from __future__ import annotations

import argparse
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from corpus.compact import read_article
from corpus.score import Count, total
from corpus.split import PARTS, part
from sayso import Reader
from sayso.record import Event, Place, Record, Span

ARTICLES = Path(__file__).parent / "articles"
NEAR_KM = 161.0
"""As far as a place may lie from the gold's and be right: 100 miles, as in the literature."""


def events(gold: Record, got: Record) -> Count:
    """Events with a place in both whose words overlap or whose names are the same, of the events that share a trigger.

    A telling that only one of the two has does not count: that is the events' own score.
    """
    pairs = _aligned(gold, got)
    right = sum(_same(gold, a, got, b) for a, b in pairs)
    return Count(right, sum(b.place is not None for _, b in pairs), sum(a.place is not None for a, _ in pairs))


def countries(gold: Record, got: Record) -> Count:
    """The same for the country of an event's place."""
    pairs = [
        (a.place.country if a.place else None, b.place.country if b.place else None) for a, b in _aligned(gold, got)
    ]
    return Count(
        sum(a == b and a is not None for a, b in pairs),
        sum(b is not None for _, b in pairs),
        sum(a is not None for a, _ in pairs),
    )


def near(gold: Record, got: Record) -> Count:
    """Places with coordinates, of actors that share a name: those that lie within :data:`NEAR_KM`."""
    wanted = {a.name: a.place for a in gold.actors if a.place}
    found = {a.name: a.place for a in got.actors if a.place}
    pairs = [(wanted[n], found[n]) for n in wanted.keys() & found.keys()]
    there = [(a, b) for a, b in pairs if _at(a) and _at(b)]
    right = sum(kilometres(a, b) <= NEAR_KM for a, b in there)
    return Count(right, len(there), sum(bool(_at(p)) for n, p in wanted.items()))


def _aligned(gold: Record, got: Record) -> list[tuple[Event, Event]]:
    """Events whose triggers share characters, one to one."""
    free = list(got.events)
    out = []
    for event in gold.events:
        hit = next((e for e in free if _shared(event.trigger, e.trigger) > 0), None)
        if hit is not None:
            free.remove(hit)
            out.append((event, hit))
    return out


def _same(gold: Record, one: Event, got: Record, other: Event) -> bool:
    if one.place is None or other.place is None:
        return False
    if one.place.span and other.place.span and _shared(one.place.span, other.place.span) > 0:
        return True
    names = {(p.name or "").lower().removeprefix("the ") for p in (one.place, other.place)}
    return len(names) == 1 and "" not in names


def _shared(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _at(place: Place) -> bool:
    return place.lat is not None and place.lon is not None


def kilometres(one: Place, other: Place) -> float:
    """The distance of two places with coordinates, on a sphere."""
    a, b, c, d = (radians(x or 0.0) for x in (one.lat, one.lon, other.lat, other.lon))
    return 12742 * asin(min(1.0, sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))


def main(argv: list[str] | None = None) -> None:
    """Prints a line for each part."""
    parser = argparse.ArgumentParser(prog="corpus.score_places", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    reader = Reader()
    for name in parser.parse_args(argv).parts or PARTS:
        gold = [read_article(path) for path in sorted(ARTICLES.glob("*.ann")) if part(path) == name]
        read = [(a.record, reader.read(a.text, published=a.record.document.published)) for a in gold]
        sums = {
            title: total(of(a, b) for a, b in read)
            for title, of in (("events", events), ("countries", countries), ("coordinates", near))
        }
        print(f"{name:6}" + "".join(f"{title} {_row(count)}  " for title, count in sums.items()).rstrip())


def _row(count: Count) -> str:
    return f"P {count.hits}/{count.found} R {count.hits}/{count.gold} F1 {count.f1:.3f}"


if __name__ == "__main__":
    main()
