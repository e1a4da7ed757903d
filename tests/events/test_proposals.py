"""What the lexicon proposes: phrases whose words all stand there, and the word of them that decides."""

from __future__ import annotations

import pytest

from sayso.actors.words import Words, words
from sayso.article import Article, Part
from sayso.events.lexicon import frames, told
from sayso.events.proposals import hits
from sayso.language import load, parts

NLP = load()


def read(sentence: str) -> Words:
    """The words of a sentence."""
    blocks = [(0, len(sentence), "paragraph")]
    return words(
        Article(
            sentence,
            ((0, len(sentence), "paragraph"),),
            tuple(Part(offset, doc) for offset, doc in parts(NLP, sentence, blocks)),
        )
    )


@pytest.mark.parametrize(
    ("sentence", "phrase", "decides"),
    [
        ("The junta suspended the talks with the rebels.", ("suspend", "talk"), "suspended"),
        ("The army declared a ceasefire.", ("declare", "ceasefire"), "ceasefire"),
        ("Police staged a crackdown.", ("crackdown",), "crackdown"),
        ("The union ended its blockade.", ("end", "blockade"), "ended"),
        ("Militiamen sexually assaulted two teachers.", ("sexually", "assault"), "assaulted"),
        ("Students held a sit-in at the ministry.", ("sit", "in"), "in"),
        ("The court ordered the firm to pay a fine.", ("order", ">pay"), "ordered"),
        ("Kenya sent troops to Somalia.", ("send", "troops"), "sent"),
    ],
)
def test_the_word_that_decides(sentence: str, phrase: tuple[str, ...], decides: str) -> None:
    text = read(sentence)
    assert (phrase, decides) in [(hit.frame.words, text.text[hit.at]) for hit in hits(text)]


def test_a_clause_below_is_one_of_the_words_own() -> None:
    text = read("The court ordered a review after the firm failed to pay.")
    assert ("order", ">pay") not in [hit.frame.words for hit in hits(text)]


def test_marks_are_no_words() -> None:
    assert told("hold … sit ^in") == ("hold", "sit", "in")
    assert all("^" not in word for known in frames().values() for frame in known for word in frame.words)
