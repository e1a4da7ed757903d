"""A page read back as a browser does, as far as the tests need it: elements with attributes, and the article's text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("meta", "br", "path", "circle", "link", "input"))


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...] = ()
    """The ids of the elements around it."""
    text: str = ""


@dataclass
class Reading(HTMLParser):
    """All elements of a page in order; ``text`` of each is its own and that of the elements in it."""

    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, tuple(e.attributes.get("id", "") for e in self.open))
        self.elements.append(element)
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        extra = any("data-extra" in e.attributes for e in self.open)
        for element in self.open:
            if not extra or element is self.open[-1]:
                element.text += data

    def of_id(self, id: str) -> Element:
        (found,) = (e for e in self.elements if e.attributes.get("id") == id)
        return found

    def of_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    reading.close()
    assert not reading.open
    return reading


def article(html: str) -> str:
    """The article's text, without what the page adds to it."""
    return read(html).of_id("text").text
