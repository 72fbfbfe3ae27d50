"""What a text was made of is what it shows."""

from __future__ import annotations

import re

import pytest

from synth.demo import abstracts, dirt
from synth.demo.dice import Dice
from synth.demo.literature import Literature
from synth.demo.publications import wording
from synth.demo.topics import TOPICS
from synth.demo.vocabulary import Genre
from synth.demo.works import DESIGNS, Kind


def without_digits(text: str) -> str:
    """Give a text without its numbers: a preprint has earlier ones."""
    return re.sub(r"\d", "", text)


def test_the_sentences_of_a_text_make_it_up(literature: Literature) -> None:
    for work in range(literature.synthetic):
        found = wording(literature, work)
        assert found.said is not None
        assert len(found.said.sections) == len(found.sections)
        for (_, words), sentences in zip(found.sections, found.said.sections, strict=True):
            joined = without_digits(" ".join(sentence.text for sentence in sentences))
            assert without_digits(words) in (joined, dirt.british(joined))


@pytest.mark.parametrize("genre", list(Genre))
def test_a_sentence_is_its_template_filled(genre: Genre) -> None:
    for number, topic in enumerate(TOPICS):
        subject = abstracts.Subject(
            genre=genre, topic=topic, topic_number=number, design=DESIGNS[number % 11]
        )
        said = abstracts.compose(subject, Dice(number)).said
        for sentence in [said.title, *(sentence for part in said.sections for sentence in part)]:
            filled = sentence.template.format_map({**said.words, "C": sentence.concept})
            assert sentence.text.lower() == filled.lower()


def test_an_editorial_and_a_notice_are_made_of_their_title_alone(literature: Literature) -> None:
    kinds = literature.works.kind[: literature.synthetic]
    for work in [work for work, kind in enumerate(kinds) if kind in (Kind.EDITORIAL, Kind.ERRATUM)]:
        said = wording(literature, work).said
        assert said is not None
        assert said.sections == ()
