"""The errors of sayso: one root, a kind that programs can tell apart, one sentence that people can act on."""

from __future__ import annotations


class SaysoError(Exception):
    """Root of the errors that sayso raises on purpose. ``kind`` is a stable word; the message is one sentence."""

    kind = "error"


class PageError(SaysoError, ValueError):
    """An input that cannot be read as a page or text at all."""

    def __init__(self, message: str, kind: str = "unreadable") -> None:
        super().__init__(message)
        self.kind = kind


class InputError(SaysoError, ValueError):
    """A file, line or option that is not what it should be."""

    kind = "input"
