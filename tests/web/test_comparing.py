"""Two coders side by side: how far they agree, who sees it, and who settles what they see differently."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from synth.domain.people import Role
from tests.web import small_coding
from tests.web.small_coding import A, B, Coding, code, rows, words
from tests.web.small_site import token


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_coding.evidence(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def room(evidence: Path, tmp_path: Path) -> Coding:
    """Give a review in which ada and ben coded one work, and see two things differently."""
    room = Coding(tmp_path, evidence)
    said = {
        "ada": {
            "code:met.interview": "present",
            "quote:met.interview": "We asked students",
            "field:quality": "high",
            "field:participants": "12",
        },
        "ben": {"code:pop.resident": "absent", "field:quality": "low", "field:participants": "12"},
    }
    for name, given in said.items():
        code(room.visit(name), A, given, "finish")
    return room


def cases(page: str) -> list[str]:
    """Give the cases of a page as they stand in it."""
    return re.findall(r'(?s)<li class="stack tight">.*?</li>', page)


def settle(
    browser: TestClient, label: str, take: str, *, note: str = "as the text says", **more: str
) -> Response:
    """Settle the first case of this name."""
    page = browser.get("/coding/compare").text
    case = next(one for one in cases(page) if f"<strong>{label}</strong>" in one)
    ticket = html.unescape(re.findall(r'name="ticket" value="([^"]+)"', case)[-1])
    fields = {"token": token(browser, "/team"), "ticket": ticket, "one": "ada", "other": "ben"}
    return browser.post("/code/settle", data={**fields, "take": take, "note": note, **more})


def test_agreement_is_told_code_by_code_and_field_by_field(room: Coding) -> None:
    page = room.visit("ada").get("/coding/compare").text
    assert rows(page, "How far the two agree on each code and field") == [
        "Nursing students Who 1 100 % –",
        "Residents Who 1 100 % –",
        "Interviews How it was studied 1 0 % 0.00 (few works)",
        "How far can one trust it? question 1 0 % 0.00 (few works)",
        "How many took part? question 1 100 % –",
    ]
    assert "Works both judged 1 The same, of all codes 67 %" in words(page)


def test_differences_stand_side_by_side_with_both_quotes(room: Coding) -> None:
    page = room.visit("lea", Role.LEAD).get("/coding/compare").text
    interview, quality = (words(case) for case in cases(page))
    assert "Interviews in Belonging of nursing students on placement" in interview
    assert re.search(r"ada\s*: present We asked students", interview)
    assert re.search(r"ben\s*: absent left as it stood", interview)
    assert re.search(r"ada\s*: high No quote. ben\s*: low", quality)


def test_a_lead_settles_and_all_words_stay(room: Coding) -> None:
    lead = room.visit("lea", Role.LEAD)
    answer = settle(lead, "Interviews", "absent")
    assert answer.headers["location"] == "/coding/compare?one=ada&other=ben#differences"
    (line,) = room.lines("lea")
    assert (line["verdict"], line["settles"], line["note"]) == ("absent", True, "as the text says")
    page = words(lead.get("/coding/compare").text)
    assert "Seen differently: 1" in page and "Settled: 1" in page
    assert re.search(r"Settled by lea\s*: absent as the text says", page)
    assert ("met.interview", "present") in room.said("ada")
    assert "settled by lea: absent" in words(lead.get(f"/works/{A}").text)


@pytest.mark.parametrize(
    ("take", "more", "value"),
    [("one", {}, "high"), ("other", {}, "low"), ("own", {"field:quality": "high"}, "high")],
)
def test_a_field_is_settled_on_one_of_the_answers_or_on_another(
    room: Coding, take: str, more: dict[str, str], value: str
) -> None:
    settle(room.visit("lea", Role.LEAD), "How far can one trust it?", take, **more)
    (line,) = room.lines("lea")
    assert (line["code"], line["verdict"], line["value"]) == ("quality", "answer", value)


def test_a_settlement_needs_a_note_and_something_settled(room: Coding) -> None:
    lead = room.visit("lea", Role.LEAD)
    for label, take, note in (
        ("Interviews", "present", " "),
        ("Interviews", "perhaps", "why"),
        ("Interviews", "withdraw", ""),
        ("How far can one trust it?", "own", "why"),
    ):
        answer = settle(lead, label, take, note=note)
        assert answer.status_code == 400
        assert "Not saved." in words(answer.text)
    assert room.lines("lea") == []


def test_those_who_disagree_do_not_settle_and_a_third_reviewer_does(room: Coding) -> None:
    for name in ("ada", "ben"):
        page = room.visit(name).get("/coding/compare").text
        assert "a third person, or whoever leads the review, settles it" in words(page)
        assert "Settle it" not in words(page)
    lead = room.visit("lea", Role.LEAD)
    case = cases(lead.get("/coding/compare").text)[0]
    stolen = html.unescape(re.findall(r'name="ticket" value="([^"]+)"', case)[0])
    ben = room.visit("ben")
    fields = {"token": token(ben, "/team"), "ticket": stolen, "one": "ada", "other": "ben"}
    answer = ben.post("/code/settle", data={**fields, "take": "absent", "note": "mine"})
    assert answer.status_code == 400
    assert "this is for a third person, or a lead, to settle" in words(answer.text)
    assert settle(room.visit("cem"), "Interviews", "present").status_code == 303
    assert room.said("cem") == [("met.interview", "present")]


def test_what_one_settled_another_reviewer_leaves_a_lead_changes_and_she_takes_back(room: Coding) -> None:
    cem, dan, lead = room.visit("cem"), room.visit("dan"), room.visit("lea", Role.LEAD)
    settle(cem, "Interviews", "present")
    assert "Settle it otherwise: Interviews" not in words(dan.get("/coding/compare").text)
    assert settle(lead, "Interviews", "withdraw").status_code == 400, "it is not hers"
    settle(cem, "Interviews", "withdraw")
    assert "Seen differently: 2" in words(cem.get("/coding/compare").text)
    settle(cem, "Interviews", "present")
    settle(lead, "Interviews", "absent")
    assert "Settled by lea" in words(cem.get("/coding/compare").text)
    assert room.said("cem") == [
        ("met.interview", "present"),
        ("met.interview", "withdraw"),
        ("met.interview", "present"),
    ]


def test_the_same_settlement_twice_is_one_line(room: Coding) -> None:
    lead = room.visit("lea", Role.LEAD)
    page = lead.get("/coding/compare").text
    ticket = html.unescape(re.findall(r'name="ticket" value="([^"]+)"', cases(page)[0])[0])
    fields = {"token": token(lead, "/team"), "ticket": ticket, "one": "ada", "other": "ben", "note": "so"}
    for _ in range(2):
        assert lead.post("/code/settle", data={**fields, "take": "absent"}).status_code == 303
    assert room.said("lea") == [("met.interview", "absent")]


def test_what_is_not_finished_is_compared_before_nobody_who_is_blind(room: Coding) -> None:
    code(room.visit("ada"), B, {"code:met.interview": "present"}, "finish")
    code(room.visit("ben"), B, {"code:met.interview": "absent"})
    for name in ("ada", "ben"):
        assert "Works both judged 1" in words(room.visit(name).get("/coding/compare").text)
    code(room.visit("ben"), B, {}, "finish")
    for name in ("ada", "ben"):
        assert "Works both judged 2" in words(room.visit(name).get("/coding/compare").text)


def test_the_page_begins_with_ones_own_work_and_not_with_who_share_most(room: Coding) -> None:
    for name in ("ada", "ben"):
        code(room.visit(name), B, {"code:met.interview": "present"}, "finish")
    code(room.visit("cem"), A, {"code:met.interview": "present"}, "finish")
    assert "<dt>Works both judged</dt><dd>2</dd>" in room.visit("lea", Role.LEAD).get("/coding/compare").text
    page = room.visit("cem").get("/coding/compare").text
    assert "<dt>Works both judged</dt><dd>1</dd>" in page
    assert "<option selected>cem</option>" in page


def test_where_nobody_shares_a_work_the_page_says_so(evidence: Path, tmp_path: Path) -> None:
    browser = Coding(tmp_path, evidence).visit("ada")
    assert "No two coders share a work that you may see yet." in words(browser.get("/coding/compare").text)
    assert browser.get("/coding/compare?one=x&other=y").status_code == 200


def test_a_reader_compares_nobody(room: Coding) -> None:
    assert room.visit("rue", Role.READER).get("/coding/compare").status_code == 403
