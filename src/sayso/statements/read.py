"""All the attributions of an article: quotations by their marks, reported speech by the parse, and their nesting."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.actors.phrases import Phrases, phrases
from sayso.actors.words import Words, words
from sayso.article import Article
from sayso.record import Span
from sayso.statements.attribution import Attribution
from sayso.statements.content import MARKS
from sayso.statements.cuebook import cues
from sayso.statements.direct import Quotation, quotations
from sayso.statements.frames import REACH
from sayso.statements.indirect import Said, reported
from sayso.statements.nominal import nominal
from sayso.statements.quotes import Quote, quotes
from sayso.statements.settings import Setting, settings


def attributions(article: Article) -> list[Attribution]:
    """The attributions in ``article``, in order of the text; each names the one that it stands in."""
    paragraphs = article.spans("paragraph")
    text = words(article)
    extents = phrases(text)
    quoted = quotations(article.text, paragraphs)
    runs = quotes(article.text, paragraphs)
    titles = quotes(article.text, article.spans("headline", "standfirst", "subheading"))
    marked = sorted(q.span for q in (*runs, *titles))
    out = [_from_quotation(q, text, extents) for q in quoted]
    cued = {a.cue for a in out if a.cue and a.kind == "direct"}
    for said in (*nominal(text), *reported(text)):
        found = _from_said(said, text, extents, marked)
        if found.cue is None or not any(_touch(found.cue, cue) for cue in cued):
            if any(a.kind == "indirect" and a.cue == found.cue and a.cue for a in out):
                continue
            bare = next((a for a in out if a.kind == "direct" and not a.source and _begins(a, found)), None)
            if bare is not None:  # the marks tell the runs better, the parse who speaks
                found = replace(found, kind="direct", content=bare.content)
            out = [a for a in out if a is not bare and not _same_words(a, found)]
            out.append(found)
    out = [_beside(text, extents, a, article.text) for a in out]
    out += _unclaimed(article.text, runs, out)
    out += _in_titles(text, titles, out)
    out.sort(key=lambda a: (a.content[0], a.cue or a.content[0]))
    return _nested(_carried(out, article.text))


INNER = frozenset(("“", "”", '"', "''", "``", "‘", "’", "'", "`", "«", "»"))
_LONGEST = 400
"""Words within which a quotation in a quotation is closed."""
_BESIDE = 14
"""Words behind a quotation within which the verb of its frame stands."""


def _beside(text: Words, extents: Phrases, quoted: Attribution, raw: str) -> Attribution:
    """A quotation without a source that ends in a comma, with the verb and subject right behind it ("…,” he grinned)."""
    if quoted.kind != "direct" or quoted.source or quoted.cue:
        return quoted
    end = quoted.content[0][1]
    if raw[end - 1] not in ",?!–—-" and raw[end : end + 2].strip("”’\"'")[:1] != ",":
        return quoted
    behind = text.touching((end, len(raw)))
    first = next((w for w in behind[:4] if text.pos[w] != "PUNCT"), None)
    if first is None or raw[end - 1] in "?!" and text.pos[first] not in ("PRON", "VERB", "PROPN"):
        return quoted
    block = text.block[first]
    for verb in range(first, min(len(text), first + _BESIDE)):
        if text.block[verb] != block or text.lower[verb] in INNER or text.lower[verb] in (".", ";"):
            return quoted
        subjects = [c for c in text.children[verb] if text.dep[c] == "nsubj" and c >= first]
        if text.pos[verb] == "VERB" and text.tag[verb] in ("VBD", "VBZ", "VBP") and subjects:
            who = subjects[0]
            entry = next(iter(cues().get((text.lemma[verb], "verb"), ())), None)
            return replace(
                quoted,
                source=text.span(extents.left[who], extents.right[who]),
                cue=text.span(verb, verb),
                lemma=entry.lemma if entry else text.lemma[verb],
                act=entry.act if entry else "say",
                continued=False,
            )
    return quoted


def _in_titles(text: Words, runs: Sequence[Quote], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """A headline's quoted clause is what somebody said; a quoted phrase is the paper's way to keep its distance."""
    held = [span for a in found for span in a.content]
    for run in runs:
        inside = text.inside(run.span)
        says = any(text.tag[w] in ("VBD", "VBZ", "VBP", "MD") for w in inside) and any(
            text.dep[w].startswith("nsubj") for w in inside
        )
        if says and not any(_touch(run.span, span) for span in held):
            yield Attribution(kind="direct", content=(run.span,))


_WHOLE = re.compile(r"[.!?…][”’\"']*$")


def _unclaimed(text: str, runs: Sequence[Quote], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Quoted sentences that stand behind an attributed one in their paragraph, and that no attribution holds yet."""
    spans = sorted(span for a in found for span in a.content)
    ends = sorted((a.content[-1][1], a.kind) for a in found if a.cue and a.parent is None)
    for run in runs:
        near = bisect_left(spans, (run.start,))
        held = any(_touch(span, run.span) for span in spans[max(0, near - 3) : near + 1])
        before = bisect_left(ends, (run.start,)) - 1
        if held or before < 0 or not text[run.start].isupper() or not _WHOLE.search(text[run.start : run.end]):
            continue
        between = text[ends[before][0] : run.start].rstrip("“\"'‘« ")
        if "\n" not in between and len(between) < REACH and _WHOLE.search(between):
            yield Attribution(kind="direct", content=(run.span,), continued=ends[before][1] != "direct")


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _same_words(old: Attribution, new: Attribution) -> bool:
    """A quotation that the parse reads better: a mixed one with the cue, or one without source in the new content."""
    if old.kind == "indirect":
        return False
    if old.cue and new.cue and _touch(old.cue, new.cue):
        return True
    return old.source is None and all(any(a <= s and e <= b + 1 for a, b in new.content) for s, e in old.content)


def _begins(quotation: Attribution, found: Attribution) -> bool:
    """Does the content that the parse found begin with the quotation, and its cue stand outside of it?"""
    first = quotation.content[0]
    outside = found.cue is not None and not _within(found.cue, quotation.content)
    return outside and found.kind == "direct" and _touch(first, found.content[0])


def _from_quotation(quotation: Quotation, text: Words, extents: Phrases) -> Attribution:
    verb = quotation.verb if quotation.cue else None
    around = settings(text, extents, quotation.cue) if quotation.cue and verb else Setting()
    return Attribution(
        kind=quotation.kind,
        content=quotation.runs,
        source=quotation.source,
        cue=quotation.cue if verb else None,
        lemma=verb.lemma if verb else None,
        act=verb.act if verb else None,
        continued=quotation.continued,
        addressee=around.addressee,
        venue=around.venue,
        topic=around.topic,
        date=around.date,
    )


def _from_said(said: Said, text: Words, extents: Phrases, marked: Sequence[Span]) -> Attribution:
    content = tuple(text.span(first, last) for first, last in said.content)
    cue = text.span(said.cue[0], said.cue[-1]) if said.cue and said.cue[-1] - said.cue[0] < len(said.cue) else None
    if said.cue and cue is None:  # words stand between those of the cue: the first alone
        cue = text.span(said.cue[0], said.cue[0])
    around = settings(text, extents, cue) if cue else Setting()
    whole = _inner_quote(text, said) if cue and _within(cue, marked) else _whole_quotes(content, marked)
    mixed = any(text.lower[w] in MARKS for first, last in said.content for w in range(first, last + 1))
    addressee = _phrase(text, extents, said.addressee)
    return Attribution(
        kind="direct" if whole else ("mixed" if mixed else "indirect"),
        content=whole or content,
        source=_phrase(text, extents, said.source),
        cue=cue,
        lemma=said.entry.lemma,
        act=said.entry.act,
        anonymous=" ".join(text.text[w] for w in said.cue) if said.unnamed and said.cue else None,
        polarity="negative" if said.negative else "positive",
        addressee=addressee if addressee and not _within(addressee, content) else around.addressee,
        venue=around.venue,
        topic=around.topic,
        date=around.date,
    )


def _phrase(text: Words, extents: Phrases, head: int | None) -> Span | None:
    return None if head is None else text.span(extents.left[head], extents.right[head])


def _within(span: Span, runs: Iterable[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in runs)


def _whole_quotes(content: Sequence[Span], marked: Sequence[Span]) -> tuple[Span, ...]:
    """The quoted runs that a content is made of, empty where other words are in it."""
    found = tuple(q for q in marked if any(_touch(q, c) for c in content))
    covered = sum(max(0, min(q[1], c[1]) - max(q[0], c[0])) for q in found for c in content)
    return found if found and covered + 4 * len(content) >= sum(e - s for s, e in content) else ()


def _inner_quote(text: Words, said: Said) -> tuple[Span, ...]:
    """A content inside a quotation that opens with a mark of its own, up to the one that closes it; else nothing."""
    first = said.content[0][0]
    if text.lower[first] in INNER:
        first += 1
    if first == 0 or text.lower[first - 1] not in INNER:
        return ()
    block = text.block[first]
    for word in range(first, min(len(text), first + _LONGEST)):
        if text.block[word] != block:
            break
        if text.lower[word] in INNER and text.tag[word] == "''" and word > first:
            last = word - 1
            return (text.span(first, last),)
    return ()


def _carried(found: list[Attribution], text: str) -> list[Attribution]:
    """A quotation without words of its own behind one of the same paragraph that has a source is more of that one."""
    out: list[Attribution] = []
    for attribution in found:
        last = out[-1] if out else None
        between = text[last.content[-1][1] : attribution.content[0][0]] if last else ""
        bare = attribution.kind == "direct" and attribution.source is None and attribution.cue is None
        if bare and last and last.kind == "direct" and last.cue and "\n" not in between:
            out[-1] = replace(last, content=(*last.content, *attribution.content))
        else:
            out.append(attribution)
    return out


def _nested(found: list[Attribution]) -> list[Attribution]:
    """Each with the number of the one of shortest content that holds its cue, source or first words.

    One sweep over the contents' runs in order; only those still open are looked at.
    """
    runs = sorted((start, end, number) for number, a in enumerate(found) for start, end in a.content)
    size = [sum(end - start for start, end in a.content) for a in found]
    places = sorted((a.cue or a.source or a.content[0], number) for number, a in enumerate(found))
    parents: dict[int, int] = {}
    still_open: list[tuple[int, int, int]] = []
    nearest = 0
    for (start, end), number in places:
        while nearest < len(runs) and runs[nearest][0] <= start:
            still_open.append(runs[nearest])
            nearest += 1
        still_open = [run for run in still_open if run[1] > start]
        around = [n for _, last, n in still_open if last >= end and n != number and not _stands_in(n, number, parents)]
        if around:
            parents[number] = min(around, key=lambda n: (size[n], n))
    return [replace(a, parent=parents.get(number)) for number, a in enumerate(found)]


def _stands_in(inner: int, outer: int, parents: dict[int, int]) -> bool:
    """Does the one stand in the other already?"""
    at: int | None = inner
    while at is not None and at != outer:
        at = parents.get(at)
    return at == outer
