"""Fetching: only from the public internet, checked after resolution and after every redirect, within limits. No test
here uses the net: names resolve as the test says, and connections end in this process."""

import gzip
import ipaddress
import socket
import zlib
from pathlib import Path
from typing import Any

import pytest

from sayso.sources import Options, fetch
from sayso.sources.addresses import FetchError, is_public
from sayso.sources.fetch import fetch as get
from tests.sources.found import articles, broken, found

PUBLIC = "93.184.215.14"


class Net:
    """Hosts with their addresses, and what stands at an address of the web."""

    def __init__(self) -> None:
        self.hosts: dict[str, list[str]] = {"a.example": [PUBLIC], "b.example": [PUBLIC]}
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def page(
        self, url: str, body: bytes = b"<p>Rebels shot traders.</p>", *headers: str, status: str = "200 OK"
    ) -> None:
        lines = [
            f"HTTP/1.1 {status}",
            "Content-Type: text/html; charset=utf-8",
            f"Content-Length: {len(body)}",
            *headers,
        ]
        self.pages[url] = "\r\n".join([*lines, "", ""]).encode() + body

    def redirect(self, url: str, target: str) -> None:
        self.page(url, b"", f"Location: {target}", status="302 Found")

    def resolve(self, host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        if host not in self.hosts:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in self.hosts[host]]

    def connect(self, found: list[tuple[Any, ...]], host: str, secure: bool, left: object) -> socket.socket:
        ours, theirs = socket.socketpair()
        return _Answering(self, ours, theirs, f"{'https' if secure else 'http'}://{host}")


class _Answering(socket.socket):
    """A socket that is answered once the request is sent."""

    def __init__(self, net: Net, ours: socket.socket, theirs: socket.socket, root: str) -> None:
        super().__init__(fileno=ours.detach())
        self._net, self._theirs, self._root = net, theirs, root

    def sendall(self, data: Any, flags: int = 0) -> None:
        path = bytes(data).split(b" ")[1].decode()
        self._net.asked.append(self._root + path)
        self._theirs.sendall(self._net.pages.get(self._root + path, b"HTTP/1.1 404 Not Found\r\n\r\n"))
        self._theirs.close()


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    made = Net()
    monkeypatch.setattr(socket, "getaddrinfo", made.resolve)
    monkeypatch.setattr(fetch, "_connected", made.connect)
    return made


def test_a_page_is_an_article_when_fetching_is_allowed(net: Net) -> None:
    net.page("https://a.example/x?y=1")
    assert [b.message for b in broken(found("https://a.example/x?y=1"))] == [
        "this is an address on the web; --fetch fetches it"
    ]
    assert net.asked == []
    [article] = articles(found("https://a.example/x?y=1", options=Options(fetch=True)))
    assert (article.text, article.url) == ("<p>Rebels shot traders.</p>", "https://a.example/x?y=1")


def test_a_feed_at_an_address_gives_its_entries_pages(net: Net) -> None:
    items = "".join(f"<item><link>/{n}</link><title>Shots {n}</title></item>" for n in (1, 2))
    net.page("http://a.example/feed", f"<rss><channel>{items}</channel></rss>".encode())
    net.page("http://a.example/1")
    things = found("http://a.example/feed", options=Options(fetch=True))
    assert [(a.url, a.title) for a in articles(things)] == [("http://a.example/1", "Shots 1")]
    assert [b.message for b in broken(things)] == ["http://a.example/2 answers 404 Not Found"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "169.254.1.1", "100.64.0.1", "0.0.0.0",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "::7f00:1",
        "2001:0:7f00:1::", "64:ff9b:1::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(net: Net, address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    net.hosts["inner.example"] = [address]
    net.page("http://inner.example/")
    with pytest.raises(FetchError, match="not of the public internet; --allow-private"):
        get("http://inner.example/")
    assert net.asked == []
    assert get("http://inner.example/", private=True).body


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "2002:101:101::"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_one_address_that_is_not_public_is_enough(net: Net) -> None:
    net.hosts["two.example"] = [PUBLIC, "10.0.0.1"]
    with pytest.raises(FetchError, match=r"two\.example is at 10\.0\.0\.1"):
        get("http://two.example/")


def test_every_redirect_is_checked_again(net: Net) -> None:
    net.hosts["inner.example"] = ["169.254.169.254"]
    net.redirect("http://a.example/1", "https://b.example/2")
    net.redirect("https://b.example/2", "//inner.example/latest/meta-data")
    net.page("https://inner.example/latest/meta-data", b"the secret")
    with pytest.raises(FetchError, match=r"inner\.example is at 169\.254\.169\.254"):
        get("http://a.example/1")
    assert net.asked == ["http://a.example/1", "https://b.example/2"]
    assert get("http://a.example/1", private=True).body == b"the secret"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/", "javascript:1", "http://me:pw@a.example/"]
)
def test_redirects_lead_to_the_web_only(net: Net, target: str) -> None:
    net.redirect("http://a.example/", target)
    with pytest.raises(FetchError, match="which is no web address"):
        get("http://a.example/")


