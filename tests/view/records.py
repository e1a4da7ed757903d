"""Records to look at: with all that a page shows, and with spans that a coder of good sense would not make."""

import msgspec

from sayso.record import (
    Actor,
    Block,
    Cue,
    Document,
    HeadlineClaim,
    MadeBy,
    Mention,
    Record,
    Relation,
    Span,
    Statement,
    When,
    digest,
)
from tests.export.records import at, attack


def told() -> Record:
    """The attack of ``tests.export``, with ties, a headline that is judged, and times."""
    return msgspec.structs.replace(
        attack(),
        headline=(
            HeadlineClaim(
                span=at("Gunmen kill villagers near Gao"), kind="claim", support="attributed",
                evidence=(at("Gunmen attacked Tinaba on Monday, killing 12 villagers"),),
            ),
        ),
        relations=(
            Relation(a="a1", b="a2", sign=-1, span=at("attacked"), basis="e1", kind="enmity", voice="s1"),
            Relation(a="a2", b="a1", sign=-1, span=at("killed"), basis="e2", kind="enmity", voice="s2"),
            Relation(a="a6", b="a1", sign=1, kind="alliance"),
        ),
        times=(When(text="Monday", value="2025-02-03", grain="day", span=at("Monday")),),
    )  # fmt: skip


def plain(text: str, *runs: Span, title: str | None = None, url: str | None = None) -> Record:
    """One paragraph in which somebody says each of the runs, named by its first character, cue the same; all nested."""
    statements = tuple(
        Statement(
            id=f"s{n}", kind="direct", content=(run,), source=f"m{n}", speaker=f"a{n}",
            cue=Cue(span=(run[0], run[0] + 1)), parent=f"s{n - 1}" if n else None,
        )
        for n, run in enumerate(runs)
    )  # fmt: skip
    return Record(
        document=Document(id="x", digest=digest(text), text=text, title=title, url=url),
        made_by=MadeBy(sayso="0"),
        blocks=(Block(span=(0, len(text)), kind="paragraph"),) if text else (),
        mentions=tuple(
            Mention(id=f"m{n}", span=(run[0], run[0] + 1), form="name", type="person", actor=f"a{n}")
            for n, run in enumerate(runs)
        ),
        actors=tuple(
            Actor(id=f"a{n}", name=text[run[0] : run[1]], type="person") for n, run in enumerate(runs)
        ),
        statements=statements,
    )  # fmt: skip


def long(paragraphs: int) -> Record:
    """A page of many paragraphs, each with a nested statement; a hundred words or so each."""
    lead, inner = "The harbour master said that ", "the pilots told him that the channel had silted up again"
    filler = " and nobody had come to look at it for weeks," * 10
    one = f"{lead}{inner}{filler} he said.\n\n"
    blocks, mentions, statements = [], [], []
    for n in range(paragraphs):
        base = n * len(one)
        start = base + len(lead)
        blocks.append(Block(span=(base, base + len(one) - 2), kind="paragraph"))
        mentions.append(Mention(id=f"m{n}", span=(base, base + 18), form="nominal", type="person", actor="a1"))
        outer = Statement(
            id=f"s{2 * n}", kind="indirect", content=((start, base + len(one) - 12),), source=f"m{n}", speaker="a1",
            cue=Cue(span=(base + 19, base + 23)),
        )  # fmt: skip
        inside = Statement(
            id=f"s{2 * n + 1}", kind="indirect", content=((start + 25, start + len(inner)),), parent=outer.id
        )
        statements += [outer, inside]
    text = one * paragraphs
    return Record(
        document=Document(id="long", digest=digest(text), text=text),
        made_by=MadeBy(sayso="0"),
        blocks=tuple(blocks),
        mentions=tuple(mentions),
        actors=(Actor(id="a1", name="harbour master", type="person"),),
        statements=tuple(statements),
    )
