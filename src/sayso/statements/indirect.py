"""Reported speech and thought without quotation marks, from the parse: source, cue and content.

The frames are those of ``data/cues.tsv``; which of a cue's frames a sentence has is read off its dependents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sayso.actors.clauses import objects, oblique, passive, subject
from sayso.actors.lexicon import heads
from sayso.actors.words import Words
from sayso.statements.content import VERBAL, Run, around, clause, resumed, runs, under
from sayso.statements.cuebook import CueEntry, cues, temporal, withholding

_NOT = frozenset(("not", "n't", "n’t", "never"))
_HEDGES = frozenset(("i", "you", "we"))
_SURE = 3
"""Strength of a cue that nearly always attributes."""
_OF_SOMEBODY = frozenset(("accuse", "warn", "praise", "criticise"))
_PREPOSITIONS = ("of", "for", "about", "on", "over", "against", "with", "as", "at")


@dataclass(frozen=True, slots=True)
class Said:
    """A cue (its words) with the head word of its source and the runs of its content.

    ``unnamed``: the sentence has no words for the source ("is believed to"). ``frame`` is the frame that held.
    """

    entry: CueEntry
    cue: tuple[int, ...]
    source: int | None
    content: tuple[Run, ...]
    frame: str
    addressee: int | None = None
    unnamed: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """A verb that may be a cue, with what stands around it."""

    words: Words
    verb: int
    entry: CueEntry
    places: tuple[int, ...]
    passive: bool
    source: int | None
    object: int | None

    def said(self, content: tuple[Run, ...], frame: str, addressee: int | None = None) -> Said | None:
        words, (first, last) = self.words, content[0] if content else (0, 0)
        if first == last and words.lemma[first] in temporal():
            return None  # "ruled against it on Friday"
        if not content or all(
            self.words.pos[w] in ("PRON", "PUNCT", "DET") for a, b in content for w in range(a, b + 1)
        ):
            return None  # "said so", "sided with them": nothing is said in these words
        kids = self.words.children[self.verb]
        negative = any(self.words.lower[c] in _NOT for c in kids) or _withheld(self.words, self.verb)
        return Said(
            self.entry, self.places, self.source, content, frame, addressee, self.source is None, negative
        )  # fmt: skip


def _withheld(words: Words, verb: int) -> bool:
    """ "declined to say": what is not said."""
    return words.dep[verb] == "xcomp" and words.lemma[words.head[verb]] in withholding()


def reported(words: Words) -> Iterator[Said]:
    """The verbs that report speech or thought, each with its content, in order."""
    for verb in range(len(words)):
        if words.pos[verb] in VERBAL:
            found = (
                said for entry, places in matches(words, verb, "verb") if (said := _read(words, verb, entry, places))
            )
            if (said := next(found, None)) is not None:
                yield said


def matches(words: Words, word: int, pos: str) -> Iterator[tuple[CueEntry, tuple[int, ...]]]:
    """The cues of a part of speech that stand at ``word``, with the places of their words, the longest first."""
    known = cues().get((words.lemma[word], pos), ())
    near = _near(words, word) if any(len(entry.words) > 1 for entry in known) else []
    for entry in known:
        places = [word]
        for wanted in entry.words[1:]:
            at = next((n for n in near if n not in places and wanted in (words.lemma[n], words.lower[n])), None)
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
    is_passive = passive(words, verb)
    agents = oblique(words, verb, "by")
    who = (agents[0] if agents else None) if is_passive else subject(words, resumed(words, verb) or verb)
    who = None if who is None or words.dep[who] == "expl" else _named(words, who, verb)
    near = [c for c in words.children[verb] if words.dep[c] in ("iobj", "obj") and c not in places]
    at = _Clause(words, verb, entry, places, is_passive, who, near[0] if near else None)
    return next((said for frame in _FRAMES if (said := frame(at))), None)


def _named(words: Words, who: int, verb: int) -> int:
    """The name beside a description, where it stands nearer to the cue ("Russia's envoy, Gleb Antonov, said")."""
    names = [c for c in words.children[who] if words.dep[c] == "appos" and words.entity[c] >= 0]
    nearer = [c for c in names if (who < c < verb) and words.names[words.entity[c]][2] == "PER"]
    return nearer[0] if nearer and words.entity[who] < 0 else who


def _finite(at: _Clause) -> Said | None:
    """ "said (that) …", "asked whether …", "…, X said"."""
    words = at.words
    head = next((c for c in words.children[at.verb] if words.dep[c] in ("ccomp", "csubj") and c not in at.places), None)
    if head is None or not at.entry.frames & {"that", "q", "wh", "addr"}:
        return None
    if _infinitive(words, head) and not at.entry.frames & {"inf", "oinf", "wh"}:
        return None
    addressee = at.object
    if at.passive and at.source is None and at.entry.frames & {"addr", "oinf"}:
        addressee = subject(words, at.verb)  # "the court was told that …"
    return at.said(clause(words, at.verb, head, at.source, at.places), "that", addressee)


def _parenthesis(at: _Clause) -> Said | None:
    """ "the boat, she said, was full"; "as she put it"."""
    words, verb = at.words, at.verb
    above, dep = words.head[verb], words.dep[verb]
    if above == verb or at.source is None or _has_content(words, verb):
        return None
    sure = at.entry.strength >= 2 or words.lower[at.source] not in _HEDGES
    as_said = dep == "advcl" and any(words.lower[c] == "as" for c in words.children[verb] if words.dep[c] == "mark")
    speaks = "bare" in at.entry.frames or ("that" in at.entry.frames and at.entry.strength >= _SURE)
    if (dep == "parataxis" and sure and speaks) or as_said:
        return at.said(around(words, verb, above), "bare")
    return None


def _has_content(words: Words, verb: int) -> bool:
    kids = words.children[verb]
    return any(words.dep[c] in ("ccomp", "xcomp") or (words.dep[c] == "obj" and words.pos[c] == "NOUN") for c in kids)


def _raised(at: _Clause) -> Said | None:
    """ "are understood to be cooperating": the content is what they do, bare of "to be"."""
    words = at.words
    if not at.passive or not ("pass" in at.entry.frames or (at.entry.act == "think" and "inf" not in at.entry.frames)):
        return None
    head = next(
        (c for c in words.children[at.verb] if words.dep[c] in ("xcomp", "ccomp") and _infinitive(words, c)), None
    )
    if head is None:
        return None
    aside = [c for c in words.children[head] if words.dep[c] == "advcl" and _has_subject(words, c)]
    inside = under(words, head, skip=aside)  # the reporter goes on: "… as the president asked"
    while inside and words.lower[inside[0]] in ("to", "be", "have", "been"):
        inside = inside[1:]
    return at.said(runs(words, inside), "pass")


def _has_subject(words: Words, verb: int) -> bool:
    return any(words.dep[c].startswith("nsubj") for c in words.children[verb])


def _infinitival(at: _Clause) -> Said | None:
    """ "promised to help", "asked the army to move", "was ordered to leave"."""
    words, frames = at.words, at.entry.frames
    if not frames & {"inf", "oinf"} or (at.entry.act == "think"):
        return None
    asks = "oinf" in frames
    head = next((c for c in words.children[at.verb] if c > at.verb and _is_complement(words, c, asks)), None)
    if head is None and asks:  # the parse may hang the infinitive on the one who is asked
        asked = [c for c in words.children[at.verb] if c > at.verb and words.dep[c] in ("obj", "iobj", "obl")]
        head = next(
            (g for c in asked for g in words.children[c] if words.dep[g] == "acl" and _infinitive(words, g)), None
        )
    if head is None or (at.entry.lemma in withholding() and (words.lemma[head], "verb") in cues()):
        return None
    addressee = subject(words, at.verb) if at.passive else at.object
    if addressee is None and "oinf" in frames:
        before = [c for c in words.children[at.verb] if at.verb < c < head and words.dep[c] == "obl"]
        addressee = before[0] if before else None
    return at.said(runs(words, under(words, head)), "inf", addressee)


def _is_complement(words: Words, word: int, asks: bool) -> bool:
    dep = words.dep[word]
    return _infinitive(words, word) and (
        dep in ("xcomp", "ccomp") or (dep == "advcl" and asks and words.tag[word] == "VB")
    )


def _infinitive(words: Words, word: int) -> bool:
    return any(words.lower[c] == "to" for c in words.children[word] if words.dep[c] in ("mark", "aux"))


def _gerund(at: _Clause) -> Said | None:
    """ "denied attacking the convoy"."""
    words = at.words
    if "ing" not in at.entry.frames:
        return None
    deps = ("xcomp", "ccomp", "advcl")
    head = next(
        (c for c in words.children[at.verb] if c > at.verb and words.tag[c] == "VBG" and words.dep[c] in deps), None
    )
    return at.said(runs(words, under(words, head)), "ing") if head is not None else None


def _small(at: _Clause) -> Said | None:
    """ "called the plan a joke", "described him as a thief", "blamed the fire on the rain"."""
    words, obj = at.words, at.object
    if at.passive or obj is None or obj < at.verb:
        return None
    bare = next(
        (c for c in words.children[at.verb] if c > obj and words.dep[c] == "xcomp" and not _infinitive(words, c)), None
    )
    if bare is not None and at.entry.frames & {"obj", "that", "as", "small"} and at.entry.lemma != "make":
        return at.said(runs(words, [*under(words, obj), *under(words, bare)]), "small")
    beside = [c for c in words.children[obj] if words.dep[c] == "appos" and words.lower[c - 1] != ","]
    if beside and "small" in at.entry.frames:  # "called the charge “a bedtime story”", as the parse has it
        return at.said(runs(words, under(words, obj)), "small")
    two = [c for c in words.children[at.verb] if c > at.verb and words.dep[c] in ("iobj", "obj")]
    if len(two) > 1 and at.entry.frames & {"small"}:
        return at.said(runs(words, [w for head in two for w in under(words, head)]), "small")
    behind = next((g for g in oblique(words, at.verb, "as") if g > obj), None)
    if behind is not None and at.entry.strength >= 2:
        return at.said(runs(words, [*under(words, obj), *under(words, behind)]), "small")
    return None


def _prepositional(at: _Clause) -> Said | None:
    """ "accused them of taking bribes", "warned of landslides", "called for calm"."""
    words = at.words
    for preposition in (p for p in _PREPOSITIONS if p in at.entry.frames and at.entry.strength >= 2):
        holders = [at.verb, *(p for p in at.places if p != at.verb and words.pos[p] == "NOUN")]
        if at.object is not None and at.entry.act in _OF_SOMEBODY:  # the parse may hang it on the one accused
            holders.append(at.object)
        if got := next((g for holder in holders if (g := _led(words, holder, preposition))), []):
            inside = under(words, got[0])
            skip = {inside[0]} if words.lower[inside[0]] == preposition else set()
            addressee = subject(words, at.verb) if at.passive else at.object
            return at.said(runs(words, (w for w in inside if w not in skip)), preposition, addressee)
    return None


def _led(words: Words, holder: int, preposition: str) -> list[int]:
    """What hangs on a word by a preposition, clauses too ("the company of hiding it")."""
    clauses = (c for c in words.children[holder] if words.dep[c] == "acl" and words.tag[c] == "VBG")
    led = [c for c in clauses if any(words.lower[m] == preposition for m in words.children[c])]
    return oblique(words, holder, preposition) or led


def _nominal_object(at: _Clause) -> Said | None:
    """ "announced a curfew", "denied the charge"; "was announced by the mayor"."""
    words, frames = at.words, at.entry.frames
    if "obj" not in frames or at.entry.strength < 2:
        return None
    if at.passive:
        what = subject(words, at.verb) if not words.dep[at.verb].startswith("acl") else None
        return at.said(runs(words, under(words, what)), "obj") if what is not None and at.source is not None else None
    found = [o for o in objects(words, at.verb) if o > at.verb and o not in at.places]
    if "addr" in frames:  # "promised an inquiry", but not "assured the miners"
        found = [o for o in found if words.pos[o] == "NOUN" and words.lemma[o] not in heads()]
    return at.said(runs(words, under(words, found[0])), "obj") if found else None


_FRAMES: tuple[Callable[[_Clause], Said | None], ...] = (
    _finite, _parenthesis, _raised, _infinitival, _gerund, _small, _prepositional, _nominal_object,
)  # fmt: skip
