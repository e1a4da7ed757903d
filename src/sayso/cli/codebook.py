"""``sayso codebook``: what the codes of events mean."""

from __future__ import annotations

import typer

from sayso.events.codebook import codebook as page


def codebook() -> None:
    """Print the codebook of events: every type, mode and context with its meaning, codes and examples (Markdown)."""
    typer.echo(page(), nl=False)
