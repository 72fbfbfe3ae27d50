"""Whose words on a work's codes a person may see: blindness of coders, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from synth.coding.views import View
from synth.domain.people import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """
    What one person may see of what coders say.

    Her own words always. Where coders are ``blind`` to each other, another's are seen when both are through
    with the work; by who has said nothing of it, when ``needed`` coders are through. A lead who has said
    nothing of a work sees all. A reader sees what is said of works that ``needed`` coders are through with.
    """

    person: Person
    blind: bool
    needed: int

    def sees(self, by: str, views: Mapping[str, View]) -> bool:
        """Say whether she may see what a coder says of a work, of these views."""
        own = views.get(self.person.name)
        through = [name for name, view in views.items() if view.through]
        if by == self.person.name:
            return True
        if not self.person.role.may(Role.REVIEWER):
            return len(through) >= self.needed
        if not self.blind:
            return True
        if own is None:
            return len(through) >= self.needed or self.person.role is Role.LEAD
        return own.through is not None and by in through

    def sees_settled(self, views: Mapping[str, View]) -> bool:
        """Say whether she may see what was settled of a work: where she sees all that is said of it."""
        return all(self.sees(name, views) for name in views)

    def compares(self, one: str, other: str, views: Mapping[str, View]) -> bool:
        """Say whether two coders' views of a work may be laid side by side before her."""
        return one in views and other in views and self.sees(one, views) and self.sees(other, views)

    def settles(self, name: str, views: Mapping[str, View]) -> bool:
        """Say whether she may settle a code or field of a work: a lead, or a coder who has no word in it."""
        own = views.get(self.person.name)
        party = own is not None and (name in own.words or own.through is not None)
        return self.person.role is Role.LEAD or (self.person.role is Role.REVIEWER and not party)
