"""Figures from raw text: paragraphs of a treebank become a text again, and all is compared by its characters."""

from __future__ import annotations

from sayso.language._spacy import Language
from training.labels import OUTSIDE
from training.raw import ROOT, Analysis, compare, found, page
from training.sentences import Block, Sentence, Syntax


def sentence(words: str, heads: tuple[int, ...], relations: str, glued: tuple[int, ...] = ()) -> Sentence:
    """A sentence whose words at ``glued`` have no blank behind them."""
    units = tuple(words.split())
    tags = ("X",) * len(units)
    space = tuple(i not in glued for i in range(len(units)))
    syntax = Syntax(tags, tags, heads, tuple(relations.split()), units)
    return Sentence("s", units, space, (OUTSIDE,) * len(units), syntax)


RAIN = sentence("Rain fell .", (2, 0, 2), "nsubj root punct", glued=(1,))
NONE = sentence("Nobody slept .", (2, 0, 2), "nsubj root punct", glued=(1,))


def test_a_page_is_a_line_a_paragraph() -> None:
    made = page([Block("d", (RAIN, NONE)), Block("d", (RAIN,))])
    assert made.text == "Rain fell. Nobody slept.\nRain fell.\n"
    assert made.blocks == ((0, 24), (25, 35))
    assert made.gold.sentences == {(0, 10), (11, 24), (25, 35)}
    assert made.gold.words[0, 4] == ("X", (5, 9), "nsubj")
    assert made.gold.words[5, 9] == ("X", ROOT, "root")


def test_the_gold_is_right_against_itself() -> None:
    gold = page([Block("d", (RAIN, NONE))]).gold
    assert {row.f1 for row in compare([(gold, gold)]).values()} == {1.0}


def test_a_wrong_word_costs_its_arcs_and_its_sentence_only_its_ends() -> None:
    gold = page([Block("d", (RAIN, NONE))]).gold
    words = {k: v for k, v in gold.words.items() if k not in ((5, 9), (9, 10))}
    ours = Analysis({(0, 10), (11, 24)}, {**words, (5, 10): ("X", ROOT, "root")})
    figures = compare([(ours, gold)])
    assert (figures["words"].right, figures["words"].predicted, figures["words"].gold) == (4, 5, 6)
    assert figures["sentences"].f1 == 1.0


def test_a_right_head_with_a_wrong_relation_counts_for_one_figure() -> None:
    gold = page([Block("d", (RAIN,))]).gold
    ours = Analysis(gold.sentences, gold.words | {(0, 4): ("X", (5, 9), "obj")})
    figures = compare([(ours, gold)])
    assert (figures["UAS"].right, figures["LAS"].right) == (3, 2)


def test_the_pipeline_finds_sentences_and_heads_of_plain_words(nlp: Language) -> None:
    made = page([Block("d", (RAIN, NONE))])
    figures = compare([(found(nlp, made), made.gold)])
    assert {name: figures[name].f1 for name in ("words", "sentences", "LAS")} == {"words": 1, "sentences": 1, "LAS": 1}
