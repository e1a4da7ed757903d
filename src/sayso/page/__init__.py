"""Which part of the input is the article, and which is the page around it.

:func:`read_page` takes a text or a web page and tells which of the two it is by its content.
"""

from __future__ import annotations

import re

from sayso.page._model import Page, PageBlock
from sayso.page.decode import decode
from sayso.page.html import read_html
from sayso.page.plain import read_plain

__all__ = ["Page", "PageBlock", "decode", "is_html", "read_html", "read_page", "read_plain"]

_SNIFFED = 4096
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<(?:html|head|body)[\s>])", re.I | re.S
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|article|section|main|h[1-6]|meta|link|script|a|ul|li|table|title|figure)\b[^<>]{0,500}>", re.I
)


def is_html(text: str) -> bool:
    """Is ``text`` a web page rather than plain text? Told by how it begins, else by the markup in its first 4,096
    characters: a page has a tag in every 200 of them or so; an article that quotes one has not."""
    head = text[:_SNIFFED]
    if _DOCUMENT.match(head):
        return True
    tags = len(_TAG.findall(head))
    return tags >= 3 and tags * 200 >= len(head) and head.lstrip().startswith("<")


def read_page(text: str, *, html: bool | None = None, url: str | None = None, title: str | None = None) -> Page:
    """The text and blocks of an input. ``html`` says what it is; None tells it by content. ``url`` is a page's address,
    ``title`` a plain text's title, where they are known.

    Raises :class:`sayso.errors.PageError` where there is nothing to read.
    """
    if is_html(text) if html is None else html:
        return read_html(text, url=url)
    return read_plain(text, title=title)
