"""Small records made by hand, so that tests of the store need no model."""

import unicodedata

from sayso.record import (
    Actor,
    Block,
    Cue,
    Document,
    Event,
    Figure,
    MadeBy,
    Mention,
    Place,
    Record,
    Relation,
    Role,
    Statement,
    When,
    digest,
)

TEXT = """\
Army shells Tulor market

General Ada Erdoğan said on Monday that rebels killed 12 traders at the market. “We will answer,” she warned.

Read more: Tulor in pictures
"""


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def key_of(name: str) -> str:
    """A key as the actor dictionary makes them: ada-erdogan."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return "-".join(plain.split())


def record(
    id: str = "tulor",
    *,
    text: str = TEXT,
    published: str | None = "2024-03-05",
    speaker: str = "Ada Erdoğan",
    key: str | None = None,
    url: str | None = None,
) -> Record:
    """An article with a headline, a paragraph of two statements, an event and a figure in a voice, and a relation."""
    head, _, rest = text.partition("\n\n")
    body = rest.partition("\n\n")[0]
    begins = len(head) + 2
    blocks = (
        Block(span=(0, len(head)), kind="headline"),
        Block(span=(begins, begins + len(body)), kind="paragraph"),
        Block(span=(begins + len(body) + 2, len(text.rstrip())), kind="related"),
    )
    return Record(
        document=Document(
            id=id, digest=digest(text), text=text, title=head, publisher="Tulor Times", published=published, url=url
        ),
        made_by=MadeBy(sayso="0", model="none"),
        blocks=blocks,
        mentions=(
            Mention(id="m1", span=span(f"General {speaker}", text), form="name", type="person", actor="a1"),
            Mention(id="m2", span=span("rebels", text), form="nominal", type="armed_group", actor="a2"),
            Mention(id="m3", span=span("12 traders", text), form="nominal", type="people", actor="a3"),
        ),
        actors=(
            Actor(
                id="a1", name=speaker, type="person", key=key or key_of(speaker), country="TUL", sector="MIL",
                code="TULMIL", roles=(Role(title="General", span=span("General", text)),),
            ),
            Actor(id="a2", name="rebels", type="armed_group", country="TUL", sector="REB", code="TULREB"),
            Actor(id="a3", name="traders", type="people"),
        ),
        statements=(
            Statement(
                id="s1", kind="indirect", content=(span("rebels killed 12 traders at", text),), source="m1",
                speaker="a1", cue=Cue(span=span("said", text), lemma="say", act="say"),
            ),
            Statement(
                id="s2", kind="direct", content=(span("We will answer,", text),), speaker="a1",
                cue=Cue(span=span("warned", text), lemma="warn", act="warn"),
            ),
        ),
        events=(
            Event(
                id="e1", type="ASSAULT", mode="firearms", trigger=span("killed", text), actors=("m2",),
                recipients=("m3",), cameo="190", quad="material_conflict", figures=("f1",), voice="s1",
                place=Place(name="Tulor", country="TUL", lat=1.5, lon=2.5),
                date=When(text="Monday", value="2024-03-04", grain="day"),
            ),
        ),
        figures=(Figure(id="f1", span=span("12", text), kind="killed", value=12, of="m3", event="e1", voice="s1"),),
        relations=(Relation(a="a1", b="a2", sign=-1, span=span("rebels killed", text), voice="s1"),),
    )  # fmt: skip
