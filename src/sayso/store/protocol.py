"""What a store can do, method by method. Everything above the store is written against this, not against a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from sayso.record import Record
from sayso.store.rows import Bundle


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """An article that could not be stored. ``key`` is the article's or, where there is none, made of where it stands;
    ``source`` says where it stands, ``kind`` is a stable word, ``message`` one sentence."""

    key: str
    source: str
    kind: str
    message: str
    id: str | None = None


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked. All that is given must hold, of one passage (a block of an article) where it says nothing else.

    ``text``: words that must all stand there; ``"in quotes"`` a phrase, ``-word`` one that must not, ``word*`` a
    beginning. ``speaker``: words of the name of who says something there. ``actor``: of who is mentioned. ``type``:
    an event's type, mode or context, a figure's kind, or a statement's act. ``country``: ISO 3166-1 alpha-3, of an
    actor or an event's place. ``voice``: on whose say-so something is told there, "article" for the article's own.
    ``since``, ``until``: the article's publication, ISO dates (2021, 2021-08, 2021-08-27), both inclusive. In lists
    of statements, events and figures these hold of the row itself.
    """

    text: str | None = None
    speaker: str | None = None
    actor: str | None = None
    type: str | None = None
    country: str | None = None
    voice: str | None = None
    since: str | None = None
    until: str | None = None


class Page(msgspec.Struct, frozen=True):
    """An answer: how many there are in all, and some of them as mappings from column to value. ``at_least``: there may
    be more than the total says."""

    total: int
    rows: Sequence[Mapping[str, Any]]
    at_least: bool = False


class Store(Protocol):
    """Records whole, their parts as rows, full-text search, and the faults of what could not be stored.

    What is written is there for good when the method returns: a process killed at any point loses nothing that a
    method has returned from, and leaves nothing half there. Errors of the database come as
    :class:`sayso.errors.InputError`.
    """

    def add(self, bundles: Sequence[tuple[Bundle, str]]) -> list[bool]:
        """Stores the records, each with the name of the source it came from, all in one transaction; for each,
        whether it is new.

        One with a key that is there already adds its source, and gives the stored one its id where that goes before
        (a name before a mere digest, then in order of code points): so the order of arrival leaves no trace. Faults
        under the same keys are deleted.
        """

    def know(self, keys: Sequence[tuple[str, str, str | None]]) -> list[bool]:
        """For each key, source and id: whether the article is stored already; if so its source and id are taken down
        as in :meth:`add`."""

    def faulty(self, keys: Iterable[str]) -> set[str]:
        """Which of the keys have a fault."""

    def fail(self, faults: Sequence[Fault]) -> None:
        """Takes the faults down, in one transaction; one with a key that is there replaces it."""

    def faults(self) -> Iterator[Fault]:
        """All faults, by source and key."""

    def counts(self) -> dict[str, int]:
        """How many rows each table has, ``errors`` among them."""

    def get(self, id: str) -> Record | None:
        """The record with this key or, where there is none, the first with this id; None if there is no such."""

    def records(self) -> Iterator[tuple[str, Record]]:
        """All keys and records, by id and key: the same order whatever the order of arrival."""

    def table(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table of :data:`sayso.store.schema.PARTS` or of ``documents`` (without the record and the
        text), as mappings, with the document's key (as ``article``) and id (as ``document``) before them, in the order
        of :meth:`records`."""

    def sources(self, key: str) -> list[str]:
        """Where the article under ``key`` was found: the names of its sources, sorted."""

    def search(self, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
        """The passages for which the query holds, those of the newest articles first. Rows have the document's
        columns, the block's ``kind``, ``start`` and ``end`` and its words as ``text``. The total counts passages."""

    def listed(self, table: str, query: Query, *, limit: int | None = 20, offset: int = 0) -> Page:
        """The rows of ``statements``, ``events``, ``figures``, ``relations`` or ``actors`` for which the query holds,
        newest articles first, each with its document's columns and the ``passage``: the words of the block around it,
        where it begins (``passage_start``)."""

    def actors(self, name: str | None, query: Query, *, limit: int | None = 20) -> Page:
        """Actors over all documents, most mentioned first: name, type, key, country, sector, code, in how many
        documents, with how many mentions and statements. ``name``: words of the name or the key."""

    def newest(self, table: str, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
        """As :meth:`listed`, but reads no further than it must: the total says only whether there are more. For pages
        over very many records."""

    def articles(self, query: Query, *, limit: int = 20, offset: int = 0) -> Page:
        """The articles that have a passage for which the query holds, newest first, with the columns of ``documents``
        that tell what they are. As :meth:`newest`, it reads no further than it must."""

    def leading(self, name: str | None, query: Query, *, limit: int = 20) -> Page:
        """As :meth:`actors`, but of very many articles only some are looked at, the newest where no name is given: then
        what is counted is ``at_least`` so much."""

    def remove(self, key: str) -> bool:
        """Deletes the article under ``key`` and all its rows; whether there was one."""

    def close(self) -> None:
        """Gives the database back. The store cannot be used after."""
