"""What a page states about its article: title, author, publisher, date, address, language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import unescape
from importlib import resources
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree

from sayso.page._html_jsonld import Stated, stated_in
from sayso.page._html_stamps import without_by, without_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:/|-|$)", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ].+)?")
_TAGS = re.compile(r"<[^<>]{0,300}>")
_SEPARATOR = re.compile(r"\s+[|–—·»:-]\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Meta:
    """What the page states; `titles` in order of trust, all others None where nothing usable is stated."""

    titles: tuple[str, ...]
    byline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None


def meta_of(root: etree._Element, url: str | None) -> Meta:
    """What the head of the page, its JSON-LD, `<time>` and, for the date and nothing better, its address state."""
    named = _named(root)
    stated = stated_in(root)
    publisher = _first(_clean(stated.publisher), *(_plain(named.get(key)) for key in _vocabulary("publishers")))
    address = _address(root, named, stated, url)
    return Meta(
        titles=_titles(root, named, stated, publisher),
        byline=_byline(named, stated),
        publisher=publisher,
        published=_published(root, named, stated, address or url),
        url=address,
        language=_language(root, named, stated),
    )


def iso_date(text: str | None) -> str | None:
    """The date or date-time in ISO 8601, with the time zone that it has; None where the text is neither."""
    text = (text or "").strip()
    if not _ISO.fullmatch(text):
        return None
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            return day.isoformat() if day.year >= 1600 else None
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.isoformat() if moment.year >= 1600 else None


def clean_byline(text: str | None) -> str | None:
    """The names in an author's line, without "By" and a date; None where nothing, an address or an account is left."""
    name = without_date(without_by(_plain(text) or ""))
    if not name or len(name) > 200 or not any(c.isalpha() for c in name) or name.lower() in _vocabulary("nobody"):
        return None
    return name


@cache
def _vocabulary(which: str) -> tuple[str, ...]:
    source = resources.files("sayso.page").joinpath("data/html_meta.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(source)[which])


def _named(root: etree._Element) -> dict[str, str]:
    """The contents of the page's <meta>, by lower-case name; the first of a name that is not empty."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = element.get("content")
        if content and content.strip():
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if key := element.get(attribute):
                    found.setdefault(key.strip().lower(), content)
    return found


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _clean(text: str | None) -> str | None:
    if not text:
        return None
    return " ".join(_TAGS.sub(" ", unescape(text)).split()) or None


def _plain(text: str | None) -> str | None:
    """The text, unless it is an address or a placeholder."""
    text = _clean(text)
    if text is None or re.match(r"https?:|www\.|//|@|\{|\$|null$|none$|undefined$|n/a$", text, re.IGNORECASE):
        return None
    return text


def _titles(root: etree._Element, named: Mapping[str, str], stated: Stated, publisher: str | None) -> tuple[str, ...]:
    head = next((_clean("".join(map(str, e.itertext()))) for e in root.iter("title") if _in_head(e)), None)
    candidates = [stated.title, *(named.get(key) for key in _vocabulary("titles")), head]
    found = [_without_site(text, publisher) for text in map(_clean, candidates) if text]
    return tuple(dict.fromkeys(found))


def _in_head(title: etree._Element) -> bool:
    """Whether a <title> is the page's and not that of a drawing in it."""
    return all(parent.tag not in ("svg", "symbol") for parent in title.iterancestors())


def _without_site(title: str, publisher: str | None) -> str:
    """The title without the name of the site that many pages put behind it or before it."""
    if not publisher:
        return title
    parts = _SEPARATOR.split(title)
    site = publisher.lower()
    if len(parts) > 1 and parts[-1].lower() in (site, f"the {site}", site.removeprefix("the ")):
        end = title.rstrip().lower().rfind(parts[-1].lower())
        return _SEPARATOR.sub("\0", title[:end]).rstrip("\0").replace("\0", " - ") if end > 0 else title
    if len(parts) > 1 and parts[0].lower() == site:
        return title[len(parts[0]) :].lstrip(" |–—·»:-")
    return title


def _byline(named: Mapping[str, str], stated: Stated) -> str | None:
    authors = [name for name in map(clean_byline, stated.authors) if name]
    if authors:
        return ", ".join(dict.fromkeys(authors))
    return _first(*(clean_byline(named.get(key)) for key in _vocabulary("authors")))


def _published(root: etree._Element, named: Mapping[str, str], stated: Stated, url: str | None) -> str | None:
    return _first(
        iso_date(stated.published),
        *(iso_date(named.get(key)) for key in _vocabulary("dates")),
        _time_element(root),
        _date_in_path(url),
    )


def _time_element(root: etree._Element) -> str | None:
    """The date of the <time> that says that it is the publication's, else of the first in a header or an article."""
    best: tuple[int, str] | None = None
    titled = {parent for h1, _ in zip(root.iter("h1"), range(20), strict=False) for parent in h1.iterancestors()}
    for element in root.iter("time", "abbr", "span"):
        said = " ".join(element.get(key) or "" for key in ("itemprop", "class", "pubdate")).lower()
        marked = "publish" in said or element.get("pubdate") is not None
        if element.tag != "time" and not (marked and element.get("itemprop")):
            continue
        moment = iso_date(element.get("datetime") or element.get("content") or element.get("title"))
        if moment is None:
            continue
        rank = 2 if marked else int(_beside_headline(element, titled) and "modif" not in said and "updat" not in said)
        if rank and (best is None or rank > best[0]):
            best = (rank, moment)
    return best[1] if best else None


def _beside_headline(element: etree._Element, titled: set[etree._Element]) -> bool:
    """Whether a <time> stands in the header of an article and not in a list or the page's side."""
    for parent in element.iterancestors():
        if parent.tag in ("aside", "nav", "footer", "li", "ul"):
            return False
        if parent.tag in ("article", "header", "main"):
            return parent in titled
    return False


def _date_in_path(url: str | None) -> str | None:
    """The date of an address such as /2021/08/27/…, with year, month and day in a row."""
    match = _DATE_PATH.search(_split(url).path) if url else None
    if not match:
        return None
    month = match.group(2).lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
    try:
        return date(int(match.group(1)), number, int(match.group(3))).isoformat()
    except ValueError:
        return None


def _address(root: etree._Element, named: Mapping[str, str], stated: Stated, url: str | None) -> str | None:
    links = (e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    candidates: Iterable[str | None] = (*links, named.get("og:url"), stated.url)
    for candidate in candidates:
        if candidate and (absolute := _absolute(candidate.strip(), url)):
            return absolute
    return url


def _absolute(address: str, base: str | None) -> str | None:
    try:
        joined = urljoin(base or "", address)
    except ValueError:
        return None
    parts = _split(joined)
    return joined if parts.scheme in ("http", "https") and parts.netloc and len(joined) < 4000 else None


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _language(root: etree._Element, named: Mapping[str, str], stated: Stated) -> str | None:
    """The primary subtag of the language that the page states ("en" of "en-GB")."""
    top = root.getroottree().getroot()
    for text in (
        top.get("lang"),
        top.get("{http://www.w3.org/XML/1998/namespace}lang"),
        top.get("xml:lang"),
        named.get("content-language"),
        stated.language,
        named.get("og:locale"),
        named.get("language"),
    ):
        if text and (match := _LANGUAGE.fullmatch(text.strip())):
            return match.group(1).lower()
    return None
