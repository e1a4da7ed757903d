"""Who says so: attributions, their source, cue and content."""

from sayso.statements.attribution import Attribution
from sayso.statements.read import attributions

__all__ = ["Attribution", "attributions"]
