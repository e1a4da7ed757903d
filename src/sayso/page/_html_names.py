"""What the names in a page's markup (classes, ids, roles, elements) say about the part that carries them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import cast

from lxml import etree

from sayso.record import BlockKind

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINT = re.compile(r"[\s_:./|]+|-{2,}")
_ATTRIBUTES = ("class", "id", "role", "itemprop", "data-component", "data-testid", "data-qa", "data-type", "rel")
_LONGEST = 400  # characters of one attribute that are looked at


def names_of(element: etree._Element) -> str:
    """The names in the attributes of an element, in lower case between hyphens: "-article-body--main-"."""
    found = [value[:_LONGEST] for key in _ATTRIBUTES if (value := element.get(key))]
    if not found:
        return ""
    words = _JOINT.sub("-", _CAPITAL.sub("-", "  ".join(found)))
    return f"-{words.lower()}-"


def shell_name(names: str) -> tuple[BlockKind, str] | None:
    """The kind of shell block that the names speak of, and the name that does; or None."""
    return _first("shell", names)


def article_name(names: str) -> BlockKind | None:
    """The kind of article block that the names speak of (headline standfirst byline dateline caption), or None."""
    found = _first("article", names)
    return found[0] if found else None


@cache
def elements(which: str) -> frozenset[str]:
    """The elements that `data/html_elements.toml` lists under a name."""
    source = resources.files("sayso.page").joinpath("data/html_elements.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(source)[which])


@lru_cache(maxsize=4096)  # the elements of a list carry the same names
def _first(section: str, names: str) -> tuple[BlockKind, str] | None:
    if not names:
        return None
    for kind, pattern in _patterns()[section]:
        if found := pattern.search(names):
            return kind, found.group(1)
    return None


@cache
def _patterns() -> dict[str, list[tuple[BlockKind, re.Pattern[str]]]]:
    source = resources.files("sayso.page").joinpath("data/html_kinds.toml").read_text(encoding="utf-8")
    return {
        section: [(cast(BlockKind, kind), _any_of(entries)) for kind, entries in kinds.items()]
        for section, kinds in tomllib.loads(source).items()
    }


def _any_of(entries: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))
    return re.compile(f"-({words})(?=-)")
