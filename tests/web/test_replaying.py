import threading
from hashlib import md5

import pytest

from synth.domain.reviews import Screening
from synth.screening.ranker import Ranker
from synth.screening.simulation import simulate
from synth.screening.stopping import STOPPERS
from synth.screening.texts import Text
from synth.web import replaying
from synth.web.replaying import Lesson, Replay, Replays

LABELS = [number % 7 == 0 for number in range(140)]
TEXTS = [
    Text(title=("belonging of students " if label else "imaging of trauma ") + md5(bytes([n])).hexdigest())
    for n, label in enumerate(LABELS)
]
LESSON = Lesson(name="a set", texts=TEXTS, labels=LABELS)


def begun(question: str = "") -> Replay:
    return Replay(LESSON, question=question, settings=Screening())


def test_reading_by_the_labels_is_the_simulation() -> None:
    replay = begun()
    assert replay.read_on(0, count=100) == 100
    simulated = simulate(TEXTS, LABELS, protocol="cold")
    # After the last relevant work the simulation learns no more.
    until = max(place for place, label in enumerate(simulated.relevant) if label) + 1
    assert tuple(one.place for one in replay.read)[:until] == simulated.order[:until]


def test_the_model_learns_from_the_labels_whatever_is_said() -> None:
    right, wrong = begun(), begun()
    for number in range(30):
        for replay, says in ((right, True), (wrong, False)):
            place = replay.next()
            assert place is not None
            assert replay.answer(number, relevant=LABELS[place] is says)
    assert [one.place for one in right.read] == [one.place for one in wrong.read]
    assert right.agreement().agreed == 1 and wrong.agreement().agreed == 0
    assert right.agreement().works == 30


def test_a_second_press_answers_nothing() -> None:
    replay = begun()
    assert replay.answer(0, relevant=True)
    assert not replay.answer(0, relevant=True)
    assert replay.read_on(0, count=10) == 1  # what was read since that page was made
    assert not replay.answer(-1, relevant=True)
    assert len(replay.read) == 1


def test_many_presses_at_once_answer_once_each() -> None:
    replay, taken = begun(), []
    barrier = threading.Barrier(8)

    def press() -> None:
        barrier.wait(5)
        taken.append(replay.answer(0, relevant=True))

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(taken) == [False] * 7 + [True]
    assert len(replay.read) == 1


def test_a_list_ends() -> None:
    replay = begun()
    assert replay.read_on(0, count=1000) == 140
    assert replay.next() is None
    assert not replay.answer(140, relevant=True)
    course = replay.course()
    assert (sum(course.relevant), course.there, course.total) == (20, 20, 140)
    assert all(said.stop for said in replay.said(STOPPERS).values())


def test_what_was_read_by_the_labels_is_no_agreement() -> None:
    replay = begun()
    replay.read_on(0, count=20)
    assert replay.agreement().works == 0


def test_the_rules_speak_of_what_was_read() -> None:
    replay = begun()
    assert replay.said(["curve"])["curve"].recall_at_least is None
    replay.read_on(0, count=100)
    assert replay.said(["curve"])["curve"].found == sum(replay.course().relevant)


def test_the_replay_used_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "MOST", 2)
    replays, one, other, third = Replays(), begun(), begun(), begun()
    replays.keep("one", one)
    replays.keep("other", other)
    assert replays.of("one") is one
    replays.keep("third", third)
    assert replays.of("other") is None
    assert (replays.of("one"), replays.of("third")) == (one, third)
    replays.drop("one")
    assert replays.of("one") is None


def test_a_replay_has_a_ranker_of_its_own() -> None:
    one, other = begun(), begun()
    one.read_on(0, count=50)
    assert other.next() == Ranker(TEXTS).next()[0]
