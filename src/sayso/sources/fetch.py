"""Fetching one address: public ones only, checked after resolution and after every redirect, within limits of size
and time."""

from __future__ import annotations

import http.client
import socket
import ssl
import zlib
from collections.abc import Callable
from importlib.metadata import version
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

from sayso.sources.addresses import FetchError, resolved
from sayso.sources.clean import link
from sayso.sources.found import LARGEST

SECONDS = 30.0
"""How long an address may take in all, redirects included."""
_REDIRECTS = 5
_CHUNK = 1 << 16
_ONCE = 10.0
"""Seconds that one connection or read may take."""


class Fetched(msgspec.Struct, frozen=True):
    """What came: the address after redirects, the Content-Type, the body, decompressed."""

    url: str
    kind: str
    body: bytes


def fetch(url: str, *, private: bool = False, clock: Callable[[], float] = monotonic) -> Fetched:
    """What stands at an http or https address. Proxies are not used, cookies not sent.

    The connection is made to the very address that was checked, so that a name cannot resolve to another one in
    between. Raises :class:`FetchError` with one sentence where anything is wrong.
    """
    ends = clock() + SECONDS
    for _ in range(_REDIRECTS + 1):
        answer = _once(url, private, lambda: ends - clock())
        if isinstance(answer, Fetched):
            return answer
        target = link(urljoin(url, answer.strip()))
        if target is None:
            raise FetchError(f"{url} sends on to {answer[:200]!r}, which is no web address")
        url = target
    raise FetchError(f"{url} sends on more than {_REDIRECTS} times")


def _once(url: str, private: bool, left: Callable[[], float]) -> Fetched | str:
    """One request: what came, or where it sends on to."""
    checked = link(url)
    if checked is None:
        raise FetchError(f"{url[:200]!r} is no address that can be fetched; it must begin with http:// or https://")
    parts = urlsplit(checked)
    secure = parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    timer: Timer | None = None
    sock: socket.socket | None = None
    try:
        host = (parts.hostname or "").encode("idna" if not (parts.hostname or "").isascii() else "ascii").decode()
        sock = _connected(resolved(host, port, private=private), host, secure, left)
        timer = Timer(max(0.0, left()), sock.shutdown, (socket.SHUT_RDWR,))  # who drips a byte a second is cut off too
        timer.daemon = True
        timer.start()
        connection = http.client.HTTPConnection(host, port)
        connection.sock = sock
        connection.request("GET", _target(parts), headers=_headers(parts.netloc))
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308):
            return response.getheader("Location") or ""
        if response.status != 200:
            raise FetchError(f"{url} answers {response.status} {response.reason[:60]}")
        return Fetched(checked, response.getheader("Content-Type") or "", _body(response, sock, url, left))
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        late = isinstance(error, TimeoutError) or left() <= 0
        said = "it takes too long" if late else f"{type(error).__name__}: {error}"
        raise FetchError(f"{url} cannot be fetched: {said[:200]}") from None
    finally:
        if timer:
            timer.cancel()
        if sock:
            sock.close()


def _target(parts: SplitResult) -> str:
    """The path and query of an address, as they go into a request."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else "")


def _headers(host: str) -> dict[str, str]:
    return {
        "Host": host,
        "User-Agent": f"sayso/{version('sayso')}",
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _connected(found: list[tuple[Any, ...]], host: str, secure: bool, left: Callable[[], float]) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    failed: OSError = TimeoutError()
    for family, kind, protocol, _, address in found:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_time(left))
            sock.connect(address)
            return ssl.create_default_context().wrap_socket(sock, server_hostname=host) if secure else sock
        except OSError as error:
            sock.close()
            failed = error
    raise failed


def _time(left: Callable[[], float]) -> float:
    """Seconds that the next step may take. Raises ``TimeoutError`` where none are left."""
    seconds = left()
    if seconds <= 0:
        raise TimeoutError
    return min(seconds, _ONCE)


def _body(response: http.client.HTTPResponse, sock: socket.socket, url: str, left: Callable[[], float]) -> bytes:
    """The body, decompressed, within the limits."""
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    inflate, whole = _inflater(coding, url)
    out = bytearray()
    while True:
        sock.settimeout(_time(left))
        chunk = response.read1(_CHUNK)
        if not chunk:
            break
        while chunk:
            piece, chunk = inflate(chunk)
            out += piece
            if len(out) > LARGEST:
                raise FetchError(f"{url} has more than the {LARGEST:,} bytes that a page may have")
    if response.length or not whole():
        raise FetchError(f"{url} was cut off")
    return bytes(out)


def _inflater(coding: str, url: str) -> tuple[Callable[[bytes], tuple[bytes, bytes]], Callable[[], bool]]:
    """A function from a chunk to what comes out of it, and what of it is still to be looked at; and one that says
    whether that was all of it."""
    if coding in ("", "identity"):
        return lambda chunk: (chunk, b""), lambda: True
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{url} comes in a coding that was not asked for: {coding[:40]!r}")
    inflate = zlib.decompressobj(47 if coding != "deflate" else 15)

    def piece(chunk: bytes) -> tuple[bytes, bytes]:
        out = inflate.decompress(chunk, _CHUNK)
        return out, b"" if inflate.eof else inflate.unconsumed_tail

    return piece, lambda: inflate.eof
