"""Reported speech and thought without quotation marks, from the parse: source, cue and content.

The frames are those of ``data/cues.tsv``; which of a cue's frames a sentence has is read off its dependents
(:mod:`sayso.statements.readings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sayso.actors.clauses import oblique, passive, subject
from sayso.actors.words import Words
from sayso.statements import phrasal, readings
from sayso.statements.content import VERBAL, resumed, runs, under
from sayso.statements.cuebook import CueEntry, cues, settings, temporal
from sayso.statements.said import ClauseAt, Said
from sayso.statements.subjects import apposed, beside, hung, named, only_verb, resuming

_SAID = ("obj", "ccomp", "xcomp", "advcl", "obl", "parataxis", "obl:unmarked", "appos")
FRAMES: tuple[Callable[[ClauseAt], Said | None], ...] = (
    readings.finite, readings.swallowed, readings.parenthesis, readings.raised, readings.infinitival, readings.gerund,
    phrasal.small, phrasal.reckoned, phrasal.prepositional, phrasal.nominal_object, phrasal.counted,
    phrasal.quoted_object, readings.unsaid, readings.closing,
)  # fmt: skip


def reported(words: Words) -> Iterator[Said]:
    """The verbs that report speech or thought, each with its content, in order."""
    for verb in range(len(words)):
        if words.pos[verb] in VERBAL:
            found = (
                said for entry, places in matches(words, verb, "verb") if (said := _read(words, verb, entry, places))
            )
            if (said := next(found, None)) is not None:
                yield said


def loose(words: Words) -> Iterator[Said]:
    """Verbs of the cues' list that no frame of theirs explains, with all that stands behind them as content.

    Few of them report; the scorer tells which.
    """
    for verb in range(len(words)):
        if words.pos[verb] not in VERBAL:
            continue
        for entry, places in matches(words, verb, "verb"):
            at = around_verb(words, verb, entry, places)
            if any(frame(at) for frame in FRAMES):
                break
            inside = _behind(at)
            if inside and (said := at.said(runs(words, inside), "loose")):
                yield said
            break


def _behind(at: ClauseAt) -> range | None:
    """From the first thing behind a cue that may be what is said to the end of the last."""
    words = at.words
    right = [c for c in words.children[at.verb] if c > at.verb and c not in at.places and words.dep[c] in _SAID]
    right = [c for c in right if words.lemma[c] not in temporal()]
    if not right or at.passive:
        return None
    return range(under(words, right[0])[0], under(words, right[-1])[-1] + 1)


def matches(words: Words, word: int, pos: str) -> Iterator[tuple[CueEntry, tuple[int, ...]]]:
    """The cues of a part of speech that stand at ``word``, with the places of their words, the longest first."""
    known = cues().get((words.lemma[word], pos), ())
    near = _near(words, word) if any(len(entry.words) > 1 for entry in known) else []
    for entry in known:
        places = [word]
        for wanted in entry.words[1:]:
            at = next(
                (n for n in near if n not in places and wanted in (words.lemma[n], words.lower[n])),
                None,
            )
            if at is None:
                break
            places.append(at)
        else:
            yield entry, tuple(sorted(places))


def _near(words: Words, word: int) -> list[int]:
    """The words that may belong to the phrase of a cue: its own dependents, and the particles of these."""
    kids = [c for c in words.children[word] if words.dep[c] not in ("conj", "parataxis", "nsubj")]
    inner = [g for c in kids for g in words.children[c] if words.dep[g] in ("case", "fixed", "det", "amod", "mark")]
    return sorted([*(c for c in kids if words.dep[c] not in ("ccomp", "advcl", "xcomp")), *inner])


def _read(words: Words, verb: int, entry: CueEntry, places: tuple[int, ...]) -> Said | None:
    """The verb as this cue, by the first of its frames that the sentence has."""
    at = around_verb(words, verb, entry, places)
    return next((said for frame in FRAMES if (said := frame(at))), None)


def around_verb(words: Words, verb: int, entry: CueEntry, places: tuple[int, ...]) -> ClauseAt:
    """What stands around a verb."""
    alone = only_verb(words, verb) or hung(words, verb) is not None
    is_passive = passive(words, verb) and not alone
    agents = [a for a in oblique(words, verb, "by") if words.lemma[a] not in settings()["medium"]]
    who = (agents[0] if agents else None) if is_passive else subject(words, resumed(words, verb) or verb)
    who = words.head[verb] if who is None and only_verb(words, verb) else who
    who = None if who is None or words.dep[who] == "expl" else named(words, who, verb)
    nobody = who is not None and _nobody(words, who)
    who = None if nobody else who
    edge = None
    if not (is_passive or nobody):
        own = beside(words, verb, who) or (apposed(words, verb) if who is None else None)
        edge, who = own or (None, resuming(words, verb) or who)
    near = [c for c in words.children[verb] if words.dep[c] in ("iobj", "obj") and c not in places and c != who]
    near = near or _led_by(words, places)
    return ClauseAt(words, verb, entry, places, is_passive, who, near[0] if near else None, nobody, edge)


def _led_by(words: Words, places: tuple[int, ...]) -> list[int]:
    """What hangs on a cue by the preposition that is its last word ("spoke of a plot", "hinted at a veto")."""
    last = places[-1]
    return [words.head[last]] if len(places) > 1 and words.dep[last] == "case" and words.head[last] > last else []


def _nobody(words: Words, who: int) -> bool:
    """ "Nobody has said …", "no group has claimed …": a source that there is none of."""
    none = ("nobody", "none", "no-one")
    return words.lower[who] in none or any(words.lower[c] == "no" for c in words.children[who] if words.dep[c] == "det")
