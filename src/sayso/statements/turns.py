"""Who speaks in quotations that no words nearby attribute: turns of an interview or talk, and quotations in titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.actors.lexicon import heads
from sayso.actors.names import organisation_type
from sayso.actors.words import Words
from sayso.record import Span
from sayso.statements.attribution import Attribution
from sayso.statements.content import under
from sayso.statements.cuebook import settings
from sayso.statements.weighing import kind_of

_TITLES = frozenset(("headline", "standfirst", "subheading"))
_SKIPPED = frozenset(("byline", "headline"))
_PEOPLE = ("PER", "person", "people")
_SHORT = 40
"""Words of a turn at most that no label or dash shows to be one."""
_SAME = 0.6
"""Share of a quotation's words that a statement in the body has in common with it at least, to be the same."""
_LABEL = re.compile(r"(?:^|\s)((?:[A-Z][\w’'.-]*[ ]){0,3}[A-Z][\w’'-]*):\s*[“‘\"'«]*$")
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM", "PRON", "ADV"))


def voiced(words: Words, found: Sequence[Attribution], text: str) -> list[Attribution]:
    """``found`` with the words, elsewhere in the text, that name who speaks (``by``) and who is asked."""
    out = _titled(words, _exchanges(words, _going_on(words, found), text), text)
    if any(a.turn for a in out):
        out = _asked(_spoken(words, out))
    return _hosted(words, out)


def _hosted(words: Words, found: Sequence[Attribution]) -> list[Attribution]:
    """Who hosts a talk asks and answers whoever was quoted last ("RT host Ada Kai responded: …")."""
    out: list[Attribution] = []
    spoke: Span | None = None
    end = 0  # of what has been said so far: what stands before it is a quotation in a quotation
    for a in found:
        hosts = a.source is not None and _described(words, a.source) & settings()["interviewer"]
        if hosts and a.addressee is None and a.lemma in settings()["answering"]:
            out.append(replace(a, addressee=spoke))
            continue
        out.append(a)
        if not hosts and a.kind != "indirect" and a.content[0][0] >= end:
            spoke = a.source or a.by or spoke
        end = max(end, a.content[-1][1])
    return out


def _described(words: Words, source: Span) -> set[str]:
    """The lemmas of a source and of what describes it: "Tulor FM host Ivo Lobo", "Lobo, the host of the show"."""
    inside = words.touching(source)
    tops = [w for w in inside if words.head[w] not in inside or words.head[w] == w]
    tops += [words.head[w] for w in tops if words.dep[w] in ("appos", "flat", "nmod:desc", "compound")]
    return {words.lemma[w] for top in tops for w in under(words, top)}


