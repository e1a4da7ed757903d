"""Codes, contexts, and the lexicon's data."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from sayso.events.codebook import codebook
from sayso.events.codes import cameo, codes, quad, scale
from sayso.events.contexts import MOST, contexts, table
from sayso.events.lexicon import FILES, frames, rows
from sayso.record import EventType

DOCS = Path(__file__).parents[2] / "docs"


def test_every_type_has_a_code_and_every_code_of_the_lexicon_is_known() -> None:
    assert {kind for kind, mode in codes() if mode is None} == set(get_args(EventType))
    told = {(f.type, f.mode) for known in frames().values() for f in known}
    assert told <= set(codes())


def test_scores_lie_on_the_scale() -> None:
    assert all(-10 <= code.scale <= 10 for code in codes().values())
    assert scale("AID", None) > 0 > scale("ASSAULT", "explosives")


def test_a_finer_code_goes_before_where_it_fits_the_mode() -> None:
    assert cameo("ASSAULT", "explosives", "1833") == "1833"
    assert cameo("ASSAULT", "firearms", "1833") == codes()["ASSAULT", "firearms"].cameo
    assert quad("SANCTION") == "material_conflict"


def test_contexts_come_from_the_words_most_specific_first() -> None:
    assert contexts(["hacker", "take", "down", "the", "website", "of", "the", "army"], (), "cyber") == (
        "cyber",
        "military",
    )
    assert contexts(["the", "minister", "resign"], (), None) == ()


@given(st.lists(st.sampled_from([w for lemmas, _ in table().values() for w in lemmas] + ["bread", "tea"])))
def test_contexts_are_few_and_known(lemmas: list[str]) -> None:
    found = contexts(lemmas, (), None)
    assert len(found) <= MOST
    assert set(found) <= set(table())


def test_the_lexicon_is_large_and_sound() -> None:
    seen = set()
    for name in FILES:
        for line, cells in rows(name):
            assert cells[1] in ("verb", "noun", "adj"), f"{name}:{line}"
            key = (cells[0], cells[1], cells[2])
            assert key not in seen, f"{name}:{line} tells {key} twice"
            seen.add(key)
    assert len(seen) >= 2500


def test_the_codebook_page_is_current() -> None:
    assert (DOCS / "codebook.md").read_text(encoding="utf-8") == codebook()
