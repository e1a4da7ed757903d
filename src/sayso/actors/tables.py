"""The dictionary's files: tab-separated tables with a header, read into rows and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast, get_args

from sayso.errors import InputError
from sayso.record import ActorType

ENTITY_FILES = (
    "states.tsv", "regions.tsv", "agencies.tsv", "igos.tsv", "ngos.tsv", "media.tsv", "companies.tsv", "peoples.tsv",
    "armed_groups.tsv", "parties.tsv",
)  # fmt: skip
"""The shipped files of actors that are no persons, in the order in which they are read."""
COLUMNS = ("key", "name", "type", "country", "sector", "from", "to", "aliases", "of")
"""The columns of an entity file. A file may have further columns behind them."""
INTERNATIONAL = frozenset(("IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"))
"""PLOVER's codes of what belongs to no one country."""
SECTORS = frozenset((
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
))  # fmt: skip
"""PLOVER's sectors."""
FORMER = frozenset(("SUN", "YUG", "CSK", "DDR", "SCG"))
"""Codes of states that are no more (ISO 3166-3)."""
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an entity file: one actor in one period.."""

    key: str
    name: str
    type: ActorType
    country: str | None
    sector: str | None
    start: str
    end: str
    aliases: str
    of: str | None


def table(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of the lines that are neither empty nor comments; the first holds the column names."""
    for number, line in enumerate(text.split("\n"), 1):
        if line and line[0] != "#":
            yield number, line.rstrip("\r").split("\t")


def records(name: str) -> Iterator[list[str]]:
    """The cells of the lines of a shipped file, without the column names; empty last cells may be missing."""
    lines = [line for line in shipped(name).split("\n") if line and line[0] != "#"]
    for line in lines[1:]:
        yield line.split("\t")


def shipped(name: str) -> str:
    """The text of a data file; empty if there is none."""
    file = files("sayso.actors").joinpath("data", name)
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def row(cells: list[str]) -> Row:
    """A line of an entity file, unchecked: the tests check the shipped files once for all."""
    key, name, kind, country, sector, start, end, aliases, of = (cells + [""] * 9)[:9]
    return Row(key, name, cast(ActorType, kind), country or None, sector or None, start, end, aliases, of or None)


def checked(text: str, source: str) -> list[list[str]]:
    """The lines of an entity file, or the first thing that is wrong in it.

    Raises:
        InputError: one sentence that names the file and the line.
    """
    lines = list(table(text))
    if not lines or tuple(lines[0][1][: len(COLUMNS)]) != COLUMNS:
        raise InputError(f"{source}: the first line must be the names of the columns, tab between: {' '.join(COLUMNS)}")
    width = len(lines[0][1])
    for number, cells in lines[1:]:
        if why := _wrong(cells, width):
            raise InputError(f"{source}, line {number}: {why}")
    return [cells for _, cells in lines[1:]]


def _wrong(cells: list[str], width: int) -> str | None:
    if len(cells) > width:
        return f"{len(cells)} cells where the header has {width}"
    key, name, kind, country, sector, start, end, _, of = (cells + [""] * 9)[:9]
    if not _KEY.fullmatch(key):
        return f"the key {key!r} must be lower-case letters and digits with hyphens between"
    if not name.strip():
        return "the name is missing"
    if kind not in get_args(ActorType):
        return f"{kind!r} is no type of actor ({', '.join(get_args(ActorType))})"
    if country and country not in countries():
        return f"{country!r} is no country code (ISO 3166-1 alpha-3, or one of {', '.join(sorted(INTERNATIONAL))})"
    if sector and sector not in SECTORS:
        return f"{sector!r} is no PLOVER sector ({', '.join(sorted(SECTORS))})"
    for date in (start, end):
        if date and not _DATE.fullmatch(date):
            return f"{date!r} is no ISO date (2021-08-15, 2021-08 or 2021)"
    if start and end and start[: len(end)] > end[: len(start)]:
        return f"the period ends ({end}) before it begins ({start})"
    if of and not _KEY.fullmatch(of):
        return f"the parent {of!r} must be a key"
    return None


def read_extra(path: Path) -> list[list[str]]:
    """The lines of a user's own file.

    Raises:
        InputError: the file cannot be read, or a line is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: the file is not UTF-8 (byte {error.start + 1})") from None
    return checked(text, str(path))


@cache
def countries() -> frozenset[str]:
    """All codes that a country column may hold."""
    return frozenset(cells[3] for cells in records("states.tsv")) | INTERNATIONAL | FORMER
