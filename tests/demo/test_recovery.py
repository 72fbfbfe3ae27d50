from synth.demo.recovery import Truth, of_relations, of_works

TRUTH = {
    "a/1": Truth(work="w1", relevant=True, real=False),
    "b/1": Truth(work="w1", relevant=True, real=False, dirt=("title-cut", "year-off")),
    "c/1": Truth(work="w1", relevant=True, real=False, dirt=("year-off",)),
    "a/2": Truth(work="w2", relevant=False, real=False, kind="preprint", related="w1"),
    "a/3": Truth(work="w3", relevant=False, real=False, kind="erratum", related="w1"),
    "a/4": Truth(work="w4", relevant=False, real=False, related="w1"),
    "a/5": Truth(work="w5", relevant=False, real=False, kind="preprint", related="w9"),
}


def test_pairs_are_counted_and_what_identifiers_alone_would_find() -> None:
    numbers = of_works(
        TRUTH, [["a/1", "b/1", "a/2"], ["c/1"], ["unknown/1", "a/3"]], by_identifier=[["a/1", "c/1"]]
    )
    assert (numbers["pairs_true"], numbers["pairs_joined"], numbers["pairs_joined_wrongly"]) == (3, 3, 2)
    assert (numbers["pair_precision"], numbers["pair_sensitivity"]) == (0.3333, 0.3333)
    assert numbers["pair_sensitivity_by_identifiers_alone"] == 0.3333


def test_a_pair_counts_for_each_kind_of_dirt_of_either_record_and_a_clean_one_for_none() -> None:
    rows = of_works(TRUTH, [["a/1", "b/1"], ["c/1"], ["a/2", "a/3"]], by_identifier=[])["by_dirt"]
    dirt = {row["dirt"]: row for row in rows}
    assert dirt["title-cut"] == {
        "dirt": "title-cut",
        "pairs_true": 2,
        "missed": 1,
        "joined_wrongly": 0,
        "sensitivity": 0.5,
        "precision": 1.0,
    }
    assert (dirt["year-off"]["pairs_true"], dirt["year-off"]["missed"]) == (3, 2)
    assert (dirt["none"]["pairs_true"], dirt["none"]["joined_wrongly"]) == (0, 1)


def test_relations_are_those_of_publications_that_are_both_here() -> None:
    linked = [("a/2", "b/1"), ("b/1", "a/2"), ("a/2", "a/3"), ("a/3", "a/2"), ("a/5", "a/1"), ("a/1", "a/5")]
    assert of_relations(TRUTH, TRUTH, linked) == {
        "relations_true": 2,  # a second part is none, and w9 is not here
        "relations_found": 1,
        "relations_wrong": 1,
        "share_of_relations_found": 0.5,
    }


def test_nothing_here_is_no_share() -> None:
    assert of_relations(TRUTH, [], [])["share_of_relations_found"] == 0.0
    assert of_works(TRUTH, [], by_identifier=[])["pair_precision"] == 0.0
