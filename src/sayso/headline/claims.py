"""What a headline claims: its clauses that can be true or false, without their sources; and what it quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.actors.words import Words
from sayso.article import Article
from sayso.events.lexicon import frames
from sayso.headline.align import HEAD
from sayso.headline.kin import lines
from sayso.record import Mention, Span, Statement
from sayso.statements.cuebook import cues

_VERBS = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_REPORTING = ("say", "think")
"""Acts whose cue is no part of the claim, wherever it stands."""
_LONGEST_TAG = 7
"""Words of such a tag at most."""
_TAGS = ("say", "think", "warn", "ask", "advise")
"""Acts whose cue is no part of the claim where it follows it ("…, warns general")."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause: its words (numbers of words, in order) and the headline's statement whose content it is, if any."""

    words: tuple[int, ...]
    told: Statement | None = None


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """The words of each kind of ``clauses.tsv``."""
    rows = [line.split("\t") for line in list(lines("clauses.tsv"))[1:]]
    return {kind: frozenset(words.split()) for kind, words in rows}


def heads(article: Article) -> list[Span]:
    """The blocks of headline and standfirst, each text once (a page may print its title twice)."""
    seen: dict[str, Span] = {}
    for span in article.spans(*HEAD):
        seen.setdefault(article.text[span[0] : span[1]].strip(), span)
    return sorted(seen.values())


def claims(
    words: Words,
    blocks: Sequence[Span],
    said: Sequence[Statement],
    mentions: Sequence[Mention],
    marked: Sequence[Span],
) -> list[Claim]:
    """The claims of the blocks, in order of the text."""
    sources = {m.id: m.span for m in mentions}
    out: list[Claim] = []
    for block in blocks:
        inside = words.inside(block)
        told = [s for s in said if s.content and block[0] <= s.content[0][0] < block[1]]
        voice, gone = _voices(words, told, sources)
        bare = _bare_quotes(words, block, told, marked)
        for segment in _segments(words, [w for w in inside if w not in gone], marked, voice):
            kept = _trimmed(words, [w for w in segment if w not in bare], marked)
            if kept and _is_claim(words, kept):
                out.append(Claim(tuple(kept), voice.get(_verb(words, kept))))
    return out


def _voices(
    words: Words, told: Sequence[Statement], sources: dict[str, Span]
) -> tuple[dict[int, Statement], frozenset[int]]:
    """The statement that each word is content of, and the words of sources and cues that are no part of a claim."""
    voice: dict[int, Statement] = {}
    gone: set[int] = set()
    for statement in sorted(told, key=lambda s: s.content[0]):
        content = [w for run in statement.content for w in words.inside(run)]
        if not _cue_goes(words, statement, content):
            continue
        voice.update(dict.fromkeys(content, statement))
        if statement.cue:
            gone.update(words.inside(statement.cue.span))
        if statement.source:
            gone.update(w for w in words.inside(sources[statement.source]) if w not in content)
    return voice, frozenset(gone)


def _cue_goes(words: Words, statement: Statement, content: Sequence[int]) -> bool:
    """Is the cue only the claim's tag ("says expert"), and no deed of its own ("vows to fight on")?"""
    cue = statement.cue
    if not content:
        return False
    if cue is None:
        return True
    if cue.span[0] > words.start[content[0]]:
        between = range(content[-1] + 1, words.inside(cue.span).start)
        return cue.act in _TAGS and not any(_parts(words, w) for w in between)
    until = next((n for n, w in enumerate(content) if _parts(words, w)), len(content))
    return _clausal(words, content[:until]) and cue.act in _REPORTING and statement.polarity == "positive"


def _parts(words: Words, word: int) -> bool:
    """Does this word or sign part two clauses?"""
    return words.lower[word] in _kinds()["joint"] or words.text[word] in _kinds()["sign"]


def _clausal(words: Words, content: Sequence[int]) -> bool:
    return len(content) > 1 and any(words.pos[w] in _VERBS or words.tag[w].startswith("VB") for w in content)


def _bare_quotes(words: Words, block: Span, told: Sequence[Statement], marked: Sequence[Span]) -> frozenset[int]:
    """The words of quoted clauses without a source: statements themselves, checked as quotations."""
    out: set[int] = set()
    for quote in marked:
        if block[0] <= quote[0] < block[1]:
            own = any(
                s.cue is None and s.source is None and s.content[0][0] <= quote[0] < s.content[-1][1] for s in told
            )
            if own:
                out.update(words.inside(quote))
    return frozenset(out)


def _segments(
    words: Words, left: Sequence[int], marked: Sequence[Span], voice: dict[int, Statement]
) -> Iterator[list[int]]:
    """The words in runs that signs, changes of voice and conjunctions of clauses part; questions are left out."""
    part: list[int] = []
    for word in left:
        quote = any(q[0] <= words.start[word] < q[1] for q in marked)
        changed = part and voice.get(part[-1]) is not voice.get(word) and _has_verb(words, part)
        sign = not quote and words.text[word] in _kinds()["sign"]
        dash = not quote and words.text[word] in _kinds()["dash"] and words.start[word] > words.end[max(0, word - 1)]
        if sign or dash or changed:
            kicker = words.text[word] == ":" and _verbal(words, part) is None
            if words.text[word] != "?" and not kicker:
                yield from _clauses(words, part, marked)
            part = []
        if not sign and not dash:
            part.append(word)
    yield from _clauses(words, part, marked)


