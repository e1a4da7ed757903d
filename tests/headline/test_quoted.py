"""The quoted words of a headline."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.headline.quoted import quoted


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("headline", "inside"),
    [
        ("‘Desperate’ miners plead for air", ["Desperate"]),
        ("‘Cowards’ who fled are ‘laughing’ at town", ["Cowards", "laughing"]),
        ("‘The boys’ mothers wept’, says priest", ["The boys’ mothers wept"]),
        ("Chiefs ‘at each other’s throats’ after raid", ["at each other’s throats"]),
        ("'We will not go': the last of Tulor's fishermen", ["We will not go"]),
        ("“He was buying bread,” mother says", ["He was buying bread"]),
        ("Tulor's harbour and its sailors' widows", []),
        ("Judge calls it ‘a farce", []),
    ],
)
def test_what_stands_between_the_marks(headline: str, inside: list[str]) -> None:
    assert words(headline) == inside


@given(st.text(alphabet="a s’‘'\"“” .,\n", max_size=60))
def test_runs_stand_apart_and_hold_words(text: str) -> None:
    spans = quoted(text, [(0, len(text))])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(any(c.isalnum() for c in text[start:end]) for start, end in spans)
