"""What a stage remembers: the same input begins where it began before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from synth.errors import WarehouseError
from synth.store import refreshes
from synth.store.refreshes import Memory


def test_at_first_nothing_is_remembered(tmp_path: Path) -> None:
    assert refreshes.last(tmp_path / "last.json", of="a") == Memory()


def test_other_input_begins_with_what_the_last_left(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "last.json"
    refreshes.keep(path, of="a", before=Memory(), now=Memory(places={"é": (0.1, 2.0)}))
    assert refreshes.last(path, of="b") == Memory(places={"é": (0.1, 2.0)})


def test_the_same_input_begins_where_it_began_before(tmp_path: Path) -> None:
    path = tmp_path / "last.json"
    refreshes.keep(path, of="a", before=Memory(resolution=1.5), now=Memory(used=("c01",)))
    assert refreshes.last(path, of="a") == Memory(resolution=1.5)
    again = path.read_bytes()
    refreshes.keep(path, of="a", before=refreshes.last(path, of="a"), now=Memory(used=("c01",)))
    assert path.read_bytes() == again


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"print": "a"}',
        '{"print": "b", "before": {}}',
        '{"print": "a", "before": {}, "now": {"places": 1}}',
    ],
)
def test_a_damaged_memory_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "citations" / "last.json"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(WarehouseError, match=r"citations/last\.json .* is damaged: delete it"):
        refreshes.last(path, of="a")


def test_the_print_is_of_all_rows_in_their_order() -> None:
    rows = [{"work": "a", "day": date(2026, 11, 1)}, {"work": "b"}]
    assert refreshes.print_of(rows) == refreshes.print_of(iter(rows))
    assert refreshes.print_of(rows) != refreshes.print_of(rows[::-1])
    assert refreshes.print_of(rows) != refreshes.print_of(rows[:1])
