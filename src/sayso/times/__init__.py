"""Expressions of time: found by a grammar, read against the day of publication, tied to clauses."""

from sayso.times.attach import Dated, attach
from sayso.times.read import Found, published_day, read_times, times

date_of = attach

__all__ = ["Dated", "Found", "attach", "date_of", "published_day", "read_times", "times"]
