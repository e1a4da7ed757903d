"""The language layer: words, windows, trees, lemmas, and the pipeline around the shipped model."""
