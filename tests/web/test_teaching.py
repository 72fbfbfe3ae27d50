"""Teaching: a labelled set read again on the page, by hand and by its labels, without a trace."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from synth.domain.people import Role
from synth.web import app, replaying
from synth.web.site import Site
from tests.web import small_site
from tests.web.small_team import Team, rows, send, text_of

RULES = "What each rule of stopping says, and what is true"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Give a set of forty: every fifth is relevant."""
    lines = ["title,abstract,label_included"]
    for number in range(40):
        about = "belonging of nurses" if number % 5 == 0 else "dosage of a drug"
        lines.append(f"Study {number} of {about},We looked at {about}.,{int(number % 5 == 0)}")
    file = tmp_path / "wards.csv"
    file.write_text("\n".join(lines))
    return file


def visit(folder: Path, *files: Path, role: Role = Role.REVIEWER) -> TestClient:
    """Give a browser of a site with these sets; no truth lies beside its works."""
    application = Team(folder / "project").app("ada", role)
    application.state.teach = files
    return small_site.visitor(application)


def begin(browser: TestClient, **fields: str) -> str:
    """Begin with the first set; give the page."""
    chosen = {"set": "0", "question_from": "typed", "question": "belonging", "model": "svm"}
    status, page = send(browser, browser.get("/teach").text, "/teach/begin", **chosen | fields)
    assert status == 303, page
    return page


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_replay_leaves_no_trace(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    before = digests(tmp_path)
    page = begin(browser)
    for verdict in ("include", "exclude"):
        _, page = send(browser, page, "/teach/answer", verdict=verdict)
    for count in ("10", "100"):
        _, page = send(browser, page, "/teach/on", count=count)
    assert browser.get("/teach/recall.svg").status_code == 200
    send(browser, page, "/teach/stop")
    assert digests(tmp_path) == before
    assert "warehouse/build/demo/works.parquet" in " ".join(before)
    engine = browser.app.state.site.desk  # type: ignore[attr-defined]  # a Starlette application
    assert engine.own(browser.app.state.site.alone) == []  # type: ignore[attr-defined]


def test_after_an_answer_the_label_is_shown_and_whether_one_agrees(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    page = begin(browser)
    assert "belonging of nurses" in text_of(page)  # the question puts it first
    _, page = send(browser, page, "/teach/answer", verdict="exclude")
    assert "The labels say relevant: you differ." in text_of(page)
    assert "you said not relevant · you differ" in text_of(page)
    _, page = send(browser, page, "/teach/answer", verdict="include")
    assert "The labels say relevant: you agree." in text_of(page)
    assert "2 of 40" in text_of(page)
    assert "You judged 2: 50 % as the labels" in text_of(page)


def test_the_numbers_and_the_curve_are_those_of_the_labels(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    _, page = send(browser, begin(browser), "/teach/on", count="10")
    assert "Found 8 of 8 relevant Recall 100 % : all found after 8 By chance 2.0 found" in text_of(page)
    curve = rows(page, "Relevant works found after so many read, by chance, and in the perfect order")
    assert curve[-1] == ["10", "8", "2.0", "8"]
    root = ElementTree.fromstring(browser.get("/teach/recall.svg").content)
    assert len([path for path in root.iter() if path.get("aria-roledescription") == "line mark"]) == 3


def test_every_rule_is_held_against_the_truth(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    _, page = send(browser, begin(browser), "/teach/on", count="100")
    assert rows(page, RULES) == []  # in a long list they take their time
    page = browser.get("/teach?rules=every").text
    said = {row[0]: row[1:4] for row in rows(page, RULES)}
    assert said["curve"] == ["stop", "100 %", "100 %"]
    assert said["knee"][0] == "stop"
    assert "In truth 100 % are found: the bound holds." in text_of(page)
    assert "The whole list is read." in text_of(page)


def test_a_second_press_of_the_same_button_does_nothing(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    page = begin(browser)
    for _ in range(2):
        _, after = send(browser, page, "/teach/answer", verdict="include")
    assert "1 of 40" in text_of(after)
    for _ in range(2):
        _, on = send(browser, after, "/teach/on", count="10")
    assert "11 of 40" in text_of(on)
    _, on = send(browser, on, "/teach/on", count="1000000")
    assert "11 of 40" in text_of(on)


def test_two_browsers_have_replays_of_their_own(tmp_path: Path, labelled: Path) -> None:
    one = visit(tmp_path, labelled)
    other = small_site.visitor(one.app)  # type: ignore[arg-type]  # the same application
    send(one, begin(one), "/teach/on", count="10")
    assert "Begin" in text_of(other.get("/teach").text)
    assert "0 of 40" in text_of(begin(other))
    assert "10 of 40" in text_of(one.get("/teach").text)


def test_a_replay_that_had_to_go_is_said_to_be_gone(
    tmp_path: Path, labelled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MOST", 1)
    one = visit(tmp_path, labelled)
    page = begin(one)
    begin(small_site.visitor(one.app))  # type: ignore[arg-type]  # the same application
    status, page = send(one, page, "/teach/answer", verdict="include")
    assert status == 303
    assert "Your last replay is not kept any more" in text_of(page)
    assert one.get("/teach/recall.svg").status_code == 400


def test_starting_over_forgets_and_says_nothing_of_it(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    _, page = send(browser, begin(browser), "/teach/stop")
    assert "Begin" in text_of(page) and "not kept any more" not in text_of(page)


@pytest.mark.parametrize(
    "fields", [{"set": "7"}, {"set": "../../etc/passwd"}, {"set": ""}, {"model": "oracle"}]
)
def test_what_is_not_offered_is_refused(tmp_path: Path, labelled: Path, fields: dict[str, str]) -> None:
    browser = visit(tmp_path, labelled)
    chosen = {"set": "0", "model": "svm"} | fields
    status, page = send(browser, browser.get("/teach").text, "/teach/begin", **chosen)
    assert status == 400
    assert "teaching:" in text_of(page)


def test_a_damaged_set_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_text("title,label_included\nOne,1\n")
    browser = visit(tmp_path, file)
    status, page = send(browser, browser.get("/teach").text, "/teach/begin", set="0", model="svm")
    assert status == 400
    assert "a simulation needs relevant and irrelevant records" in text_of(page)


def test_without_a_set_the_page_says_how_to_have_one(tmp_path: Path) -> None:
    assert "synth serve --teach FILE" in text_of(visit(tmp_path).get("/teach").text)


def test_a_reader_may_learn(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled, role=Role.READER)
    assert "0 of 40" in text_of(begin(browser))


def test_script_in_a_text_is_shown_and_not_run(tmp_path: Path) -> None:
    file = tmp_path / "hostile.csv"
    bad = "<script>alert(1)</script>"
    file.write_text(f"title,abstract,label_included\n{bad},{bad},1\n{bad} two,{bad},0\n")
    page = begin(visit(tmp_path, file))
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_demonstration_is_replayed_with_what_its_generator_knows(tmp_path: Path) -> None:
    team = Team(tmp_path)
    truth = team.project.places.truth
    truth.parent.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select 'crossref' as source, printf('10.5555/%03d', number) as native,
                    'W' || number as work, number % 3 = 0 as relevant, number = 11 as real,
                    'article' as kind, null::varchar as related, []::varchar[] as dirt
                from range(12) as numbers(number)
            ) to '{truth}' (format parquet)
            """
        )
    browser = team.visit("ada")
    assert "the demonstration literature synthetic" in text_of(browser.get("/teach").text)
    page = begin(browser, question_from="review")
    assert "11 works, 4 relevant" in text_of(page)  # the real one is left out
    _, page = send(browser, page, "/teach/on", count="100")
    assert "Found 4 of 4 relevant" in text_of(page)


def test_the_state_is_the_application_s_own(tmp_path: Path, labelled: Path) -> None:
    browser = visit(tmp_path, labelled)
    begin(browser)
    anew = app.create(Site(browser.app.state.site.places, alone=browser.app.state.site.alone))  # type: ignore[attr-defined]
    anew.state.teach = (labelled,)
    other = small_site.visitor(anew)
    other.cookies.update(browser.cookies)
    assert "not kept any more" in text_of(other.get("/teach").text)
