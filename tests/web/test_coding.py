"""The coding form and its queue: what is saved, what never is, and who sees what."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from synth.domain.people import Role
from tests.web import small_coding
from tests.web.small_coding import FOUR, A, B, Coding, code, form, press, rows, save, words


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_coding.evidence(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def room(evidence: Path, tmp_path: Path) -> Coding:
    return Coding(tmp_path, evidence)


def test_what_phrases_found_is_shown_with_its_words_and_neither_chosen_nor_saved(room: Coding) -> None:
    browser = room.visit("ada")
    page = browser.get(f"/coding/{A}").text
    assert "found: nursing student" in words(page)
    assert re.search(
        r"<q class=\"passage\"[^>]*>Belonging of <mark[^>]*>nursing students</mark> on placement", page
    )
    assert "✓" not in words(page)
    assert form(browser)["code:pop.nursing"] == ""
    save(browser, form(browser))
    assert room.lines("ada") == []


def test_each_change_is_one_line_on_disk_before_the_page_answers(room: Coding) -> None:
    browser = room.visit("ada")
    answer = code(
        browser,
        A,
        {
            "code:pop.nursing": "present",
            "quote:pop.nursing": "nursing students",
            "code:pop.resident": "absent",
            "field:quality": "high",
            "field:places": ["campus", "ward"],
            "field:participants": "1,412",
        },
    )
    assert answer.status_code == 303
    lines = {line["code"]: line for line in room.lines("ada")}
    assert len(room.lines("ada")) == len(lines) == 5
    assert lines["pop.nursing"] | {"at": "", "key": ""} == {
        "at": "",
        "by": "ada",
        "work": A,
        "verdict": "present",
        "code": "pop.nursing",
        "value": None,
        "quote": "nursing students",
        "note": "",
        "shown_by": "phrase",
        "settles": False,
        "codebook": 1,
        "key": "",
    }
    assert lines["pop.resident"]["shown_by"] == ""
    assert lines["quality"]["value"] == "high"
    assert lines["places"]["value"] == ["ward", "campus"], "in the order of the codebook"
    assert lines["participants"]["value"] == 1412
    assert "Saved: 5 changes." in words(browser.get(answer.headers["location"]).text)
    assert form(browser) | {"ticket": ""} == {
        **form(browser),
        "ticket": "",
        "code:pop.nursing": "present",
        "code:pop.resident": "absent",
        "field:quality": "high",
        "field:places": ["ward", "campus"],
        "field:participants": "1412",
    }


def test_the_same_form_twice_is_saved_once_and_no_two_works_share_a_line(room: Coding) -> None:
    browser = room.visit("ada")
    sent = {**form(browser), "code:pop.nursing": "present"}
    assert [save(browser, sent).status_code for _ in range(3)] == [303, 303, 303]
    assert room.said("ada") == [("pop.nursing", "present")]
    code(browser, FOUR, {"code:pop.nursing": "present"})
    assert [line["work"] for line in room.lines("ada")] == [A, FOUR]


def test_an_old_page_takes_nothing_back_that_was_said_since(room: Coding) -> None:
    browser = room.visit("ada")
    old = form(browser)
    code(browser, A, {"code:pop.nursing": "present", "field:finding": "It helps."})
    save(browser, {**old, "code:met.interview": "absent"})
    assert room.said("ada")[2:] == [("met.interview", "absent")]
    assert form(browser)["code:pop.nursing"] == "present"


def test_a_change_of_mind_back_and_forth_is_a_line_each_time(room: Coding) -> None:
    browser = room.visit("ada")
    for verdict in ("present", "absent", "", "present"):
        code(browser, A, {"code:pop.nursing": verdict})
    assert [verdict for _, verdict in room.said("ada")] == ["present", "absent", "withdraw", "present"]
    assert len({line["key"] for line in room.lines("ada")}) == 4


def test_all_that_was_found_in_a_facet_is_confirmed_at_one_press_and_no_more(room: Coding) -> None:
    browser = room.visit("ada")
    code(browser, A, {}, "confirm:method")
    assert room.said("ada") == []
    code(browser, A, {}, "confirm:population")
    assert room.said("ada") == [("pop.nursing", "present")]


def test_what_was_found_and_rejected_is_not_confirmed(room: Coding) -> None:
    browser = room.visit("ada")
    code(browser, A, {"code:pop.nursing": "absent"}, "confirm:population")
    assert room.said("ada") == [("pop.nursing", "absent")]


def test_who_is_through_comes_to_the_next_work_and_may_take_it_back(room: Coding) -> None:
    browser = room.visit("ada")
    answer = code(browser, A, {"code:pop.nursing": "present"}, "finish")
    assert answer.headers["location"].startswith("/coding/doi%3A10.5555/b?")
    assert room.said("ada") == [("pop.nursing", "present"), ("", "finished")]
    page = browser.get("/coding?scope=all").text
    assert "To be coded: 6 of 7" in words(page)
    assert rows(page, "How many works each coder is through with") == ["ada 1"]
    code(browser, A, {}, "finish")
    assert len(room.lines("ada")) == 2, "she was through already"
    code(browser, A, {}, "unfinish")
    assert room.said("ada")[2:] == [("", "withdraw")]
    assert "To be coded: 7 of 7" in words(browser.get("/coding?scope=all").text)


def test_the_last_work_leads_back_to_the_queue(room: Coding) -> None:
    browser = room.visit("ada")
    where, seen = save(browser, form(browser, B), "finish").headers["location"], [B]
    while where.startswith("/coding/"):
        seen.append(unquote(where.removeprefix("/coding/").partition("?")[0]))
        where = save(browser, form(browser, seen[-1]), "finish").headers["location"]
    assert len(seen) == len(set(seen)) == 7
    assert where == "/coding?scope=all"
    assert "You are through with all of them." in words(browser.get(where).text)


def test_a_quote_that_stands_nowhere_is_said_and_kept(room: Coding) -> None:
    browser = room.visit("ada")
    answer = code(browser, A, {"code:pop.nursing": "present", "quote:pop.nursing": "Nursing  STUDENTS"})
    assert "does not stand" not in words(browser.get(answer.headers["location"]).text)
    answer = code(
        browser, A, {"quote:pop.nursing": "pupils of the ward", "field:definition": "to be at home"}
    )
    page = words(browser.get(answer.headers["location"]).text)
    assert "The quote for Nursing students, How does it define belonging? does not stand in title" in page
    assert page.count("These words do not stand in title, abstract or keywords.") == 2
    assert room.lines("ada")[-2]["quote"] == "pupils of the ward"
    assert room.lines("ada")[-1]["value"] == "to be at home"


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("participants", "a dozen", "'a dozen' is no number: write it in figures, as 412 or 57.5"),
        ("participants", "nan", "'nan' is no number"),
        ("participants", "1e999", "is no number"),
        ("quality", "splendid", "How far can one trust it? has no option 'splendid': choose among high, low"),
        ("places", "the moon", "has no option 'the moon'"),
    ],
)
def test_what_a_field_does_not_take_is_said_and_what_was_typed_stays(
    room: Coding, field: str, value: str, complaint: str
) -> None:
    browser = room.visit("ada")
    sent = {"code:pop.nursing": "absent", "field:finding": "It <b>helps</b>."}
    answer = code(browser, A, {**sent, f"field:{field}": value})
    assert answer.status_code == 400
    assert "Not saved. " in words(answer.text) and complaint in words(answer.text)
    assert room.lines("ada") == []
    assert "It &lt;b&gt;helps&lt;/b&gt;.</textarea>" in answer.text
    assert re.search(r'name="code:pop.nursing" value="absent" checked', answer.text)


@pytest.mark.parametrize(("given", "number"), [("57.5", 57.5), ("57,5 %", None), ("1 200", 1200), ("3%", 3)])
def test_numbers_are_read_as_people_write_them(room: Coding, given: str, number: float | None) -> None:
    browser = room.visit("ada")
    answer = code(browser, A, {"field:participants": given})
    assert answer.status_code == (303 if number else 400)
    assert [line["value"] for line in room.lines("ada")] == ([number] if number else [])


def test_a_field_asked_of_one_design_shows_where_the_work_is_of_it(room: Coding) -> None:
    browser = room.visit("ada")
    assert "Was it saturated?" not in words(browser.get(f"/coding/{A}").text)
    code(browser, A, {"code:met.interview": "present"})
    assert "Was it saturated?" in words(browser.get(f"/coding/{A}").text)


def test_a_proposal_looks_like_none_of_a_persons_words_and_goes_when_somebody_speaks(room: Coding) -> None:
    browser = room.visit("ada")
    for path in (f"/coding/{B}", f"/works/{B}"):
        page = browser.get(path).text
        assert "proposed, nobody has said so · 73 %" in words(page)
        assert 'class="chip proposed"' in page
    assert form(browser, B)["code:met.interview"] == ""
    code(browser, B, {"code:met.interview": "absent"})
    assert room.lines("ada")[0]["shown_by"] == "proposal"
    assert "nobody has said so" not in words(browser.get(f"/works/{B}").text)


def test_one_takes_back_a_line_of_ones_own_by_a_button(room: Coding) -> None:
    browser = room.visit("ada")
    code(browser, A, {"code:pop.nursing": "absent", "field:quality": "low"})
    for name in ("pop.nursing", "quality"):
        answer = press(browser, A, name, "withdraw", back="form", scope="all")
        assert answer.headers["location"] == "/coding/doi%3A10.5555/a?scope=all"
    assert room.said("ada")[2:] == [("pop.nursing", "withdraw"), ("quality", "withdraw")]
    assert "What you have said" not in words(browser.get(f"/coding/{A}").text)
    press(browser, A, "quality", "withdraw")
    assert len(room.lines("ada")) == 4, "nothing was there to be taken back"


def test_a_code_that_came_later_lists_the_works_to_look_at_again(room: Coding) -> None:
    browser = room.visit("ada")
    code(browser, A, {"code:pop.nursing": "present"}, "finish")
    room.change(version=2)
    page = browser.get("/coding").text
    assert rows(page, "Works to look at again, with what is new") == [
        "Belonging of nursing students on placement Surveys"
    ]
    page = browser.get(f"/coding/{A}").text
    assert "New in the codebook since you were through: Surveys" in words(page)
    assert form(browser)["code:pop.nursing"] == "present", "what she said then stays"
    code(browser, A, {"code:met.survey": "absent"})
    assert "To look at again" not in words(browser.get("/coding").text)
    code(browser, A, {}, "finish")
    assert [line["codebook"] for line in room.lines("ada")] == [1, 1, 2, 2]


def test_any_identifier_of_a_work_leads_to_its_form(room: Coding) -> None:
    browser = room.visit("ada")
    answer = browser.get("/coding", params={"work": " https://doi.org/10.5555/A "})
    assert answer.headers["location"] == "/coding/doi%3A10.5555/a"
    assert browser.get("/coding", params={"work": "10.5555/none"}).status_code == 400


def test_the_queue_has_what_is_included_unless_one_asks_for_more(room: Coding) -> None:
    browser = room.visit("ada")
    assert "To be coded: 0 of 0" in words(browser.get("/coding").text)
    assert "To be coded: 7 of 7" in words(browser.get("/coding?scope=all").text)
    assert "To be coded: 0 of 0" in words(browser.get("/coding?scope=nonsense").text)


def test_blind_coders_see_nothing_of_each_other_until_both_are_through(room: Coding) -> None:
    ada, ben = room.visit("ada"), room.visit("ben")
    before = [ben.get(path).text for path in (f"/coding/{A}", f"/works/{A}")]
    code(ada, A, {"code:met.interview": "present", "quote:met.interview": "We asked", "field:quality": "low"})
    after = [ben.get(path).text for path in (f"/coding/{A}", f"/works/{A}")]
    mask = re.compile(r'name="(token|ticket)"[^>]*')
    assert [mask.sub("", page) for page in before] == [mask.sub("", page) for page in after]
    code(ben, A, {"code:met.interview": "absent"})
    code(ada, A, {}, "finish")
    assert "ada: present" not in words(ben.get(f"/works/{A}").text), "he is not through yet"
    code(ben, A, {}, "finish")
    for path in (f"/coding/{A}", f"/works/{A}"):
        page = words(ben.get(path).text)
        assert "ada : present" in page.replace("ada:", "ada :")
        assert "We asked" in page and "low" in page
    assert "coders disagree: does not count" in words(ada.get(f"/works/{A}").text)


def test_where_coders_are_not_blind_they_see_each_others_words_at_once(
    evidence: Path, tmp_path: Path
) -> None:
    room = Coding(tmp_path, evidence, blind=False)
    code(room.visit("ada"), A, {"code:met.interview": "present"})
    assert re.search(r"ada\s*: present", words(room.visit("ben").get(f"/works/{A}").text))


def test_a_reader_sees_what_is_coded_and_codes_nothing(room: Coding) -> None:
    reader = room.visit("rue", Role.READER)
    code(room.visit("ada"), A, {"code:met.interview": "present"})
    page = words(reader.get(f"/works/{A}").text)
    assert "Nursing students by phrase" in page
    assert "Interviews" not in page, "nobody is through with it"
    assert "Confirm" not in page and "Add a code" not in page
    code(room.visit("ada"), A, {}, "finish")
    assert "Interviews by" in words(reader.get(f"/works/{A}").text)
    assert reader.get(f"/coding/{A}").status_code == 403
    queue = reader.get("/coding?scope=all").text
    assert "Not yet coded" in words(queue)
    assert '"/coding/' not in queue.replace('"/coding/compare', "")
    assert press(reader, A, "met.interview", "absent").status_code == 403


def test_single_words_are_said_on_the_page_of_a_work(room: Coding) -> None:
    browser = room.visit("ada")
    answer = press(browser, A, "pop.nursing", "present")
    assert answer.headers["location"] == "/works/doi%3A10.5555/a#codes"
    press(browser, A, "pop.nursing", "absent")
    assert "Nursing students does not count" in words(browser.get(f"/works/{A}").text)
    press(browser, A, "pop.nursing", "withdraw")
    assert "Nursing students by phrase" in words(browser.get(f"/works/{A}").text)
    press(browser, A, "met.interview", "present", quote="We asked students")
    assert room.said("ada") == [
        ("pop.nursing", "present"),
        ("pop.nursing", "absent"),
        ("pop.nursing", "withdraw"),
        ("met.interview", "present"),
    ]
    assert room.lines("ada")[-1]["quote"] == "We asked students"


def test_a_script_gets_the_section_alone_with_what_was_saved(room: Coding) -> None:
    browser = room.visit("ada")
    answer = press(browser, A, "pop.nursing", "present", script=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="codes-section"' in answer.text
    assert 'hx-swap-oob="true">Saved: 1 change.</p>' in answer.text


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("pop.none", "present"),
        ("", "present"),
        ("quality", "present"),
        ("pop.nursing", "perhaps"),
        ("pop.nursing", ""),
    ],
)
def test_what_is_no_word_on_a_code_is_refused(room: Coding, name: str, verdict: str) -> None:
    assert press(room.visit("ada"), A, name, verdict).status_code == 400
    assert room.lines("ada") == []


def test_a_faulty_codebook_stops_the_coding_and_no_other_page(room: Coding) -> None:
    browser = room.visit("ada")
    room.project.places.codebook.write_text("version: 1\nfacets: []\n", encoding="utf-8")
    assert browser.get("/coding").status_code == 400
    answer = browser.get(f"/works/{A}")
    assert answer.status_code == 200
    assert "queries/codebook.yaml: line 2: facets:" in words(answer.text)
    room.change()
    assert browser.get("/coding").status_code == 200


def test_what_a_work_or_a_coder_says_is_text_and_no_mark(room: Coding) -> None:
    browser = room.visit("ada")
    bad = '"><script>alert(1)</script>'
    code(browser, A, {"code:pop.nursing": "present", "quote:pop.nursing": bad, "field:finding": bad})
    for path in (f"/coding/{A}", f"/works/{A}"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert html.escape(bad, quote=False)[2:20] in page


def test_two_people_at_once_lose_nothing(room: Coding) -> None:
    ada, ben = room.visit("ada"), room.visit("ben")
    first, second = form(ada), form(ben)
    save(ada, {**first, "code:pop.nursing": "present"})
    save(ben, {**second, "code:pop.nursing": "absent"})
    assert (room.said("ada"), room.said("ben")) == ([("pop.nursing", "present")], [("pop.nursing", "absent")])
