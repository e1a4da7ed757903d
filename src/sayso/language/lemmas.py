"""Lemmas by a table of forms, a list of words and rules over endings, all learned from treebanks.

The lines of ``data/lemmas.tsv``, columns apart by tabs, in this order of precedence:

- ``form TAG lemma``: this form has this lemma.
- ``=word CLASS``: a lemma that exists, of a class (the first letter of its tags); ``~ending TAG added``: lemmas arise
  by putting ``added`` for ``ending``, commonest first. A way that leads to a lemma that exists is taken, one of the
  form's own class before others (of verbs the longest, of others the commonest way's), and then the longest.
- ``-ending TAG cut added``: take ``cut`` letters off a form that ends so, and add the rest; the longest ending applies.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sayso.errors import InputError

LONGEST_ENDING = 5
PRESENT = ("VB", "VBP")
"""Tags under which a past form may go by mistake."""
LEAST_STEM = 3
"""Letters that a lemma has at least, if nothing but its ending speaks for it."""


class Lemmas:
    """Lemma of a word, given its XPOS tag. Raises :class:`InputError` where the table cannot be read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.table: dict[tuple[str, str], str] = {}
        self.rules: dict[tuple[str, str], tuple[int, str]] = {}
        self.ways: dict[str, list[tuple[str, str]]] = {}
        self.words: set[tuple[str, str]] = set()
        self.any: set[str] = set()
        for number, line in enumerate(lines, 1):
            if not line.startswith("#") and not self._take(line.rstrip("\n").split("\t")):
                raise InputError(f"line {number} of the lemma table is none of its kinds")
        self._known: dict[tuple[str, str], str] = {}

    def _take(self, parts: list[str]) -> bool:
        match parts:
            case [key, tag, cut, added] if key.startswith("-") and cut.isdecimal():
                self.rules[key[1:], tag] = (int(cut), added)
            case [key, tag, added] if key.startswith("~"):
                self.ways.setdefault(tag, []).append((key[1:], added))
            case [key, kind] if key.startswith("="):
                self.words.add((key[1:], kind))
                self.any.add(key[1:])
            case [form, tag, lemma]:
                self.table[form, tag] = lemma
            case _:
                return False
        return True

    @classmethod
    def load(cls, path: Path) -> Lemmas:
        """The table in a file."""
        with path.open(encoding="utf-8") as lines:
            return cls(lines)

    def __call__(self, form: str, tag: str) -> str:
        """The lemma of ``form``. Proper nouns keep their capitals."""
        key = (form, tag)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[key] = self._lemma(form, tag)
        return found

    def _lemma(self, form: str, tag: str) -> str:
        low = form.lower()
        if tag.startswith("NNP"):
            return self.table.get((form, tag), form)
        if (low, tag) in self.table:
            return self.table[low, tag]
        past = self._past(low, tag)
        if past:
            return past
        first, hyphen, last = low.rpartition("-")
        if hyphen and last and first:
            return first + hyphen + self._lemma(last, tag)
        return self._existing(low, tag) or self._by_ending(low, tag)

    def _past(self, low: str, tag: str) -> str | None:
        """The lemma of an irregular past form that goes by another verbal tag: "they swore" read as a present."""
        if tag not in PRESENT or (low, "V") in self.words:
            return None
        pasts = (self._lemma(low, past) for past in ("VBD", "VBN"))
        return next((lemma for lemma in pasts if lemma != low and (lemma, "V") in self.words), None)

    def _existing(self, low: str, tag: str) -> str | None:
        ways = self.ways.get(tag, ())
        found = [low.removesuffix(ending) + added for ending, added in ways if low.endswith(ending)]
        mine = [lemma for lemma in [*found, *([low] if ways else [])] if (lemma, tag[0]) in self.words]
        own = iter(sorted(mine, key=len, reverse=True) if tag[0] == "V" else mine)  # "hoped" is of "hope", not "hop"
        other = (lemma for lemma in found if lemma in self.any and len(lemma) >= LEAST_STEM)
        return next(own, None) or max(other, key=len, default=None)

    def _by_ending(self, low: str, tag: str) -> str:
        for size in range(min(LONGEST_ENDING, len(low) - 1), -1, -1):
            rule = self.rules.get((low[len(low) - size :], tag))
            if rule:
                lemma = low[: len(low) - rule[0]] + rule[1]
                return lemma if len(lemma) >= LEAST_STEM else low
        return low
