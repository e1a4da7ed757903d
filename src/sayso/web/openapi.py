"""The API's description of itself (OpenAPI 3.1), made from what the pages are made from."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from sayso.record import Record
from sayso.web.asked import FIELDS, MOST, SHOWN
from sayso.web.tables import COLUMNS

_LISTS = {
    "search": "Passages of articles where all that is asked for stands, newest first.",
    "articles": "Articles that have a passage where all that is asked for stands, newest first.",
    "statements": "Who said what, newest first.",
    "events": "Who did what to whom, and on whose say-so, newest first.",
    "figures": "How many, and who says so, newest first.",
    "relations": "Who is with or against whom, and who says so, newest first.",
    "actors": "Actors over all articles, most mentioned first.",
}
_NUMBERS = {"value", "low", "high", "sign", "start", "end", "documents", "mentions", "statements"}


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document."""
    _, schemas = msgspec.json.schema_components([Record], ref_template="#/components/schemas/{name}")
    tables = {f"{name.capitalize()}Row": _row(columns) for name, columns in COLUMNS.items() if name != "article"}
    paths = {f"/api/{name}": _path(name, told, _parameters(name)) for name, told in _LISTS.items()}
    actor = "What one actor did, what was done to it, what it said and what was said of it, newest first."
    key = _given("key", "path", "its key in the dictionary of actors, or its name", required=True)
    paths["/api/actors/{key}"] = _path("actor", actor, [key, *_parameters("actor")])
    paths["/api/articles/{key}"] = _article()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sayso",
            "version": version("sayso"),
            "description": "A store of records: who did what to whom, and on whose say-so. Spans are half open, in "
            "code points of the article's text.",
        },
        "paths": paths,
        "components": {"schemas": {**schemas, **tables, "Error": _error()}},
    }


def _row(columns: tuple[str, ...]) -> dict[str, Any]:
    kinds = {c: ["number", "null"] if c in _NUMBERS else ["string", "null"] for c in columns}
    return {"type": "object", "properties": {c: {"type": kind} for c, kind in kinds.items()}}


def _given(name: str, place: str, told: str, *, kind: str = "string", required: bool = False) -> dict[str, Any]:
    out: dict[str, Any] = {"name": name, "in": place, "description": told, "schema": {"type": kind}}
    return out | {"required": True} if required else out


def _parameters(name: str) -> list[dict[str, Any]]:
    fields = [_given(field, "query", told) for field, (_, told) in FIELDS.items()]
    if name == "actors":
        fields.append(_given("name", "query", "words of the actor's name or key"))
    limit = _given("limit", "query", f"how many rows, {SHOWN} if not given, {MOST} at most", kind="integer")
    return [*fields, limit, _given("offset", "query", "how many rows to leave out", kind="integer")]


def _path(name: str, told: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{name.capitalize()}Row"}}
    number = {"type": "integer"}
    least = {"type": "boolean", "description": "whether there may be more than the total says"}
    page = {
        "type": "object",
        "properties": {"total": number, "at_least": least, "offset": number, "limit": number, "rows": rows},
        "required": ["total", "at_least", "offset", "limit", "rows"],
    }
    return {"get": {"operationId": name, "summary": told, "parameters": parameters, "responses": _responses(page)}}


def _article() -> dict[str, Any]:
    key = _given("key", "path", "the article's key, or its id", required=True)
    record = {"$ref": "#/components/schemas/Record"}
    told = "An article's whole record."
    return {"get": {"operationId": "article", "summary": told, "parameters": [key], "responses": _responses(record)}}


def _responses(schema: dict[str, Any]) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}},
        "400": {"description": "The question is not understood.", "content": error},
        "404": {"description": "There is no such thing.", "content": error},
    }


def _error() -> dict[str, Any]:
    told = {"status": {"type": "integer"}, "message": {"type": "string"}}
    return {"type": "object", "properties": {"error": {"type": "object", "properties": told}}}
