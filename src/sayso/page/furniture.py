"""What single lines of an article are by their shape and words: bylines, datelines, captions, time stamps, kickers.

The words are data: ``data/lines.toml``. Every function looks at one line and takes time linear in its length.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.page.shell import fold, shell_kind

_TOKEN = re.compile(r"[^\s,;()|]+|[,;()|]")
_DIGITS = re.compile(r"^\d{1,4}([/.:-]\d{1,4}){0,3}(st|nd|rd|th|am|pm|h|z)?$", re.I)
_DASH = re.compile(r"\s?(?:--+|[–—―])\s?|\s-\s?|-\s|:\s|(?<=\d\d\d\d)\.\s")
_BRACKETS = re.compile(r"(?:\s*\[[^\[\]]{1,90}\])+\s*")
_AGENCY = re.compile(r"\(([^()]{2,60})\)\s*$")
_CREDITED = re.compile(r"\w[.!]? © ?[A-Z][^.!?©]{2,45}$")
_MINUTES = re.compile(r"\d{1,3} ?(?:min|mins|minutes?)(?: read)?", re.I)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|BST|UTC|[A-Z]{2,4}))?[\s:–—-]+(?=\S)", re.I)
_END = re.compile(r"[.!?…][\"'”’“»)\]]*$")


@cache
def words(section: str) -> dict[str, Any]:
    """One section of ``data/lines.toml``; lists as they stand there."""
    raw = files("sayso.page").joinpath("data/lines.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(raw)[section]
    return found


@cache
def _set(section: str, key: str) -> frozenset[str]:
    return frozenset(words(section)[key])


def ends_sentence(line: str) -> bool:
    """Does ``line`` close with a full stop, question or exclamation mark, quotation marks aside?"""
    return _END.search(line[-8:]) is not None


def is_timestamp(line: str) -> bool:
    """Is ``line`` nothing but a date, a time of day, a reading time, "Updated 3 hours ago"?"""
    if len(line) > 120:
        return False
    tokens = re.findall(r"[a-z.]+|[\d:/.-]+[a-z]{0,2}", fold(line))
    tokens = [t.strip(".") for t in tokens if t.strip(".-/:")]
    if not 1 <= len(tokens) <= 20:
        return False
    known = _set("time", "words")
    if not all(t in known or _DIGITS.match(t) for t in tokens):
        return False
    digits = any(_DIGITS.match(t) for t in tokens)
    return digits and (
        bool(_set("time", "needed") & set(tokens)) or any("/" in t or "-" in t or ":" in t for t in tokens)
    )


def is_byline(line: str, *, bare: bool = False) -> bool:
    """Is ``line`` a byline ("By Jane Doe in Nairobi", "Jane Doe, Political Correspondent")?

    ``bare`` allows a name alone: right only where the line stands between a headline and the text.
    """
    folded = fold(line)
    if len(line) > 160 or folded.rstrip(".") in _set("byline", "whole"):
        return len(line) <= 160
    opening = next((o for o in words("byline")["openings"] if re.match(re.escape(o) + r"[\s:]", folded)), None)
    rest = line[len(opening) :].lstrip(" :") if opening else line
    tokens = _TOKEN.findall(rest)
    if not tokens or ends_sentence(line) or not (opening or bare):
        return False
    names = _byline_names(tokens)
    if names is None or not 1 <= len(tokens) <= 26:
        return False
    if opening:
        return names >= 1 and (opening != "from" or "in" not in tokens)
    return 2 <= names <= 6 and (len(tokens) <= 4 or any(t.lower() in _set("byline", "roles") for t in tokens))


def _byline_names(tokens: list[str]) -> int | None:
    """How many capitalised words stand there that are no role or date; None if anything else stands there."""
    links, roles, times = _set("byline", "links"), _set("byline", "roles"), _set("time", "words")
    names = 0
    for token in tokens:
        low = token.lower().strip(".")
        if low in links or low in roles or low in times or token in ",;()|" or _DIGITS.match(low) or token[0] in "@•·":
            continue
        if not token[0].isupper():
            return None
        names += 1
    return names


def byline_names(line: str) -> str:
    """The byline's words without their opening ("By Jane Doe in Nairobi" → "Jane Doe in Nairobi")."""
    folded = fold(line)
    opening = next((o for o in words("byline")["openings"] if re.match(re.escape(o) + r"[\s:]", folded)), "")
    return " ".join(line[len(opening) :].lstrip(" :").split()) if opening else " ".join(line.split())


def is_caption(line: str) -> bool:
    """Does ``line`` say by its own words that it stands under a picture ("File photo", "(left)", "Credit: …")?"""
    if len(line) > 500:
        return False
    folded = fold(line)
    data = words("caption")
    if any(folded.startswith(p) for p in data["starts"]) or any(p in folded for p in data["any"]):
        return True
    if agency_tail(line):
        return False
    if _CREDITED.search(line[-60:]) and not line.startswith("©"):
        return True
    tail = re.search(r"(?:[|/\[(–—]|- |\. |: |© ?)([^|/\[(–—:.©]{2,40})[\])]?\.?$", line)
    return bool(tail) and fold(tail[1]) in _set("caption", "ends") and not ends_sentence(line) if tail else False


