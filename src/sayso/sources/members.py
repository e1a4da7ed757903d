"""The members of a gzipped archive, each decompressed within limits; damaged ones are told and stepped over."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_RATIO = 300
"""Times its size that a member may grow to: pages are deflated to a fifth or a tenth."""
_LEAST = 32 << 20
_MEMORY = 64 << 20
_MOST = 8 << 30


class Member(msgspec.Struct, frozen=True):
    """A member that begins at byte ``start`` of the file, and what was deflated in it."""

    start: int
    data: BinaryIO


class Damaged(msgspec.Struct, frozen=True):
    """A member that could not be read: where it begins and what is wrong. ``large``: it grows beyond measure."""

    start: int
    said: str
    large: bool = False


def members(file: BinaryIO, *, begins: re.Pattern[bytes]) -> Iterator[Member | Damaged]:
    """The members in order. After a damaged one the next is looked for: a place where a member begins that holds what
    ``begins`` matches. Linear in the size of the file and of what may come out of it."""
    at = 0
    while True:
        file.seek(at)
        head = file.read(3)
        if not head:
            return
        if head != _MAGIC:
            yield Damaged(at, "here should be a gzip member, and there is none")
            at = _next(file, at + 1, begins)
            continue
        read = _member(file, at)
        if isinstance(read, Damaged):
            yield read
            at = _next(file, at + 1, begins)
            continue
        data, at = read
        try:
            yield data
        finally:
            data.data.close()


def _member(file: BinaryIO, start: int) -> tuple[Member, int] | Damaged:
    """The member at ``start``, and where the next begins."""
    file.seek(start)
    inflate = zlib.decompressobj(31)
    out: BinaryIO = io.BytesIO()
    taken = grown = 0
    while not inflate.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            return Damaged(start, "the gzip member is cut off")
        taken += len(chunk)
        while chunk and not inflate.eof:
            try:
                piece = inflate.decompress(chunk, _CHUNK * 16)
            except zlib.error:
                return Damaged(start, "the gzip member is damaged")
            chunk = inflate.unconsumed_tail
            grown += len(piece)
            if grown > min(_MOST, max(_LEAST, _RATIO * taken)):
                return Damaged(start, f"the gzip member grows to more than {grown:,} bytes", large=True)
            if grown > _MEMORY and isinstance(out, io.BytesIO):
                spooled: BinaryIO = TemporaryFile()  # noqa: SIM115 -- closed with the member
                spooled.write(out.getbuffer())
                out = spooled
            out.write(piece)
    return Member(start, out), start + taken - len(inflate.unused_data)


def _next(file: BinaryIO, at: int, begins: re.Pattern[bytes]) -> int:
    """Where the next member begins after ``at`` that holds what ``begins`` matches; the end of the file where none
    does."""
    while True:
        file.seek(at)
        chunk = file.read(_CHUNK * 16)
        if len(chunk) < len(_MAGIC):
            return at + len(chunk)
        place = chunk.find(_MAGIC)
        while place >= 0:
            if _holds(file, at + place, begins):
                return at + place
            place = chunk.find(_MAGIC, place + 1)
        at += len(chunk) - len(_MAGIC) + 1


def _holds(file: BinaryIO, start: int, begins: re.Pattern[bytes]) -> bool:
    file.seek(start)
    try:
        return begins.match(zlib.decompressobj(31).decompress(file.read(4096), 256)) is not None
    except zlib.error:
        return False
