"""A record → the rows of the store's tables. A pure function, so that workers can do it."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from sayso.record import ARTICLE_KINDS, Event, Record, Role, Span, Statement, to_json

Row = tuple[Any, ...]

_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


class Passage(msgspec.Struct, frozen=True):
    """What full-text search knows of a block of the article: its words, and who and what stands in it, as words."""

    n: int
    words: str
    speaker: str
    actor: str
    type: str
    country: str
    voice: str
    day: str


class Bundle(msgspec.Struct, frozen=True):
    """All that a store keeps of a record: a row without its ``no`` for ``documents``, rows without their ``doc`` for
    the other tables by their names, and the passages for search."""

    key: str
    document: Row
    parts: dict[str, list[Row]]
    passages: list[Passage]


def clean(text: str | None) -> str | None:
    """``text`` with what databases cannot keep (NUL, lone surrogates) as U+FFFD, a character for a character."""
    return None if text is None else _UNSTORABLE.sub("\ufffd", text)


def packed(record: Record) -> bytes:
    """The record's JSON, deflated."""
    return zlib.compress(to_json(record), 1)


def bundle(key: str, record: Record) -> Bundle:
    """What the store keeps of ``record`` under ``key``."""
    return _Rows(record).bundle(key)


class _Rows:
    """The rows of one record: holds its indices by id."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.starts = [b.span[0] for b in record.blocks]
        self.mentions = {m.id: m for m in record.mentions}
        self.actors = {a.id: a for a in record.actors}
        self.statements = {s.id: s for s in record.statements}

    def bundle(self, key: str) -> Bundle:
        parts = {
            "blocks": [(b.kind, *b.span) for b in self.record.blocks],
            "mentions": list(self._mentions()),
            "actors": list(self._actors()),
            "statements": list(self._statements()),
            "events": list(self._events()),
            "figures": list(self._figures()),
            "relations": list(self._relations()),
        }
        numbered = {name: [(n, *row) for n, row in enumerate(rows)] for name, rows in parts.items()}
        return Bundle(key, self._document(key), numbered, list(self._passages()))

    def block(self, span: Span | None) -> int | None:
        """Which block a span begins in."""
        if span is None:
            return None
        at = bisect_right(self.starts, span[0]) - 1
        return at if at >= 0 and span[0] < self.record.blocks[at].span[1] else None

    def words(self, span: Span | None) -> str | None:
        return None if span is None else clean(self.record.words(span))

    def mention_words(self, id: str | None) -> str | None:
        mention = self.mentions.get(id or "")
        return self.words(mention.span) if mention else None

    def name(self, actor: str | None) -> str | None:
        found = self.actors.get(actor or "")
        return clean(found.name) if found else None

    def voice(self, id: str | None) -> str | None:
        """Who says what hangs on a statement: the speaker's name, else the words for them."""
        said = self.statements.get(id or "")
        if said is None:
            return None
        return self.name(said.speaker) or clean(said.anonymous) or self.mention_words(said.source) or "?"

    def voices(self, id: str | None) -> Iterator[str]:
        """The voices from a statement upwards, through its parents; "article" where there is none."""
        if id is None:
            yield "article"
        met: set[str] = set()
        while id is not None and id not in met:
            met.add(id)
            yield self.voice(id) or "?"
            parent = self.statements.get(id)
            id = parent.parent if parent else None

    def _document(self, key: str) -> Row:
        d, made = self.record.document, self.record.made_by
        by = " ".join(filter(None, (made.sayso, made.model, made.actors)))
        known = (
            d.id,
            d.digest,
            d.url,
            d.publisher,
            d.byline,
            d.title,
            d.published,
            day(d.published),
            d.language,
            d.origin,
        )
        return (key, *map(clean, (*known, by, d.text)), packed(self.record))

    def _place(self, span: Span | None) -> Row:
        return (self.block(span), *(span or (None, None)))

    def _mentions(self) -> Iterator[Row]:
        for m in self.record.mentions:
            yield (m.id, *self._place(m.span), self.words(m.span), m.form, m.type, m.actor)

    def _actors(self) -> Iterator[Row]:
        counts: dict[str | None, int] = {}
        for m in self.record.mentions:
            counts[m.actor] = counts.get(m.actor, 0) + 1
        for a in self.record.actors:
            roles = clean("; ".join(self._role(r) for r in a.roles)) or None
            yield (a.id, clean(a.name), a.type, a.key, a.country, a.sector, a.code, roles, counts.get(a.id, 0))

    def _role(self, role: Role) -> str:
        of = self.name(role.organization)
        return f"{role.title} ({of})" if of else role.title

    def _statements(self) -> Iterator[Row]:
        for s in self.record.statements:
            whole = (s.content[0][0], s.content[-1][1]) if s.content else None
            cue = s.cue
            yield (
                s.id, *self._place(whole), s.kind, clean(" ".join(self.record.words(run) for run in s.content)),
                s.source, self.mention_words(s.source), s.speaker, self.name(s.speaker), clean(s.anonymous),
                *(cue.span if cue else (None, None)), self.words(cue.span if cue else None),
                cue.lemma if cue else None, cue.act if cue else None,
                s.polarity, s.addressee, self.name(s.addressee), s.venue, self.name(s.venue),
                self.words(s.topic), int(s.continued), s.parent, s.date.value if s.date else None,
            )  # fmt: skip

    def _events(self) -> Iterator[Row]:
        for e in self.record.events:
            place, date = e.place, e.date
            where = (
                (clean(place.name), place.country, clean(place.admin1), place.lat, place.lon) if place else (None,) * 5
            )
            when = (date.value, clean(date.text), date.grain) if date else (None,) * 3
            effects = "; ".join(" ".join(filter(None, (h.what, h.on, h.figure))) for h in e.effects)
            yield (
                e.id, *self._place(e.trigger), self.words(e.trigger), e.type, e.mode, _listed(e.contexts), e.cameo,
                e.quad, *self._parties(e.actors), *self._parties(e.recipients),
                _listed(e.instruments), effects or None, _listed(e.figures),
                *where, *when, e.polarity, e.modality, e.tense,
                int(e.mutual), e.same_as, e.voice, self.voice(e.voice),
            )  # fmt: skip

    def _parties(self, ids: tuple[str, ...]) -> Row:
        """The mentions' ids, the names and the codes of their actors."""
        meant = [self.actors.get(m.actor or "") if (m := self.mentions.get(id)) else None for id in ids]
        names = [(clean(a.name) if a else self.mention_words(id)) or "" for a, id in zip(meant, ids, strict=True)]
        codes = [a.code for a in meant if a and a.code]
        return _listed(ids), "; ".join(names) or None, _listed(dict.fromkeys(codes))

    def _figures(self) -> Iterator[Row]:
        for f in self.record.figures:
            yield (
                f.id, *self._place(f.span), self.words(f.span), f.kind, _float(f.value), _float(f.low), _float(f.high),
                clean(f.unit), f.of, self.mention_words(f.of), f.part_of, f.bound, f.trend, f.event, f.voice,
                self.voice(f.voice),
            )  # fmt: skip

    def _relations(self) -> Iterator[Row]:
        for r in self.record.relations:
            yield (
                *self._place(r.span), self.words(r.span), r.a, self.name(r.a), r.b, self.name(r.b), r.sign,
                r.basis, r.kind, r.tense, r.voice, self.voice(r.voice),
            )  # fmt: skip

    def _passages(self) -> Iterator[Passage]:
        told = [_Told() for _ in self.record.blocks]
        for s in self.record.statements:
            self._tell_statement(told, s)
        for e in self.record.events:
            self._tell_event(told, e)
        for f in self.record.figures:
            if (at := self.block(f.span)) is not None:
                told[at].type[f.kind] = told[at].voice["\n".join(self.voices(f.voice))] = None
        for m in self.record.mentions:
            at, whom = self.block(m.span), self.actors.get(m.actor or "")
            if at is not None and whom:
                told[at].actor[clean(whom.name) or ""] = told[at].actor[whom.key or ""] = None
                told[at].country[whom.country or ""] = None
        date = _day_tokens(day(self.record.document.published))
        for n, (b, t) in enumerate(zip(self.record.blocks, told, strict=True)):
            if b.kind in ARTICLE_KINDS:
                speaker, actor, kind, country, voice = map(_joined, (t.speaker, t.actor, t.type, t.country, t.voice))
                yield Passage(n, self.words(b.span) or "", speaker, actor, kind, country, voice, date)

    def _tell_statement(self, told: list[_Told], s: Statement) -> None:
        for at in dict.fromkeys(self.block(run) for run in s.content):
            if at is None:
                continue
            speaker = self.actors.get(s.speaker or "")
            for words in (self.voice(s.id), speaker.key if speaker else None, self.mention_words(s.source)):
                told[at].speaker[words or ""] = None
            told[at].type[(s.cue.act if s.cue else None) or ""] = None

    def _tell_event(self, told: list[_Told], e: Event) -> None:
        if (at := self.block(e.trigger)) is None:
            return
        for word in (e.type, e.mode or "", e.quad or "", *e.contexts):
            told[at].type[word] = None
        told[at].country[(e.place.country if e.place else None) or ""] = None
        told[at].voice["\n".join(self.voices(e.voice))] = None


class _Told:
    """Who and what stands in a block; dictionaries for their order."""

    __slots__ = ("actor", "country", "speaker", "type", "voice")

    def __init__(self) -> None:
        self.speaker: dict[str, None] = {}
        self.actor: dict[str, None] = {}
        self.type: dict[str, None] = {}
        self.country: dict[str, None] = {}
        self.voice: dict[str, None] = {}


def _listed(ids: Iterable[str]) -> str | None:
    return " ".join(ids) or None


def _joined(names: dict[str, None]) -> str:
    return "\n".join(filter(None, names))


def _float(value: float | int | None) -> float | None:
    try:
        return None if value is None else float(value)
    except OverflowError:  # more digits than a double has room for: the record keeps them
        return None


def day(published: str | None) -> str | None:
    """The day of an ISO 8601 date or date-time: 2021-08-27."""
    try:
        return datetime.fromisoformat(published).date().isoformat() if published else None
    except ValueError:
        return None


def _day_tokens(date: str | None) -> str:
    """What search knows a day by: its year, its month and itself."""
    digits = (date or "").replace("-", "")
    return f"y{digits[:4]} m{digits[:6]} d{digits}" if digits else ""
