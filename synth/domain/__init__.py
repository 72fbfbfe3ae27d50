"""The nouns: pure data, standard library only."""