def agency_tail(line: str) -> str | None:
    """The wire service that signs a paragraph after its last full stop ("… the navy says. — Reuters")."""
    signed = re.search(r"[.!?][”\"’']?\s*[(\[–—―-]+\s*([A-Z][\w./ -]{1,40}?)\s*[)\]]?$", line[-70:])
    return agency(signed[1]) if signed else None


def is_kicker(line: str) -> bool:
    """Is ``line`` the name of a section or genre, as over a headline ("World | Africa", "Interview · 9 min")?"""
    parts = [p for p in re.split(r"\s*[|·•/>]\s*|\s{2,}", line) if p.strip()]
    if len(line) > 80 or not parts:
        return False
    known = sum(_kicks(part) or shell_kind(part) is not None for part in parts)
    if len(parts) >= 3 and 2 * known >= len(parts):
        return True
    menu = len(parts) >= 3 and all(len(p.split()) <= 2 and not ends_sentence(p) for p in parts)
    return menu or all(_kicks(part) for part in parts)


def _kicks(part: str) -> bool:
    return (
        fold(part).strip(" :|.") in _set("kicker", "words")
        or is_timestamp(part)
        or bool(_MINUTES.fullmatch(part.strip()))
    )


def is_timed_heading(line: str) -> bool:
    """Is ``line`` the heading of a live page's entry: a clock time, then words without a full stop?"""
    clock = _CLOCK.match(line)
    return clock is not None and not line.endswith(".") and clock.end() < len(line) and not is_timestamp(line)


def is_bio(line: str, byline: str | None) -> bool:
    """Does ``line`` say who the author is ("Ann Lee covers energy from Lima")?

    Its name is the byline's, or it names a job in journalism.
    """
    folded = fold(line)
    verb = next((v for v in words("bio")["verbs"] if f" {v} " in f" {folded} "), None)
    if not verb or len(line) > 320 or not line[0].isupper():
        return False
    name = line[: folded.find(verb)].strip()
    named = 1 <= len(name.split()) <= 5 and all(w[0].isupper() or w.islower() for w in name.split())
    return named and ((bool(byline) and name in (byline or "")) or any(j in folded for j in words("bio")["jobs"]))


def agency(name: str) -> str | None:
    """The wire service that ``name`` names ("Agence France-Presse" → "AFP"), None if it is none that is known."""
    if not name or (not name[0].isupper() and name[0] not in "dčt"):
        return None
    found = words("agency").get(fold(name).strip(" .*"))
    return str(found) if found else None


def dateline(line: str, *, colon: bool = False, bare: bool = True) -> tuple[int, str | None] | None:
    """``(length, agency)`` of the dateline at the start of ``line``: "KABUL, Aug 27 (Reuters) - " and the like.

    ``colon`` allows "NEW DELHI: ", which is right only where no transcript's "WALLACE: " can be meant; without ``bare``
    there must be a date or an agency in it.

    The length takes in the dash and the bracketed tags that old wires put after it, but no blanks at the end. The
    agency is None where the dateline names none. None when the line begins with no dateline.
    """
    match = _DASH.search(line, 2, 90)
    while match and match.group() == "-" and line[match.start() - 1].isalnum():
        match = _DASH.search(line, match.end(), 90)
    if not match or match.end() >= len(line):
        return None
    place = line[: match.start()]
    service = _AGENCY.search(place)
    where = place[: service.start()].rstrip() if service else place
    segments = [s.strip() for s in where.split(",")]
    if not segments[0] or len(segments) > 5:
        return None
    dated = any(_is_date(s) for s in segments[1:])
    strong = dated or service is not None
    if (
        not (strong or bare)
        or not all(_is_place(s) or _is_date(s) for s in segments)
        or not _place_first(segments[0], strong)
    ):
        return None
    end = match.end()
    if tags := _BRACKETS.match(line, end):
        end = tags.end()
    if not _text_follows(line, end, match.group(), strong or colon):
        return None
    return len(line[:end].rstrip()), _named(service[1]) if service else None


def _named(service: str) -> str:
    return agency(service) or " ".join(service.split())


def _place_first(segment: str, strong: bool) -> bool:
    """Capitals throughout ("SAN SALVADOR"); a title-case place only with an agency or a date beside it."""
    letters = [c for c in segment if c.isalpha()]
    return len(letters) >= 3 and (all(c.isupper() for c in letters) or (strong and not _is_date(segment)))


def _is_place(segment: str) -> bool:
    tokens = segment.split()
    small = {"de", "la", "el", "al", "of", "the", "and", "near", "in", "on", "du", "da", "do", "del", "aboard", "upon"}
    return 1 <= len(tokens) <= 5 and all(t[0].isupper() or t.lower() in small or t[0] in "'‘’" for t in tokens)


def _is_date(segment: str) -> bool:
    tokens = [t.strip(".").lower() for t in segment.split()]
    months = _set("time", "months")
    return 1 <= len(tokens) <= 4 and (
        (any(t in months for t in tokens) and any(c.isdigit() for c in segment))
        or all(t.isdigit() and len(t) == 4 for t in tokens)
    )


def _text_follows(line: str, at: int, mark: str, sure: bool) -> bool:
    """What comes after a dateline begins a sentence; a colon needs a date or an agency before it."""
    rest = line[at : at + 2].lstrip()
    if not rest or (":" in mark and not sure) or (mark[0] == "." and not sure):
        return False
    return sure or rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"'“‘«$€£"
