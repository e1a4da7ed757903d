"""What a page says about itself in JSON-LD (schema.org), however it is wrapped or broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml import etree

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review|SocialMediaPosting)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage)$")
_WRAPPER = re.compile(
    r"^\s*(?:<!--|/[/*]\s*<!\[CDATA\[\s*(?:\*/)?|<!\[CDATA\[)|(?:-->|(?:/[/*])?\s?\]\]>\s?(?:\*/)?)\s?;?\s?$"
)
_DESCRIBES = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"')
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_FIELD = re.compile(r'"(headline|datePublished|name|url|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,1000})"')
_NODES = 20_000  # nodes of a page's JSON-LD that are looked at
_SCRIPTS = 200  # scripts of a page that are looked at


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated; None and () where nothing was."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def stated_in(root: etree._Element) -> Stated:
    """The first article that the JSON-LD of the page describes, else the first page, else what broken JSON leaves."""
    scripts = [
        script.text
        for script, _ in zip(root.iter("script"), range(_SCRIPTS), strict=False)
        if "ld+json" in (script.get("type") or "").lower() and script.text
    ]
    parsed = [(text, _parse(text)) for text in scripts]
    nodes = [node for _, value in parsed for node in _nodes(value)]
    for wanted in (_ARTICLE, _PAGE):
        for node in nodes:
            if any(wanted.search(kind) for kind in _types(node)):
                return _of_node(node, nodes)
    for text, value in parsed:
        if value is None and _DESCRIBES.search(text):
            return _of_pieces(text)
    return Stated()


def _parse(text: str) -> object:
    """The JSON of a script, or None: wrappers, trailing commas and what follows the value are forgiven."""
    text = _WRAPPER.sub("", text.strip()).strip()
    for attempt in (text, _TRAILING_COMMA.sub("", text), unescape(text)):
        try:
            value: object = json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """The objects in a value, outer before inner, in order of the text."""
    queue: list[object] = [value]
    seen = 0
    while queue and seen < _NODES:
        item = queue.pop()
        seen += 1
        if isinstance(item, dict):
            yield item
            queue.extend(reversed([v for v in item.values() if isinstance(v, dict | list)]))
        elif isinstance(item, list):
            queue.extend(reversed(item[:_NODES]))


def _types(node: dict[str, object]) -> list[str]:
    stated = node.get("@type")
    return [kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)]


def _of_node(node: dict[str, object], nodes: list[dict[str, object]]) -> Stated:
    by_id = {str(other["@id"]): other for other in nodes if "@id" in other and len(other) > 1}
    publishers = _names(node.get("publisher"), by_id) or _names(node.get("sourceOrganization"), by_id)
    return Stated(
        title=_text(node.get("headline")) or (_text(node.get("name")) if "headline" not in node else None),
        authors=tuple(_names(node.get("author"), by_id) or _names(node.get("creator"), by_id)),
        publisher=publishers[0] if publishers else None,
        published=_text(node.get("datePublished")),
        url=_text(node.get("url")) or _url(node.get("mainEntityOfPage")),
        language=_text(node.get("inLanguage")),
    )


def _names(value: object, by_id: dict[str, dict[str, object]]) -> list[str]:
    """The names of the persons or organisations in a value: a text, an object, a reference, or a list of these."""
    found = []
    for item in value[:50] if isinstance(value, list) else [value]:
        named: object = item
        if isinstance(item, dict):
            named = item["name"] if "name" in item else by_id.get(str(item.get("@id")), {}).get("name")
        if text := _text(named[0] if isinstance(named, list) and named else named):
            found.append(text)
    return found


def _url(value: object) -> str | None:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def _of_pieces(text: str) -> Stated:
    """Headline and date out of JSON that cannot be parsed; names are left alone, since whose they are is unknown."""
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text[:200_000]):
        found.setdefault(match.group(1), match.group(2))
    return Stated(title=_unquoted(found.get("headline")), published=_unquoted(found.get("datePublished")))


def _unquoted(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return _text(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return _text(text)
