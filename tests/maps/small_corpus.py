"""Works of a few subjects, whose words are known: topics made of them can be held against these."""

from __future__ import annotations

import random
from collections.abc import Sequence

from synth.maps.counting import Text

SUBJECTS = {
    "placement": "nursing students ward mentor placement supervision preceptor shift handover bedside",
    "surgery": "surgical residents theatre attrition autonomy duty consultant rotation operating suture",
    "school": "adolescents pupils classroom teacher bullying homework parents playground friendship lessons",
    "suicide": "veterans burdensomeness suicide ideation outpatient crisis insomnia hotline despair rescue",
    "identity": "impostor identity socialization stereotype role models transition oath novice becoming",
    "online": "webcam lecture forum remote distance platform avatar bandwidth asynchronous login",
}
FILLER = "belonging community feeling climate hope trust care voice team welcome respect value"


def text(subject: str, dice: random.Random, *, words: int = 14, filler: int = 6) -> Text:
    """Give a text of words of its subject, and of such as stand in all."""
    own, others = SUBJECTS[subject].split(), FILLER.split()
    said = [dice.choice(own) for _ in range(words)] + [dice.choice(others) for _ in range(filler)]
    dice.shuffle(said)
    # A stop after each word: terms of two words would be chance.
    return Text(title=". ".join(said[:3]), abstract=". ".join(said[3:]))


def corpus(
    sizes: dict[str, int], *, seed: int = 1, prefix: str = "w"
) -> tuple[list[str], list[Text], list[str]]:
    """Give the names, texts and subjects of so many works of each subject, in one order of names."""
    dice = random.Random(seed)
    subjects = [subject for subject, count in sizes.items() for _ in range(count)]
    dice.shuffle(subjects)
    names = [f"{prefix}{number:04d}" for number in range(len(subjects))]
    return names, [text(subject, dice) for subject in subjects], subjects


def sizes(*names: str, each: int = 40) -> dict[str, int]:
    """Give as many works of each of these subjects; of all where none is named."""
    return dict.fromkeys(names or tuple(SUBJECTS), each)


def shares(groups: Sequence[object], subjects: Sequence[str]) -> float:
    """Give the share of works whose group is mostly of their own subject."""
    found = 0
    for group in set(groups):
        inside = [subject for one, subject in zip(groups, subjects, strict=True) if one == group]
        found += max(inside.count(subject) for subject in set(inside))
    return found / len(subjects)
