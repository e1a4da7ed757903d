"""Two readings of one text made one: quotations by their marks, reported speech by the parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.actors.phrases import Phrases
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.attribution import Attribution
from sayso.statements.content import INNER
from sayso.statements.convert import phrase
from sayso.statements.cuebook import cues
from sayso.statements.frames import REACH
from sayso.statements.quotes import Quote
from sayso.statements.spans import Spans, touch

_LOOSE = 4
"""Words between a cue and its quotation that make its content mixed, if the parse finds that they are said."""
_BESIDE = 14
"""Words behind a quotation within which the verb of its frame stands."""
_WHOLE = re.compile(r"[.!?…][”’\"']*$")


def merged(quoted: Sequence[Attribution], reported: Iterable[Attribution], text: str) -> list[Attribution]:
    """Both readings, what they share once: a tight quotation keeps its cue, the parse names who speaks a bare one."""
    by_cue = Spans((a.cue, n) for n, a in enumerate(quoted) if a.cue)
    silent = [n for n, a in enumerate(quoted) if a.kind == "direct" and not (a.source or a.turn)]
    bare = Spans((run, n) for n in silent for run in quoted[n].content)
    sourceless = Spans((a.content[0], n) for n, a in enumerate(quoted) if a.source is None)
    dropped: set[int] = set()
    cued = set()
    better: dict[int, Span | None] = {}
    out: list[Attribution] = []
    for found in reported:
        same = [n for _, n in by_cue.touching(found.cue)] if found.cue else []
        tight = next((n for n in same if quoted[n].kind == "direct" and _tight(quoted[n], text)), None)
        if tight is not None and found.cue not in cued and _outside(found.source, quoted[tight]):
            better[tight] = found.source
        if found.cue in cued or tight is not None:
            continue
        cued |= {found.cue} - {None}
        begun = (n for _, n in bare.touching(found.content[0]) if n not in dropped and _begins(quoted[n], found))
        first = next(begun, None)
        # the marks tell the runs better, the parse who speaks
        whole = found if first is None else replace(found, kind="direct", content=quoted[first].content)
        within = (n for run in whole.content for _, n in sourceless.touching(run))
        dropped |= {*same, *(n for n in within if _inside(quoted[n], whole))}
        out.append(whole)
    kept = [replace(a, source=better.get(n, a.source)) for n, a in enumerate(quoted) if n not in dropped]
    return [*kept, *out]


def _outside(source: Span | None, quotation: Attribution) -> bool:
    """Is there a source, and does it stand outside of the quoted words?"""
    return source is not None and not any(touch(source, run) for run in quotation.content)


def _inside(old: Attribution, new: Attribution) -> bool:
    """Does the content that the parse found hold all of a quotation?"""
    return all(any(a <= s and e <= b + 1 for a, b in new.content) for s, e in old.content)


def _begins(quotation: Attribution, found: Attribution) -> bool:
    """Does the content that the parse found begin with the quotation, and its cue stand outside of it?"""
    first = quotation.content[0]
    outside = found.cue is not None and not any(touch(found.cue, run) for run in quotation.content)
    return outside and found.kind == "direct" and touch(first, found.content[0])


def _tight(quoted: Attribution, text: str) -> bool:
    """Does the quotation stand right behind its cue? Words between them ("said although …, “nobody”") are said too."""
    cue, start = quoted.cue, quoted.content[0][0]
    if cue is None or start < cue[1]:
        return True
    between = text[cue[1] : start]
    return len(between) > REACH or len(re.findall(r"\w+", between)) < _LOOSE or ":" in between


def beside(text: Words, extents: Phrases, quoted: Attribution, raw: str) -> Attribution:
    """A quotation without a source that ends in a comma, with verb and subject right behind it ("…,” he grinned)."""
    if quoted.kind != "direct" or quoted.source or quoted.cue or quoted.turn:
        return quoted
    end = quoted.content[0][1]
    if raw[end - 1] not in ",?!–—-" and raw[end : end + 2].strip("”’\"'")[:1] != ",":
        return quoted
    behind = text.touching((end, len(raw)))
    first = next((w for w in behind[:4] if text.pos[w] != "PUNCT"), None)
    if first is None or (raw[end - 1] in "?!" and text.pos[first] not in ("PRON", "VERB", "PROPN")):
        return quoted
    block = text.block[first]
    if not any(text.block[w] == block for w in text.inside(quoted.content[0])[-1:]):
        return quoted
    for verb in range(first, min(len(text), first + _BESIDE)):
        if text.block[verb] != block or text.lower[verb] in INNER or text.lower[verb] in (".", ";"):
            return quoted
        subjects = [c for c in text.children[verb] if text.dep[c] == "nsubj" and c >= first]
        if text.pos[verb] == "VERB" and text.tag[verb] in ("VBD", "VBZ", "VBP") and subjects:
            who = subjects[0]
            entry = next(iter(cues().get((text.lemma[verb], "verb"), ())), None)
            return replace(
                quoted,
                source=phrase(text, extents, who),
                cue=text.span(verb, verb),
                lemma=entry.lemma if entry else text.lemma[verb],
                act=entry.act if entry else "say",
                continued=False,
            )
    return quoted


def by_name(text: Words, found: Attribution) -> Attribution:
    """The name as the source, where it explains the description before it ("said its secretary, Ada Kai")."""
    inside = text.touching(found.source) if found.source else range(0)
    if not len(inside) or any(text.entity[w] >= 0 for w in inside[-1:]) or text.pos[inside[-1]] == "PRON":
        return found
    comma, first = inside[-1] + 1, inside[-1] + 2
    if first >= len(text) or text.lower[comma] != "," or text.entity[first] < 0:
        return found
    begin, end, label = text.names[text.entity[first]]
    closed = end >= len(text) or text.pos[end] == "PUNCT" or text.block[end] != text.block[first]
    if label != "PER" or begin != first or not closed or text.block[first] != text.block[comma]:
        return found
    return replace(found, source=text.span(begin, end - 1))


def unclaimed(text: str, runs: Sequence[Quote], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Quoted sentences that stand behind an attributed one in their paragraph, and that no attribution holds yet."""
    spans = sorted(span for a in found for span in a.content)
    ends = sorted((a.content[-1][1], a.kind) for a in found if a.cue and a.parent is None)
    for run in runs:
        near = bisect_left(spans, (run.start,))
        held = any(_most(span, run.span) for span in spans[max(0, near - 3) : near + 3])
        before = bisect_left(ends, (run.start,)) - 1
        if held or before < 0 or not text[run.start].isupper() or not _WHOLE.search(text[run.start : run.end]):
            continue
        between = text[ends[before][0] : run.start].rstrip("“\"'‘« ")
        if "\n" not in between and len(between) < REACH and _WHOLE.search(between):
            yield Attribution(
                kind="direct",
                content=(run.span,),
                continued=ends[before][1] != "direct",
            )


def _most(span: Span, run: Span) -> bool:
    """Does a content hold most of a quoted run? One that holds a clause of it ("he says we …") may stand in it."""
    return 3 * (min(span[1], run[1]) - max(span[0], run[0])) > 2 * (run[1] - run[0])


def in_titles(text: Words, runs: Sequence[Quote], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """A headline's quoted clause is what somebody said; a quoted phrase is the paper's way to keep its distance."""
    held = Spans((span, n) for n, a in enumerate(found) for span in a.content)
    for run in runs:
        inside = text.inside(run.span)
        says = any(text.tag[w] in ("VBD", "VBZ", "VBP", "MD") for w in inside) and any(
            text.dep[w].startswith("nsubj") for w in inside
        )
        if says and not held.touching(run.span):
            yield Attribution(kind="direct", content=(run.span,))


def carried(found: list[Attribution], text: str) -> list[Attribution]:
    """A quotation without words of its own behind one of the same paragraph that has a source is more of that one."""
    out: list[Attribution] = []
    for attribution in found:
        last = out[-1] if out else None
        between = text[last.content[-1][1] : attribution.content[0][0]] if last else ""
        bare = attribution.kind == "direct" and attribution.source is None and attribution.cue is None
        if bare and not attribution.turn and last and last.kind == "direct" and last.cue and "\n" not in between:
            out[-1] = replace(last, content=(*last.content, *attribution.content))
        else:
            out.append(attribution)
    return out
