"""Where: names of places found in a shipped gazetteer and settled by their context."""
