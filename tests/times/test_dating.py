"""Dates of events: their own, another telling's, the narrative's; and the record says which."""

from sayso import Reader
from sayso.record import When

READER = Reader()


def dates(text: str) -> dict[str, When | None]:
    """Trigger → date."""
    record = READER.read(text, published="2024-03-08")
    return {record.words(e.trigger): e.date for e in record.events}


def by(text: str) -> dict[str, tuple[str | None, str | None] | None]:
    """Trigger → value and where the date comes from."""
    return {word: (date.value, date.by) if date else None for word, date in dates(text).items()}


def test_a_date_in_the_clause_goes_first() -> None:
    assert by("Rebels attacked the port of Hodeidah on Tuesday.")["attacked"] == ("2024-03-05", "clause")


def test_what_follows_stands_on_the_narratives_day() -> None:
    told = by("Rebels attacked the port of Hodeidah on Tuesday.\n\nPolice arrested two dockers.")
    assert told["arrested"] == ("2024-03-05", "narrative")


def test_the_perfect_and_what_is_to_come_leave_the_narratives_line() -> None:
    told = by("Rebels attacked the port of Hodeidah on Tuesday.\n\nPolice have arrested two dockers.")
    assert told["arrested"] is None
    told = by("Rebels attacked the port of Hodeidah on Tuesday.\n\nPolice did not arrest the two dockers.")
    assert told.get("arrest") is None


def test_without_any_date_there_is_none() -> None:
    assert by("Rebels attacked the port of Hodeidah.")["attacked"] is None


def test_the_times_of_a_record_say_nothing_of_events() -> None:
    record = READER.read("Rebels attacked the port of Hodeidah on Tuesday.", published="2024-03-08")
    assert [time.by for time in record.times] == [None]
