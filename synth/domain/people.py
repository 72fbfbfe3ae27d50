"""Who uses the site, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A READER sees what was agreed, a REVIEWER screens, a LEAD also settles and sees how all stand."""

    READER = "reader"
    REVIEWER = "reviewer"
    LEAD = "lead"

    def may(self, role: Role) -> bool:
        """Say whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at the page: the name that stands in decisions, and the role."""

    name: str
    role: Role
