from synth.screening.texts import Text, words, written


def test_a_text_is_read_whole_and_in_lower_case() -> None:
    text = Text(title="Belonging", abstract="Of NURSES.", keywords=("first-year students",))

    assert words(text.whole()) == ["belonging", "of", "nurses", "first", "year", "students"]


def test_words_can_be_had_as_they_are_written() -> None:
    assert written("An RCT of GABAß inhibitors") == ["An", "RCT", "of", "GABAß", "inhibitors"]


def test_one_letter_is_no_word_but_one_character_of_chinese_is() -> None:
    assert words("a 帰属意識 b c") == ["帰", "属", "意", "識"]


def test_an_accent_written_as_a_character_of_its_own_does_not_cut_the_word() -> None:
    assert words("Sjo\u0308gren") == words("Sjögren") == ["sjögren"]


def test_an_empty_text_has_no_words() -> None:
    assert words(Text().whole()) == []


def test_plain_texts_are_cut_as_all_others_are() -> None:
    signs = "".join(map(chr, range(128)))
    plain = f"A study_1 of {signs} x-ray, e.g. 5-HT2A {signs[::-1]}"

    assert words(plain) == words(plain + " \u00e9")