def test_redirects_end(net: Net) -> None:
    net.redirect("http://a.example/", "/")
    with pytest.raises(FetchError, match="sends on more than 5 times"):
        get("http://a.example/")
    assert len(net.asked) == 6


def test_a_redirect_is_followed_and_the_last_address_told(net: Net) -> None:
    net.redirect("http://a.example/old", "new?x=1")
    net.page("http://a.example/new?x=1")
    assert get("http://a.example/old").url == "http://a.example/new?x=1"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://a.example/", "http://", "a.example", "http://a b/"])
def test_only_addresses_of_the_web_are_fetched(net: Net, url: str) -> None:
    with pytest.raises(FetchError, match="no address that can be fetched"):
        get(url)


def test_a_host_that_is_not_there_is_said(net: Net) -> None:
    with pytest.raises(FetchError, match=r"nowhere\.example cannot be found: Name or service not known"):
        get("http://nowhere.example/")


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_pages_are_inflated_within_limits(net: Net, coding: str, pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    net.page("http://a.example/", pack(b"words " * 100), f"Content-Encoding: {coding}")
    assert get("http://a.example/").body == b"words " * 100
    net.page("http://a.example/", pack(bytes(fetch.LARGEST + 1)), f"Content-Encoding: {coding}")
    with pytest.raises(FetchError, match="more than the 16,777,216 bytes"):
        get("http://a.example/")
    net.page("http://a.example/", b"no such thing", f"Content-Encoding: {coding}")
    with pytest.raises(FetchError, match="cannot be fetched: error: Error -3"):
        get("http://a.example/")
    monkeypatch.setattr(fetch, "LARGEST", 1000)
    net.page("http://a.example/", b"x" * 1001)
    with pytest.raises(FetchError, match="more than the 1,000 bytes"):
        get("http://a.example/")


def test_a_coding_that_was_not_asked_for_is_refused(net: Net) -> None:
    net.page("http://a.example/", b"x", "Content-Encoding: br")
    with pytest.raises(FetchError, match="a coding that was not asked for: 'br'"):
        get("http://a.example/")


def test_what_takes_too_long_is_given_up(net: Net) -> None:
    for number in range(4):
        net.redirect(f"http://a.example/{number}", f"/{number + 1}")
    net.page("http://a.example/4")
    moments = iter(range(0, 10_000, 5))  # five seconds go by every time the clock is looked at
    with pytest.raises(FetchError, match="it takes too long"):
        get("http://a.example/0", clock=lambda: float(next(moments)))


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"])
def test_answers_that_make_no_sense_are_said(net: Net, answer: bytes) -> None:
    net.pages["http://a.example/"] = answer
    with pytest.raises(FetchError, match=r"cannot be fetched: \w+|was cut off"):
        get("http://a.example/")


def test_a_page_that_ends_early_is_no_page(net: Net) -> None:
    net.page("http://a.example/", gzip.compress(b"words " * 100)[:-20], "Content-Encoding: gzip")
    with pytest.raises(FetchError, match="was cut off"):
        get("http://a.example/")


def test_a_failed_fetch_is_an_error_among_others(net: Net, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels shot traders.", encoding="utf-8")
    things = found("http://nowhere.example/", tmp_path, options=Options(fetch=True))
    assert [b.kind for b in broken(things)] == ["fetch"]
    assert len(articles(things)) == 1
