from __future__ import annotations

from pathlib import Path

import pytest

from synth.web import keys
from tests.web.small_card import Reviewer, reviewer
from tests.web.small_desk import RUE, project


@pytest.fixture
def ada(tmp_path: Path) -> Reviewer:
    """Give Ada at her settings."""
    found = reviewer(project(tmp_path))
    found.open("/screen")
    return found


def save(ada: Reviewer, **said: str | list[str]) -> Reviewer:
    token = dict(ada.open("/screen").fields)["token"]
    answer = ada.browser.post("/settings", data={"token": token, **said})
    ada.status = answer.status_code
    ada.page = ada.page if answer.status_code == 303 else type(ada.page)(answer.text)
    return ada


def test_settings_are_kept_and_said(ada: Reviewer) -> None:
    save(ada, keys="on", profile="Rayyan", shown=["authors", "criteria"], sampler="oldest first")
    assert ada.status == 303
    page = ada.open("/settings")
    assert "Your settings are saved in this browser." in page.words
    assert "Keys: Rayyan" in page.words
    card = ada.open("/screen")
    assert "The one that was found first" in card.words
    assert [one["data-key"] for one in card.buttons if one["words"].startswith("Relevant")] == ["i"]
    assert card.has("Hide authors") and card.has("Show journal") and card.has("Show the marked words")


def test_a_profile_and_keys_that_cannot_be_keep_nothing(ada: Reviewer) -> None:
    save(ada, keys="on", profile="neutral", **{"key-note": "r", "key-why": "y"})
    assert ada.status == 400
    assert "Nothing is saved." in ada.page.words and "the key R is that of «Relevant»" in ada.page.words
    assert {one.get("data-key") for one in ada.open("/screen").buttons} >= {"w", "r"}


def test_a_key_of_ones_own_stands_on_the_card_and_in_the_list(ada: Reviewer) -> None:
    save(ada, keys="on", profile="neutral", **{"key-relevant": "Y"})
    assert {one.get("data-key") for one in ada.open("/screen").buttons} >= {"y", "e"}
    assert "Relevant Y R R I" in ada.open("/keys").words


def test_keys_can_be_turned_off(ada: Reviewer) -> None:
    save(ada, profile="neutral")
    assert "Single keys are off" in ada.open("/keys").words
    assert "Keys: off" in ada.open("/screen").words


def test_what_no_form_of_ours_sends_is_as_if_it_were_not_there(ada: Reviewer) -> None:
    save(ada, keys="on", profile="vim", sampler="alphabet", shown=["everything", "why"])
    assert ada.status == 303
    page = ada.open("/screen")
    assert "Keys: neutral" in page.words and page.has("Hide the reasons")


def test_the_teams_mask_holds_until_somebody_chooses(tmp_path: Path) -> None:
    ada = reviewer(project(tmp_path, team="masked = ['venue']\n"))
    assert ada.open().has("Hide authors") and ada.page.has("Show journal")


def test_the_sampler_another_page_chose_holds_and_is_kept(ada: Reviewer, tmp_path: Path) -> None:
    token = dict(ada.open("/screen").fields)["token"]
    ada.browser.post("/progress/sampler", data={"token": token, "sampler": "random"})
    assert "Drawn at random" in ada.open("/screen").words
    ada.press("Hide the criteria")
    ada.press("Relevant")
    assert "Drawn at random" in ada.page.words


def test_a_reader_has_nothing_to_set(tmp_path: Path) -> None:
    rue = reviewer(project(tmp_path), RUE)
    rue.open("/settings")
    assert rue.status == 403


def test_keys_that_a_later_version_does_not_allow_give_way_to_the_usual_ones(
    ada: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(ada, keys="on", profile="Rayyan", **{"key-note": "y"})
    monkeypatch.setattr(keys, "REASONS", ("y",))
    page = ada.open("/screen")
    assert "Keys: neutral" in page.words and page.has("Relevant")
