"""All the attributions of an article, in order of their first words."""

from __future__ import annotations

from sayso.article import Article
from sayso.statements.attribution import Attribution
from sayso.statements.direct import Quotation, quotations


def attributions(article: Article) -> list[Attribution]:
    """The attributions in ``article``'s paragraphs, in order of the text."""
    return [_from_quotation(q) for q in quotations(article.text, article.spans("paragraph"))]


def _from_quotation(quotation: Quotation) -> Attribution:
    verb = quotation.verb if quotation.cue else None
    return Attribution(
        kind=quotation.kind,
        content=quotation.runs,
        source=quotation.source,
        cue=quotation.cue if verb else None,
        lemma=verb.lemma if verb else None,
        act=verb.act if verb else None,
        continued=quotation.continued,
    )
