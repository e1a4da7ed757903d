"""``sayso serve``: a store as pages on this machine."""

from __future__ import annotations

import socket
import sys
from typing import Annotated

import typer

from sayso.cli.asking import STORE, StoreOption
from sayso.errors import InputError

_HOST = "127.0.0.1"


def serve(
    store: StoreOption = STORE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0: any that is free.")] = 8000,
) -> None:
    """Show a store as pages in a browser, on this machine only; with an API."""
    import uvicorn

    from sayso.web import application

    try:
        app = application(store)
    except InputError as error:
        print(f"sayso: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    # The protocol is named since asyncio asks for it before it sends small packets at once (else 40 ms more a page).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen()  # from here on a browser is heard, if not yet answered
    except OSError as error:
        print(f"sayso: port {port}: {error.strerror}; give another with --port", file=sys.stderr)
        raise typer.Exit(2) from None
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    print(f"http://{_HOST}:{listening.getsockname()[1]}/  (Ctrl-C ends it)", flush=True)
    server.run(sockets=[listening])
