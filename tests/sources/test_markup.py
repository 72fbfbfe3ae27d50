"""Words out of HTML, JATS and MathML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.sources import markup


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("H<sub>2</sub>S and m<i>RNA</i>s", "H2S and mRNAs"),
        ("between<i>Chlamydia</i>Infection", "between Chlamydia Infection"),
        ("<b>BE</b>longing", "BElonging"),
        ("A (\n  <jats:italic>KRAS</jats:italic>\n ) B", "A (KRAS) B"),
        (
            "Let<mml:math alttext='$a > b$'><mml:mi>B</mml:mi></mml:math>be, <mml:math>C</mml:math>, x",
            "Let B be, C, x",
        ),
        ("x<tex-math>\\begin{x}</tex-math>y", "xy"),
        ("p <0.05 and a<b, b> 3", "p <0.05 and a<b, b> 3"),
        ("&lt;i&gt;x&lt;/i&gt; &amp;amp; y", "x & y"),
        ("AT&T &c; R&D &copy2", "AT&T &c; R&D &copy2"),
        ("a&nbsp;&#160;b\n\tc", "a b c"),
        ("x<!-- no -->y<?pi?>z<![CDATA[w]]>", "xyzw"),
        ("line<br/>line", "line line"),
        ("\x00bad\x07\u200b signs&#2;", "bad signs"),
        ('<p class="a > b">x</p>', "x"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_text_keeps_its_words_only(text: str | None, words: str) -> None:
    assert markup.plain(text) == words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<h4>Aim</h4>To find<p>More</p>", "Aim: To find\nMore"),
        ("<jats:title>Abstract</jats:title><jats:p>Words.</jats:p>", "Words."),
        (
            "<jats:sec>\n<jats:title>Methods:</jats:title>\n<jats:sec><jats:title>Design</jats:title>"
            "\n<jats:p>A trial.</jats:p></jats:sec></jats:sec>",
            "Methods: Design: A trial.",
        ),
        ("Plain words\nover two lines.", "Plain words over two lines."),
        ("<jats:p />", None),
        ("   ", None),
        ("", None),
        (None, None),
    ],
)
def test_an_abstract_keeps_the_labels_of_its_sections(text: str | None, lines: str | None) -> None:
    assert markup.paragraphs(text) == lines


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("A title.", "A title"),
        ("The U.S.", "The U.S."),
        ("Wait...", "Wait..."),
        ("Plan B.", "Plan B."),
        ("", ""),
    ],
)
def test_a_full_stop_behind_a_title_is_cut_but_not_that_of_an_abbreviation(title: str, bare: str) -> None:
    assert markup.without_point(title) == bare


@given(st.text(alphabet=st.characters(exclude_characters="<>&"), max_size=80))
def test_a_text_without_markup_keeps_every_sign_but_blanks_and_controls(text: str) -> None:
    kept = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    assert [sign for sign in markup.plain(text) if sign.isprintable() and not sign.isspace()] == list(kept)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<h4>", "</h4>", "word", " ", "<i>", "</i>", "&lt;", "&amp;", "<", ">"]
        )
    )
)
def test_no_mark_of_structure_is_left_behind(parts: list[str]) -> None:
    for text in (markup.plain("".join(parts)), markup.paragraphs("".join(parts)) or ""):
        assert not set(text) & set("\x01\x02\x03\x04\x05\x06\x07")
        assert "  " not in text
