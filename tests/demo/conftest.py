"""One literature and one server for all tests of the demonstration: they are only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from synth.demo.literature import Landmark, Literature, generate
from synth.demo.server import Server
from synth.domain.reviews import Demo

SEEDS = (
    Landmark(
        doi="10.1007/s40670-025-02461-1",
        title="Medical Students' Sense of Belonging in Patient Care Settings: "
        "A Multi-institutional Qualitative Study",
        authors=("Wang HC", "Vercio C", "Nagpal N"),
        year=2025,
        journal="Medical Science Educator",
    ),
    Landmark(
        doi="10.1186/s12909-024-05413-2",
        title="From corners to community: exploring medical students' sense of belonging through "
        "co-creation in clinical learning",
        authors=("Rae VI", "Smith SE", "Hopkins SR", "Tallentire VR"),
        year=2024,
        journal="BMC Medical Education",
    ),
)


@pytest.fixture(scope="session")
def literature() -> Literature:
    return generate(Demo(), SEEDS)


@pytest.fixture(scope="session")
def server(literature: Literature) -> Iterator[Server]:
    with Server(literature, credits=1_000_000) as running:
        yield running
