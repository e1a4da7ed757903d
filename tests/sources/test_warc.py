"""Web archives: pages are articles; a damaged record loses itself alone."""

import gzip
import io
import random
from pathlib import Path

import pytest

from sayso.sources import found as limits
from sayso.sources import warc
from tests.sources.found import articles, broken, found, left_out


def record(
    number: int, *, kind: str = "response", mime: str = "text/html", status: str = "200 OK", **more: str
) -> bytes:
    """A record as crawlers write them."""
    page = more.get("page", f"<html><p>Rebels shot {number} traders.</p></html>").encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{more.get('http', '')}\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {more.get('url', f'https://a.example/{number}')}\r\n"
        f"WARC-Date: 2024-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write(path: Path, *records: bytes) -> Path:
    zipped = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(r) if zipped else r for r in records))
    return path


KINDS = pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "no_ending"])


@KINDS
def test_the_pages_of_an_archive_are_articles(tmp_path: Path, name: str) -> None:
    things = found(
        write(
            tmp_path / name,
            record(0, kind="warcinfo"),
            record(1),
            record(2, kind="request"),
            record(3, mime="image/png"),
            record(4, status="404 Not Found"),
            record(5, url="https://a.example/robots.txt", mime="text/plain"),
            record(6, mime="text/plain; charset=iso-8859-1", page="Plain words"),
        )
    )
    assert [(a.url, a.text, a.html) for a in articles(things)] == [
        ("https://a.example/1", "<html><p>Rebels shot 1 traders.</p></html>", None),
        ("https://a.example/6", "Plain words", False),
    ]
    assert sorted(left_out(things)) == [
        "a image/png file", "a request record", "a response with status 404", "a robots.txt file", "a warcinfo record",
    ]  # fmt: skip
    assert [t.at for t in things] == sorted(t.at for t in things)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:100] + bytes(40) + raw[140:],
        lambda raw: b"nothing that belongs here" + raw[25:],
        lambda raw: raw[:30],
    ],
)
def test_a_damaged_record_loses_itself_alone(tmp_path: Path, name: str, damage: "object") -> None:
    zipped = name.endswith(".gz")
    pieces = [gzip.compress(record(n)) if zipped else record(n) for n in range(5)]
    pieces[2] = damage(pieces[2])  # type: ignore[operator]
    (tmp_path / name).write_bytes(b"".join(pieces))
    things = found(tmp_path / name)
    urls = [a.url for a in articles(things)]
    kept = {f"https://a.example/{n}" for n in (0, 1, 3, 4)}
    assert kept <= set(urls) <= kept | {"https://a.example/2"}
    assert broken(things) or "https://a.example/2" in urls


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_whatever_is_damaged_nothing_is_lost_in_silence(tmp_path: Path, name: str) -> None:
    chance = random.Random(5)
    whole = write(tmp_path / name, *(record(n) for n in range(6))).read_bytes()
    for number in range(60):
        raw = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(1, 30)] = chance.randbytes(chance.randrange(0, 30))
        path = tmp_path / f"{number}{name}"
        path.write_bytes(raw)
        things = found(path)
        assert len(articles(things)) >= 2
        assert len(articles(things)) == 6 or broken(things) or left_out(things), number


def test_a_record_without_a_length_is_named(tmp_path: Path) -> None:
    odd = record(2).replace(b"Content-Length", b"Content-Lengthy", 1)
    things = found(write(tmp_path / "a.warc", record(1), odd, record(3)))
    assert [a.url for a in articles(things)] == ["https://a.example/1", "https://a.example/3"]
    assert [b.message for b in broken(things)] == ["the record does not say how long it is"]


def test_a_page_that_is_deflated_is_inflated_within_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST", 10_000)
    pages = []
    for number, size in ((1, 100), (2, 1_000_000)):
        body = gzip.compress(b"<p>" + b"word " * size)
        pages.append(record(number, page="", http="Content-Encoding: gzip\r\n").replace(b"Content-Length: ", b"X: ", 1))
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
        head = pages[-1].partition(b"\r\n\r\n")[0] + f"\r\nContent-Length: {len(http)}\r\n\r\n".encode()
        pages[-1] = head + http + b"\r\n\r\n"
    things = found(write(tmp_path / "a.warc.gz", *pages))
    assert [len(a.text) for a in articles(things)] == [503]
    assert [b.kind for b in broken(things)] == ["too_large"]


def test_a_member_that_grows_without_measure_is_stepped_over(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb") as file:
        for _ in range(60):
            file.write(bytes(1 << 20))
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record(1)) + bomb.getvalue() + gzip.compress(record(2)))
    things = found(tmp_path / "a.warc.gz")
    assert [a.url for a in articles(things)] == ["https://a.example/1", "https://a.example/2"]
    assert [b.kind for b in broken(things)] == ["too_large"]


def test_a_record_that_is_too_large_is_not_held(tmp_path: Path) -> None:
    things = found(write(tmp_path / "a.warc", record(1, page="x" * (limits.LARGEST + (1 << 19))), record(2)))
    assert [a.url for a in articles(things)] == ["https://a.example/2"]
    assert [b.kind for b in broken(things)] == ["too_large"]


def test_the_format_before_warc_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.arc").write_bytes(b"filedesc://a.arc 127.0.0.1 20140301000000 text/plain -1\n1 0 Crawler\n")
    assert ["convert it to WARC" in b.message for b in broken(found(tmp_path / "a.arc"))] == [True]


def test_links_of_records_are_cleaned(tmp_path: Path) -> None:
    odd = [
        record(n, url=url)
        for n, url in enumerate(["<https://b.example/>", "https://me@c.example/", "ftp://d.example/"])
    ]
    things = found(write(tmp_path / "a.warc", *odd))
    assert [a.url for a in articles(things)] == ["https://b.example/", None]
    assert len(left_out(things)) == 1


def test_words_in_the_character_set_that_the_page_comes_with(tmp_path: Path) -> None:
    raw = record(1, mime="text/html; charset=windows-1251", page="<p>????????????</p>")
    things = found(write(tmp_path / "a.warc", raw.replace(b"????????????", "Повстанцы...".encode("cp1251"))))
    assert [a.text for a in articles(things)] == ["<p>Повстанцы...</p>"]
