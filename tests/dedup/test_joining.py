from synth.dedup.candidates import Candidate
from synth.dedup.joining import Said, join
from synth.dedup.matching import Outcome, Pair


def records(names: str) -> list[Candidate]:
    return [
        Candidate(record=name, source="imports", ids=(), first_ids=(), first_at=None, title="")
        for name in names
    ]


def same(record: str, other: str, score: float = 1.0) -> Pair:
    return Pair(record=record, other=other, outcome=Outcome.SAME, score=score, rule="title")


def different(record: str, other: str) -> Pair:
    reasons = ("other volumes",)
    return Pair(
        record=record, other=other, outcome=Outcome.DIFFERENT, score=0.1, rule="volume", reasons=reasons
    )


def test_joined_records_are_one_group_and_the_others_stay_alone() -> None:
    joint = join(records("abcd"), [same("a", "c"), same("c", "d")])
    assert joint.groups == (("a", "c", "d"), ("b",))
    assert [edge.refused for edge in joint.edges] == ["", ""]


def test_the_best_edge_comes_first_and_one_across_a_difference_is_refused_with_its_reason() -> None:
    joint = join(records("abc"), [same("a", "b", 0.95), same("b", "c", 0.99), different("a", "c")])
    assert joint.groups == (("a",), ("b", "c"))
    assert [(edge.pair.record, edge.refused) for edge in joint.edges] == [
        ("b", ""),
        ("a", "a and c are different: other volumes"),
    ]


def test_a_doubtful_pair_joins_nothing_and_parts_nothing() -> None:
    doubtful = Pair(record="a", other="c", outcome=Outcome.DOUBTFUL, rule="title")
    joint = join(records("abc"), [same("a", "b"), same("b", "c"), doubtful])
    assert joint.groups == (("a", "b", "c"),)
    assert join(records("ac"), [doubtful]).groups == (("a",), ("c",))


def test_a_preprint_and_its_article_are_not_joined_by_way_of_a_third() -> None:
    related = Pair(record="c", other="a", outcome=Outcome.RELATED, rule="title", relation="preprint of")
    joint = join(records("abc"), [same("a", "b", 0.99), same("b", "c", 0.98), related])
    assert joint.groups == (("a", "b"), ("c",))
    assert joint.edges[1].refused.startswith("c and a are related")


def test_what_a_person_said_stands_before_every_score() -> None:
    said = [Said(record="c", other="a", verdict="same"), Said(record="a", other="b", verdict="different")]
    joint = join(records("abc"), [same("a", "b"), same("b", "c"), different("a", "c")], said=said)
    assert joint.groups == (("a", "c"), ("b",))
    assert [edge.refused for edge in joint.edges] == ["", "a person said that a and b are different"]


def test_matching_parts_nothing_that_a_person_joined() -> None:
    said = [Said(record="a", other="b", verdict="same"), Said(record="b", other="c", verdict="same")]
    assert join(records("abc"), [different("a", "c")], said=said).groups == (("a", "b", "c"),)


def test_of_what_people_said_the_first_stands_above_what_contradicts_it() -> None:
    said = [
        Said(record="a", other="c", verdict="different"),
        Said(record="a", other="b", verdict="same"),
        Said(record="b", other="c", verdict="same"),
    ]
    joint = join(records("abc"), [], said=said)
    assert joint.groups == (("a", "b"), ("c",))
    assert joint.edges[1].refused == "a person said that a and c are different"


def test_a_split_stays_split_by_way_of_a_third() -> None:
    said = [Said(record="a", other="c", verdict="related", relation="preprint of")]
    joint = join(records("abc"), [same("a", "b", 0.99), same("b", "c", 0.98), same("a", "c")], said=said)
    assert joint.groups == (("a", "b"), ("c",))


def test_what_was_said_of_records_that_are_gone_is_left_out() -> None:
    joint = join(records("a"), [], said=[Said(record="a", other="z", verdict="same")])
    assert (joint.groups, joint.edges) == ((("a",),), ())


def test_the_order_of_pairs_makes_no_difference() -> None:
    pairs = [same("a", "b", 0.9), same("b", "c", 0.9), same("c", "d", 0.9), different("a", "d")]
    assert join(records("abcd"), pairs) == join(records("dcba"), reversed(pairs))
