"""The actor dictionary: whom a name may mean, and what an actor is on a day."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from sayso.actors.dictionary import Dictionary, load
from sayso.actors.folding import fold
from sayso.actors.tables import checked
from sayso.cli import app
from sayso.errors import InputError

HEADER = "key\tname\ttype\tcountry\tsector\tfrom\tto\taliases\tof\n"


@pytest.fixture(scope="module")
def shipped() -> Dictionary:
    return load()


def keys(dictionary: Dictionary, name: str, on: str | None = None) -> list[str]:
    return [match.key for match in dictionary.find(name, on=on)]


def own(folder: Path, text: str) -> Path:
    path = folder / "own.tsv"
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def test_the_taliban_are_rebels_or_a_government_by_the_day(shipped: Dictionary) -> None:
    before, after = shipped.entry("taliban", "2020-06-01"), shipped.entry("taliban", "2022-06-01")
    assert before is not None
    assert after is not None
    assert (before.type, before.code) == ("armed_group", "AFGREB")
    assert (after.type, after.code) == ("government", "AFGGOV")
    assert shipped.entry("taliban", "2021-08-14") == before
    assert shipped.entry("taliban", "2021-08-15") == after == shipped.entry("taliban")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("the Taliban", "taliban"), ("TALIBAN", "taliban"), ("Taleban's", "taliban"), ("Al-Qa’ida", "al-qaeda"),
        ("al Qaeda", "al-qaeda"), ("al Shabab", "al-shabaab"), ("Côte d’Ivoire", "ivory-coast"), ("Nato", "nato"),
        ("U.N.", "united-nations"), ("U. N.", "united-nations"), ("U. S.", "united-states"), ("the Kremlin", "kremlin"),
        ("World Health Organisation", "who"), ("Médecins sans frontières", "msf"),
        ("United Nations High Commissioner for Refugees (UNHCR)", "unhcr"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_newspapers_spell_it(shipped: Dictionary, written: str, key: str) -> None:
    assert keys(shipped, written) == [key]


@pytest.mark.parametrize("word", ["us", "who", "is", "Who", "Us", "", "’s", "the", "Nobodyatall"])
def test_common_words_are_no_names(shipped: Dictionary, word: str) -> None:
    assert shipped.find(word) == ()


@pytest.mark.parametrize(
    ("written", "key", "type", "code"),
    [
        ("Colombian Foreign Ministry", "colombia:foreign-ministry", "government", "COLGOV"),
        ("Ministry of Defence of Chile", "chile:defence-ministry", "government", "CHLGOV"),
        ("Chad's army", "chadian-national-army", "military", "TCDMIL"),
        ("the Malian police", "mali:police", "police", "MLICOP"),
        ("Guinea-Bissau parliament", "guinea-bissau:parliament", "government", "GNBLEG"),
        ("Israeli parliament", "knesset", "government", "ISRLEG"),
    ],
)
def test_every_state_has_its_bodies(shipped: Dictionary, written: str, key: str, type: str, code: str) -> None:
    (match,) = shipped.find(written)
    entry = shipped.entry(match.key)
    assert entry is not None
    assert (match.key, entry.type, entry.code) == (key, type, code)


def test_a_body_is_found_by_its_country_and_common_noun(shipped: Dictionary) -> None:
    police = shipped.pattern("MLI", "police")
    assert police is not None
    assert (police.key, police.name, police.sector, police.state) == ("mali:police", "Malian police", "COP", "mali")
    assert shipped.pattern("MLI", "sandwich") is None
    parliament = shipped.pattern("ISR", "parliament")
    assert parliament is not None
    assert parliament.key == "knesset"


def test_what_two_may_claim_is_not_sure(shipped: Dictionary) -> None:
    for name, meant in {"Congo": {"dr-congo", "congo-republic"}, "Korea": {"north-korea", "south-korea"}}.items():
        matches = shipped.find(name)
        assert {match.key for match in matches} == meant
        assert not any(match.sure for match in matches)
    assert {match.key: match.sure for match in shipped.find("Georgia")} == {"georgia": True, "georgia-us-state": False}
    assert {match.sure for match in shipped.find("the Guard")} == {False}


def test_washington_is_a_state_of_the_union_and_a_seat_of_government(shipped: Dictionary) -> None:
    assert keys(shipped, "Washington") == ["washington-state"]
    seat = shipped.seat("Washington")
    assert seat is not None
    assert seat.key == "united-states"
    kremlin = shipped.seat("the Kremlin")
    assert kremlin is not None
    assert kremlin.country == "RUS"
    assert shipped.seat("Sandwich") is None


def test_the_country_of_a_word(shipped: Dictionary) -> None:
    words = {"Afghan": "AFG", "Afghans": "AFG", "American": "USA", "US": "USA", "Chile": "CHL", "Dutch": "NLD",
             "South Korean": "KOR", "Soviet": "SUN", "Korean": None, "Congolese": None, "us": None}  # fmt: skip
    assert {word: shipped.country(word) for word in words} == words
    assert set(shipped.countries("Congolese")) == {"COD", "COG"}


def test_a_person_is_in_office_before_it_and_after_it(shipped: Dictionary) -> None:
    (match,) = shipped.find("Angela Merkel")
    in_office, after = shipped.entry(match.key, "2015-01-01"), shipped.entry(match.key, "2023-01-01")
    assert in_office is not None
    assert after is not None
    assert (in_office.type, in_office.code, in_office.of) == ("person", "DEUGOV", "germany")
    assert (after.code, after.current) == ("DEUELI", False)
    assert [role.title for role in shipped.roles(match.key, "2015-01-01")] == ["chancellor"]
    assert shipped.roles(match.key, "2023-01-01") == ()


def test_the_spokesman_of_rebels_is_a_rebel(shipped: Dictionary) -> None:
    spokesman = shipped.entry("abdiasis-abu-musab", "2015")
    assert spokesman is not None
    assert spokesman.sector == "REB"


def test_what_tells_namesakes_apart_is_no_part_of_the_name(tmp_path: Path) -> None:
    path = own(tmp_path, "old-front\tTulor Front (1960)\tparty\t\tPTY\t1960\t\tTulor Front?\n")
    entry = load(path).entry("old-front")
    assert entry is not None
    assert entry.name == "Tulor Front"


def test_of_two_with_one_name_the_day_chooses(tmp_path: Path) -> None:
    old, new = "old-front\tTulor Front\tparty\t\tPTY\t1960\t1980", "new-front\tTulor Front\tparty\t\tPTY\t2001"
    dictionary = load(own(tmp_path, f"{old}\n{new}\n"))
    assert keys(dictionary, "Tulor Front") == ["old-front", "new-front"]
    assert keys(dictionary, "Tulor Front", "1970") == ["old-front"]
    assert keys(dictionary, "Tulor Front", "2020-05") == ["new-front"]


def test_a_users_table_wins_by_key_and_by_name(tmp_path: Path) -> None:
    path = own(tmp_path, "taliban\tTaliban\tother\t\t\t\t\t\t\nkremlin-club\tKremlin\tcompany\tMLT\tBUS\t\t\tKC?\t\n")
    dictionary = load(path)
    assert [p.type for p in dictionary.periods("taliban")] == ["other"]
    assert keys(dictionary, "the Kremlin") == ["kremlin-club"]
    assert [match.sure for match in dictionary.find("KC")] == [False]
    assert keys(load(), "the Kremlin") == ["kremlin"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Bad Key\tX\tparty", "key"), ("x\t\tparty", "name"), ("x\tX\tclub", "'club'"), ("x\tX\tparty\tXYZ", "'XYZ'"),
        ("x\tX\tparty\t\tFOO", "'FOO'"), ("x\tX\tparty\t\t\t2021-13", "'2021-13'"),
        ("x\tX\tparty\t\t\t2021\t2020-05\t\t", "before it begins"), ("x\tX\tparty\t\t\t\t\t\tNo Key", "parent"),
        ("x\tX\tparty\t\t\t\t\t\t\tmore", "10 cells"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_in_one_sentence(tmp_path: Path, line: str, wrong: str) -> None:
    path = own(tmp_path, f"# a comment\n{line}\n")
    with pytest.raises(InputError, match=r"own\.tsv, line 3: ") as error:
        load(path)
    assert wrong in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv"):
        load(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"key\xff\n")
    with pytest.raises(InputError, match="UTF-8"):
        load(tmp_path / "latin.tsv")
    (tmp_path / "bare.tsv").write_text("taliban\tTaliban\n", encoding="utf-8")
    with pytest.raises(InputError, match="names of the columns"):
        load(tmp_path / "bare.tsv")


@given(st.text(max_size=40))
def test_any_words_can_be_looked_up(name: str) -> None:
    dictionary = load()
    for match in dictionary.find(name):
        assert dictionary.entry(match.key) is not None
    dictionary.country(name)
    dictionary.seat(name)


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=20), min_size=1, max_size=5))
def test_names_fold_together_as_they_fold_alone(names: list[str]) -> None:
    assert fold("\n".join(names)).split("\n") == [fold(name) for name in names]


def test_the_documentation_holds(shipped: Dictionary) -> None:
    text = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
    table = re.search(r"```\n(key\t.*?)\n```", text, flags=re.S)
    assert table is not None
    assert len(checked(table[1], "docs/actors.md")) == 2
    shown = re.findall(r"^dictionary\.(\w+)\(([^#]*)\)([.\w]*) *# (.*)$", text, flags=re.M)
    assert len(shown) == 4
    for method, given_words, attribute, printed in shown:
        names = {"dictionary": shipped, "match": shipped.find("the Taliban")[0]}
        assert repr(eval(f"dictionary.{method}({given_words}){attribute}", names)).strip("'") == printed.strip('"')


def test_the_command_shows_periods_and_takes_a_date() -> None:
    result = CliRunner().invoke(app, ["actors", "Taliban", "--date", "2020"])
    assert result.exit_code == 0
    assert "armed_group · AFG · REB · code AFGREB" in result.stdout
    assert "2021-08-15 – …           government AFG GOV" in result.stdout
    card = json.loads(CliRunner().invoke(app, ["actors", "Taliban", "--date", "2022", "--json"]).stdout)["actors"][0]
    assert (card["key"], card["code"], len(card["periods"])) == ("taliban", "AFGGOV", 4)


def test_the_command_says_what_it_cannot_do(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["actors", "Nobodyatall"]).exit_code == 1
    assert run(app, ["actors", "Taliban", "--date", "yesterday"]).exit_code == 2
    assert run(app, ["actors"]).exit_code == 2
    assert run(app, ["actors", "X", "--actors", str(tmp_path / "none.tsv")]).exit_code == 2
    assert "states.tsv" in run(app, ["actors", "--counts"]).stdout
