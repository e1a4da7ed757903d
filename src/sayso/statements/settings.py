"""What stands around a cue: to whom, through what medium, of what and when it was said."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.phrases import Phrases
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.cuebook import settings as kinds

_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Setting:
    """The words for the addressee, the venue, the topic and the date, where the text has them."""

    addressee: Span | None = None
    venue: Span | None = None
    topic: Span | None = None
    date: Span | None = None


def settings(words: Words, extents: Phrases, cue: Span) -> Setting:
    """The setting of the cue at ``cue``, read off the dependents of its verb."""
    at = next((w for w in words.touching(cue) if words.pos[w] in _VERBAL), None)
    if at is None:
        return Setting()
    addressee = venue = topic = date = None
    for child in words.children[at]:
        dep = words.dep[child]
        phrase = words.span(extents.left[child], extents.right[child])
        case = {words.lower[c] for c in words.children[child] if words.dep[c] == "case"}
        if dep == "iobj" or (dep == "obj" and words.lemma[at] == "tell" and words.pos[child] != "VERB"):
            addressee = addressee or phrase
        elif dep.startswith("obl"):
            if words.lemma[child] in kinds()["time"]:
                date = date or phrase
            elif _is_venue(words, child, case):
                venue = venue or phrase
            elif "to" in case and child > at:
                addressee = addressee or phrase
            elif case & {"of", "about"} and words.lemma[at] in (
                "say",
                "tell",
                "write",
                "add",
                "ask",
            ):
                topic = topic or phrase
        elif dep == "advcl" and words.lemma[child] in kinds()["speaking"] and words.tag[child] == "VBG":
            venue = venue or _spoken_to(words, extents, child)
    return Setting(addressee, venue, topic, date)


def _is_venue(words: Words, noun: int, case: set[str]) -> bool:
    if words.lemma[noun] in kinds()["occasion"]:
        return bool(case & {"in", "at", "during", "through", "via", "on", "by", "from"})
    return words.lemma[noun] in kinds()["medium"] and bool(case & {"on", "in", "via", "through", "to"})


def _spoken_to(words: Words, extents: Phrases, verb: int) -> Span | None:
    """The one spoken to in "Speaking to RT, …", or the occasion ("Speaking at a rally")."""
    for child in words.children[verb]:
        case = {words.lower[c] for c in words.children[child] if words.dep[c] == "case"}
        led = words.dep[child].startswith("obl") and case & {
            "to",
            "with",
            "at",
            "on",
            "in",
            "from",
            "before",
            "during",
        }
        if led and words.lemma[child] not in kinds()["time"]:
            return words.span(extents.left[child], extents.right[child])
    return None
