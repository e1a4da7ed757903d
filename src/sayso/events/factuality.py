"""How real an event is told to be: polarity, modality and tense, from the words that govern its trigger."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.actors.words import Words
from sayso.events.negation import governors, negated
from sayso.events.onlookers import told_as_done
from sayso.events.triggers import Trigger
from sayso.record import Modality, Polarity, Tense

_GOVERNED = frozenset(("xcomp", "ccomp", "obj", "obl", "nsubj:pass", "acl", "nmod", "advcl", "nsubj"))
_MIGHT = frozenset(("may", "might", "could", "can"))
_MUST = frozenset(("must", "should", "ought"))
_WOULD = frozenset(("would", "'d", "’d"))
_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_IF = frozenset(("if", "unless", "whether"))
_VERBAL = ("VERB", "AUX")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Factuality:
    """Polarity, modality and tense; ``absorbed`` by a governing word that is the event itself (a threat to do it)."""

    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    tense: Tense = "past"
    absorbed: int | None = None


def factuality(words: Words, trigger: Trigger, *, title: bool) -> Factuality:
    """What the words around a trigger say of it. ``title``: in a headline the present tells the past."""
    verb = clause_verb(words, trigger)
    negative = trigger.frame.brings == "negative" or negated(words, trigger.anchor) or negated(words, trigger.at)
    modality: Modality = "asserted"
    if trigger.frame.brings in ("possible", "intended", "demanded", "conditional"):
        modality = trigger.frame.brings  # type: ignore[assignment]  # one of the four
    absorbed: int | None = None
    own = next((m for v in _joined(words, verb) if (m := _own_modality(words, v))), None) if verb is not None else None
    done = told_as_done(words, trigger)
    if modality == "asserted" and own and not done:
        modality = own
    for said, governor in _above(words, trigger):
        if said == "absorb":
            absorbed = governor if absorbed is None else absorbed
        elif said == "negative":
            negative = not negative
        elif modality == "asserted" and said != "asserted":
            modality = said  # type: ignore[assignment]  # the data has no other
        if negated(words, governor) and said in ("negative", "absorb", "asserted"):
            negative = not negative
    if verb is not None and verb != trigger.anchor and words.lemma[verb] not in ("say",) and not done:
        negative ^= negated(words, verb) and verb not in [g for _, g in _above(words, trigger)]
    return Factuality(
        polarity="negative" if negative else "positive",
        modality=modality,
        tense=_tense(words, trigger, verb, modality, title),
        absorbed=absorbed,
    )


def clause_verb(words: Words, trigger: Trigger) -> int | None:
    """The verb of the clause in which the trigger stands: itself, or the one that a noun hangs on."""
    at = trigger.anchor
    for _ in range(_DEEPEST):
        if words.pos[at] in _VERBAL or any(words.dep[c] == "cop" for c in words.children[at]):
            return at
        if words.head[at] == at:
            return None
        at = words.head[at]
    return None


def _joined(words: Words, verb: int) -> list[int]:
    """The verb and, where it has no subject nor auxiliary of its own, those it is joined to: "must pay and leave"."""
    out = [verb]
    for _ in range(_DEEPEST):
        own = {words.dep[c] for c in words.children[out[-1]]}
        above = words.head[out[-1]]
        alone = words.dep[out[-1]] == "conj" and words.pos[above] in _VERBAL and words.tag[out[-1]] == words.tag[above]
        if not alone or own & {"nsubj", "nsubj:pass", "aux", "aux:pass", "cop", "mark"}:
            break
        out.append(above)
    return out


def _own_modality(words: Words, verb: int) -> Modality | None:
    kids = words.children[verb]
    aux = {words.lower[c] for c in kids if words.dep[c] in ("aux", "aux:pass")}
    marks = {words.lower[c] for c in kids if words.dep[c] == "mark"}
    known = governors()
    if any(known.get((words.lower[c], "adv")) == "possible" for c in kids if words.dep[c] == "advmod"):
        return "possible"
    if marks & _IF or aux & _WOULD:
        return "conditional"
    if aux & _MIGHT:
        return "possible"
    if aux & _MUST:
        return "demanded"
    if aux & _WILL:
        return "intended"
    return None


def _above(words: Words, trigger: Trigger) -> list[tuple[str, int]]:
    """(what it does, word) of the governing words, nearest first, and of the adjectives that stand with a noun."""
    known, out = governors(), []
    for at in sorted({trigger.anchor, trigger.at}):
        adjectives = (c for c in words.children[at] if words.dep[c] == "amod" and (words.lower[c], "adj") in known)
        out += [(known[words.lower[c], "adj"], c) for c in adjectives]
    at = trigger.anchor
    for _ in range(_DEEPEST):
        above, dep = words.head[at], words.dep[at]
        if above == at:
            break
        if dep == "conj" and words.pos[above] in _VERBAL:
            at = above
            continue
        if dep not in _GOVERNED or (dep == "nsubj" and words.pos[above] in _VERBAL and not _passive_of(words, above)):
            break
        kind = (
            "verb"
            if words.pos[above] in _VERBAL
            else {"NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}.get(words.pos[above], "")
        )
        said = known.get((words.lemma[above], kind))
        if said is None and dep == "xcomp" and kind == "verb" and _passive_of(words, above):
            said = known.get((words.lemma[above], "passive"))
        if said and above not in trigger.words and _fits(words, at, dep, kind, said):
            out.append((said, above))
        elif dep in ("ccomp", "advcl", "obl"):
            break
        at = above
    return out


def _passive_of(words: Words, verb: int) -> bool:
    return any(words.dep[c] == "aux:pass" for c in words.children[verb])


def _fits(words: Words, at: int, dep: str, kind: str, said: str) -> bool:
    """A demanded or possible deed may stand in a clause; what is intended or absorbed is an infinitive or a noun."""
    if dep == "ccomp" and said in ("intended", "absorb", "negative"):
        return said != "intended" or not any(words.dep[c] == "nsubj" for c in words.children[at])
    if dep == "nsubj":
        return False
    if dep == "advcl":
        return said in ("intended", "demanded") and words.tag[at] == "VB" and kind == "adj"
    return not (dep == "obl" and said in ("intended", "absorb"))


def _tense(words: Words, trigger: Trigger, verb: int | None, modality: Modality, title: bool) -> Tense:
    if verb is None:
        return "past"
    kids = words.children[verb]
    aux = [words.lower[c] for c in kids if words.dep[c] in ("aux", "aux:pass", "cop")]
    tag = words.tag[verb]
    if set(aux) & (_WILL | _MUST) or (modality in ("intended", "demanded", "conditional") and verb == trigger.anchor):
        return "future"
    if modality in ("intended", "demanded"):
        return "future"
    if set(aux) & (_WOULD | _MIGHT):
        return "past" if "have" in aux else "future"
    if {"was", "were", "had", "did", "has", "have", "'ve", "’ve"} & set(aux) and tag in ("VBN", "VBD", "VB", "VBG"):
        return "present" if tag == "VBG" and {"has", "have"} & set(aux) and "been" in aux else "past"
    if title and tag in ("VBZ", "VBP", "VBN"):
        return "past"
    if tag == "VBD":
        return "past"
    if tag in ("VBZ", "VBP") or {"is", "are", "am", "'s", "’s", "'re", "’re"} & set(aux):
        return "present" if tag != "VBN" or "been" not in aux else "past"
    if tag == "VB":
        return "future" if any(words.lower[c] == "to" for c in kids) and words.dep[verb] == "xcomp" else "past"
    above = words.head[verb]
    if above != verb and words.pos[above] in _VERBAL and tag in ("VBG", "VBN"):
        return _tense(words, replace(trigger, anchor=above, at=above, words=(above,)), above, modality, title)
    return "past"
