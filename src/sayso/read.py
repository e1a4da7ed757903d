"""One article → one record: the one place that knows the order of the rooms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from sayso.actors import cast as actors
from sayso.actors.dictionary import load as dictionary
from sayso.actors.words import words
from sayso.article import Article, Part
from sayso.errors import InputError, PageError
from sayso.events.assembly import Setting, events, parties, wanted
from sayso.events.effects import with_figures
from sayso.events.read import told as tellings
from sayso.events.taking_part import kinds
from sayso.figures import figures
from sayso.figures.assembly import assembled
from sayso.headline import headline
from sayso.language import load, model_name, parts
from sayso.language._spacy import Language
from sayso.page import Page, read_page
from sayso.page.language import language
from sayso.page.origin import origin
from sayso.places.homes import with_homes
from sayso.places.locate import located, with_places
from sayso.places.where import Wheres
from sayso.record import ARTICLE_KINDS, Block, Document, MadeBy, Record, digest
from sayso.relations.read import relations
from sayso.statements import attributions
from sayso.statements.assembly import statements
from sayso.times import read_times
from sayso.times.dating import date_at, with_dates

LARGEST = 200_000_000
"""Characters above which an input is refused: no article is that long, and it would not fit a laptop's memory."""

LONG = 1_000_000
"""Characters above which the vectors of words are not kept, so that memory stays that of a laptop."""

VECTORS = "base-2"
"""The model on whose vectors of words the rooms' networks were trained: those of another mean other things."""


class Reader:
    """Reads articles into records. Make one and keep it: what is loaded from disk is loaded once.

    It holds no state of what it has read; the same input gives the same record, whatever was read before. ``model`` is
    the language model: "base" as shipped, or the name or path of another (see :func:`sayso.language.load`). Of another
    all is used but the vectors of words: the networks that read them know those of "base" alone, and do without.
    ``actors`` is a user's own table of actors, which goes before the shipped dictionary (see
    :mod:`sayso.actors.dictionary`).
    """

    def __init__(self, model: str | Path = "base", actors: Path | None = None) -> None:
        self.language = load(model)
        self.known = dictionary(actors)
        made = model_name(self.language)
        self.known_vectors = made.startswith(f"{VECTORS}-")
        self.made_by = MadeBy(sayso=version("sayso"), model=made, actors=_actors_name(actors))

    def read(
        self,
        text: str,
        *,
        html: bool | None = False,
        title: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        published: str | None = None,
        id: str | None = None,
    ) -> Record:
        """The record of one article.

        ``text`` is a plain text, or with ``html`` a web page (None: told by its content). ``published`` is ISO 8601.
        What the caller gives goes before what the page states. ``id`` defaults to the text's digest.

        A text that is plainly not English has its blocks told apart and nothing coded; its ``document.language`` is
        what the page declares, else "und".

        Raises :class:`PageError` where there is nothing to read, :class:`InputError` where ``published`` is no date.
        """
        _require_date(published)
        _require_text(text)
        page = read_page(text, html=html, url=url, title=title)
        article = [(b.start, b.end) for b in page.blocks if b.kind in ARTICLE_KINDS]
        tongue = language("\n".join(page.text[s:e] for s, e in article) or page.text)
        document = Document(
            id=id if id is not None else digest(page.text),
            digest=digest(page.text),
            text=page.text,
            url=url or page.url,
            publisher=publisher or page.publisher,
            byline=page.byline,
            title=title or page.title,
            published=published or page.published,
            language=_declared(page.language) if tongue == "other" else tongue,
            origin=origin(page),
        )
        return self._record(document, page, coded=tongue != "other")

    def _record(self, document: Document, page: Page, *, coded: bool) -> Record:
        blocks = tuple(Block(span=(b.start, b.end), kind=b.kind) for b in page.blocks)
        if not coded:
            return Record(document=document, made_by=self.made_by, blocks=blocks)
        article = _article(document, page, self.language, keep=self.known_vectors)
        text = words(article)
        said = attributions(article, text)
        reading = actors.read(article, said, known=self.known, text=text)
        deeds = tellings(text, parties(reading.found).__contains__, kinds(text, reading.found))
        cast = actors.cast(actors.with_heads(reading, wanted(deeds)))
        where = located(text, cast, reading.nations.country)
        cast = with_homes(text, with_places(cast, where), where, reading.nations.country)
        told = read_times(article, text)
        spoken = statements(article, said, cast, lambda cue: date_at(text, told, cue, "clause"))
        amounts = figures(article, text)
        setting = Setting(
            date=lambda trigger: date_at(text, told, trigger, "clause", "sentence"), place=Wheres(text, cast, where).of
        )
        happened, counted = with_figures(
            text,
            events(text, deeds, cast, spoken, setting),
            assembled(amounts, text, cast.mentions, spoken),
            amounts,
        )
        happened = with_dates(text, told, happened, spoken)
        return Record(
            document=document,
            made_by=self.made_by,
            blocks=blocks,
            mentions=cast.mentions,
            actors=cast.actors,
            statements=spoken,
            events=happened,
            figures=counted,
            relations=relations(text, cast, spoken, happened),
            times=tuple(found.when for found in told),
            headline=headline(article, text, cast, spoken, happened),
        )


def read(
    text: str,
    *,
    html: bool | None = False,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    id: str | None = None,
) -> Record:
    """The record of one article, read with a shared :class:`Reader`. See :meth:`Reader.read`."""
    return _shared().read(text, html=html, title=title, url=url, publisher=publisher, published=published, id=id)


@cache
def _shared() -> Reader:
    return Reader()


def _actors_name(own: Path | None) -> str:
    """The dictionary that a record was made with: the shipped one's version, and the digest of the user's table."""
    shipped = f"sayso-{version('sayso')}"
    if own is None:
        return shipped
    return f"{shipped}+{own.name}-{hashlib.sha256(own.read_bytes()).hexdigest()[:8]}"


def _require_date(published: str | None) -> None:
    try:
        if published is not None:
            datetime.fromisoformat(published)
    except ValueError:
        raise InputError(f"published must be an ISO 8601 date such as 2021-08-27, not {published!r}") from None


def _require_text(text: str) -> None:
    if len(text) > LARGEST:
        raise PageError(
            f"the input has {len(text):,} characters, more than the {LARGEST:,} that an article may have", "too_large"
        )
    if not any(c.isalnum() for c in text):
        raise PageError("the input is empty" if not text.strip() else "the input has no words", "empty")


def _declared(tongue: str | None) -> str:
    """The language that a page declares; undetermined where that is English, which it is not, or nothing."""
    return tongue if tongue and tongue != "en" else "und"


def _article(document: Document, page: Page, nlp: Language, *, keep: bool) -> Article:
    told = [(b.start, b.end, b.kind) for b in page.blocks if b.kind in ARTICLE_KINDS and b.kind != "byline"]
    return Article(
        text=page.text,
        blocks=tuple((b.start, b.end, b.kind) for b in page.blocks),
        parts=tuple(_parsed(nlp, page.text, told, keep=keep and len(page.text) <= LONG)),
        published=document.published,
    )


def _parsed(nlp: Language, text: str, told: Sequence[tuple[int, int, str]], *, keep: bool) -> Iterator[Part]:
    """The parsed parts, with the vectors of their words or without. (Of a text beyond :data:`LONG` they take most
    memory.)"""
    for offset, doc in parts(nlp, text, told):
        if not keep:
            doc.tensor = np.zeros((0, 0), np.float32)
        yield Part(offset, doc)
