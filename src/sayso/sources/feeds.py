"""RSS and Atom feeds: an article an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.errors import InputError, SaysoError
from sayso.sources import clean
from sayso.sources.apart import apart
from sayso.sources.fetch import fetch
from sayso.sources.files import size
from sayso.sources.found import LARGEST, Article, Broken, Found, LeftOut, Options
from sayso.sources.web import text_of

_SECONDS = 60.0
"""How long a feed may take to be parsed."""
_SUBSET = re.compile(rb"<!DOCTYPE[^\[>]{0,2000}\[", re.I)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b", re.I)


def looks_like_feed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a feed."""
    return _FEED.search(head[:4096].replace(b"\x00", b"")) is not None and b"<html" not in head[:4096].lower()


class Feed:
    """A feed in a file, or as it was fetched. With ``fetch`` each entry's page is fetched; else the entry's own text
    is the article."""

    def __init__(self, raw: Path | bytes, shown: str, options: Options, base: str | None = None) -> None:
        self.raw, self.name, self.options, self.base = raw, shown, options, base
        self.size = size(raw) if isinstance(raw, Path) else len(raw)

    def __iter__(self) -> Iterator[Found]:
        try:
            if self.size > LARGEST:
                raise InputError(f"the feed has {self.size:,} bytes, more than the {LARGEST:,} that a feed may have")
            raw = self.raw.read_bytes() if isinstance(self.raw, Path) else self.raw
            entries, damaged = apart(entries_of, raw, self.base, seconds=_SECONDS, doing="reading the feed")
        except (SaysoError, OSError) as error:
            kind, said = (error.kind, str(error)) if isinstance(error, SaysoError) else ("input", str(error.strerror))
            yield Broken(source=self.name, kind=kind, message=said, at=self.size)
            return
        if damaged and not entries:
            said = f"this is no feed that can be read: {damaged}"
            yield Broken(source=self.name, kind="input", message=said, at=self.size)
        elif not entries:
            yield LeftOut(what="a feed without entries", at=self.size)
        for n, entry in enumerate(entries, 1):
            yield self._entry(entry, n, self.size * n // len(entries))

    def _entry(self, entry: Mapping[str, Any], n: int, at: int) -> Found:
        where = f"{self.name}, entry {n}" + (f" ({entry['url']})" if entry["url"] else "")
        about = {k: entry[k] for k in ("id", "title", "url", "publisher", "published")}
        if self.options.fetch and entry["url"]:
            try:
                page = fetch(entry["url"], private=self.options.private)
                text = text_of(page.body, page.kind)
            except SaysoError as error:
                return Broken(source=where, kind=error.kind, message=str(error), id=entry["id"], at=at)
            return Article(source=where, at=at, text=text, html=None, **about)
        if not entry["text"]:
            said = "the entry has no text" + ("; --fetch fetches its page" if entry["url"] else "")
            return Broken(source=where, kind="empty", message=said, id=entry["id"], at=at)
        return Article(source=where, at=at, text=entry["text"], html=False, **about)


def entries_of(raw: bytes, base: str | None) -> tuple[list[dict[str, str | None]], str | None]:
    """The entries of a feed as plain fields, and what is wrong with it, if anything is."""
    import feedparser

    parsed = feedparser.parse(_without_subset(raw), sanitize_html=True, resolve_relative_uris=True)
    publisher = clean.title(parsed.feed.get("title"))
    home = base or clean.link(parsed.feed.get("link"))
    entries = [_fields(entry, publisher, home) for entry in parsed.entries]
    said = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if not entries and not said and not parsed.get("version"):
        said = "it has no entry"
    return entries, " ".join(str(said).split())[:200] if said else None


def _without_subset(raw: bytes) -> bytes:
    """The feed without declarations of entities: no feed needs its own, and they can be made to grow without end."""
    begin = _SUBSET.search(raw[:65536])
    if begin is None:
        return raw
    end = raw.find(b"]", begin.end())
    close = raw.find(b">", end) if end >= 0 else -1
    return raw[: begin.start()] + (raw[close + 1 :] if close >= 0 else b"")


def _fields(entry: Mapping[str, Any], publisher: str | None, base: str | None) -> dict[str, str | None]:
    bodies = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    identity = clean.title(entry.get("id"))
    return {
        "id": identity,
        "title": clean.title(entry.get("title")),
        "url": clean.link(entry.get("link"), base),
        "publisher": publisher,
        "published": _moment(told),
        "text": next((t for b in bodies if (t := clean.body(b))), None),
    }


def _moment(told: Any) -> str | None:
    """ISO 8601 of a time tuple in UTC; None where it is no moment."""
    try:
        return datetime(*told[:6]).replace(tzinfo=UTC).isoformat() if told else None
    except (ValueError, TypeError, OverflowError):
        return None
