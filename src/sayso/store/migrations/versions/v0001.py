"""The first schema: documents with their records whole, their parts, faults, and full-text search."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXTS = {
    "mentions": "id block: start: end: text form type actor",
    "actors": "id name type key country sector code roles mentions:",
    "statements": "id block: start: end: kind text source source_text speaker speaker_name anonymous cue_start: "
    "cue_end: cue_text lemma act polarity addressee addressee_name venue venue_name topic_text continued. parent date",
    "events": "id block: start: end: text type mode contexts cameo quad actors actor_names actor_codes recipients "
    "recipient_names recipient_codes instruments effects figures place country admin1 lat~ lon~ date date_text grain "
    "polarity modality tense mutual. same_as voice voice_name",
    "figures": "id block: start: end: text kind value~ low~ high~ unit of of_text part_of bound trend event voice "
    "voice_name",
    "relations": "block: start: end: text a a_name b b_name sign. basis kind tense voice voice_name",
    "blocks": "kind start: end:",
}  # a name alone is TEXT, with ":" INTEGER, "." SMALLINT, "~" a double
_DOCUMENT = ("url", "publisher", "byline", "title", "published", "day", "language", "origin")
_TYPES: dict[str, Any] = {":": sa.Integer(), ".": sa.SmallInteger(), "~": sa.Float(53)}
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Makes the tables of an empty database."""
    op.create_table(
        "documents",
        sa.Column("no", _NUMBER, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        *(sa.Column(n, sa.Text()) for n in _DOCUMENT),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index("documents_day", "documents", ["day"])
    op.create_index("documents_id", "documents", ["id"])
    op.create_table(
        "seen",
        _document(),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("doc", "source", name="seen_pk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "errors",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("errors_source", "errors", ["source"])
    for name, columns in _TEXTS.items():
        _part(name, columns)
    _search()


def _document() -> sa.Column[int]:
    return sa.Column("doc", _NUMBER, sa.ForeignKey("documents.no", ondelete="CASCADE"), nullable=False)


def _part(name: str, columns: str) -> None:
    typed = [sa.Column[object](c.rstrip(":.~"), _TYPES.get(c[-1], sa.Text())) for c in columns.split()]
    op.create_table(
        name,
        _document(),
        sa.Column("n", sa.Integer, nullable=False),
        *typed,
        sa.PrimaryKeyConstraint("doc", "n", name=f"{name}_pk"),
        sqlite_with_rowid=False,
    )


def _search() -> None:
    facets = ("speaker", "actor", "type", "country", "voice", "day")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE passages USING fts5(words, {', '.join(facets)}, "
            "content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2')"
        )
        return
    op.execute("CREATE TEXT SEARCH DICTIONARY sayso_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION sayso (COPY = simple)")
    kinds = "asciiword, asciihword, hword_asciipart, word, hword, hword_part"
    op.execute(f"ALTER TEXT SEARCH CONFIGURATION sayso ALTER MAPPING FOR {kinds} WITH sayso_stem")
    columns = ", ".join(f"{name} tsvector NOT NULL" for name in ("words", *facets))
    op.execute(f"CREATE TABLE passages (no bigint PRIMARY KEY, {columns})")
    op.execute(f"CREATE INDEX passages_found ON passages USING gin (words, {', '.join(facets)})")