def _clauses(words: Words, part: Sequence[int], marked: Sequence[Span]) -> Iterator[list[int]]:
    """The run cut before a conjunction or after a comma that a clause with its own subject follows."""
    begin = 0
    for at, word in enumerate(part):
        if at <= begin or any(q[0] <= words.start[word] < q[1] for q in marked):
            continue
        joint, comma = words.lower[word] in _kinds()["joint"], words.text[word] == ","
        apart = words.lower[word] in _kinds()["apart"] or _verbal(words, part[begin:at]) is not None
        if (joint or comma) and apart and _own_subject(words, part[at + 1 :]):
            yield list(part[begin:at])
            begin = at + 1
    yield list(part[begin:])


def _own_subject(words: Words, rest: Sequence[int]) -> bool:
    """Does a verb follow, and a noun or pronoun before it?"""
    end = next((n for n, w in enumerate(rest) if words.text[w] == ","), len(rest))
    verb = _finite(words, rest[:end])
    return verb is not None and any(words.pos[w] in _NOMINAL for w in rest[:end] if w < verb)


def _finite(words: Words, part: Sequence[int]) -> int | None:
    """The first finite verb of the words, or word that tells a state; else a word that may be a verb after its subject.

    The parse often takes the verb of a headline ("reporters march") for a noun.
    """
    sure = _verbal(words, part)
    if sure is not None:
        return sure
    return next((w for n, w in enumerate(part) if n and _like_verb(words, part[n - 1], w)), None)


def _like_verb(words: Words, before: int, word: int) -> bool:
    if words.pos[word] in ("PUNCT", "ADP", "ADJ", "NUM") or words.pos[before] not in ("NOUN", "PROPN", "PRON"):
        return False
    return before == word - 1 and words.text[word].islower() and _may_be_verb(words.lower[word])


def _verbal(words: Words, part: Sequence[int]) -> int | None:
    for word in part:
        if words.lower[word] in _kinds()["state"]:
            return word
        if words.pos[word] in _VERBS and words.tag[word] != "VBG" and not _infinitive(words, word):
            return word
        if words.pos[word] == "ADJ" and words.dep[word] == "root" and _has_object(words, word):
            return word
    return None


def _has_object(words: Words, word: int) -> bool:
    """Does an adjective, as the parse has it, have an object ("police close road")? Then it is a verb."""
    return _may_be_verb(words.lower[word]) and any(words.dep[c] == "obj" for c in words.children[word])


def _infinitive(words: Words, word: int) -> bool:
    return words.tag[word] == "VB" and word > 0 and words.lower[word - 1] == "to"


def _may_be_verb(word: str) -> bool:
    """Is the word a form that a verb of deeds has in the present?"""
    bases = (word, word.removesuffix("s"), word.removesuffix("es"))
    return any((base, "VERB") in frames() for base in bases)


def _has_verb(words: Words, part: Sequence[int]) -> bool:
    return _finite(words, part) is not None


def _trimmed(words: Words, part: list[int], marked: Sequence[Span]) -> list[int]:
    """Without signs and joints at the edges, and without a scare quote that stands before the first noun."""
    while part and (not words.text[part[0]][0].isalnum() or words.lower[part[0]] in _kinds()["joint"]):
        part = part[1:]
    part = part[: _tag(words, part)]
    while part and not words.text[part[-1]][-1].isalnum():
        part = part[:-1]
    if not part:
        return part
    first = next((q for q in marked if q[0] == words.start[part[0]]), None)
    inside = [w for w in part if first and words.end[w] <= first[1]]
    if first and inside and words.pos[inside[-1]] in ("ADJ", "VERB") and words.head[inside[-1]] > inside[-1]:
        return _trimmed(words, part[len(inside) :], [])
    return part


def _tag(words: Words, part: Sequence[int]) -> int:
    """Where a source begins that follows the claim ("…, say prosecutors"), else the claim's end."""
    comma = next((n for n in range(len(part) - 1, 1, -1) if words.text[part[n]] == ","), len(part))
    tail = part[comma + 1 :]
    if not tail or len(tail) > _LONGEST_TAG:
        return len(part)
    for word in (tail[0], tail[-1]):
        if any(cue.act in _TAGS for cue in cues().get((words.lemma[word], "verb"), ())):
            return comma
    return len(part)


def _verb(words: Words, part: Sequence[int]) -> int:
    """The word that stands for the clause: its first verb that is no auxiliary, else its first word."""
    full = (w for w in part if words.pos[w] == "VERB" or words.lower[w] in _kinds()["state"])
    return next(full, part[0])


def _is_claim(words: Words, part: Sequence[int]) -> bool:
    return len(part) > 1 and words.lower[part[0]] not in _kinds()["label"] and _has_verb(words, part)
