"""Every sentence and every word that fills one has its codes, and a publication carries what it shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from synth.demo import (
    abstracts,
    concepts,
    findings,
    lenses,
    meanings,
    meanings_people,
    meanings_words,
    phrases,
    traps,
)
from synth.demo.dice import Dice
from synth.demo.literature import Literature, generate
from synth.demo.publications import publication
from synth.demo.records import BIT, CROSSREF
from synth.demo.topics import TOPICS
from synth.demo.vocabulary import RELEVANT, Genre
from synth.demo.works import NOTICES, Kind
from synth.domain.reviews import Demo
from tests.demo.conftest import SEEDS

CODEBOOK = Path(__file__).resolve().parents[2] / "queries" / "codebook.yaml"


@pytest.fixture(scope="module")
def carried(literature: Literature) -> dict[int, frozenset[str]]:
    """Give the codes of every synthetic work that some source has."""
    there = np.flatnonzero(literature.held.max(axis=0) >= 0)
    found = {int(work): meanings.of_work(literature, int(work)) for work in there}
    return {work: codes for work, codes in found.items() if codes is not None}


def banks() -> list[str]:
    """Give every template that a text may be made of."""
    modules = (phrases, concepts, lenses, findings, traps)
    lists = {name: value for module in modules for name, value in vars(module).items() if name.isupper()}
    words = ("NAMED", "UNNAMED", "THEMES", "INSTRUMENTS", "OTHER_THEMES", "LABELS")
    found: list[str] = []
    for name, value in lists.items():
        if not name.startswith(words) or name == "UNNAMED_COLOUR" or name == "UNNAMED_IN_PASSING":
            parts = value.values() if isinstance(value, dict) else [value]
            found += [template for part in parts for template in part]
    return found


def test_every_template_has_its_codes_and_every_entry_is_a_template() -> None:
    assert set(banks()) == set(meanings.SENTENCES)
    assert len(set(banks())) > 350


def test_every_word_that_may_fill_a_sentence_has_its_codes() -> None:
    people = {name for topic in TOPICS for name in topic.people}
    settings = {name for topic in TOPICS for name in topic.settings}
    focuses = {name for topic in TOPICS for name in topic.focuses}
    assert people == set(meanings_people.PEOPLE)
    assert settings == set(meanings_people.SETTINGS)
    assert focuses == set(meanings_words.FOCUSES)
    assert set(meanings_people.PATIENTS) <= people
    assert set(meanings_words.FOUND) <= focuses
    assert set(concepts.UNNAMED_LACK) == set(meanings_words.LACKS)
    names = (
        concepts.NAMED_AT_WORK,
        concepts.NAMED_AT_SCHOOL,
        concepts.NAMED_IN_CRISIS,
        concepts.UNNAMED,
    )
    assert {name for group in names for name in group} == set(meanings_words.CONCEPTS)
    themes = (*concepts.THEMES, *concepts.OTHER_THEMES, *concepts.NAMED_THEMES)
    assert set(themes) == set(meanings_words.THEMES)


def test_no_template_of_what_was_written_is_unknown(literature: Literature) -> None:
    for work in range(literature.synthetic):
        found = publication(literature, work)
        assert found.wording.said is not None
        for section in found.wording.said.sections:
            for sentence in section:
                meanings.of_sentence(sentence, found.wording.said.words, genre=Genre.BELONGING)
        assert set(found.keywords) <= set(meanings_words.KEYWORDS)


def test_the_codes_are_those_of_the_codebook(carried: dict[int, frozenset[str]]) -> None:
    if not CODEBOOK.exists():
        pytest.skip("queries/codebook.yaml is not here yet")
    book = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    known = {code["id"] for facet in book["facets"] for code in facet["codes"]}
    assert {code for codes in carried.values() for code in codes} <= known


def test_every_facet_and_most_codes_occur(carried: dict[int, frozenset[str]]) -> None:
    counts = Counter(code for codes in carried.values() for code in codes)
    facets = {"pop", "set", "met", "the", "ins", "con", "bar", "pra", "out", "eq"}
    assert {code.partition(".")[0] for code in counts} == facets
    assert sum(count >= 5 for count in counts.values()) >= 85


def test_relevant_works_carry_more_codes_than_clinical_ones(
    literature: Literature, carried: dict[int, frozenset[str]]
) -> None:
    sizes = {
        near: np.mean(
            [len(codes) for work, codes in carried.items() if literature.works.genre[work] in genres]
        )
        for near, genres in {"near": RELEVANT, "far": (Genre.ACCIDENT, Genre.CLINICAL)}.items()
    }
    assert sizes["near"] > 4 * sizes["far"]


def sentence(template: str, words: dict[str, str], *, genre: Genre = Genre.BELONGING) -> frozenset[str]:
    made = abstracts.Sentence("", template, words.get("C", ""))
    return meanings.of_sentence(made, words, genre=genre)


@pytest.mark.parametrize(
    "template",
    ["Fitting in was not asked about.", "Burnout was not assessed.", "What matters is who asks first."],
)
def test_what_is_denied_or_means_another_thing_earns_nothing(template: str) -> None:
    assert sentence(template, {}) == frozenset()


def test_a_sentence_earns_what_stands_in_its_places() -> None:
    earned = sentence("{F} among {P}", {"F": "burnout", "P": "migrant nurses"})
    assert earned == {"out.burnout", "pop.nurse", "eq.international"}
    words = {"C": "mattering", "S": "clerkships", "P": "adolescents"}
    assert sentence("{C} in {S}: experiences of {P} in {W}", words) == {"the.mattering", "set.placement"}


def test_patients_are_the_population_where_their_belonging_is_studied_only() -> None:
    words = {"F": "mortality", "P": "stroke survivors"}
    assert sentence("{F} among {P}", words, genre=Genre.ELSEWHERE) == {"pop.patients"}
    assert sentence("{F} among {P}", words, genre=Genre.ACCIDENT) == frozenset()


def test_a_professional_identity_is_an_outcome_where_it_was_found() -> None:
    words = {"F": "professional identity formation", "P": "student midwives", "S": "nursing education"}
    assert "out.identity" not in sentence("This study examined {F} among {P} in {S}.", words)
    assert "out.identity" in sentence("{F} was reported by {pct}% of participants.", words)


def test_nothing_is_known_of_real_works_and_a_notice_carries_nothing(
    literature: Literature, carried: dict[int, frozenset[str]]
) -> None:
    assert meanings.of_work(literature, literature.synthetic) is None
    notices = [work for work in carried if literature.works.kind[work] in NOTICES]
    assert len(notices) > 20
    assert {carried[work] for work in notices} == {frozenset()}


def test_a_work_whose_records_show_no_abstract_carries_what_its_title_says(literature: Literature) -> None:
    bare = replace(
        literature.records, dirt=literature.records.dirt | BIT["missing-abstract"] | BIT["subtitle-dropped"]
    )
    without = replace(literature, records=bare)
    fewer = same = 0
    for work in np.flatnonzero(literature.held.max(axis=0) >= 0)[:400]:
        whole, title = (meanings.of_work(seen, int(work)) for seen in (literature, without))
        assert whole is not None
        assert title is not None
        assert title <= whole
        fewer += title < whole
        same += title == whole
    assert fewer > 200
    assert same > 20


def test_a_subtitle_is_shown_where_crossref_keeps_it_apart(literature: Literature) -> None:
    found = 0
    bare = replace(literature.records, dirt=literature.records.dirt | BIT["missing-abstract"])
    dropped = replace(literature, records=replace(bare, dirt=bare.dirt | BIT["subtitle-dropped"]))
    for work in range(literature.synthetic):
        wording = publication(literature, work).wording
        plain = wording.said is not None and wording.said.subtitle == "a focus group study"
        if plain and not wording.vernacular and literature.works.kind[work] == Kind.ARTICLE:
            codes = meanings.of_work(dropped, work)
            assert codes is not None
            assert ("met.focus_group" in codes) == (literature.held[CROSSREF, work] >= 0)
            found += 1
    assert found > 10


def test_what_is_shown_on_a_later_day_is_known_then(literature: Literature) -> None:
    early = generate(Demo(as_of=literature.as_of.replace(year=2016)), SEEDS)
    work = int(np.flatnonzero((early.held.max(axis=0) < 0) & (literature.held.max(axis=0) >= 0))[0])
    assert meanings.of_work(early, work) == frozenset()


def test_the_same_dice_write_the_same_text_as_before_they_were_asked_for_its_meaning() -> None:
    subject = abstracts.subject_of(genre=0, topic=1, design="survey")
    one, other = (abstracts.compose(subject, Dice(7)) for _ in range(2))
    assert one == other
