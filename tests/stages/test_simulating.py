from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from synth.drawing.curves import CHANCE, PERFECT
from synth.errors import UserError
from synth.screening import metrics
from synth.screening.classifiers import CLASSIFIERS, DEFAULT
from synth.screening.simulation import PROTOCOLS, simulate
from synth.screening.texts import Text
from synth.stages import simulating
from synth.stages.labels import LabelledSet
from synth.stages.simulating import Outcome, Task


def labelled(file: str = "review.csv") -> LabelledSet:
    """Give forty records, every eighth relevant and mostly told by its words."""
    labels = tuple(number % 8 == 3 for number in range(40))
    texts = (
        Text(
            title=f"belonging of nurses {number}" if relevant else f"copper in soil {number}",
            abstract=f"study {number % 5}",
        )
        for number, relevant in enumerate(labels)
    )
    return LabelledSet(file=file, texts=tuple(texts), labels=labels)


def tasks(files: Iterable[str] = ("review.csv",), *, seeds: Iterable[int] = (1, 2)) -> list[Task]:
    return simulating.tasks(
        [labelled(file) for file in files],
        questions={"review.csv": "Who belongs?"},
        protocols=PROTOCOLS,
        seeds=list(seeds),
        model=DEFAULT,
    )


def without_clock(outcomes: Iterable[Outcome]) -> list[dict[str, object]]:
    return [{name: value for name, value in one.row().items() if name != "cpu_s"} for one in outcomes]


def test_every_file_is_read_in_every_protocol_with_every_seed_once() -> None:
    asked = tasks(["review.csv", "other.csv"], seeds=[2, 1, 2])
    assert [(task.labelled.file, task.protocol, task.seed, task.question) for task in asked] == [
        (file, protocol, seed, question)
        for file, question in (("review.csv", "Who belongs?"), ("other.csv", ""))
        for protocol in ("warm", "cold")
        for seed in (2, 1)
    ]


def test_an_unknown_model_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UserError, match=f"--model: 'oracle' is none of {', '.join(CLASSIFIERS)}"):
        simulating.tasks([labelled()], questions={}, protocols=PROTOCOLS, seeds=[1], model="oracle")


@pytest.mark.parametrize("task", tasks(seeds=[1]), ids=lambda task: str(task.protocol))
def test_a_run_tells_of_the_order_that_was_read(task: Task) -> None:
    row = simulating.run(task).row()
    read = simulate(
        task.labelled.texts,
        task.labelled.labels,
        protocol=task.protocol,
        question=task.question,
        model=task.model,
        seed=task.seed,
    )
    assert row["known"] == (2 if task.protocol == "warm" else 0)
    assert row["n"] + row["known"] == len(task.labelled.labels)
    assert row["positions"] == [place for place, one in enumerate(read.relevant, start=1) if one]
    assert row["relevant"] == len(row["positions"])
    for name, value in metrics.measures(read.relevant).items():
        assert row[name] == pytest.approx(value, abs=1e-6)
    assert row["cpu_s"] >= 0
    assert json.loads(json.dumps(row)) == row


def test_runs_are_the_same_alone_and_side_by_side() -> None:
    asked = tasks(["review.csv", "other.csv"])
    alone = without_clock(map(simulating.run, asked))
    assert without_clock(simulating.each(asked, processes=2)) == alone


def outcome(file: str, *, protocol: str = "warm", loss: float | None = 0.1, cpu_s: float = 1.0) -> Outcome:
    return Outcome(
        file=file,
        protocol=protocol,
        seed=1,
        model=DEFAULT,
        known=0,
        n=10,
        relevant=1,
        measures={"loss": loss},
        fits=1,
        cpu_s=cpu_s,
        positions=(2,),
    )


def test_every_file_weighs_the_same_in_a_mean_however_many_its_runs() -> None:
    outcomes = [
        *[outcome("a", loss=0.1)] * 3,
        outcome("b", loss=0.5, cpu_s=4.0),
        outcome("c", loss=None),
        outcome("a", protocol="cold", loss=0.3),
    ]
    assert simulating.means(outcomes) == [
        {"file": "mean of 3", "protocol": "warm", "loss": 0.3, "cpu_s": 2.0},
        {"file": "mean of 1", "protocol": "cold", "loss": 0.3, "cpu_s": 1.0},
    ]


def test_the_picture_has_a_panel_for_each_file_and_a_line_for_each_protocol() -> None:
    outcomes = [outcome("in/a.csv.gz"), outcome("in/a.csv.gz", protocol="cold"), outcome("b.ris")]
    figure = simulating.figure(outcomes)
    assert [panel["title"]["text"] for panel in figure.panels] == ["a", "b"]
    names = figure.panels[0]["encoding"]["color"]["scale"]["domain"]
    assert names == ["warm", "cold", PERFECT, CHANCE]


def test_files_of_one_name_are_told_apart_in_the_picture() -> None:
    figure = simulating.figure([outcome("x/a.csv"), outcome("y/a.csv")])
    assert [panel["title"]["text"] for panel in figure.panels] == ["x/a.csv", "y/a.csv"]
