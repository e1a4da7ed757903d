"""Which words may stand for one another."""

import pytest

from sayso.headline.kin import keys, number, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("desperate", "desperately"),
        ("investigate", "investigation"),
        ("die", "death"),
        ("expel", "expulsion"),
        ("attack", "attacker"),
        ("warn", "warning"),
        ("beg", "begging"),
    ],
)
def test_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("state", "station"), ("mine", "minister"), ("party", "part"), ("miss", "mission")]
)
def test_words_that_only_look_akin(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def nearness(one: str, other: str) -> float:
    theirs = {key for key, _ in keys(other)}
    return max((near for key, near in keys(one) if key in theirs), default=0.0)


def test_the_nearer_the_kinship_the_higher() -> None:
    same, family, synonym, kind = (nearness("kidnap", w) for w in ("kidnap", "kidnapper", "abduct", "shoot"))
    assert same > family > synonym > kind > nearness("kidnap", "umbrella") == 0.0


@pytest.mark.parametrize(
    ("word", "value"), [("1,200", 1200), ("nine", 9), ("$10", 10), ("thirty", 30), ("lorry", None)]
)
def test_numbers_in_digits_and_words(word: str, value: float | None) -> None:
    assert number(word) == value


def test_a_number_is_found_by_its_value() -> None:
    assert nearness("nine", "9") == 1.0
    assert nearness("nine", "90") == 0.0
