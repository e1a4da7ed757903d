"""An epoch is a pure function of seed and epoch; names are exchanged whole; windows keep to blocks and lengths."""

from __future__ import annotations

import dataclasses
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from training import mixture, swap
from training.labels import NAMES, OPEN, OUTSIDE, mask
from training.mixture import Changes, Share
from training.registry import Source
from training.sentences import Block, Sentence, Syntax
from training.spans import marked
from training.windows import IGNORE, STEP, Pieces, Targets, Window, batch, cut, encode, grouped


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    vocabulary = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4}
    return Pieces(Tokenizer(WordLevel(vocabulary, unk_token="[UNK]")))


def plain(length: int, name: str = "s") -> Sentence:
    words = tuple(f"w{i}" for i in range(length))
    syntax = Syntax(
        ("NOUN",) * length, ("NN",) * length, (0, *range(1, length)), ("root", *["dep"] * (length - 1)), words
    )
    return Sentence(name, words, (True,) * length, (1,) * length, syntax)


def source(**more: object) -> Source:
    return Source("own", "braces", "train", "", "", (), (), **more)  # type: ignore[arg-type]


OWN = [
    Block("b", (marked(line, "here"),))
    for line in (
        "{PER Ann Ode} of {GPE Lund} left.",
        "{ORG UNHCR} praised {PER Bo}.",
        "{PER Li Xu} saw {FAC Kastrup Airport}.",
    )
]


