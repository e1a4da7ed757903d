"""Periods: which of the lines of an actor, and which of the offices of a person, hold on a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Period(Protocol):
    """From a date to a date, ISO of any grain; empty is open."""

    @property
    def start(self) -> str: ...
    @property
    def end(self) -> str: ...


P = TypeVar("P", bound=Period)


def holds(period: Period, on: str) -> bool:
    """Is the day, month or year ``on`` in the period? Dates of a coarser grain reach to their end."""
    day = on[:10]
    return period.start[: len(day)] <= day and (not period.end or day[: len(period.end)] <= period.end[: len(day)])


def latest(periods: Sequence[P]) -> P:
    """The period that is still open, else that which ended last; of several the one that began last."""
    return max(periods, key=lambda p: (not p.end, p.end if p.end else "", p.start))


def at(periods: Sequence[P], on: str | None) -> tuple[P, bool]:
    """(the period that holds on a day, True); where none does (the last before it, else the first; False).

    Without a day: the latest, and whether it is open.
    """
    if on is None:
        found = latest(periods)
        return found, not found.end
    if inside := [p for p in periods if holds(p, on)]:
        return max(inside, key=lambda p: p.start), True
    before = [p for p in periods if p.end and p.end < on[:10]]
    return (latest(before) if before else min(periods, key=lambda p: p.start)), False
