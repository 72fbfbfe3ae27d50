from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from synth.errors import UserError
from synth.stages import labels


def written(folder: Path, text: str, name: str = "review.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def asked(folder: Path, topics: Any) -> str:
    return str(written(folder, json.dumps(topics), "topics.json"))


def test_records_come_in_the_order_of_the_file_with_what_a_model_reads(tmp_path: Path) -> None:
    file = tmp_path / "a.csv.gz"
    file.write_bytes(
        gzip.compress(b"title,abstract,keywords,label_included\nOne,first,x; y,0\nTwo,second,,1\n")
    )
    found = labels.read(file)
    assert [(text.title, text.abstract, text.keywords) for text in found.texts] == [
        ("One", "first", ("x", "y")),
        ("Two", "second", ()),
    ]
    assert found.labels == (False, True)
    assert found.remarks == (
        f"{file}: only one record is relevant: a warm start knows it and has nothing to find",
    )
    assert found.file == str(file)


def test_what_is_left_out_or_doubtful_is_said_with_its_line(tmp_path: Path) -> None:
    rows = ["id,title,label_included", "1,One,1", "1,Two,0", "2,Three,", "3,Four,7", "4,Five,1,9", "5,Six,1"]
    found = labels.read(written(tmp_path, "\n".join(rows)))
    assert found.labels == (True, False, True)
    told = [remark.removeprefix(str(tmp_path / "review.csv")) for remark in found.remarks]
    assert told == [
        ":5: column label_included: '7' is no label (1, 0 or nothing): taken as undecided",
        ":6: 4 fields where the header has 3",
        ": left out, as they have no label: 2 of 5 records",
        ": more than one record is called 1: each is read as a record of its own",
    ]


def test_many_faults_are_counted_and_not_listed(tmp_path: Path) -> None:
    rows = ["title,label_included", "One,1", "Two,0", *["Three,perhaps so"] * 40]
    told = labels.read(written(tmp_path, "\n".join(rows))).remarks
    assert len([line for line in told if "perhaps so" in line]) == 3
    assert any(line.endswith(": such lines not shown here: 37") for line in told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("title,abstract\nOne,first\n", "nothing in it is labelled"),
        ("title,label_included\nOne,\n", "nothing in it is labelled"),
        ("title,label_included\nOne,1\nTwo,1\n", "all 2 labels say relevant"),
        ("title,label_included\nOne,0\n", "all 1 labels say irrelevant"),
    ],
)
def test_a_file_that_cannot_be_simulated_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError, match=rf"review\.csv: .*{said}"):
        labels.read(written(tmp_path, text))


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nowhere\.csv: No such file"):
        labels.read(tmp_path / "nowhere.csv")
    with pytest.raises(UserError, match="Is a directory"):
        labels.read(tmp_path)


def test_a_topic_is_a_files_name_without_its_endings() -> None:
    assert labels.topic(Path("a/Nelson_2002.csv.gz")) == "Nelson_2002"
    assert labels.topic(Path("b.v2.ris")) == "b.v2"


FILES = [Path("in/north.csv.gz"), Path("south.ris")]


def test_a_text_is_the_question_of_every_file(tmp_path: Path) -> None:
    text = "What is known? " * 40  # longer than any file's name
    assert labels.questions(text, FILES) == ({"in/north.csv.gz": text, "south.ris": text}, [])
    file = written(tmp_path, "What is it?", "question.txt")
    assert set(labels.questions(str(file), FILES)[0].values()) == {"What is it?"}


def test_each_file_has_its_question_by_its_name(tmp_path: Path) -> None:
    given = asked(tmp_path, {"north": {"title": "Cold?", "criteria": "Any", "source": 7}, "south": "Warm?"})
    questions, remarks = labels.questions(given, FILES)
    assert questions == {"in/north.csv.gz": "Cold?\n\nAny", "south.ris": "Warm?"}
    assert remarks == []


def test_a_question_without_a_file_and_a_file_without_a_question_are_said(tmp_path: Path) -> None:
    given = asked(tmp_path, {"north": "Cold?", "east": "?", "West": "?", "far east": "?", "west": "?"})
    questions, remarks = labels.questions(given, FILES)
    assert questions == {"in/north.csv.gz": "Cold?"}
    assert remarks == [
        f"{given}: no file simulated is called West, east, far east and 1 more",
        f"{given}: no question for south.ris: simulated without one",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"north": "a",\n"south"}', r"topics\.json:2: not JSON"),
        ("[]", "an object is expected"),
        ('{"north": 3}', "north: a text is expected"),
        ('{"north": {"title": ["a"]}}', "north: a text is expected"),
        ('{"north": {"topic": "a"}}', "north: a text is expected"),
    ],
)
def test_questions_that_cannot_be_read_are_refused_with_place_and_field(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        labels.questions(str(written(tmp_path, text, "topics.json")), FILES)


def test_a_file_of_questions_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file"):
        labels.questions(str(tmp_path / "none.json"), FILES)
    (tmp_path / "latin.json").write_bytes(b'{"a": "\xe9"}')
    with pytest.raises(UserError, match="save it as UTF-8"):
        labels.questions(str(tmp_path / "latin.json"), FILES)


def test_records_that_people_disagree_on_are_counted(tmp_path: Path) -> None:
    said = [
        '{""ada""=>""Included"", ""ben""=>""Excluded""}',
        '{""ada""=>""Excluded""}',
        '{""ben""=>""Included""}',
    ]
    rows = [
        "key,title,notes",
        *(f'{key},Title {key},"RAYYAN-INCLUSION: {vote}"' for key, vote in enumerate(said)),
    ]
    found = labels.read(written(tmp_path, "\n".join(rows)))
    assert found.labels == (True, False, True)
    assert found.remarks == (f"{found.file}: taken as included, as people disagree: 1 records",)
