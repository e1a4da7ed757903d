"""Does the headline hold: quotations and claims of small articles, as the reader gives them."""

import pytest

from sayso import check, read
from sayso.record import HeadlineClaim, Record

MINE = """\
{headline}

KITWE, March 5 (Copper Wire) - Rescuers pulled nine miners from a flooded shaft near Kitwe on Tuesday.

“The men need air, desperately,” union leader Joseph Banda told reporters. “The company is our common enemy.”

Banda said that the owner had ignored warnings for months. At least four miners have died since January.

The company, Lumina Copper, declined to comment. Police closed the road to the mine.
"""


def of(headline: str) -> Record:
    record = read(MINE.format(headline=headline))
    assert check(record) == []
    assert record.blocks[0].kind == "headline"
    return record


def single(record: Record, kind: str) -> HeadlineClaim:
    (claim,) = (c for c in record.headline if c.kind == kind)
    return claim


def evidence(record: Record, claim: HeadlineClaim) -> str:
    return " ".join(record.words(span) for span in claim.evidence)


@pytest.mark.parametrize(
    ("headline", "support", "words"),
    [
        ("Company is miners’ ‘common enemy’, says union", "exact", "common enemy"),
        ("‘Desperate’ miners wait for air in flooded shaft", "altered", "desperately"),
        ("Owner ‘warned for months’ before Kitwe shaft flooded", "altered", "warnings for months"),
        ("Lumina Copper ‘laughing’ at the dead of Kitwe", "none", ""),
        ("Police ‘closed the road’ to Kitwe mine", "altered", "closed the road"),
    ],
)
def test_quoted_words_are_traced(headline: str, support: str, words: str) -> None:
    record = of(headline)
    quote = single(record, "scare_quote")
    assert (quote.support, evidence(record, quote)) == (support, words)


@pytest.mark.parametrize(
    ("headline", "support"),
    [
        ("Nine miners saved from flooded Kitwe shaft", "paraphrased"),
        ("Police close road to mine", "exact"),
        ("Owner ignored warnings for months", "attributed"),
        ("Owner ignored warnings for months, says Banda", "exact"),
        ("President of Zambia dances with Lumina Copper", "none"),
    ],
)
def test_claims_are_held_against_the_body(headline: str, support: str) -> None:
    record = of(headline)
    claim = single(record, "claim")
    assert claim.support == support
    assert bool(claim.evidence) == (support != "none")


def test_each_clause_is_a_claim_without_its_source() -> None:
    record = of("Nine miners rescued near Kitwe as rain falls; owner ignored warnings, says Banda")
    told = [record.words(c.span) for c in record.headline]
    assert told == ["Nine miners rescued near Kitwe", "rain falls", "owner ignored warnings"]


@pytest.mark.parametrize("headline", ["Who let the shaft flood?", "Kitwe: what we know"])
def test_questions_and_labels_claim_nothing(headline: str) -> None:
    assert of(headline).headline == ()


def test_the_headline_is_no_evidence_for_itself() -> None:
    record = of("Nine miners rescued from flooded Kitwe shaft")
    end = record.blocks[0].span[1]
    assert all(start >= end for claim in record.headline for start, _ in claim.evidence)
