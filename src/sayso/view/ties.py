"""A drawing of who is with and against whom: actors on a circle, a line for each place in the text that says so.

The layout has no chance in it: actors stand in an order in which each new one is the one with the most ties to those
already placed, on a circle that is as wide as they need; several ties of two actors bow away from one another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import cos, hypot, pi, sin

import msgspec

from sayso.record import Relation
from sayso.view.names import Names
from sayso.view.panel import Link, Voice, voice

_STEP = 64.0
"""Least length of the circle that an actor's name needs."""
_LEAST = 90.0
"""Least radius."""
_MARGIN = (190.0, 36.0)
"""Room for names on the sides, and above and below."""
_NAME = 26
"""Characters of a name that are drawn; the list below the drawing has it whole."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in the drawing."""

    name: str
    short: str
    to: str | None
    x: float
    y: float
    label_x: float
    label_y: float
    align: str


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """A tie: the two, its sign and words, and its line with the place of its sign."""

    id: str
    a: Link
    b: Link
    sign: str
    kind: str
    tense: str
    words: Link | None
    voice: Voice
    path: str
    x: float
    y: float


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, in units of the drawing."""

    top: float
    width: float
    height: float
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def drawing(names: Names) -> Drawing | None:
    """The signed ties of a record; None where there are none."""
    found = [(n, r) for n, r in enumerate(names.record.relations, 1) if r.a in names.actors and r.b in names.actors]
    if not found:
        return None
    order = _order([r for _, r in found])
    radius = max(_LEAST, len(order) * _STEP / (2 * pi))
    centre = radius + _MARGIN[0], radius + _MARGIN[1]
    points = {id: _point(n, len(order), radius, centre) for n, id in enumerate(order)}
    bows: dict[frozenset[str], int] = defaultdict(int)
    ties = []
    for n, relation in found:
        pair = frozenset((relation.a, relation.b))
        bow, bows[pair] = bows[pair], bows[pair] + 1
        ties.append(_tie(names, n, relation, points, bow))
    nodes = tuple(_node(names, id, points[id], centre) for id in order)
    top = min(n.y for n in nodes) - _MARGIN[1]
    height = max([*(n.y for n in nodes), *(t.y for t in ties)]) + _MARGIN[1] - top
    return Drawing(top=top, width=2 * centre[0], height=height, nodes=nodes, ties=tuple(ties))


def _order(relations: list[Relation]) -> list[str]:
    """The actors, each beside those that it is tied to, as far as a circle allows."""
    ties: dict[str, Counter[str]] = {}
    for r in relations:
        ties.setdefault(r.a, Counter())[r.b] += 1
        ties.setdefault(r.b, Counter())[r.a] += 1
    first = {id: n for n, id in enumerate(ties)}
    pull: Counter[str] = Counter()
    left, out = dict.fromkeys(ties), list[str]()
    while left:
        chosen = max(left, key=lambda id: (pull[id], ties[id].total(), -first[id]))
        del left[chosen]
        out.append(chosen)
        pull.update(ties[chosen])
    return out


def _point(n: int, size: int, radius: float, centre: tuple[float, float]) -> tuple[float, float]:
    angle = 2 * pi * n / size - pi / 2 + (pi / size if size % 2 == 0 else 0)
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)


def _node(names: Names, id: str, point: tuple[float, float], centre: tuple[float, float]) -> Node:
    (x, y), (cx, cy) = point, centre
    name = names.actor(id) or ""
    far = hypot(x - cx, y - cy) or 1
    beside = (x - cx) / far
    align = "middle" if abs(beside) < 0.3 else "start" if beside > 0 else "end"
    return Node(
        name=name,
        short=name if len(name) <= _NAME else name[: _NAME - 1] + "…",
        to=names.dom(id),
        x=round(x, 1),
        y=round(y, 1),
        label_x=round(x + 12 * beside, 1),
        label_y=round(y + (20 if y > cy else -12 if y < cy else 4) if align == "middle" else y + 4, 1),
        align=align,
    )


def _tie(names: Names, n: int, relation: Relation, points: dict[str, tuple[float, float]], bow: int) -> Tie:
    (ax, ay), (bx, by) = sorted((points[relation.a], points[relation.b]))  # so that two ties never bow the same way
    far = hypot(bx - ax, by - ay) or 1
    away = 22 * ((bow + 1) // 2) * (-1 if bow % 2 else 1)
    mx, my = (ax + bx) / 2 - (by - ay) / far * away, (ay + by) / 2 + (bx - ax) / far * away
    qx, qy = 2 * mx - (ax + bx) / 2, 2 * my - (ay + by) / 2
    return Tie(
        id=f"r-{n}",
        a=Link(words=names.actor(relation.a) or "", to=names.dom(relation.a)),
        b=Link(words=names.actor(relation.b) or "", to=names.dom(relation.b)),
        sign="with" if relation.sign > 0 else "against",
        kind=relation.kind or "",
        tense=relation.tense or "",
        words=Link(words=names.words(relation.span), to=f"at-r-{n}") if relation.span else None,
        voice=voice(names, relation.voice),
        path=f"M{ax:.1f} {ay:.1f}Q{qx:.1f} {qy:.1f} {bx:.1f} {by:.1f}",
        x=round(mx, 1),
        y=round(my, 1),
    )
