"""From the source of a page to a tree that the other modules can walk: whatever is in it, in linear time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html

from sayso.page._html_names import elements
from sayso.page._model import PageError

MAX_DEPTH = 150
"""Elements nested deeper than this are unwrapped: parser and extractor stop at 256, and no written page gets there."""

MOST_ATTRIBUTES = 1000
"""The parser compares every attribute of a tag with all the others; a tag with more than these loses them."""

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)|<!--|<(?=[!?])")
_REST_OF_TAG = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*>""")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
_FLAT = elements("flat")


def parse(source: str) -> html.HtmlElement:
    """The page as a tree. Characters that no page can hold go, lone surrogates become U+FFFD, elements nested
    deeper than `MAX_DEPTH` are unwrapped (their text stays).

    Raises PageError where nothing is left to read.
    """
    text = _SURROGATE.sub("\ufffd", _UNWANTED.sub("", source))
    if not text.strip():
        raise PageError("The page is empty.")
    text = _tamed(text)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise PageError("The page holds no HTML element and no text.") from None
    return root


def _tamed(text: str) -> str:
    """The source without the tags that stand deeper than `MAX_DEPTH`, and without the attributes of a tag that has more
    than `MOST_ATTRIBUTES`; itself where there are none such."""
    stack, pieces, at = _Open(), [], 0
    for tag in _tags(text):
        if stack.drops(tag.close, tag.name):
            pieces += [text[at : tag.start], " "]
        elif tag.crowded:
            pieces += [text[at : tag.start], f"<{tag.name}>"]
        else:
            continue
        at = tag.end
    return "".join([*pieces, text[at:]]) if pieces else text


class _Tag(NamedTuple):
    close: bool
    name: str
    start: int
    end: int
    crowded: bool  # has more attributes than a parser reads in linear time


class _Open:
    """The elements that are open at some point of a source."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.count: Counter[str] = Counter()

    def drops(self, close: bool, name: str) -> bool:
        """Whether this tag stands too deep. It is taken into account: over all tags linear, each is pushed and popped
        once."""
        if name in _FLAT:
            return False
        if not close:
            self.names.append(name)
            self.count[name] += 1
            return len(self.names) > MAX_DEPTH
        if not self.count[name]:
            return False
        depth = len(self.names)
        while (last := self.names.pop()) != name:
            self.count[last] -= 1
        self.count[name] -= 1
        return len(self.names) >= MAX_DEPTH and depth > MAX_DEPTH


def _tags(text: str) -> Iterator[_Tag]:
    """The tags of the source, without what stands in scripts and comments."""
    at, quotes_end = 0, True
    while match := _TAG.search(text, at):
        if not match.group(2):
            at = _after(text, "-->" if match.group() == "<!--" else ">", match.end())
            continue
        name = match.group(2).lower()
        start, at = match.start(), _after(text, ">", match.end())
        crowded = False
        if at - start > MOST_ATTRIBUTES and quotes_end and _pieces(text, start, at) > MOST_ATTRIBUTES:
            rest = _REST_OF_TAG.match(text, match.end())
            crowded = quotes_end = rest is not None  # not to look for the end of an open quotation a second time
            at = rest.end() if rest else at
        yield _Tag(bool(match.group(1)), name, start, at, crowded)
        if name in _RAW and not match.group(1):
            closing = _RAW[name].search(text, at)
            at = closing.start() if closing else len(text)


def _pieces(text: str, start: int, end: int) -> int:
    return sum(text.count(c, start, end) for c in " \n\t\r\f/")


def _after(text: str, what: str, start: int) -> int:
    at = text.find(what, start)
    return len(text) if at < 0 else at + len(what)
