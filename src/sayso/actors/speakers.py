"""Who is meant by the words of attributions: kept as the name under which other rooms import it."""

from sayso.actors.cast import Found, resolve

__all__ = ["Found", "resolve"]
