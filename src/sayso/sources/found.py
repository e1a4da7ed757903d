"""What a source gives: articles, what is broken, and what is no article. And how much it is allowed to give."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from sayso.errors import InputError

LARGEST = 16 << 20
"""Bytes of one article, page or feed, decompressed: more is no article. A file of one's own may hold ten times as
much."""
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ocid|at_\w+|__twitter_impression")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a source gives it, not yet read. ``source`` says where it stands; ``at`` how many bytes of the
    source are behind.

    ``id`` is the one that the source states, ``name`` one made of where it stands (a file's name); ``html`` None:
    told by content.
    """

    source: str
    text: str
    at: int = 0
    html: bool | None = None
    id: str | None = None
    name: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None

    def key(self) -> str:
        """What makes an article one and the same: its words, and its address or, without one, its id, where stated.

        The same text under two addresses is two articles: one may be a copy of the other. The title, publisher and
        date count too, as far as the source states them; the name of the file does not. 24 hexadecimal digits of a
        SHA-256.
        """
        identity = canonical(self.url) if self.url else self.id
        told = (identity, self.title, self.publisher, self.published, self.text)
        parts = (b"-" if t is None else b"+%d:" % len(t) + t.encode("utf-8", "surrogatepass") for t in told)
        return hashlib.sha256(b"".join(parts)).hexdigest()[:24]


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """Something that should be an article and cannot be read: where it stands, a stable word, one sentence."""

    source: str
    kind: str
    message: str
    at: int = 0
    id: str | None = None

    def key(self) -> str:
        """Made of where it stands: 24 hexadecimal digits."""
        return hashlib.sha256(f"broken\n{self.source}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is no article, and was not meant to be one: an image in an archive, a record of a request."""

    what: str
    at: int = 0


Found = Article | Broken | LeftOut


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are read. ``columns``: for text, html, id, title, url, publisher and published, the column or key
    that holds it. ``fetch``: addresses may be fetched. ``private``: also from one's own network. ``encoding``: of
    tables, where not UTF-8."""

    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    fetch: bool = False
    private: bool = False
    encoding: str | None = None


class Source(Protocol):
    """A place that articles come from. ``name`` is what the user calls it; ``size`` its bytes, 0 where they are not
    known."""

    name: str
    size: int

    def __iter__(self) -> Iterator[Found]:
        """What it gives, in its order. What is broken is given as :class:`Broken`, and the rest goes on."""


FIELDS = ("text", "html", "id", "title", "url", "publisher", "published")
"""What a row of a table or a line of JSON may hold."""

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("body", "content", "article", "fulltext", "full_text", "maintext", "article_text"),
    "html": ("page",),
    "id": ("article_id", "doc_id", "document_id", "guid"),
    "title": ("headline",),
    "url": ("link", "uri", "source_url"),
    "publisher": ("outlet", "source", "source_domain", "domain", "newspaper"),
    "published": ("date", "published_at", "date_publish", "publication_date", "pubdate", "publish_date", "datetime"),
}


def columns(names: list[str], options: Options, where: str) -> dict[str, str]:
    """Which column holds which field: as the user says, else by its name.

    Raises :class:`InputError` where a column that the user names is not there, or none holds a text.
    """
    chosen: dict[str, str] = {}
    folded = {n.strip().casefold(): n for n in reversed(names)}
    for field in FIELDS:
        if wanted := options.columns.get(field):
            if wanted not in names:
                raise InputError(f"{where} has no column {wanted!r}; it has {', '.join(map(repr, names[:30]))}")
            chosen[field] = wanted
        elif found := next((folded[n] for n in (field, *_OTHER_NAMES[field]) if n in folded), None):
            chosen[field] = found
    if "text" not in chosen and "html" not in chosen:
        listed = ", ".join(map(repr, names[:30]))
        raise InputError(f"{where} has no column of texts; name it with --column text=NAME. It has {listed}")
    if "text" in options.columns and "html" not in options.columns:
        chosen.pop("html", None)
    return chosen


def article(row: Mapping[str, object], source: str, at: int, name: str | None = None) -> Found:
    """The article of a row that maps fields to values; empty strings count as missing."""
    told: dict[str, str] = {}
    for field in FIELDS:
        value = row.get(field)
        if value is None or value == "":
            continue
        if field == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return Broken(source=source, kind="input", message=f"{field!r} must be a string, not {_kind(value)}", at=at)
        told[field] = value
    html = told.pop("html", None)
    if html is None and "text" not in told:
        return Broken(source=source, kind="empty", message="there is no text", at=at, id=told.get("id"))
    if "text" in told:
        return Article(source=source, at=at, html=False, name=name, **told)
    return Article(source=source, at=at, html=True, name=name, text=html or "", **told)


def _kind(value: object) -> str:
    return {"dict": "an object", "list": "a list", "bool": "true or false"}.get(type(value).__name__, "a number")


def canonical(url: str) -> str:
    """An address without what does not change the page: the fragment, tracking parameters, the case of the host, a
    default port."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").rstrip(".")
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k.casefold())]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(kept), ""))
