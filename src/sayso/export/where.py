"""Where and when a happening was, as event data ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.export.countries import country
from sayso.export.days import Days, days
from sayso.export.view import Happening
from sayso.record import Place


def place(happening: Happening) -> Place:
    """Where it happened; a place of which nothing is known where the article does not say."""
    return happening.place.place or Place()


def precise(where: Place) -> str:
    """How closely a place is known: "country", "admin1", "place", or "" for no place."""
    if not (where.name or where.country):
        return ""
    if not where.name or where.name == country(where.country).name:
        return "country"
    return "admin1" if where.name == where.admin1 else "place"


def town(happening: Happening) -> str | None:
    """The place's name, where it is no country or first-order division."""
    where = place(happening)
    return where.name if precise(where) == "place" else None


def covered(happening: Happening) -> Days | None:
    """The days that the article's date for it covers."""
    told = happening.date.date
    return days(told.value) if told else None


def first_day(happening: Happening) -> str | None:
    """The first of them, YYYY-MM-DD."""
    found = covered(happening)
    return found.first.isoformat() if found else None


def within(happening: Happening, form: str) -> str | None:
    """The date in a form of ``strftime``, where all its days have the same."""
    found = covered(happening)
    if found is None or found.first.strftime(form) != found.last.strftime(form):
        return None
    return found.first.strftime(form)


def listed(things: Iterable[str | None], between: str = "; ") -> str:
    """Each once, in order, without what is missing."""
    return between.join(dict.fromkeys(t for t in things if t))
