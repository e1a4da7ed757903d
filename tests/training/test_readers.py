"""What the readers make of small files in each format."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import conllu, gum, iob2, spans
from training.labels import NAMES, OPEN, OUTSIDE, either, mask
from training.sentences import Sentence


def row(number: int, word: str, upos: str, head: int, deprel: str, misc: str = "_", xpos: str = "X") -> str:
    return "\t".join([str(number), word, word.lower(), upos, xpos, "_", str(head), deprel, "_", misc])


def write(folder: Path, *rows: str, name: str = "some.conllu") -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n\n", "utf-8")
    return path


def shown(sentence: Sentence) -> list[str]:
    """Each word's permitted labels, shortest form."""
    out = []
    for names in sentence.names:
        kinds = [n for i, n in enumerate(NAMES) if names >> i & 1]
        out.append("?" if names == OPEN else "/".join(kinds))
    return out


def test_paragraph_marks_divide_blocks(tmp_path: Path) -> None:
    one, two = row(1, "Rain", "NOUN", 0, "root"), row(1, "Snow", "NOUN", 0, "root")
    path = write(tmp_path, "# newdoc id = d", "# newpar", one, "", two, "", "# newpar", one)
    blocks = conllu.blocks(path, lambda sentence: None)
    assert [[s.words for s in b.sentences] for b in blocks] == [[("Rain",), ("Snow",)], [("Rain",)]]
    assert blocks[0].document == "d"


def test_ranges_and_empty_nodes_are_no_words(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(1, "x", "X", 0, "root").replace("1", "1-2", 1),
        row(1, "do", "AUX", 0, "root"),
        row(2, "n't", "PART", 1, "advmod"),
        "2.1" + row(3, "e", "X", 1, "x")[1:],
        row(3, "so", "ADV", 1, "advmod"),
    )
    sentence = conllu.blocks(path, lambda s: None)[0].sentences[0]
    assert sentence.words == ("do", "n't", "so")
    assert sentence.space == (False, True, True)


def test_a_line_without_ten_columns_is_named(tmp_path: Path) -> None:
    with pytest.raises(conllu.FormatError, match=r"some\.conllu, line 2: 2 columns, expected 10"):
        conllu.blocks(write(tmp_path, "# sent_id = 1", "1\tRain"), lambda s: None)


def test_gum_names_are_cut_from_mentions_and_titles_stay_outside(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(1, "Mr.", "PROPN", 2, "nmod:desc", "Entity=(1-person-new-nnnnn-cf1-2-sgl-Ann_Ode"),
        row(2, "Ode", "PROPN", 4, "nsubj", "Entity=1)"),
        row(3, "the", "DET", 4, "det", "Entity=(2-person-new-nnnnn-cf1-2-sgl"),
        row(4, "baker", "NOUN", 0, "root"),
        row(5, "of", "ADP", 6, "case"),
        row(6, "Lund", "PROPN", 4, "nmod", "Entity=(3-place-new-nnnnn-cf1-1-sgl-Lund)2)"),
    )
    names = shown(gum.blocks(path)[0].sentences[0])
    assert names == ["?", "B-PER", "O", "O", "O", "B-GPE/B-LOC/B-FAC"]


def test_gum_name_with_of_needs_a_page(tmp_path: Path) -> None:
    def read(page: str) -> list[str]:
        entity = f"Entity=(1-organization-new-nnnnn-cf1-1-sgl{page}"
        rows = (
            row(1, "Bank", "PROPN", 0, "root", entity),
            row(2, "of", "ADP", 3, "case"),
            row(3, "Oz", "PROPN", 1, "nmod", "Entity=1)"),
        )
        return shown(gum.blocks(write(tmp_path, *rows))[0].sentences[0])

    assert read("-Bank_of_Oz") == ["B-ORG", "I-ORG", "I-ORG"]


def test_gum_days_are_no_names(tmp_path: Path) -> None:
    path = write(tmp_path, row(1, "Friday", "PROPN", 0, "root", "Entity=(1-time-new-nnnnn-cf1-1-sgl)"))
    assert gum.blocks(path)[0].sentences[0].names == (either("EVENT"),)


def test_coarse_tags_leave_open_what_they_do_not_say() -> None:
    masks = iob2.tag_masks(["In", "Lund", "Easter", "fell"], ["O", "B-LOC", "O", "O"], others=False)
    assert masks == [
        either("NORP", "EVENT", "MISC"),
        mask("B", "GPE", "LOC", "FAC"),
        either("NORP", "EVENT", "MISC"),
        1,
    ]
    assert iob2.tag_masks(["Easter"], ["O"], others=True) == [OUTSIDE]


def test_tweets_leave_hash_tags_open(tmp_path: Path) -> None:
    path = write(tmp_path, "#Lund\tB-LOC", "is\tO", "wet\tO", name="t.conll")
    assert iob2.tweets(path)[0].sentences[0].names == (OPEN, 1, 1)


def test_braces_become_labels() -> None:
    sentence = spans.marked("{PER Ann-Lee Ode} left {GPE Lund}'s {FAC Dom}.", "here")
    labelled = [(w, n) for w, n in zip(sentence.words, shown(sentence), strict=True) if n != "O"]
    assert labelled == [
        ("Ann", "B-PER"),
        ("-", "I-PER"),
        ("Lee", "I-PER"),
        ("Ode", "I-PER"),
        ("Lund", "B-GPE"),
        ("Dom", "B-FAC"),
    ]


@pytest.mark.parametrize(("line", "said"), [("{PERSON Ann} left", "unknown type PERSON"), ("{PER Ann left", "a brace")])
def test_a_wrong_brace_is_named(line: str, said: str) -> None:
    with pytest.raises(conllu.FormatError, match=f"here: {said}"):
        spans.marked(line, "here")


def test_re3d_person_loses_its_title(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '{"id": "a", "text": "Prime Minister Ann Ode met the Iraqi team.", "entities": '
        '[[0, 22, "Person"], [31, 36, "Nationality"], [27, 41, "Organisation"]]}',
        name="r.jsonl",
    )
    path.write_text(path.read_text("utf-8").strip(), "utf-8")
    names = shown(spans.re3d(path)[0].sentences[0])
    assert names[2:4] == ["B-PER", "I-PER"]
    assert names[6] == "B-NORP"


def test_a_caption_inside_a_paragraph_ends_its_block_when_asked(tmp_path: Path) -> None:
    one = row(1, "Rain", "NOUN", 0, "root")
    path = write(tmp_path, "# newpar", "# newpar_block = p (3 s) | figure (1 s) | caption (1 s)", one, "", one, "", one)
    sizes = [[len(b.sentences) for b in conllu.blocks(path, lambda s: None, captions=c)] for c in (False, True)]
    assert sizes == [[3], [1, 2]]


def test_a_line_of_our_own_is_one_sentence_unless_a_stop_inside_it_says_otherwise(tmp_path: Path) -> None:
    lines = ["Gen. {PER Ann Ode} left {GPE Lund}.", "He left. She stayed.", "Talks Resume In {GPE Lund}", '"It rains."']
    blocks = spans.braces(write(tmp_path, *lines, name="own.txt"))
    assert [b.sentences[0].whole for b in blocks] == [True, False, False, True]
