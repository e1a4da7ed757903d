"""What a request asks: the query, how many rows, from which on, and in which form."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import QueryParams

from sayso.errors import InputError
from sayso.store import Query

Form = Literal["html", "json", "csv"]
FORMS: tuple[Form, ...] = ("json", "csv")
SHOWN, MOST = 25, 1000
"""Rows on a page, and the most that are given at once."""
FIELDS: dict[str, tuple[str, str]] = {
    "text": ("Words", 'words that must all stand there; "a phrase", -without, begin*'),
    "speaker": ("Who says it", "words of the name"),
    "actor": ("Who is mentioned", "words of the name"),
    "type": ("Kind", "an event's type, mode or context, a figure's kind, a statement's act: ASSAULT, killed, deny"),
    "country": ("Country", "ISO 3166-1 alpha-3: AFG"),
    "voice": ("On whose say-so", "words of the name, or “article” for the article's own voice"),
    "since": ("Published since", "2021, 2021-08 or 2021-08-27"),
    "until": ("Published until", "2021, 2021-08 or 2021-08-27"),
}
"""Fields of a query: their names in a form, and what may be written there."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request. ``given``: the fields that are filled in; ``name``: of actors."""

    given: dict[str, str]
    name: str | None
    limit: int
    offset: int

    @property
    def query(self) -> Query:
        return Query(**self.given)

    def address(self, path: str, form: str = "", **changes: int) -> str:
        """The address of the same question, in another form or from another row on."""
        numbers = {"limit": self.limit, "offset": self.offset} | changes
        defaults = {"limit": SHOWN, "offset": 0}
        kept = {k: str(v) for k, v in numbers.items() if v != defaults[k]}
        fields = self.given | ({"name": self.name} if self.name else {}) | kept
        return path + (f".{form}" if form else "") + (f"?{urlencode(fields)}" if fields else "")


def asked(parameters: QueryParams) -> Asked:
    """Reads a request's parameters; raises :class:`InputError` for one that is not known or not a number."""
    unknown = [p for p in parameters if p not in (*FIELDS, "name", "limit", "offset")]
    if unknown:
        raise InputError(f"there is no parameter {unknown[0]!r}; there are {', '.join(FIELDS)}, name, limit and offset")
    given = {f: v for f in FIELDS if (v := parameters.get(f, "").strip())}
    limit, offset = _number(parameters, "limit", SHOWN), _number(parameters, "offset", 0)
    return Asked(given=given, name=parameters.get("name", "").strip() or None, limit=min(limit, MOST), offset=offset)


def _number(parameters: QueryParams, name: str, default: int) -> int:
    told = parameters.get(name, "").strip()
    if not told:
        return default
    if not (told.isascii() and told.isdigit() and len(told) <= 9):
        raise InputError(f"{name} is a number from 0 on, not {told!r}")
    return int(told)


def form_of(path: str) -> tuple[str, Form]:
    """An address without its ``.json`` or ``.csv``, and the form that this asks for."""
    for form in FORMS:
        if path.endswith(f".{form}"):
            return path.removesuffix(f".{form}"), form
    return path, "html"
