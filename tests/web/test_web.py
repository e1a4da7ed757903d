"""A store as pages: what each address answers, in each form, and what no page may do."""

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.record import from_json
from sayso.web.openapi import description
from tests.view.reading import article, read
from tests.web.client import Client
from tests.web.conftest import ATTACK

PAGES = [
    "/", "/search?text=traders", "/search?text=nothingofthekind", "/articles", "/statements", "/events", "/figures",
    "/relations", "/articles?text=traders&country=TUL",
    "/actors", "/actors/ada-erdogan", "/actors/nobody", "/articles/k1", "/articles/k3", "/api",
    f"/actors/{quote(ATTACK, safe='')}", f"/search?text={quote(ATTACK)}", "/nowhere", "/search?since=soon",
]  # fmt: skip


def words(client: Client, address: str) -> str:
    """What a page says, cells and paragraphs apart."""
    html = re.sub("</(td|p)>", r" </\1>", client.get(address).text)
    return " ".join(read(html).of_id("main").text.split())


def test_search_shows_passages_newest_first_and_where_they_stand(client: Client) -> None:
    answer = read(client.get("/search?text=traders&speaker=ada").text)
    passages = [" ".join(e.text.split()) for e in answer.of_class("passage")]
    assert len(passages) == 2
    assert passages[0].startswith("¶ General Ada Erdoğan said on Monday that rebels killed 12 traders")
    leads = [e.attributes["href"] for e in answer.elements if e.attributes.get("aria-label", "").startswith("To this")]
    assert leads == ["/articles/k2#p-26", "/articles/k1#p-26"]
    assert read(client.get("/articles/k2").text).of_id("p-26").text.startswith("General Ada")


def test_lists_say_who_did_what_and_who_says_so(client: Client) -> None:
    assert "killed ASSAULT firearms rebels traders 2024-03-04 Tulor TUL asserted Ada Erdoğan" in words(
        client, "/events"
    )
    assert "Ada Erdoğan said say indirect rebels killed 12 traders" in words(client, "/statements")
    assert "12 killed 12 traders 12 Ada Erdoğan" in words(client, "/figures")
    assert "Ada Erdoğan against rebels rebels killed" in words(client, "/relations")
    assert "Ada Erdoğan person TUL MIL 2 2 4" in words(client, "/actors")


def test_articles_are_listed_newest_first_and_narrowed_down(client: Client) -> None:
    def keys(asked: str) -> list[str]:
        return [row["key"] for row in client.get(f"/articles.json{asked}").json["rows"]]

    assert keys("") == ["k3", "k2", "k1"]
    assert keys("?speaker=ada&text=traders") == ["k2", "k1"]
    assert keys("?until=2024-03") == ["k1"]
    assert keys("?text=nothingofthekind") == []
    assert keys("?limit=1&offset=1") == ["k2"]
    leads = [e.attributes.get("href") for e in read(client.get("/articles?until=2024-03").text).elements]
    assert "/articles/k1" in leads
    table = list(csv.DictReader(io.StringIO(client.get("/articles.csv?speaker=ada").text)))
    assert [row["key"] for row in table] == ["k2", "k1"]
    assert client.get("/api/articles?speaker=ada").json["total"] == 2


def test_an_actor_is_told_by_what_it_did_suffered_said_and_others_said_of_it(client: Client) -> None:
    ada, rebels, traders = (words(client, f"/actors/{n}") for n in ("ada-erdogan", "rebels", "traders"))
    assert re.search("Ada Erdoğan person · TUL · MIL · ada-erdogan .* What it said 2024-04-02", ada)
    assert "said: rebels killed 12 traders" in ada
    assert "warned: We will answer," in ada
    assert "What it did" not in ada
    assert "What it did 2024-04-02 ASSAULT firearms: rebels – killed → traders" in rebels
    assert "What others said of it" in rebels
    assert "What was done to it" in traders


def test_an_article_stands_beside_its_record(client: Client) -> None:
    html = client.get("/articles/k1").text
    assert article(html) == from_json(client.get("/articles/k1.json").body).document.text
    assert "/actors/ada-erdogan" in html
    assert client.get("/articles/tulor").status == 200


def test_a_row_leads_to_its_characters(client: Client) -> None:
    answer = client.get("/articles/k1/e1")
    assert (answer.status, answer.headers["location"]) == (303, "/articles/k1#at-e-1")
    assert client.get("/articles/k1/e9").status == 404
    assert client.get("/articles/nowhere").status == 404


