"""What each address answers: a question to the store, and its answer as a page, as JSON or as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.record import Record, to_json
from sayso.store import Page, Store
from sayso.view.names import Names
from sayso.view.page import environment, lights_of, parts
from sayso.web import flat
from sayso.web.actors import ORDER, life
from sayso.web.asked import FIELDS, Asked, Form, asked, form_of
from sayso.web.openapi import description
from sayso.web.tables import as_csv, told

LISTS = ("statements", "events", "figures", "relations")
_Answer = Callable[[Store, Asked], Page]


def routes() -> list[Route]:
    """The addresses of the pages, of their twins (``.json``, ``.csv``) and of the API."""
    names = ("search", "articles", *LISTS, "actors")
    lists = [Route(f"{root}/{n}{twin}", _table) for n in names for root, twin in _TWINS]
    return [
        Route("/", _home),
        *lists,
        *(Route(f"{root}/actors/{{key:path}}", _actor) for root in ("", "/api")),
        Route("/articles/{key}/{part}", _place),
        *(Route(f"{root}/articles/{{key}}", _article) for root in ("", "/api")),
        Route("/api", _api),
    ]


_TWINS = (("", ""), ("", ".json"), ("", ".csv"), ("/api", ""))


def show(template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
    """A page of the site."""
    given = {"site": True, "fields": FIELDS, "path": "", "twins": ()} | dict(values)
    text = environment("sayso.web").get_template(template).render(given)
    return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")


def _named(request: Request) -> tuple[str, Form]:
    """What an address names, without the API's prefix, and the form: the API answers in JSON."""
    path, form = form_of(request.url.path)
    return (path.removeprefix("/api"), "json") if path.startswith("/api/") else (path, form)


async def _home(request: Request) -> Response:
    return show("home.html.j2", {"title": "sayso", "asked": asked(request.query_params)})


async def _table(request: Request) -> Response:
    """Search and the lists."""
    path, form = _named(request)
    name, wanted = path.removeprefix("/"), asked(request.query_params)
    if name == "search" and not wanted.given:
        return RedirectResponse("/") if form == "html" else _given("search", form, Page(0, []), wanted)
    page = await request.app.state.stores.ask(lambda store: _asked_of(store, name, wanted))
    if form != "html":
        return _given(name, form, page, wanted)
    values = {
        "title": name.capitalize(),
        "asked": wanted,
        "path": path,
        "name": name,
        "page": page,
        "rows": [dict(row) | told(name, row) for row in page.rows],
        **_around(wanted, path, page.total),
    }
    return show(f"{name}.html.j2", values)


def _asked_of(store: Store, name: str, wanted: Asked) -> Page:
    if name == "search":
        return store.search(wanted.query, limit=wanted.limit, offset=wanted.offset)
    if name == "articles":
        return store.articles(wanted.query, limit=wanted.limit, offset=wanted.offset)
    if name == "actors":
        page = store.leading(wanted.name, wanted.query, limit=wanted.limit + wanted.offset)
        return Page(page.total, page.rows[wanted.offset :], page.at_least)
    return store.newest(name, wanted.query, limit=wanted.limit, offset=wanted.offset)


def _around(wanted: Asked, path: str, total: int) -> dict[str, Any]:
    """Where the page before, the page after and the twins are."""
    before = max(0, wanted.offset - wanted.limit)
    after = wanted.offset + wanted.limit
    return {
        "before": wanted.address(path, offset=before) if wanted.offset else None,
        "after": wanted.address(path, offset=after) if after < total else None,
        "twins": [(form.upper(), wanted.address(path, form)) for form in ("json", "csv")],
    }


def _given(name: str, form: Form, page: Page, wanted: Asked) -> Response:
    return _data(name, form, [told(name, row) for row in page.rows], page.total, wanted, at_least=page.at_least)


def _data(
    name: str, form: Form, rows: Sequence[Mapping[str, Any]], total: int, wanted: Asked, *, at_least: bool = False
) -> Response:
    """Rows as JSON or CSV."""
    if form == "csv":
        return _csv(name, rows)
    about = {"total": total, "at_least": at_least, "offset": wanted.offset, "limit": wanted.limit}
    return _json(about | {"rows": rows})


def _csv(name: str, rows: Iterable[Mapping[str, Any]]) -> Response:
    return Response(as_csv(name, rows), media_type="text/csv; charset=utf-8")


def _json(thing: object) -> Response:
    return Response(msgspec.json.encode(thing), media_type="application/json")


async def _actor(request: Request) -> Response:
    path, form = _named(request)
    key = form_of(request.path_params["key"])[0]
    wanted = asked(request.query_params)
    found = await request.app.state.stores.ask(lambda store: life(store, key, wanted))
    if form != "html":
        return _data("actor", form, [told("actor", row) for row in found.rows], found.total, wanted)
    values = {
        "title": found.actor.name if found.actor else key,
        "asked": wanted,
        "key": key,
        "life": found,
        "parts": [(does, [r for r in found.rows if r["does"] == does]) for does in ORDER],
        **_around(wanted, path, found.total),
    }
    return show("actor.html.j2", values)


async def _record(request: Request, key: str) -> Record:
    found: Record | None = await request.app.state.stores.ask(lambda store: store.get(key))
    if found is None:
        raise HTTPException(404, f"there is no article {key!r} in the store")
    return found


async def _article(request: Request) -> Response:
    path, form = _named(request)
    key = request.path_params["key"]
    style = key.endswith(".css")
    key = key.removesuffix(".css") if style else form_of(key)[0]
    record = await _record(request, key)
    if style:
        return Response(str(lights_of(Names(record))), media_type="text/css")
    if form == "json":
        return Response(to_json(record), media_type="application/json")
    if form == "csv":
        return _csv("article", flat.rows(record))
    twins = [(form.upper(), f"{path}.{form}") for form in ("json", "csv")]
    given = {"site": True, "path": path, "twins": twins, "lights": f"{path}.css"}
    return show("article.html.j2", parts(record) | given)


async def _place(request: Request) -> Response:
    """Leads to the characters of a part of a record, by the part's id."""
    key, part = request.path_params["key"], request.path_params["part"]
    names = Names(await _record(request, key))
    found = names.dom(part)
    if found is None:
        raise HTTPException(404, f"there is no {part!r} in the article {key!r}")
    return RedirectResponse(f"{request.url.path.removesuffix('/' + part)}#at-{found}", 303)


async def _api(_: Request) -> Response:
    return show("api.html.j2", {"title": "API", "api": description()})
