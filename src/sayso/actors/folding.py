"""Names folded to what their spellings share, so that a name is found however a newspaper writes it."""

from __future__ import annotations

import re
import unicodedata

_FOREIGN = re.compile("[^\x00-\x7f]+")
_LETTERS = {
    **dict.fromkeys("’‘´ʻʼʽʾʿ“”„«»¡¿·", ""), **dict.fromkeys("‐‑–—", " "),
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e",
}  # fmt: skip
_MARKS = str.maketrans({**dict.fromkeys("'`\".,()!?", None), **dict.fromkeys("-/_\t", " ")})
_WORDS = (
    ("&", " and "), ("isation", "ization"), ("defence", "defense"), ("labour", "labor"), ("centre", "center"),
    ("programme", "program"),
)  # fmt: skip
_INITIALS = re.compile(r"\b([a-z]) (?=[a-z]\b)")
_POSSESSIVE = re.compile(r"['’]s?$")


def fold(names: str) -> str:
    """A name without case, accents, apostrophes, full stops and a leading "the"; hyphens are blanks, spelling American.

    "the Al-Qa‘ida" → "al qaida", "U.N." → "un", "Ministry of Defence" → "ministry of defense". Of several names, a line
    each, each is folded: so the whole dictionary goes through in a few passes.
    """
    low = names.lower()
    if not low.isascii():
        low = _FOREIGN.sub(_latin, unicodedata.normalize("NFKD", low))
    low = low.translate(_MARKS)
    for word, instead in _WORDS:
        low = low.replace(word, instead)
    while "  " in low:
        low = low.replace("  ", " ")
    return f"\n{low}\n".replace(" \n", "\n").replace("\n ", "\n").replace("\nthe ", "\n")[1:-1]


def _latin(found: re.Match[str]) -> str:
    """Letters and marks beyond ASCII without their accents, in ASCII where they have a form in it."""
    return "".join(_LETTERS.get(c, c) for c in found[0] if not unicodedata.combining(c))


def spellings(name: str) -> tuple[str, ...]:
    """What a name in a text may stand under when folded, the likeliest first: as it is, without a final possessive,
    without a short form in brackets behind it, its initials without blanks ("U. S.")."""
    name = " ".join(name.split())
    out = [fold(name)]
    if (bare := _POSSESSIVE.sub("", name)) != name:
        out.append(fold(bare))
    if "(" in name:
        out.append(fold(name.partition("(")[0]))
    if (joined := _INITIALS.sub(r"\1", out[0])) != out[0]:
        out.append(joined)
    return tuple(dict.fromkeys(form for form in out if form))


def written_as(name: str, alias: str) -> bool:
    """May ``name`` in a text be ``alias`` by its capitals? "us" is not "US"; "Nato" is "NATO", "TALIBAN" "Taliban"."""
    if name.isupper():
        return True
    if alias.isupper():
        letters = sum(map(str.isalpha, alias))
        bare = _POSSESSIVE.sub("", name)
        spelt = letters > 3 and "." not in alias
        return bare.removeprefix("the ").removeprefix("The ").isupper() or (spelt and name != name.lower())
    return name != name.lower() or alias == alias.lower()
