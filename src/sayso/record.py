"""What a record is: its types, its JSON and its JSON Schema.

One article in, one record out. Every span is ``(start, end)``, half open, in Unicode code points of ``document.text``,
so that ``document.text[start:end]`` is exactly the words meant. What the article does not say is ``None``.
Invariants are checked by :func:`sayso.invariants.check`.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Literal

import msgspec

SCHEMA = "sayso.record/1"

Span = tuple[int, int]
"""Half-open ``(start, end)`` in code points of the document's text."""

BlockKind = Literal[
    "headline", "standfirst", "byline", "dateline", "subheading", "paragraph", "caption", "table",
    "related", "notice", "advert", "source", "comment", "other",
]  # fmt: skip
ARTICLE_KINDS: frozenset[str] = frozenset(
    ("headline", "standfirst", "byline", "dateline", "subheading", "paragraph", "caption", "table")
)
"""Kinds of block that are the article; every other kind is the page around it and is never coded."""

ActorType = Literal[
    "person", "state", "government", "military", "police", "armed_group", "party", "igo", "ngo", "company", "media",
    "religious_group", "ethnic_group", "people", "place", "facility", "vehicle", "weapon", "other",
]  # fmt: skip
Act = Literal[
    "say", "ask", "request", "promise", "threaten", "warn", "accuse", "praise", "criticise", "advise", "deny",
    "claim_responsibility", "agree", "reject", "think",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
Effect = Literal["killed", "injured", "missing", "taken", "freed", "displaced", "unharmed", "destroyed", "damaged"]
FigureKind = Literal[
    "killed", "injured", "missing", "detained", "abducted", "displaced", "people", "money", "duration", "percent",
    "count",
]  # fmt: skip
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "possible", "intended", "conditional", "demanded"]
Tense = Literal["past", "present", "future"]
DatedBy = Literal["clause", "sentence", "retelling", "narrative"]
Sign = Literal[-1, 1]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Base of everything in a record: immutable, compared by value, made with keywords."""


class Document(Part, frozen=True, kw_only=True):
    """The article as it was given and what is known of it.

    ``text`` is the input character for character (plain text), or the page's text as extracted (HTML);
    ``digest`` is the SHA-256 of its UTF-8 bytes; ``published`` is ISO 8601; ``origin`` names where the text
    itself says that it was taken from.
    """

    id: str
    digest: str
    text: str
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    origin: str | None = None


class Block(Part, frozen=True, kw_only=True):
    """A run of the text and what it is: a part of the article, or of the page around it."""

    span: Span
    kind: BlockKind


class Mention(Part, frozen=True, kw_only=True):
    """Words that name somebody or something: the noun phrase with its title and what stands before the name."""

    id: str
    span: Span
    form: Literal["name", "nominal", "pronoun"]
    type: ActorType
    actor: str | None = None


class Place(Part, frozen=True, kw_only=True):
    """Where on earth: country is ISO 3166-1 alpha-3, ``lat`` and ``lon`` are degrees; ``None`` if unknown."""

    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    span: Span | None = None


class Role(Part, frozen=True, kw_only=True):
    """What the article calls an actor ("former Pentagon official"), the organisation it belongs to, the words."""

    title: str
    organization: str | None = None
    span: Span | None = None


class Actor(Part, frozen=True, kw_only=True):
    """Somebody or something that the mentions mean, with PLOVER country and sector codes."""

    id: str
    name: str
    type: ActorType
    key: str | None = None
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    place: Place | None = None
    roles: tuple[Role, ...] = ()


class Cue(Part, frozen=True, kw_only=True):
    """The words that say that somebody says ("warned", "according to") and the act they name."""

    span: Span
    lemma: str | None = None
    act: Act | None = None


class When(Part, frozen=True, kw_only=True):
    """An expression of time: its words, and its ISO 8601 value where a reference date is known.

    As the date of an event or a statement, ``by`` says how it comes to it: it stands in its clause, elsewhere in its
    sentence, beside another telling of the same, or it is the day that the article's narrative had come to.
    """

    text: str
    span: Span | None = None
    value: str | None = None
    grain: str | None = None
    by: DatedBy | None = None


class Statement(Part, frozen=True, kw_only=True):
    """What somebody said, wrote or thought: who (``source``, ``speaker``), how (``cue``) and what (``content``)."""

    id: str
    kind: Literal["direct", "indirect", "mixed"]
    content: tuple[Span, ...]
    source: str | None = None
    speaker: str | None = None
    anonymous: str | None = None
    cue: Cue | None = None
    polarity: Polarity = "positive"
    addressee: str | None = None
    venue: str | None = None
    topic: Span | None = None
    continued: bool = False
    parent: str | None = None
    date: When | None = None


class Harm(Part, frozen=True, kw_only=True):
    """An event's effect: on whom (a mention), what befell them, and how many (a figure)."""

    what: Effect
    on: str | None = None
    figure: str | None = None


