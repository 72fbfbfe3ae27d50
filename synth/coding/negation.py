"""What a text sets aside or denies: words about a code that do not speak for it."""

from __future__ import annotations

from synth.coding.words import BREAK, COMMA, Words, bag

_BE = bag("was were is are been be being has have had")
_NOT = frozenset(("not", "never", "cannot"))
# After "not" these do not deny: not only, not all, whether or not.
_HALF = bag("only just merely solely simply necessarily all every always limited yet alone")
# What is done to something a study takes up.
_STUDIED = bag(
    "measure measured assess assessed ask asked examine examined investigate investigated study studied "
    "include included consider considered explore explored evaluate evaluated address addressed collect "
    "collected record recorded cover covered analyze analyzed available tested test target targeted"
)
# What is done, or not, with people, methods and practices.
_DONE = bag(
    "feasible possible sought offered used held conducted performed applied part planned required provided "
    "done taken"
)
# What people do for a study who are not those it is about.
_FOR_THE_STUDY = bag(
    "recruited referred reviewed assessed listed performed administered conducted collected rated scored "
    "evaluated diagnosed treated provided delivered distributed graded judged written authored developed "
    "invited"
)
# What is called after people, and is not them: the dental hygienist examination, the physician workforce act.
_NAMED_AFTER = bag(
    "examination examinations exam exams licensing licensure association society council board boards act "
    "scale questionnaire inventory"
)
_FOR_THE_STUDY_TOO = bag("referred recruited administered distributed handed")
_OTHERS = bag("earlier previous previously prior past existing upcoming planned future")
_AGAINST = bag("than of to for as")
# "No difference in burnout": burnout was looked at.
_LOOKED_AT = bag(
    "difference association effect relationship relation correlation change evidence significant study "
    "research "
    "literature data report information impact increase decrease improvement one"
)
_CLAUSE = bag("but although though whereas while however because")
_BACK, _AHEAD, _NEAR = 8, 7, 3


def set_aside(words: Words, first: int, last: int) -> bool:
    """Say whether a text says that it does not take up what these words name: not measured, rather than."""
    return _set_aside_before(words, first) or _set_aside_after(words, last) or _none(words, first, last)


def denied(words: Words, first: int) -> bool:
    """Say whether a text says that what begins at this word is not there: no, without, lack of."""
    spelt = words.spelt
    for place in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        word = spelt[place]
        if word in (BREAK, COMMA) or word in _CLAUSE or words.single[place] in _LOOKED_AT:
            return False
        between = spelt[place + 1 : first]
        if word in ("no", "without", "neither", "nor", "lacking"):
            return True
        if word in ("lack", "absence") and between[:1] == ["of"]:
            return True
        if _is_not(word):
            return not (between and between[0] in _HALF)
        if word == "of" and spelt[place - 1 : place] not in (["lack"], ["absence"]):
            return False
    return False


def agents(words: Words, first: int, last: int) -> bool:
    """Say whether people are named who did something for a study, or what is called after them."""
    if _FOR_THE_STUDY_TOO & set(words.spelt[last + 1 : last + 5]):
        return True
    if words.spelt[last] == words.single[last] and _NAMED_AFTER & set(words.spelt[last + 1 : last + 4]):
        return True
    before = words.spelt[max(0, first - 4) : first]
    return "by" in before and bool(_FOR_THE_STUDY & set(before[: before.index("by")]))


def others(words: Words, first: int) -> bool:
    """Say whether a text speaks of others' work, or work to come: earlier surveys, planned interviews."""
    return any(word in _OTHERS for word in words.spelt[max(0, first - 3) : first])


def _set_aside_before(words: Words, first: int) -> bool:
    spelt = words.spelt
    for place in range(first - 1, max(-1, first - 1 - _BACK), -1):
        word = spelt[place]
        if word == BREAK or word in _CLAUSE:
            return False
        near = first - place <= _NEAR + 1
        if word in ("neither", "nor") and first - place <= 2:
            return True
        if near and word in ("rather", "other") and spelt[place + 1 : place + 2] == ["than"]:
            return True
        if near and word in ("instead", "opposed", "apart") and spelt[place + 1] in _AGAINST | {"from"}:
            return True
        if near and word in ("excluding", "exclude", "excluded", "except"):
            return spelt[place - 1 : place] != ["who"] and not (place and spelt[place - 1] in _BE | {"feel"})
        if _is_not(word) and any(one in _STUDIED for one in spelt[place + 1 : min(place + 4, first)]):
            return spelt[place + 1] not in _HALF
    return False


def _set_aside_after(words: Words, last: int) -> bool:
    spelt = words.spelt
    for place in range(last + 1, min(len(words), last + 1 + _AHEAD)):
        word = spelt[place]
        if word == BREAK or word in _CLAUSE:
            return False
        if word in ("beyond", "outside", "out"):
            return "scope" in spelt[place + 1 : place + 4]
        if word in _BE or word in ("did", "does", "do"):
            return _undone(spelt[place + 1 : place + 6])
        if word in _NOT:
            return _undone(spelt[place : place + 5])
    return False


def _none(words: Words, first: int, last: int) -> bool:
    """Say whether these words are what was not done: no mentoring was offered."""
    after = words.spelt[last + 1 : last + 3]
    before = words.spelt[max(0, first - 2) : first]
    return (
        "no" in before and len(after) == 2 and after[0] in _BE and after[1] in _DONE | _STUDIED | {"reported"}
    )


def _undone(following: list[str]) -> bool:
    """Say whether the words after a verb such as «was» say that it was left out."""
    if not following:
        return False
    if following[0] == "excluded" or following[:2] in (["left", "to"], ["left", "for"], ["left", "out"]):
        return True
    if following[0] in ("beyond", "outside"):
        return "scope" in following[1:4]
    if following[0] in ("planned", "underway") or following[:2] == ["under", "way"]:
        return True
    if following[0] not in _NOT or following[1:2] == ["only"]:
        return False
    return any(word in _STUDIED or word in _DONE for word in following[1:4]) or (
        "reported" in following[1:3] and "any" in following[2:5]
    )


def _is_not(word: str) -> bool:
    return word in _NOT or word.endswith(("n't", "n\u2019t"))
