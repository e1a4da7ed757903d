"""Titles, links and bodies from feeds, made harmless: no markup, no control characters, no link but to the web."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urljoin, urlsplit

_TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,2000}>")
_LONGEST_TITLE = 1000
_LONGEST_LINK = 4096
_BLOCK = re.compile(
    r"<\s*/?\s*(?:p|div|br|h[1-6]|li|ul|ol|table|tr|blockquote|section|article|figure|figcaption|hr|pre)\b[^<>]{0,2000}>",
    re.I,
)
_DROPPED = re.compile(r"<\s*(script|style|iframe|object|noscript|template)\b", re.I)
_SPACES = re.compile(r"[ \t\r\f\v]+")


def title(raw: str | None) -> str | None:
    """A title on one line, without markup (escaped once or twice), control or direction characters; None if nothing
    is left."""
    if not raw:
        return None
    text = raw[: _LONGEST_TITLE * 20]
    for _ in range(2):
        text = html.unescape(_TAG.sub(" ", text))
    text = _TAG.sub(" ", text)
    shown = "".join(
        c if c == "\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") else " " for c in text
    )
    return " ".join(shown.split())[:_LONGEST_TITLE].rstrip() or None


def link(raw: str | None, base: str | None = None) -> str | None:
    """An absolute http or https address with a host and without a user name; None for anything else."""
    if not raw or len(raw) > _LONGEST_LINK:
        return None
    text = raw.strip()
    if any(c <= " " or c == "\x7f" or c in '\\"<>^`{|}' for c in text) or unicodedata.normalize("NFC", text) != text:
        return None
    try:
        text = urljoin(base, text) if base else text
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return text


def body(raw: str) -> str:
    """The text of a piece of HTML from a feed: paragraphs with a blank line between them, no scripts, no markup."""
    kept = _without(raw)
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", kept)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without(raw: str) -> str:
    """``raw`` without the elements whose content is not text. One pass."""
    out, at, lower = [], 0, raw.lower()
    while found := _DROPPED.search(raw, at):
        out.append(raw[at : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            return "".join(out)
        close = raw.find(">", end)
        at = close + 1 if close >= 0 else len(raw)
    return "".join([*out, raw[at:]])
