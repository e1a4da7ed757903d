"""Lines that say when and by whom: dates of publication, authors' lines."""

from __future__ import annotations

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_TIME = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)?\b"
    rf"|\b{_MONTH}(?!\w)|\b{_DAY}(?!\w)|(?:\b|(?<=\d))[ap]\.?m\b\.?|\b(?:noon|midnight|gmt|utc|[a-z]{{1,2}}[sd]?t)\b"
    r"|\b(?:first|last|originally|date|time|on|at|minutes?|mins?|hours?|days?|weeks?|months?|years?|ago|read)\b"
    r"|\b(?:updated|published|posted|modified|created|yesterday|today)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s*(?:[-–—|•·,(]\s*|\b(?:on|at|updated|published|posted)\b:?\s*)*"
    rf"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b{_MONTH}\s+\d|\d).*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:written|posted|reported|reporting|words|story|report|analysis|text|review)?\s*\bby\b\s*:?(?:\s+|$)",
    re.IGNORECASE,
)
_SMALL = re.compile(r"(?:and|of|the|for|in|at|de|da|del|van|von|der|bin|al|el|la|le|with|&|\||-|–|—|,)$", re.IGNORECASE)
_LONGEST_STAMP = 110
_LONGEST_BYLINE = 140
_MOST_NAMES = 20


def is_stamp(text: str) -> bool:
    """Whether a line is a date or time, of publication or change, and nothing else."""
    if len(text) > _LONGEST_STAMP or not any(c.isdigit() for c in text):
        return False
    letters = sum(1 for c in text if c.isalnum())
    return sum(1 for c in _TIME.sub("", text) if c.isalpha()) <= 0.2 * letters


def is_byline(text: str) -> bool:
    """Whether a line is an author's line by its words: "By" and names, with a date before or after it or without."""
    if len(text) > _LONGEST_BYLINE:
        return False
    found = _BY.search(text)
    if found is None or (text[: found.start()].strip() and not is_stamp(text[: found.start()])):
        return False
    words = without_date(text[found.end() :]).split()
    if not words or len(words) > _MOST_NAMES or words[-1].endswith((".", ":", "?", "!", "…")):
        return False
    names = sum(1 for word in words if word.lstrip("(@“\"'").lstrip()[:1].isupper() or word.startswith("@"))
    return names > 0 and names >= 0.8 * sum(1 for word in words if not _SMALL.match(word))


def without_by(text: str) -> str:
    """The line without the "By" (or "Written by", ...) that it begins with."""
    found = _BY.match(text)
    return text[found.end() :] if found else text


def without_date(text: str) -> str:
    """The line without a date that it ends with."""
    return _WHEN.sub("", text).strip(" ,;|-–—·•(")
