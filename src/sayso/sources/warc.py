"""WARC archives, plain or gzipped, as crawlers write them (CC-News among them): an article a response.

warcio ends a file at its first damaged record. Here records are framed by ourselves and parsed by warcio one at a
time, so that a damaged one is lost alone: after it, reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.errors import SaysoError
from sayso.sources.clean import link
from sayso.sources.files import size
from sayso.sources.found import LARGEST, Article, Broken, Found, LeftOut
from sayso.sources.members import Damaged, members
from sayso.sources.web import text_of

logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it prints; what is damaged is told by us

_HEAD = 1 << 18
"""Bytes that the header of a record may have."""
_BEGIN = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_LATER = re.compile(_BEGIN.pattern + rb"(?=[\w-]{1,40}[ \t]*:)")
"""The beginning of a record where none is expected; also in the middle of a line, where the one before was cut off."""
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_CHUNK = 1 << 20


class _Frame(msgspec.Struct, frozen=True):
    """A record found in a plain stream: where it begins and ends, and its bytes; None where it is too large to be
    kept."""

    start: int
    end: int
    raw: bytes | None


class _Hurt(msgspec.Struct, frozen=True):
    """A place where a record should be and is damaged: where, what is wrong, where reading goes on."""

    start: int
    said: str
    end: int


class Warc:
    """A WARC file. Only responses and resources that hold a page or text are articles; what else there is counts as
    left out."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path, self.name = path, shown
        self.size = size(path)

    def __iter__(self) -> Iterator[Found]:
        try:
            with self.path.open("rb") as file:
                zipped = file.read(2) == b"\x1f\x8b"
                file.seek(0)
                yield from self._zipped(file) if zipped else self._plain(file, self.size, 0)
        except OSError as error:
            yield self._broken(0, error.strerror or str(error), "input")

    def _zipped(self, file: BinaryIO) -> Iterator[Found]:
        for member in members(file, begins=_BEGIN):
            if isinstance(member, Damaged):
                yield self._broken(member.start, member.said, "too_large" if member.large else "damaged")
                continue
            length = member.data.seek(0, io.SEEK_END)
            yield from self._plain(member.data, length, member.start, fixed=True)

    def _plain(self, stream: BinaryIO, length: int, base: int, *, fixed: bool = False) -> Iterator[Found]:
        """The records of a plain stream. ``fixed``: the stream is a member that begins at ``base`` of the file."""
        for frame in _frames(stream, length):
            at = base if fixed else frame.end
            where = base if fixed and frame.start == 0 else base + frame.start
            if isinstance(frame, _Hurt):
                yield self._broken(where, frame.said, "damaged", at)
            elif frame.raw is None:
                yield self._broken(
                    where, f"the record is larger than the {LARGEST:,} bytes that a page may have", "too_large", at
                )
            else:
                yield self._record(frame.raw, where, at)

    def _broken(self, where: int, said: str, kind: str, at: int | None = None) -> Broken:
        place = f"{self.name}, byte {where}"
        return Broken(source=place, kind=kind, message=said, at=where if at is None else at)

    def _record(self, raw: bytes, where: int, at: int) -> Found:
        """The article in a record, which begins at ``where`` of the file."""
        from warcio.archiveiterator import ArchiveIterator

        try:
            record = next(iter(ArchiveIterator(io.BytesIO(raw), check_digests=False)), None)
            if record is None:
                return LeftOut(what="an empty record", at=at)
            if record.rec_type not in ("response", "resource"):
                return LeftOut(what=f"a {record.rec_type} record", at=at)
            head = record.http_headers
            status = head.get_statuscode() if head else "200"
            if not status.startswith("2"):
                return LeftOut(what=f"a response with status {status[:3]}", at=at)
            said = (head or record.rec_headers).get_header("Content-Type") or ""
            kind, _, rest = said.partition(";")
            if kind.strip().lower() not in _PAGES:
                return LeftOut(what=f"a {kind.strip().lower()[:40] or 'nameless'} file", at=at)
            body = record.content_stream().read(LARGEST + 1)
            if len(body) > LARGEST:
                return self._broken(where, f"the page grows to more than {LARGEST:,} bytes", "too_large", at)
            url = link((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
            if url and url.endswith("/robots.txt"):
                return LeftOut(what="a robots.txt file", at=at)
            if url is None and record.rec_type == "resource":  # a crawler's own log
                return LeftOut(what="a resource that is not of the web", at=at)
            text = text_of(body, rest)
        except SaysoError as error:
            return self._broken(where, str(error), error.kind, at)
        except Exception as error:  # warcio raises whatever its parts raise: a damaged record must not end the archive
            return self._broken(where, f"the record is damaged: {type(error).__name__}: {error}"[:300], "damaged", at)
        if not text.strip():
            return self._broken(where, "the page is empty", "empty", at)
        plain = kind.strip().lower() == "text/plain"
        return Article(source=f"{self.name}, byte {where}", text=text, html=False if plain else None, url=url, at=at)


def _frames(stream: BinaryIO, length: int) -> Iterator[_Frame | _Hurt]:
    """The records of a plain stream of ``length`` bytes, in order."""
    at = 0
    while at < length:
        stream.seek(at)
        head = stream.read(min(_HEAD, length - at))
        blank = len(head) - len(head.lstrip(b"\r\n"))
        if blank == len(head):
            at += blank
            continue
        start = at + blank
        end = _end(head[blank:], start, length)
        if isinstance(end, int) and _overlaps(stream, start, end, length):
            end = "the record is shorter than it says: another begins in it"
        if isinstance(end, str):
            following = _next(stream, start + 1, length)
            yield _Hurt(start, end, following)
            at = following
            continue
        at = end
        if end - start > LARGEST + _HEAD:
            yield _Frame(start, end, None)
        else:
            stream.seek(start)
            yield _Frame(start, end, stream.read(end - start) + b"\r\n\r\n")


def _end(head: bytes, start: int, length: int) -> int | str:
    """Where the record ends that begins with ``head``, or what is wrong with it."""
    if not _BEGIN.match(head):
        return "here should be a record, and there is none"
    stop = re.search(rb"\r?\n\r?\n", head)
    if stop is None:
        cut = start + len(head) >= length
        return "the record is cut off in its header" if cut else "the record's header does not end"
    if _LATER.search(head, 1, stop.end()):
        return "the record is cut off in its header"
    told = _LENGTH.search(head, 0, stop.start() + 1)
    if told is None:
        return "the record does not say how long it is"
    end = start + stop.end() + int(told[1])
    return end if end <= length else "the record is cut off: it says that it is longer than the file"


def _overlaps(stream: BinaryIO, start: int, end: int, length: int) -> bool:
    """Whether a record that should end at ``end`` has another in it: what follows it is neither the blank lines that
    end a record nor the next one, and within it something begins as records do."""
    stream.seek(end)
    after = stream.read(64)
    if after.startswith(b"\r\n\r\n") or not after.strip(b"\r\n") or _BEGIN.match(after.lstrip(b"\r\n")):
        return False
    return _next(stream, start + 1, length) < end


def _next(stream: BinaryIO, at: int, length: int) -> int:
    """Where the next record begins after ``at``; ``length`` where none does."""
    kept = b""
    stream.seek(at)
    while chunk := stream.read(_CHUNK):
        window = kept + chunk
        if found := _LATER.search(window):
            return at - len(kept) + found.start()
        at += len(chunk)
        kept = window[-96:]
    return length
