"""A country in the codes that other event data have (``data/countries.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.export.columns import data


@dataclass(frozen=True, slots=True)
class Country:
    """``code`` is ISO 3166-1 alpha-3; ``numeric`` its number; ``cow`` and ``gw`` are the numbers of the Correlates of
    War and of Gleditsch and Ward. What a country has no code for is empty."""

    code: str
    name: str
    iso2: str
    numeric: str
    fips: str
    cow: str
    letters: str
    gw: str
    region: str


@cache
def _countries() -> dict[str, Country]:
    return {cells[0]: Country(*cells) for cells in data("countries.tsv")}


NOWHERE = Country("", "", "", "", "", "", "", "", "")


def country(code: str | None) -> Country:
    """The country of a code; one without codes for None and for what is no country."""
    return _countries().get(code or "", NOWHERE)
