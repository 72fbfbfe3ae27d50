"""One search for all sources."""
