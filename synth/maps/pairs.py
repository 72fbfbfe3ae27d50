"""Links of several kinds between the same two works as one: most programs draw one line of two points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from synth.domain.pictures import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    Two works that belong together; ``one`` comes before ``other``.

    ``weight`` adds up the strengths of all kinds. ``citing`` is the one that cites the other, empty where
    neither does; ``cited_together`` and ``references_shared`` count.
    """

    one: str
    other: str
    weight: float
    citing: str
    cited_together: int
    references_shared: int

    @property
    def kinds(self) -> str:
        """In words what joins them."""
        told = (
            "citation" if self.citing else "",
            "cited together" if self.cited_together else "",
            "cite the same" if self.references_shared else "",
        )
        return "; ".join(filter(None, told))


def pairs(links: Iterable[Link]) -> list[Pair]:
    """Give each two works that have any link once, in order."""
    found: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        if link.one != link.other:
            found.setdefault((min(link.one, link.other), max(link.one, link.other)), []).append(link)
    return [_pair(*ends, found[ends]) for ends in sorted(found)]


def _pair(one: str, other: str, links: list[Link]) -> Pair:
    shared = {link.kind: link.shared for link in links}
    return Pair(
        one=one,
        other=other,
        weight=sum(sorted(link.strength for link in links)),
        citing=next((link.one for link in links if link.kind == "direct"), ""),
        cited_together=shared.get("co-citation", 0),
        references_shared=shared.get("coupling", 0),
    )