def _going_on(words: Words, found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation without words of its own behind a statement, in the body: whoever spoke goes on."""
    out: list[Attribution] = []
    spoken = False
    for a in found:
        bare = a.kind == "direct" and not (a.source or a.cue or a.turn)
        told = not _in_title(words, a)
        if bare and told and (who := _before(words, a, out[-1] if out else None)):
            out.append(replace(a, source=who, continued=False))
        else:
            out.append(replace(a, continued=a.continued or (bare and told and spoken)))
        spoken = spoken or (told and a.source is not None)
    return out


def _before(words: Words, a: Attribution, last: Attribution | None) -> Span | None:
    """Whom the sentence before a quotation is about, in its paragraph ("The judge laughed. “This is no robbery.”")."""
    inside = words.touching(a.content[0])
    word = next((w for w in range(inside[0] - 1, -1, -1) if words.pos[w] != "PUNCT"), None) if len(inside) else None
    if word is None or words.block[word] != words.block[inside[0]]:
        return None
    begin, limit = words.limits(word)
    if last is not None and any(end > words.start[begin] for _, end in (*last.content, last.cue or (0, 0))):
        return None
    root = next((w for w in range(begin, limit) if words.head[w] == w), None)
    who = next((c for c in words.children[root] if words.dep[c] == "nsubj"), None) if root is not None else None
    if who is None or not (kind_of(words, who) in _PEOPLE or words.lower[who] in ("he", "she")):
        return None
    phrase = [w for w in under(words, who) if w <= who or words.dep[w] in ("flat", "compound")]
    return words.span(phrase[0], phrase[-1])


def _exchanges(words: Words, found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Paragraphs in a row that are a short quotation each, one of them a question: what was asked, and the answers."""
    out = list(found)
    run: list[int] = []
    for n, a in enumerate([*found, None]):
        block = _block(words, a) if a else -1
        if a and a.continued and _is_paragraph(words, a) and (not run or block == _block(words, found[run[-1]]) + 1):
            run.append(n)
            continue
        asks = [text[slice(*found[r].content[-1])].rstrip().endswith("?") for r in run]
        if len(run) > 1 and any(asks[:-1]) and not all(asks):
            for r, asked in zip(run, asks, strict=True):
                out[r] = replace(found[r], turn="asks" if asked else "answers")
        run = [n] if a and a.continued and _is_paragraph(words, a) else []
    return out


def _block(words: Words, a: Attribution) -> int:
    inside = words.touching(a.content[0])
    return words.block[inside[0]] if len(inside) else -1


def _is_paragraph(words: Words, a: Attribution) -> bool:
    """Is a quotation all of its paragraph, and short?"""
    inside = words.inside(a.content[0])
    if not len(inside) or len(inside) > _SHORT or len(a.content) > 1:
        return False
    block = words.block[inside[0]]
    before = next((w for w in range(inside[0] - 1, -1, -1) if words.pos[w] != "PUNCT"), None)
    behind = next((w for w in range(inside[-1] + 1, len(words)) if words.pos[w] != "PUNCT"), None)
    return all(w is None or words.block[w] != block for w in (before, behind))


def _spoken(words: Words, found: Sequence[Attribution]) -> list[Attribution]:
    """Turns without a label: questions are the outlet's, answers those of whom the text before them is about."""
    turned = {words.block[w] for a in found if a.turn for w in words.touching(a.content[0])[:1]}
    outlet = _outlet(words)
    guest: Span | None = None
    last: int | None = None
    out = []
    speaker: Span | None = None
    for a in found:
        if a.turn is None:
            speaker = a.source or speaker
            out.append(a)
            continue
        at = words.touching(a.content[0])
        block = words.block[at[0]] if len(at) else 0
        if last is None or (a.labelled is False and block > last + 1):
            named = speaker if a.continued else _introduced(words, block, turned)
            guest = named or (guest if a.labelled else None)
        last = block
        if a.source is not None:
            guest = a.source if a.turn == "answers" and not a.labelled else guest
            out.append(a)
        elif a.turn == "asks":
            anonymous = None if outlet else "interviewer"
            out.append(replace(a, by=outlet, addressee=a.addressee or guest, anonymous=anonymous, continued=False))
        else:
            out.append(replace(a, by=guest, continued=False))
    return out


def _asked(found: Sequence[Attribution]) -> list[Attribution]:
    """A turn that asks is addressed to who speaks in the next one."""
    out = list(found)
    turns = [n for n, a in enumerate(out) if a.turn]
    for n, following in pairwise(turns):
        if out[n].turn == "asks" and out[n].addressee is None and out[following].turn == "answers":
            out[n] = replace(out[n], addressee=out[following].source or out[following].by)
    return out


def _introduced(words: Words, block: int, turned: set[int]) -> Span | None:
    """The person whom the nearest paragraph before a talk speaks of, rather as a subject."""
    people: dict[int, list[tuple[bool, int]]] = {}
    for number, (first, _, label) in enumerate(words.names):
        own = words.block[first]
        if label == "PER" and own < block and own not in turned and words.kinds[own] not in _SKIPPED:
            subject = any(words.dep[w].startswith("nsubj") for w in range(first, words.names[number][1]))
            people.setdefault(own, []).append((not subject, number))
    if not people:
        return None
    first, end, _ = words.names[min(people[max(people)])[1]]
    return words.span(first, end - 1)


def _outlet(words: Words) -> Span | None:
    """The one outlet that the text names, a paper or a station, or "this newspaper"."""
    found: dict[str, Span] = {}
    for first, end, label in words.names:
        name = words.phrase(first, end - 1)
        if label in ("ORG", "MISC", "WORK") and (organisation_type(name) == "media" or _ends_as_outlet(words, end - 1)):
            found.setdefault(name, words.span(first, end - 1))
    for word in range(1, len(words)):
        if words.entity[word] < 0 and _ends_as_outlet(words, word) and words.pos[word - 1] == "PROPN":
            first = word - 1
            while first and words.pos[first - 1] == "PROPN" and words.block[first - 1] == words.block[word]:
                first -= 1
            found.setdefault(words.phrase(first, word), words.span(first, word))
        elif words.lower[word - 1] == "this" and words.lower[word] in settings()["outlet"]:
            found.setdefault("this", words.span(word - 1, word))
    return next(iter(found.values())) if len(found) == 1 else None


def _ends_as_outlet(words: Words, word: int) -> bool:
    told = words.kinds[words.block[word]] == "paragraph" and words.text[word][:1].isupper()
    return told and words.lower[word] in settings()["outlet"]


def _titled(words: Words, found: Sequence[Attribution], text: str) -> list[Attribution]:
    """Quotations in titles: their label's words, else who says the same in the body."""
    bare = [n for n, a in enumerate(found) if a.kind == "direct" and not (a.source or a.cue) and _in_title(words, a)]
    out = list(found)
    told: list[tuple[frozenset[str], Span | None]] = []
    speaker: Span | None = None
    for a in found if bare else ():
        speaker = speaker if a.continued else a.source or a.by
        if not _in_title(words, a):
            told.append((_said(words, a.content), speaker))
    for n in bare:
        if label := _label(words, found[n], text):
            out[n] = replace(found[n], source=label, continued=False)
            continue
        wanted = _said(words, found[n].content)
        shares = ((len(wanted & said) / max(1, len(wanted)), who) for said, who in told[:500])
        share, who = max(shares, key=_first, default=(0.0, None))
        if share >= _SAME:
            out[n] = replace(found[n], by=who, continued=False)
    return out


def _first(pair: tuple[float, Span | None]) -> float:
    return pair[0]


def _in_title(words: Words, a: Attribution) -> bool:
    inside = words.touching(a.content[0])
    return bool(len(inside)) and words.kinds[words.block[inside[0]]] in _TITLES


def _said(words: Words, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(words.lemma[w] for s in spans for w in words.inside(s)[:300] if words.pos[w] in _CONTENT)


def _label(words: Words, a: Attribution, text: str) -> Span | None:
    """ "Mayor: ‘Who opened the gates?’": a name or role before a colon."""
    start = a.content[0][0]
    inside = words.touching(a.content[0])
    block = next(w for w in range(inside[0], -1, -1) if w == 0 or words.block[w - 1] != words.block[inside[0]])
    found = _LABEL.search(text, words.start[block], start)
    if found is None:
        return None
    for word in words.touching(found.span(1)):
        named = words.entity[word] >= 0 and words.names[words.entity[word]][2] in ("PER", "ORG")
        if named or words.lower[word] in heads():
            return words.start[word], found.end(1)
    return None
