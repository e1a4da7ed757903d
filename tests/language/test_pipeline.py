"""The pipeline with a model: blocks, offsets, trees, names, and the same bytes in whatever company a text is read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.language import columns, load, parts, pipeline, read_blocks, sentence_vectors
from sayso.language._spacy import Doc, Language

TEXT = (
    "Ferry talks resume in Oslo\n"
    "Share this  |  More from Politics\n"
    "Norway's transport minister, Ada Ruiz, met fishermen in Bergen on Monday. “We will not close it,” she said.\n"
    "Protesters from the Free Harbour Union had blocked two roads, police told Reuters. Nobody was hurt."
)
LINES = [(line.start, line.stop) for line in (range(TEXT.index(x), TEXT.index(x) + len(x)) for x in TEXT.split("\n"))]
HEADLINE, SHELL, FIRST, LAST = LINES
BLOCKS = [(*HEADLINE, "headline"), (*FIRST, "paragraph"), (*LAST, "paragraph")]

ARTICLES = [
    "The army shelled Duma on Friday, a rights group said. Dozens fled.",
    "No.",
    "",
    "Rain",
    "Kenya's president, Amina Odhiambo, flew to Lima; “it is a start,” the envoy from Peru told the paper. " * 12,
    "Ministers resigned?! Yes!!\nTwo of them, in fact: Gen. Okoro and Dr. Lund.",
]


def everything(doc: Doc) -> tuple[object, ...]:
    """All that the pipeline says of a text."""
    rows = [(w.text, w.idx, w.tag_, w.pos_, w.dep_, w.head.i, w.lemma_, w.ent_iob_, w.ent_type_) for w in doc]
    return rows, [s.start for s in doc.sents], np.asarray(doc.tensor).tobytes()


def within(doc: Doc, start: int, end: int) -> list[tuple[object, ...]]:
    """What is said of the words between two offsets, as seen from there."""
    words = [w for w in doc if start <= w.idx < end]
    return [
        (w.text, w.idx - start, w.tag_, w.dep_, w.head.i - words[0].i, w.lemma_, w.ent_type_, w.is_sent_start)
        for w in words
    ]


def require_trees(doc: Doc) -> None:
    """Each sentence has one root among its words that were read, and every word hangs on it."""
    for sentence in doc.sents:
        roots = [w for w in sentence if w.head.i == w.i and w.tag_]
        assert len(roots) == any(w.tag_ for w in sentence)
        assert all(sentence.start <= w.head.i < sentence.end for w in sentence)


def test_words_stand_where_the_text_has_them(nlp: Language) -> None:
    doc = read_blocks(nlp, TEXT, BLOCKS)
    assert doc.text == TEXT
    assert all(TEXT[w.idx : w.idx + len(w)] == w.text for w in doc)


def test_a_sentence_keeps_to_its_block(nlp: Language) -> None:
    doc = read_blocks(nlp, TEXT, BLOCKS)
    require_trees(doc)
    for start, end, _ in BLOCKS:
        inside = [w for w in doc if start <= w.idx < end and not w.is_space]
        assert inside[0].is_sent_start
        assert all(start <= w.head.idx < end for w in inside)
        assert all(start <= name[0].idx < end for w in inside for name in doc.ents if w in name)


def test_a_headline_is_one_sentence_and_quotes_close_theirs(nlp: Language) -> None:
    sentences = [s.text.strip() for s in read_blocks(nlp, TEXT, BLOCKS).sents]
    assert "Ferry talks resume in Oslo" in sentences
    assert "Nobody was hurt." in sentences
    assert not any(s.startswith("”") for s in sentences)


def test_what_is_outside_the_blocks_is_not_read(nlp: Language) -> None:
    doc = read_blocks(nlp, TEXT, BLOCKS)
    outside = [w for w in doc if SHELL[0] <= w.idx < SHELL[1]]
    assert "".join(w.text_with_ws for w in outside).strip() == TEXT[slice(*SHELL)]
    assert not any(w.tag_ or w.pos_ or w.lemma_ or w.ent_type_ for w in outside)
    assert not np.asarray(doc.tensor)[outside[0].i : outside[-1].i + 1].any()


def test_without_a_block_nothing_is_read(nlp: Language) -> None:
    doc = read_blocks(nlp, TEXT, [])
    assert doc.text == TEXT
    assert not any(w.tag_ for w in doc)


def test_the_shell_changes_nothing_in_a_block(nlp: Language) -> None:
    alone = read_blocks(nlp, TEXT[slice(*LAST)], [(0, LAST[1] - LAST[0], "paragraph")])
    assert within(read_blocks(nlp, TEXT, BLOCKS), *LAST) == within(alone, 0, LAST[1])


def test_parts_say_what_the_whole_says(nlp: Language) -> None:
    whole = read_blocks(nlp, TEXT, BLOCKS)
    pieces = list(parts(nlp, TEXT, BLOCKS, size=10))
    assert [offset for offset, _ in pieces] == [start for start, _, _ in BLOCKS]
    for (offset, piece), (start, end, _) in zip(pieces, BLOCKS, strict=True):
        assert within(piece, 0, end - start) == within(whole, offset, end)


@pytest.mark.parametrize(
    "blocks",
    [
        [(0, 30, "paragraph"), (20, 40, "paragraph")],
        [(40, 60, "paragraph"), (0, 30, "paragraph")],
        [(0, len(TEXT) + 1, "paragraph")],
        [(-5, 10, "paragraph")],
        [(10, 5, "paragraph")],
    ],
)
def test_blocks_that_overlap_or_leave_the_text_are_refused(nlp: Language, blocks: list[pipeline.Block]) -> None:
    with pytest.raises(InputError):
        read_blocks(nlp, TEXT, blocks)


def test_names_tags_and_lemmas_of_plain_news(nlp: Language) -> None:
    doc = nlp("Norway's transport minister met fishermen in Bergen on Monday.")
    said = {w.text: (w.tag_, w.pos_, w.dep_, w.lemma_) for w in doc}
    assert said["met"] == ("VBD", "VERB", "root", "meet")
    assert said["minister"] == ("NN", "NOUN", "nsubj", "minister")
    assert said["fishermen"] == ("NNS", "NOUN", "obj", "fisherman")
    assert [(e.text, e.label_) for e in doc.ents] == [("Norway", "GPE"), ("Bergen", "GPE")]


@pytest.mark.parametrize("size", [1, 3, 100])
def test_same_bytes_for_any_batch(nlp: Language, size: int) -> None:
    alone = [everything(nlp(text)) for text in ARTICLES]
    assert [everything(doc) for doc in nlp.pipe(ARTICLES, batch_size=size)] == alone
    assert [everything(doc) for doc in nlp.pipe(ARTICLES[::-1], batch_size=size)] == alone[::-1]


def test_same_bytes_with_two_threads(nlp: Language, model: str) -> None:
    other = load(model, threads=2)
    for text in [*ARTICLES, TEXT]:
        assert everything(other(text)) == everything(nlp(text))


def test_a_line_says_the_same_in_any_text(nlp: Language) -> None:
    lines = [line for text in ARTICLES for line in text.split("\n") if line.strip()]
    whole = nlp("\n".join(lines))
    at = 0
    for line in lines:
        assert within(whole, at, at + len(line)) == within(nlp(line), 0, len(line))
        at += len(line) + 1


WORDS = ["Oslo", " said", " ", "  ", "\n", "\u2028", "5pm", "é", "\x00", "\ud800", "🙂"]
MARKS = [". ", "Mr. ", "“", "”", "''", "(", "-"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(units=st.lists(st.sampled_from(WORDS + MARKS), max_size=40), data=st.data())
def test_any_text_in_any_blocks(nlp: Language, units: list[str], data: st.DataObject) -> None:
    text = "".join(units)
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    doc = read_blocks(nlp, text, [(a, b, "paragraph") for a, b in list(pairwise(edges))[::2]])
    assert doc.text.replace("\ufffd", "\ud800") == text  # a lone surrogate has no UTF-8 form
    require_trees(doc)


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 3_000, "' ( < & " * 800, "a." * 3_000, ", " * 2_000])
def test_absurd_lengths_are_read_in_windows(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    require_trees(doc)


def test_sentence_vectors_are_the_means_of_their_words(nlp: Language) -> None:
    doc = nlp("Rain fell. Nobody was hurt.")
    tensor = np.asarray(doc.tensor)
    expected = [tensor[s.start : s.end].mean(0) for s in doc.sents]
    assert np.allclose(sentence_vectors(doc), expected, atol=1e-6)


def test_vectors_of_a_long_text_are_left_out(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "VECTORS_KEPT", 3)
    doc = nlp("Rain fell on Lima.")
    assert [w.tag_ for w in doc] == ["NN", "VBD", "IN", "NNP", "."]
    with pytest.raises(InputError):
        sentence_vectors(doc)


def test_a_component_of_the_users_own_sees_the_annotations(nlp: Language, model: str) -> None:
    own = load(model)

    @Language.component("sayso_test_roots")
    def roots(doc: Doc) -> Doc:
        doc.user_data["roots"] = [w.text for w in doc if w.dep_ == "root"]
        return doc

    own.add_pipe("sayso_test_roots")
    assert read_blocks(own, "Rain fell. Roads closed.", [(0, 24, "paragraph")]).user_data["roots"] == ["fell", "closed"]


def test_the_labels_of_the_component_are_the_names(nlp: Language) -> None:
    (labels,) = nlp.pipe_labels.values()
    assert {"PER", "ORG", "GPE", "LOC", "NORP"} <= set(labels)


def test_loading_leaves_torch_alone(model: str, tmp_path: Path) -> None:
    for name in ("torch", "tensorflow", "cupy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n", "utf-8")
    code = f"from sayso.language import load; print(load({model!r})('Rain fell.')[0].tag_)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join([str(tmp_path), *filter(None, _path())])},
    )
    assert (run.returncode, run.stdout.strip()) == (0, "NN"), run.stderr


def _path() -> Iterable[str]:
    return (p for p in sys.path if Path(p).is_dir())
