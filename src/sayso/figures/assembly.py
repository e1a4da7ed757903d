"""Amounts with what they count and who says them: the figures of a record."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.words import Words
from sayso.figures.read import Amount
from sayso.record import Figure, Mention, Span, Statement
from sayso.statements.spans import Spans


def assembled(
    amounts: Sequence[Amount], text: Words, mentions: Sequence[Mention], statements: Sequence[Statement]
) -> tuple[Figure, ...]:
    """The figures in order: ``of`` is the mention counted, ``voice`` the innermost statement around the number."""
    held = Spans((m.span, n) for n, m in enumerate(mentions))
    said = Spans((run, n) for n, s in enumerate(statements) for run in s.content)
    return tuple(
        Figure(
            id=f"f{number}",
            span=a.span,
            kind=a.kind,
            value=a.value,
            low=a.low,
            high=a.high,
            unit=a.unit,
            of=_counted(a, text, mentions, held),
            part_of=f"f{a.part_of + 1}" if a.part_of is not None else None,
            bound=a.bound,
            trend=a.trend,
            voice=_voice(a.span, statements, said),
        )
        for number, a in enumerate(amounts, 1)
    )


def _counted(amount: Amount, text: Words, mentions: Sequence[Mention], held: Spans) -> str | None:
    """The shortest mention that holds the counted noun."""
    if amount.counted is None:
        return None
    head = text.span(amount.counted, amount.counted)
    around = [(end - start, n) for (start, end), n in held.touching(head) if start <= head[0] and head[1] <= end]
    return mentions[min(around)[1]].id if around else None


def _voice(span: Span, statements: Sequence[Statement], said: Spans) -> str | None:
    """The statement of shortest content around a span."""
    around = [n for (start, end), n in said.touching(span) if start <= span[0] and span[1] <= end]
    return min((sum(e - s for s, e in statements[n].content), statements[n].id) for n in around)[1] if around else None
