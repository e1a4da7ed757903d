"""The corpus of sayso: articles of our own writing with their gold records, and the tools that read them."""
