"""Quotation marks: what they hold, over paragraphs and whatever stands between."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.quotes import quotes


def runs(*paragraphs: str) -> list[tuple[str, bool, bool]]:
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return [(text[q.start : q.end], q.closed, q.carries_on) for q in quotes(text, spans)]


def test_curly_straight_single_double_typed_and_guillemets() -> None:
    assert runs("“A b,” he said.") == [("A b,", True, False)]
    assert runs('"A b," he said. "C."') == [("A b,", True, False), ("C.", True, False)]
    assert runs("‘It’s the militants’ camp,’ he said.") == [("It’s the militants’ camp,", True, False)]
    assert runs("''A b,'' he said.") == [("A b,", True, False)]
    assert runs("«A b», he said.") == [("A b", True, False)]
    assert runs("»A b,« he said.") == [("A b,", True, False)]


def test_a_quotation_in_a_quotation_is_part_of_it() -> None:
    assert runs("“They say ‘go’ and we go.”") == [("They say ‘go’ and we go.", True, False)]


def test_apostrophes_open_nothing() -> None:
    assert runs("The '90s were 'em days, rock 'n' roll.") == []


def test_a_mark_left_open_is_taken_up_by_the_next_paragraph() -> None:
    assert runs("He said: “A.", "“B.", "“C.”", "“D.”") == [
        ("A.", False, False),
        ("B.", False, True),
        ("C.", True, True),
        ("D.", True, False),
    ]


def test_a_paragraph_without_marks_ends_what_was_open() -> None:
    assert runs("He said: “A.", "Nothing here.", "“B.”") == [("A.", False, False), ("B.", True, False)]


def test_a_paragraph_that_only_closes_what_was_open_above_carries_it_on() -> None:
    assert runs('He said, "A b.', 'C d." After that she said, "E."') == [
        ("A b.", False, False),
        ("C d.", True, True),
        ("E.", True, False),
    ]
    assert runs('It is 5" wide.', "The river's 3\" pipe.") == []


@given(st.lists(st.text("“”\"'‘’«» .,abs\n", max_size=30), max_size=5))
def test_runs_lie_inside_their_paragraph_in_order(paragraphs: list[str]) -> None:
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    at = 0
    for quote in quotes(text, spans):
        start, end = spans[quote.paragraph]
        assert max(at, start) <= quote.start < quote.end <= end
        at = quote.end
