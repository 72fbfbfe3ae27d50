from __future__ import annotations

import pytest

from synth.domain.identifiers import WorkId
from synth.domain.records import Record
from synth.errors import SourceChanged
from synth.sources.reading import Unread, each


def record(body: str) -> Record:
    if body.startswith("odd"):
        raise SourceChanged(f"{body} is of no known shape", source="toy")
    return Record(source="toy", native=body, ids=(WorkId("doi:10.1234/a"),), title="")


def test_what_cannot_be_read_stands_in_its_place_and_is_named() -> None:
    one, two, three = each(["a", "odd field", "c"], record)
    assert (one, three) == (record("a"), record("c"))
    assert isinstance(two, Unread)
    assert str(two.error) == "toy: odd field is of no known shape"


def test_where_nothing_can_be_read_it_is_the_api_that_changed() -> None:
    with pytest.raises(SourceChanged, match="odd one"):
        list(each(["odd one", "odd two"], record))


def test_an_answer_without_records_is_none() -> None:
    assert list(each([], record)) == []
