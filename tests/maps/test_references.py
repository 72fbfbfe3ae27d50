"""What works cite, looked up as the warehouse does."""

from __future__ import annotations

import numpy as np

from synth.maps.references import Listed, References, resolve
from tests.maps import twelve


def pairs(references: References) -> set[tuple[str, str]]:
    rows, columns = references.cites.nonzero()
    names = references.works
    return {(names[row], names[column]) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)}


def test_each_citation_between_works_is_found_by_any_name_of_the_cited_one() -> None:
    assert pairs(twelve.references()) == twelve.DIRECT


def test_what_is_not_here_keeps_its_identifier_by_its_kind() -> None:
    references = twelve.references()
    assert references.names == {
        "doi": [twelve.X, twelve.Y],
        "openalex": [twelve.B_AGAIN, twelve.X_AGAIN, twelve.Z],
    }
    i = references.works.index("i")
    assert references.outside["doi"].toarray()[i].tolist() == [1, 1]
    assert references.outside["openalex"].toarray()[i].tolist() == [0, 1, 0]


def test_a_publication_outside_that_two_identifiers_name_is_counted_once() -> None:
    references = twelve.references()
    beyond = dict(zip(references.works, references.beyond.tolist(), strict=True))
    identifiers = dict(zip(references.works, references.identifiers.tolist(), strict=True))
    assert (beyond["i"], identifiers["i"]) == (2, 3)
    assert (beyond["j"], identifiers["j"]) == (2, 3)
    assert beyond["a"] == 0


def test_a_work_here_that_a_list_names_again_by_an_identifier_it_has_not_is_counted_once() -> None:
    references = twelve.references()
    c = references.works.index("c")
    assert references.unnamed["openalex"].tolist() == [name == "b" for name in references.works]
    assert not references.unnamed["doi"].any()
    assert (references.here[c], references.identifiers[c], references.beyond[c]) == (2, 1, 0)


def test_counts_here_are_of_works_and_not_of_names() -> None:
    listed = [
        Listed(work="doi:1", aliases=("doi:1", "openalex:W1"), references=("openalex:W1", "doi:2")),
        Listed(work="doi:2", aliases=("doi:2",), references=("openalex:W1", "doi:1"), year=20190),
    ]
    references = resolve(listed)
    assert pairs(references) == {("doi:1", "doi:2"), ("doi:2", "doi:1")}  # a work does not cite itself
    assert references.here.tolist() == references.cited.tolist() == [1, 1]
    assert references.years == [None, None]


def test_the_works_with_references_are_those_that_list_any() -> None:
    references = twelve.references()
    listing = {name for name, there in zip(references.works, references.listing, strict=True) if there}
    assert listing == set(twelve.CITES)


def test_the_order_in_which_works_come_does_not_matter() -> None:
    listed = [Listed(work=name, aliases=(name,), references=("b", "x:1")) for name in "cab"]
    one, other = resolve(listed), resolve(reversed(listed))
    assert one.works == other.works == ["a", "b", "c"]
    assert (one.cites != other.cites).nnz == 0


def test_no_works_and_works_without_references_are_no_trouble() -> None:
    assert resolve([]).cites.shape == (0, 0)
    lonely = resolve([Listed(work="a", aliases=("a",), references=())])
    assert lonely.beyond.tolist() == lonely.identifiers.tolist() == [0]
    assert not np.any(lonely.listing)
