"""One code for a language: ISO 639-1 for what sources write as eng, en-GB or English."""

from __future__ import annotations

import re

# 639-1, then the codes of 639-2 (also the old bibliographic ones) and the English name.
_TABLE = """
af afr afrikaans|am amh amharic|ar ara arabic|az aze azerbaijani|be bel belarusian|bg bul bulgarian
bn ben bengali|bs bos bosnian|ca cat catalan|cs ces cze czech|cy cym wel welsh|da dan danish
de deu ger german|el ell gre greek|en eng english|es spa spanish castilian|et est estonian
eu eus baq basque|fa fas per persian farsi|fi fin finnish|fr fra fre french|ga gle irish|gl glg galician
he heb hebrew|hi hin hindi|hr hrv scr croatian|hu hun hungarian|hy hye arm armenian|id ind indonesian
is isl ice icelandic|it ita italian|ja jpn japanese|ka kat geo georgian|kk kaz kazakh|ko kor korean
la lat latin|lt lit lithuanian|lv lav latvian|mk mkd mac macedonian|mn mon mongolian|ms msa may malay
nb nob|nl nld dut dutch flemish|nn nno|no nor norwegian|pl pol polish|pt por portuguese
ro ron rum romanian|ru rus russian|sk slk slo slovak|sl slv slovenian slovene|sq sqi alb albanian
sr srp scc serbian|sv swe swedish|sw swa swahili|th tha thai|tl tgl tagalog|tr tur turkish
uk ukr ukrainian|ur urd urdu|uz uzb uzbek|vi vie vietnamese|xh xho xhosa|zh zho chi chinese|zu zul zulu
"""
_CODES = {word: entry.split()[0] for entry in re.split(r"[|\n]", _TABLE) for word in entry.split()}
_UNKNOWN = {"und", "mul", "mis", "zxx", "un"}


def language(text: str | None) -> str | None:
    """Give the ISO 639-1 code where there is one, any other three-letter code as it is, else None."""
    bare = re.split(r"[-_;,( ]", (text or "").strip().lower(), maxsplit=1)[0]
    if bare in _UNKNOWN:
        return None
    return _CODES.get(bare) or (bare if re.fullmatch(r"[a-z]{2,3}", bare) else None)
