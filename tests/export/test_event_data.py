"""Event data in the field's forms: what a row says of an attack that three voices tell of."""

from datetime import date
from typing import Any

import msgspec
import pytest

from sayso.export import acled, gdelt, polecat, ucdp
from sayso.export.columns import Sheet
from sayso.export.countries import country
from sayso.export.days import days
from sayso.export.deaths import toll
from sayso.export.given import key
from sayso.export.view import View
from sayso.record import Event, Figure, Record
from tests.export.records import at, attack


def table(sheet: Sheet[Any], record: Record) -> list[dict[str, Any]]:
    names = [column.name for column in sheet.columns]
    return [dict(zip(names, cells, strict=True)) for cells in sheet.cells(View(key(record.document), record))]


def with_figures(*figures: Figure) -> Record:
    """The attack with other figures, all of its first event."""
    record = attack()
    plain = tuple(msgspec.structs.replace(e, figures=(), effects=()) for e in record.events)
    return msgspec.structs.replace(record, events=plain, figures=figures)


def dead(id: str, value: int | None = None, **given: Any) -> Figure:
    return Figure(id=id, span=at("12"), kind="killed", value=value, event="e1", **given)


def retold(**given: Any) -> Record:
    """The attack with its first event told otherwise, and only that."""
    record = attack()
    return msgspec.structs.replace(record, events=(msgspec.structs.replace(record.events[0], **given),))


def test_ucdp_keeps_every_account_with_who_gives_it() -> None:
    (row,) = table(ucdp.SHEET, attack())
    assert (row["best"], row["low"], row["high"]) == (14, 14, 20)
    assert (row["best_by"], row["low_by"], row["high_by"]) == ("governor", "governor", "farmer")
    assert row["reports"] == "14 (governor); at least 20 (farmer)"
    assert row["source_original"] == "governor"
    assert (row["deaths_civilians"], row["deaths_b"], row["deaths_a"], row["deaths_unknown"]) == (12, 2, 0, 0)
    assert (row["sayso_told_by"], row["sayso_denied_by"]) == ("governor; farmer", "Northern Front")


def test_ucdp_says_where_and_when_and_between_whom() -> None:
    (row,) = table(ucdp.SHEET, attack())
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (3, "gunmen", "Civilians")
    assert (row["date_start"], row["date_prec"], row["event_clarity"], row["year"]) == ("2025-02-03", 1, 1, 2025)
    assert (row["country"], row["country_id"], row["region"], row["where_prec"]) == ("Mali", "432", "Africa", 1)
    assert row["geom_wkt"] == "POINT (-0.04 16.27)"
    assert row["priogrid_gid"] == 212 * 720 + 359 + 1


def test_the_articles_own_figure_is_the_best() -> None:
    record = with_figures(dead("f1", 30, voice="s1"), dead("f2", 25), dead("f3", 40, voice="s2"))
    (row,) = table(ucdp.SHEET, record)
    assert (row["best"], row["best_by"], row["low"], row["high"]) == (25, "article", 25, 40)


def test_ranges_and_bounds() -> None:
    record = with_figures(dead("f1", low=12, high=15), dead("f2", 40, bound="at_most", voice="s2"))
    (row,) = table(ucdp.SHEET, record)
    assert (row["best"], row["low"], row["high"]) == (12, 12, 40)
    assert row["reports"] == "12-15 (article); at most 40 (farmer)"


def test_a_share_of_another_figure_is_not_added() -> None:
    record = with_figures(dead("f1", 12, of="m2"), dead("f2", 5, of="m3", part_of="f1"))
    assert table(ucdp.SHEET, record)[0]["best"] == 12


def test_a_death_without_a_number_is_at_least_one() -> None:
    harm = attack().events[0].effects[0]
    nobody_counts = retold(figures=(), effects=(msgspec.structs.replace(harm, figure=None),))
    (row,) = table(ucdp.SHEET, msgspec.structs.replace(nobody_counts, figures=()))
    assert (row["best"], row["low"], row["high"], row["deaths_civilians"]) == (None, 1, None, None)
    one = retold(figures=(), effects=(msgspec.structs.replace(harm, on="m7", figure=None),))
    (row,) = table(ucdp.SHEET, msgspec.structs.replace(one, figures=()))
    assert (row["best"], row["low"], row["high"]) == (1, 1, 1)


def test_attacks_that_kill_nobody_are_not_in_ucdp() -> None:
    assert table(ucdp.SHEET, with_figures()) == []


def test_acled_tells_an_attack_on_civilians() -> None:
    (row,) = table(acled.SHEET, attack())
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "gunmen",
        "Rebel group",
        "villagers",
        "Civilians",
    )
    assert (row["assoc_actor_2"], row["interaction"]) == ("soldiers", "Rebel group-Civilians")
    assert (row["civilian_targeting"], row["fatalities"], row["iso"]) == ("Civilian targeting", 14, "466")
    assert row["notes"].startswith("Gunmen attacked Tinaba on Monday")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"recipients": ("m3",)}, "Armed clash"),
        ({"mode": "drone"}, "Air/drone strike"),
        ({"mode": "drone", "recipients": ("m3",)}, "Air/drone strike"),
        ({"mode": "firearms"}, "Attack"),
        ({"mode": "abduct"}, "Abduction/forced disappearance"),
        ({"type": "PROTEST", "mode": "demo"}, "Peaceful protest"),
        ({"type": "COERCE", "mode": "arrest"}, "Arrests"),
    ],
)
def test_acled_types_follow_from_mode_and_sides(told: dict[str, Any], kind: str) -> None:
    (row,) = table(acled.SHEET, retold(**told))
    assert row["sub_event_type"] == kind


