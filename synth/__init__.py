"""Evidence synthesis on belonging in the health professions: one line from a search to an answer."""

__version__ = "0.1.0"
