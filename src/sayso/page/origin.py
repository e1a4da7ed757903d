"""Where a text says that it was taken from: the agency of a dateline, a "Source: …" line, an agency's tail."""

from __future__ import annotations

import re

from sayso.page._model import Page
from sayso.page.furniture import agency, agency_tail, dateline, words
from sayso.page.shell import fold

_SOURCE = re.compile(r"(?:original )?(?:source|via)\s*[:|–—-]\s*(.{2,80})", re.I | re.S)
_PUBLISHED_IN = re.compile(
    r"(?:originally|first) (?:published|appeared) (?:in|on|at|by) (?:the )?"
    r"([A-Z][\w.&’' -]{1,50}?)(?=[.,;)]|$| on | in | under )"
)


def origin(page: Page) -> str | None:
    """The agency or outlet that the page's own text names as where it comes from; None if it names none.

    In order: a "Source: …" line, "first published in …", the dateline's agency, an agency as the byline or at the very
    end of a paragraph ("— Reuters"). A link's label ("Source: Read Full Article") names nobody.
    """
    found: list[tuple[int, str]] = []
    for block in page.blocks:
        line = page.text[block.start : block.end]
        if block.kind == "source" and (named := _from_source(line)):
            found.append((0, named))
        elif block.kind == "dateline" and (start := dateline(line + " A", colon=True)) and start[1]:
            found.append((1, start[1]))
        elif block.kind == "byline" and (named := _from_byline(line)):
            found.append((2, named))
        elif block.kind == "paragraph" and (named := agency_tail(line)):
            found.append((3, named))
    return min(found, key=lambda f: f[0])[1] if found else None


def _from_source(line: str) -> str | None:
    if match := _SOURCE.match(line.strip("([ ")):
        named = re.split(r"[\n|;]|https?://", match[1])[0].strip(" .)]")
        if not named or fold(named) in words("source")["nameless"]:
            return None
        return agency(named) or named
    if match := _PUBLISHED_IN.search(line):
        return agency(match[1]) or match[1].strip()
    return None


def _from_byline(line: str) -> str | None:
    parts = re.split(r"\s*[,|/·•]\s*|^by\s+", line, flags=re.I)
    return next((named for part in parts if part and (named := agency(part.strip()))), None)
