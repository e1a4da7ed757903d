"""Does the headline hold: its quoted words and its claims, each traced to what the article's body says."""

from sayso.headline.check import headline

__all__ = ["headline"]
