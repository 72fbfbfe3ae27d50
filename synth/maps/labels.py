"""Labels of groups: short, in the words that set each apart, and no two the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from synth.maps import terms

Distinct = Sequence[tuple[str, float]]  # terms with their weights, strongest first


def labels(groups: Sequence[Distinct]) -> list[str]:
    """
    Give each group a label of its own.

    Where two groups would be called the same, each is called by one more of its terms; what is then still
    the same gets a number. A group without terms is called so.
    """
    found = [terms.label(group) or "without words in common" for group in groups]
    for _ in range(2):
        twice = {label for label, times in Counter(found).items() if times > 1}
        found = [
            _longer(label, group) if label in twice else label
            for label, group in zip(found, groups, strict=True)
        ]
    seen: Counter[str] = Counter()
    for place, label in enumerate(found):
        seen[label] += 1
        if seen[label] > 1:
            found[place] = f"{label} ({seen[label]})"
    return found


def _longer(label: str, group: Distinct) -> str:
    """Add the strongest term that says something the label does not."""
    said = label.split(", ")
    more = (name for name, _ in group if not any(terms.alike(name, other) for other in said))
    return ", ".join([*said, *list(more)[:1]])
