"""The learned scorer of reported speech: what it drops, how far contents go, and what it leaves alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors.words import Words, words
from sayso.article import Article, Part
from sayso.language import load, parts
from sayso.sparse import SparseNet
from sayso.statements import attributions
from sayso.statements.indirect import loose, reported
from sayso.statements.scorer import Scorer, shipped, weighed
from sayso.statements.spans import Spans
from sayso.statements.weighing import MOST, ends

TEXT = (
    "The ministry said that two bridges had fallen, as the rain went on. The mayor announced a curfew and the union "
    "accused the company of hiding the report. “Nobody came,” said Ada Kai. She put the dead at nine."
)


@cache
def article() -> tuple[Article, Words]:
    """A text, parsed, with its words."""
    blocks = ((0, len(TEXT), "paragraph"),)
    parsed = tuple(Part(offset, doc) for offset, doc in parts(load(), TEXT, list(blocks)))
    made = Article(TEXT, blocks, parsed)  # type: ignore[arg-type]
    return made, words(made)


def net(weights: dict[str, float], bias: float) -> SparseNet:
    """A network that adds up the weights of features."""
    own = article()[1]
    width = 2 * len(own.vectors[0]) if own.vectors else 0
    first = np.array([[w] for w in weights.values()], np.float32).reshape(len(weights), 1)
    index = {name: n for n, name in enumerate(weights)}
    unit = np.full((1, 1), 1, np.float32)
    high = np.full(1, 10, np.float32)  # keeps the unit above zero
    return SparseNet(index, first, np.zeros((width, 1), np.float32), high, unit, np.full(1, bias - 10, np.float32))


def test_the_shipped_networks_are_there_and_small() -> None:
    for name in ("accept.npz", "end.npz"):
        assert len(files("sayso.statements").joinpath(f"data/{name}").read_bytes()) < 1_000_000
    assert shipped() is not None


def test_a_reading_that_is_no_statement_is_dropped() -> None:
    _, own = article()
    found = list(reported(own))
    against = Scorer(net({"cue=announce|verb": -9.0}, 4.0), net({}, 0.0))
    kept = weighed(own, found, Spans([]), [], against)
    assert [s.entry.lemma for s in found if s not in kept] == ["announce"]


def test_a_verb_that_no_frame_explains_needs_more() -> None:
    _, own = article()
    more = list(loose(own))
    unsure = Scorer(net({}, -1.5), net({}, 0.0))
    assert weighed(own, more, Spans([]), [], unsure) == []


def test_the_cue_of_a_quotation_is_left_to_the_marks() -> None:
    _, own = article()
    found = [s for s in reported(own) if own.text[s.cue[0]] == "announced"]
    never = Scorer(net({}, -9.0), net({}, 0.0))
    cue = own.span(found[0].cue[0], found[0].cue[0])
    assert weighed(own, found, Spans([]), [], never) == []
    assert weighed(own, found, Spans([]), [cue], never) == found


def test_a_content_may_be_cut_at_a_clause_of_the_reporter() -> None:
    _, own = article()
    said = next(s for s in reported(own) if s.entry.lemma == "say")
    short = Scorer(net({}, 4.0), net({"mark=,|short": 3.0, "mark=,|own": 3.0}, -2.0))
    [cut] = weighed(own, [said], Spans([]), [], short)
    assert own.phrase(*cut.content[-1]) == "two bridges had fallen"


@given(st.integers(0, 3))
def test_the_ends_are_in_order_few_and_hold_the_own_one(number: int) -> None:
    _, own = article()
    found = list(reported(own))
    said = found[number % len(found)]
    places = ends(own, said)
    assert places == sorted(set(places))
    assert said.content[-1][1] in places
    assert len(places) <= MOST


def test_without_a_scorer_the_rules_stand() -> None:
    made, own = article()
    alone = attributions(made, own, scorer=lambda: None)
    assert {a.lemma for a in alone} >= {"say", "announce", "accuse", "put"}
