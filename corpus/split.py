"""The split of the corpus into train, dev and test: by story for articles, by text for single sentences.

``split.tsv`` holds a line for each story, made once and kept: a line is only ever appended, none is moved or changed.
What it does not hold gets its part by :func:`rule`, a hash of the story's name; ``python -m corpus split --add``
appends such stories. A sentence gets its part by the same rule from its letters, so no sentence moves when others are
added, nor when a comma or a mark in it changes.

    >>> part("dam-collapse")
    'train'
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE / "split.tsv"
PARTS = ("train", "dev", "test")
_BOUNDS = (60, 75, 100)
"""The upper bounds of the parts among 100 equal shares of the hash's range."""
_STORY = re.compile(r"^story:\s*(\S+)\s*$", re.M)
_NO_LETTER = re.compile(r"[\W_]+")


class SplitError(ValueError):
    """A line of the table that is not sound, or an article that names no story."""


def rule(name: str) -> str:
    """The part that ``name`` falls to by its hash: 60 % train, 15 % dev, 25 % test."""
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % 100
    return next(part for part, bound in zip(PARTS, _BOUNDS, strict=True) if share < bound)


def table(lines: Iterable[str]) -> dict[str, str]:
    """Story → part, of the table's ``lines``. Raises :class:`SplitError` for a story that stands twice."""
    rows = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    out: dict[str, str] = {}
    for row in rows[1:]:
        if len(row) != 2 or row[1] not in PARTS:
            raise SplitError(f"not a story and its part: {row}")
        if row[0] in out:
            raise SplitError(f"the story {row[0]!r} stands twice")
        out[row[0]] = row[1]
    return out


@cache
def _kept() -> dict[str, str]:
    return table(TABLE.read_text(encoding="utf-8").splitlines())


def story(article: Path) -> str:
    """The story of a compact file, read from its header."""
    match = _STORY.search(article.read_text(encoding="utf-8").split("\n---\n", 1)[0])
    if not match:
        raise SplitError(f"{article}: its header names no story")
    return match[1]


def part(of: Path | str) -> str:
    """The part, ``train``, ``dev`` or ``test``, of an article (a path) or of a story (its name)."""
    name = story(of) if isinstance(of, Path) else of
    return _kept().get(name) or rule(name)


def sentence_part(text: str) -> str:
    """The part of a single sentence (its plain ``text``, without marks): by its letters and digits alone."""
    return rule(_NO_LETTER.sub("", text).lower())


def missing(articles: Iterable[Path]) -> list[str]:
    """The stories of ``articles`` that the table does not hold yet, sorted."""
    return sorted({story(path) for path in articles} - set(_kept()))


def add(articles: Iterable[Path]) -> list[str]:
    """Appends to the table the stories that it lacks, each with its part by :func:`rule`; returns their names."""
    new = missing(articles)
    with TABLE.open("a", encoding="utf-8") as file:
        file.writelines(f"{name}\t{rule(name)}\n" for name in new)
    _kept.cache_clear()
    return new
