"""Frames whose content is a clause: "said that …", "…, X said", "promised to help", "denied having fired"."""

from __future__ import annotations

from sayso.actors.clauses import subject
from sayso.actors.words import Words
from sayso.statements.content import around, clause, runs, under
from sayso.statements.cuebook import cues, withholding
from sayso.statements.said import ClauseAt, Said

_HEDGES = frozenset(("i", "you", "we"))
_SURE = 3
"""Strength of a cue that nearly always attributes."""
_ASIDE = ("obl", "advcl", "advmod", "obj")
_BETWEEN = ("advmod", "aux", "aux:pass", "cop", "punct", "det", "case")
"""What may stand between a subject and its verb."""
_CLAUSE = 3
"""Words that a clause has at least."""


def finite(at: ClauseAt) -> Said | None:
    """ "said (that) …", "asked whether …", "…, X said"."""
    words = at.words
    head = next(
        (c for c in words.children[at.verb] if words.dep[c] in ("ccomp", "csubj") and c not in at.places),
        None,
    )
    if head is None or not at.entry.frames & {"that", "q", "wh", "addr"}:
        return None
    if infinitive(words, head) and not at.entry.frames & {"inf", "oinf", "wh"}:
        return None
    addressee = at.object
    if "addr" not in at.entry.frames and (begin := _taken_subject(at, head)) is not None:
        return at.said(runs(words, range(begin, under(words, head)[-1] + 1)), "that")
    if at.passive and at.source is None and at.entry.frames & {"addr", "oinf"}:
        addressee = subject(words, at.verb)  # "the court was told that …"
    return at.said(clause(words, at.verb, head, at.source, at.places, at.edge), "that", addressee)


def parenthesis(at: ClauseAt) -> Said | None:
    """ "the boat, she said, was full"; "as she put it"."""
    words, verb = at.words, at.verb
    above, dep = words.head[verb], words.dep[verb]
    if above == verb or at.source is None or _has_content(words, verb):
        return None
    sure = at.entry.strength >= 2 or words.lower[at.source] not in _HEDGES
    kids = words.children[verb]
    as_said = dep == "advcl" and any(words.lower[c] == "as" for c in kids if words.dep[c] == "mark")
    named = words.pos[at.source] != "PRON"
    speaks = "bare" in at.entry.frames or ("that" in at.entry.frames and at.entry.strength >= (2 if named else _SURE))
    if (dep == "parataxis" and sure and speaks) or as_said:
        return at.said(around(words, verb, above), "bare")
    return None


def _has_content(words: Words, verb: int) -> bool:
    kids = words.children[verb]
    return any(words.dep[c] in ("ccomp", "xcomp") or (words.dep[c] == "obj" and words.pos[c] == "NOUN") for c in kids)


