"""Gold coreference from GUM's and LitBank's forms, on sentences of our own."""

from training import coref
from training.conllu import RawSentence


def sentence(words: str, entities: dict[int, str], block: int = 0) -> RawSentence:
    """A sentence of ``words``, each hanging on the last but one, with the Entity values by word."""
    out = RawSentence("doc", block, "s")
    for number, word in enumerate(words.split()):
        misc = f"Entity={entities[number]}" if number in entities else "_"
        out.rows.append([str(number + 1), word, word, "NOUN", "NN", "_", "0" if not number else "1", "x", "_", misc])
    return out


def test_gums_mentions_have_their_characters_entity_type_and_head() -> None:
    text = coref._gum_text(
        [
            sentence("The inspector left .", {0: "(1-person-new-cf1-2-sgl", 1: "1)"}),
            sentence("She ran .", {0: "(1-person-giv-cf1-1-ana)"}, block=1),
        ]
    )
    assert text.text == "The inspector left .\n\nShe ran ."
    found = [(text.text[slice(*g.span)], g.entity, g.kind) for g in text.gold]
    assert found == [("The inspector", "doc:1", "person"), ("She", "doc:1", "person")]
    assert [kind for _, _, kind in text.blocks] == ["paragraph", "paragraph"]


def test_litbanks_blanks_before_punctuation_go() -> None:
    rows = [("Ada", "(3)"), ("ran", "_"), (",", "_"), ("and", "_"), ("she", "(3)"), ("fell", "_"), (".", "_")]
    source = "\n".join(f"doc\t0\t{n}\t{word}\t_\t_\t{mark}" for n, (word, mark) in enumerate(rows))
    text = coref._litbank_text("novel", source)
    assert text.text == "Ada ran, and she fell."
    assert [(text.text[slice(*g.span)], g.entity) for g in text.gold] == [("Ada", "novel:3"), ("she", "novel:3")]


def test_what_gum_holds_out_is_never_trained_on() -> None:
    dev, test, forbidden = (coref.gum_part(name) for name in ("dev", "test", "forbidden"))
    assert dev
    assert test
    assert "GUM_news_nasa" in forbidden
    assert not dev & test
