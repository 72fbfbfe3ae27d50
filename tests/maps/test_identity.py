"""Groups keep their names: kept, split, merged, new, vanished; ids are never used twice."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as some

from synth.maps import drift, identity
from synth.maps.identity import Change, Drift, Matched


def group(name: str, count: int, *, first: int = 0) -> dict[str, str]:
    return {f"w{number}": name for number in range(first, first + count)}


def numbered(number: int, count: int, *, first: int = 0) -> dict[str, int]:
    return {f"w{place}": number for place in range(first, first + count)}


def matched(before: Mapping[str, str], now: Mapping[str, int], *used: str) -> Matched:
    return identity.match(before, now, prefix="t", used=set(used) | set(before.values()))


def only(found: Matched, change: Change) -> list[Drift]:
    return [one for one in found.drift if one.change is change]


def test_the_first_time_groups_are_numbered_and_nothing_has_changed() -> None:
    found = matched({}, {**numbered(4, 5), **numbered(7, 5, first=5)})
    assert found.ids == {4: "t001", 7: "t002"}
    assert found.drift == ()


def test_a_group_that_grew_keeps_its_id() -> None:
    found = matched(group("t003", 10), numbered(0, 60))
    assert found.ids == {0: "t003"}
    assert found.drift == (Drift(change=Change.KEPT, group="t003", works=60, shared=10, before=10),)


def test_groups_are_matched_by_their_works_and_not_by_their_number() -> None:
    before = {**group("t001", 10), **group("t002", 10, first=10)}
    found = matched(before, {**numbered(1, 10), **numbered(0, 10, first=10)})
    assert found.ids == {1: "t001", 0: "t002"}
    assert {one.change for one in found.drift} == {Change.KEPT}


def test_a_split_leaves_the_id_with_the_larger_part() -> None:
    found = matched(group("t001", 10), {**numbered(0, 4), **numbered(1, 6, first=4)})
    assert found.ids == {1: "t001", 0: "t002"}
    assert only(found, Change.SPLIT) == [
        Drift(change=Change.SPLIT, group="t002", other="t001", works=4, shared=4, before=4)
    ]


def test_a_merger_leaves_the_id_of_the_larger_one() -> None:
    before = {**group("t001", 4), **group("t002", 6, first=4)}
    found = matched(before, numbered(0, 10))
    assert found.ids == {0: "t002"}
    assert only(found, Change.MERGED) == [
        Drift(change=Change.MERGED, group="t001", other="t002", works=4, shared=4, before=4)
    ]


def test_a_group_of_new_works_is_new_and_one_whose_works_are_gone_has_vanished() -> None:
    before = {**group("t001", 10), **group("t002", 5, first=10)}
    found = matched(before, {**numbered(0, 10), **numbered(1, 5, first=50)})
    assert found.ids == {0: "t001", 1: "t003"}
    assert only(found, Change.NEW) == [Drift(change=Change.NEW, group="t003", works=5, shared=0, before=0)]
    assert only(found, Change.VANISHED) == [
        Drift(change=Change.VANISHED, group="t002", works=5, shared=0, before=0)
    ]


def test_a_group_of_a_few_old_works_and_many_new_ones_is_new_and_not_split() -> None:
    found = matched(
        group("t001", 30), {**numbered(0, 27), **numbered(1, 3, first=27), **numbered(1, 9, first=90)}
    )
    assert [one.group for one in only(found, Change.NEW)] == ["t002"]


def test_a_group_whose_works_are_scattered_has_vanished() -> None:
    before = {
        **group("t001", 20),
        **group("t002", 20, first=20),
        **group("t003", 20, first=40),
        **group("t004", 9, first=60),
    }
    now = {work: int(name[1:]) for work, name in before.items() if name != "t004"}
    now |= {**numbered(1, 3, first=60), **numbered(2, 3, first=63), **numbered(3, 3, first=66)}
    found = matched(before, now)
    assert only(found, Change.VANISHED) == [
        Drift(change=Change.VANISHED, group="t004", works=9, shared=0, before=9)
    ]


def test_an_id_once_used_is_never_given_again() -> None:
    found = identity.match({}, numbered(0, 3), prefix="c", used={"c01", "c02"}, digits=2)
    assert found.ids == {0: "c03"}


def test_nothing_from_nothing() -> None:
    assert matched({}, {}) == Matched(ids={}, drift=())
    assert only(matched(group("t001", 3), {}), Change.VANISHED)[0].works == 3


works = some.integers(0, 30).map(lambda number: f"w{number}")


@given(
    before=some.dictionaries(works, some.sampled_from(["t001", "t002", "t005"])),
    now=some.dictionaries(works, some.integers(0, 4)),
)
def test_each_group_has_one_id_and_each_old_group_one_fate(
    before: dict[str, str], now: dict[str, int]
) -> None:
    found = matched(before, now)
    assert set(found.ids) == set(now.values())
    assert len(set(found.ids.values())) == len(found.ids)
    if before:
        fates = [one.group for one in found.drift]
        assert sorted(fates) == sorted(set(found.ids.values()) | set(before.values()))
    for one in found.drift:
        assert 0 <= one.shared <= one.before <= one.works


@pytest.mark.parametrize(
    ("change", "shared", "before", "words"),
    [
        (Change.KEPT, 8, 9, "«wards» is the same as before: 8 works stayed, 1 came from others, 3 new."),
        (Change.SPLIT, 9, 9, "«wards» has split from «homes»: 9 of its 12 works were there before."),
        (Change.MERGED, 9, 9, "«wards» has gone into «homes»: 9 of its 12 works are there now."),
        (Change.NEW, 0, 0, "«wards» is new: 12 works, none of which was here before."),
        (Change.NEW, 0, 4, "«wards» is new: 12 works, 4 of them from other groups."),
        (Change.VANISHED, 0, 0, "«wards» is gone: none of its 12 works is here any more."),
        (Change.VANISHED, 0, 9, "«wards» is gone: its 12 works are spread over others now."),
    ],
)
def test_what_became_of_a_group_is_said_in_plain_words(
    change: Change, shared: int, before: int, words: str
) -> None:
    one = Drift(change=change, group="t001", other="t002", works=12, shared=shared, before=before)
    assert drift.words(one, label="wards", other="homes") == words


def test_a_row_has_the_label_of_today_and_says_what_it_was() -> None:
    kept = Drift(change=Change.KEPT, group="t001", works=3, shared=3, before=3)
    gone = Drift(change=Change.VANISHED, group="t002", works=1, shared=0, before=0)
    rows = list(drift.rows([kept, gone], labels={"t001": "wards"}, before={"t001": "ward", "t002": "homes"}))
    assert rows[0]["words"] == "«wards» is the same as before: 3 works stayed. It was called «ward»."
    assert (rows[1]["label"], rows[1]["change"], rows[1]["topic"]) == ("homes", "vanished", "t002")
    assert rows[1]["words"] == "«homes» is gone: none of its 1 work is here any more."
