"""Training of the language models: readers, mixture, network, evaluation, export. Needs the `train` extra (torch)."""
