"""Asks the application as a server does, without a network."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    def __init__(self, app: ASGIApp, host: str = "127.0.0.1:8000") -> None:
        self.app, self.host = app, host

    def get(self, address: str, method: str = "GET") -> Answer:
        return asyncio.run(self._get(address, method))

    async def _get(self, address: str, method: str) -> Answer:
        from urllib.parse import unquote

        path, _, query = address.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(b"host", self.host.encode())], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
        }  # fmt: skip
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]))
