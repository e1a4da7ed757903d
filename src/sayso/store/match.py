"""What a user types into the search field → the query language of SQLite's FTS5 or of PostgreSQL.

Nothing that is typed can be an operator of the database: words are quoted one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from sayso.errors import InputError

_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_MOST = 64
_NO_WORD = re.compile(r"[\W_]+")


class Term(msgspec.Struct, frozen=True):
    """Words that must stand one after the other, or must not; ``begins``: the last is the beginning of a word."""

    words: tuple[str, ...]
    excluded: bool = False
    begins: bool = False


def terms(text: str) -> list[Term]:
    """The terms of what a user typed.

    Raises :class:`InputError` where there is no word to look for, or only words that must not be there.
    """
    found = [t for t in _terms(text) if t.words][:_MOST]
    if not any(not t.excluded for t in found):
        raise InputError(f"there is no word to search for in {text!r}")
    return found


def _terms(text: str) -> Iterator[Term]:
    for minus, phrase, word in _PIECE.findall(text.replace("\x00", " ")):
        words = tuple(_WORD.findall(phrase or word))
        yield Term(words, excluded=bool(minus), begins=not phrase and word.endswith("*"))


def fts5(column: str, wanted: list[Term]) -> str:
    """An FTS5 expression for one column."""
    asked = " AND ".join(_fts5(column, t) for t in wanted if not t.excluded)
    unwanted = " ".join(f"NOT {_fts5(column, t)}" for t in wanted if t.excluded)
    return f"(({asked}) {unwanted})" if unwanted else f"({asked})"


def _fts5(column: str, term: Term) -> str:
    return f'{column} : "{" ".join(term.words)}"' + ("*" if term.begins else "")


def folded(text: str) -> str:
    """The words of a text in small letters without accents, a space between: as FTS5 takes a text apart.
    PostgreSQL's own parser would take addresses, file names and numbers for words, and keep accents."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", bare).lower()).strip()


def tsquery(config: str, term: Term) -> tuple[str, str]:
    """A PostgreSQL expression of type tsquery with one parameter ``{}``, and the parameter's value."""
    words = folded(" ".join(term.words))
    if term.begins:  # each word is letters and digits only: none is an operator
        return f"to_tsquery('{config}', {{}})", " <-> ".join(words.split()) + ":*"
    return f"phraseto_tsquery('{config}', {{}})", words