@pytest.mark.parametrize("name", ["search", "statements", "events", "figures", "relations", "actors"])
def test_each_page_has_its_twins_with_the_same_rows(client: Client, name: str) -> None:
    asked = "?text=traders" if name != "actors" else "?name=rebels"
    told = client.get(f"/{name}.json{asked}").json
    assert told == client.get(f"/api/{name}{asked}").json
    table = list(csv.DictReader(io.StringIO(client.get(f"/{name}.csv{asked}").text)))
    assert len(table) == len(told["rows"]) == told["total"] > 0
    assert list(table[0]) == list(told["rows"][0])
    page = client.get(f"/{name}{asked}").text
    assert f'href="/{name}.json{asked}"' in page
    assert f'href="/{name}.csv{asked}"' in page


def test_actors_and_articles_have_twins_too(client: Client) -> None:
    rows = client.get("/actors/rebels.json").json["rows"]
    assert [(r["does"], r["document_key"]) for r in rows if r["does"] == "did"] == [("did", "k2"), ("did", "k1")]
    assert rows == client.get("/api/actors/rebels").json["rows"]
    assert client.get("/actors/rebels.csv").text.splitlines()[0].startswith("does,published,type")
    assert client.get("/api/articles/k1").body == client.get("/articles/k1.json").body
    parts = [r["part"] for r in csv.DictReader(io.StringIO(client.get("/articles/k1.csv").text))]
    assert parts == ["statement", "statement", "event", "figure", "tie"]


def test_pages_follow_one_another(client: Client) -> None:
    first = client.get("/statements?limit=2").text
    assert 'href="/statements?limit=2&amp;offset=2"' in first
    rows = [client.get(f"/statements.json?limit=2&offset={n}").json["rows"] for n in (0, 2, 4)]
    assert [len(r) for r in rows] == [2, 2, 2]
    assert "Statements 1 to 2; there are more" in " ".join(first.split())
    assert "6 statements, 5 to 6 shown" in " ".join(client.get("/statements?limit=2&offset=4").text.split())
    assert len({(r["document_key"], r["id"]) for some in rows for r in some}) == 6


@pytest.mark.parametrize("address", PAGES)
def test_nothing_that_a_store_holds_or_a_request_says_is_markup(client: Client, address: str) -> None:
    answer = client.get(address)
    reading = read(answer.text)
    assert {e.tag for e in reading.elements if e.attributes.get("src")} <= {"script"}
    assert [e.attributes["src"] for e in reading.elements if e.tag == "script"] in ([], ["/static/view.js"])
    assert not [e.text for e in reading.elements if e.tag in ("script", "style") and e.text]
    names = {a for e in reading.elements for a in e.attributes}
    assert not {n for n in names if n == "style" or n.startswith("on")}
    leads = [e.attributes[a] for e in reading.elements for a in ("href", "action") if a in e.attributes]
    assert all(re.match("[/#?]", to) and not to.startswith("//") for to in leads)


@pytest.mark.parametrize("address", [*PAGES, "/static/view.js", "/events.json", "/events.csv", "/nowhere.json"])
def test_every_answer_has_the_policy(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_page_elsewhere_that_points_here_is_turned_away(where: str) -> None:
    from sayso.web import application

    app = application(where)
    assert Client(app, host="evil.example").get("/events").status == 400
    assert Client(app, host="localhost:8000").get("/").status == 200
    app.state.stores.close()


def test_nothing_can_be_changed_from_outside(client: Client) -> None:
    assert {client.get(a, method="POST").status for a in ("/", "/events", "/articles/k1", "/api/search")} == {405}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/api/search?since=soon&text=a", "'soon' is no ISO date"),
        ("/api/events?limit=many", "limit is a number"),
        ("/api/events?offset=-1", "offset is a number"),
        ("/api/statements?speeker=x", "there is no parameter 'speeker'"),
        ("/events.json?text=%22%22", "there is no word"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_a_sentence(client: Client, address: str, message: str) -> None:
    answer = client.get(address)
    assert answer.status == 400
    assert message in answer.json["error"]["message"]


def test_cells_are_safe_for_spreadsheets(client: Client) -> None:
    from sayso.web.tables import as_csv

    assert as_csv("actors", [{"name": "=cmd()", "documents": 2}]).decode().splitlines()[1].startswith("'=cmd(),")


def test_the_api_is_what_its_description_says(client: Client) -> None:
    told = client.get("/api/openapi.json").json
    assert told == json.loads(json.dumps(description()))
    page = words(client, "/api")
    for path in told["paths"]:
        assert f"GET {path}" in page
        assert client.get(path.replace("{key}", "k1")).status == 200
    references = set(re.findall('"\\$ref":"([^"]*)"', client.get("/api/openapi.json").text))
    assert {r.rpartition("/")[2] for r in references} <= set(told["components"]["schemas"])
    row = client.get("/api/events").json["rows"][0]
    assert set(row) == set(told["components"]["schemas"]["EventsRow"]["properties"])


def test_serve_needs_a_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--store", str(tmp_path / "none.db")])
    assert result.exit_code == 2
    assert "there is no store at" in result.stderr
