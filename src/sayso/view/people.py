"""What stands beside an article: who says what, who is who, whether the headline holds, and the times."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from sayso.record import Actor, HeadlineClaim, Record, Statement
from sayso.view.names import Names, when
from sayso.view.panel import Link, Voice, voice

_VERDICTS = {
    "exact": "holds: the article says the same",
    "paraphrased": "holds: the article says so in other words",
    "attributed": "only said: the article has it from somebody",
    "altered": "altered: the article says something else",
    "none": "nowhere in the article",
}


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: how it is brought, what it says, within whose statement it stands."""

    id: str
    kind: str
    cue: str
    negative: bool
    source: Link | None
    runs: tuple[Link, ...]
    about: tuple[str, ...]
    inside: Voice | None


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who says something, and all that they say. ``number``: which of the page's speakers, None if not named."""

    name: str
    number: int | None
    colour: int
    to: str | None
    sayings: tuple[Saying, ...]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with roles, mentions, and how much it says, does and is done to. ``key``: what it goes by
    in other articles."""

    id: str
    name: str
    type: str
    code: str
    country: str
    roles: tuple[Link, ...]
    mentions: tuple[Link, ...]
    key: str
    says: int
    does: int
    suffers: int
    colour: int


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A claim or quotation of the headline and what becomes of it."""

    id: str
    words: Link
    kind: str
    support: str
    told: str
    evidence: tuple[tuple[str, Link], ...]


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of time and its value."""

    id: str
    words: Link
    value: str


def statements(names: Names) -> list[Speaker]:
    """The statements by speaker, speakers in order of their first one."""
    grouped: dict[tuple[int | None, str], list[Statement]] = defaultdict(list)
    for statement in names.record.statements:
        number = names.speaker_number(statement)
        grouped[number, "" if number is None else names.speaker(statement)].append(statement)
    return [
        Speaker(
            name=names.speaker(said[0]),
            number=number,
            colour=names.colour(said[0]),
            to=names.dom(said[0].speaker),
            sayings=tuple(_saying(names, s) for s in said),
        )
        for (number, _), said in grouped.items()
    ]


def _saying(names: Names, statement: Statement) -> Saying:
    id = names.dom(statement.id) or ""
    source = names.mentions.get(statement.source or "")
    venue, addressee = names.actor(statement.venue), names.actor(statement.addressee)
    about = (
        f"to {addressee}" if addressee else "",
        f"through {venue}" if venue else "",
        f"on {names.words(statement.topic)}" if statement.topic else "",
        when(statement.date) if statement.date else "",
        "goes on" if statement.continued else "",
    )
    return Saying(
        id=id,
        kind=statement.kind,
        cue=names.words(statement.cue.span) if statement.cue else "",
        negative=statement.polarity == "negative",
        source=Link(words=names.words(source.span), to=f"at-{names.dom(source.id)}") if source else None,
        runs=tuple(Link(words=names.words(run), to=f"at-{id}") for run in statement.content),
        about=tuple(a for a in about if a),
        inside=voice(names, statement.parent) if statement.parent else None,
    )


def actors(names: Names) -> list[Person]:
    """The actors: first who says, does or suffers something or is called something, then the others."""
    record = names.record
    mentions: dict[str | None, list[Link]] = defaultdict(list)
    for m in record.mentions:
        mentions[m.actor].append(Link(words=names.words(m.span), to=f"at-{names.dom(m.id)}"))
    does, suffers = _deeds(record, names, "actors"), _deeds(record, names, "recipients")
    says: dict[str | None, list[Statement]] = defaultdict(list)
    for s in record.statements:
        says[s.speaker].append(s)
    people = [
        _person(names, actor, mentions[actor.id], says[actor.id], does[actor.id], suffers[actor.id])
        for actor in record.actors
    ]
    return sorted(people, key=lambda p: not (p.says or p.does or p.suffers or p.roles))


def _deeds(record: Record, names: Names, field: str) -> dict[str | None, int]:
    """Actor → in how many events it stands in the field."""
    out: dict[str | None, int] = defaultdict(int)
    for event in record.events:
        for actor in {names.mentions[m].actor for m in getattr(event, field) if m in names.mentions}:
            out[actor] += 1
    return out


def _person(names: Names, actor: Actor, found: list[Link], said: list[Statement], does: int, suffers: int) -> Person:
    id = names.dom(actor.id) or ""
    roles: dict[str, Link] = {}
    for n, role in enumerate(actor.roles):
        of = names.actor(role.organization)
        title = f"{role.title} ({of})" if of and of not in role.title else role.title
        roles.setdefault(title, Link(words=title, to=f"at-{id}-role-{n}" if role.span else None))
    return Person(
        id=id,
        name=actor.name,
        type=actor.type.replace("_", " "),
        code=actor.code or "",
        country=actor.country or "",
        roles=tuple(roles.values()),
        mentions=tuple(found),
        key=actor.key or actor.name,
        says=len(said),
        does=does,
        suffers=suffers,
        colour=names.colour(said[0]) if said else 0,
    )


def headline(names: Names) -> list[Verdict]:
    """The headline's claims and quotations, each with the body's words that decide."""
    return [_verdict(names, n, claim) for n, claim in enumerate(names.record.headline, start=1)]


def _verdict(names: Names, n: int, claim: HeadlineClaim) -> Verdict:
    return Verdict(
        id=f"h-{n}",
        words=Link(words=names.words(claim.span), to=f"at-h-{n}"),
        kind="quotation" if claim.kind == "scare_quote" else "claim",
        support=claim.support,
        told=_VERDICTS[claim.support],
        evidence=tuple(
            (_holder(names, span), Link(words=names.words(span), to=f"at-h-{n}-{k}"))
            for k, span in enumerate(claim.evidence, start=1)
        ),
    )


def _holder(names: Names, span: tuple[int, int]) -> str:
    """Who says the evidence: the innermost speaker around it; empty for the article itself."""
    inside = [s for s in names.record.statements if any(a <= span[0] and span[1] <= b for a, b in s.content)]
    return names.speaker(max(inside, key=lambda s: len(names.chain(s.id)))) if inside else ""


def times(names: Names) -> list[Time]:
    """The expressions of time."""
    return [
        Time(id=f"t-{n}", words=Link(words=" ".join(t.text.split()), to=f"at-t-{n}"), value=t.value or "")
        for n, t in enumerate(names.record.times, start=1)
        if t.span
    ]