def raised(at: ClauseAt) -> Said | None:
    """ "are understood to be cooperating": the content is what they do, bare of "to be"."""
    words = at.words
    if not at.passive or not ("pass" in at.entry.frames or (at.entry.act == "think" and "inf" not in at.entry.frames)):
        return None
    head = next(
        (c for c in words.children[at.verb] if words.dep[c] in ("xcomp", "ccomp") and infinitive(words, c)),
        None,
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


def infinitival(at: ClauseAt) -> Said | None:
    """ "promised to help", "asked the army to move", "was ordered to leave"."""
    words, frames = at.words, at.entry.frames
    if not frames & {"inf", "oinf"} or (at.entry.act == "think"):
        return None
    asks = "oinf" in frames
    head = next(
        (c for c in words.children[at.verb] if c > at.verb and _is_complement(words, c, asks)),
        None,
    )
    if head is None and asks:  # the parse may hang the infinitive on the one who is asked
        asked = [c for c in words.children[at.verb] if c > at.verb and words.dep[c] in ("obj", "iobj", "obl")]
        head = next(
            (g for c in asked for g in words.children[c] if words.dep[g] == "acl" and infinitive(words, g)),
            None,
        )
    if head is None and at.object is None and at.entry.strength == _SURE and "inf" in frames:  # "agreed in June to pay"
        head = next((c for c in words.children[at.verb] if c > at.verb and _hung_aside(words, c)), None)
    if head is None or (at.entry.lemma in withholding() and (words.lemma[head], "verb") in cues()):
        return None
    addressee = subject(words, at.verb) if at.passive else at.object
    if addressee is None and "oinf" in frames:
        before = [c for c in words.children[at.verb] if at.verb < c < head and words.dep[c] == "obl"]
        addressee = before[0] if before else None
    return at.said(runs(words, under(words, head)), "inf", addressee)


def _is_complement(words: Words, word: int, asks: bool) -> bool:
    dep = words.dep[word]
    return infinitive(words, word) and (
        dep in ("xcomp", "ccomp") or (dep == "advcl" and asks and words.tag[word] == "VB")
    )


def _hung_aside(words: Words, word: int) -> bool:
    """An infinitive that the parse takes for an adverbial."""
    return words.dep[word] == "advcl" and words.tag[word] == "VB" and infinitive(words, word)


def infinitive(words: Words, word: int) -> bool:
    return any(words.lower[c] == "to" for c in words.children[word] if words.dep[c] in ("mark", "aux"))


def gerund(at: ClauseAt) -> Said | None:
    """ "denied attacking the convoy"."""
    words = at.words
    if "ing" not in at.entry.frames:
        return None
    deps = ("xcomp", "ccomp", "advcl")
    head = next(
        (c for c in words.children[at.verb] if c > at.verb and words.tag[c] == "VBG" and words.dep[c] in deps),
        None,
    )
    return at.said(runs(words, under(words, head)), "ing") if head is not None else None


def _taken_subject(at: ClauseAt, head: int) -> int | None:
    """Where a clause begins whose subject the parse takes for an object ("found a third of them favoured it")."""
    words, obj = at.words, at.object
    if obj is None or not at.verb < obj < head or not _lacks_subject(words, head):
        return None
    phrase = under(words, obj)
    return phrase[0] if all(words.dep[w] in _BETWEEN for w in range(phrase[-1] + 1, head)) else None


def _lacks_subject(words: Words, head: int) -> bool:
    """Is it a finite verb without a subject and without a conjunction?"""
    deps = {words.dep[c] for c in words.children[head]}
    finite = words.tag[head] in ("VBD", "VBZ", "VBP") or "aux" in deps
    return finite and not deps & {"nsubj", "nsubj:pass", "expl", "mark", "csubj"} and not infinitive(words, head)


def swallowed(at: ClauseAt) -> Said | None:
    """ "The results show the camp kept its majority", where the parse hangs the cue on what it introduces."""
    words, obj, above = at.words, at.object, at.words.head[at.verb]
    if at.passive or obj is None or "that" not in at.entry.frames or not at.verb < obj < above:
        return None
    deps = {words.dep[c] for c in words.children[above] if c != at.verb}
    finite = words.tag[above] in ("VBD", "VBZ", "VBP") or deps & {"aux", "aux:pass", "cop"}
    phrase = under(words, obj)
    beside = all(words.dep[w] in _BETWEEN for w in range(phrase[-1] + 1, above))
    if not finite or deps & {"nsubj", "nsubj:pass", "expl"} or not beside:
        return None
    return at.said(runs(words, range(phrase[0], under(words, above)[-1] + 1)), "that")


def unsaid(at: ClauseAt) -> Said | None:
    """ "would not say for how long", "has not said why": a question that the parse hangs as an adverbial."""
    words = at.words
    if "wh" not in at.entry.frames or at.passive:
        return None
    for child in (c for c in words.children[at.verb] if c > at.verb and words.dep[c] in _ASIDE):
        inside = under(words, child)
        if any(words.tag[w] in ("WP", "WRB", "WDT") for w in inside[:2]) and words.lower[inside[0]] != "when":
            return at.said(runs(words, inside), "wh")
    return None


def closing(at: ClauseAt) -> Said | None:
    """ "…, a diplomat quipped.": the words before the last comma, where the parse hangs the cue on one of them."""
    words, verb = at.words, at.verb
    if at.source is None or at.passive or at.entry.strength < _SURE or not at.entry.frames & {"bare", "that"}:
        return None
    finite = words.tag[verb] in ("VBD", "VBZ", "VBP") or at.edge is not None
    if not finite or not words.dep[verb].startswith("acl"):
        return None
    first, limit = words.limits(verb)
    if at.edge is not None and under(words, verb)[-1] >= limit - 2:
        return at.said(runs(words, range(first, at.edge)), "closing")
    phrase = under(words, at.source, skip=[verb])
    if not phrase or words.head[at.source] != verb or words.lower[phrase[0]] in ("who", "which", "that", "what"):
        return None
    comma = phrase[0] - 1
    if comma - first < _CLAUSE or words.lower[comma] not in (",", "”", "’", '"'):
        return None
    if under(words, verb)[-1] < limit - 2:
        return None
    return at.said(runs(words, range(first, comma)), "closing")
