"""The command line: one module a command."""

from __future__ import annotations

import os
import sys

import typer

from sayso.cli import actors as _actors
from sayso.cli import code as _code
from sayso.cli import codebook as _codebook
from sayso.cli import export as _export
from sayso.cli import ingest as _ingest
from sayso.cli import read as _read
from sayso.cli import schema as _schema
from sayso.cli import search as _search
from sayso.cli import serve as _serve

app = typer.Typer(
    name="sayso",
    help="Reads news into records that can be checked: who did what to whom, and on whose say-so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("read")(_read.read)
app.command("actors")(_actors.actors)
app.command("codebook")(_codebook.codebook)
app.command("ingest")(_ingest.ingest)
app.command("code")(_code.code)
app.command("errors")(_ingest.errors)
app.command("search")(_search.search)
app.command("statements")(_search.statements)
app.command("events")(_search.events)
app.command("figures")(_search.figures)
app.command("export")(_export.export)
app.command("serve")(_serve.serve)
app.command("schema")(_schema.schema)


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and exit.")) -> None:
    if version:
        from importlib.metadata import version as installed

        print(installed("sayso"))
        raise typer.Exit


def main() -> None:
    """Runs the command line. A reader of our output that goes away (``| head``) ends it quietly."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
