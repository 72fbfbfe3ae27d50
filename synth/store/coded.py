"""The tables that the stage code writes."""

from __future__ import annotations

from synth.store.columns import Table

# The codebook as it was when the stage ran: codes and fields in their order. `kind`: code, choice, many,
# number, text, quote. `profession`, `level` and `design` are what a code of people or of methods stands
# for.
CODEBOOK = Table(
    name="codebook",
    columns={
        "place": "integer",
        "facet": "varchar",
        "facet_label": "varchar",
        "code": "varchar",
        "kind": "varchar",
        "label": "varchar",
        "definition": "varchar",
        "notes": "varchar",
        "phrases": "varchar[]",
        "options": "varchar[]",
        "profession": "varchar",
        "level": "varchar",
        "design": "varchar",
        "since": "integer",
        "version": "integer",
    },
    order=("place",),
)
# One row for each work, code and who says so. `origin`: phrase (the words say so), person, proposal (the
# tagger). Of phrases the first passage is kept, title before abstract before keywords, and how many there
# are; `start` and `stop` are places of signs in that field, in `keywords` with "; "
# between. Of people, `passage` is what they quote and `verdict` present or absent; `settles`: it settles
# what others see differently.
CODES = Table(
    name="codes",
    columns={
        "work": "varchar",
        "code": "varchar",
        "origin": "varchar",
        "reviewer": "varchar",
        "verdict": "varchar",
        "settles": "boolean",
        "synthetic": "boolean",
        "phrase": "varchar",
        "passage": "varchar",
        "field": "varchar",
        "start": "integer",
        "stop": "integer",
        "passages": "integer",
        "probability": "double",
    },
    order=("work", "code", "origin", "reviewer", "settles"),
)
# One row a line of the coders' files; `work` is the id of today's works, `coded` the identifier it was made
# on. `value` is JSON. `standing`: this coder's last word on it; of lines that settle, whether it is what
# settles.
CODINGS = Table(
    name="codings",
    columns={
        "coded_at": "timestamp",
        "reviewer": "varchar",
        "work": "varchar",
        "coded": "varchar",
        "code": "varchar",
        "verdict": "varchar",
        "value": "varchar",
        "quote": "varchar",
        "note": "varchar",
        "shown_by": "varchar",
        "settles": "boolean",
        "codebook": "integer",
        "key": "varchar",
        "standing": "boolean",
        "synthetic": "boolean",
    },
    order=("coded_at", "reviewer", "coded", "code", "key", "verdict", "standing"),
)
# Figures taken out of abstracts by rule, each with its passage. `kind`: participants, sites, response rate
# (per cent), country; a country is in `text` and has no `value`.
FIGURES = Table(
    name="figures",
    columns={
        "work": "varchar",
        "kind": "varchar",
        "value": "double",
        "text": "varchar",
        "passage": "varchar",
        "field": "varchar",
        "start": "integer",
        "stop": "integer",
    },
    order=("work", "kind", "field", "start", "value", "text"),
)
# One row a code: of how many works the tagger learnt it, and how good its word was on works it did not see;
# `missing` says why it could not. `missed` are the works that have it by people's word where no phrase was
# found, `recovered` those of them it would propose, `wrong` what else it would.
TAGGER = Table(
    name="tagger",
    columns={
        "code": "varchar",
        "coded_present": "integer",
        "coded_absent": "integer",
        "precision": "double",
        "recall": "double",
        "brier": "double",
        "missed": "integer",
        "recovered": "integer",
        "wrong": "integer",
        "threshold": "double",
        "proposed": "integer",
        "missing": "varchar",
    },
    order=("code",),
)

CODED = (CODEBOOK, CODES, CODINGS, FIGURES, TAGGER)
