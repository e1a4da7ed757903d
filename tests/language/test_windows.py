"""Windows cover a block and stay within the encoder's limits; sentences start where the head and the marks agree."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.features import MAX_PIECES, MAX_SUBWORDS, MAX_WORDS
from sayso.language.windows import after_abbreviations, closing_quotes, cut, starts

WORDS = st.lists(
    st.tuples(st.sampled_from(["Mr", "said", ".", "”", '"', "Oslo", "!", ")"]), st.integers(1, MAX_PIECES))
)


@settings(deadline=None)
@given(WORDS, st.integers(1, 60))
def test_windows_cover_a_block_in_order_within_the_limits(units: list[tuple[str, int]], times: int) -> None:
    words, sizes = [w for w, _ in units] * times, np.array([n for _, n in units] * times, np.int64)
    found = cut(words, sizes)
    edges = [start for start, _ in found] + [len(words)]
    assert edges[0] == 0
    assert [end for _, end in found] == edges[1:]
    for start, end in found:
        assert 0 < end - start <= MAX_WORDS
        assert sizes[start:end].sum() <= MAX_SUBWORDS - 2


def test_a_window_ends_behind_a_full_stop_and_its_closing_quote() -> None:
    words = ["word"] * 120 + [".", "”"] + ["Word"] * 100
    assert cut(words, np.ones(len(words), np.int64))[0] == (0, 122)


def test_a_window_without_a_full_stop_is_full() -> None:
    words = ["word"] * 400
    assert [b - a for a, b in cut(words, np.ones(400, np.int64))] == [MAX_WORDS, MAX_WORDS, 80]


def logits(*found: int, size: int) -> np.ndarray:
    out = np.full(size, -5.0, np.float32)
    out[list(found)] = 5.0
    return out


def test_the_head_says_where_sentences_start() -> None:
    words = ["He", "left", ".", "She", "stayed", "."]
    assert starts(words, logits(0, 3, size=6), title=False) == [0, 3]


def test_a_closing_quote_begins_no_sentence_but_the_word_behind_it_does() -> None:
    words = ["“", "We", "left", ".", "”", "She", "stayed", "."]
    assert starts(words, logits(0, 4, size=8), title=False) == [0, 5]


def test_a_closing_quote_at_the_end_stays_with_its_sentence() -> None:
    words = ["“", "We", "left", ".", "”"]
    assert starts(words, logits(0, 4, size=5), title=False) == [0]


def test_a_headline_is_one_sentence_unless_a_full_stop_stands_in_it() -> None:
    words = ["Talks", "Resume", "In", "Cairo", "Despite", "Raid"]
    assert starts(words, logits(0, 3, size=6), title=True) == [0]
    words = ["Talks", "resume", ".", "Raid", "goes", "on"]
    assert starts(words, logits(0, 3, size=6), title=True) == [0, 3]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Mr", ".", "”", '"', "Oslo", "!", ")"]), min_size=1, max_size=30), st.data())
def test_starts_begin_at_0_and_increase(words: list[str], data: st.DataObject) -> None:
    scores = np.array(data.draw(st.lists(st.floats(-5, 5, width=32), min_size=len(words), max_size=len(words))))
    found = starts(words, scores.astype(np.float32), title=data.draw(st.booleans()))
    assert found[0] == 0
    assert all(a < b < len(words) for a, b in pairwise(found))


def test_a_straight_quote_between_a_blank_and_a_word_opens_whatever_its_tag() -> None:
    words = ["He", "left", ".", '"', "We", "stay", ".", '"', "She", "nodded", "."]
    spaced = np.array([True, False, True, False, True, False, False, True, True, False, True])
    closing = closing_quotes(words, np.ones(11, bool), spaced)
    assert np.flatnonzero(closing).tolist() == [7]
    assert starts(words, logits(0, 3, 7, size=11), title=False, closing=closing) == [0, 3, 8]
    assert starts(words, logits(0, 4, 8, size=11), title=False, closing=closing) == [0, 3, 8]


def test_a_straight_quote_with_a_blank_on_both_sides_is_what_its_tag_says() -> None:
    words = ["He", '"', "left", '"', "."]
    tagged = np.array([False, False, False, True, False])
    assert closing_quotes(words, tagged, np.ones(5, bool)).tolist() == tagged.tolist()


def flags(size: int, *at: int) -> np.ndarray:
    out = np.zeros(size, bool)
    out[list(at)] = True
    return out


def test_an_article_behind_an_abbreviation_begins_a_sentence() -> None:
    words = ["back", "in", "the", "U.S.", "The", "talks", "failed"]
    bonus = after_abbreviations(words, flags(7, 2, 4), flags(7))
    assert np.flatnonzero(bonus).tolist() == [4]
    unsure = np.full(7, -3.0, np.float32)
    assert starts(words, unsure, title=False, bonus=bonus) == [0, 4]
    assert starts(words, unsure, title=True, bonus=bonus) == [0]


def test_a_name_behind_an_abbreviation_does_not() -> None:
    words = ["the", "U.S.", "Senate", "met", "at", "8", "p.m.", "Monday"]
    assert not after_abbreviations(words, flags(8, 0), flags(8)).any()


def test_a_common_noun_behind_an_abbreviation_does_if_the_next_word_is_in_lower_case() -> None:
    assert after_abbreviations(["p.m.", "Police", "left"], flags(3), flags(3, 1))[1] > 0
    assert not after_abbreviations(["U.S.", "Troops", "Leave"], flags(3), flags(3, 1)).any()
    assert not after_abbreviations(["U.S.", "TROOPS", "leave"], flags(3), flags(3, 1)).any()


def test_titles_and_single_initials_end_no_sentence() -> None:
    for word in ("Gen.", "J.", "v.", "e.g."):
        assert not after_abbreviations([word, "The", "man"], flags(3, 1), flags(3)).any()
