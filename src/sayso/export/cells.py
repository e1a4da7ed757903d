"""Cells that are safe to open in a spreadsheet."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def safe(value: object) -> str:
    """A cell's text. A text that a spreadsheet would take for a formula gets an apostrophe before it; control
    characters become U+FFFD; a missing value is empty. Line ends stay: CSV quotes them."""
    if value is None:
        return ""
    if isinstance(value, str) and value.isalnum():  # most cells
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    text = _CONTROL.sub("\ufffd", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if (_FORMULA.match(text) or text[:1] in "\t\n") and not _NUMBER.fullmatch(text) and text:
        return "'" + text
    return text
