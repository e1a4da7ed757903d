"""Which addresses of the net may be fetched from: those of the public internet, and no others."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from sayso.errors import SaysoError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_METADATA = frozenset(
    ipaddress.ip_address(a)
    for a in ("168.63.129.16", "169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")
)
"""Where clouds answer with a machine's secrets; one of them in the public range."""
_INNER = ipaddress.IPv6Network("64:ff9b::/96")
"""The network whose addresses end in the IPv4 address that they stand for: where only IPv6 is spoken, every host of the
old internet is in it."""


class FetchError(SaysoError):
    """An address that was not fetched, and why."""

    kind = "fetch"


def is_public(address: Address) -> bool:
    """Whether the address is of the public internet: not private, loopback, link-local, multicast, reserved, shared,
    or a cloud's metadata service, nor an IPv6 address that stands for an IPv4 address that is."""
    if isinstance(address, ipaddress.IPv6Address):
        stands_for = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _INNER else address.ipv4_mapped
        if stands_for:
            return is_public(stands_for)
        inner = [a for a in (address.sixtofour, *(address.teredo or ())) if a is not None]
        if inner:  # Python's versions differ in whether these ranges themselves are public
            return all(is_public(a) for a in inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _METADATA


def resolved(host: str, port: int, *, private: bool) -> list[tuple[Any, ...]]:
    """The addresses of a host, as :func:`socket.getaddrinfo` gives them.

    Raises :class:`FetchError` where there is none, or, unless ``private``, one of them is not public: who names a
    host decides what it resolves to.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "no such host"
        raise FetchError(f"{host} cannot be found: {said}") from None
    for info in found:
        address = ipaddress.ip_address(str(info[4][0]).partition("%")[0])
        if not private and not is_public(address):
            said = "which is not of the public internet; --allow-private fetches from your own network"
            raise FetchError(f"{host} is at {address}, {said}")
    return found
