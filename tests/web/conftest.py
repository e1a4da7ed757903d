"""A store of three articles, and the application over it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sayso.record import digest
from sayso.store import bundle, open_store
from sayso.web import application
from tests.store.records import TEXT, record
from tests.web.client import Client

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}"


@pytest.fixture
def where(tmp_path: Path) -> str:
    """Two articles about the same general, and one whose every name is an attack."""
    evil = record("evil", published="2024-05-01", url="javascript:alert(1)")
    text = TEXT.replace("Tulor", ATTACK)
    document = msgspec.structs.replace(
        evil.document, text=text, digest=digest(text), title=ATTACK, publisher=ATTACK, byline=ATTACK
    )
    blocks = (msgspec.structs.replace(evil.blocks[0], span=(0, len(text))),)
    actors = tuple(msgspec.structs.replace(a, name=ATTACK, key=None) for a in evil.actors)
    place = str(tmp_path / "test.db")
    with open_store(place, make=True) as store:
        for key, one in (
            ("k1", record("tulor")),
            ("k2", record("later", published="2024-04-02")),
            ("k3", msgspec.structs.replace(evil, document=document, blocks=blocks, actors=actors)),
        ):
            store.add([(bundle(key, one), "test")])
    return place


@pytest.fixture
def client(where: str) -> Iterator[Client]:
    app = application(where)
    yield Client(app)
    app.state.stores.close()
