"""The builder of the gazetteer, and the corpus's score of places."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus import score_places
from corpus.score import Count
from sayso.places.gazetteer import Gazetteer
from sayso.record import Actor, Document, Event, MadeBy, Place, Record
from training import gazetteer


def town(
    number: int, name: str, lat: float, lon: float, people: int, others: list[str], code: str = "24"
) -> dict[str, object]:
    return {
        "geonameid": number, "name": name, "latitude": lat, "longitude": lon, "countrycode": "AF", "population": people,
        "admin1code": code, "alternatenames": others,
    }  # fmt: skip


def sources(folder: Path) -> tuple[Path, Path]:
    towns = [
        town(1, "Kunduz", 36.7289, 68.857, 160_000, ["Qunduz", "UND", "kndz", "Кундуз", "Kondūz"]),
        town(2, "Al Khan", 36.5, 68.9, 900, []),
    ]
    (folder / "cities500.json").write_text(json.dumps({str(t["geonameid"]): t for t in towns}))
    (folder / "countries.json").write_text(json.dumps({"AF": {"iso": "AF", "iso3": "AFG"}}))
    older = folder / "old.csv"
    older.write_text("lat,lon,name,admin1,admin2,cc\n36.7289,68.857,Kunduz,Kunduz,Khanabad District,AF\n")
    return folder, older


def test_what_is_built_is_found_again(tmp_path: Path) -> None:
    columns = gazetteer.columns(gazetteer.rows(*sources(tmp_path)))
    found = Gazetteer(columns, {})
    kinds = {(e.kind, e.admin1) for e in found.find("kunduz")}
    assert kinds == {("town", "Kunduz"), ("division", "Kunduz")}
    [other] = [e for e in found.find("qunduz") if e.kind == "town"]
    assert (other.name, other.country, other.lat, other.lon, other.level) == ("Kunduz", "AFG", 36.73, 68.86, 1)
    assert 5.1 < other.weight < 5.3
    assert found.find("khan")[0].name == "Al Khan"
    assert found.find("khanabad district")[0].kind == "district"
    assert found.find("und") == found.find("kndz") == ()


def test_the_file_hangs_on_its_content_alone(tmp_path: Path) -> None:
    columns = gazetteer.columns(gazetteer.rows(*sources(tmp_path)))
    for name in ("one", "two"):
        gazetteer.write(columns, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with np.load(tmp_path / "one") as archive:
        assert set(archive.files) == set(columns)


def test_the_middle_of_a_division_is_not_its_biggest_town() -> None:
    crowd = [(10.0 + n / 1000, 10.0) for n in range(100)]
    assert gazetteer.middle([*crowd, (12.0, 12.0)]) == pytest.approx((11.0, 11.0), abs=0.1)


def record(place: Place, where: Place | None) -> Record:
    return Record(
        document=Document(id="x", digest="x", text="They met in Suva."),
        made_by=MadeBy(sayso="0", model="", actors=""),
        actors=(Actor(id="a1", name="Suva", type="place", place=place),),
        events=(Event(id="e1", type="CONSULT", trigger=(5, 8), place=where),),
    )


def test_the_score_wants_the_same_words_and_a_near_point() -> None:
    suva = Place(name="Suva", country="FJI", lat=-18.14, lon=178.44)
    gold = record(suva, Place(name="Suva", country="FJI", span=(12, 16)))
    assert score_places.events(gold, gold).f1 == score_places.near(gold, gold).f1 == 1.0
    far = record(Place(name="Suva", country="FJI", lat=18.14, lon=178.44), None)
    assert score_places.near(gold, far).hits == 0
    assert score_places.events(gold, far) == Count(0, 0, 1)
    assert score_places.countries(gold, far).gold == 1
