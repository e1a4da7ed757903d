"""Attributions with their actors: the statements of a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.actors.cast import Found
from sayso.article import Article
from sayso.record import Cue, Mention, Span, Statement, When
from sayso.statements.attribution import Attribution
from sayso.statements.cues import source_words

DateOf = Callable[[Span], When | None]
"""The date that stands in the clause of a cue."""


def statements(
    article: Article,
    said: Sequence[Attribution],
    cast: Found,
    date_of: DateOf = lambda cue: None,
) -> tuple[Statement, ...]:
    """Statements in the order of ``said``; one that carries on has the speaker of the one before in the same voice."""
    out: list[Statement] = []
    speaking: dict[int | None, str | None] = {}
    for number, attribution in enumerate(said, 1):
        source = cast.mention(attribution.source)
        unnamed = attribution.anonymous or _anonymous(article.text, source)
        if source and source.actor and cast.named(source.actor):
            unnamed = None
        named = source or cast.mention(attribution.by)
        speaker = named.actor if named and not unnamed else None
        if attribution.continued:
            speaker = speaking.get(attribution.parent)
        speaking[attribution.parent] = speaker
        said_how = Cue(span=attribution.cue, lemma=attribution.lemma, act=attribution.act) if attribution.cue else None
        addressee, venue = (
            cast.mention(attribution.addressee),
            cast.mention(attribution.venue),
        )
        out.append(
            Statement(
                id=f"s{number}",
                kind=attribution.kind,
                content=attribution.content,
                source=source.id if source else None,
                speaker=speaker,
                anonymous=unnamed,
                cue=said_how,
                polarity=attribution.polarity,
                addressee=addressee.actor if addressee else None,
                venue=venue.actor if venue else None,
                topic=attribution.topic,
                continued=attribution.continued,
                date=date_of(attribution.cue) if attribution.cue and attribution.date else None,
                parent=f"s{attribution.parent + 1}" if attribution.parent is not None else None,
            )
        )
    return tuple(out)


def _anonymous(text: str, source: Mention | None) -> str | None:
    """The words of a source that names nobody ("officials", "a resident of the village"), None if it names somebody."""
    if source is None or source.form != "nominal":
        return None
    words = text[slice(*source.span)]
    heads = [w.strip(",.") for w in words.lower().split()]
    taken_up = heads[0] in ("the", "this", "that") and not heads[-1].endswith("s")
    return words if not taken_up and any(h in source_words("anonymous") for h in heads[:4]) else None
