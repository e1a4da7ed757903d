"""Text to tokens, sentences, tags, trees, lemmas, names and vectors, by the small encoder that comes with sayso."""

from sayso.language.pipeline import Block, load, model_name, parts, read_blocks, sentence_vectors

__all__ = ["Block", "load", "model_name", "parts", "read_blocks", "sentence_vectors"]
