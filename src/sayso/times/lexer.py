"""Tokens of the grammar of times: runs of digits, runs of letters and single marks, with what the word list says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\s]")
_SUFFIX = frozenset({"st", "nd", "rd", "th"})
_DIGITS = 9
"""Longer runs of digits are no number of a time."""

Entry = tuple[str, str]
EMPTY: Mapping[int, tuple[str, bool]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text in lower case, where it stands, whether a blank goes before, its class and value."""

    low: str
    start: int
    end: int
    gap: bool
    kind: str
    value: str
    raw: str
    pos: str = ""
    named: bool = False

    @property
    def number(self) -> int:
        """The number of a run of digits, a number word, an ordinal, a month or a weekday."""
        return int(self.value)


def rows(name: str) -> list[list[str]]:
    """The lines of a data file of this room, in columns."""
    text = files("sayso.times").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def lexicon() -> dict[str, Entry]:
    """Word → class and value."""
    return {word: (kind, value) for word, kind, value in rows("words.tsv")}


@cache
def cues() -> dict[str, str]:
    """Word beside a time → class."""
    return dict(rows("cues.tsv"))


def tokens(text: str, start: int, end: int, tagged: Mapping[int, tuple[str, bool]] = EMPTY) -> list[Token]:
    """The tokens of a stretch of text. ``tagged``: character → word class, and whether it is part of a longer name."""
    out: list[Token] = []
    words = lexicon()
    for match in _TOKEN.finditer(text, start, end):
        raw = match[0]
        low = raw.lower()
        a, b = match.span()
        gap = not out or out[-1].end != a
        if raw[0].isdigit():
            good = raw.isascii() and len(raw) <= _DIGITS
            kind, value = ("digits", raw) if good else ("mark", "")
        elif low in _SUFFIX and not gap and out[-1].kind == "digits":
            kind, value = "suffix", ""
        else:
            kind, value = words.get(low, ("word" if raw[0].isalpha() else "mark", ""))
        out.append(Token(low, a, b, gap, kind, value, raw, *tagged.get(a, ("", False))))
    return out
