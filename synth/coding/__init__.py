"""Codes: what a work is about, by phrases, by people, and as a trained tagger proposes; pure."""