def test_what_acled_does_not_code_has_no_row() -> None:
    assert table(acled.SHEET, retold(type="CONSULT", mode="visit")) == []


def test_soldiers_abroad_are_external_forces() -> None:
    record = retold(actors=("m3",), recipients=("m1",))
    abroad = tuple(msgspec.structs.replace(a, country="NER") if a.id == "a3" else a for a in record.actors)
    (row,) = table(acled.SHEET, msgspec.structs.replace(record, actors=abroad))
    assert row["inter1"] == "External/Other forces"


def test_gdelt_has_a_row_for_each_pair() -> None:
    rows = table(gdelt.SHEET, attack())
    assert [(r["Actor1Code"], r["Actor2Code"]) for r in rows] == [("MLIREB", "MLICVL"), ("MLIREB", "MLIMIL")]
    assert len({r["GLOBALEVENTID"] for r in rows}) == 2
    first = rows[0]
    assert (first["SQLDATE"], first["MonthYear"], first["Year"]) == ("20250203", "202502", "2025")
    assert first["FractionDate"] == 2025.1726
    assert (first["EventCode"], first["EventRootCode"], first["QuadClass"], first["GoldsteinScale"]) == (
        "190",
        "19",
        4,
        -9,
    )
    assert (first["ActionGeo_CountryCode"], first["ActionGeo_Type"], first["NumMentions"]) == ("ML", 4, 3)
    assert (first["DATEADDED"], first["IsRootEvent"]) == ("20250204", 1)


def test_a_mutual_deed_goes_both_ways() -> None:
    rows = table(gdelt.SHEET, retold(mutual=True, actors=("m1", "m3"), recipients=("m1", "m3")))
    assert [(r["Actor1Name"], r["Actor2Name"]) for r in rows] == [("gunmen", "soldiers"), ("soldiers", "gunmen")]


def test_polecat_has_a_row_for_each_happening() -> None:
    (row,) = table(polecat.SHEET, attack())
    assert (row["Event Type"], row["Intensity"], row["Quad Code"]) == ("ASSAULT", -9, 4)
    assert (row["Actor Name"], row["Actor Name Raw"], row["Actor Country"]) == ("gunmen", "Gunmen", "MLI")
    assert (row["Recipient Name"], row["Recipient Sectors"]) == ("villagers; soldiers", "CVL; MIL")
    assert (row["City"], row["Province"], row["Raw Placename"]) == ("Tinaba", "Gao", "Tinaba")
    assert row["sayso_tellings"] == "e1 e2 e3"


@pytest.mark.parametrize("sheet", [polecat.SHEET, gdelt.SHEET, acled.SHEET, ucdp.SHEET], ids=lambda s: s.name)
@pytest.mark.parametrize("told", [{"polarity": "negative"}, {"modality": "intended"}, {"modality": "demanded"}])
def test_what_did_not_happen_has_no_row(sheet: Sheet[Any], told: dict[str, Any]) -> None:
    assert table(sheet, retold(**told)) == []


@pytest.mark.parametrize("sheet", [polecat.SHEET, gdelt.SHEET, acled.SHEET, ucdp.SHEET], ids=lambda s: s.name)
def test_every_row_says_where_it_stands(sheet: Sheet[Any]) -> None:
    record = attack()
    for row in table(sheet, record):
        assert row["sayso_text"] == record.words((row["sayso_start"], row["sayso_end"])) == "attacked"
        assert row["sayso_text"] in row["sayso_sentence"]
        assert row["sayso_article"] == key(record.document)


def test_the_sure_telling_stands_for_the_unsure_one() -> None:
    record = attack()
    unsure = msgspec.structs.replace(record.events[0], modality="possible")
    view = View("k", msgspec.structs.replace(record, events=(unsure, *record.events[1:])))
    (happening,) = view.happenings
    assert happening.event.id == "e2"
    assert [p.name for p in happening.recipients] == ["villagers"]
    assert happening.date.id == "e1"


def test_an_event_alone_without_parties() -> None:
    bare = Event(id="e1", type="ASSAULT", trigger=at("attacked"))
    record = msgspec.structs.replace(attack(), events=(bare,), figures=())
    assert len(table(gdelt.SHEET, record)) == len(table(polecat.SHEET, record)) == len(table(acled.SHEET, record)) == 1
    assert not toll(View("k", record).happenings[0]).dead


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-08-26", date(2021, 8, 26), date(2021, 8, 26)),
        ("2021-08-26T09:00", date(2021, 8, 26), date(2021, 8, 26)),
        ("2021-W34", date(2021, 8, 23), date(2021, 8, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2001/2021-08", date(2001, 1, 1), date(2021, 8, 31)),
    ],
)
def test_days_of_values(value: str, first: date, last: date) -> None:
    found = days(value)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "", "P20Y", "2021-13", "2021-02-30", "2021-W60", "2021-SU", "2021/2001", "0000"]
)
def test_what_has_no_days(value: str | None) -> None:
    assert days(value) is None


def test_countries_have_their_codes() -> None:
    assert (country("DEU").gw, country("DEU").cow, country("DEU").numeric, country("DEU").fips) == (
        "260",
        "255",
        "276",
        "GM",
    )
    assert country("IGO") == country(None)
