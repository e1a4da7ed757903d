"""A page as a row of leaves: the runs of text between block borders, each knowing the elements around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sayso.page._html_names import article_name, elements, names_of, shell_name
from sayso.record import BlockKind

_IGNORED = re.compile("[\u00ad\u200b\ufeff]")  # hints for breaking lines, and stray byte-order marks
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")

_NO_TEXT = elements("no_text")
_FALLBACK = elements("fallback")
_INLINE = elements("inline")
_SHELL_TAGS: dict[str, BlockKind] = {
    "nav": "other",
    "footer": "other",
    "aside": "related",
    "form": "notice",
    "button": "other",
    "dialog": "notice",
    "menu": "other",
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """An element that holds text, and what it inherits: names decide from the inside out."""

    tag: str
    names: str
    parent: Context | None
    named: tuple[BlockKind, str] | None = None  # kind of shell block and the name that says so, of this element itself
    shell: BlockKind | None = None  # kind of shell block, of this element or the nearest around it
    article: BlockKind | None = None  # kind of article block, likewise
    hidden: bool = False
    figure: bool = False  # within a figure
    table: bool = False  # within a table of data

    def up(self) -> Iterator[Context]:
        """This element and those around it, from the inside out."""
        at: Context | None = self
        while at is not None:
            yield at
            at = at.parent


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A run of text: folded, never empty; how many of its characters are links and how many are bold."""

    text: str
    context: Context
    linked: int = 0
    bold: int = 0
    inline: str = ""  # the names of the inline elements in the run

    @property
    def tag(self) -> str:
        """The block element that holds the run."""
        return self.context.tag

    @property
    def link_share(self) -> float:
        """The share of the run's characters that are links."""
        return min(1.0, self.linked / len(self.text))

    @property
    def bold_share(self) -> float:
        """The share of the run's characters that are bold."""
        return min(1.0, self.bold / len(self.text))

    @property
    def heading(self) -> bool:
        """Whether the run is a heading by its element."""
        return any(c.tag in HEADINGS for c, _ in zip(self.context.up(), range(3), strict=False))


class _Run:
    """The run that is being read."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.linked = self.bold = 0
        self.names: list[str] = []

    def add(self, text: str, in_link: bool = False, in_bold: bool = False) -> None:
        self.pieces.append(text)
        if in_link or in_bold:
            size = len(text.strip())
            self.linked += size * in_link
            self.bold += size * in_bold


def leaves_of(root: etree._Element, *, fallback: bool = False) -> list[Leaf]:
    """The leaves of a page in order of the document; those that browsers mostly don't show (<noscript>) only on demand.

    The rows of a data table are a leaf each, with their cells in order.
    """
    reader = _Reader()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str) or tag in _NO_TEXT or (tag in _FALLBACK and not fallback):
            if event == "start":
                walk.skip_subtree()
            else:
                reader.add(element.tail)
        elif event == "start":
            reader.start(tag, element)
            reader.add(element.text)
        else:
            reader.end(tag, element)
            reader.add(element.tail)
    reader.close()
    return reader.found


class _Reader:
    """Collects leaves while a tree is walked."""

    def __init__(self) -> None:
        self.found: list[Leaf] = []
        self.stack = [Context("html", "", None)]
        self.run = _Run()
        self.links = self.bolds = self.pre = self.tables = 0

    def close(self) -> None:
        """End the run: a leaf, if there is text in it."""
        if self.run.pieces:
            text = fold("".join(self.run.pieces))
            if text:
                self.found.append(Leaf(text, self.stack[-1], self.run.linked, self.run.bold, "".join(self.run.names)))
            self.run = _Run()

    def add(self, text: str | None) -> None:
        """More text of the run; in preformatted text a blank line ends it."""
        if not text:
            return
        for number, part in enumerate(_BLANK_LINE.split(text) if self.pre else [text]):
            if number:
                self.close()
            self.run.add(part, self.links > 0, self.bolds > 0)

    def border(self, tag: str) -> None:
        """A block element begins or ends: so does a run, but not within the row of a table."""
        if self.tables and tag not in ("tr", "table", "caption"):
            self.run.add(" ")
        else:
            self.close()

    def start(self, tag: str, element: etree._Element) -> None:
        """An element begins."""
        if tag in ("br", "hr"):
            if tag == "hr" or (not self.tables and _breaks(element, self.run)):
                self.close()
            else:
                self.run.add(" ")
            return
        inline = tag in _INLINE
        if inline:
            self.links += tag == "a"
            self.bolds += tag in ("b", "strong")
            if names := names_of(element):
                self.run.names.append(names)
            if not _hidden(element):
                return
        self.border("tr" if inline else tag)
        self.stack.append(_enter(self.stack[-1], element, self.tables > 0))
        self.pre += tag == "pre"
        self.tables += tag == "table" and (self.tables > 0 or _holds_data(element))

    def end(self, tag: str, element: etree._Element) -> None:
        """An element ends."""
        if tag in ("br", "hr"):
            return
        inline = tag in _INLINE
        self.links -= tag == "a"
        self.bolds -= tag in ("b", "strong")
        if inline and not _hidden(element):
            return
        self.border("tr" if inline else tag)
        self.stack.pop()
        self.pre -= tag == "pre"
        self.tables -= tag == "table" and self.tables > 0


def fold(text: str) -> str:
    """The text with every run of white space as one space, without hints for breaking lines."""
    return " ".join(_IGNORED.sub("", text).split())


def _breaks(element: etree._Element, run: _Run) -> bool:
    """Whether a <br> ends a paragraph: two in a row do, and one after a long finished sentence does."""
    following = element.getnext()
    if following is not None and following.tag == "br" and not (element.tail or "").strip():
        return True
    before = element.getprevious()
    if before is not None and before.tag == "br" and not (before.tail or "").strip():
        return True
    if sum(map(len, run.pieces[-40:])) < 100:
        return False
    return _SENTENCE_END.search("".join(run.pieces[-40:]).rstrip()[-8:]) is not None


def _holds_data(table: etree._Element) -> bool:
    """Whether a table holds data and is no scaffold for the layout of a page: several short cells a row."""
    if next(table.iterdescendants("table"), None) is not None or table.get("role") in ("presentation", "none"):
        return False
    rows = sum(1 for _ in table.iterdescendants("tr"))
    cells = ["".join(map(str, cell.itertext())) for cell in table.iterdescendants("td", "th")]
    return rows >= 2 and len(cells) >= 1.8 * rows and max(map(len, cells)) < 400


def _hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


def _enter(parent: Context, element: etree._Element, table: bool) -> Context:
    tag = str(element.tag)
    names = names_of(element)
    named = shell_name(names) if tag != "body" else None
    if named is None and tag in _SHELL_TAGS:
        named = (_SHELL_TAGS[tag], f"<{tag}>")
    part = "caption" if tag == "figcaption" else article_name(names)
    return Context(
        tag=tag,
        names=names,
        parent=parent,
        named=named,
        shell=named[0] if named else parent.shell,
        article=part or parent.article,
        hidden=parent.hidden or _hidden(element),
        figure=parent.figure or tag == "figure",
        table=table,
    )
