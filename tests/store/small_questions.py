"""Codes that questions need to find something in the small warehouse: practices, outcomes, instruments."""

from typing import Any

from tests.store import small_codes

Rows = list[dict[str, Any]]

B = "doi:10.5555/b"
CODEBOOK: Rows = [
    *small_codes.CODEBOOK,
    small_codes.of_codebook(
        21, "practice.welcome", facet="practice", facet_label="Practice", label="A welcome"
    ),
    small_codes.of_codebook(22, "outcome.burnout", facet="outcome", facet_label="Outcome", label="Burnout"),
    small_codes.of_codebook(
        23, "instrument.scale", facet="instrument", facet_label="Instrument", label="A scale"
    ),
    small_codes.of_codebook(24, "setting.ward", facet="setting", facet_label="Setting", label="On the ward"),
]
CODES: Rows = [
    *small_codes.CODES,
    *(
        small_codes.phrase(B, code, "their teams", "Residents matter to their teams.", field="abstract")
        for code in ("practice.welcome", "outcome.burnout", "instrument.scale", "setting.ward")
    ),
]

ROWS: dict[str, Rows] = {"codebook": CODEBOOK, "codes": CODES}
