"""The tables of a store, the same for SQLite and PostgreSQL: records whole, and their parts as rows.

``documents.record`` is the record itself (its JSON, deflated); every other table can be made from it again. Spans are
``start`` and ``end``, half open, in code points of ``documents.text``, and stand beside their words. ``doc`` is
``documents.no``; ``documents.day`` is the day of ``published``.
``block`` is ``blocks.n``, the block that a row's first character stands in. A table's rows come out in the order of
the record.

A change here needs a new migration (:mod:`sayso.store.migrate`): a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # an INTEGER PRIMARY KEY is SQLite's own row number
_DOUBLE = Float(53)


def _part(name: str, *columns: Column[Any]) -> Table:
    """A table of parts of records: ``n`` is the part's place in its list of the record."""
    return Table(
        name,
        metadata,
        Column("doc", _NUMBER, ForeignKey("documents.no", ondelete="CASCADE"), nullable=False),
        Column("n", Integer, nullable=False),
        *columns,
        PrimaryKeyConstraint("doc", "n", name=f"{name}_pk"),
        sqlite_with_rowid=False,
    )


def _text(name: str, *, nullable: bool = True) -> Column[Any]:
    return Column(name, Text, nullable=nullable)


def _span() -> tuple[Column[Any], ...]:
    """The block, and the offsets."""
    return Column("block", Integer), Column("start", Integer), Column("end", Integer)


documents = Table(
    "documents",
    metadata,
    Column("no", _NUMBER, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    _text("id", nullable=False),
    _text("digest", nullable=False),
    _text("url"),
    _text("publisher"),
    _text("byline"),
    _text("title"),
    _text("published"),
    _text("day"),
    _text("language"),
    _text("origin"),
    _text("made_by", nullable=False),
    _text("text", nullable=False),
    Column("record", LargeBinary, nullable=False),
)
Index("documents_day", documents.c.day)
Index("documents_id", documents.c.id)

seen = Table(
    "seen",
    metadata,
    Column("doc", _NUMBER, ForeignKey("documents.no", ondelete="CASCADE"), nullable=False),
    _text("source", nullable=False),
    PrimaryKeyConstraint("doc", "source", name="seen_pk"),
    sqlite_with_rowid=False,
)

errors = Table(
    "errors",
    metadata,
    Column("key", Text, primary_key=True),
    _text("source", nullable=False),
    _text("id"),
    _text("kind", nullable=False),
    _text("message", nullable=False),
    sqlite_with_rowid=False,
)

Index("errors_source", errors.c.source)

blocks = _part("blocks", _text("kind"), Column("start", Integer), Column("end", Integer))

mentions = _part(
    "mentions", _text("id"), *_span(), _text("text"), _text("form"), _text("type"), _text("actor")
)  # fmt: skip

actors = _part(
    "actors",
    _text("id"), _text("name"), _text("type"), _text("key"), _text("country"), _text("sector"), _text("code"),
    _text("roles"), Column("mentions", Integer),
)  # fmt: skip

statements = _part(
    "statements",
    _text("id"), *_span(), _text("kind"), _text("text"),
    _text("source"), _text("source_text"), _text("speaker"), _text("speaker_name"), _text("anonymous"),
    Column("cue_start", Integer), Column("cue_end", Integer), _text("cue_text"), _text("lemma"), _text("act"),
    _text("polarity"), _text("addressee"), _text("addressee_name"), _text("venue"), _text("venue_name"),
    _text("topic_text"), Column("continued", SmallInteger), _text("parent"), _text("date"),
)  # fmt: skip

events = _part(
    "events",
    _text("id"), *_span(), _text("text"), _text("type"), _text("mode"), _text("contexts"), _text("cameo"),
    _text("quad"),
    _text("actors"), _text("actor_names"), _text("actor_codes"),
    _text("recipients"), _text("recipient_names"), _text("recipient_codes"),
    _text("instruments"), _text("effects"), _text("figures"),
    _text("place"), _text("country"), _text("admin1"), Column("lat", _DOUBLE), Column("lon", _DOUBLE),
    _text("date"), _text("date_text"), _text("grain"), _text("polarity"), _text("modality"), _text("tense"),
    Column("mutual", SmallInteger), _text("same_as"), _text("voice"), _text("voice_name"),
)  # fmt: skip

figures = _part(
    "figures",
    _text("id"), *_span(), _text("text"), _text("kind"),
    Column("value", _DOUBLE), Column("low", _DOUBLE), Column("high", _DOUBLE), _text("unit"), _text("of"),
    _text("of_text"),
    _text("part_of"), _text("bound"), _text("trend"), _text("event"), _text("voice"), _text("voice_name"),
)  # fmt: skip

relations = _part(
    "relations",
    *_span(), _text("text"), _text("a"), _text("a_name"), _text("b"), _text("b_name"), Column("sign", SmallInteger),
    _text("basis"), _text("kind"), _text("tense"), _text("voice"), _text("voice_name"),
)  # fmt: skip

PARTS: tuple[Table, ...] = (blocks, mentions, actors, statements, events, figures, relations)
"""The tables that are made from records, beside ``documents``."""
