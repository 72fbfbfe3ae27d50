"""The keys of the screening page: three profiles, and what a reviewer puts in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from synth.errors import UserError

PROFILES = ("neutral", "ASReview", "Rayyan")
NEUTRAL = PROFILES[0]
REASONS = tuple("123456789")
# Said where a key does nothing but could be meant: in ASReview I leaves a work out, in Rayyan it takes it in.
SILENT = {
    "i": "I does nothing with these keys: in ASReview it says not relevant, in Rayyan relevant. "
    "The settings have both sets of keys."
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing a key does; ``keys`` are as a browser names them, in lower case, one tuple a profile."""

    id: str
    words: str
    keys: Mapping[str, tuple[str, ...]]


def _same(id_: str, words: str, *keys: str) -> Action:
    return Action(id=id_, words=words, keys=dict.fromkeys(PROFILES, keys))


def _each(id_: str, words: str, *keys: str) -> Action:
    return Action(id=id_, words=words, keys={name: (key,) for name, key in zip(PROFILES, keys, strict=True)})


ACTIONS: tuple[Action, ...] = (
    _each("relevant", "Relevant", "r", "r", "i"),
    _each("not-relevant", "Not relevant", "e", "i", "e"),
    _same("maybe", "Maybe: park it, and read it again at the end", "u"),
    _same("note", "Write a note", "n"),
    _same("label", "Give a label", "t"),
    _same("undo", "Undo", "z"),
    _same("redo", "Redo", "shift+z"),
    _same("previous", "Previous, without a vote", "k", "arrowleft"),
    _same("next", "Next, without a vote", "j", "arrowright"),
    _same("highlights", "Marked words on or off", "h"),
    _same("criteria", "Criteria open or closed", "c"),
    _same("why", "Why this one", "w"),
    _same("full-text", "Open the full text", "o"),
    _same("doi", "Open the DOI", "d"),
    _same("search", "Search what you decided", "/"),
    _same("help", "This list", "?"),
)

# What cannot be shown as it is named.
SPELT = {"arrowleft": "←", "arrowright": "→", "shift+z": "Shift+Z", "": "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """
    The keys one reviewer uses.

    ``on``: whether single keys do anything. ``own`` puts one key in the place of those an action has in the
    profile; an empty text: the action has none.
    """

    profile: str = NEUTRAL
    on: bool = True
    own: Mapping[str, str] = field(default_factory=dict)

    def of(self, action: str) -> tuple[str, ...]:
        """Give the keys of an action, whether they are on or not."""
        if action in self.own:
            return (self.own[action],) if self.own[action] else ()
        return next(one.keys[self.profile] for one in ACTIONS if one.id == action)

    def pressed(self, action: str) -> str:
        """Give the keys of an action as the page gives them to its script, parted by blanks; off: none."""
        return " ".join(self.of(action)) if self.on else ""

    def shown(self, action: str) -> tuple[str, ...]:
        """Give the keys of an action as a person reads them."""
        return tuple(SPELT.get(key, key.upper()) for key in self.of(action))

    def silent(self) -> dict[str, str]:
        """Give the keys that do nothing and what is said of them."""
        used = {key for action in ACTIONS for key in self.of(action.id)}
        bare = self.on and self.profile == NEUTRAL
        return {key: words for key, words in SILENT.items() if bare and key not in used}


def checked(keys: Keys) -> Keys:
    """Give the keys back; raises UserError where a key cannot be one, or two actions share one."""
    if keys.profile not in PROFILES:
        raise UserError(f"keys: {keys.profile!r} is none of {', '.join(PROFILES)}")
    holders: dict[str, str] = {}
    for action in ACTIONS:
        own = keys.own.get(action.id, "")
        if own and (len(own) != 1 or not own.isprintable() or own.isspace()):
            raise UserError(f"{action.words}: {own!r} is not one key: write one letter or sign")
        for key in keys.of(action.id):
            if key in REASONS:
                raise UserError(f"{action.words}: {key} is the key of a reason: choose another")
            if key in holders:
                raise UserError(f"{action.words}: the key {key.upper()} is that of «{holders[key]}» already")
            holders[key] = action.words
    return keys
