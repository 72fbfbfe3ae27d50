"""Records that are the same publication."""