@given(st.integers(0, 5), st.integers(0, 5))
def test_an_epoch_depends_on_seed_and_epoch_alone(epoch: int, seed: int) -> None:
    known = Pieces(Tokenizer(WordLevel({"[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4}, unk_token="[UNK]")))
    shares = [Share(source(share=1.5, swap=True), tuple(OWN))]
    first, again = (mixture.epoch_windows(shares, known, epoch, seed, Changes()) for _ in range(2))
    assert first == again
    assert len(first) in (4, 5)


def test_a_source_waits_for_its_epoch(pieces: Pieces) -> None:
    shares = [Share(source(from_epoch=2), tuple(OWN))]
    assert [len(mixture.epoch_windows(shares, pieces, e, 1, Changes())) for e in range(4)] == [0, 0, 3, 3]


@given(st.integers(0, 1000))
def test_exchanged_names_are_whole_names_of_their_type(seed: int) -> None:
    names = swap.inventory(OWN)
    new = swap.swapped(OWN[0].sentences[0], names, Random(seed), 1.0)
    found = {kind: [] for kind in ("PER", "GPE")}  # type: dict[str, list[str]]
    for word, names_mask in zip(new.words, new.names, strict=True):
        part, _, kind = NAMES[names_mask.bit_length() - 1].partition("-")
        if part == "B":
            found[kind].append(word)
        elif part == "I":
            found[kind][-1] += f" {word}"
    assert found["PER"][0] in ("Ann Ode", "Bo", "Li Xu")
    assert found["GPE"] == ["Lund"]
    assert swap.certain(new)


def test_windows_hold_whole_sentences_of_one_block(pieces: Pieces) -> None:
    block = Block("b", tuple(plain(n) for n in (50, 60, 70, 200, 5)))
    assert [len(w.words) for w in cut(block, pieces)] == [110, 70, 200, 5]


def test_heads_count_from_the_window(pieces: Pieces) -> None:
    blocks = [Block("b", (plain(2), plain(3)))]
    (window,) = cut(blocks[0], pieces)
    encoded = encode(window, pieces, Targets.of(blocks))
    assert [row[2] for row in encoded.rows] == [0, 1, 0, 3, 4]
    assert [row[5] for row in encoded.rows] == [1, 0, 1, 0, 0]


def test_a_sentence_of_absurd_length_is_cut_at_the_encoder(pieces: Pieces) -> None:
    sentence = plain(2000)
    arrays = batch([encode(Window.of([sentence]), pieces, Targets.of([Block("b", (sentence,))]))])
    assert arrays["ids"].shape == (1, 512)
    assert arrays["heads"].max() <= 510


def test_padding_has_no_target(pieces: Pieces) -> None:
    targets = Targets.of([Block("b", (plain(3),))])
    arrays = batch([encode(Window.of([plain(n)]), pieces, targets) for n in (1, 3)])
    assert (arrays["heads"][0, 1:] == IGNORE).all()
    assert arrays["names"][0, 1:].all()
    assert list(arrays["word_mask"].sum(1)) == [1, 3]


def test_hiding_a_word_leaves_its_shape(pieces: Pieces) -> None:
    sentence = Sentence("s", ("Lund",), (True,), (OPEN,))
    seen, hidden = (
        encode(Window.of([sentence]), pieces, Targets((), ()), lambda m, w=what: w) for what in ("", "word")
    )
    assert hidden.ids == [2, 4, 3]
    assert hidden.features == seen.features


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30), st.integers(64, 512))
def test_batches_hold_each_window_once_and_keep_near_the_budget(lengths: list[int], budget: int) -> None:
    known = Pieces(Tokenizer(WordLevel({"[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4}, unk_token="[UNK]")))
    encoded = [encode(Window.of([plain(n)]), known, Targets((), ())) for n in lengths]
    groups = grouped(encoded, budget, Random(1))
    assert sorted(i for g in groups for i in g) == list(range(len(lengths)))
    for group in groups:
        arrays = batch([encoded[i] for i in group])
        assert len(group) == 1 or np.prod(arrays["ids"].shape) <= budget + len(group) * STEP


def test_names_exchanged_for_others_as_long_keep_tags_tree_and_case() -> None:
    words = ("Ann", "Ode", "saw", "lund")
    places = mask("B", "GPE", "LOC", "FAC")
    syntax = Syntax(("PROPN", "PROPN", "VERB", "PROPN"), ("NNP",) * 4, (3, 1, 0, 3), ("dep",) * 4, words)
    sentence = Sentence("s", words, (True,) * 4, (mask("B", "PER"), mask("I", "PER"), OUTSIDE, places), syntax)
    names = {("PER", 2): [("Li", "Xu")], ("PLACE", 1): [("Oslo",)], ("PER", 1): [("Bo",)]}
    new = swap.exchanged(sentence, names, Random(1), 1.0)
    assert new.words == ("Li", "Xu", "saw", "oslo")
    assert (new.names, new.syntax) == (sentence.names, syntax)
    assert swap.exchanged(sentence, names, Random(1), 0.0) == sentence


def test_the_stock_holds_certain_names_of_proper_nouns() -> None:
    found = swap.stock(
        [*OWN, Block("b", (marked("{PER the Fox} met {NORP Danes} and {ORG AN ABSURD SHOUT}.", "here"),))]
    )
    assert found == {
        ("PER", 2): [("Ann", "Ode"), ("Li", "Xu")],
        ("PLACE", 1): [("Lund",)],
        ("ORG", 1): [("UNHCR",)],
        ("PER", 1): [("Bo",)],
        ("PLACE", 2): [("Kastrup", "Airport")],
    }


def test_own_sentences_put_together_teach_where_sentences_start(pieces: Pieces) -> None:
    whole = [dataclasses.replace(b, sentences=(dataclasses.replace(b.sentences[0], whole=True),)) for b in OWN]
    made = [mixture.joined(whole, Random(seed), 1.0) for seed in range(8)]
    assert {tuple(sorted(s.words for b in blocks for s in b.sentences)) for blocks in made} == {
        tuple(sorted(b.sentences[0].words for b in OWN))
    }
    block = next(blocks[0] for blocks in made if len(blocks) == 1)
    (window,) = cut(block, pieces)
    starts = [row[5] for row in encode(window, pieces, Targets((), ())).rows]
    assert sum(starts) == 3
    assert [n for n, s in enumerate(starts) if s][1] == len(block.sentences[0].words)
    assert mixture.joined(OWN, Random(4), 1.0) == OWN  # not known to be one sentence each


def test_windows_in_another_case() -> None:
    window = Window.of(OWN[0].sentences)
    for changes, words in (
        (Changes(upper=1.0), ("ANN", "ODE", "OF", "LUND", "LEFT", ".")),
        (Changes(upper=0.0, title=0.0, lower=1.0), ("ann", "ode", "of", "lund", "left", ".")),
    ):
        assert mixture.recased(window, Random(1), changes).words == words