class Event(Part, frozen=True, kw_only=True):
    """One telling of one happening between actors, coded in PLOVER with CAMEO beside it."""

    id: str
    type: EventType
    trigger: Span
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: Quad | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    effects: tuple[Harm, ...] = ()
    place: Place | None = None
    date: When | None = None
    figures: tuple[str, ...] = ()
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    tense: Tense | None = None
    mutual: bool = False
    same_as: str | None = None
    voice: str | None = None


class Figure(Part, frozen=True, kw_only=True):
    """A number that matters: value or range, what it counts, how exact, and on whose say-so."""

    id: str
    span: Span
    kind: FigureKind
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    of: str | None = None
    part_of: str | None = None
    bound: Literal["exact", "at_least", "at_most", "about"] = "exact"
    trend: Literal["up", "down"] | None = None
    event: str | None = None
    voice: str | None = None


class Relation(Part, frozen=True, kw_only=True):
    """A signed tie between two actors at one place of the text; no order between ``a`` and ``b``."""

    a: str
    b: str
    sign: Sign
    span: Span | None = None
    basis: str | None = None
    mentions: tuple[str, ...] = ()
    kind: str | None = None
    tense: Tense | None = None
    voice: str | None = None


class HeadlineClaim(Part, frozen=True, kw_only=True):
    """A scare quote or claim of the headline, and what in the body supports it."""

    span: Span
    kind: Literal["scare_quote", "claim"]
    support: Literal["exact", "altered", "attributed", "paraphrased", "none"]
    evidence: tuple[Span, ...] = ()


class MadeBy(Part, frozen=True, kw_only=True):
    """What made the record: versions of the package, its model and its actor dictionary."""

    sayso: str
    model: str | None = None
    actors: str | None = None


class Record(Part, frozen=True, kw_only=True):
    """One article, read. See the module's first lines for what spans mean."""

    document: Document
    made_by: MadeBy
    schema: Literal["sayso.record/1"] = "sayso.record/1"
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    times: tuple[When, ...] = ()
    headline: tuple[HeadlineClaim, ...] = ()

    def words(self, span: Span) -> str:
        """The characters of the document's text that ``span`` means."""
        return self.document.text[span[0] : span[1]]


_LONE = re.compile("[\ud800-\udfff]")


def digest(text: str) -> str:
    """``sha256:…`` of the text's UTF-8 bytes (lone surrogates as their three-byte form)."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def dumps(thing: object) -> str:
    """Compact JSON of builtins, with lone surrogates escaped so that the result is always valid UTF-8."""
    raw = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return _LONE.sub(lambda m: f"\\u{ord(m.group()):04x}", raw)


def to_json(record: Record) -> bytes:
    """The record as one line of JSON in UTF-8, without a line end; the same bytes for the same record."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:  # a lone surrogate in the text: msgspec has no form for it, JSON has
        return dumps(msgspec.to_builtins(record)).encode()


def from_json(data: bytes | str) -> Record:
    """A record from its JSON. Unknown fields are ignored.

    Raises ``ValueError`` naming the field when the JSON is malformed or is not a record.
    """
    try:
        return msgspec.convert(json.loads(data), Record)
    except msgspec.ValidationError as error:
        raise ValueError(f"not a sayso record: {error}") from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""
    schema = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
