"""One article → one record: the one place that knows the order of the rooms."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sayso.actors.names import names
from sayso.actors.speakers import resolve
from sayso.errors import InputError, PageError
from sayso.language import load, model_name, parts
from sayso.language._spacy import Language
from sayso.page import Page, read_page
from sayso.page.language import language
from sayso.page.origin import origin
from sayso.record import ARTICLE_KINDS, Block, Cue, Document, MadeBy, Mention, Record, Span, Statement, digest
from sayso.statements.cues import source_words
from sayso.statements.direct import Quotation, quotations

LARGEST = 200_000_000
"""Characters above which an input is refused: no article is that long, and it would not fit a laptop's memory."""


class Reader:
    """Reads articles into records. Make one and keep it: what is loaded from disk is loaded once.

    It holds no state of what it has read; the same input gives the same record, whatever was read before. ``model`` is
    the language model: "base" as shipped, or the path of another (see :func:`sayso.language.load`).
    """

    def __init__(self, model: str | Path = "base") -> None:
        self.language = load(model)

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
        return _record(document, page, self.language, coded=tongue != "other")


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


@cache
def _made_by(model: str) -> MadeBy:
    return MadeBy(sayso=version("sayso"), model=model)


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


def _record(document: Document, page: Page, nlp: Language, *, coded: bool) -> Record:
    text = page.text
    blocks = tuple(Block(span=(b.start, b.end), kind=b.kind) for b in page.blocks)
    if not coded:
        return Record(document=document, made_by=_made_by(model_name(nlp)), blocks=blocks)
    paragraphs = [(b.start, b.end) for b in page.blocks if b.kind == "paragraph"]
    article = [(b.start, b.end) for b in page.blocks if b.kind in ARTICLE_KINDS]
    found = quotations(text, paragraphs)
    sources = sorted({q.source for q in found if q.source})
    # Who writes is no part of the story.
    told = [b for b in page.blocks if b.kind in ARTICLE_KINDS and b.kind != "byline"]
    named = names(parts(nlp, text, [(b.start, b.end, b.kind) for b in told]))
    cast = resolve(text, sources, article, named)
    return Record(
        document=document,
        made_by=_made_by(model_name(nlp)),
        blocks=blocks,
        mentions=cast.mentions,
        actors=cast.actors,
        statements=tuple(_statements(text, found, cast.sources)),
    )


def _statements(text: str, found: list[Quotation], mentions: dict[Span, Mention]) -> list[Statement]:
    """Statements in order; one that carries on has the speaker of the statement before it."""
    out: list[Statement] = []
    for number, quotation in enumerate(found, 1):
        source = mentions[quotation.source] if quotation.source else None
        unnamed = _anonymous(text, source)
        speaker = source.actor if source and not unnamed else None
        if quotation.continued and out:
            speaker = out[-1].speaker
        cue = None
        if quotation.cue and quotation.verb:
            cue = Cue(span=quotation.cue, lemma=quotation.verb.lemma, act=quotation.verb.act)
        out.append(
            Statement(
                id=f"s{number}",
                kind=quotation.kind,
                content=quotation.runs,
                source=source.id if source else None,
                speaker=speaker,
                anonymous=unnamed,
                cue=cue,
                continued=quotation.continued,
            )
        )
    return out


def _anonymous(text: str, source: Mention | None) -> str | None:
    """The words of a source that names nobody ("officials", "a resident of the village"), None if it names somebody."""
    if source is None or source.form != "nominal":
        return None
    words = text[slice(*source.span)]
    heads = [w.strip(",.") for w in words.lower().split()]
    taken_up = heads[0] in ("the", "this", "that") and not heads[-1].endswith("s")
    return words if not taken_up and any(h in source_words("anonymous") for h in heads[:4]) else None
