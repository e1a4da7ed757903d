"""The gazetteer: what is in it, under which names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors.folding import fold
from sayso.places.gazetteer import Entry, load, tables
from sayso.places.names import candidates
from sayso.places.settle import kilometres

GAZETTEER = load()


def biggest(name: str) -> Entry:
    return max(candidates(GAZETTEER, name), key=lambda c: c.entry.weight + c.bonus - c.entry.level).entry


@pytest.mark.parametrize(
    ("name", "country", "admin1", "lat", "lon"),
    [
        ("Kunduz", "AFG", "Kunduz", 36.7, 68.9),
        ("Timbuktu", "MLI", "Timbuktu", 16.8, -3.0),
        ("Peking", "CHN", "Beijing", 39.9, 116.4),
        ("Helmand province", "AFG", "Helmand", 31.0, 64.0),
        ("the province of Helmand", "AFG", "Helmand", 31.0, 64.0),
        ("St Petersburg", "RUS", "St. Petersburg", 59.9, 30.3),
        ("Sévaré", "MLI", "Mopti", 14.5, -4.1),
        ("Sevare", "MLI", "Mopti", 14.5, -4.1),
        ("Hasakah", "SYR", "Hasakah", 36.6, 40.9),
        ("Scott County", "USA", "Iowa", 41.6, -90.5),
        ("Bagram Air Base", "AFG", "Parwan", 34.9, 69.3),
        ("the Rafah crossing", "PSE", "Gaza Strip", 31.3, 34.3),
        ("South Darfur", "SDN", "South Darfur", 11.4, 24.5),
        ("Katanga", "COD", None, -9.0, 26.0),
    ],
)
def test_a_name_is_found(name: str, country: str, admin1: str | None, lat: float, lon: float) -> None:
    entry = biggest(name)
    assert (entry.country, entry.admin1) == (country, admin1)
    assert (entry.lat, entry.lon) == pytest.approx((lat, lon), abs=0.6)


@pytest.mark.parametrize(
    "name", ["the Black Sea", "Sahel", "the Golan Heights", "Bab el-Mandeb", "Lake Chad", "Donbas"]
)
def test_seas_and_regions_are_there(name: str) -> None:
    assert any(c.entry.kind in ("water", "region", "mountain", "island") for c in candidates(GAZETTEER, name))


def test_a_name_of_many_places_has_them_all() -> None:
    assert {("LBY", "town"), ("LBN", "town")} <= {(e.country, e.kind) for e in GAZETTEER.find("tripoli")}


def test_a_part_of_a_region_is_looked_up_as_the_region() -> None:
    assert biggest("northern Syria").country == "SYR"


@pytest.mark.parametrize("name", ["", "   ", "Xyzzyplugh", "province", "’", "Bo" * 500])
def test_what_is_no_place_is_not_found(name: str) -> None:
    assert candidates(GAZETTEER, name) == ()


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(name: str) -> None:
    for candidate in candidates(GAZETTEER, name):
        assert abs(candidate.entry.lat) <= 90
        assert abs(candidate.entry.lon) <= 180


def test_every_country_of_the_actor_dictionary_has_a_middle() -> None:
    from sayso.actors.dictionary import load as dictionary

    codes = {code for code in dictionary().states.by_code if len(code) == 3} - {"HMD"}
    assert [code for code in sorted(codes) if GAZETTEER.country(code) is None] == []


def test_towns_and_facilities_by_hand_lie_in_their_country() -> None:
    """Near each lies a town of GeoNames in the same country; a slip of a sign or a country would show."""
    columns = GAZETTEER._columns
    lat, lon = columns["lat"] / 360, columns["lon"] / 180
    countries = np.array([country for country, _ in GAZETTEER._divisions])[columns["division"]]
    wrong = []
    for entries in tables().values():
        for entry in entries:
            if entry.kind in ("town", "facility") and entry.level == 0:
                near = (np.abs(lat - entry.lat) < 4) & (np.abs(lon - entry.lon) < 4 / np.cos(np.radians(entry.lat)))
                if entry.country not in set(countries[near]):
                    wrong.append(entry.name)
    assert wrong == []


def test_divisions_by_hand_are_divisions_of_the_gazetteer() -> None:
    known = set(map(tuple, GAZETTEER._divisions))
    told = {(e.country, e.admin1) for entries in tables().values() for e in entries if e.admin1}
    assert told - known == set()


def test_names_are_sorted_and_folded() -> None:
    names = GAZETTEER._names.decode().split("\n")
    assert names == sorted(names, key=lambda name: name.encode())
    assert all(fold(name) == name for name in names[:: len(names) // 500])


def test_kilometres_across_the_date_line() -> None:
    suva, apia = biggest("Suva"), biggest("Apia")
    assert 1000 < kilometres(suva, apia) < 1300
