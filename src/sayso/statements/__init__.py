"""Who says so: attributions, their source, cue and content."""
