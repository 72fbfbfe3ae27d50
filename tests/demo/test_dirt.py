import html

import pytest

from synth.demo import dirt
from synth.demo.texts import plain

TITLE = 'Belonging of "new" nurses and students\' inclusion in programs at a center: a study'


@pytest.mark.parametrize("change", [dirt.title_case, dirt.curly, dirt.entities, dirt.marked, dirt.broken])
def test_what_only_looks_different_reads_the_same(change: object) -> None:
    assert callable(change)
    changed = change(TITLE)
    assert changed != TITLE
    assert plain(changed) == plain(TITLE)


def test_small_words_stay_small_in_title_case() -> None:
    assert dirt.title_case("a sense of belonging in nursing") == "A Sense of Belonging in Nursing"


def test_spelling_crosses_the_ocean() -> None:
    assert dirt.british("Programs at a center") == "Programmes at a centre"


def test_a_cut_title_is_its_own_beginning() -> None:
    assert TITLE.startswith(dirt.cut(TITLE))
    assert len(dirt.cut(TITLE)) < len(TITLE)
    assert dirt.cut("Short") == "Short"


def test_a_misspelt_title_has_the_same_letters() -> None:
    changed = dirt.misspelt(TITLE)
    assert changed != TITLE
    assert sorted(changed) == sorted(TITLE)
    assert dirt.misspelt("a b c") == "a b c"


def test_a_reworded_title_is_another_title() -> None:
    assert dirt.reworded("Exploring trust among nurses", 0) == "Understanding trust among nurses"
    assert dirt.reworded("Exploring trust among nurses", 1) == "Exploring trust in nurses"
    assert dirt.reworded("Editorial", 0) == "Editorial: preliminary findings"


def test_entities_come_back_by_unescaping() -> None:
    assert html.unescape(html.unescape(dirt.entities("R&D for nurses"))) == "R&D for nurses"
