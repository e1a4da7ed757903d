"""How many: the numbers that matter in an article, with what they count."""

from sayso.figures.read import Amount, figures

__all__ = ["Amount", "figures"]
