"""The web application: which address shows what, in which form, and what no page may do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import InputError
from sayso.view.page import asset
from sayso.web import pages
from sayso.web.asked import form_of
from sayso.web.openapi import description
from sayso.web.pages import show
from sayso.web.stores import Stores

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ASSETS = {
    "view.css": ("sayso.view", "text/css"),
    "view.js": ("sayso.view", "text/javascript"),
    "site.css": ("sayso.web", "text/css"),
}
HOSTS = ["127.0.0.1", "localhost"]
"""Names that this machine calls itself by. A page elsewhere whose name was made to point here goes by another one."""


def application(where: str) -> Starlette:
    """The application over the store at ``where``.

    Raises :class:`sayso.errors.InputError` where there is no store.
    """
    stores = Stores(where)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        stores.close()

    app = Starlette(
        routes=[
            *pages.routes(),
            Route("/api/openapi.json", _openapi),
            Route("/static/{name}", _static),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        ],
        exception_handlers={InputError: _wrong, HTTPException: _failed, Exception: _broken},
        lifespan=lifespan,
    )
    app.state.stores = stores
    return app


class _Headers:
    """Puts the headers that every answer has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, with_headers)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404)
    package, kind = _ASSETS[name]
    return Response(str(asset(name, package)), media_type=kind, headers={"Cache-Control": "no-cache"})


async def _openapi(_: Request) -> Response:
    return JSONResponse(description())


async def _wrong(request: Request, error: Exception) -> Response:
    return _error(request, 400, str(error))


async def _failed(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return _error(request, status, detail if status != 404 or detail != "Not Found" else "there is no such page")


async def _broken(request: Request, error: Exception) -> Response:
    return _error(request, 500, f"a fault of ours ({type(error).__name__}); please report it")


def _error(request: Request, status: int, message: str) -> Response:
    path = request.url.path
    if path.startswith("/api/") or form_of(path)[1] != "html":
        told: dict[str, Any] = {"error": {"status": status, "message": message}}
        return JSONResponse(told, status_code=status)
    return show("error.html.j2", {"title": "That did not work", "message": message, "status": status}, status=status)
