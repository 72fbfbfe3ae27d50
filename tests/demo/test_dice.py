from collections import Counter

from synth.demo.dice import Dice


def test_the_same_seed_throws_the_same() -> None:
    one, two, three = (Dice(seed) for seed in (5, 5, 6))
    throws = [[dice.below(1000) for _ in range(20)] for dice in (one, two, three)]
    assert throws[0] == throws[1] != throws[2]


def test_throws_are_even() -> None:
    counts = Counter(Dice(seed).below(10) for seed in range(10_000))
    assert len(counts) == 10
    assert all(850 < count < 1150 for count in counts.values())
    dice = Dice(1)
    assert 2700 < sum(dice.chance(0.3) for _ in range(10_000)) < 3300


def test_bounds_are_kept() -> None:
    dice = Dice(3)
    assert {dice.between(2, 4) for _ in range(200)} == {2, 3, 4}
    assert sorted(dice.some("abcd", 9)) == list("abcd")
    assert len(set(dice.some("abcd", 2))) == 2
