"""Does a line show by its words that it is page furniture? The words are data: ``data/shell.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LONGEST = 2000
"""Lines longer than this many characters are prose, whatever they say."""

_FOLD = str.maketrans("’‘ʼ`´“”„‟«»–—−‐‑", "'" * 5 + '"' * 6 + "-" * 5)
_NUMBER = r"(?:\d[\d,.]*k?|one|two|three|four|five|six|seven|eight|nine|ten)"
_SLOTS = {"<n>": _NUMBER, "<w>": r"[^\s|]+", "<ws>": r"[^\s|]+(?: [^\s|]+){0,5}"}
_PLACES = ("whole", "start", "any", "end")
_ARROW = re.compile(r"(?:>>|»|→|►|▶|➡|›)\s*\S")
_APART = re.compile(r"\s*[|·•/]\s*|\s{2,}|\t|(?<=[a-z])\s(?=[A-Z])|(?<=[A-Z]{2})\s(?=[A-Z]{2})")
_BULLET = re.compile(r"^[\s•·*►▶→>»\-–—|]+(?=\w)")


@dataclass(frozen=True)
class _Rule:
    kind: str
    where: str
    pattern: re.Pattern[str]
    max_words: int
    opens: bool
    quoted: bool


@dataclass(frozen=True)
class Shell:
    """What a line of page furniture is: its block kind, and whether it opens a list of such lines."""

    kind: str
    opens: bool = False


def fold(line: str) -> str:
    """``line`` in lower case, with straight quotes, plain hyphens and single blanks; compare phrases with this."""
    return " ".join(line.translate(_FOLD).lower().split())


def _phrase(words: str) -> str:
    parts = re.split(r"(<n>|<ws>|<w>)", fold(words))
    return "".join(_SLOTS.get(p) or re.escape(p) for p in parts)


def _compile(rule: dict[str, Any]) -> _Rule:
    # A phrase that ends in a letter must end at a word's end there; longest first, so that the alternation is greedy.
    phrases = sorted(rule["phrases"], key=len, reverse=True)
    inner = "|".join(_phrase(p) + (r"(?!\w)" if p[-1].isalnum() or p[-1] == ">" else "") for p in phrases)
    shape = {
        "start": rf"(?:{inner})",
        "any": rf"(?<!\w)(?:{inner})",
        "end": rf"(?<!\w)(?:{inner})$",
        "whole": rf"(?:{inner})$",
    }
    return _Rule(
        kind=rule["kind"],
        where=rule["where"],
        pattern=re.compile(shape[rule["where"]]),
        max_words=rule.get("max_words", 12),
        opens=rule.get("opens", False),
        quoted=rule.get("quoted", False),
    )


@cache
def _data() -> tuple[tuple[_Rule, ...], re.Pattern[str]]:
    raw = tomllib.loads(files("sayso.page").joinpath("data/shell.toml").read_text(encoding="utf-8"))
    words = "|".join(re.escape(w) for w in sorted(raw["tags"]["words"], key=len, reverse=True))
    return tuple(_compile(rule) for rule in raw["rule"]), re.compile(rf"[\[(](?:{words})[\])]$|^\[(?:{words})\]")


def shell(line: str) -> Shell | None:
    """What kind of page furniture a line or block of text is by its own words; ``None`` for article text."""
    words = line.strip()
    if not words or len(words) > LONGEST:
        return None
    rules, tag = _data()
    if (tag.search(words) and words.upper() != words) or (_pointer(words) and not _guillemets(words)):
        return Shell("related")
    return _by_rules(words, rules) or _bar(words)


def _pointer(words: str) -> bool:
    """An arrow before an unpunctuated line points to another article."""
    return _ARROW.match(words) is not None and words[-1] not in ".;,:" and words.count(" ") >= 2


def _guillemets(words: str) -> bool:
    """Does the line open with a quotation as German and Danish print it (»…«)? Then » is no arrow."""
    return words[0] in "»›" and {"»": "«", "›": "‹"}[words[0]] in words


def _bar(words: str) -> Shell | None:
    """A row of several labels, each of which would be furniture alone ("Share | Tweet | 3 comments")."""
    parts = [p for p in _APART.split(words) if p.strip()]
    if not 2 <= len(parts) <= 12 or len(words) > 160:
        return None
    rules, _ = _data()
    return Shell("other") if all(_by_rules(part, rules, ("whole", "end")) for part in parts) else None


def _by_rules(words: str, rules: tuple[_Rule, ...], where: tuple[str, ...] = _PLACES) -> Shell | None:
    folded = fold(words if _guillemets(words) else _BULLET.sub("", words))
    count = folded.count(" ") + 1
    quoted = folded.startswith(('"', "'")) or _guillemets(words)
    for rule in rules:
        if rule.where in where and count <= rule.max_words and (rule.quoted or not quoted):
            text = folded.rstrip(" .:!?>-…") if rule.where == "whole" else folded
            found = rule.pattern.search(text) if rule.where in ("any", "end") else rule.pattern.match(text)
            if found:
                return Shell(rule.kind, rule.opens)
    return None


def shell_kind(line: str) -> str | None:
    """The block kind of a line of page furniture (see :func:`shell`), ``None`` for article text."""
    found = shell(line)
    return found.kind if found else None
