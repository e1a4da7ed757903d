"""Abbreviations right behind what they stand for: "Security Forces (SFs)", "improvised explosive devices (IEDs)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.actors.mentions import Mentioned
from sayso.actors.words import Words


def abbreviations(words: Words, found: Sequence[Mentioned]) -> dict[int, int]:
    """Mention → the mention of the phrase right before it that it abbreviates, in brackets or, where a text has lost
    them, without; its words' initials are the abbreviation's letters. Linear.
    """
    phrases = {m.last: n for n, m in enumerate(found) if m.form != "pronoun" and m.type != "person"}
    out = {}
    for number, mention in enumerate(found):
        letters = mention.name.removesuffix("s")
        if mention.form != "name" or mention.first != mention.last or len(letters) < 2 or not letters.isupper():
            continue
        bracket = mention.first > 1 and words.text[mention.first - 1] == "("
        phrase = phrases.get(mention.first - 1 - bracket)
        if phrase is not None and _initials(words, found[phrase]).endswith(letters):
            out[number] = phrase
    return out


def spelt_out(words: Words, found: Sequence[Mentioned]) -> list[Mentioned]:
    """``found`` where every mention by such an abbreviation has the type and the sector of its phrase."""
    meant = {found[n].name: found[phrase] for n, phrase in abbreviations(words, found).items()}
    return [
        replace(m, type=meant[m.name].type, sector=meant[m.name].sector)
        if m.form == "name" and m.name in meant
        else m
        for m in found
    ]  # fmt: skip


def _initials(words: Words, mention: Mentioned) -> str:
    return "".join(t[0].upper() for t in words.text[mention.first : mention.last + 1])
