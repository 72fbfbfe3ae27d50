"""The codebook of the review, on the four texts the project starts from and on sentences of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.coding.finding import Finder
from synth.store import codebook

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / ".." / "shared" / "seeds"
FINDER = Finder(codebook.read(ROOT / "queries" / "codebook.yaml"))

# What each seed must be coded with at least, by its themes.
THEMES = {
    "duke-scholars-wang-2025": (
        "pop.med_student set.placement met.focus_group met.written met.thematic met.multisite "
        "the.anant the.maslow con.shared_stress con.connection con.expectations con.autonomy "
        "con.space con.team_traits bar.workload"
    ),
    "dundee-discovery-rae-2024": (
        "pop.med_student set.placement set.acute_paeds met.interview met.ipa the.relational_being "
        "the.self_authorship the.pif con.support con.identity_integration pra.cocreation "
        "pra.learning_community out.learning out.identity out.integration"
    ),
    "essay-why-belongingness-matters": (
        "pop.nurse pop.physician pop.staff_mixed pop.patients set.workplace the.need_to_belong "
        "con.connection con.team_traits con.valued con.support bar.workload pra.mentorship pra.erg "
        "pra.team_building pra.dei_policy pra.leadership pra.empathy out.learning out.wellbeing "
        "out.burnout out.job_satisfaction out.patient_care out.adherence out.coping"
    ),
    "essay-belonging-in-clinical-settings": (
        "pop.med_student pop.faculty pop.staff_mixed pop.patients pop.community set.workplace "
        "set.virtual_door set.covid the.critical the.do_no_harm con.expectations con.autonomy "
        "con.identity_integration bar.discrimination bar.access bar.mistrust pra.dei_policy "
        "pra.listening pra.shared_decisions pra.onboarding pra.bias_training pra.language_access "
        "pra.advising pra.curriculum out.adherence out.equity out.trust eq.race eq.indigenous "
        "eq.lgbtq eq.disability eq.neurodiversity eq.language eq.religion eq.underserved "
        "eq.intersection"
    ),
}


def codes(text: str, title: str = "") -> set[str]:
    return {one.code for one in FINDER.find(title, text)}


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed texts are not beside this project")
@pytest.mark.parametrize("name", THEMES)
def test_the_themes_of_a_seed_are_found(name: str) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    assert set(THEMES[name].split()) - codes(text) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We asked nursing home residents about food.", "pop.resident"),
        ("Our residents of the town took part in a study.", "pop.resident"),
        ("We studied a longitudinal integrated clerkship.", "met.longitudinal"),
        ("We studied students in patient care settings.", "out.patient_care"),
        ("We report the perspective of students.", "met.commentary"),
        ("We screened for GBS in pregnancy.", "ins.gbs"),
        ("We cleaned it with IPA.", "met.ipa"),
        ("We recorded an ERG in each eye.", "pra.erg"),
        ("We read Opus Dei.", "pra.dei_policy"),
        ("We show that size matters.", "the.mattering"),
        ("We included patients belonging to a low-income group.", "pop.patients"),
        ("We found good discrimination and calibration.", "bar.discrimination"),
        ("We used hierarchical regression.", "bar.hierarchy"),
        ("We saw urinary retention and bone turnover.", "out.attrition"),
        ("Our faculty of medicine paid for it.", "pop.faculty"),
        ("We found depression of the ST segment.", "out.wellbeing"),
    ],
)
def test_words_that_mean_something_else_are_not_taken_for_a_code(text: str, code: str) -> None:
    assert code not in codes(text)


def test_people_count_where_they_were_studied_and_not_where_they_helped() -> None:
    assert "pop.physician" in codes("We asked physicians about trust.")
    assert "pop.physician" not in codes("We asked pupils about trust. Essays were rated by two physicians.")


def test_a_theory_counts_even_where_it_is_named_once_in_the_opening() -> None:
    opening = "Maslow put belonging before esteem. "
    assert "the.maslow" in codes(opening + "We asked nurses about trust.")
    assert "out.burnout" not in codes("Burnout is common. We asked nurses about trust.")


def test_a_notice_about_a_publication_is_not_coded() -> None:
    assert codes("", "Burnout among nurses") != set()
    assert codes("", "Erratum: Burnout among nurses") == set()
